"""An index is built once, beside the old one, and never half."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from advisor import messages
from advisor.adapters.library import is_index, open_library
from advisor.errors import AdvisorError, IndexUnwritable
from advisor.knowledge import corpus_dir, load_corpus
from advisor.knowledge.corpus import corpus_digest
from advisor.ports import Embedder, Library, Vectors
from ingest import index
from tests import children

QUESTION = "Hvad skal en businesscase indeholde?"


class Renamed:
    """The real embedder under another name, as another version of the weights would be."""

    def __init__(self, embedder: Embedder, fingerprint: str) -> None:
        self._embedder = embedder
        self.fingerprint = fingerprint
        self.dimension = embedder.dimension

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        return self._embedder.embed_queries(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        return self._embedder.embed_passages(texts)


@pytest.fixture(scope="module")
def built(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a current index; tests copy it."""
    data_dir = tmp_path_factory.mktemp("built")
    index.ensure(data_dir, embedder)
    return data_dir


@pytest.fixture
def data_dir(built: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(built, tmp_path / "data"))


def folders(data_dir: Path) -> list[Path]:
    return [path for path in (data_dir / "index").iterdir() if path.is_dir()]


def answers(library: Library, embedder: Embedder) -> list[str]:
    """The passages that the question leads to; fails when any part of the index is not whole."""
    keys = [key for key, _ in library.passage_vectors.nearest(embedder.embed_queries([QUESTION])[0], 5)]
    assert len(library.passages.get(keys)) == 5
    assert library.way_vectors.count() > library.passage_vectors.count() == library.passages.count()
    assert library.passage_words.search(["businesscas"], 1)
    return keys


def test_an_index_is_built_once_and_then_left_alone(tmp_path: Path, embedder: Embedder) -> None:
    folder = index.ensure(tmp_path / "deep" / "data", embedder)
    before = {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]}
    assert index.ensure(tmp_path / "deep" / "data", embedder) == folder
    assert {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]} == before
    corpus = load_corpus(corpus_dir())
    library = open_library(folder)
    assert library.fingerprint == index.fingerprint(corpus.digest, embedder)
    assert folder == index.index_folder(tmp_path / "deep" / "data", library.fingerprint)
    assert library.passages.count() == len(corpus.passages)
    assert library.way_vectors.count() == sum(len(passage.ways_in) for passage in corpus.passages)


def test_a_rebuild_makes_a_new_index_that_answers_the_same(data_dir: Path, embedder: Embedder) -> None:
    [folder] = folders(data_dir)
    before, made = answers(open_library(folder), embedder), folder.stat().st_ino
    assert index.ensure(data_dir, embedder, rebuild=True) == folder
    assert folder.stat().st_ino != made
    assert answers(open_library(folder), embedder) == before


def test_every_passage_is_its_own_nearest_neighbour(built: Path, embedder: Embedder) -> None:
    library = open_library(folders(built)[0])
    passages = random.Random(3).sample(load_corpus(corpus_dir()).passages, 5)
    texts = [f"{p.title}. {p.section}: {p.heading}. {p.text}" for p in passages]
    for passage, vector in zip(passages, embedder.embed_passages(texts), strict=True):
        [(key, cosine)] = library.passage_vectors.nearest(vector, 1)
        assert key == passage.passage_id
        assert cosine > 0.99


def test_leftovers_and_old_indexes_go_when_a_new_one_stands(data_dir: Path, embedder: Embedder) -> None:
    [folder] = folders(data_dir)
    old = folder.rename(folder.with_name("0" * 24))
    half = folder.with_name(".building-half")
    half.mkdir()
    (half / "library.sqlite").write_bytes(b"half of it")
    assert index.ensure(data_dir, embedder) == folder
    assert folders(data_dir) == [folder]
    assert not old.exists()
    assert answers(open_library(folder), embedder)


