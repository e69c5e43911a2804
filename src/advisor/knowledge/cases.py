"""The cases as data: the heads of their files. What they say stands in the index, with everything else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from advisor.danish.words import fold, words
from advisor.domain import CASES, Case, Gain, Gains, Passage, Side, Telling
from advisor.errors import CorpusError
from advisor.knowledge.fields import CaseFields
from advisor.knowledge.files import Findings

_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_OFFICE = frozenset({"kommune", "kommunes"})


def load_cases(root: Path, side: Side, passages: Iterable[Passage]) -> tuple[Case, ...]:
    """The cases under ``root``, in the order of their ids, with those of ``passages`` that are theirs.

    ``side`` is that of a case that names none. Only the heads are read: the whole files are for the
    index, which is built from them. Raises CorpusError with every finding.
    """
    findings = Findings(root)
    held: dict[str, list[str]] = {}
    for passage in passages:
        held.setdefault(passage.section_id, []).append(passage.passage_id)
    cases = tuple(
        Case(
            id=section_id,
            title=fields.title,
            municipality=fields.municipality,
            area=fields.area,
            technologies=fields.technologies,
            years=fields.years,
            in_catalogue=fields.in_catalogue,
            certainty=fields.certainty,
            missing=fields.missing,
            gains=Gains(**fields.gains.model_dump()),
            moves=fields.moves,
            figures=fields.figures,
            references=tuple(Telling(told.title, told.url) for told in fields.references),
            side=fields.side or side,
            passages=tuple(held.get(section_id, ())),
        )
        for section_id, fields in _heads(root, findings)
    )
    if findings.lines:
        raise CorpusError(findings.lines)
    return cases


def fitting_cases(
    cases: Iterable[Case],
    area: str | None = None,
    technology: str | None = None,
    municipality: str | None = None,
    gain: Gain | None = None,
) -> tuple[Case, ...]:
    """Those of ``cases`` that fit everything given, in their order; what is None or empty limits nothing."""
    place = _names(municipality or "")
    return tuple(
        case
        for case in cases
        if (not area or case.area == area)
        and (not technology or technology in case.technologies)
        and (not municipality or _names_within(place, case.municipality))
        and (not gain or getattr(case.gains, gain))
    )


def _heads(root: Path, findings: Findings) -> Iterator[tuple[str, CaseFields]]:
    for path in sorted((root / CASES).glob("*.md")):
        text = findings.read(path)
        if text is None:
            continue
        head = _HEAD.match(text)
        if head is None:
            findings.add(path, 1, "filen begynder ikke med oplysninger mellem to linjer ---", "se corpus/README.md")
            continue
        fields = findings.parse_yaml(path, head[1], CaseFields, first_line=2)
        if fields is not None:
            yield f"{CASES}/{path.stem}", fields


def _names(municipality: str) -> list[str]:
    """The words of a municipality's name as they meet: no »Kommune«, no æøå, no genitive (»Vesthimmerland[s]«)."""
    return [fold(word).removesuffix("s") for word in words(municipality) if word not in _OFFICE]


def _names_within(wanted: Sequence[str], municipality: str) -> bool:
    """Whether a name, or one half of a double name, stands among the municipalities of a case."""
    held = _names(municipality)
    starts = range(len(held) - len(wanted) + 1)
    return bool(wanted) and any(held[start : start + len(wanted)] == wanted for start in starts)
