"""What an editor may write at the head of a section, a case and a passage."""

from __future__ import annotations

from datetime import date
from typing import Literal

from advisor.domain import CoreQuestion, Kind, Phase, Role, Side
from advisor.knowledge.files import FileModel


class Check(FileModel):
    """A second reader's check of a section against its original."""

    date: date
    findings: str


class CaseReference(FileModel):
    """Where a case is told."""

    title: str
    url: str | None


class Gains(FileModel):
    """Which of the catalogue's three perspectives the case tells of."""

    economy: bool
    steering: bool
    quality: bool


class SectionFields(FileModel):
    """The front matter of a section."""

    title: str
    pages: str | None = None
    core_questions: tuple[CoreQuestion, ...] = ()
    phases: tuple[Phase, ...] = ()
    roles: tuple[Role, ...] = ()
    technologies: tuple[str, ...] = ()
    speaker: str | None = None
    origin: str | None = None
    side: Side | None = None
    applies_to: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()


class CaseFields(SectionFields):
    """The front matter of a case, with its honesty fields."""

    municipality: str
    area: str
    years: str
    in_catalogue: Literal["confirmed", "unconfirmed"]
    certainty: Literal["high", "partial"]
    missing: str
    gains: Gains
    moves: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    references: tuple[CaseReference, ...]


class PassageFields(FileModel):
    """The fenced fields of one passage; what is left out is taken from its section."""

    kind: Kind
    points: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()
    core_questions: tuple[CoreQuestion, ...] | None = None
    phases: tuple[Phase, ...] | None = None
    roles: tuple[Role, ...] | None = None
    technologies: tuple[str, ...] | None = None
    speaker: str | None = None
    origin: str | None = None
    side: Side | None = None
