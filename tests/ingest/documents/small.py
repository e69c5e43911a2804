"""The shipped corpus cut down, so that an index of it is built in a moment; in this process and in others.

Its ways in are taken as they are, and the documents too: what is learnt of the ways takes seconds to compute (see
test_discriminant and test_softmax), and so do the lists of words that repair goes by to load (see test_repair).
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from advisor.knowledge import Corpus, corpus_dir, load_corpus
from advisor.ports import Classifier, Projection, Vectors
from ingest import discriminant, index, softmax
from ingest.__main__ import app
from ingest.documents import repair
from ingest.documents.model import Repaired
from tests import children

_WAYS = 2
CHILD = """
import pickle, sys
from pathlib import Path
from ingest import index
held = pickle.loads(Path(sys.argv[1]).read_bytes())
index.load_corpus = lambda root: held
index.corpus_digest = lambda root: held.digest
from tests.ingest.documents import small
small.leave_out(setattr)
data_dir = Path(sys.argv[2])
arguments = sys.argv[3:]
"""
RUN = """
from ingest.__main__ import app
app(arguments)
"""


def small_corpus() -> Corpus:
    """The passages that the guide's models stand in and a few more, each with two of its ways in."""
    whole = load_corpus(corpus_dir())
    needed = {passage_id for held in whole.models.values() for passage_id in held}
    kept = [p for number, p in enumerate(whole.passages) if number < 20 or p.passage_id in needed]
    return replace(
        whole,
        digest="small",
        passages=tuple(replace(passage, ways_in=passage.ways_in[:_WAYS]) for passage in kept),
    )


def leave_out(put: Callable[[Any, str, Any], None]) -> None:
    """Put nothing in the place of what takes long to begin."""
    put(discriminant, "fit", unchanged)
    put(softmax, "fit", unlearnt)
    put(repair.Repairer, "of", lambda texts: AsItIs())


class AsItIs:
    """Mends nothing, as ``Repairer`` does with clean text."""

    def repair(self, text: str) -> Repaired:
        return Repaired(text)


def unchanged(vectors: Vectors, classes: Sequence[str]) -> Projection:
    """The map that changes nothing, for ``discriminant.fit``."""
    dimension = vectors.shape[1]
    return Projection(np.zeros(dimension, np.float32), np.eye(dimension, dtype=np.float32))


def unlearnt(vectors: Vectors, *_: object, **__: object) -> Classifier:
    """What tells no classes apart, for ``softmax.fit``."""
    return Classifier((), np.zeros((vectors.shape[1], 0), np.float32), np.zeros(0, np.float32))


def use(patch: pytest.MonkeyPatch, corpus: Corpus) -> None:
    """Let this process index the small corpus."""
    patch.setattr(index, "load_corpus", lambda root: corpus)
    patch.setattr(index, "corpus_digest", lambda root: corpus.digest)
    leave_out(patch.setattr)


def run(data_dir: Path, *arguments: str | Path) -> Result:
    """A command in this process."""
    return CliRunner().invoke(app, [str(one) for one in arguments], env={"ADVISOR_DATA_DIR": str(data_dir)})


def start(
    stored: Path,
    data_dir: Path,
    *arguments: str | Path,
    code: str = RUN,
) -> subprocess.Popen[str]:
    """A command in a process of its own; ``stored`` is the pickled corpus, ``code`` what runs it."""
    return subprocess.Popen(
        [sys.executable, "-c", CHILD + code, str(stored), str(data_dir), *(str(one) for one in arguments)],
        env=children.environment(data_dir),
        cwd=Path(__file__).parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def store(corpus: Corpus, path: Path) -> Path:
    """The corpus as a file for other processes."""
    path.write_bytes(pickle.dumps(corpus))
    return path
