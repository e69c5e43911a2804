"""The agenda that the discussion paper proposes for the MED meeting."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.papers import wording
from advisor.papers.document import Block, Heading, Paragraph
from advisor.papers.material import Material
from advisor.papers.parts import bullets, text
from advisor.papers.states import Standing, standings

_MED = "inddragelse/4"  # what is to be talked over in the committee


def blocks(material: Material) -> Iterator[Block]:
    """The agenda under its heading."""
    yield Heading(wording.AGENDA)
    yield from bullets(_points(material), ordered=True)


def _points(material: Material) -> Iterator[Paragraph]:
    found = standings(material)
    yield text(wording.AGENDA_PROJECT)
    for one in (one for one in found if one.state == "disagreed"):
        yield _named(wording.AGENDA_DISAGREED, material, one)
    for one in (one for one in found if one.state == "unknown"):
        yield _named(wording.AGENDA_UNKNOWN, material, one)
    if material.walk.answer(_MED).answered:
        yield text(wording.AGENDA_MED.format(number=material.number(_MED)))
    for core in material.cores:
        rest = [one for one in found if one.sub in core.sub_questions and one.state in ("skipped", "untouched")]
        if rest:
            listed = ", ".join(_title(material, one) for one in rest)
            yield text(wording.AGENDA_REST.format(title=core.title, open=listed))
    yield text(wording.AGENDA_PLANS)
    yield text(wording.AGENDA_NEXT)


def _named(words: str, material: Material, one: Standing) -> Paragraph:
    return text(words.format(title=_title(material, one), question=one.sub.question))


def _title(material: Material, one: Standing) -> str:
    return wording.AGENDA_TITLE.format(title=one.sub.title, number=material.number(one.sub.id))
