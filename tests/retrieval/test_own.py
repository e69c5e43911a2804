"""Own documents among the digest: who comes first, what the chances become, and what points to the papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from advisor.adapters import own_index
from advisor.adapters.own_index import OwnIndex
from advisor.domain import Filters, Hit, Passage
from advisor.ports import Vectors
from advisor.retrieval import Retriever, own
from advisor.testing import PASSAGES, FakeEmbedder, make_library
from advisor.testing.samples import make_passage

PAPERS = (
    make_passage(
        "oaftale", "Dagsordenen sendes ud senest otte dage før mødet.", section="Dagsorden", title="MED-aftale"
    ),
    make_passage("okode", "Adgangskoden har mindst fjorten tegn.", section="Adgangskoder", title="Instruks"),
    make_passage("onavn", "Åkær Kommune har et netværk af superbrugere.", section="Netværk", title="Instruks"),
)
OWN = tuple(
    replace(p, source_id=f"local/{p.title.lower()}", wording="verbatim", side="local", ways_in=()) for p in PAPERS
)


def index_of(folder: Path, passages: Sequence[Passage] = OWN, embedder: FakeEmbedder | None = None) -> OwnIndex:
    texts = [f"{p.title}. {p.section}. {p.text}" for p in passages]
    own_index.write(folder / "own.npz", PASSAGES, passages, (embedder or FakeEmbedder()).embed_passages(texts))
    return OwnIndex.open(folder / "own.npz")


@pytest.fixture
def retriever(tmp_path: Path) -> Retriever:
    embedder = FakeEmbedder()
    library = replace(make_library((*PASSAGES, *OWN), embedder), own=index_of(tmp_path, embedder=embedder))
    digest = make_library(PASSAGES, embedder)
    kept = {
        name: getattr(digest, name)
        for name in ("passage_vectors", "way_vectors", "passage_words", "way_words", "grams")
    }
    return Retriever(replace(library, **kept), embedder, {})


def hits(*scores: tuple[str, float]) -> list[Hit]:
    return [Hit(make_passage(name, "Tekst."), score) for name, score in scores]


def test_a_question_to_a_paper_finds_it_and_one_to_the_digest_does_not(retriever: Retriever) -> None:
    found = retriever.search("Hvor mange dage før mødet sendes dagsordenen ud?").hits
    assert found[0].passage.passage_id == "oaftale"
    assert found[0].score > 0.5
    asked = PASSAGES[0].ways_in[0].text
    assert retriever.search(asked).hits[0].passage == PASSAGES[0]


def test_without_own_documents_nothing_changes(retriever: Retriever) -> None:
    embedder = FakeEmbedder()
    alone = Retriever(make_library(PASSAGES, embedder), embedder, {})
    beside = Retriever(replace(make_library(PASSAGES, embedder), own=None), embedder, {})
    for passage in PASSAGES:
        for way in passage.ways_in:
            assert alone.search(way.text) == beside.search(way.text)
            ranking = [hit.passage for hit in retriever.search(way.text, 50).hits if hit.passage not in OWN]
            assert ranking == [hit.passage for hit in alone.search(way.text, 50).hits][: len(ranking)]


def test_filters_hold_for_own_papers_too(retriever: Retriever) -> None:
    question = "Hvor mange dage før mødet sendes dagsordenen ud?"
    only = retriever.search(question, filters=Filters(sources=("local/instruks",))).hits
    assert {hit.passage.source_id for hit in only} <= {"local/instruks"}
    sides = retriever.search(question, filters=Filters(sides=("joint",))).hits
    assert sides
    assert "local" not in {hit.passage.side for hit in sides}


def test_a_sure_own_passage_takes_its_chance_from_the_digest() -> None:
    merged = own.merged(hits(("d1", 0.9), ("d2", 0.45)), hits(("o1", 0.8), ("o2", 0.1)))
    assert [hit.passage.passage_id for hit in merged] == ["o1", "d1", "o2", "d2"]
    assert [hit.score for hit in merged] == pytest.approx([0.8, 0.9 * 0.2, 0.1, 0.45 * 0.2])


def test_an_unsure_one_stands_behind_and_none_changes_nothing() -> None:
    digest = hits(("d1", 0.9), ("d2", 0.45))
    merged = own.merged(digest, hits(("o1", 0.3)))
    assert [hit.passage.passage_id for hit in merged] == ["d1", "d2", "o1"]
    assert [hit.score for hit in merged] == pytest.approx([0.9, 0.45, 0.3])
    assert own.merged(digest, []) == digest
    weak = own.merged(hits(("d1", 0.2)), hits(("o1", 0.3)))
    assert [(hit.passage.passage_id, hit.score) for hit in weak] == [("o1", 0.3), ("d1", pytest.approx(0.14))]
    assert own.merged([], hits(("o1", 0.3)))[0].score == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hvad står der i vores MED-aftale?", [1, 0, 0]),
        ("Hvad siger vores instruks om koder?", [0, 1, 1]),
        ("Hvordan gør vi det hos os?", [1, 1, 1]),
        ("Hvor tit mødes udvalget i Åkær?", [1, 1, 1]),
        ("Hvad er Åkærs regler?", [1, 1, 1]),
        ("Hvad er vores borgere utrygge ved?", [0, 0, 0]),
        ("Hvad er en MED-aftale?", [0, 0, 0]),
    ],
)
def test_what_points_to_own_papers(tmp_path: Path, question: str, expected: list[int]) -> None:
    vector: Vectors = np.zeros(FakeEmbedder().dimension, np.float32)
    assert own.evidence(index_of(tmp_path), question, vector, 0.0).pointed.tolist() == expected


def test_a_short_question_shares_less_than_a_long_one(tmp_path: Path) -> None:
    index = index_of(tmp_path)
    vector: Vectors = np.zeros(FakeEmbedder().dimension, np.float32)
    short = own.evidence(index, "dagsordenen", vector, 0.0)
    long = own.evidence(index, "dagsordenen sendes senest otte dage mødet", vector, 0.0)
    assert 0 < short.words[0] < long.words[0] < 1


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hvor tit mødes udvalget i Åkær Kommune?", "Hvor tit mødes udvalget?"),
        ("Hvad er Åkær Kommunes regler?", "Hvad er regler?"),
        ("Hvad gør Skive Kommune?", "Hvad gør Skive Kommune?"),
    ],
)
def test_its_own_name_need_not_stand_in_a_paper(tmp_path: Path, question: str, expected: str) -> None:
    index = index_of(tmp_path)
    assert " ".join(own.at_home(index, question, OWN[0]).split()).replace(" ?", "?") == expected
    assert own.at_home(index, question, PASSAGES[0]) == question
    assert own.at_home(None, question, OWN[0]) == question
