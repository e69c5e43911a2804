"""The foot of the page: what the advisor is, what it builds on, accessibility and privacy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from advisor import messages
from advisor.about import About
from advisor.domain import Case, Source
from advisor.knowledge import Vocabulary
from ui import render, strings
from ui.cases import browser
from ui.marked import words


def footer(about: About, sources: Sequence[Source], cases: Sequence[Case], vocabulary: Vocabulary) -> str:
    """Four native disclosures as one HTML block; the cases are a fifth, under the sources."""
    return (
        '<div class="colophon">'
        + _details(strings.ABOUT, _about(about))
        + _details(strings.SOURCES, _sources(sources, browser(cases, vocabulary)))
        + _details(strings.ACCESSIBILITY, _paragraphs(strings.ACCESSIBILITY_TEXT))
        + _details(strings.PRIVACY, _privacy(about))
        + "</div>"
    )


def _details(title: str, inside: str, identity: str = "") -> str:
    named = f' id="{identity}"' if identity else ""
    return f"<details{named}><summary>{title}</summary><div>{inside}</div></details>"


def _paragraphs(texts: Sequence[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def _privacy(about: About) -> str:
    """The paragraph on the browser follows »Husk i denne browser« (see files.js)."""
    browser = f'<p class="kept-here">{escape(strings.PRIVACY_BROWSER["off"])}</p>'
    return _paragraphs((about.stored,)) + browser + _paragraphs(strings.PRIVACY_TEXT)


def _about(about: About) -> str:
    checked = render.day(about.corpus_checked) if about.corpus_checked else "–"
    rows = {
        strings.ABOUT_VERSION: about.version,
        strings.ABOUT_ENGINE: strings.ABOUT_ENGINE_VALUE.format(engine=about.engine),
        strings.ABOUT_CORPUS: strings.ABOUT_CORPUS_VALUE.format(
            passages=about.passages, sources=about.sources, date=checked
        ),
        strings.ABOUT_STORED: about.stored,
    }
    listed = "".join(f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in rows.items())
    return f"<p>{escape(strings.ABOUT_INTRO)}</p><dl>{listed}</dl>"


def _sources(sources: Sequence[Source], cases: str) -> str:
    titles = {source.source_id: source.title for source in sources}
    held = "".join(_own_document(source, titles) for source in sources if source.own_document)
    known = [source for source in sources if not source.own_document]
    answering = "".join(_source(source) for source in known if source.answers)
    relayed = "".join(_source(source) for source in known if not source.answers)
    more = f"<h3>{strings.SOURCES_RELAYED}</h3><ul>{relayed}</ul>" if relayed else ""
    own = f"<h3>{strings.OWN}</h3><p>{strings.OWN_INTRO}</p><ul>{held}</ul><h3>{strings.PUBLISHED}</h3>" if held else ""
    return f"<p>{strings.SOURCES_INTRO}</p>{_details(strings.CASES, cases, 'cases')}{own}<ul>{answering}</ul>{more}"


def _own_document(source: Source, titles: Mapping[str, str]) -> str:
    """A document of the user's own: title, side, how many pages, when it was added; and what it is a copy of."""
    pages = strings.OWN_PAGES[source.pages == 1].format(pages=source.pages) if source.pages else ""
    added = strings.OWN_ADDED.format(date=render.day(source.checked.isoformat())) if source.checked else ""
    facts = " · ".join(part for part in (messages.SIDES[source.side], pages, added) if part)
    copied = titles.get(source.original_of or "")
    copy = f"<span>{words(strings.OWN_COPY.format(title=copied))}</span>" if copied else ""
    return f"<li><cite>{words(source.title)}</cite><span>{words(facts)}</span>{copy}</li>"


def _source(source: Source) -> str:
    made = " · ".join(str(part) for part in (source.publisher, source.year, messages.SIDES[source.side]) if part)
    way = render.link(source.url, strings.OPEN) or escape(source.find or "")
    note = f'<span class="note">{escape(source.note)}</span>' if source.note else ""
    return f"<li><cite>{escape(source.title)}</cite><span>{escape(made)}</span><span>{way}</span>{note}</li>"
