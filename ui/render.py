"""A turn as HTML for the chat: pure functions, everything escaped, links only from the bibliography.

Gradio reads a message as Markdown. Each message here is one HTML block without a blank line, which
Markdown passes on as it stands, so no character of a question or a passage can become markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlsplit

from advisor import messages
from advisor.citations import credit, reference, render
from advisor.domain import Citation, Passage, Segment, Source, Span, Turn
from ui import strings

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_KEPT = 24
"""A last word longer than this may part from its number, so that it can break on a narrow screen."""
_LIST = {"item": "ol", "bullet": "ul"}


def question(text: str, number: int) -> str:
    """What the user wrote, as the heading of its answer."""
    lines = "<br>".join(_text(line) for line in text.split("\n") if line.strip())
    return f'<h2 class="question" id="q{number}">{lines}</h2>'


def answer(turn: Turn, number: int, asked: str, notice: str, before: str = "") -> str:
    """The answer, its source cards and the text to copy.

    ``notice`` is the standing notice; what ``turn.notice`` has beyond it concerns this turn and is
    shown. ``before`` is a line of the page's own that goes first.
    """
    told = [before, turn.notice.removeprefix(notice).strip()]
    parts = [f'<p class="told">{_text(line)}</p>' for line in told if line]
    parts += [_body(turn.answer.segments, number)]
    parts += [_cards(messages.SOURCES_HEADING, turn.answer.citations, number, strings.USED)]
    parts += [_cards(messages.NEAREST_HEADING, turn.nearest, number, strings.NEAR)]
    if turn.answer.citations or turn.nearest:
        copied = "&#10;".join(escape(line) for line in plain(turn, asked, notice).splitlines())
        parts += [
            f'<p class="tools"><button type="button" class="copy">{strings.COPY}</button></p>',
            f'<pre class="copied">{copied}</pre>',
        ]
    return f'<div class="answer" id="a{number}">{"".join(parts)}</div>'


def problem(detail: str, remedy: str = "") -> str:
    """What went wrong and what to do, where the answer would have stood."""
    return f'<div class="answer"><p class="problem">{_text(f"{detail} {remedy}")}</p></div>'


def plain(turn: Turn, asked: str, notice: str) -> str:
    """Question, answer, sources with addresses, and the notice, to paste elsewhere.

    What is only nearest to the question is listed as that, under the heading that it has on the page.
    """
    sources = ((messages.SOURCES_HEADING, turn.answer.citations), (messages.NEAREST_HEADING, turn.nearest))
    return "\n\n".join(
        [
            strings.COPY_QUESTION.format(question=asked),
            _BOLD.sub(r"\1", render(turn.answer.segments)),
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
    host = _text(strings.OPEN_AT.format(host=parts.hostname.removeprefix("www.")))
    new = f'<span class="sr">{strings.NEW_WINDOW}</span>'
    return f'<a href="{escape(url or "")}" rel="noopener noreferrer">{_text(text)}</a> {host} {new}'


def passage_html(passage: Passage, used: Span) -> str:
    """The whole passage as paragraphs and list items, the used stretch marked by its offsets."""
    items = passage.items
    blocks = list(_paragraphs(passage, passage.prose))
    html = "".join(f"<p>{_marked(passage.text, block, used)}</p>" for block in blocks)
    if items:
        tag = "ol" if passage.ordered else "ul"
        html += f"<{tag}>" + "".join(f"<li>{_marked(passage.text, item, used)}</li>" for item in items) + f"</{tag}>"
    return html


def _line(citation: Citation) -> str:
    parts = (f"[{citation.number}] {reference(citation)}", citation.passage.url or citation.passage.find)
    return " · ".join(part for part in parts if part)


def _text(text: str) -> str:
    """Escaped, and on one line: a blank line would end the HTML block."""
    return escape(" ".join(text.split()))


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
    text = _text(segment.text)
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
    return f'<section class="sources"><h3>{_text(heading)}</h3>{cards}</section>'


def _card(citation: Citation, number: int, legend: str) -> str:
    passage = citation.passage
    who = f"{credit(passage)}: {passage.title}"
    rest = reference(citation).removeprefix(who).removeprefix(" · ")
    used = Span(citation.start, citation.end)
    where = passage.url or passage.find or ""
    address = f'<span class="address"> · {_text(where)}</span>' if where else ""  # on paper alone
    return (
        f'<details class="card" id="a{number}k{citation.number}">'
        f'<summary><span class="number">[{citation.number}]</span> <span class="line">'
        f'<span class="who">{_text(who)}</span> <span class="where">{_text(rest)}</span>{address}</span></summary>'
        f'<div class="inside"><h4>{_text(passage.heading)}</h4>'
        f'<p class="wording">{_text(messages.WORDING[passage.wording])}. {_text(legend)}</p>'
        f'<div class="passage">{passage_html(passage, used)}</div>'
        f"{_facts(citation)}"
        f'<p class="tools"><span>{_open(passage.url, passage.find)}</span>'
        f'<button type="button" class="back">{strings.BACK}</button></p></div></details>'
    )


def _facts(citation: Citation) -> str:
    passage = citation.passage
    applies = ", ".join(messages.APPLIES.get(kind, kind) for kind in passage.applies_to)
    rows = (
        (strings.NOTE, _text(passage.note or "")),
        (strings.ORIGIN, _origin(citation.origin) if citation.origin else ""),
        (strings.APPLIES_TO, _text(applies)),
        (strings.CHECKED, day(passage.checked.isoformat()) if passage.checked else ""),
    )
    return "<dl>" + "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows if value) + "</dl>"


def _origin(source: Source) -> str:
    named = " · ".join(str(part) for part in (source.publisher, source.title, source.year) if part)
    return f"{_text(named)}. {_open(source.url, source.find)}"


def _open(url: str | None, find: str | None) -> str:
    """A link to the source, or how to find it where it has no address."""
    return link(url, strings.OPEN) or (f"{strings.FIND}: {_text(find)}" if find else "")


def day(iso: str) -> str:
    """``2026-11-21`` as Danes write it."""
    year, month, date = iso.split("-")
    return f"{int(date)}.{int(month)}.{year}"


def _paragraphs(passage: Passage, within: Span) -> Iterable[Span]:
    start = within.start
    for part in passage.text[within.start : within.end].split("\n\n"):
        if part.strip():
            yield Span(start, start + len(part))
        start += len(part) + 2


def _marked(text: str, block: Span, used: Span) -> str:
    start, end = max(block.start, used.start), min(block.end, used.end)
    if start >= end or not text[start:end].strip():
        return _inline(text[block.start : block.end])
    spoken = f'<span class="sr">{strings.USED_SPOKEN}</span>' if start == used.start else ""
    before, part, after = (_inline(text[a:b]) for a, b in ((block.start, start), (start, end), (end, block.end)))
    return f"{before}{spoken}<mark>{part}</mark>{after}"


def _inline(text: str) -> str:
    """Escaped without touching its spaces but for line breaks, so that marked parts join as they stood."""
    return escape(re.sub(r"\s*\n\s*", " ", text))