def test_a_build_that_fails_leaves_the_old_index_and_nothing_of_its_own(
    data_dir: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    [folder] = folders(data_dir)
    before = answers(open_library(folder), embedder)

    def failing(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index, "write_library", failing)
    with pytest.raises(IndexUnwritable) as raised:
        index.ensure(data_dir, embedder, rebuild=True)
    assert raised.value.detail == messages.INDEX_UNWRITABLE.format(path=data_dir)
    assert folders(data_dir) == [folder]
    assert answers(open_library(folder), embedder) == before


def test_the_fingerprint_follows_the_corpus(embedder: Embedder, tmp_path: Path) -> None:
    root = Path(shutil.copytree(corpus_dir(), tmp_path / "corpus"))
    names = [index.fingerprint(corpus_digest(root), embedder)]
    assert names == [index.fingerprint(corpus_digest(corpus_dir()), embedder)]
    text = next((root / "digest").rglob("*.md"))
    for change in (
        lambda: text.write_text(text.read_text("utf-8") + " ", "utf-8"),
        lambda: text.rename(text.with_name("andet-navn.md")),
        lambda: (root / "sources.yaml").write_text((root / "sources.yaml").read_text("utf-8") + "\n", "utf-8"),
        lambda: next((root / "guide").glob("*.yaml")).unlink(),
    ):
        change()
        names.append(index.fingerprint(corpus_digest(root), embedder))
    assert len(set(names)) == 5
    (root / "README.md").write_text("for editors", "utf-8")
    shutil.rmtree(root / "vectors")
    assert index.fingerprint(corpus_digest(root), embedder) == names[-1]


def test_the_fingerprint_follows_the_embedder_and_the_rules(
    embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = index.fingerprint("corpus", embedder)
    assert one == index.fingerprint("corpus", Renamed(embedder, embedder.fingerprint))
    other = index.fingerprint("corpus", Renamed(embedder, "other"))
    monkeypatch.setattr(index, "RULES", "another set")
    assert len({one, other, index.fingerprint("corpus", embedder)}) == 3


CHILD = """
import sys
from pathlib import Path
from advisor.settings import Settings
from advisor.wiring import make_embedder
from ingest import index

data_dir = Path(sys.argv[1])
embedder = make_embedder(Settings(data_dir=data_dir))
build = index.build
def told(*arguments):
    print("building", flush=True)
    build(*arguments)
index.build = told
"""


def start(data_dir: Path, code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD + code, str(data_dir), *arguments],
        env=children.environment(data_dir),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_processes_at_once_build_once_and_both_get_a_whole_index(tmp_path: Path, embedder: Embedder) -> None:
    code = """
from advisor.wiring import open_library
print("ready", flush=True)
sys.stdin.readline()
folder = index.ensure(data_dir, embedder)
print(folder, open_library(folder).passages.count(), open_library(folder).way_vectors.count())
"""
    both = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD + code, str(tmp_path / "data")],
            env=children.environment(tmp_path / "data"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    outputs = []
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in both:
        out, err = process.communicate(timeout=children.SECONDS)
        assert process.returncode == 0, err
        outputs.append(out.splitlines())
    assert sum(lines.count("building") for lines in outputs) == 1
    assert outputs[0][-1] == outputs[1][-1]
    [folder] = folders(tmp_path / "data")
    assert outputs[0][-1].startswith(f"{folder} ")
    assert answers(open_library(folder), embedder)


KILLED_AT_AN_OPERATION = """
import os, signal
left = int(sys.argv[2])
steps = "open os.mkdir os.rename os.remove os.rmdir shutil.rmtree sqlite3.connect tempfile.mkdtemp".split()
def count(event, arguments):
    global left
    if event in steps and str(data_dir) in str(arguments):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
index.ensure(data_dir, embedder)
print(int(sys.argv[2]) - left)
"""


@pytest.fixture(scope="module")
def operations(built: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many operations on files a build is, where an old index is swept in the end."""
    data_dir = Path(shutil.copytree(built, tmp_path_factory.mktemp("counted") / "data"))
    folders(data_dir)[0].rename(data_dir / "index" / "old")
    with start(data_dir, KILLED_AT_AN_OPERATION, str(10**9)) as process:
        out, err = process.communicate(timeout=children.SECONDS)
    assert process.returncode == 0, err
    return int(out.splitlines()[-1])


def survives(data_dir: Path, old: Path, embedder: Embedder, expected: list[str]) -> None:
    """After a kill: an index answers as before, and the next start makes everything good."""
    whole = [path for path in folders(data_dir) if is_index(path)]
    readable = []
    for path in whole:
        try:
            readable.append(answers(open_library(path), embedder))
        except AdvisorError:
            assert path == old, "half of a new index"  # the old one may be half swept once the new one stands
    assert readable
    assert all(keys == expected for keys in readable)
    folder = index.ensure(data_dir, embedder)
    assert answers(open_library(folder), embedder) == expected


@pytest.mark.parametrize("share", [0.1, 0.4, 0.6, 0.75, 0.9, 1.0])
def test_a_build_killed_at_any_step_leaves_an_index_that_answers(
    data_dir: Path, embedder: Embedder, operations: int, share: float
) -> None:
    assert operations > 10
    [folder] = folders(data_dir)
    expected = answers(open_library(folder), embedder)
    old = folder.rename(folder.with_name("old"))
    with start(data_dir, KILLED_AT_AN_OPERATION, str(max(1, round(operations * share)))) as process:
        process.communicate(timeout=children.SECONDS)
    assert process.returncode == -signal.SIGKILL
    survives(data_dir, old, embedder, expected)


@pytest.mark.parametrize("seed", range(2))
def test_a_build_killed_at_a_random_moment_leaves_an_index_that_answers(
    data_dir: Path, embedder: Embedder, seed: int
) -> None:
    [folder] = folders(data_dir)
    expected = answers(open_library(folder), embedder)
    old = folder.rename(folder.with_name("old"))
    with start(data_dir, "index.ensure(data_dir, embedder)") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "building\n"
        try:
            process.wait(timeout=random.Random(seed).uniform(0.0, 1.0))
        except subprocess.TimeoutExpired:
            process.kill()
    survives(data_dir, old, embedder, expected)
