"""The walk as pure functions: order, going on, going back, keeping."""

from __future__ import annotations

import pytest

from advisor.agent import steps
from advisor.domain import CitedText, Contribution, GuideAnswer, Project, Session, Walk
from advisor.knowledge import Guide, corpus_dir, load_reference

ORDER = ("a/1", "a/2", "b/1", "b/2")
SAID = (Contribution("svar"),)


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_reference(corpus_dir()).guide


def answered(*subs: str) -> tuple[GuideAnswer, ...]:
    return tuple(GuideAnswer(sub, SAID) for sub in subs)


def test_all_twenty_are_proposed_once_whatever_the_phase_and_role(guide: Guide) -> None:
    everything = set(guide.sub_questions)
    assert len(everything) == 20
    for phase in ("idea", "assessment", "development", "implementation", "operation", None):
        for role in ("leader", "representative", "staff", None):
            order = steps.proposed(guide, phase, role)
            assert len(order) == 20
            assert set(order) == everything


def test_without_a_phase_the_guides_own_order_holds(guide: Guide) -> None:
    assert steps.proposed(guide, None, "leader") == tuple(guide.sub_questions)


def test_a_core_question_is_not_torn_apart(guide: Guide) -> None:
    cores = [sub.split("/")[0] for sub in steps.proposed(guide, "operation", "representative")]
    assert [cores[start] for start in (0, 5, 10, 15)] == list(dict.fromkeys(cores))


def test_before_buying_a_leader_begins_with_the_purpose_and_afterwards_does_not(guide: Guide) -> None:
    assert steps.proposed(guide, "assessment", "leader")[0] == "kerneopgave/1"
    assert steps.proposed(guide, "operation", "leader")[0] != "kerneopgave/1"


def test_on_from_where_one_stands_and_round_to_what_was_left() -> None:
    assert steps.following(Walk(), ORDER) == "a/1"
    assert steps.following(Walk(current="a/2"), ORDER) == "b/1"
    assert steps.following(Walk(current="b/2", answers=answered("b/2")), ORDER) == "a/1"
    assert steps.following(Walk(current="b/2", answers=answered("b/2", "a/1")), ORDER) == "a/2"


@pytest.mark.parametrize("mark", ["skipped", "unknown"])
def test_what_was_passed_over_does_not_come_again_but_stays_open(mark: str) -> None:
    walk = Walk(current="a/1", answers=(GuideAnswer("a/2", **{mark: True}),))  # type: ignore[arg-type]
    assert steps.following(walk, ORDER) == "b/1"
    assert "a/2" in steps.left_open(walk, ORDER)


def test_nothing_follows_when_all_were_touched() -> None:
    walk = Walk(current="a/1", answers=answered(*ORDER))
    assert steps.following(walk, ORDER) is None
    assert steps.left_open(walk, ORDER) == ()


def test_back_goes_the_way_one_came() -> None:
    walk = steps.go(steps.go(steps.go(Walk(), "b/1"), "a/2"), "a/2")
    assert (walk.current, walk.path, walk.awaits) == ("a/2", ("b/1",), "answer")
    before = steps.back(walk)
    assert before is not None
    assert (before.current, before.path) == ("b/1", ())
    assert steps.back(before) is None


def test_keeping_an_answer_replaces_its_own_alone() -> None:
    walk = Walk(answers=answered("a/1", "b/1"))
    kept = steps.keep(steps.keep(walk, GuideAnswer("a/1", (Contribution("nyt"),))), GuideAnswer("a/2", SAID))
    assert [(a.sub_question, a.contributions[0].text) for a in kept.answers] == [
        ("a/1", "nyt"),
        ("b/1", "svar"),
        ("a/2", "svar"),
    ]


def test_each_quotation_is_kept_once_and_the_answer_stays() -> None:
    first, second = (CitedText("k1", "s", "t", "s", quote) for quote in ("et", "to"))
    walk = steps.considered(Walk(answers=answered("a/1")), "a/1", (first,))
    walk = steps.considered(walk, "a/1", (first, second))
    assert walk.answer("a/1").cited == (first, second)
    assert walk.answer("a/1").contributions == SAID


def test_an_answer_written_anew_settles_what_was_open() -> None:
    walk = Walk(answers=(GuideAnswer("a/1", unknown=True, disagreed=True),))
    edited = steps.edited(walk, "a/1", SAID, ("punkt",)).answer("a/1")
    assert (edited.contributions, edited.covered, edited.unknown, edited.skipped) == (SAID, ("punkt",), False, False)
    assert edited.disagreed, "that the voices disagree is theirs to take back"


def test_an_answer_emptied_is_open_again() -> None:
    emptied = steps.edited(Walk(answers=answered("a/1")), "a/1", (), ())
    assert not emptied.answer("a/1").answered
    assert "a/1" in steps.left_open(emptied, ORDER)


def test_a_client_sees_no_guide_before_it_began(guide: Guide) -> None:
    assert steps.state(Session("c_x"), guide) is None
    assert steps.state(Session("c_x", walk=Walk(awaits="offer")), guide) is None


def test_what_a_client_sees(guide: Guide) -> None:
    project = Project(technology="GPS", phase="operation")
    walk = Walk(current="kompetencer/2", awaits="answer", answers=answered("kompetencer/1"))
    seen = steps.state(Session("c_x", project=project, walk=walk), guide)
    assert seen is not None
    assert (seen.current, seen.question, seen.answered, seen.total) == ("kompetencer/2", "kompetencer", 1, 20)
    assert len(seen.open) == 19
    assert "kompetencer/1" not in seen.open
    assert not seen.done
    assert seen.project == project


def test_the_walk_is_done_when_nothing_is_untouched(guide: Guide) -> None:
    subs = tuple(guide.sub_questions)
    walk = Walk(current=subs[0], answers=(*answered(*subs[:-1]), GuideAnswer(subs[-1], skipped=True)))
    seen = steps.state(Session("c_x", walk=walk), guide)
    assert seen is not None
    assert (seen.done, seen.open) == (True, (subs[-1],))
