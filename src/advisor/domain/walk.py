"""The guide's walk through the sub-questions: what is answered, by whom, and what the sources said to it.

Sub-questions go by their ids, such as ``kerneopgave/1``; points by theirs within the sub-question.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from advisor.domain.knowledge import CoreQuestion, Phase, Role

Awaits = Literal["nothing", "offer", "project", "answer", "new answer", "move", "restart"]
"""What the guide's last words ask for: whether to begin, facts of the project, an answer (or one in place of
another), leave to go on to the next question, or whether to begin anew."""


@dataclass(frozen=True, slots=True)
class CitedText:
    """A cited text as it stood when it was cited, so that a session stays readable later."""

    passage_id: str
    section_id: str
    title: str
    section: str
    quote: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """What the user has said of the project, in words to show; None where nothing is known."""

    technology: str | None = None
    area: str | None = None
    phase: Phase | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one voice (»ledelsen«, a name of the users' choice) answers; ``voice`` is empty where none is named."""

    text: str
    voice: str = ""


@dataclass(frozen=True, slots=True)
class GuideAnswer:
    """What the users have to say to one sub-question.

    ``covered`` are the points it was found to touch. ``cited`` is what the sources were quoted for.
    Without contributions the question is open: ``unknown`` where they said that they do not know,
    ``skipped`` where they passed over it. ``disagreed``: the voices do not agree.
    """

    sub_question: str
    contributions: tuple[Contribution, ...] = ()
    covered: tuple[str, ...] = ()
    cited: tuple[CitedText, ...] = ()
    unknown: bool = False
    skipped: bool = False
    disagreed: bool = False

    @property
    def answered(self) -> bool:
        """Whether somebody has said something to it."""
        return bool(self.contributions)


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the guide stands. ``current`` is empty until the first sub-question is asked.

    ``path`` holds the sub-questions stood at before; ``voice`` is who speaks until somebody else is named.
    ``models`` and ``cases`` are what the users looked at, for their papers.
    """

    current: str = ""
    awaits: Awaits = "nothing"
    answers: tuple[GuideAnswer, ...] = ()
    path: tuple[str, ...] = ()
    voice: str = ""
    models: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()

    @property
    def begun(self) -> bool:
        """Whether the guide leads, or has led; an offer alone is no beginning."""
        return bool(self.current) or self.awaits == "project"

    def answer(self, sub_question: str) -> GuideAnswer:
        """What is kept for a sub-question; empty when it was not yet reached."""
        kept = next((answer for answer in self.answers if answer.sub_question == sub_question), None)
        return kept or GuideAnswer(sub_question)


@dataclass(frozen=True, slots=True)
class GuideState:
    """Where a guide stands, as a client sees it. ``open`` holds the sub-questions without an answer."""

    current: str
    question: CoreQuestion
    answered: int
    total: int
    open: tuple[str, ...]
    done: bool
    project: Project = field(default_factory=Project)
