"""Who answers first among passages that are equally near."""

from __future__ import annotations

import pytest

from advisor.domain import CASES, Role, Source
from advisor.ports import Reach
from advisor.retrieval.standing import CASE, ELSEWHERE, FOR_OTHERS, FURTHER, ONE_SIDED, behind, is_elsewhere
from advisor.service import Advisor

SOURCES = {
    "kerne": Source("kerne", "Kernen", "joint", core=True),
    "andet": Source("andet", "Andet", "union"),
    CASES: Source(CASES, "Cases", "employer"),
}
REACH = {
    "k1": Reach("kerne", ("municipality",)),
    "k2": Reach("andet", ("municipality", "region")),
    "k3": Reach("andet", ("region",)),
    "k4": Reach(CASES, ()),
    "k5": Reach("kerne", roles=("leader",), side="union"),
}


def test_core_first_then_cases_then_further_sources_then_what_holds_for_others() -> None:
    assert behind(REACH, SOURCES, elsewhere=False) == {
        "k2": FURTHER,
        "k3": FURTHER + ELSEWHERE,
        "k4": CASE,
        "k5": ONE_SIDED,
    }


@pytest.mark.parametrize(("role", "gap"), [("leader", ONE_SIDED), ("staff", ONE_SIDED + FOR_OTHERS), (None, ONE_SIDED)])
def test_what_is_written_for_others_stands_a_little_behind(role: Role | None, gap: float) -> None:
    assert behind(REACH, SOURCES, elsewhere=False, role=role)["k5"] == pytest.approx(gap)
    assert gap < CASE  # a weight, no wall


def test_a_question_about_others_lifts_what_holds_for_them() -> None:
    assert behind(REACH, SOURCES, elsewhere=True)["k3"] == FURTHER


@pytest.mark.parametrize(
    ("question", "elsewhere"),
    [
        ("hvad gælder på regionens sygehuse?", True),
        ("har staten en businesscase-model?", True),
        ("hvor lang tid før skal vi have besked om kontrol?", False),
        ("statistik over besøg", False),
    ],
)
def test_questions_about_others(question: str, elsewhere: bool) -> None:
    assert is_elsewhere(question) is elsewhere


def test_a_regional_notice_does_not_reach_a_municipal_steward(advisor: Advisor) -> None:
    """The six weeks hold for regions; who asks without naming one must not get them as an answer."""
    for question in (
        "hvor mange ugers varsel skal vi have, før der kommer kontrolforanstaltninger?",
        "hvor lang tid før skal vi have besked om overvågning?",
        "gælder de seks uger for os i kommunen?",
    ):
        turn = advisor.chat(question)
        cited = [citation.passage.applies_to for citation in turn.answer.citations]
        assert all(not reach or "municipality" in reach for reach in cited), question
