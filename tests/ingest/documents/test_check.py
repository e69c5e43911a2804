"""``python -m ingest check``: what has changed, is gone or damaged is told with its remedy, and the remedy works."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from advisor import wiring
from advisor.adapters.sqlite_library import FILE_NAME
from advisor.errors import IndexCorrupt, IndexMissing
from advisor.knowledge import Corpus
from advisor.ports import Embedder, Vectors
from advisor.settings import Settings
from ingest import index, messages
from ingest.documents.store import DocumentStore, Entry
from ingest.vectors import VectorFile
from tests.ingest.documents import small

TEXT = "Udvalget har fire uger til at svare på en høring om kameraer.\n"


class Renamed:
    """The real embedder under another name, as another model would be; counts what it embeds."""

    fingerprint = "another-model"

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.dimension = embedder.dimension
        self.embedded = 0

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        return self._embedder.embed_queries(texts)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        self.embedded += len(texts)
        return self._embedder.embed_passages(texts)


pytestmark = pytest.mark.usefixtures("indexing_little")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a paper, and a data folder that it was added to."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "aftale.txt").write_text(TEXT, encoding="utf-8")
    assert small.run(folder / "data", "add", folder / "aftale.txt").exit_code == 0
    return folder


@pytest.fixture
def data_dir(made: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the data folder; the paper is put back after the test."""
    yield Path(shutil.copytree(made / "data", tmp_path / "data"))
    (made / "aftale.txt").write_text(TEXT, encoding="utf-8")


def entry(data_dir: Path) -> Entry:
    [found] = DocumentStore(data_dir).entries()
    return found


def finding(text: str, of: Entry) -> str:
    return text.format(path=of.path, id=of.id) + "\n"


def own_texts(data_dir: Path, embedder: Embedder) -> list[str]:
    library = wiring.make_library(Settings(data_dir=data_dir), embedder)
    return [p.text for source in library.passages.own_sources() for p in library.passages.of_source(source.source_id)]


def test_all_is_well(data_dir: Path) -> None:
    kept = data_dir / "documents"
    before = {path: path.stat().st_mtime_ns for path in kept.rglob("*")}
    told = small.run(data_dir, "check")
    assert (told.exit_code, told.stdout.splitlines()[-1]) == (0, messages.CHECK_FINE)
    assert {path: path.stat().st_mtime_ns for path in kept.rglob("*")} == before


def test_nothing_added_is_told_and_makes_no_documents(tmp_path: Path) -> None:
    told = small.run(tmp_path / "data", "check")
    assert (told.exit_code, told.stdout) == (1, f"{messages.CHECK_INDEX}\n")
    assert not (tmp_path / "data").exists()


def test_a_file_that_is_gone_or_changed_is_told_and_still_answers(
    made: Path, data_dir: Path, embedder: Embedder
) -> None:
    (made / "aftale.txt").write_text(TEXT + "Og mere.\n", encoding="utf-8")
    told = small.run(data_dir, "check")
    assert (told.exit_code, told.stdout) == (1, finding(messages.CHECK_CHANGED, entry(data_dir)))
    (made / "aftale.txt").unlink()
    told = small.run(data_dir, "check")
    assert (told.exit_code, told.stdout) == (1, finding(messages.CHECK_MISSING, entry(data_dir)))
    assert own_texts(data_dir, embedder) == [TEXT.rstrip()]


def damage(data_dir: Path) -> None:
    path = data_dir / "documents" / "records" / f"{entry(data_dir).record}.json"
    path.write_bytes(path.read_bytes()[:50])


def test_a_damaged_record_is_read_again_from_its_file(data_dir: Path, embedder: Embedder) -> None:
    damage(data_dir)
    assert own_texts(data_dir, embedder) == [TEXT.rstrip()], "the index needs no record once it stands"
    told = small.run(data_dir, "check")
    assert (told.exit_code, told.stdout) == (1, finding(messages.CHECK_DAMAGED, entry(data_dir)))
    shutil.rmtree(data_dir / "index")
    with pytest.raises(IndexCorrupt, match="check --repair"):
        wiring.make_library(Settings(data_dir=data_dir), embedder)
    told = small.run(data_dir, "check", "--repair")
    assert (told.exit_code, told.stdout.splitlines()[-1]) == (0, messages.CHECK_FINE)
    assert own_texts(data_dir, embedder) == [TEXT.rstrip()]


def test_what_is_damaged_and_has_no_file_must_be_removed(made: Path, data_dir: Path, embedder: Embedder) -> None:
    damage(data_dir)
    (made / "aftale.txt").unlink()
    for arguments in (("check",), ("check", "--repair")):
        told = small.run(data_dir, *arguments)
        assert (told.exit_code, told.output) == (1, finding(messages.CHECK_LOST, entry(data_dir)))
    assert small.run(data_dir, "remove", entry(data_dir).id).exit_code == 0
    assert own_texts(data_dir, embedder) == []


def test_a_damaged_index_is_told_and_built_again(data_dir: Path, embedder: Embedder) -> None:
    folder = index.current_folder(DocumentStore(data_dir), embedder)
    (folder / FILE_NAME).write_bytes(b"garbage")
    told = small.run(data_dir, "check")
    assert (told.exit_code, told.stdout) == (1, f"{messages.CHECK_INDEX}\n")
    assert small.run(data_dir, "check", "--repair").exit_code == 0
    assert own_texts(data_dir, embedder) == [TEXT.rstrip()]


def test_another_model_is_refused_until_the_vectors_are_made(
    data_dir: Path, embedder: Embedder, corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Renamed(embedder)
    shipped = VectorFile(corpus.root / "vectors", embedder.fingerprint).read()
    VectorFile(tmp_path / "vectors", other.fingerprint).write(shipped)
    monkeypatch.setattr(index, "load_corpus", lambda root: replace(corpus, root=tmp_path))
    with pytest.raises(IndexMissing) as raised:
        wiring.make_library(Settings(data_dir=data_dir), other)
    assert raised.value.remedy == messages.VECTORS_MISSING_REMEDY
    assert other.embedded == 0, "an hour of work is not begun unasked"
    monkeypatch.setattr(wiring, "make_embedder", lambda settings: other)
    told = small.run(data_dir, "check")
    assert told.stdout == finding(messages.CHECK_VECTORS, entry(data_dir)) + f"{messages.CHECK_INDEX}\n"
    assert small.run(data_dir, "check", "--repair").exit_code == 0
    assert own_texts(data_dir, other) == [TEXT.rstrip()]
    assert other.embedded == 1


def test_after_an_upgrade_of_the_corpus_the_index_is_built_from_what_is_kept(
    made: Path, data_dir: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch, embedder: Embedder
) -> None:
    before = index.current_folder(DocumentStore(data_dir), embedder)
    (made / "aftale.txt").unlink()
    monkeypatch.setattr(index, "corpus_digest", lambda root: "upgraded")
    monkeypatch.setattr(index, "load_corpus", lambda root: corpus)
    other = Renamed(embedder)
    monkeypatch.setattr(Renamed, "fingerprint", embedder.fingerprint)
    assert own_texts(data_dir, other) == [TEXT.rstrip()]
    assert index.current_folder(DocumentStore(data_dir), embedder) != before
    assert not before.exists()
