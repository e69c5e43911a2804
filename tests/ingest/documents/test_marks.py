"""A mark says where an original says what a sentence of the digest says, or nothing."""

from __future__ import annotations

import pytest

from advisor.domain import Mark, Passage
from advisor.knowledge import corpus_dir, load_corpus
from eval import documents as evaluation
from eval import marks as judgments
from eval import originals
from ingest.documents.marks import marks


def passage(name: str, text: str, original_of: str | None = None) -> Passage:
    return Passage(
        passage_id=name,
        source_id="kilde",
        section_id="kilde/afsnit",
        key=name,
        heading="Overskrift",
        text=text,
        kind="fact",
        title="Titel",
        section="Afsnit",
        side="local",
        original_of=original_of,
    )


ORIGINAL = passage(
    "original",
    "Skraldebilerne i Eksempelby kører på el fra 2027. Ordningen med kommunens ladestandere evalueres af Teknisk "
    "Udvalg hvert andet år. Borgere med haveaffald kan bestille afhentning på kommunens hjemmeside.",
)
LISTED = passage(
    "listet",
    "Inden anskaffelsen undersøges:\n\n- hvad batterierne holder til i frostvejr\n- om chaufførerne skal på kursus. "
    "Det afklares med værkstedet",
)


def said(found: list[Mark], digest: Passage, *own: Passage) -> dict[str, str]:
    """What is marked for each sentence of the digest."""
    texts = {each.passage_id: each.text for each in own}
    return {
        digest.text[mark.span.start : mark.span.end]: texts[mark.passage_id][mark.used.start : mark.used.end]
        for mark in found
    }


def test_a_sentence_told_in_other_words_is_found() -> None:
    digest = passage("egen", "Teknisk Udvalg evaluerer ordningen med ladestandere hvert andet år.")
    found = marks([digest], [ORIGINAL])
    assert said(found, digest, ORIGINAL) == {
        digest.text: "Ordningen med kommunens ladestandere evalueres af Teknisk Udvalg hvert andet år."
    }
    assert found[0].place == digest.place


def test_what_the_original_does_not_say_is_not_marked() -> None:
    digest = passage("egen", "Biblioteket holder åbent til klokken otte om aftenen.")
    assert marks([digest], [ORIGINAL]) == []


def test_two_sentences_that_fit_alike_are_not_told_apart_by_chance() -> None:
    twins = passage("tvilling", "Udvalget behandler sagen om ladestandere. Udvalget behandler sagen om ladestandere.")
    digest = passage("egen", "Sagen om ladestandere behandles af udvalget.")
    assert marks([digest], [twins]) == []


def test_items_meet_items() -> None:
    digest = passage(
        "egen",
        "Tjek to ting:\n\n- Batterier: Undersøg, hvad batterierne kan holde til i frostvejr.\n- Chauffører: Skal "
        "chaufførerne på kursus? Afklar det med værkstedet.",
    )
    found = said(marks([digest], [LISTED, ORIGINAL]), digest, LISTED, ORIGINAL)
    assert found["Batterier: Undersøg, hvad batterierne kan holde til i frostvejr."] == (
        "hvad batterierne holder til i frostvejr"
    )
    assert found["Chauffører: Skal chaufførerne på kursus? Afklar det med værkstedet."] == (
        "om chaufførerne skal på kursus. Det afklares med værkstedet"
    )


def test_every_mark_quotes_exactly() -> None:
    digest = passage(
        "egen", "Skraldebilerne i Eksempelby kører på el fra 2027. Haveaffald kan man bestille afhentning af."
    )
    for mark in marks([digest], [LISTED, ORIGINAL]):
        used = ORIGINAL.text[mark.used.start : mark.used.end]
        assert used == used.strip()
        assert mark.passage_id == ORIGINAL.passage_id
        assert digest.text[mark.span.start : mark.span.end].strip() in digest.text


def test_nothing_against_nothing() -> None:
    assert marks([], [ORIGINAL]) == []
    assert marks([ORIGINAL], []) == []


def test_the_judgments_fit_the_digest() -> None:
    by_place = {each.place: each for each in load_corpus(corpus_dir()).passages}
    kept = judgments.judged()
    assert len(kept) >= 60
    fresh = [key for key, each in kept.items() if judgments.fingerprint(by_place[key[0]], *key[1:]) == each.words]
    assert len(fresh) >= 0.9 * len(kept)


@pytest.mark.skipif(not originals.here(), reason="../shared is not beside the checkout")
def test_marks_of_the_originals_are_right() -> None:
    taken_in = evaluation.originals_taken_in()
    read, drawn, _ = judgments.figures(
        load_corpus(corpus_dir()), [(original, read.sections) for original, read in taken_in]
    )
    assert read.precision >= 0.97
    assert read.coverage >= 0.85
    assert drawn.precision >= 0.95
