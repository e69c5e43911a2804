"""Blocks become sections and pieces; nothing is lost on the way."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ingest.documents.model import Block, BlockKind, Repair, Repaired
from ingest.documents.pieces import pieces
from ingest.documents.spans import joined, lines, restored, squeezed
from ingest.documents.structure import sections

WORDS = st.sampled_from(
    """Kommunen indfører ny teknologi og måler gevinsten 2026 § 4 budgettet »citat« fx æble ØRE på-tværs tlf. 3370 : . –
    - • = 1. 2) | www.eksempel.dk navn@eksempel.dk Kapitel Bilag Indhold 12 medarbejderinddragelse I/O""".split()
)
LINES = st.lists(WORDS, max_size=12).map(" ".join)
TEXTS = st.lists(LINES, min_size=1, max_size=5).map("\n".join)
KINDS: st.SearchStrategy[BlockKind] = st.sampled_from(["heading", "paragraph", "item", "row", "furniture"])


@st.composite
def repaired(draw: st.DrawFn) -> tuple[str, Repaired]:
    """A text before and after repairs at random places."""
    text = draw(TEXTS)
    bounds = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    parts: list[Repaired | str] = []
    before = []
    at = 0
    for start, end in zip(bounds[::2], bounds[1::2], strict=False):
        original = draw(st.sampled_from(["", "frem-\ntid", "p4", "sze", text[start:end]]))
        parts += [text[at:start], Repaired(text[start:end], (Repair(0, end - start, original),))]
        before += [text[at:start], original]
        at = end
    return "".join([*before, text[at:]]), joined([*parts, text[at:]])


@st.composite
def documents(draw: st.DrawFn) -> list[tuple[Block, Repaired]]:
    made = []
    for original, after in draw(st.lists(repaired(), max_size=12)):
        kind = draw(KINDS)
        page = draw(st.sampled_from([None, 1, 2, 3]))
        made.append((Block(kind, original, draw(st.integers(0, 3)), page), after))
    return made


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


@given(repaired())
def test_cutting_and_joining_keep_every_repair(pair: tuple[str, Repaired]) -> None:
    original, whole = pair
    assert restored(whole.text, whole.repairs) == original
    again = joined(piece for line in lines(whole) for piece in ("\n", line))
    assert restored(again.text, again.repairs) == f"\n{original}"
    squeeze = squeezed(whole)
    assert restored(squeeze.text, squeeze.repairs).split() == original.split()


@given(documents())
def test_every_word_is_in_a_section_or_left_out(blocks: list[tuple[Block, Repaired]]) -> None:
    found, left_out = sections(blocks)
    kept = words(
        "\n".join([*(text for s in found for text in (s.title, *s.path, s.text)), *(e.text for e in left_out)])
    )
    given_words = words("\n".join(after.text for _, after in blocks))
    numbering = {word for word in given_words if word.isdigit() or len(word) == 1}  # a marker may be written anew
    missing = [word for word in given_words if word not in numbering and word not in kept]
    assert all(any(word in whole for whole in kept) for word in missing)  # words cut by a hyphen are made whole


@given(documents())
def test_the_original_comes_back_and_the_repairs_lie_in_the_text(blocks: list[tuple[Block, Repaired]]) -> None:
    for section in sections(blocks)[0]:
        assert restored(section.text, section.repairs) == section.original
        ends = [0, *(end for repair in section.repairs for end in (repair.start, repair.end)), len(section.text)]
        assert ends == sorted(ends)


@given(documents())
def test_pieces_rejoin_and_ids_are_unique_and_stable(blocks: list[tuple[Block, Repaired]]) -> None:
    found, left_out = sections(blocks)
    assert sections(blocks) == (found, left_out)
    assert len({section.id for section in found}) == len(found)
    for section in found:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", section.id)
        assert "".join(section.text[piece.start : piece.end] for piece in section.pieces) == section.text
        assert section.text.strip()


@given(st.lists(TEXTS, min_size=1, max_size=30).map("\n\n".join), st.sets(st.integers(0, 500), max_size=3))
def test_pieces_of_any_text_rejoin_and_cut_no_word(text: str, hard: set[int]) -> None:
    found = pieces(text, hard)
    assert "".join(text[piece.start : piece.end] for piece in found) == text
    for piece in found[:-1]:
        cut = piece.end
        assert cut in hard or text[cut - 1].isspace()
    assert {cut for cut in hard if 0 < cut < len(text)} <= {piece.start for piece in found}
