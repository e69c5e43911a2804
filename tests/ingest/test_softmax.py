"""The classifier that tells what is wanted with a message."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from advisor.ports import Classifier
from ingest import softmax

NAMES, DIMENSION = ("answer", "back", "next", "skip"), 12


def messages(seed: int, counts: tuple[int, ...] = (400, 30, 30, 30)) -> tuple[NDArray[np.float32], list[str]]:
    """Unit vectors around one place for each name, the first of them with most."""
    centres = np.random.default_rng(5).normal(size=(len(NAMES), DIMENSION))
    chance = np.random.default_rng(seed)
    names = [name for name, count in zip(NAMES, counts, strict=True) for _ in range(count)]
    rows = np.array([centres[NAMES.index(name)] for name in names]) + chance.normal(size=(len(names), DIMENSION)) * 0.9
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), names


def likely(classifier: Classifier, rows: NDArray[np.float32]) -> NDArray[np.float64]:
    scores = np.exp((rows @ classifier.matrix + classifier.bias).astype(np.float64))
    found: NDArray[np.float64] = scores / scores.sum(axis=1, keepdims=True)
    return found


def test_messages_that_it_has_not_seen_are_told_apart() -> None:
    classifier = softmax.fit(*messages(seed=1))
    rows, names = messages(seed=2)
    told = [classifier.names[best] for best in likely(classifier, rows).argmax(axis=1)]
    assert classifier.names == NAMES
    for name in NAMES:
        of_it = [found == name for found, held in zip(told, names, strict=True) if held == name]
        assert np.mean(of_it) > 0.85


def test_two_points_have_the_weights_that_one_can_work_out() -> None:
    """Points at ±1: the slope 2 * ridge * w - 2 * (1 - p), where p = 1 / (1 + exp(-2w)), is nothing at the minimum."""
    rows = np.array([[1.0], [-1.0]], np.float32)
    classifier = softmax.fit(rows, ["a", "b"], ridge=0.5)
    weight = float(classifier.matrix[0, 0])
    assert weight == pytest.approx(2 - 2 / (1 + math.exp(-2 * weight)), abs=1e-3)
    assert classifier.matrix[0, 1] == pytest.approx(-weight, abs=1e-3)
    assert classifier.bias == pytest.approx([0, 0], abs=1e-3)


def test_a_name_with_few_messages_weighs_as_much_as_one_with_many() -> None:
    rows, names = messages(seed=3, counts=(60, 15, 15, 15))
    more = np.concatenate([rows, *[rows[:60]] * 5])
    once, often = softmax.fit(rows, names), softmax.fit(more, names + names[:60] * 5)
    asked, _ = messages(seed=4)
    few, many = likely(once, asked).mean(axis=0), likely(often, asked).mean(axis=0)
    assert np.abs(few - many).max() < 0.1


def test_no_step_more_makes_it_better() -> None:
    rows, names = messages(seed=6)
    classifier = softmax.fit(rows, names)

    def loss(found: Classifier) -> float:
        held = np.array([NAMES.index(name) for name in names])
        weights = 1 / np.bincount(held)[held]
        own = -np.log(likely(found, rows)[np.arange(len(held)), held])
        spread = (rows - rows.mean(axis=0)).std()
        return float((weights / weights.mean() * own).sum() + softmax.RIDGE * np.square(found.matrix * spread).sum())

    least, chance = loss(classifier), np.random.default_rng(8)
    for _ in range(20):
        aside = chance.normal(size=classifier.matrix.shape).astype(np.float32) * 0.5
        assert loss(classifier._replace(matrix=classifier.matrix + aside)) > least


def test_the_same_messages_give_the_same_numbers() -> None:
    one, other = softmax.fit(*messages(seed=1)), softmax.fit(*messages(seed=1))
    assert one.matrix.tobytes() == other.matrix.tobytes()
    assert one.bias.tobytes() == other.bias.tobytes()


@pytest.mark.parametrize("names", [[], ["a"] * 3])
def test_nothing_to_tell_apart(names: list[str]) -> None:
    assert softmax.fit(np.zeros((len(names), 5), np.float32), names).names == ()
