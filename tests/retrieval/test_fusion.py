"""Scores of different kinds, brought together."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.retrieval.confidence import Cosines, chance
from advisor.retrieval.fusion import fuse, standardise

KEYS = st.sampled_from("abcdefgh")
SCORES = st.dictionaries(KEYS, st.integers(-1_000, 1_000).map(float), max_size=8)
COSINES = st.floats(0, 1)


def test_standardised_by_hand() -> None:
    # mean 2, deviation 1
    assert standardise({"a": 1.0, "b": 3.0}) == {"a": -1.0, "b": 1.0}
    assert standardise({"a": 7.0, "b": 7.0}) == {"a": 0.0, "b": 0.0}
    assert standardise({"a": 7.0}) == {"a": 0.0}
    assert standardise({}) == {}


def test_fused_by_hand() -> None:
    lists = {"x": {"a": 1.0, "b": 3.0}, "y": {"b": 10.0, "c": 30.0}, "unweighted": {"d": 1.0, "a": 9.0}}
    # in x: a -1, b 1, c (missing) -1; in y, counted half: a (missing) -1, b -1, c 1
    assert fuse(lists, {"x": 1.0, "y": 0.5}) == pytest.approx({"a": -1.5, "b": 0.5, "c": -0.5})


def test_an_empty_list_says_nothing() -> None:
    assert fuse({"x": {"a": 1.0, "b": 3.0}, "y": {}}, {"x": 1.0, "y": 1.0}) == {"a": -1.0, "b": 1.0}
    assert fuse({}, {"x": 1.0}) == {}


@given(SCORES)
def test_mean_nought_and_deviation_one(scores: dict[str, float]) -> None:
    values = list(standardise(scores).values())
    if len(set(scores.values())) < 2:
        assert values == [0.0] * len(scores)
    else:
        assert sum(values) == pytest.approx(0, abs=1e-6)
        assert sum(value * value for value in values) / len(values) == pytest.approx(1)


@given(SCORES, st.integers(1, 50), st.integers(-500, 500))
def test_the_scale_of_a_list_does_not_matter(scores: dict[str, float], times: int, plus: int) -> None:
    scaled = {key: times * value + plus for key, value in scores.items()}
    assert standardise(scaled) == pytest.approx(standardise(scores), abs=1e-6)


@given(
    st.dictionaries(st.sampled_from("xyz"), SCORES),
    st.dictionaries(st.sampled_from("xyz"), st.sampled_from([0.0, 0.5, 2.0])),
)
def test_every_id_of_a_weighted_list_is_there_and_no_other(
    lists: dict[str, dict[str, float]], weights: dict[str, float]
) -> None:
    assert set(fuse(lists, weights)) == {key for name, scores in lists.items() if weights.get(name) for key in scores}


@given(SCORES, SCORES)
def test_what_a_list_lacks_counts_as_its_lowest(left: dict[str, float], right: dict[str, float]) -> None:
    if not left:
        return
    lacking = set(right) - set(left)
    fused = fuse({"left": left, "right": right}, {"left": 1.0, "right": 1.0})
    alone = fuse({"right": right}, {"right": 1.0})
    for key in lacking:
        assert fused[key] - alone[key] == pytest.approx(min(standardise(left).values()))


@given(SCORES)
def test_one_list_alone_keeps_its_order(scores: dict[str, float]) -> None:
    fused = fuse({"x": scores}, {"x": 0.7})
    for one in scores:
        for other in scores:
            if scores[one] > scores[other]:
                assert fused[one] > fused[other]


@given(COSINES, COSINES, COSINES)
def test_a_chance_is_one_and_grows_with_nearness_to_the_field_alone(way: float, model: float, outside: float) -> None:
    here = chance(Cosines(way, model, outside))
    assert 0 <= here <= 1
    assert chance(Cosines(min(1, way + 0.01), model, outside)) >= here
    assert chance(Cosines(way, min(1, model + 0.01), outside)) >= here
    assert chance(Cosines(way, model, min(1, outside + 0.01))) <= here


def test_the_model_s_own_cosines_of_near_and_far_are_told_apart() -> None:
    # the projection spreads them: unrelated questions near .2, a paraphrase near .6; e5 itself near .8 and .9
    assert chance(Cosines(0.2, 0.80, 0.6)) < 0.05
    assert chance(Cosines(0.6, 0.88, 0.3)) > 0.95
    assert chance(Cosines(0.6, None, None)) > 0.9
    assert not math.isnan(chance(Cosines(-1.0, -1.0, 1.0)))
