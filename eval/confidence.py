"""Fitting what tells a question of the field from one outside it (``advisor.retrieval.confidence``)."""

from __future__ import annotations

import json

import numpy as np
from numpy.typing import NDArray

from advisor.domain import Message
from advisor.retrieval import confidence
from advisor.service import Advisor
from eval.dataset import DATA, SETS, load
from eval.regression import Rows, logistic

_OUTSIDE_TAGS = frozenset({"out_of_scope", "offtopic", "injection"})


def table(advisor: Advisor) -> str:
    """The weights fitted today beside those in use, and the area under the curve on both halves."""
    cosines, inside, held = _rows(advisor)
    bias, weights = logistic(cosines[~held], inside[~held], balanced=True)
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


def _area(chances: Rows, inside: NDArray[np.bool_]) -> float:
    """The area under the ROC curve: how often a question of the field has the greater chance."""
    return float((chances[inside][:, None] > chances[~inside][None, :]).mean())
