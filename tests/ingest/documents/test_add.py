"""``python -m ingest add | list | remove``: what is told, what is kept, and what then answers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import Result

from advisor import wiring
from advisor.domain import Filters
from advisor.ports import Embedder
from advisor.service import Advisor
from advisor.settings import Settings
from ingest import messages
from ingest.documents.adding import document_id
from ingest.documents.store import DocumentStore, Entry
from tests.ingest.documents import small

AGREEMENT = """MED-aftale for Søndervig

1. Høring om kameraer

Lokaludvalget skal høres senest seks uger, før der sættes kameraer op. Referatet sendes til alle i afdelingen.

2. Svarfrist

Udvalget har fire uger til at svare. Fristen bliver ikke kortere i ferien.
"""
STRATEGY = """# Digital strategi

## Drift af robotstøvsugere

Plejehjemmet Bakkebo prøver tolv robotstøvsugere af i ét år. Rengøringslederen samler erfaringerne.

## Skjult\u200b tegn

Vi skriver kort.
"""


@dataclass(frozen=True)
class Added:
    """A data folder with documents, the folder they lie in, and what was told."""

    data_dir: Path
    papers: Path
    told: Result

    @property
    def store(self) -> DocumentStore:
        return DocumentStore(self.data_dir)

    def entry(self, name: str) -> Entry:
        [found] = [entry for entry in self.store.entries() if Path(entry.path).name == name]
        return found


pytestmark = pytest.mark.usefixtures("indexing_little")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Added:
    """Two documents, a copy of one, and what cannot be read, added together."""
    papers, data_dir = tmp_path_factory.mktemp("papirer"), tmp_path_factory.mktemp("data")
    (papers / "med-aftale.txt").write_text(AGREEMENT, encoding="utf-8")
    (papers / "deep").mkdir()
    (papers / "deep" / "strategi.md").write_text(STRATEGY, encoding="utf-8")
    (papers / "overskrift.txt").write_text(AGREEMENT, encoding="utf-8")
    (papers / "tom.txt").touch()
    (papers / "billede.png").write_bytes(b"\x89PNG")
    return Added(data_dir, papers, small.run(data_dir, "add", papers))


@pytest.fixture
def added(first: Added, tmp_path: Path) -> Iterator[Added]:
    """A copy of the data folder. The papers are where they were, and are put back after the test."""
    kept = shutil.copytree(first.papers, tmp_path / "papers")
    data_dir = shutil.copytree(first.data_dir, tmp_path / "data")
    yield Added(data_dir, first.papers, first.told)
    shutil.rmtree(first.papers)
    shutil.copytree(kept, first.papers)


def index_of(data_dir: Path, embedder: Embedder) -> Path:
    [folder] = [path for path in (data_dir / "index").iterdir() if path.is_dir()]
    return folder


def asked(data_dir: Path, question: str) -> list[str]:
    """The texts of the own passages that a question finds, best first."""
    found = wiring.make_advisor(Settings(data_dir=data_dir)).search(question, 3, filters=Filters(sides=("local",)))
    return [hit.passage.text for hit in found.hits if hit.passage.wording == "verbatim"]


def test_each_file_has_its_line_and_all_their_summary(first: Added) -> None:
    assert first.told.exit_code == 1, first.told.output
    lines = first.told.stdout.splitlines()
    verdicts = {
        "billede.png": messages.VERDICTS["refused"],
        "tom.txt": messages.VERDICTS["refused"],
        "strategi.md": messages.VERDICTS["added"],
        "med-aftale.txt": messages.VERDICTS["added"],
        "overskrift.txt": messages.VERDICTS["duplicate"],
    }
    for name, verdict in verdicts.items():
        [line] = [line for line in lines if line.split(":")[0].endswith(f"/{name}")]
        assert line.startswith(f"{verdict} "), line
    assert any("tom.txt" in line and messages.REFUSED["empty"][0] in line for line in lines)
    assert any("overskrift.txt" in line and line.endswith("/med-aftale.txt") for line in lines)
    assert any("strategi.md" in line and messages.FLAGGED["invisible"] in line for line in lines)
    assert len(lines) == len(verdicts) + 2
    assert lines[-2] == "I alt: 2 tilføjet, 1 findes allerede, 2 afvist."
    assert lines[-1].startswith("Jeres egne: 2 dokumenter med ")


def test_what_was_added_answers_in_its_own_words(first: Added) -> None:
    text = asked(first.data_dir, "Hvor mange robotstøvsugere prøver plejehjemmet Bakkebo?")[0]
    assert "Plejehjemmet Bakkebo prøver tolv robotstøvsugere af i ét år." in text


def test_it_stands_in_the_bibliography_with_its_passages(first: Added) -> None:
    advisor: Advisor = wiring.make_advisor(Settings(data_dir=first.data_dir))
    own = [source for source in advisor.sources() if source.own_document]
    assert {source.title for source in own} >= {"Digital strategi"}
    for source in own:
        _, passages = advisor.source(source.source_id)
        assert passages
        assert all(passage.side == "local" and passage.wording == "verbatim" for passage in passages)
        assert "\n".join(p.text for p in passages).count("\u200b") == 0
        assert [advisor.passage(passage.passage_id).passage for passage in passages] == list(passages)


def test_a_second_time_nothing_is_read_written_or_embedded(
    added: Added, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.stat().st_mtime_ns for path in added.data_dir.rglob("*") if path.name != ".lock"}
    monkeypatch.setattr(wiring, "make_embedder", None)
    told = small.run(added.data_dir, "add", added.papers)
    counts = [line.split(" ")[0] for line in told.stdout.splitlines()[:-2]]
    assert sorted(counts) == sorted(
        [messages.VERDICTS["unchanged"]] * 2 + ["findes"] + [messages.VERDICTS["refused"]] * 2
    )
    assert {path: path.stat().st_mtime_ns for path in added.data_dir.rglob("*") if path.name != ".lock"} == before


def test_changed_moved_and_renamed_are_taken_in_together(added: Added, embedder: Embedder) -> None:
    before = added.entry("med-aftale.txt")
    agreement = added.papers / "med-aftale.txt"
    agreement.write_text(AGREEMENT.replace("fire uger", "elleve uger"), encoding="utf-8")
    (added.papers / "overskrift.txt").unlink()
    (added.papers / "deep" / "strategi.md").rename(added.papers / "ny-plads.md")
    told = small.run(added.data_dir, "add", added.papers, "--side", "union")
    assert messages.VERDICTS["changed"] in told.stdout
    assert messages.VERDICTS["moved"] in told.stdout
    after = added.entry("med-aftale.txt")
    assert (after.id, after.side) == (before.id, "union")
    assert after.record != before.record
    assert {Path(entry.path).name for entry in added.store.entries()} == {"med-aftale.txt", "ny-plads.md"}
    assert {path.stem for path in (added.store.folder / "records").iterdir()} == {
        entry.record for entry in added.store.entries()
    }
    library = wiring.make_library(Settings(data_dir=added.data_dir), embedder)
    texts = " ".join(passage.text for passage in library.passages.of_source(f"local/{after.id}"))
    assert "elleve uger" in texts
    assert "fire uger" not in texts
    agreement.write_text(AGREEMENT, encoding="utf-8")
    assert small.run(added.data_dir, "add", agreement).exit_code == 0
    assert added.entry("med-aftale.txt").side == "union", "what was said of a document stays"


def test_a_title_is_for_one_file_and_is_kept(added: Added) -> None:
    agreement = added.papers / "med-aftale.txt"
    told = small.run(added.data_dir, "add", added.papers, "--title", "Aftalen")
    assert (told.exit_code, told.stdout) == (2, "")
    assert added.entry("med-aftale.txt").given_title is None
    assert small.run(added.data_dir, "add", agreement, "--title", "Aftalen om MED").exit_code == 0
    entry = added.entry("med-aftale.txt")
    assert (entry.title, added.store.get(entry).title) == ("Aftalen om MED", "Aftalen om MED")
    assert "Aftalen om MED" in small.run(added.data_dir, "list").stdout


def test_a_removed_document_answers_no_more_and_its_file_is_left(added: Added, embedder: Embedder) -> None:
    entry = added.entry("strategi.md")
    told = small.run(added.data_dir, "remove", entry.id)
    assert (told.exit_code, told.stdout) == (0, f"{messages.REMOVED.format(title=entry.title, id=entry.id)}\n")
    library = wiring.make_library(Settings(data_dir=added.data_dir), embedder)
    assert {source.source_id for source in library.passages.own_sources()} == {
        f"local/{added.entry('med-aftale.txt').id}"
    }
    assert (added.papers / "deep" / "strategi.md").is_file()
    assert small.run(added.data_dir, "remove", "--all").exit_code == 0
    assert small.run(added.data_dir, "list").stdout == f"{messages.NO_DOCUMENTS}\n"
    bare = wiring.make_library(Settings(data_dir=added.data_dir), embedder)
    assert list(bare.passages.own_sources()) == []
    assert not list((added.store.folder / "records").iterdir())


def test_an_unknown_id_is_told_and_the_known_ones_stay(added: Added) -> None:
    told = small.run(added.data_dir, "remove", "ukendt-123456")
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr == f"{messages.NO_SUCH_DOCUMENT.format(id='ukendt-123456')}\n"
    assert len(added.store.entries()) == 2


@pytest.mark.parametrize(
    "arguments", [("add",), ("remove",), ("remove", "x", "--all"), ("add", ".", "--side", "hemmelig")]
)
def test_a_wrong_call_is_told_and_changes_nothing(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    told = small.run(tmp_path / "data", *arguments)
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr
    assert not (tmp_path / "data").exists()


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    told = small.run(tmp_path / "data", "add", tmp_path / "tom")
    assert (told.exit_code, told.stdout) == (1, f"{messages.NOTHING_FOUND}\n")


def test_an_id_is_readable_tells_places_apart_and_stays(tmp_path: Path) -> None:
    one, two = tmp_path / "a" / "MED-aftale (2025).pdf", tmp_path / "b" / "MED-aftale (2025).pdf"
    assert document_id(one).startswith("med-aftale-2025-")
    assert document_id(one) == document_id(tmp_path / "a" / ".." / "a" / "MED-aftale (2025).pdf") != document_id(two)
