"""How well the guide hears which points an answer covers, on answers marked by people who had not seen the ways in.

Each answer is marked with the points that it covers; those of its sub-question that it lacks are the
missing ones. Both are measured: what is told as covered must be, and what is told as missing must be.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, TypeAdapter

from advisor.domain import Role
from advisor.service import Advisor
from eval.dataset import DATA
from eval.regression import logistic

FILE = DATA / "guide.jsonl"
_WORST = 10
NAMES = ("found, precision", "found, recall", "missing, precision", "missing, recall")
Split = Literal["tune", "held"]


class MarkedAnswer(BaseModel):
    """One answer to a sub-question, and the ids of the points that its reader found in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    sub_question: str
    role: Role
    kind: Literal["good", "partial", "off", "empty"]
    technology: str | None
    answer: str
    covers: tuple[str, ...]
    split: Split


@dataclass(frozen=True, slots=True)
class Found:
    """What was told of one answer: counts of points, by whether they were told as covered and whether they are."""

    answer: MarkedAnswer
    right: frozenset[str]
    wrong: frozenset[str]
    overlooked: frozenset[str]
    rightly_missing: int


def load() -> tuple[MarkedAnswer, ...]:
    """The marked answers, in the order of the file."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return TypeAdapter(tuple[MarkedAnswer, ...]).validate_python([json.loads(line) for line in lines])


def run(advisor: Advisor, answers: Sequence[MarkedAnswer]) -> list[Found]:
    """Every answer given to the guide's own finder of points."""
    points = {sub.id: {point.id for point in sub.points} for sub in advisor.guide.sub_questions.values()}
    found = []
    for answer in answers:
        told, gold = set(advisor.points.covered(answer.sub_question, answer.answer)), set(answer.covers)
        missing = points[answer.sub_question] - told - gold
        found.append(
            Found(answer, frozenset(told & gold), frozenset(told - gold), frozenset(gold - told), len(missing))
        )
    return found


def figures(found: Sequence[Found]) -> dict[str, float]:
    """Precision and recall of the points told as covered, and of those told as missing."""
    right, wrong = sum(len(f.right) for f in found), sum(len(f.wrong) for f in found)
    overlooked, missing = sum(len(f.overlooked) for f in found), sum(f.rightly_missing for f in found)
    shares = (
        (right, right + wrong),
        (right, right + overlooked),
        (missing, missing + overlooked),
        (missing, missing + wrong),
    )
    return {name: _share(*share) for name, share in zip(NAMES, shares, strict=True)}


def fitted(advisor: Advisor, answers: Sequence[MarkedAnswer]) -> str:
    """The weights of the evidence by logistic regression on the tuning half, to be written into ``points.py``."""
    rows, covered = [], []
    for answer in answers:
        if answer.split == "tune":
            for point, found in advisor.points.evidence(answer.sub_question, answer.answer).items():
                rows.append((found.near, found.shared, found.pieces))
                covered.append(point in answer.covers)
    bias, weights = logistic(np.array(rows), np.array(covered))
    return "BIAS, NEAR, SHARED, PIECES = " + ", ".join(f"{weight:.1f}" for weight in (bias, *weights))


def table(found: Sequence[Found]) -> str:
    """The figures for both halves and for each kind of answer, with the answers that were misheard most."""
    rows = {f"half: {split}": [f for f in found if f.answer.split == split] for split in ("tune", "held")}
    rows |= {
        f"kind: {kind}": [f for f in found if f.answer.kind == kind] for kind in ("good", "partial", "off", "empty")
    }
    rows["all"] = list(found)
    names = list(figures(found))
    lines = [f"| answers | n | {' | '.join(names)} |", f"|---|---|{'---|' * len(names)}"]
    for name, own in rows.items():
        lines.append(f"| {name} | {len(own)} | {' | '.join(f'{value:.3f}' for value in figures(own).values())} |")
    worst = sorted(found, key=lambda f: -(len(f.wrong) + len(f.overlooked)))[:_WORST]
    lines += [
        "",
        *(
            f"- {f.answer.id} ({f.answer.sub_question}): heard {sorted(f.wrong)}, missed {sorted(f.overlooked)}"
            for f in worst
        ),
    ]
    return "\n".join(lines)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
