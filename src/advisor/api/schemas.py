"""What goes over the wire. Domain values become these by attribute; nothing is computed here but shape."""

from __future__ import annotations

import json
from datetime import date
from importlib import resources
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from advisor import domain
from advisor.danish.text import whole
from advisor.domain import CoreQuestion, Gain, Kind, Mode, Phase, Role, Side, Wording

EXAMPLES: dict[str, Any] = json.loads(resources.files("advisor.api").joinpath("examples.json").read_text("utf-8"))
"""Real requests and answers, made by ``python -m eval examples``."""


class Schema(BaseModel):
    """Base of everything sent."""

    model_config = ConfigDict(from_attributes=True, extra="forbid")


class SchemaIn(BaseModel):
    """Base of everything received: nothing unknown, and no value of another type than the schema says."""

    model_config = ConfigDict(extra="forbid", strict=True)


Text = Annotated[str, BeforeValidator(lambda value: whole(value) if isinstance(value, str) else value)]
"""What a user wrote."""


class MessageIn(SchemaIn):
    """An earlier turn, from a client that keeps the conversation itself."""

    role: Literal["user", "assistant"]
    content: Annotated[Text, Field(max_length=20_000)]

    def to_domain(self) -> domain.Message:
        """The same as the domain knows it."""
        return domain.Message(self.role, self.content)


History = Annotated[list[MessageIn], Field(max_length=100)]


class ChatIn(SchemaIn):
    """One turn."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLES["chat"]["request"]]})

    message: Text
    conversation_id: Annotated[str | None, Field(max_length=100)] = None
    role: Role | None = None
    mode: Mode = "auto"
    stream: bool = False
    history: History = []
    at: Annotated[
        str | None,
        Field(max_length=40, description="The guide's sub-question that the user has in view: an answer is kept there"),
    ] = None


class FiltersIn(SchemaIn):
    """Narrows a search; an empty list means no limit."""

    sources: list[str] = []
    sides: list[Side] = []
    core_questions: list[CoreQuestion] = []
    phases: list[Phase] = []
    technologies: list[str] = []
    kinds: list[Kind] = []

    def to_domain(self) -> domain.Filters:
        """The same as the domain knows it."""
        return domain.Filters(**{name: tuple(values) for name, values in self.model_dump().items()})


class SearchIn(SchemaIn):
    """A search without an answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLES["search"]["request"]]})

    query: Text
    k: Annotated[int, Field(ge=1, le=50)] = 10
    history: History = []
    filters: FiltersIn = FiltersIn()


Blank = BeforeValidator(lambda value: value if value and not value.isspace() else None)
"""A form sends its empty fields too; they limit nothing."""


class CasesIn(SchemaIn):
    """Narrows the cases: a case must fit all that is given, and what is left out or empty limits nothing."""

    area: Annotated[str | None, Blank, Field(description="The area's id, as cases carry it")] = None
    technology: Annotated[str | None, Blank, Field(description="A technology's id, as cases carry them")] = None
    municipality: Annotated[
        Annotated[str, Field(max_length=100)] | None,
        Blank,
        Field(description="A name, also without æøå; one half of a double name, or one of several municipalities"),
    ] = None
    gain: Annotated[Gain | None, Blank, Field(description="A kind of gain that the case tells of")] = None


class SourceOut(Schema):
    """One publication of the bibliography, or a document of the user's own (``source_id`` ``local/<id>``).

    Of an own document are ``pages`` their number and ``original_of`` the source that it is a copy of.
    """

    source_id: str
    title: str
    subtitle: str | None
    publisher: str | None
    side: Side
    year: int | None
    kind: str | None
    url: str | None
    find: str | None
    note: str | None
    applies_to: list[str]
    checked: date | None
    answers: bool
    known_through: str | None
    pages: int | None
    original_of: str | None


class SectionOut(Schema):
    """A section and its passages."""

    section_id: str
    title: str
    pages: str | None
    passages: list[str]


class LinkOut(Schema):
    """A tie to another passage, or to one item of it."""

    passage_id: str
    item: int | None


class PassageOut(Schema):
    """One passage whole.

    Of an own document are ``original_of`` the section of the digest whose exact wording it holds, and ``repaired``
    the number of words in it that were put right after bad character recognition.
    """

    passage_id: str
    source_id: str
    section_id: str
    title: str
    section: str
    heading: str
    text: str
    kind: Kind
    publisher: str | None
    side: Side
    year: int | None
    pages: str | None
    url: str | None
    find: str | None
    note: str | None
    speaker: str | None
    origin: str | None
    wording: Wording
    applies_to: list[str]
    checked: date | None
    core_questions: list[CoreQuestion]
    phases: list[Phase]
    roles: list[Role]
    technologies: list[str]
    points: list[str]
    pair: list[LinkOut]
    counter: list[LinkOut]
    original_of: str | None
    repaired: int


class SourcesOut(Schema):
    """The bibliography."""

    sources: list[SourceOut]


class SourceWithSectionsOut(SourceOut):
    """One source with what it holds."""

    sections: list[SectionOut]


class GainsOut(Schema):
    """Which of the three kinds of gain a case tells of."""

    economy: bool
    steering: bool
    quality: bool


class TellingOut(Schema):
    """Where a case is told; ``url`` is null where the telling has no address."""

    title: str
    url: str | None


class CaseOut(Schema):
    """What a municipality has done, and how far that is known.

    ``id`` is the ``section_id`` of its ``passages``. ``in_catalogue`` says whether KL itself lists the case,
    ``missing`` what could not be read, ``side`` who stands behind most of what is known.
    """

    id: str
    title: str
    municipality: str
    area: str
    technologies: list[str]
    years: str
    in_catalogue: Literal["confirmed", "unconfirmed"]
    certainty: Literal["high", "partial"]
    missing: str
    gains: GainsOut
    moves: list[str]
    figures: list[str]
    references: list[TellingOut]
    side: Side
    passages: list[str]


class CasesOut(Schema):
    """The cases that fit, by id."""

    cases: list[CaseOut]


class ProjectOut(Schema):
    """What is known of the project."""

    technology: str | None
    area: str | None
    phase: Phase | None
    role: Role | None


class ProblemOut(Schema):
    """RFC 9457: ``code`` is stable, ``detail`` is Danish and may be shown."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
