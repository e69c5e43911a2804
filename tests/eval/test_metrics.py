"""The measures against values worked out by hand, and the questions against their own rules."""

from __future__ import annotations

import math
import statistics

import pytest

from advisor.service import Advisor
from eval import dataset, metrics, runner
from eval.dataset import Question

RANKING = ["a", "b", "c", "d"]


def make_question(**fields: object) -> Question:
    base: dict[str, object] = {
        "id": "q1",
        "question": "Hvad?",
        "role": "leder",
        "gold": ("a",),
        "gold_all": (),
        "answerable": True,
        "facts": (),
        "kind": "direct",
        "tags": (),
    }
    return Question.model_validate({**base, **fields})


@pytest.mark.parametrize(("gold", "rank"), [(["a"], 1), (["c"], 3), (["d", "b"], 2), (["x"], None), ([], None)])
def test_first_rank(gold: list[str], rank: int | None) -> None:
    assert metrics.first_rank(RANKING, gold) == rank


def test_hit() -> None:
    assert metrics.hit(RANKING, ["c"], 3) == 1.0
    assert metrics.hit(RANKING, ["c"], 2) == 0.0
    assert metrics.hit([], ["c"], 5) == 0.0


def test_recall() -> None:
    assert metrics.recall(RANKING, ["a", "d"], ["a", "d"], 4) == 1.0
    assert metrics.recall(RANKING, ["a", "d"], ["a", "d"], 3) == 0.5
    assert metrics.recall(RANKING, ["a", "x"], ["a", "x", "y"], 4) == pytest.approx(1 / 3)
    assert metrics.recall(RANKING, ["b", "x"], [], 2) == 1.0  # one of them is enough
    assert metrics.recall(RANKING, ["x"], [], 4) == 0.0


def test_reciprocal_rank() -> None:
    assert metrics.reciprocal_rank(RANKING, ["b", "c"]) == 0.5
    assert metrics.reciprocal_rank(RANKING, ["d"]) == 0.25
    assert metrics.reciprocal_rank(RANKING, ["x"]) == 0.0


def test_ndcg_where_one_is_enough() -> None:
    assert metrics.ndcg(RANKING, ["a", "b"], [], 4) == 1.0
    assert metrics.ndcg(RANKING, ["c"], [], 4) == 0.5  # 1 / log2(3 + 1)
    assert metrics.ndcg(RANKING, ["c"], [], 2) == 0.0


def test_ndcg_where_all_are_needed() -> None:
    # found in places 1 and 4; ideal is places 1 and 2
    expected = (1 + 1 / math.log2(5)) / (1 + 1 / math.log2(3))
    assert metrics.ndcg(RANKING, ["a", "d"], ["a", "d"], 4) == pytest.approx(expected)
    assert metrics.ndcg(RANKING, ["a", "b"], ["a", "b"], 4) == pytest.approx(1.0)
    assert metrics.ndcg(RANKING, ["x", "y"], ["x", "y"], 4) == 0.0


@pytest.mark.parametrize(
    ("must", "must_not", "expected"),
    [
        ((), (), True),
        (("kursus|kurset",), (), True),
        (("KURSET", r"\btre\b"), (), True),
        (("kurset", "fire"), (), False),
        (("kurset",), ("dage",), False),
        ((), ("uger",), True),
    ],
)
def test_matches(must: tuple[str, ...], must_not: tuple[str, ...], expected: bool) -> None:
    assert metrics.matches("Kurset varer tre halve dage.", must, must_not) is expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.0, 10.0), (0.1, 10.0), (0.5, 50.0), (0.51, 60.0), (0.95, 100.0), (1.0, 100.0)],
)
def test_percentile(share: float, expected: float) -> None:
    values = [float(value) for value in (100, 20, 30, 10, 50, 40, 60, 80, 70, 90)]
    assert metrics.percentile(values, share) == expected


def test_percentile_of_nothing() -> None:
    assert metrics.percentile([], 0.5) == 0.0


def test_interval() -> None:
    assert metrics.interval([]) == (0.0, 0.0)
    assert metrics.interval([0.7] * 20) == pytest.approx((0.7, 0.7))
    values = [1.0] * 80 + [0.0] * 20
    low, high = metrics.interval(values)
    # the normal approximation gives .8 ± 1.96 · √(.8 · .2 / 100) = .8 ± .078
    assert low == pytest.approx(0.722, abs=0.03)
    assert high == pytest.approx(0.878, abs=0.03)
    assert metrics.interval(values) == (low, high)
    assert metrics.interval(values, statistics.median) == (1.0, 1.0)


class TestDataset:
    def test_gold_is_cut_to_the_sections_there_are(self) -> None:
        question = make_question(gold=("a", "b"), gold_all=("a", "b"))
        both = question.within(frozenset("abc"))
        one = question.within(frozenset("a"))
        assert both == question
        assert one is not None
        assert (one.gold, one.gold_all) == (("a",), ())
        assert question.within(frozenset("c")) is None

    def test_what_cannot_be_answered_stays(self) -> None:
        question = make_question(gold=(), answerable=False, kind="unanswerable")
        assert question.within(frozenset()) == question

    @pytest.mark.parametrize("name", dataset.SETS)
    def test_the_questions_keep_their_rules(self, name: str) -> None:
        questions = dataset.load(name)
        assert len({question.id for question in questions}) == len(questions) > 0
        for question in questions:
            assert question.answerable is bool(question.gold), question.id
            assert set(question.gold_all) <= set(question.gold), question.id
            assert (question.kind == "followup") <= bool(question.history), question.id

    def test_no_question_stands_in_two_sets(self) -> None:
        texts = [question.question.casefold() for name in dataset.SETS for question in dataset.load(name)]
        alone = [q.question.casefold() for name in dataset.SETS for q in dataset.load(name) if not q.history]
        assert len(alone) == len(set(alone))
        assert len(texts) >= 200


class TestRunner:
    def test_what_comes_of_a_question(self, advisor: Advisor) -> None:
        section = "sammen-om-ny-teknologi/kerneopgave/businesscase-minimum"
        asked = make_question(
            question="Hvad skal en businesscase mindst indeholde?",
            gold=(section,),
            must=("gevinst",),
            must_not=("svømmehal",),
        )
        absurd = make_question(id="q2", question="Hvem vandt fodboldkampen i går?", gold=(), answerable=False)
        right, off = runner.run(advisor, [asked, absurd])
        assert section in right.ranking[:5]
        assert len(right.ranking) == len(set(right.ranking))
        assert (right.refused, right.right) == (False, True)
        assert right.exact == right.facts > 0
        assert (off.refused, off.facts, off.exact, off.right) == (True, 0, 0, None)

    def test_it_knows_the_sections_of_the_index(self, advisor: Advisor) -> None:
        found = runner.sections(advisor)
        assert "cases/holbaek-ledelsestilsyn" in found
        assert all("/" in section for section in found)
