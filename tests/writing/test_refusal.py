"""Refusals say what is nearest and whom to ask, and claim nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor import messages
from advisor.domain import Answer, Hit
from advisor.testing.samples import BENEFIT, CHECKLIST, FIGURE, RISK
from advisor.writing import blocked, refuse
from advisor.writing.refusal import NEAR


def said(answer: Answer) -> list[str]:
    assert all(segment.kind == "talk" and segment.citations == () for segment in answer.segments)
    assert answer.citations == ()
    return [segment.text for segment in answer.segments]


def test_off_the_field_nothing_is_near() -> None:
    for hits in ([], [Hit(BENEFIT, NEAR - 0.01)]):
        answer, nearest = refuse("Hvornår åbner svømmehallen?", hits, {})
        assert said(answer) == [messages.OFF_TOPIC, messages.OFF_TOPIC_OFFER]
        assert nearest == ()


def test_on_the_field_the_nearest_are_named_and_quoted() -> None:
    hits = [Hit(CHECKLIST, 0.4), Hit(RISK, 0.3), Hit(FIGURE, 0.2)]
    answer, nearest = refuse("Hvilket kursus er bedst?", hits, {})
    assert said(answer)[0] == messages.REFUSED
    assert "»Oplæringens tre dele« og »Mere ensomhed«" in said(answer)[1]
    assert "Kursets længde" not in said(answer)[1]
    assert [(citation.number, citation.passage, citation.quote) for citation in nearest] == [
        (1, CHECKLIST, "Sidemandsoplæring på vagten."),
        (2, RISK, "Et videoopkald kan gøre ensomme borgere mere ensomme."),
    ]


def test_two_from_one_section_count_once() -> None:
    twin = replace(RISK, passage_id="k2", section_id=BENEFIT.section_id)
    _, nearest = refuse("Hvad?", [Hit(BENEFIT, 0.4), Hit(twin, 0.3)], {})
    assert [citation.passage for citation in nearest] == [BENEFIT]


@pytest.mark.parametrize(
    ("question", "whom"),
    [
        ("Hvad får jeg i løn for det?", "pay"),
        ("Er der tillæg om natten?", "pay"),
        ("Hvad tjener en leder?", "pay"),
        ("Hvad siger ferieloven?", "law"),
        ("Har jeg ret til at sige nej?", "law"),
        ("Hvad koster en licens?", "price"),
        ("Hvem vinder i aften?", "other"),
    ],
)
def test_whom_to_ask_follows_the_topic(question: str, whom: str) -> None:
    answer, _ = refuse(question, [Hit(BENEFIT, 0.4)], {})
    assert said(answer)[-1] == messages.ASK_WHOM[whom]


def test_blocked_says_no_and_offers_a_way_on() -> None:
    assert said(blocked()) == [messages.BLOCKED, messages.OFF_TOPIC_OFFER]


def test_whoever_can_answer_that_kind_of_question_is_named() -> None:
    off, _ = refuse("Hvornår åbner svømmehallen?", [], {}, "Spørg svømmehallen.")
    assert said(off) == [messages.OFF_TOPIC, "Spørg svømmehallen."]
    near, _ = refuse("Hvad får jeg i løn?", [Hit(BENEFIT, 0.4)], {}, "Spørg lønkontoret.")
    assert said(near)[-1] == "Spørg lønkontoret."
