"""What stands behind the digest: the best copy of an original, and only what the digest still has a section for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from advisor.domain import Passage
from advisor.knowledge import Corpus
from advisor.wiring import OwnDocuments
from ingest import vectors
from ingest.documents import own
from ingest.documents.model import Document, Piece, Repair, Section


def section(number: int, text: str, original_of: str | None, repaired: int = 0) -> Section:
    repairs = tuple(Repair(place, place + 1, "?") for place in range(repaired))
    return Section(
        id=f"afsnit-{number}",
        title="Afsnit",
        path=(),
        kind="text",
        text=text,
        original=text,
        pieces=(Piece(0, len(text), "1", original_of),),
        repairs=repairs,
    )


def document(name: str, *sections: Section, pages: int | None = None) -> Document:
    return Document(
        id=name,
        title=name.title(),
        side="joint",
        path=f"/{name}",
        digest=name,
        added=date(2026, 1, 1),
        sections=sections,
        pages=pages,
        original_of="sammen-om-ny-teknologi",
    )


@pytest.fixture
def digest(corpus: Corpus) -> Sequence[Passage]:
    """The passages of two sections of the digest, the first of which begins with a sentence in prose."""
    sections = list(dict.fromkeys(p.section_id for p in corpus.passages if p.prose.end > 60))
    return [passage for passage in corpus.passages if passage.section_id in sections[:2]]


def known(documents: Sequence[Document], sections: Sequence[str]) -> vectors.ByKey:
    """Vectors that count up, one for each text to embed."""
    keys = sorted({key for one in documents for key in own.texts(one, sections).keys()})  # noqa: SIM118
    return {key: np.array([1, number], np.float16) for number, key in enumerate(keys)}


def gathered(corpus: Corpus, *documents: Document) -> OwnDocuments:
    return own.gathered(documents, corpus, known(documents, [p.section_id for p in corpus.passages]))


def test_only_what_is_linked_stands_behind_and_only_the_rest_is_searched(
    corpus: Corpus, digest: Sequence[Passage]
) -> None:
    held = gathered(
        corpus, document("bog", section(1, digest[0].text, digest[0].section_id), section(2, "Andet.", None))
    )
    assert [passage.text for passage in held.searched] == ["Andet."]
    assert [passage.text for passage in held.passages] == [digest[0].text, "Andet."]
    assert held.vectors.shape == (1, 2)
    assert held.originals == {digest[0].section_id: [held.passages[0].passage_id]}
    first = next(mark for mark in held.marks if mark.place == digest[0].place)
    assert digest[0].text[first.span.start : first.span.end] == digest[0].text[first.used.start : first.used.end]
    assert {mark.passage_id for mark in held.marks} == {held.passages[0].passage_id}
    [source] = held.sources
    assert (source.source_id, source.original_of) == ("local/bog", "sammen-om-ny-teknologi")


def test_of_two_copies_the_one_less_repaired_stands_behind_and_then_the_one_with_pages(
    corpus: Corpus, digest: Sequence[Passage]
) -> None:
    place, text = digest[0].section_id, digest[0].text
    scanned = document("a-skannet", section(1, text, place, repaired=4), pages=9)
    plain = document("b-ren", section(1, text, place))
    paged = document("c-sider", section(1, text, place), pages=9)
    held = gathered(corpus, scanned, plain, paged)
    [chosen] = held.originals[place]
    assert chosen.startswith(next(p.passage_id for p in paged.passages()))
    assert {mark.passage_id for mark in held.marks} == {chosen}
    assert len(held.passages) == 3
    assert held.searched == []


def test_a_section_that_only_one_copy_has_comes_from_that_one(corpus: Corpus, digest: Sequence[Passage]) -> None:
    other = next(passage for passage in digest if passage.section_id != digest[0].section_id)
    scanned = document(
        "a-skannet", section(1, digest[0].text, digest[0].section_id, 4), section(2, other.text, other.section_id)
    )
    excerpt = document("b-uddrag", section(1, digest[0].text, digest[0].section_id))
    held = gathered(corpus, scanned, excerpt)
    of = {passage.passage_id: passage.source_id for passage in held.passages}
    assert {place: of[ids[0]] for place, ids in held.originals.items()} == {
        digest[0].section_id: "local/b-uddrag",
        other.section_id: "local/a-skannet",
    }


def test_a_link_to_a_section_that_is_no_more_is_dropped_and_the_passage_searched(corpus: Corpus) -> None:
    held = gathered(corpus, document("bog", section(1, "Ordret tekst.", "sammen-om-ny-teknologi/findes/ikke")))
    [passage] = held.searched
    assert passage.original_of is None
    assert held.originals == {}
    assert held.marks == []
    assert len(held.vectors) == 1


def test_vectors_stand_in_the_order_of_their_passages(corpus: Corpus) -> None:
    one = document("b", section(1, "Første.", None), section(2, "Anden.", None))
    two = replace(document("a", section(1, "Tredje.", None)), title="Andet")
    documents = (one, two)
    by_key = known(documents, ())
    held = own.gathered(documents, corpus, by_key)
    for passage, row in zip(held.searched, held.vectors, strict=True):
        stored = by_key[vectors.key_of("passage", vectors.passage_text(passage))].astype(np.float32)
        assert row == pytest.approx(stored / np.linalg.norm(stored), abs=1e-6)
