"""A turn as HTML for the chat: pure functions, everything escaped, links only from the bibliography.

Gradio reads a message as Markdown. Each message here is one HTML block without a blank line, which
Markdown passes on as it stands, so no character of a question or a passage can become markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from advisor import messages
from advisor.citations import named, pages, reference
from advisor.citations import plain as plain_answer
from advisor.domain import Citation, Original, Passage, Segment, Source, Span, Turn
from advisor.markup import line, visible
from ui import strings
from ui.marked import passage_html, words

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_KEPT = 24
"""A last word longer than this may part from its number, so that it can break on a narrow screen."""
_LONG = 500
"""Characters of an exact wording that are shown at once."""

_LIST = {"item": "ol", "bullet": "ul"}


def question(text: str, number: int) -> str:
    """What the user wrote, as the heading of its answer."""
    lines = "<br>".join(words(line) for line in text.split("\n") if line.strip())
    return f'<h2 class="question" id="q{number}">{lines}</h2>'


def answer(turn: Turn, number: int, asked: str, notice: str, before: str = "") -> str:
    """The answer, its source cards and the text to copy.

    ``notice`` is the standing notice; what ``turn.notice`` has beyond it concerns this turn and is
    shown. ``before`` is a line of the page's own that goes first.
    """
    told = [before, turn.notice.removeprefix(notice).strip()]
    parts = [f'<p class="told">{words(line)}</p>' for line in told if line]
    parts += [_body(turn.answer.segments, number)]
    parts += [_cards(messages.SOURCES_HEADING, turn.answer.citations, number, strings.USED)]
    parts += [_cards(messages.NEAREST_HEADING, turn.nearest, number, strings.NEAR)]
    if turn.answer.citations or turn.nearest:
        copied = "&#10;".join(escape(visible(each)) for each in plain(turn, asked, notice).splitlines())
        parts += [
            f'<p class="tools"><button type="button" class="copy">{strings.COPY}</button></p>',
            f'<pre class="copied">{copied}</pre>',
        ]
    return f'<div class="answer" id="a{number}">{"".join(parts)}</div>'


def problem(detail: str, remedy: str = "") -> str:
    """What went wrong and what to do, where the answer would have stood."""
    return f'<div class="answer"><p class="problem">{words(f"{detail} {remedy}")}</p></div>'


def plain(turn: Turn, asked: str, notice: str) -> str:
    """Question, answer, sources with addresses, and the notice, to paste elsewhere.

    What is only nearest to the question is listed as that, under the heading that it has on the page.
    """
    sources = ((messages.SOURCES_HEADING, turn.answer.citations), (messages.NEAREST_HEADING, turn.nearest))
    return "\n\n".join(
        [
            strings.COPY_QUESTION.format(question=asked),
            plain_answer(turn.answer.segments),
            *("\n".join([heading, *map(_line, citations)]) for heading, citations in sources if citations),
            strings.COPY_FROM.format(notice=notice),
        ]
    )


def link(url: str | None, text: str) -> str | None:
    """A link out of the page, or None where the address is missing or is no web address."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    host = words(strings.OPEN_AT.format(host=parts.hostname.removeprefix("www.")))
    new = f'<span class="sr">{strings.NEW_WINDOW}</span>'
    return f'<a href="{escape(url or "")}" rel="noopener noreferrer">{words(text)}</a> {host} {new}'


def _line(citation: Citation) -> str:
    parts = (f"[{citation.number}] {reference(citation)}", citation.passage.url or citation.passage.find)
    return line(" · ".join(part for part in parts if part))


def _body(segments: Sequence[Segment], number: int) -> str:
    """Paragraphs and lists; a sentence goes on where the last one stands, a line under an item stays in it."""
    blocks: list[tuple[str, list[list[str]]]] = []
    for segment in segments:
        written = _segment(segment, number)
        if segment.layout == "sentence" and blocks:
            blocks[-1][1][-1][-1] += f" {written}"
        elif segment.layout == "under" and blocks:
            blocks[-1][1][-1].append(written)
        elif segment.layout in _LIST:
            tag = _LIST[segment.layout]
            if not blocks or blocks[-1][0] != tag:
                blocks.append((tag, []))
            blocks[-1][1].append([written])
        else:
            blocks.append(("p", [[written]]))
    return "".join(_block(tag, entries) for tag, entries in blocks)


def _block(tag: str, entries: Sequence[Sequence[str]]) -> str:
    whole = [first + "".join(f'<span class="under">{line}</span>' for line in rest) for first, *rest in entries]
    return (
        f"<p>{whole[0]}</p>"
        if tag == "p"
        else f"<{tag}>" + "".join(f"<li>{entry}</li>" for entry in whole) + f"</{tag}>"
    )


