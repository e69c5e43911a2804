"""What the papers are made of, and the words that all of them share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from advisor import messages
from advisor.domain import Case, GuideAnswer, Role, Session, Walk
from advisor.knowledge import CoreQuestionData, Model, Reference, SubQuestion
from advisor.papers import wording
from advisor.papers.document import Block, Document
from advisor.papers.notes import Notes
from advisor.ports import PassageStore
from advisor.writing.argue import Claim


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a paper may need.

    ``claims`` are those that help ``side``; the argument sheet alone uses them. ``cases`` are all that there
    are. ``corpus`` is the index's fingerprint, ``engine`` says who wrote what the advisor said.
    """

    session: Session
    reference: Reference
    store: PassageStore
    date: dt.date
    corpus: str
    cases: tuple[Case, ...] = ()
    claims: tuple[Claim, ...] = ()
    side: Role = "representative"
    engine: str = messages.ENGINE_EXTRACT

    @property
    def walk(self) -> Walk:
        """The guide's walk; an empty one when it has not begun."""
        return self.session.walk or Walk()

    @property
    def role(self) -> Role | None:
        """Who asks, where that is known."""
        return self.session.project.role or self.session.role

    @property
    def cores(self) -> tuple[CoreQuestionData, ...]:
        """The core questions, in their order."""
        return self.reference.guide.core_questions

    def model(self, name: str) -> Model | None:
        """The guide's model with that id."""
        return next((model for model in self.reference.guide.models if model.id == name), None)

    def answered(self) -> Iterator[tuple[SubQuestion, GuideAnswer]]:
        """The sub-questions that somebody has said something to, in the guide's order."""
        for sub in self.reference.guide.sub_questions.values():
            if (answer := self.walk.answer(sub.id)).answered:
                yield sub, answer

    def number(self, sub_question: str) -> str:
        """The number under which users know a sub-question, such as »1.2«."""
        return self.reference.guide.number(sub_question)

    def notes(self) -> Notes:
        """An empty list of sources."""
        return Notes(self.reference, self.store)

    def document(self, name: str, title: str, subtitle: str, blocks: tuple[Block, ...], notes: Notes) -> Document:
        """The paper with what every paper carries."""
        return Document(
            name=name,
            title=title,
            subtitle=subtitle,
            notice=(wording.NOTICE_OWN if notes.own else wording.NOTICE).format(engine=self.engine),
            engine=self.engine,
            date=self.date,
            corpus=self.corpus,
            blocks=blocks,
            notes=notes.listed(),
        )


def about(material: Material) -> str:
    """The project on one line, for a subtitle; empty when nothing is known of it."""
    project = material.session.project
    phase = messages.PHASES[project.phase] if project.phase else None
    line = ", ".join(part for part in (project.technology, project.area, phase) if part)
    return line[:1].upper() + line[1:]


def day(when: dt.date) -> str:
    """A date as Danes write it: »25. november 2026«."""
    return wording.DATE.format(day=when.day, month=wording.MONTHS[when.month - 1], year=when.year)
