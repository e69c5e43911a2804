"""Every fact of every answer is a span of its source: shown on all questions we have, and on made-up ones."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.domain import CASES, Message, Turn
from advisor.service import Advisor
from advisor.writing.overview import is_open
from eval import dataset

QUESTIONS = [question for name in dataset.SETS for question in dataset.load(name)]
ANSWERED = {f"o{number:03}" for number in range(1, 21)}
"""The plainest questions, each put much as its source puts it."""
OPENINGS = [
    "Hvad siger kilderne om",
    "Hvordan",
    "hvad skal vi tænke over ved",
    "nævn alle",
    "punkt to om",
    "What about",
    "",
]
SUBJECTS = """skærmbesøg businesscase oplæring sensorer data etik borgerne medarbejdere lederen fordele ulemper risiko
    Holbæk Silkeborg teknologiradar faser værdi spare penge kerneopgaven loven 2022 hvor mange fem greb dialog
    løn 😀 ' " ; [1] Odense robot vagtplan vi og ikke kan <b> ** punkt tre det tredje""".split()
MADE_UP = st.builds(
    lambda opening, subjects, end: f"{opening} {' '.join(subjects)}{end}",
    st.sampled_from(OPENINGS),
    st.lists(st.sampled_from(SUBJECTS), min_size=1, max_size=8),
    st.sampled_from(["", "?", "!", "."]),
)


def assert_grounded(advisor: Advisor, turn: Turn) -> None:
    answer = turn.answer
    numbers = [number for segment in answer.segments for number in segment.citations]
    assert list(dict.fromkeys(numbers)) == [citation.number for citation in answer.citations]
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert bool(answer.citations) is (turn.status == "answered")
    for citation in (*answer.citations, *turn.nearest):
        held = advisor.passage(citation.passage.passage_id).passage
        assert citation.passage == held
        assert citation.quote == held.text[citation.start : citation.end] != ""
    quotes = {citation.number: citation.quote for citation in answer.citations}
    for segment in answer.segments:
        if segment.kind == "talk":
            assert segment.citations == ()
        else:
            assert segment.text
            assert len(segment.citations) == 1
            assert segment.text in quotes[segment.citations[0]]


def assert_both_sides(turn: Turn) -> None:
    """Where a benefit or a risk with a pair is shown, so is the other side (a case, added last, has none)."""
    cited = {citation.passage.passage_id for citation in turn.answer.citations}
    for citation in turn.answer.citations:
        passage = citation.passage
        if passage.kind in ("benefit", "risk") and passage.pair and passage.source_id != CASES:
            assert cited & {link.passage_id for link in passage.pair}, passage.section_id


def assert_lists_are_whole(turn: Turn) -> None:
    """A list is one item or all of them in their order: an enumeration shown in part would mislead."""
    for citation in turn.answer.citations:
        items = [citation.passage.text[span.start : span.end] for span in citation.passage.items]
        shown = [s.text for s in turn.answer.segments if s.citations == (citation.number,) and s.text in items]
        assert shown == items or len(shown) <= 1


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_the_questions_of_the_evaluation(advisor: Advisor, question: dataset.Question) -> None:
    history = [Message(turn.role, turn.text) for turn in question.history]
    turn = advisor.chat(question.question, history=history)
    assert_grounded(advisor, turn)
    assert_lists_are_whole(turn)
    if not is_open(question.question):
        assert_both_sides(turn)


def test_the_questions_of_the_evaluation_are_many_and_get_answers(advisor: Advisor) -> None:
    assert len(QUESTIONS) >= 200
    answered = [advisor.chat(q.question).status == "answered" for q in QUESTIONS if q.id in ANSWERED]
    assert sum(answered) >= len(ANSWERED) - 2  # else the properties above would hold of nothing


@settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(MADE_UP)
def test_made_up_questions(advisor: Advisor, question: str) -> None:
    turn = advisor.chat(question)
    assert_grounded(advisor, turn)
    assert_lists_are_whole(turn)


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=300).filter(lambda text: any(character.isalnum() for character in text)))
def test_any_text_at_all(advisor: Advisor, text: str) -> None:
    assert_grounded(advisor, advisor.chat("a " + text))


def test_a_follow_up_in_a_conversation_is_grounded_too(advisor: Advisor) -> None:
    first = advisor.chat("Hvad skal en businesscase indeholde?")
    turns = [first]
    for message in ("hvad med punkt tre?", "og det femte?", "hvorfor?"):
        turns.append(advisor.chat(message, first.conversation_id))
        assert_grounded(advisor, turns[-1])
    assert first.status == turns[1].status == turns[2].status == "answered"
    passages = [turn.answer.citations[0].passage for turn in turns[:3]]
    assert all(left == right for left, right in pairwise(passages))
    items = [passages[0].text[span.start : span.end] for span in passages[0].items]
    assert (turns[1].answer.segments[0].text, turns[2].answer.segments[0].text) == (items[2], items[4])


@pytest.mark.parametrize(
    "question",
    [
        "Hvad skal vi tænke over ved skærmbesøg?",
        "Hvor skal vi begynde med ny teknologi?",
        "What should we consider about AI?",
    ],
)
def test_an_overview_is_grounded(advisor: Advisor, question: str) -> None:
    turn = advisor.chat(question)
    assert turn.status == "answered"
    assert len([segment for segment in turn.answer.segments if segment.layout == "bullet"]) == 5
    assert_grounded(advisor, turn)