def _segment(segment: Segment, number: int) -> str:
    text = words(segment.text)
    if segment.text == messages.ENGLISH:
        return f'<span lang="en">{text}</span>'
    if segment.kind == "talk":  # our own words alone may carry emphasis
        text = _BOLD.sub(r"<strong>\1</strong>", text)
    if not segment.citations:
        return text
    links = "".join(
        f'<a class="cite" href="#a{number}k{cited}"><span class="sr"> {strings.CITED} </span>[{cited}]</a>'
        for cited in segment.citations
    )
    start, space, last = text.rpartition(" ")
    if len(last) > _KEPT:
        return text + links
    return f'{start}{space}<span class="keep">{last}{links}</span>'  # no number alone on a line


def _cards(heading: str, citations: Sequence[Citation], number: int, legend: str) -> str:
    if not citations:
        return ""
    cards = "".join(_card(citation, number, legend) for citation in citations)
    return f'<section class="sources"><h3>{words(heading)}</h3>{cards}</section>'


def _card(citation: Citation, number: int, legend: str) -> str:
    passage = citation.passage
    who = named(passage)
    rest = reference(citation).removeprefix(who).removeprefix(" · ")
    heading = f"<h4>{words(passage.heading)}</h4>" if passage.heading != passage.section else ""
    used = Span(citation.start, citation.end)
    where = passage.url or passage.find or ""
    way = f"<span>{_open(passage.url, passage.find)}</span>" if where else ""
    address = f'<span class="address"> · {words(where)}</span>' if where else ""  # on paper alone
    return (
        f'<details class="card" id="a{number}k{citation.number}">'
        f'<summary><span class="number">[{citation.number}]</span> <span class="line">'
        f'<span class="who">{words(who)}</span> <span class="where">{words(rest)}</span>{address}</span></summary>'
        f'<div class="inside">{heading}'
        f'<p class="wording">{words(messages.WORDING[passage.wording])}. {words(legend)} {_repaired(passage)}</p>'
        f'<div class="passage {passage.wording}">{passage_html(passage, used)}</div>'
        f"{_original(citation.original) if citation.original else ''}"
        f"{_facts(citation)}"
        f'<p class="tools">{way}'
        f'<button type="button" class="back">{strings.BACK}</button></p></div></details>'
    )


def _original(original: Original) -> str:
    """The exact wording in the user's own copy; a long one opens when it is asked for."""
    passage, sure = original.passage, original.used is not None
    where = " · ".join(part for part in (f"»{passage.title}«", pages(passage), passage.section) if part)
    shown = "" if len(passage.text) > _LONG else " open"
    return (
        f'<details class="exact"{shown}><summary>{strings.EXACT}</summary>'
        f'<p class="from">{words(where)}</p>'
        f'<p class="wording">{strings.EXACT_MARKED if sure else strings.EXACT_UNSURE} {_repaired(passage)}</p>'
        f'<div class="passage {passage.wording}">{passage_html(passage, original.used)}</div></details>'
    )


def _repaired(passage: Passage) -> str:
    """How many words were put right, for the wording is said to be exact."""
    return strings.REPAIRED[passage.repaired > 1].format(count=passage.repaired) if passage.repaired else ""


def _facts(citation: Citation) -> str:
    passage = citation.passage
    applies = ", ".join(messages.APPLIES.get(kind, kind) for kind in passage.applies_to)
    dated = strings.ADDED if passage.wording == "verbatim" else strings.CHECKED
    rows = (
        (strings.NOTE, words(passage.note or "")),
        (strings.ORIGIN, _origin(citation.origin) if citation.origin else ""),
        (strings.APPLIES_TO, words(applies)),
        (dated, day(passage.checked.isoformat()) if passage.checked else ""),
    )
    return "<dl>" + "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows if value) + "</dl>"


def _origin(source: Source) -> str:
    named = " · ".join(str(part) for part in (source.publisher, source.title, source.year) if part)
    return f"{words(named)}. {_open(source.url, source.find)}"


def _open(url: str | None, find: str | None) -> str:
    """A link to the source, or how to find it where it has no address."""
    return link(url, strings.OPEN) or (f"{strings.FIND}: {words(find)}" if find else "")


def day(iso: str) -> str:
    """``2026-11-21`` as Danes write it."""
    year, month, date = iso.split("-")
    return f"{int(date)}.{int(month)}.{year}"
