"""Building the search index beside the old one, and swapping it in whole."""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from advisor import messages
from advisor.errors import IndexUnwritable
from advisor.knowledge import Corpus, corpus_dir, load_corpus
from advisor.knowledge.corpus import corpus_digest
from advisor.ports import Embedder, Vectors
from advisor.wiring import is_index, write_library
from ingest import discriminant, vectors

RULES = "9"
"""Raised when the same corpus would give another index: what is embedded, how words are cut."""

_LOCK_SECONDS = 600
_log = logging.getLogger(__name__)


def fingerprint(corpus: str, embedder: Embedder) -> str:
    """Names an index: the state of the corpus, the embedder, the rules."""
    return "sha256:" + hashlib.sha256(f"{corpus}\0{embedder.fingerprint}\0{RULES}".encode()).hexdigest()[:24]


def index_folder(data_dir: Path, name: str) -> Path:
    """Where the index with this fingerprint lies."""
    return data_dir / "index" / name.removeprefix("sha256:")


def ensure(data_dir: Path, embedder: Embedder, rebuild: bool = False) -> Path:
    """The folder of a current index of the shipped corpus; built first if need be, or if told to.

    Building takes its vectors from the shipped ones and embeds only what they lack. Two processes
    that start at once build once. Raises IndexUnwritable when an index is needed and the data
    folder cannot be written to, CorpusError when the corpus is broken.
    """
    root = corpus_dir()
    name = fingerprint(corpus_digest(root), embedder)
    folder = index_folder(data_dir, name)
    try:
        if is_index(folder) and not rebuild:
            return folder
        before = _made(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent / ".lock", timeout=_LOCK_SECONDS):
            if _made(folder) == before or not is_index(folder):  # nobody built it while we waited
                build(load_corpus(root), embedder, folder, name)
    except (OSError, Timeout, IndexUnwritable) as error:
        raise IndexUnwritable(
            messages.INDEX_UNWRITABLE.format(path=data_dir), messages.INDEX_UNWRITABLE_REMEDY
        ) from error
    return folder


def build(corpus: Corpus, embedder: Embedder, folder: Path, name: str) -> None:
    """Build the index beside ``folder`` and put it in that place in one step."""
    known = vectors.VectorFile(corpus.root / "vectors", embedder.fingerprint).read()
    texts = vectors.Texts.of(corpus)
    known.update(vectors.embed(embedder, texts, known))
    way_vectors = vectors.rows("way", texts.ways_in, known, embedder.dimension)
    reference = corpus.reference
    questions = {name: _set(held, known, embedder.dimension) for name, held in vectors.question_sets(reference).items()}
    points = {name: _set(held, known, embedder.dimension) for name, held in vectors.point_sets(reference).items()}
    point_classes = [f"{name}#{key.split('/')[0]}" for name, (keys, _) in points.items() for key in keys]
    point_rows = np.concatenate([rows for _, rows in points.values()])
    outside_ids, outside_vectors = questions["outside"]
    classes = [p.passage_id for p in corpus.passages for _ in p.ways_in] + [key.split("/")[0] for key in outside_ids]
    beside = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        write_library(
            beside,
            name,
            corpus.passages,
            corpus.models,
            passage_vectors=vectors.rows("passage", texts.passages, known, embedder.dimension),
            way_vectors=way_vectors,
            model_vectors=vectors.rows("passage", texts.models, known, embedder.dimension),
            questions=questions,
            points=points,
            point_projection=discriminant.fit(point_rows, point_classes),
            way_projection=discriminant.fit(np.concatenate([way_vectors, outside_vectors]), classes),
        )
        if folder.exists():
            _log.warning("replacing a damaged index in %s", folder)
            shutil.rmtree(folder)
        beside.replace(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    _sweep(folder)


def _set(
    held: Sequence[tuple[str, tuple[str, ...]]], known: Mapping[bytes, NDArray[np.float16]], dimension: int
) -> tuple[list[str], Vectors]:
    """The ids ``<name>/<number>`` and the vectors of texts by name."""
    ids = [f"{name}/{number}" for name, texts in held for number in range(len(texts))]
    return ids, vectors.rows("way", [text for _, texts in held for text in texts], known, dimension)


def _made(folder: Path) -> int | None:
    """When the index was made, in nanoseconds; None when there is none."""
    return folder.stat().st_mtime_ns if folder.is_dir() else None


def _sweep(current: Path) -> None:
    """Remove what earlier builds left: broken off, or of another corpus. Readers keep their open files."""
    for other in current.parent.iterdir():
        if other.is_dir() and other != current:
            shutil.rmtree(other, ignore_errors=True)
