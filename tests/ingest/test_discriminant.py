"""The map that tells the ways in apart."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest import discriminant

CLASSES, EACH, DIMENSION = 40, 12, 24


@pytest.fixture(scope="module")
def questions() -> tuple[NDArray[np.float32], list[str]]:
    """Ways in that differ much in six directions which say nothing, and little in the others, which do."""
    chance = np.random.default_rng(7)
    centres = chance.normal(size=(CLASSES, DIMENSION)) * 0.5
    centres[:, :6] = 0
    spread = chance.normal(size=(CLASSES, EACH, DIMENSION)) * np.where(np.arange(DIMENSION) < 6, 3.0, 0.4)
    rows = (centres[:, None] + spread).reshape(-1, DIMENSION)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype(np.float32), [f"k{number}" for number in range(CLASSES) for _ in range(EACH)]


def right(rows: NDArray[np.float32], names: list[str]) -> float:
    """How often the nearest other row is of the same class."""
    cosines = rows @ rows.T
    np.fill_diagonal(cosines, -2)
    return float(np.mean([names[row] == names[near] for row, near in enumerate(cosines.argmax(axis=1))]))


def projected(rows: NDArray[np.float32], names: list[str]) -> NDArray[np.float32]:
    mean, matrix = discriminant.fit(rows, names)
    found: NDArray[np.float32] = np.asarray((rows - mean) @ matrix, np.float32)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


def test_ways_into_one_passage_come_together(questions: tuple[NDArray[np.float32], list[str]]) -> None:
    rows, names = questions
    assert right(projected(rows, names), names) > 3 * right(rows, names)


def test_it_helps_questions_that_it_was_not_made_of(questions: tuple[NDArray[np.float32], list[str]]) -> None:
    rows, names = questions
    learnt = np.arange(len(names)) % 2 == 0
    mean, matrix = discriminant.fit(rows[learnt], [name for name, kept in zip(names, learnt, strict=True) if kept])
    others = [name for name, kept in zip(names, learnt, strict=True) if not kept]
    seen = (rows[~learnt] - mean) @ matrix
    seen /= np.linalg.norm(seen, axis=1, keepdims=True)
    assert right(seen, others) > 2 * right(rows[~learnt], others)


def test_shape_and_kind(questions: tuple[NDArray[np.float32], list[str]]) -> None:
    mean, matrix = discriminant.fit(*questions)
    assert (mean.shape, matrix.shape) == ((DIMENSION,), (DIMENSION, DIMENSION))
    assert mean.dtype == matrix.dtype == np.float32
    assert np.isfinite(matrix).all()


@pytest.mark.parametrize(
    "names", [["a"] * 30, [str(number) for number in range(30)], ["a", "a", "b", "b"] * 7 + ["c"] * 2]
)
def test_too_few_to_learn_from_change_nothing(names: list[str]) -> None:
    rows = np.random.default_rng(1).normal(size=(30, 5)).astype(np.float32)
    mean, matrix = discriminant.fit(rows, names)
    assert not mean.any()
    assert np.array_equal(matrix, np.eye(5, dtype=np.float32))
