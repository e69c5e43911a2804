"""What one file cannot know of itself: whether the words and places that it names exist elsewhere."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from advisor.danish.sentences import sentences
from advisor.domain import CASES, Passage
from advisor.knowledge.fields import CaseFields, PassageFields, SectionFields
from advisor.knowledge.files import Findings, line_in
from advisor.knowledge.guide import Guide, Model, SubQuestion
from advisor.knowledge.links import resolve
from advisor.knowledge.reference import Reference


def check_terms(
    findings: Findings,
    path: Path,
    fields: SectionFields | PassageFields,
    yaml_text: str,
    first_line: int,
    reference: Reference,
) -> None:
    """Note technologies, areas and origins that vocabulary and bibliography do not know."""

    def note(location: tuple[int | str, ...], problem: str, remedy: str) -> None:
        findings.add(path, first_line + line_in(yaml_text, location), problem, remedy)

    known = {term.id for term in reference.vocabulary.technologies}
    for number, technology in enumerate(fields.technologies or ()):
        if technology not in known:
            place = ("technologies", number)
            note(place, f"teknologien {technology} er ukendt", "tilføj den i vocabulary.yaml")
    if isinstance(fields, CaseFields) and fields.area not in {term.id for term in reference.vocabulary.areas}:
        note(("area",), f"området {fields.area} er ukendt", "vælg et fra vocabulary.yaml")
    if fields.origin and fields.origin not in reference.entries:
        note(("origin",), f"origin {fields.origin} er ukendt", "tilføj kilden i sources.yaml")


def check_guide(
    findings: Findings, folder: Path, guide: Guide, found: Mapping[str, Passage], sections: Container[str]
) -> None:
    """Note what the guide's files point to and that does not exist; ``found`` is by ``section#key``."""
    for model in guide.models:
        for target, problem in _of_model(model, found):
            findings.add(*_place(folder, model.id, target), f"model {model.id}: {problem}", "ret henvisningen")
    models = {model.id for model in guide.models}
    for question in guide.sub_questions.values():
        for target, problem in _of_question(question, found, sections, models):
            findings.add(*_place(folder, question.id, target), f"{question.id}: {problem}", "ret henvisningen")


def check_arguments(findings: Findings, root: Path, reference: Reference, found: Mapping[str, Passage]) -> None:
    """Note what an argument points to and that does not exist; ``found`` is by ``section#key``."""
    path = root / "arguments.yaml"
    known = {term.id for term in reference.vocabulary.technologies}
    for argument in reference.arguments:
        problems = [f"teknologien {name} er ukendt" for name in argument.technologies if name not in known]
        for target, number in (
            (argument.passage, argument.sentence),
            (argument.counter, argument.counter_sentence),
        ):
            problems += _of_sentence(target, number, found)
        for problem in problems:
            line = next(
                n for n, text in enumerate(_lines(path), start=1) if re.fullmatch(rf"- id: {argument.id}", text)
            )
            findings.add(path, line, f"argumentet {argument.id}: {problem}", "ret henvisningen")


def _of_sentence(target: str, number: int, found: Mapping[str, Passage]) -> Iterator[str]:
    """What is wrong with a link to one sentence of a passage (``number`` from 1), or to one of its list items."""
    place = resolve("", target, found)
    if place is None:
        yield f"passagen {target} findes ikke"
    elif place[1] is None and number > len(sentences(found[place[0]].text[: found[place[0]].prose.end])):
        yield f"{target} har ingen sætning nummer {number}"


def _of_model(model: Model, found: Mapping[str, Passage]) -> Iterator[tuple[str, str]]:
    for target in (*model.passages, *(point.passage for point in model.points if point.passage)):
        if target not in found:
            yield target, f"passagen {target} findes ikke"
    for point in model.points:
        passage = found.get(point.passage or model.passages[0])
        if passage and point.item is not None and point.item > len(passage.items):
            yield f"item: {point.item}", f"punkt {point.item} findes ikke"


def _of_question(
    question: SubQuestion, found: Mapping[str, Passage], sections: Container[str], models: Container[str]
) -> Iterator[tuple[str, str]]:
    yield from _of_points(question, found)
    for target in question.passages:
        if resolve("", target, found) is None:
            yield target, f"passagen {target} findes ikke"
    for target in question.sections:
        if target not in sections:
            yield target, f"afsnittet {target} findes ikke"
    for target in question.cases:
        if f"{CASES}/{target}" not in sections:
            yield target, f"casen {target} findes ikke"
    for target in question.models:
        if target not in models:
            yield target, f"modellen {target} findes ikke"


def _of_points(question: SubQuestion, found: Mapping[str, Passage]) -> Iterator[tuple[str, str]]:
    for point in question.points:
        for problem in _of_sentence(point.passage, point.sentence, found):
            yield point.passage, problem
        if point.probe > len(question.probes):
            yield f"probe: {point.probe}", f"punktet {point.id} har intet spørgsmål nummer {point.probe}"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


def _place(folder: Path, owner: str, target: str) -> tuple[Path, int]:
    """File and line where ``target`` stands for the first time after the id of its ``owner``."""
    for path in sorted(folder.rglob("*.yaml")):
        lines = _lines(path)
        numbered = list(enumerate(lines, start=1))
        begin = next((n for n, line in numbered if re.search(rf"\bid: *[\"']?{re.escape(owner)}\b", line)), None)
        if begin is not None:
            return path, next((n for n, line in numbered[begin:] if target in line), begin)
    return folder, 1
