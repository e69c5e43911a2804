"""The discussion paper: what the users say, what the sources say to it, what is open, and the plans."""

from __future__ import annotations

from collections.abc import Iterator

from advisor import messages
from advisor.danish.text import capital
from advisor.domain import CoreQuestion
from advisor.knowledge import CoreQuestionData
from advisor.papers import agenda, plans, wording
from advisor.papers.document import Block, Document, Heading, Paragraph, Run
from advisor.papers.material import Material, about
from advisor.papers.notes import Notes
from advisor.papers.parts import (
    answers,
    bullets,
    considerations,
    labelled,
    opening,
    text,
)
from advisor.papers.states import Standing, begun, open_ones, standings

_CONSIDERATIONS = 3  # of the sources, at most, to one sub-question
_MISSING = 2  # points not talked of, at most, in one sub-question


def make(material: Material) -> Document:
    """The discussion paper of a session, however far it is."""
    notes = material.notes()
    blocks = tuple(_whole(material, notes)) if begun(material) else tuple(_empty(material))
    title = wording.TITLES["discussion"]
    return material.document("discussion", title, about(material), (opening(material), *blocks), notes)


def _empty(material: Material) -> Iterator[Block]:
    yield text(wording.EMPTY)
    yield text(wording.EMPTY_QUESTIONS)
    yield from bullets((text(core.question) for core in material.cores), ordered=True)


def _whole(material: Material, notes: Notes) -> Iterator[Block]:
    yield Heading(wording.PROJECT)
    yield from bullets(_facts(material))
    yield Heading(wording.FOUR)
    for core in material.cores:
        yield from _core(material, core, notes)
    yield Heading(wording.OPEN_POINTS)
    yield from bullets(_open(material)) or (text(wording.NOTHING_OPEN),)
    yield from plans.business_case(material, notes)
    yield from plans.competences(material, notes)
    yield from plans.involvement(material, notes)
    yield from agenda.blocks(material)


def _facts(material: Material) -> Iterator[Paragraph]:
    project, labels = material.session.project, wording.FACTS
    unknown = wording.UNKNOWN_FACT
    yield labelled(labels["technology"], project.technology or unknown)
    yield labelled(labels["area"], project.area or unknown)
    yield labelled(labels["phase"], messages.PHASES[project.phase] if project.phase else unknown)
    found = standings(material)
    answered = sum(one.answer.answered for one in found)
    yield labelled(labels["answered"], wording.ANSWERED.format(answered=answered, total=len(found)))


def _core(material: Material, core: CoreQuestionData, notes: Notes) -> Iterator[Block]:
    yield Heading(wording.CORE.format(number=core.number, title=core.title, question=core.question), 2)
    held = [one for one in standings(material) if _of(one, core.id)]
    for one in held:
        if one.answer.answered or one.answer.disagreed:
            yield from _answered(material, one, notes)
    rest = [one for one in held if not one.answer.answered and not one.answer.disagreed]
    if rest:
        yield Paragraph((Run(wording.WITHOUT_ANSWER, "bold"),))
        yield from bullets(
            text(wording.NUMBERED.format(number=material.number(one.sub.id), title=one.sub.question)) for one in rest
        )


def _of(one: Standing, core: CoreQuestion) -> bool:
    return one.sub.id.startswith(f"{core}/")


def _answered(material: Material, one: Standing, notes: Notes) -> Iterator[Block]:
    title = wording.NUMBERED.format(number=material.number(one.sub.id), title=one.sub.title)
    yield Heading(title, 3)
    yield Paragraph((Run(one.sub.question, "italic"),))
    yield from answers(one.answer)
    if one.answer.disagreed:
        yield Paragraph((Run(wording.DISAGREED, "bold"),))
    said = considerations(material, one.sub, one.answer, notes, _CONSIDERATIONS)
    if said:
        yield Paragraph((Run(wording.SOURCES_SAY, "bold"),))
        yield from bullets(said)
    missing = one.sub.lacking(one.answer.covered)[:_MISSING]
    if missing:
        yield Paragraph((Run(wording.STILL_OPEN, "bold"),))
        yield from bullets(labelled(f"{capital(point.text)}:", one.sub.probe_for(point)) for point in missing)


def _open(material: Material) -> Iterator[Paragraph]:
    """A point for each question that is open for a reason; those not reached yet together."""
    rest = []
    for one in open_ones(material):
        title = wording.NUMBERED.format(number=material.number(one.sub.id), title=one.sub.title)
        if one.state == "untouched":
            rest.append(title)
        else:
            yield labelled(f"{title}:", wording.STATES[one.state])
    if rest:
        yield labelled(f"{capital(wording.STATES['untouched'])}:", " · ".join(rest))
