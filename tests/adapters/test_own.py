"""The exact wording behind the digest: which part of which own passage stands behind a stretch of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.adapters import sqlite_library
from advisor.adapters.own import OwnDocuments, exact
from advisor.adapters.sqlite_library import FILE_NAME, SqliteLibrary
from advisor.danish.words import stems
from advisor.domain import Mark, Original, Passage, Span
from advisor.testing.samples import BENEFIT, CASE, make_passage

FIRST = "Borgeren vælger selv tiden. Hjemmeplejen kører mindre. Mange er glade for det. Andre er ikke."
TEXTS = {"a": FIRST, "b": "Der spares kørsel."}
ONE, TWO, THREE, FOUR = (
    Span(FIRST.index(text), FIRST.index(text) + len(text))
    for text in (
        "Borgeren vælger selv tiden.",
        "Hjemmeplejen kører mindre.",
        "Mange er glade for det.",
        "Andre er ikke.",
    )
)


def mark(start: int, end: int, used: Span, passage_id: str = "a") -> Mark:
    return Mark("sted", Span(start, end), passage_id, used)


def found(marks: list[Mark], start: int, end: int) -> str | None:
    """The words that are marked."""
    hit = exact(marks, Span(start, end), TEXTS)
    return TEXTS[hit[0]][hit[1].start : hit[1].end] if hit else None


def test_what_lies_side_by_side_is_marked_as_one() -> None:
    marks = [mark(0, 10, TWO), mark(10, 20, ONE)]
    assert found(marks, 0, 20) == "Borgeren vælger selv tiden. Hjemmeplejen kører mindre."


def test_words_in_between_are_never_marked_with_it() -> None:
    marks = [mark(0, 10, ONE), mark(10, 25, FOUR)]
    assert found(marks, 0, 25) == "Andre er ikke."  # it covers more of what was asked for
    assert found(marks, 0, 12) == "Borgeren vælger selv tiden."


def test_only_marks_of_what_was_asked_for_count() -> None:
    marks = [mark(0, 10, ONE), mark(10, 20, TWO), mark(20, 30, THREE)]
    assert found(marks, 12, 15) == "Hjemmeplejen kører mindre."
    assert found(marks, 10, 20) == "Hjemmeplejen kører mindre."
    assert found(marks, 30, 40) is None
    assert found([], 0, 10) is None


def test_stretches_within_each_other_are_one_and_passages_are_kept_apart() -> None:
    wide = Span(ONE.start, TWO.end)
    assert found([mark(0, 10, wide), mark(10, 20, ONE)], 0, 20) == FIRST[wide.start : wide.end]
    marks = [mark(0, 10, Span(0, 18), "b"), mark(10, 30, ONE)]
    assert found(marks, 0, 30) == "Borgeren vælger selv tiden."
    assert found(marks, 0, 14) == "Der spares kørsel."


def own(passage_id: str, **fields: object) -> Passage:
    said = {"wording": "verbatim", "original_of": BENEFIT.section_id, "source_id": "local/b", **fields}
    return make_passage(passage_id, FIRST, **said)


@pytest.mark.parametrize(("held", "expected"), [(1, True), (2, False), (0, False)])
def test_without_a_mark_a_section_of_one_passage_is_shown_whole(tmp_path: Path, held: int, expected: bool) -> None:
    passages = [own(f"o{number}") for number in range(held)]
    originals = {BENEFIT.section_id: [passage.passage_id for passage in passages]}
    sqlite_library.write(tmp_path / FILE_NAME, [BENEFIT, CASE], OwnDocuments((), passages, originals=originals))
    store = SqliteLibrary(tmp_path / FILE_NAME)
    assert store.original(BENEFIT, Span(0, 9)) == (Original(passages[0]) if expected else None)
    assert store.original(CASE, Span(0, 9)) is None
    assert store.behind() == held


def test_a_mark_goes_before_that(tmp_path: Path) -> None:
    passages = [own("o1"), own("o2")]
    marks = [Mark(BENEFIT.place, Span(0, 20), "o2", TWO)]
    held = OwnDocuments((), passages, originals={BENEFIT.section_id: ["o1"]}, marks=marks)
    sqlite_library.write(tmp_path / FILE_NAME, [BENEFIT], held)
    store = SqliteLibrary(tmp_path / FILE_NAME)
    assert store.original(BENEFIT, Span(5, 9)) == Original(passages[1], TWO)
    assert store.original(BENEFIT, Span(20, 30)) == Original(passages[0])


def test_own_documents_are_in_no_index_of_the_digest_and_what_is_behind_it_teaches_no_spelling(tmp_path: Path) -> None:
    linked = make_passage("o1", "Skævtrukne ulvetimer.", wording="verbatim", original_of=BENEFIT.section_id)
    free = make_passage("o2", "Fåreklipning og kurest.", wording="verbatim", source_id="local/b")
    corpus = make_passage("k1", "Får og kurset.")
    sqlite_library.write(tmp_path / FILE_NAME, [corpus], OwnDocuments((), [linked, free]))
    store = SqliteLibrary(tmp_path / FILE_NAME)
    index = sqlite_library.FtsIndex(store, sqlite_library.PASSAGE_WORDS)
    assert [key for key, _ in index.search(stems("Skævtrukne ulvetimer, fåreklipning og kurset"), 9)] == ["k1"]
    assert store.written(["skaevtrukne", "faareklipning", "faar"]) == {"faareklipning": "fåreklipning", "faar": "får"}
