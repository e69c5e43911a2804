"""What a conversation looks like over the wire, and how an answer to the guide is written anew."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from advisor.api.schemas import ProjectOut, Schema, SchemaIn, Text
from advisor.domain import Awaits, Role, Status
from advisor.papers import PaperFormat


class ContributionIn(SchemaIn):
    """What one voice answers; ``voice`` is empty where nobody is named."""

    text: Text
    voice: Annotated[Text, Field(max_length=100)] = ""


class AnswerIn(SchemaIn):
    """An answer written anew; without contributions the question is open again.

    ``revision`` is that of the conversation that was read: a later one is not overwritten.
    """

    contributions: Annotated[list[ContributionIn], Field(max_length=12)]
    revision: int | None = None


class PaperIn(SchemaIn):
    """In what form a paper is wanted, and whose argument sheet it is."""

    format: PaperFormat = "docx"
    side: Literal["leader", "representative"] | None = None


class CitedTextOut(Schema):
    """A cited text as it stood when it was cited."""

    passage_id: str
    section_id: str
    title: str
    section: str
    quote: str
    url: str | None


class ExchangeOut(Schema):
    """One message and its answer."""

    message: str
    status: Status
    text: str
    cited: list[CitedTextOut]


class ContributionOut(Schema):
    """What one voice answers."""

    text: str
    voice: str


class GuideAnswerOut(Schema):
    """What is known of one sub-question of the guide; ``covered`` are ids of its points."""

    sub_question: str
    contributions: list[ContributionOut]
    covered: list[str]
    cited: list[CitedTextOut]
    unknown: bool
    skipped: bool
    disagreed: bool


class WalkOut(Schema):
    """Where the guide stands; ``models`` and ``cases`` are what was looked at."""

    current: str
    awaits: Awaits
    answers: list[GuideAnswerOut]
    path: list[str]
    voice: str
    models: list[str]
    cases: list[str]


class ConversationOut(Schema):
    """A conversation as its user may save it and open it again; ``revision`` grows whenever it changes."""

    conversation_id: str
    version: int
    corpus: str
    role: Role | None
    project: ProjectOut
    exchanges: list[ExchangeOut]
    walk: WalkOut | None
    revision: int
