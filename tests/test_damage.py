"""Damaged, vanished, locked and full: an index is rebuilt at the start, missed with a 503, and never lost."""

from __future__ import annotations

import os
import resource
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from advisor import messages, wiring
from advisor.adapters import chroma, sqlite_library
from advisor.adapters.library import MANIFEST, is_index, open_library
from advisor.api import create_app
from advisor.errors import IndexCorrupt, IndexUnwritable
from advisor.ports import Embedder
from advisor.service import Advisor
from advisor.settings import Settings
from tests import children
from tests.api.support import json_of, problem_of, serving_ready

QUESTION = "Hvad skal en businesscase indeholde?"
SQLITE, CHROMA = Path(sqlite_library.FILE_NAME), Path(chroma.FOLDER, "chroma.sqlite3")


@pytest.fixture
def data_dir(advisor: Advisor, settings: Settings, tmp_path: Path) -> Path:
    """A data folder of this test's own, with an index that is whole."""
    assert advisor.about().passages
    copy = tmp_path / "data"
    shutil.copytree(settings.data_dir, copy)
    return copy


def index_in(data_dir: Path) -> Path:
    [folder] = [path for path in (data_dir / "index").iterdir() if path.is_dir()]
    return folder


def cut(path: Path, share: float) -> Callable[[Path], object]:
    """Cuts a file of the index in place."""

    def damage(folder: Path) -> None:
        os.truncate(folder / path, int((folder / path).stat().st_size * share))

    return damage


def put_folder(folder: Path) -> None:
    """Puts a folder where the texts were."""
    (folder / SQLITE).unlink()
    (folder / SQLITE).mkdir()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no manifest": lambda folder: (folder / MANIFEST).unlink(),
    "a manifest that is cut": cut(Path(MANIFEST), 0.5),
    "a manifest of another shape": lambda folder: (folder / MANIFEST).write_text("[]"),
    "a manifest that counts otherwise": lambda folder: (folder / MANIFEST).write_text(
        '{"fingerprint": "sha256:0", "passages": 1, "ways_in": 1}'
    ),
    "no texts": lambda folder: (folder / SQLITE).unlink(),
    "empty texts": cut(SQLITE, 0),
    "texts cut early": cut(SQLITE, 0.01),
    "texts cut late": cut(SQLITE, 0.6),
    "texts that are garbage": lambda folder: (folder / SQLITE).write_bytes(b"garbage " * 9_999),
    "texts that are a folder": put_folder,
    "no vectors": lambda folder: shutil.rmtree(folder / chroma.FOLDER),
    "no vector database": lambda folder: (folder / CHROMA).unlink(),
    "an empty vector database": cut(CHROMA, 0),
    "a vector database cut early": cut(CHROMA, 0.001),
    "a vector database cut late": cut(CHROMA, 0.6),
    "a vector database that is garbage": lambda folder: (folder / CHROMA).write_bytes(b"garbage " * 9_999),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_index_is_found_and_built_again_at_the_start(
    data_dir: Path, embedder: Embedder, damage: Callable[[Path], object]
) -> None:
    folder = index_in(data_dir)
    before = open_library(folder)
    question = embedder.embed_queries([QUESTION])[0]
    expected = [key for key, _ in before.passage_vectors.nearest(question, 5)]
    damage(folder)
    with pytest.raises(IndexCorrupt) as raised:
        open_library(folder)
    assert raised.value.detail == messages.INDEX_CORRUPT.format(path=folder)
    library = wiring.make_library(Settings(data_dir=data_dir), embedder)
    assert index_in(data_dir) == folder
    assert [key for key, _ in library.passage_vectors.nearest(question, 5)] == expected
    assert [passage.passage_id for passage in library.passages.get(expected)] == expected
    assert library.passage_words.search(["businesscas"], 3)


