"""Killed, out of space, at the same time, read-only: the old documents answer, or the new ones, and whole."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from advisor import messages as shown
from advisor import wiring
from advisor.danish.words import stems
from advisor.errors import IndexUnwritable
from advisor.ports import Embedder, Library
from advisor.settings import Settings
from advisor.wiring import is_index
from ingest import index, messages
from ingest.documents.store import DocumentStore
from tests import children
from tests.ingest.documents import small

OLD = "Udvalget har fire uger til at svare på en høring om kameraer.\n"
NEW = "Udvalget har elleve uger til at svare på en høring om kameraer.\n"
OTHER = "Plejehjemmet prøver tolv robotstøvsugere af.\n"


pytestmark = pytest.mark.usefixtures("indexing_little")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a data folder that holds one document, and the paper it is of."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "papers").mkdir()
    (folder / "papers" / "aftale.txt").write_text(OLD, encoding="utf-8")
    told = small.run(folder / "data", "add", folder / "papers")
    assert told.exit_code == 0, told.output
    return folder


@pytest.fixture
def data_dir(made: Path, tmp_path: Path) -> Path:
    """A copy of the data folder; the paper has changed since, and another one come to it."""
    (made / "papers" / "aftale.txt").write_text(NEW, encoding="utf-8")
    (made / "papers" / "andet.txt").write_text(OTHER, encoding="utf-8")
    return Path(shutil.copytree(made / "data", tmp_path / "data"))


def texts(library: Library) -> set[str]:
    """What the own documents in an index say; fails when any part of it is not whole."""
    own = [p for source in library.passages.own_sources() for p in library.passages.of_source(source.source_id)]
    ids = {passage.passage_id for passage in own}
    assert library.own is not None
    assert set(library.own.ids) == ids <= library.passages.reach().keys()
    assert library.passages.count() == library.passage_vectors.count() + library.own.count()
    assert (library.own.words(stems("uger robotstøvsugere")).held > 0).all()
    return {passage.text.strip() + "\n" for passage in own}


def survives(data_dir: Path, papers: Path, embedder: Embedder) -> None:
    """An index answers at once, the old one or the new one; the next add succeeds and leaves nothing behind."""
    store = DocumentStore(data_dir)
    assert is_index(index.current_folder(store, embedder)), "an index stands ready; none has to be built"
    library = wiring.make_library(Settings(data_dir=data_dir), embedder)
    assert texts(library) in ({OLD}, {NEW, OTHER})
    del library
    told = small.run(data_dir, "add", papers)
    assert told.exit_code == 0, told.output
    assert texts(wiring.make_library(Settings(data_dir=data_dir), embedder)) == {NEW, OTHER}
    names = {entry.record for entry in store.entries()}
    if messages.VERDICTS["added"] in told.stdout:  # something was left to do, and the sweep came after it
        assert {path.stem for path in (store.folder / "records").iterdir()} == names
        assert {path.name for path in (store.folder / "vectors").iterdir()} == names
        assert {path.name for path in store.folder.iterdir()} == {".lock", "manifest.json", "records", "vectors"}


AT_AN_OPERATION = """
import os, signal
left = int(arguments.pop(0))
first = left
steps = "open os.mkdir os.rename os.remove os.rmdir shutil.rmtree sqlite3.connect tempfile.mkstemp".split()
def count(event, given):
    global left
    if event in steps and str(data_dir) in str(given):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
from ingest.__main__ import app
try:
    app(arguments)
finally:
    print(first - left)
