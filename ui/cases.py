"""The browser of cases: every case in the page, narrowed in place by three native selects.

Gradio's sanitizer takes data attributes away, so what a case fits stands in its class names; page.js
hides those that lack one of the names chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from html import escape

from advisor import messages
from advisor.domain import Case
from advisor.knowledge import Vocabulary
from ui import render, strings

AREA, TECHNOLOGY, GAIN = "area", "technology", "gain"


def browser(cases: Sequence[Case], vocabulary: Vocabulary) -> str:
    """The filters and the cases as one HTML block without a blank line."""
    areas = {term.id: term.name for term in vocabulary.areas}
    technologies = {term.id: term.name for term in sorted(vocabulary.technologies, key=lambda term: term.name)}
    marks = Counter(mark for case in cases for mark in _marks(case))
    filters = (
        _select(AREA, strings.CASES_AREA, areas, marks)
        + _select(TECHNOLOGY, strings.CASES_TECHNOLOGY, technologies, marks)
        + _select(GAIN, strings.CASES_GAIN, strings.GAINS, marks)
    )
    return (
        f"<p>{strings.CASES_INTRO}</p>"
        f'<div class="filters">{filters}</div>'
        f'<p class="count"><span>{strings.CASES_ALL.format(count=len(cases))}</span> '
        f'<button type="button" class="every" hidden>{strings.CASES_EVERY}</button></p>'
        f'<ul class="cases">{"".join(_case(case, areas, technologies) for case in cases)}</ul>'
    )


def _marks(case: Case) -> list[str]:
    """The class names that say what a case fits."""
    gains = [gain for gain, told in asdict(case.gains).items() if told]
    return [
        f"{AREA}-{case.area}",
        *(f"{TECHNOLOGY}-{technology}" for technology in case.technologies),
        *(f"{GAIN}-{gain}" for gain in gains),
    ]


def _select(name: str, label: str, values: Mapping[str, str], marks: Mapping[str, int]) -> str:
    """A select of the values that some case has, each with how many have it."""
    options = "".join(
        f'<option value="{mark}">{escape(shown)} ({marks[mark]})</option>'
        for mark, shown in ((f"{name}-{value}", shown) for value, shown in values.items())
        if mark in marks
    )
    return (
        f'<div><label for="cases-{name}">{label}</label>'
        f'<select id="cases-{name}"><option value="">{strings.CASES_ANY}</option>{options}</select></div>'
    )


def _case(case: Case, areas: Mapping[str, str], technologies: Mapping[str, str]) -> str:
    years = strings.CASES_UNDATED if case.years == strings.UNDATED else case.years.replace("-", "–")
    gains = [strings.GAINS[gain] for gain, told in asdict(case.gains).items() if told]
    rows = (
        (strings.CASES_FIGURES, _listed(escape(figure) for figure in case.figures) or strings.CASES_NO_FIGURES),
        (strings.CASES_GAIN, escape(", ".join(gains)) or strings.CASES_NO_GAINS),
        (strings.CASES_TECHNOLOGY, escape(", ".join(technologies[one] for one in case.technologies))),
        (strings.CASES_MISSING, escape(case.missing)),
        (
            strings.CASES_TOLD,
            _listed(render.link(told.url, told.title) or escape(told.title) for told in case.references),
        ),
    )
    facts = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows if value)
    known = (messages.SIDES[case.side], strings.CATALOGUED[case.in_catalogue])
    place = " · ".join((case.municipality, years, areas[case.area], *known))
    return (
        f'<li class="case {" ".join(_marks(case))}"><h4>{escape(case.title)}</h4>'
        f'<p class="place">{escape(place)}</p><dl>{facts}</dl></li>'
    )


def _listed(parts: Iterable[str]) -> str:
    """One part as it stands, several as a list."""
    first, *rest = [*parts] or [""]
    return f"<ul>{''.join(f'<li>{part}</li>' for part in (first, *rest))}</ul>" if rest else first
