"""The plans within the discussion paper: business case and benefits, competences, involvement.

Their rows come from the models in ``corpus/guide``. Which answer belongs in which row is said here, by
sub-question; nothing is guessed from words. What no answer says is left to be filled in by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from advisor.domain import Hit, Phase
from advisor.knowledge import Model
from advisor.knowledge.guide import ModelPoint
from advisor.papers import wording
from advisor.papers.document import Block, Cell, Heading, Paragraph, Run, Table
from advisor.papers.material import Material
from advisor.papers.notes import Notes
from advisor.papers.parts import blank, cell, excerpt, text, told
from advisor.writing.places import passage_at, place

_BUSINESS_CASE: Sequence[tuple[str, ...]] = (  # by the points of »businesscase-minimum«, in their order
    ("kerneopgave/1",),
    ("kerneopgave/2", "kerneopgave/3"),
    ("opgaveloesning/1",),
    ("kerneopgave/4",),
    ("kerneopgave/5",),
    ("inddragelse/2",),
)
_BENEFITS: Sequence[tuple[str, ...]] = (  # by the points of »gevinstplan«
    ("kerneopgave/3", "opgaveloesning/1"),
    (),
    ("kerneopgave/5",),
    ("kerneopgave/1", "kerneopgave/2"),
    (),
)
_WHO_KNOWS = ("kompetencer/1", "kompetencer/2", "kompetencer/4")
_HOW_LEARNT = ("kompetencer/3", "kompetencer/5")
_WHO_TAKES_PART = ("inddragelse/1", "inddragelse/2", "inddragelse/3")
_WHERE = ("inddragelse/4", "inddragelse/5")
_PHASES: Sequence[Phase] = ("idea", "assessment", "development", "implementation")  # by the points of »fire-faser«


def business_case(material: Material, notes: Notes) -> Iterator[Block]:
    """The six points of a business case and the benefits plan."""
    yield Heading(wording.BUSINESS_CASE)
    if not _any(material, (name for names in _BUSINESS_CASE for name in names)):
        yield text(wording.BUSINESS_CASE_MISSING)
        return
    model = material.model("businesscase-minimum")
    if model is not None:
        rows = tuple(
            (_point(material, notes, model, point), _said(material, names), cell(blank(_fill("missing"))))
            for point, names in zip(model.points, _BUSINESS_CASE, strict=False)
        )
        caption, header = wording.BUSINESS_CASE_CAPTION, wording.BUSINESS_CASE_HEADER
        yield Table(caption, header, rows, (34, 40, 26))
    benefits = material.model("gevinstplan")
    if benefits is not None:
        yield Heading(wording.BENEFITS, 2)
        yield from _sentence(material, notes, benefits.passages[0])
        benefit_rows = tuple(
            (
                cell(text(point.title)),
                _said(material, names),
                cell(blank(_fill("goal"))),
                cell(blank(_fill("who"))),
            )
            for point, names in zip(benefits.points, _BENEFITS, strict=False)
        )
        yield Table(wording.BENEFITS_CAPTION, wording.BENEFITS_HEADER, benefit_rows, (26, 36, 20, 18))


def competences(material: Material, notes: Notes) -> Iterator[Block]:
    """Who is to know, can or master the technology, and how they learn it."""
    yield Heading(wording.COMPETENCES)
    if not _any(material, (*_WHO_KNOWS, *_HOW_LEARNT)):
        yield text(wording.COMPETENCES_MISSING)
        return
    yield from _under(wording.COMPETENCES_WHO, excerpt(material, _WHO_KNOWS))
    yield from _under(wording.COMPETENCES_HOW, excerpt(material, _HOW_LEARNT))
    model = material.model("kende-kunne-mestre")
    if model is not None:
        yield from _sentence(material, notes, model.places[-1])
        rows = tuple(
            (
                _point(material, notes, model, point),
                cell(blank(_fill("who"))),
                cell(blank(_fill("what"))),
                cell(blank(_fill("how"))),
            )
            for point in model.points
        )
        yield Table(wording.COMPETENCES_CAPTION, wording.COMPETENCES_HEADER, rows, (31, 21, 24, 24))


def involvement(material: Material, notes: Notes) -> Iterator[Block]:
    """Who takes part in which phase, at which level and in which forum."""
    yield Heading(wording.INVOLVEMENT)
    if not _any(material, (*_WHO_TAKES_PART, *_WHERE)):
        yield text(wording.INVOLVEMENT_MISSING)
        return
    yield from _under(wording.INVOLVEMENT_WHO, excerpt(material, _WHO_TAKES_PART))
    yield from _under(wording.INVOLVEMENT_WHERE, excerpt(material, _WHERE))
    phases, levels = material.model("fire-faser"), material.model("tre-involveringsniveauer")
    if phases is None or levels is None:
        return
    yield from _sentence(material, notes, levels.places[-1], 2)
    choices = tuple(text(point.title.lower()) for point in levels.points)
    rows = tuple(
        (
            _phase(material, notes, point, phase),
            cell(blank(_fill("who"))),
            cell(blank(_fill("level")), *choices),
            cell(blank(_fill("forum")), blank(_fill("deadline"))),
        )
        for point, phase in zip(phases.points, _PHASES, strict=False)
    )
    yield Table(wording.INVOLVEMENT_CAPTION, wording.INVOLVEMENT_HEADER, rows, (34, 22, 22, 22))


def _any(material: Material, sub_questions: Iterator[str] | Sequence[str]) -> bool:
    return any(material.walk.answer(name).answered for name in sub_questions)


def _fill(what: str) -> str:
    labels: Mapping[str, str] = wording.FILL
    return labels[what]


def _said(material: Material, sub_questions: Sequence[str]) -> Cell:
    """What was answered; else room for it, or, where no question asks for it, just room."""
    return excerpt(material, sub_questions) or cell(blank(_fill("answer" if sub_questions else "missing")))


def _under(label: str, said: tuple[Paragraph, ...]) -> Iterator[Block]:
    if said:
        yield Paragraph((Run(label, "bold"),))
        yield from said


def _sentence(material: Material, notes: Notes, target: str, number: int = 1) -> Iterator[Block]:
    found = told(material, notes, target, number)
    if found is not None:
        yield found


def _point(material: Material, notes: Notes, model: Model, point: ModelPoint) -> Cell:
    """A point's title, with the source's words on it below."""
    target = f"{point.passage or model.passages[0]}" + (f"[{point.item}]" if point.item else "")
    return _titled(material, notes, point.title, target)


def _phase(material: Material, notes: Notes, point: ModelPoint, phase: Phase) -> Cell:
    held = _titled(material, notes, point.title, point.passage or "")
    here = material.session.project.phase == phase
    return (*held, Paragraph((Run(wording.HERE_NOW, "bold"),))) if here else held


def _titled(material: Material, notes: Notes, title: str, target: str) -> Cell:
    found = place(material.store, target) if passage_at(material.store, target) else None
    name = Paragraph((Run(title, "bold"),))
    return (name, _words(notes, found[0], found[0].passage.text[found[1].start : found[1].end])) if found else (name,)


def _words(notes: Notes, hit: Hit, words: str) -> Paragraph:
    return Paragraph((Run(f"{words} "), notes.cite(hit.passage)))
