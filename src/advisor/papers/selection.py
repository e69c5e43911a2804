"""The selection: the models and cases that the users looked at, as tables to work on with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from advisor.danish.sentences import sentences
from advisor.domain import CASES, Case
from advisor.knowledge import Model
from advisor.papers import wording
from advisor.papers.document import Block, Cell, Document, Heading, Paragraph, Run, Table
from advisor.papers.material import Material, about
from advisor.papers.notes import Notes
from advisor.papers.parts import aside, cell, opening, text
from advisor.writing.places import passage_at

T = TypeVar("T")


def make(material: Material) -> Document:
    """What was looked at; where nothing was, what belongs to the sub-questions that were answered."""
    notes = material.notes()
    blocks = (opening(material), *_models(material, notes), *_cases(material, notes))
    return material.document("selection", wording.TITLES["selection"], about(material), blocks, notes)


def _models(material: Material, notes: Notes) -> Iterator[Block]:
    yield Heading(wording.MODELS)
    names = material.walk.models or _once(name for sub, _ in material.answered() for name in sub.models)
    found = [model for name in names if (model := material.model(name)) is not None]
    if not found:
        yield text(wording.MODELS_NONE)
        return
    rows = tuple(_model(material, model, notes) for model in found)
    yield Table(wording.MODELS_CAPTION, wording.MODELS_HEADER, rows, (24, 28, 38, 10))


def _model(material: Material, model: Model, notes: Notes) -> tuple[Cell, ...]:
    passages = [passage for place in model.places if (passage := passage_at(material.store, place)) is not None]
    cited = _once(notes.cite(passage) for passage in passages)
    return (
        cell(Paragraph((Run(model.title, "bold"),))),
        cell(text(model.helps)),
        tuple(text(point.title) for point in model.points),
        cell(Paragraph(cited)),
    )


def _cases(material: Material, notes: Notes) -> Iterator[Block]:
    yield Heading(wording.CASES)
    wanted = material.walk.cases or _once(name for sub, _ in material.answered() for name in sub.cases)
    by_name = {case.id.removeprefix(f"{CASES}/"): case for case in material.cases}
    found = [case for name in wanted if (case := by_name.get(name.removeprefix(f"{CASES}/"))) is not None]
    if not found:
        yield text(wording.CASES_NONE)
        return
    rows = tuple(_case(material, case, notes) for case in found)
    yield Table(wording.CASES_CAPTION, wording.CASES_HEADER, rows, (26, 20, 44, 10))


def _case(material: Material, case: Case, notes: Notes) -> tuple[Cell, ...]:
    passages = material.store.get(list(case.passages))
    told = tuple(text(_first(passage.text)) for passage in passages)
    gains = ", ".join(name for gain, name in wording.GAINS.items() if getattr(case.gains, gain))
    status = aside(wording.CASE_STATUS[case.in_catalogue])
    return (
        cell(Paragraph((Run(case.title, "bold"),)), status),
        cell(text(case.municipality), text(case.years.replace("-", "–"))),
        (*told, aside(wording.CASE_GAINS.format(gains=gains))) if gains else told,
        cell(Paragraph(_once(notes.cite(passage) for passage in passages))),
    )


def _first(words: str) -> str:
    span = sentences(words)[0]
    return words[span.start : span.end]


def _once(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
