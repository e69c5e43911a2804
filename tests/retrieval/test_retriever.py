"""The retriever: every rule with fakes, and finding things at all with the real library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

import pytest

from advisor.domain import Filters
from advisor.ports import QuestionsOf
from advisor.retrieval.retriever import QUERY_CHARACTERS, Retriever
from advisor.service import Advisor
from advisor.testing import PASSAGES, FakeEmbedder, make_library
from advisor.testing.samples import BENEFIT, CASE, CHECKLIST, FIGURE, QUESTION, RISK


class Insistent:
    """A word index that finds one passage above all others, whatever is asked."""

    def __init__(self, best: str, other: str) -> None:
        self._found = [(best, 100.0), (other, 1.0)]

    def search(self, terms: Sequence[str], k: int) -> Sequence[tuple[str, float]]:
        return self._found


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture
def retriever(embedder: FakeEmbedder) -> Retriever:
    return Retriever(make_library(PASSAGES, embedder), embedder, {})


def found(retriever: Retriever, question: str, filters: Filters | None = None, k: int = 8) -> list[str]:
    return [hit.passage.passage_id for hit in retriever.search(question, k, filters).hits]


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Sparer skærmbesøg kørsel for hjemmeplejen?", BENEFIT),
        ("gør videoopkald ensomme borgere mere ensomme", RISK),
        ("dele af en god oplæring", CHECKLIST),
        ("hvem har ansvar for data", QUESTION),
    ],
)
def test_the_passage_that_shares_the_words_comes_first(retriever: Retriever, question: str, best: object) -> None:
    hits = retriever.search(question).hits
    assert hits[0].passage == best
    assert all(0 <= hit.score <= 1 for hit in hits)


def test_a_way_in_leads_to_its_passage_and_item(retriever: Retriever) -> None:
    first = retriever.search("hvornår skal de øve sig?").hits[0]
    assert first.passage == CHECKLIST
    assert (first.way_in, first.item) == ("hvornår skal de øve sig?", 3)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_at_most_k(retriever: Retriever, k: int) -> None:
    result = retriever.search("skærmbesøg, kurset og oplæring", k)
    assert len(result.hits) == k
    assert result.searched == len(PASSAGES)


@pytest.mark.parametrize("question", ["", "   ", "\u200b\u00ad", "\x00"])
def test_nothing_asked_nothing_found(retriever: Retriever, embedder: FakeEmbedder, question: str) -> None:
    result = retriever.search(question)
    assert (result.hits, result.searched) == ((), len(PASSAGES))
    assert embedder.queries == []


def test_no_passage_comes_twice(retriever: Retriever) -> None:
    ids = found(retriever, "skærmbesøg", k=50)
    assert len(ids) == len(set(ids)) > 0


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(sources=("loven",)), {QUESTION}),
        (Filters(sources=("loven", "cases")), {QUESTION, CASE}),
        (Filters(sides=("local",)), {CASE}),
        (Filters(kinds=("benefit", "risk")), {BENEFIT, RISK}),
        # passages that name none fit every value
        (Filters(technologies=("gps",)), {CHECKLIST, FIGURE, QUESTION}),
        (Filters(phases=("operation",)), {RISK, FIGURE, QUESTION, CASE}),
        (Filters(core_questions=("kompetencer",)), {CHECKLIST, FIGURE, QUESTION, CASE}),
        (Filters(core_questions=("kompetencer",), kinds=("model",)), {CHECKLIST}),
        (Filters(sources=("findesikke",)), set()),
        (Filters(), set(PASSAGES)),
    ],
)
def test_filters_let_through_what_fits(retriever: Retriever, filters: Filters, expected: set[object]) -> None:
    question = "skærmbesøg kurset oplæring ansvar ensomme"
    assert {hit.passage for hit in retriever.search(question, 50, filters).hits} == expected


def test_a_filter_does_not_cost_hits_further_down(retriever: Retriever) -> None:
    question = "skærmbesøg kurset oplæring ansvar ensomme"
    whole = found(retriever, question, k=50)
    assert (
        found(retriever, question, Filters(sources=("haandbog",)), k=2)
        == [key for key in whole if key not in (QUESTION.passage_id, CASE.passage_id)][:2]
    )


def test_words_count_in_danish_and_not_in_english(embedder: FakeEmbedder) -> None:
    library = make_library(PASSAGES, embedder)
    plain = Retriever(library, embedder, {})
    swayed = Retriever(replace(library, passage_words=Insistent("kspoerg", "kcase")), embedder, {})
    english = "What is the benefit of skærmbesøg for the staff?"
    danish = "Hvad vinder vi med skærmbesøg i hjemmeplejen?"
    assert found(plain, english) == found(swayed, english)
    assert found(plain, danish) != found(swayed, danish)
    assert found(swayed, danish).index("kspoerg") < found(plain, danish).index("kspoerg")


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("skaermbesog", "skærmbesøg"),
        ("Er skaermbesog, ja eller nej, nemt?", "Er skærmbesøg, ja eller nej, nemt?"),
        ("oplaering?", "oplæring?"),
        ("kurset", "kurset"),
        ("a\u030aben\u00ad  dør", "åben dør"),
    ],
)
def test_the_question_is_searched_as_the_corpus_spells_it(
    retriever: Retriever, embedder: FakeEmbedder, asked: str, searched: str
) -> None:
    assert retriever.search(asked).question == searched
    assert embedder.queries == [searched]


def test_a_long_question_is_cut(retriever: Retriever, embedder: FakeEmbedder) -> None:
    retriever.search("ord " * 1_000)
    assert len(embedder.queries[0]) <= QUERY_CHARACTERS


def test_the_same_question_finds_the_same(retriever: Retriever) -> None:
    assert retriever.search("skærmbesøg").hits == retriever.search("skærmbesøg").hits


def test_an_empty_library_finds_nothing(embedder: FakeEmbedder) -> None:
    result = Retriever(make_library((), embedder), embedder, {}).search("skærmbesøg")
    assert (result.hits, result.searched) == ((), 0)


@pytest.mark.parametrize(
    ("question", "section"),
    [
        # a typo
        ("hvad skal en busineskase mindst indeholde", "sammen-om-ny-teknologi/kerneopgave/businesscase-minimum"),
        ("hvad er teknologiradarren", "sammen-om-ny-teknologi/ny-teknologi/teknologiradar"),
        ("hvordan gjorde hillerod med facilty managment", "cases/hilleroed-facility-management"),
        # without æ, ø and å
        ("de fire grundspoergsmaal", "sammen-om-ny-teknologi/forord/fire-grundspoergsmaal"),
        ("beskyttelse af personfolsomme data", "sammen-om-ny-teknologi/kerneopgave/beskyttelse-af-borgerens-data"),
        ("vagtplanlagning pa plejehjem", "cases/holstebro-vagtplanlaegning"),
        # compounds and inflections that stand nowhere in the corpus
        ("ledelsestilsynsrapporterne i Holbæk", "cases/holbaek-ledelsestilsyn"),
        ("vagtplanlægningssystemernes brugere i Holstebro", "cases/holstebro-vagtplanlaegning"),
        ("dataetikprincipperne", "sammen-om-ny-teknologi/kerneopgave/dataetik"),
        # English
        ("What must a business case contain at least?", "sammen-om-ny-teknologi/kerneopgave/businesscase-minimum"),
    ],
)
def test_the_real_library_finds_the_section(advisor: Advisor, question: str, section: str) -> None:
    sections = [hit.passage.section_id for hit in advisor.search(question, k=5).hits]
    assert section in sections


class TestModels:
    MODELS: ClassVar = {
        "godt-og-skidt": ("Godt og skidt ved drønende droner", (BENEFIT.passage_id, RISK.passage_id)),
        "oplaering": ("Tre trin i en oplæring, der bider", (CHECKLIST.passage_id,)),
        "penge": ("Tal og kroner", (FIGURE.passage_id,)),
    }

    def test_the_nearest_model_comes_first_and_all_its_passages_with_it(self, embedder: FakeEmbedder) -> None:
        retriever = Retriever(make_library(PASSAGES, embedder, models=self.MODELS), embedder, {})
        result = retriever.search("drønende droner, godt og skidt")  # which no passage speaks of
        assert next(iter(result.models)) == "godt-og-skidt"
        assert result.hits[0].passage == BENEFIT
        assert RISK in [hit.passage for hit in result.hits[:3]]
        assert sum(result.models.values()) == pytest.approx(0, abs=1e-6)

    def test_a_question_that_asks_for_a_model_leads_to_it(self, embedder: FakeEmbedder) -> None:
        asked: dict[QuestionsOf, dict[str, str]] = {"models": {"penge": "hvad siger regnearket", "oplaering": "en til"}}
        retriever = Retriever(make_library(PASSAGES, embedder, models=self.MODELS, questions=asked), embedder, {})
        assert next(iter(retriever.search("hvad siger regnearket").models)) == "penge"

    def test_a_library_without_models_finds_as_well(self, retriever: Retriever) -> None:
        assert retriever.search("Sparer skærmbesøg kørsel?").models == {}

    @pytest.mark.parametrize(
        ("question", "model"),
        [
            ("hvad skal en businesscase mindst indeholde", "businesscase-minimum"),
            ("de fire faser fra idé til implementering", "fire-faser"),
            ("kompetencehjulet", "kompetencehjulet"),
        ],
    )
    def test_the_real_library_knows_its_models(self, advisor: Advisor, question: str, model: str) -> None:
        assert next(iter(advisor.search(question).models)) == model


class TestOutside:
    OUTSIDE: ClassVar = {"frokost": "hvad får vi at spise til frokost"}

    def test_a_question_nearer_to_the_outside_is_of_that_kind(self, embedder: FakeEmbedder) -> None:
        retriever = Retriever(make_library(PASSAGES, embedder, questions={"outside": self.OUTSIDE}), embedder, {})
        assert retriever.search("hvad får vi at spise").outside == "frokost"
        assert retriever.search(BENEFIT.ways_in[0].text).outside is None

    def test_the_real_library_knows_what_is_outside(self, advisor: Advisor) -> None:
        found = advisor.search("kan du hjælpe mig med at booke en taxa til lufthavnen")
        assert found.outside is not None
        assert found.hits[0].score < 0.4
        assert advisor.search("hvad skal en businesscase indeholde").outside is None
