"""What is wanted with messages that stand neither in the corpus nor in the evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from advisor.knowledge import Corpus, corpus_dir, load_corpus
from advisor.ports import Classifier, Embedder
from advisor.retrieval.hearing import Hearing, described
from advisor.testing import FakeEmbedder
from ingest import softmax, vectors

UNSEEN = {
    "kan du minde mig om, hvad det var, du gerne ville vide": "again",
    "vi parkerer guiden her og ses efter frokost": "pause",
    "den her vil vi altså helst slippe for at svare på": "skip",
    "er der et sted, hvor man kan se, hvordan andre har formuleret sig": "example",
    "hvor mange punkter mangler vi at få udfyldt": "missing",
    "det er der simpelthen ikke nogen her, der aner noget om": "unknown",
    "tusind tak, det var en stor hjælp": "thanks",
    "pedellerne slipper for at bære de tunge borde ned i kælderen": "answer",
    "lærerne får færre mails om aftenen, fordi beskederne samles": "answer",
    "vi er bange for, at kassereren skal taste det hele to gange": "answer",
    "hvem skal godkende en ny sensor, før den må sættes op": "question",
    "hvad siger reglerne om at optage borgernes telefonsamtaler": "question",
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(corpus_dir())


@pytest.fixture(scope="module")
def hearing(corpus: Corpus, embedder: Embedder) -> Hearing:
    """Learnt as an index is, from the shipped vectors."""
    lessons, wanted = zip(*vectors.lessons(corpus), strict=True)
    known = vectors.VectorFile(corpus.root / "vectors", embedder.fingerprint).read()
    rows = described(lessons, vectors.rows("way", lessons, known, embedder.dimension))
    return Hearing(softmax.fit(rows, wanted), embedder)


def test_the_messages_are_unseen(corpus: Corpus) -> None:
    seen = {text.casefold() for text, _ in vectors.lessons(corpus)}
    asked = Path(__file__).parents[2].joinpath("eval/data/wishes.jsonl").read_text(encoding="utf-8").casefold()
    assert not [text for text in UNSEEN if text.casefold() in seen or text.casefold() in asked]


def test_most_are_heard_as_what_they_are(hearing: Hearing) -> None:
    heard = hearing.heard(list(UNSEEN))
    told = [max(likely, key=lambda name: likely[name]) for likely in heard]
    wrong = [text for text, found, wanted in zip(UNSEEN, told, UNSEEN.values(), strict=True) if found != wanted]
    assert len(wrong) <= len(UNSEEN) // 6, wrong


def test_what_it_gives_are_probabilities_by_every_name(hearing: Hearing) -> None:
    [likely] = hearing.heard(["spring den over"])
    assert {"answer", "question", "skip", "go", "thanks"} <= likely.keys()
    assert sum(likely.values()) == pytest.approx(1, abs=1e-5)
    assert likely["skip"] > 0.9


def test_spelling_matters_little(hearing: Hearing) -> None:
    for text in ("ka du gi et eksempel", "kan du give et eksempel", "KAN DU GIVE ET EKSEMPEL!!"):
        assert hearing.heard([text])[0]["example"] > 0.7


@pytest.mark.parametrize("classifier", [None, Classifier((), np.zeros((5, 0), np.float32), np.zeros(0, np.float32))])
def test_untaught_it_hears_nothing(classifier: Classifier | None) -> None:
    embedder = FakeEmbedder()
    assert Hearing(classifier, embedder).heard(["spring over", "nej"]) == [{}, {}]
    assert embedder.queries == []


def test_a_text_is_described_by_its_vector_and_its_letters() -> None:
    texts: Sequence[str] = ("næste spørgsmål", "NAESTE  spoergsmaal!", "noget helt andet", "?")
    rows = FakeEmbedder().embed_queries(texts)
    found = described(texts, rows)
    assert (found[:, : rows.shape[1]] == rows).all()
    letters = found[:, rows.shape[1] :]
    assert np.linalg.norm(letters, axis=1)[:3] == pytest.approx([0.5] * 3)
    assert (letters[0] == letters[1]).all()
    assert letters[0] @ letters[2] < letters[0] @ letters[1] / 2
