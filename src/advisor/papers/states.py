"""How far each sub-question is: answered, or open in one of four ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from advisor.domain import GuideAnswer
from advisor.knowledge import SubQuestion
from advisor.papers.material import Material

State = Literal["answered", "disagreed", "unknown", "skipped", "untouched"]
OPEN: tuple[State, ...] = ("disagreed", "unknown", "skipped", "untouched")
"""The ways of being open, those that a meeting can do most about first."""


class Standing(NamedTuple):
    """A sub-question with what is kept for it."""

    sub: SubQuestion
    answer: GuideAnswer
    state: State


def state(answer: GuideAnswer) -> State:
    """How far the question is; where the voices differ it is open, whatever they have said."""
    if answer.disagreed:
        return "disagreed"
    if answer.answered:
        return "answered"
    return "unknown" if answer.unknown else "skipped" if answer.skipped else "untouched"


def standings(material: Material) -> tuple[Standing, ...]:
    """Every sub-question, in the guide's order."""
    return tuple(
        Standing(sub, answer, state(answer))
        for sub in material.reference.guide.sub_questions.values()
        for answer in (material.walk.answer(sub.id),)
    )


def open_ones(material: Material) -> Iterator[Standing]:
    """Those that are open, in the order of ``OPEN``."""
    found = standings(material)
    for wanted in OPEN:
        yield from (standing for standing in found if standing.state == wanted)


def begun(material: Material) -> bool:
    """Whether anything at all is known: an answer, a disagreement, an open point, or the project."""
    project = material.session.project
    return bool(project.technology or project.area) or any(one.state != "untouched" for one in standings(material))
