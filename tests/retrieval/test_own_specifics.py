"""Whether an own passage holds what was asked for: by its title, its heading, and by functions instead of names."""

from __future__ import annotations

import pytest

from advisor.domain import Passage
from advisor.knowledge import Reference, corpus_dir, load_reference
from advisor.retrieval.own_specifics import bears, told_in
from advisor.retrieval.specifics import asked_for
from advisor.testing.samples import make_passage


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference(corpus_dir())


def paper(text: str, section: str = "Frister", title: str = "Procesplan for Nordhavn") -> Passage:
    fields = {"wording": "verbatim", "source_id": "local/a", "side": "local", "section": section, "heading": section}
    return make_passage("o1", text, title=title, **fields)


TABLE = paper("Poster i år 1:\nPost | Beløb\nTablets | 630.000 kr.\nOplæring | 220.000 kr.\n", "Udgifter")
CHAIR = paper("Kommunaldirektøren er formand. Udvalget mødes tit. Næstformanden vælges for to år.", "Hovedudvalget")


@pytest.mark.parametrize(
    ("question", "passage", "expected"),
    [
        ("Hvad er udgiften i kroner?", TABLE, True),
        ("Hvad koster tablets?", TABLE, True),
        ("Hvor mange robotter er der i Nordhavn?", paper("Der er 12 robotter."), True),
        ("Hvor mange robotter er der i Sydhavn?", paper("Der er 12 robotter."), False),
        ("Hvem er formand for udvalget?", CHAIR, True),
        ("Hvad hedder formanden for udvalget?", CHAIR, False),
        ("Hvem er projektleder?", CHAIR, False),
        ("Hvor mange dage før mødet skal den sendes ud?", paper("Den sendes ud otte dage før mødet."), True),
        ("Hvor mange dage før mødet skal den sendes ud?", paper("Den sendes ud i god tid før mødet."), False),
    ],
)
def test_it_holds_what_was_asked_for(reference: Reference, question: str, passage: Passage, expected: bool) -> None:
    assert bears(asked_for(question, reference), passage, question) is expected


def test_of_the_digest_nothing_is_changed(reference: Reference) -> None:
    text = "Kommunaldirektøren er formand."
    digest = make_passage("k1", text, section="Udgifter")
    for question in ("Hvem er formand?", "Hvor mange tablets er der?", "Hvad gør formanden?"):
        specifics = asked_for(question, reference)
        assert bears(specifics, digest, question) is specifics.borne_by(digest)


def test_the_sentences_that_tell_it(reference: Reference) -> None:
    def told(question: str, passage: Passage) -> list[str]:
        spans = told_in(asked_for(question, reference), passage, question)
        return [passage.text[span.start : span.end] for span in spans]

    assert told("Hvem er formand for udvalget?", CHAIR) == ["Kommunaldirektøren er formand."]
    assert told("Hvad er udgiften i kroner?", TABLE) == ["Tablets | 630.000 kr.", "Oplæring | 220.000 kr."]
    assert told("Hvad gør udvalget?", CHAIR) == []
