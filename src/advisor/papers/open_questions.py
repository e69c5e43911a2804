"""The open questions: what has no answer yet, or more than one, as points for an agenda."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.danish.text import capital
from advisor.domain import Role
from advisor.papers import wording
from advisor.papers.document import Block, Document, Heading, Paragraph, Run, Table
from advisor.papers.material import Material, about
from advisor.papers.notes import Notes
from advisor.papers.parts import (
    blank,
    bullets,
    cell,
    excerpt,
    introducing,
    labelled,
    opening,
    text,
)
from advisor.papers.states import OPEN, Standing, begun, open_ones, standings

_NO_ROLE: Role = "leader"  # whom to ask is put for somebody; a meeting is called by a leader
_MISSING = 2  # points not talked of, at most, in one answer


def make(material: Material) -> Document:
    """The open questions of a session, however far it is."""
    notes = material.notes()
    blocks = (opening(material), *_whole(material, notes))
    return material.document("open-questions", wording.TITLES["open-questions"], about(material), blocks, notes)


def _whole(material: Material, notes: Notes) -> Iterator[Block]:
    if not begun(material):
        yield text(wording.OPEN_EMPTY)
    found = tuple(open_ones(material))
    if not found:
        yield text(wording.NOTHING_OPEN)
    elif begun(material):
        yield text(wording.OPEN_INTRO)
    for state in OPEN:
        group = [one for one in found if one.state == state]
        if group:
            yield Heading(wording.OPEN_GROUPS[state])
        for one in group:
            yield from _question(material, one, notes)
    yield from _deeper(material)
    if found:
        yield from _deals(material, found)


def _question(material: Material, one: Standing, notes: Notes) -> Iterator[Block]:
    yield Heading(_title(material, one), 2)
    yield Paragraph((Run(one.sub.question, "italic"),))
    yield from excerpt(material, (one.sub.id,), numbered=False)
    said = introducing(material, one.sub, notes, 1)
    if said:
        yield Paragraph((Run(wording.SOURCES_SAY, "bold"), Run(" "), *said[0].parts))
    ask = one.sub.ask.get(material.role or _NO_ROLE)
    if ask:
        yield labelled(wording.OPEN_ASK, ask)


def _deeper(material: Material) -> Iterator[Block]:
    """Answers that leave out what the sources would look at, each with a question to go on with."""
    found = [
        labelled(
            wording.OPEN_POINT.format(point=capital(point.text), number=material.number(one.sub.id)),
            one.sub.probe_for(point),
        )
        for one in standings(material)
        if one.state == "answered"
        for point in one.sub.lacking(one.answer.covered)[:_MISSING]
    ]
    if found:
        yield Heading(wording.OPEN_DEEPER)
        yield from bullets(found)


def _deals(material: Material, found: tuple[Standing, ...]) -> Iterator[Block]:
    yield Heading(wording.OPEN_DEALS)
    rows = tuple(
        (cell(text(_title(material, one))), cell(blank(wording.FILL["who"])), cell(blank(wording.FILL["deadline"])))
        for one in found
    )
    yield Table(wording.OPEN_DEALS_CAPTION, wording.OPEN_DEALS_HEADER, rows, (46, 30, 24))


def _title(material: Material, one: Standing) -> str:
    return wording.NUMBERED.format(number=material.number(one.sub.id), title=one.sub.title)
