"""Building the search index beside the old one, and swapping it in whole."""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from advisor.knowledge import Corpus, corpus_dir, load_corpus
from advisor.knowledge.corpus import corpus_digest
from advisor.ports import Embedder, Vectors
from advisor.retrieval.hearing import described
from advisor.wiring import OwnDocuments, is_index, remove_index, write_library
from ingest import discriminant, softmax, vectors
from ingest.documents import embedding
from ingest.documents.embedding import Progress
from ingest.documents.store import DocumentStore, Entry, digest_of
from ingest.files import writing

RULES = "13"
"""Raised when the same corpus would give another index: what is embedded, how words are cut."""

_LOCK_SECONDS = 600
_log = logging.getLogger(__name__)


def fingerprint(corpus: str, embedder: Embedder, documents: str = "") -> str:
    """Names an index: the state of the corpus, the embedder, the rules, and the own documents if there are any."""
    said = f"{corpus}\0{embedder.fingerprint}\0{RULES}" + (f"\0{documents}" if documents else "")
    return "sha256:" + hashlib.sha256(said.encode()).hexdigest()[:24]


def index_folder(data_dir: Path, name: str) -> Path:
    """Where the index with this fingerprint lies."""
    return data_dir / "index" / name.removeprefix("sha256:")


def ensure(data_dir: Path, embedder: Embedder, rebuild: bool = False) -> Path:
    """The folder of a current index of the shipped corpus and the own documents; built first if need be, or if told to.

    Building takes its vectors from the stored ones. Two processes that start at once build once. Raises
    IndexUnwritable when an index is needed and the data folder cannot be written to, CorpusError when the corpus is
    broken, IndexCorrupt when a record of an own document is, and IndexMissing when own documents have no vectors of
    this embedder.
    """
    store = DocumentStore(data_dir)
    with writing(data_dir):
        _, folder = _current(data_dir, embedder, store.entries())
        if is_index(folder) and not rebuild:
            return folder
        before = _made(folder)
        with _locked(data_dir):
            entries = store.entries()  # they may have changed while we waited
            name, current = _current(data_dir, embedder, entries)
            if not is_index(current) or (rebuild and current == folder and _made(folder) == before):
                corpus = load_corpus(corpus_dir())
                build(corpus, embedder, current, name, embedding.loaded(store, entries, corpus, embedder))
                _sweep(current)
            return current


def prepare(
    store: DocumentStore, embedder: Embedder, entries: Sequence[Entry], progress: Progress | None = None
) -> Corpus:
    """Compute what vectors the documents lack, and give back the corpus that they were held against.

    ``progress`` is told how far that is. Raises IndexUnwritable, CorpusError, EmbedderError, and IndexCorrupt when a
    record is damaged.
    """
    with writing(store.data_dir):
        corpus = load_corpus(corpus_dir())
        sections = {passage.section_id for passage in corpus.passages}
        embedding.complete(store, entries, sections, embedder, store.entries(), progress)
    return corpus


def publish(store: DocumentStore, embedder: Embedder, entries: Sequence[Entry], corpus: Corpus) -> Path:
    """Make ``entries`` the own documents: build their index, then name them in the manifest, then clean up.

    Whoever calls it holds the lock on the documents and has prepared them; ``corpus`` is what that gave. Broken off at
    any moment, it leaves the old documents with their index, or the new ones with theirs. Raises as ``ensure`` does.
    """
    name, folder = _current(store.data_dir, embedder, entries)
    with writing(store.data_dir), _locked(store.data_dir):
        if not is_index(folder):
            build(corpus, embedder, folder, name, embedding.loaded(store, entries, corpus, embedder))
        store.replace(entries)
        _sweep(folder)
        store.sweep(entries)
    return folder


def current_folder(store: DocumentStore, embedder: Embedder) -> Path:
    """Where the index of the corpus and the documents lies, if it has been built."""
    return _current(store.data_dir, embedder, store.entries())[1]


def _current(data_dir: Path, embedder: Embedder, entries: Sequence[Entry]) -> tuple[str, Path]:
    """Name and folder of the index of the corpus and these documents."""
    name = fingerprint(corpus_digest(corpus_dir()), embedder, digest_of(entries))
    return name, index_folder(data_dir, name)


def _locked(data_dir: Path) -> FileLock:
    folder = data_dir / "index"
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / ".lock", timeout=_LOCK_SECONDS)


def build(corpus: Corpus, embedder: Embedder, folder: Path, name: str, own: OwnDocuments | None = None) -> None:
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
    lessons, wanted = zip(*vectors.lessons(corpus), strict=True)
    lesson_rows = described(lessons, vectors.rows("way", lessons, known, embedder.dimension))
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
            wishes=softmax.fit(lesson_rows, wanted),
            own=own,
        )
        if folder.exists():
            _log.warning("replacing a damaged index in %s", folder)
            shutil.rmtree(folder)
        beside.replace(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


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
    """Remove what earlier builds left: broken off, of another corpus, of other documents. What a process reads stays,
    and goes with a later build."""
    for other in current.parent.iterdir():
        if other.is_dir() and other != current:
            remove_index(other)