def ask_anew(advisor: Advisor) -> str:
    """Ask from a thread that has not asked before, as a busy server does."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(advisor.chat, QUESTION).result().status


LOSSES: dict[str, Callable[[Path], object]] = {
    "moved away": lambda folder: folder.rename(folder.with_name("away")),
    "texts cut": cut(SQLITE, 0.01),
    "vectors cut": cut(CHROMA, 0.001),
}


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES.keys())
def test_an_index_lost_while_running_is_a_503_until_it_is_back(
    data_dir: Path, tmp_path: Path, loss: Callable[[Path], object]
) -> None:
    folder, kept = index_in(data_dir), tmp_path / "kept"
    shutil.copytree(folder, kept)
    settings = Settings(data_dir=data_dir)
    advisor = wiring.make_advisor(settings)
    with serving_ready(create_app(settings, lambda: advisor)) as client:
        loss(folder)
        with pytest.raises(IndexCorrupt):
            ask_anew(advisor)
        for route, body in (("/v1/chat", {"message": QUESTION}), ("/v1/search", {"query": QUESTION})):
            detail = problem_of(client.post(route, json=body), 503, "index_corrupt")
            assert detail.startswith(messages.NOT_READY)
        problem_of(client.post("/v1/chat", json={"message": QUESTION, "stream": True}), 503, "index_corrupt")
        assert json_of(client.get("/healthz")) == {"status": "ok"}
        assert json_of(client.get("/v1/guide"))["core_questions"]

        folder.mkdir(exist_ok=True)
        for path in (SQLITE, CHROMA):  # in place: what is open stays open
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes((kept / path).read_bytes())
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        assert ask_anew(advisor) == "answered"
        assert json_of(client.post("/v1/chat", json={"message": QUESTION}))["status"] == "answered"


UNUSABLE: dict[str, Callable[[Path], Path]] = {
    "a file": lambda folder: folder / "file",
    "below a file": lambda folder: folder / "file" / "data",
    "a device": lambda _: Path("/dev/null"),
    "a name too long": lambda folder: folder / ("x" * 300),
    "below a file, as the index": lambda folder: folder / "half",
}


@pytest.mark.parametrize("place", UNUSABLE.values(), ids=UNUSABLE.keys())
def test_a_data_folder_that_cannot_be_one_is_told_and_left_alone(
    tmp_path: Path, embedder: Embedder, place: Callable[[Path], Path]
) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "index").write_text("kept", encoding="utf-8")
    data_dir = place(tmp_path)
    with pytest.raises(IndexUnwritable) as raised:
        wiring.make_library(Settings(data_dir=data_dir), embedder)
    assert raised.value.detail == messages.INDEX_UNWRITABLE.format(path=data_dir)
    done = children.run(children.COMMAND, "doctor", data_dir=data_dir) if data_dir.parent.is_dir() else None
    if done is not None:
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"{raised.value}\n"
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"
    assert (tmp_path / "half" / "index").read_text(encoding="utf-8") == "kept"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def lock(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)


def unlock(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_read_only_data_folder_without_an_index_is_told_and_nothing_in_it_changes(
    data_dir: Path, embedder: Embedder
) -> None:
    children.needs_permissions()
    shutil.rmtree(data_dir)
    data_dir.mkdir()
    lock(data_dir)
    try:
        done = children.run(children.COMMAND, "ask", QUESTION, data_dir=data_dir, before=children.bound_by_permissions)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.splitlines()[-1].startswith(messages.INDEX_UNWRITABLE.format(path=data_dir))
        assert "Traceback" not in done.stderr
        assert contents(data_dir) == {}
    finally:
        unlock(data_dir)
    assert wiring.make_library(Settings(data_dir=data_dir), embedder).passages.count() > 0


def test_a_read_only_data_folder_with_an_index_answers_and_nothing_in_it_changes(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    children.needs_permissions()
    (tmp_path / "passing").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "passing"))
    before = contents(data_dir)
    lock(data_dir)
    try:
        done = children.run(children.COMMAND, "ask", QUESTION, data_dir=data_dir, before=children.bound_by_permissions)
        assert (done.returncode, done.stderr) == (0, "")
        assert "[1]" in done.stdout
        assert contents(data_dir) == before
    finally:
        unlock(data_dir)
    assert list((tmp_path / "passing").iterdir()) == []


def test_a_data_folder_that_may_not_be_entered_is_told(data_dir: Path) -> None:
    children.needs_permissions()
    data_dir.chmod(0)
    try:
        done = children.run(children.COMMAND, "doctor", data_dir=data_dir, before=children.bound_by_permissions)
        expected = messages.INDEX_UNWRITABLE.format(path=data_dir)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"{expected} {messages.INDEX_UNWRITABLE_REMEDY}\n"
    finally:
        data_dir.chmod(0o755)


@pytest.mark.parametrize("limit", [1_000_000, 2_500_000])
def test_a_full_disk_is_told_and_the_old_index_stays(data_dir: Path, embedder: Embedder, limit: int) -> None:
    old = index_in(data_dir).rename(data_dir / "index" / "old")
    before = contents(old)

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = children.run(children.COMMAND, "ask", QUESTION, data_dir=data_dir, before=full)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith(messages.INDEX_UNWRITABLE.format(path=data_dir))
    assert "Traceback" not in done.stderr
    assert contents(old) == before
    assert [path for path in (data_dir / "index").iterdir() if path.is_dir()] == [old]
    assert open_library(old).passages.count() > 0

    assert wiring.make_library(Settings(data_dir=data_dir), embedder).passages.count() > 0
    assert is_index(index_in(data_dir))
