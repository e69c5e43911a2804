"""What every implementation of a port must do, as one test class for each port.

Subclass one in a test module and give ``make``; pytest collects the tests with it. The fakes and the
real adapters pass the same classes, so a test with a fake says something about the real thing.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from advisor.danish.words import stem
from advisor.domain import (
    Contribution,
    Exchange,
    GuideAnswer,
    Original,
    Passage,
    Project,
    Session,
    Source,
    Span,
    Walk,
)
from advisor.errors import Conflict, NotFound
from advisor.ports import ConversationStore, Embedder, PassageStore, Reach, Spelling, VectorIndex, Vectors, WordIndex
from advisor.testing.samples import (
    BENEFIT,
    CASE,
    CHECKLIST,
    EXACT,
    FIGURE,
    OWN,
    OWN_SOURCES,
    PASSAGES,
    QUESTION,
    RISK,
    make_passage,
)


class EmbedderContract(ABC):
    """Unit rows, one for each text, and nearness that follows meaning."""

    @abstractmethod
    def make(self) -> Embedder:
        """The embedder to test."""

    def test_a_unit_row_for_each_text_whatever_it_holds(self) -> None:
        embedder = self.make()
        texts = ["Hvad koster oplæring?", "", "   ", "\x00\u202e", "lang " * 3_000]
        for embed in (embedder.embed_queries, embedder.embed_passages):
            vectors = embed(texts)
            assert vectors.shape == (len(texts), embedder.dimension)
            assert vectors.dtype == np.float32
            np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)

    def test_no_texts_give_no_rows(self) -> None:
        embedder = self.make()
        assert embedder.embed_queries([]).shape == (0, embedder.dimension)
        assert embedder.embed_passages([]).shape == (0, embedder.dimension)

    def test_the_same_text_gives_the_same_vector_in_any_company(self) -> None:
        embedder = self.make()
        alone = embedder.embed_passages(["Robotten løfter borgeren."])[0]
        among = self.make().embed_passages(["Noget helt andet om veje.", "Robotten løfter borgeren."])[1]
        assert float(alone @ among) > 0.9999

    def test_a_question_is_nearer_the_text_that_shares_its_words(self) -> None:
        embedder = self.make()
        near, far = embedder.embed_passages(["Oplæring i robotten varer to dage.", "Skoven er fredet."])
        question = embedder.embed_queries(["Hvor længe varer oplæring i robotten?"])[0]
        assert question @ near > question @ far

    def test_the_fingerprint_is_stable_and_names_something(self) -> None:
        assert self.make().fingerprint
        assert self.make().fingerprint == self.make().fingerprint


class VectorIndexContract(ABC):
    """Cosines of stored vectors, best first."""

    IDS = ("a", "b", "c")
    VECTORS: Vectors = np.array([[1, 0, 0], [0.6, 0.8, 0], [0, 0, 1]], np.float32)

    @abstractmethod
    def make(self, folder: Path, ids: Sequence[str], vectors: Vectors) -> VectorIndex:
        """An index that holds these vectors; ``folder`` is empty."""

    def test_cosines_best_first(self, tmp_path: Path) -> None:
        found = self.make(tmp_path, self.IDS, self.VECTORS).nearest(np.array([0.8, 0.6, 0], np.float32), 3)
        assert [key for key, _ in found] == ["b", "a", "c"]
        assert [cosine for _, cosine in found] == pytest.approx([0.96, 0.8, 0.0], abs=1e-5)

    def test_an_opposite_vector_has_a_negative_cosine(self, tmp_path: Path) -> None:
        found = self.make(tmp_path, self.IDS, self.VECTORS).nearest(np.array([0, 0, -1], np.float32), 3)
        assert found[-1][0] == "c"
        assert found[-1][1] == pytest.approx(-1.0, abs=1e-5)

    @pytest.mark.parametrize(("k", "expected"), [(1, 1), (2, 2), (3, 3), (99, 3)])
    def test_at_most_k(self, tmp_path: Path, k: int, expected: int) -> None:
        index = self.make(tmp_path, self.IDS, self.VECTORS)
        assert len(index.nearest(self.VECTORS[0], k)) == expected
        assert index.count() == 3


class WordIndexContract(ABC):
    """Full text over the stems of whole passages."""

    @abstractmethod
    def make(self, folder: Path, passages: Sequence[Passage]) -> WordIndex:
        """An index over the stems of these passages, by passage id; ``folder`` is empty."""

    def test_finds_the_passages_that_hold_a_term(self, tmp_path: Path) -> None:
        found = self.make(tmp_path, PASSAGES).search([stem("kurset")], 10)
        assert {key for key, _ in found} == {CHECKLIST.passage_id, FIGURE.passage_id}
        assert all(score > 0 for _, score in found)

    def test_more_of_the_terms_score_more(self, tmp_path: Path) -> None:
        found = self.make(tmp_path, PASSAGES).search([stem("kurset"), stem("øve"), stem("sidemandsoplæring")], 10)
        assert [key for key, _ in found] == [CHECKLIST.passage_id, FIGURE.passage_id]
        assert found[0][1] > found[1][1]

    def test_a_rare_term_outweighs_a_common_one(self, tmp_path: Path) -> None:
        filler = [make_passage(f"kfyld{number}", "Vi taler om udstyr her.") for number in range(8)]
        rare = make_passage("ksjaelden", "Vi taler om droner her.")
        found = self.make(tmp_path, [*filler, rare]).search([stem("droner"), stem("udstyr")], 10)
        assert found[0][0] == "ksjaelden"

    def test_a_term_given_twice_counts_once(self, tmp_path: Path) -> None:
        index = self.make(tmp_path, PASSAGES)
        once, twice = index.search([stem("kurset")], 10), index.search([stem("kurset")] * 2, 10)
        assert once == twice != []

    @pytest.mark.parametrize("terms", [[], ["findesikke"], ["or"], ["near"], ["*"]])
    def test_nothing_to_find(self, tmp_path: Path, terms: list[str]) -> None:
        assert list(self.make(tmp_path, PASSAGES).search(terms, 10)) == []

    def test_at_most_k(self, tmp_path: Path) -> None:
        index = self.make(tmp_path, PASSAGES)
        every = index.search([stem("skærmbesøg")], 10)
        assert len(every) == 3
        assert list(index.search([stem("skærmbesøg")], 2)) == list(every[:2])


class PassageStoreContract(ABC):
    """Passages come back as they went in."""

    @abstractmethod
    def make(self, folder: Path, passages: Sequence[Passage]) -> PassageStore:
        """A store that holds these passages; ``folder`` is empty."""

    @abstractmethod
    def make_with_own(
        self,
        folder: Path,
        passages: Sequence[Passage],
        own: Sequence[Passage],
        sources: Sequence[Source],
        originals: Mapping[str, Original],
    ) -> PassageStore:
        """One that holds own documents besides: their passages, their ``sources``, and for the place of a passage of
        the digest the exact wording behind all of it. ``folder`` is empty."""

    def test_own_documents_are_in_the_bibliography(self, tmp_path: Path) -> None:
        assert list(self.make(tmp_path / "none", PASSAGES).own_sources()) == []
        store = self.make_with_own(tmp_path / "own", PASSAGES, (OWN, EXACT), OWN_SOURCES, {})
        assert tuple(store.own_sources()) == OWN_SOURCES
        assert list(store.of_source(OWN.source_id)) == [OWN]
        assert list(store.get([OWN.passage_id, EXACT.passage_id])) == [OWN, EXACT]

    def test_an_exact_wording_stands_behind_its_passage_and_is_not_searched(self, tmp_path: Path) -> None:
        original = Original(EXACT, Span(0, 9))
        store = self.make_with_own(tmp_path, PASSAGES, (OWN, EXACT), OWN_SOURCES, {BENEFIT.place: original})
        assert store.original(BENEFIT, Span(0, 5)) == store.original(BENEFIT, Span(3, len(BENEFIT.text))) == original
        for other in (RISK, CASE, OWN, EXACT):
            assert store.original(other, Span(0, len(other.text))) is None
        assert store.reach().keys() == {passage.passage_id for passage in (*PASSAGES, OWN)}
        assert store.count() == len(PASSAGES) + 1
        assert list(store.of_section(EXACT.section_id)) == [EXACT]

    def test_every_field_comes_back(self, tmp_path: Path) -> None:
        store = self.make(tmp_path, PASSAGES)
        assert tuple(store.get([passage.passage_id for passage in PASSAGES])) == PASSAGES
        assert store.count() == len(PASSAGES)

    def test_in_the_order_asked_for_without_the_unknown(self, tmp_path: Path) -> None:
        store = self.make(tmp_path, PASSAGES)
        assert list(store.get(["kcase", "kukendt", "kgevinst"])) == [CASE, BENEFIT]
        assert list(store.get([])) == []

    def test_sections_and_sources_in_reading_order(self, tmp_path: Path) -> None:
        twin = make_passage("a-comes-first-by-name", "Endnu en gevinst.", section_id=BENEFIT.section_id)
        store = self.make(tmp_path, [*PASSAGES, twin])
        assert list(store.of_section(BENEFIT.section_id)) == [BENEFIT, twin]
        assert list(store.of_source("haandbog")) == [BENEFIT, RISK, CHECKLIST, FIGURE, twin]
        assert list(store.of_source("loven")) == [QUESTION]
        assert list(store.of_section("haandbog")) == []
        assert list(store.of_source("ukendt")) == []

    def test_reach_tells_source_for_whom_and_whose(self, tmp_path: Path) -> None:
        said = {"applies_to": ("region", "state"), "roles": ("leader",), "side": "union"}
        regional = make_passage("kregion", "Regioner giver besked seks uger før.", **said)
        reach = self.make(tmp_path, [*PASSAGES, regional]).reach()
        assert reach["kregion"] == Reach(regional.source_id, ("region", "state"), ("leader",), "union")
        assert reach[CASE.passage_id].source_id == CASE.source_id
        assert len(reach) == len(PASSAGES) + 1


class SpellingContract(ABC):
    """The letters given back to words written without æ, ø and å."""

    @abstractmethod
    def make(self, folder: Path, passages: Sequence[Passage]) -> Spelling:
        """The spelling of these passages; ``folder`` is empty."""

    def test_gives_letters_back_and_leaves_the_rest_alone(self, tmp_path: Path) -> None:
        spelling = self.make(tmp_path, PASSAGES)
        asked = ["skaermbesog", "skarmbesøg", "oplaering", "kurset", "findesikke"]
        assert dict(spelling.written(asked)) == {
            "skaermbesog": "skærmbesøg",
            "skarmbesøg": "skærmbesøg",
            "oplaering": "oplæring",
        }

    def test_the_most_used_spelling_wins(self, tmp_path: Path) -> None:
        passages = [make_passage("k1", "De får det. Vi får det. I får det."), make_passage("k2", "Min far bor her.")]
        spelling = self.make(tmp_path, passages)
        assert dict(spelling.written(["faar"])) == {"faar": "får"}
        assert dict(spelling.written(["far", "får"])) == {}

    def test_ways_in_count_as_well(self, tmp_path: Path) -> None:
        assert dict(self.make(tmp_path, PASSAGES).written(["oeve"])) == {"oeve": "øve"}
        assert dict(self.make(tmp_path / "more", PASSAGES).written([])) == {}


class ConversationStoreContract(ABC):
    """Sessions by id."""

    SESSION = Session(
        "c_en", role="leader", project=Project(technology="gps"), exchanges=(Exchange("Hej?", "refused", "Nej."),)
    )

    @abstractmethod
    def make(self) -> ConversationStore:
        """An empty store."""

    def test_what_is_saved_is_loaded(self) -> None:
        store = self.make()
        assert store.load("c_en") is None
        first = store.save(self.SESSION)
        other = store.save(Session("c_to"))
        assert first == replace(self.SESSION, revision=1)
        assert store.load("c_en") == first
        assert store.load("c_to") == other

    def test_a_later_save_replaces(self) -> None:
        store = self.make()
        later = store.save(replace(store.save(self.SESSION), exchanges=()))
        assert later.revision == 2
        assert store.load("c_en") == later

    def test_who_saves_what_another_has_changed_is_told(self) -> None:
        store = self.make()
        read = store.save(self.SESSION)
        first = store.save(replace(read, role="staff"))
        for stale in (replace(read, role="leader"), self.SESSION):
            with pytest.raises(Conflict):
                store.save(stale)
        assert store.load("c_en") == first

    def test_what_was_erased_meanwhile_does_not_come_back(self) -> None:
        store = self.make()
        read = store.save(self.SESSION)
        store.delete("c_en")
        with pytest.raises(NotFound):
            store.save(read)
        assert store.load("c_en") is None

    def test_a_walk_comes_back_whole(self) -> None:
        store = self.make()
        answer = GuideAnswer("kerneopgave/1", (Contribution("vi sparer tid", "Ledelsen"),), ("frigjort-tid",))
        walk = Walk("kerneopgave/1", "move", (answer,), ("inddragelse/5",), "Ledelsen")
        saved = store.save(replace(self.SESSION, walk=walk))
        assert store.load("c_en") == saved
        assert saved.walk == walk

    def test_deleted_is_gone(self) -> None:
        store = self.make()
        store.save(self.SESSION)
        store.save(Session("c_to"))
        assert store.delete("c_en")
        assert store.load("c_en") is None
        assert not store.delete("c_en")
        assert store.load("c_to") == Session("c_to", revision=1)