"""


@pytest.fixture(scope="module")
def operations(made: Path, stored_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many operations on the data folder an add is."""
    data_dir = Path(shutil.copytree(made / "data", tmp_path_factory.mktemp("counted") / "data"))
    (made / "papers" / "aftale.txt").write_text(NEW, encoding="utf-8")
    (made / "papers" / "andet.txt").write_text(OTHER, encoding="utf-8")
    with small.start(stored_corpus, data_dir, str(10**9), "add", made / "papers", code=AT_AN_OPERATION) as process:
        out, err = process.communicate(timeout=children.SECONDS)
    assert process.returncode == 0, err
    return int(out.splitlines()[-1])


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95, 1.0])
def test_an_add_killed_at_any_step(
    made: Path, data_dir: Path, stored_corpus: Path, embedder: Embedder, operations: int, share: float
) -> None:
    assert operations > 20
    step = str(max(1, round(operations * share)))
    with small.start(stored_corpus, data_dir, step, "add", made / "papers", code=AT_AN_OPERATION) as process:
        process.communicate(timeout=children.SECONDS)
    assert process.returncode == -signal.SIGKILL
    survives(data_dir, made / "papers", embedder)


ONCE_BUILDING = """
write = index.write_library
def told(*given, **named):
    print("building", flush=True)
    write(*given, **named)
index.write_library = told
from ingest.__main__ import app
app(arguments)
"""


@pytest.mark.parametrize("seed", range(2))
def test_an_add_killed_at_a_random_moment(
    made: Path, data_dir: Path, stored_corpus: Path, embedder: Embedder, seed: int
) -> None:
    with small.start(stored_corpus, data_dir, "add", made / "papers", code=ONCE_BUILDING) as process:
        assert process.stdout is not None
        while (line := process.stdout.readline()) not in ("building\n", ""):
            pass
        assert line
        try:
            process.wait(timeout=random.Random(seed).uniform(0.0, 1.0))
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate(timeout=children.SECONDS)
    survives(data_dir, made / "papers", embedder)


FULL = """
import resource
limit = int(arguments.pop(0))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
from ingest.__main__ import app
app(arguments)
"""


@pytest.mark.parametrize("limit", [200, 100_000])
def test_a_full_disk_is_told_and_the_old_documents_answer(
    made: Path, data_dir: Path, stored_corpus: Path, embedder: Embedder, limit: int
) -> None:
    with small.start(stored_corpus, data_dir, str(limit), "add", made / "papers", code=FULL) as process:
        _, err = process.communicate(timeout=children.SECONDS)
    assert process.returncode == 1
    assert err.splitlines()[-1] == f"{shown.INDEX_UNWRITABLE.format(path=data_dir)} {shown.INDEX_UNWRITABLE_REMEDY}"
    assert "Traceback" not in err
    assert (messages.NOTHING_KEPT in err) == (limit == 100_000)  # with less, not even what was read could be kept
    assert texts(wiring.make_library(Settings(data_dir=data_dir), embedder)) == {OLD}
    assert is_index(index.current_folder(DocumentStore(data_dir), embedder))


def test_two_at_once_take_turns_and_both_are_kept(
    made: Path, data_dir: Path, stored_corpus: Path, embedder: Embedder
) -> None:
    first = small.start(stored_corpus, data_dir, "add", made / "papers" / "andet.txt")
    second = small.start(stored_corpus, data_dir, "add", made / "papers" / "aftale.txt")
    told = [process.communicate(timeout=children.SECONDS) for process in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0), told
    assert sum(messages.WAITING in err for _, err in told) <= 1
    assert texts(wiring.make_library(Settings(data_dir=data_dir), embedder)) == {NEW, OTHER}


def test_who_comes_second_waits_and_gives_up_in_the_end(
    data_dir: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.documents.store.PATIENCE", 0.1)
    before = DocumentStore(data_dir).entries()
    with DocumentStore(data_dir).locked(lambda: None):
        told = small.run(data_dir, "add", made / "papers")
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr.splitlines() == [
        messages.WAITING,
        f"{messages.DOCUMENTS_BUSY} {messages.DOCUMENTS_BUSY_REMEDY}",
    ]
    assert DocumentStore(data_dir).entries() == before


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path, made: Path) -> None:
    (tmp_path / "file").touch()
    told = small.run(tmp_path / "file", "add", made / "papers")
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr.startswith(shown.INDEX_UNWRITABLE.format(path=tmp_path / "file"))
    with pytest.raises(IndexUnwritable):
        index.ensure(tmp_path / "file", wiring.make_embedder(Settings(data_dir=tmp_path)))
