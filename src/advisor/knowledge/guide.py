"""The guide's data: four core questions, their sub-questions, and the models that help to answer them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import Field

from advisor.domain import CoreQuestion, Phase, Role
from advisor.knowledge.files import FileModel

Weight = Annotated[float, Field(ge=0, le=1)]


class Point(FileModel):
    """One thing that a full answer covers, with what users would write to cover it.

    ``passage`` and ``sentence`` (see Argument) are what the sources say of it, ``probe`` the number of the
    question (from 1) that asks for it.
    """

    id: str
    text: str
    passage: str
    sentence: Annotated[int, Field(ge=1)] = 1
    probe: Annotated[int, Field(ge=1)]
    ways_in: Annotated[tuple[str, ...], Field(min_length=8)]


class SubQuestion(FileModel):
    """One of the twenty questions; ``id`` is such as ``kerneopgave/1``."""

    id: Annotated[str, Field(pattern=r"^(kerneopgave|opgaveloesning|kompetencer|inddragelse)/[1-5]$")]
    title: str
    question: str
    why: str
    points: Annotated[tuple[Point, ...], Field(min_length=3)]
    probes: Annotated[tuple[str, ...], Field(min_length=1)]
    phases: dict[Phase, Weight]
    roles: dict[Role, Weight]
    passages: Annotated[tuple[str, ...], Field(min_length=1)]
    sections: Annotated[tuple[str, ...], Field(min_length=1)]
    models: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    ask: dict[Role, str]

    def lacking(self, covered: Collection[str]) -> tuple[Point, ...]:
        """The points that are not among the ``covered`` ones (ids), in their order."""
        return tuple(point for point in self.points if point.id not in covered)

    def probe_for(self, point: Point) -> str:
        """The question that asks for a point."""
        return self.probes[point.probe - 1]


class CoreQuestionData(FileModel):
    """One of the four core questions."""

    id: CoreQuestion
    number: Annotated[int, Field(ge=1, le=4)]
    title: str
    question: str
    why: str
    sections: tuple[str, ...] = ()
    sub_questions: Annotated[tuple[SubQuestion, ...], Field(max_length=5)] = ()


class ModelPoint(FileModel):
    """A point of a model: its title, and where its text stands."""

    title: str
    item: Annotated[int, Field(ge=1)] | None = None
    passage: str | None = None


class Model(FileModel):
    """A model, list or named concept. Its text stands in the passages alone."""

    id: str
    title: str
    shape: Literal["checklist", "two-sided", "phases", "scale", "wheel", "concept"]
    passages: Annotated[tuple[str, ...], Field(min_length=1)]
    points: Annotated[tuple[ModelPoint, ...], Field(min_length=1)]
    helps: str
    core_questions: tuple[CoreQuestion, ...] = ()
    phases: tuple[Phase, ...] = ()
    asked_by: Annotated[tuple[str, ...], Field(min_length=3)]

    @property
    def description(self) -> str:
        """What the model is found by: its name, when it helps, and the titles of its points."""
        return f"{self.title}. {self.helps} {'. '.join(point.title for point in self.points)}"

    @property
    def places(self) -> tuple[str, ...]:
        """Every passage that the model stands in, as links, each once."""
        return tuple(dict.fromkeys((*self.passages, *(p.passage for p in self.points if p.passage))))

    def by_place(self) -> dict[str, list[ModelPoint]]:
        """The points by the passage that holds them, in the model's order."""
        held: dict[str, list[ModelPoint]] = {}
        for point in self.points:
            held.setdefault(point.passage or self.passages[0], []).append(point)
        return held


class Guide(FileModel):
    """Everything under ``corpus/guide/``."""

    core_questions: tuple[CoreQuestionData, ...]
    models: tuple[Model, ...]

    @property
    def sub_questions(self) -> dict[str, SubQuestion]:
        """The sub-questions by their ids, in their order."""
        return {sub.id: sub for core in self.core_questions for sub in core.sub_questions}

    def core_of(self, sub_question: str) -> CoreQuestionData:
        """The core question that a sub-question's id (``kerneopgave/1``) belongs to. Raises KeyError for none."""
        wanted = sub_question.split("/")[0]
        found = next((core for core in self.core_questions if core.id == wanted), None)
        if found is None:
            raise KeyError(sub_question)
        return found

    def number(self, sub_question: str) -> str:
        """The number under which users know a sub-question (»1.2«). Raises KeyError for none."""
        return f"{self.core_of(sub_question).number}.{sub_question.split('/')[1]}"
