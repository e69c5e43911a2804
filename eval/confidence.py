"""Fitting what tells a question of the field from one outside it (``advisor.retrieval.confidence``)."""

from __future__ import annotations

import json

import numpy as np
from numpy.typing import NDArray

from advisor.domain import Message
from advisor.retrieval import confidence
from advisor.service import Advisor
from eval.dataset import DATA, SETS, load

_OUTSIDE_TAGS = frozenset({"out_of_scope", "offtopic", "injection"})
_RIDGE = 2e-3
_STEPS = 100

Rows = NDArray[np.float64]


def table(advisor: Advisor) -> str:
    """The weights fitted today beside those in use, and the area under the curve on both halves."""
    cosines, inside, held = _rows(advisor)
    bias, weights = _fit(cosines[~held], inside[~held])
    rows = [("bias", bias, confidence.BIAS)]
    rows += list(zip(("way in", "model", "outside"), weights, confidence.WEIGHTS, strict=True))
    chances = 1 / (1 + np.exp(-(bias + cosines @ weights)))
    lines = ["| weight | fitted | in use |", "|---|---|---|"]
    lines += [f"| {name} | {fitted:.2f} | {used:.2f} |" for name, fitted, used in rows]
    lines += [f"\nArea under the curve: {_area(chances[~held], inside[~held]):.3f} on the tuning half,"]
    lines += [f"{_area(chances[held], inside[held]):.3f} on the held-out half."]
    return "\n".join(lines)


def _rows(advisor: Advisor) -> tuple[Rows, NDArray[np.bool_], NDArray[np.bool_]]:
    """Cosines, whether the question is of the field, and whether it is held out. Near misses are left out."""
    found = []
    for question in (question for name in SETS for question in load(name)):
        if question.answerable or _OUTSIDE_TAGS & set(question.tags):
            history = [Message(turn.role, turn.text) for turn in question.history]
            cosines = advisor.search(question.question, k=1, history=history).cosines
            found.append((cosines, question.answerable, question.split == "held"))
    lines = (DATA / "models.jsonl").read_text(encoding="utf-8").splitlines()
    found += [(advisor.search(json.loads(line)["question"], k=1).cosines, True, False) for line in lines]
    return tuple(np.array(column) for column in zip(*found, strict=True))  # type: ignore[return-value]


def _fit(cosines: Rows, inside: NDArray[np.bool_]) -> tuple[float, Rows]:
    """Logistic regression by Newton's method, both classes of equal weight, a small ridge on standardised cosines."""
    mean, deviation = cosines.mean(axis=0), cosines.std(axis=0)
    inputs = np.column_stack([np.ones(len(cosines)), (cosines - mean) / deviation])
    counts = np.where(inside, 0.5 / inside.mean(), 0.5 / (~inside).mean())
    weights = np.zeros(inputs.shape[1])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-inputs @ weights))
        gradient = inputs.T @ (counts * (chances - inside)) / len(inside) + _RIDGE * weights
        curvature = (inputs * (counts * chances * (1 - chances))[:, None]).T @ inputs / len(inside)
        weights -= np.linalg.solve(curvature + _RIDGE * np.eye(len(weights)), gradient)
    slopes = weights[1:] / deviation
    return float(weights[0] - slopes @ mean), slopes


def _area(chances: Rows, inside: NDArray[np.bool_]) -> float:
    """The area under the ROC curve: how often a question of the field has the greater chance."""
    return float((chances[inside][:, None] > chances[~inside][None, :]).mean())
