"""The text of a passage as HTML, with a stretch of it marked by its offsets.

Our own wording is laid out as paragraphs and lists. The exact wording of a document keeps its lines and the numbers
of its items as they stand there: a list that begins with 3 goes on doing so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from advisor.domain import Passage, Span
from advisor.markup import line, visible
from ui import strings

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*- +(?=\S)")
_NUMBER = re.compile(r"\s*\d+[.)] +(?=\S)")
_OPENING = {"p": "<p>", "ul": "<ul>", "numbered": '<ul class="numbered">'}


def words(text: str) -> str:
    """Escaped, and on one line: a blank line would end the HTML block."""
    return escape(line(text))


def passage_html(passage: Passage, used: Span | None) -> str:
    """The whole passage, the used stretch marked; nothing is marked without one."""
    marker = _Marker(passage.text, used or Span(0, 0))
    return "".join(_verbatim(marker) if passage.wording == "verbatim" else _own(passage, marker))


class _Marker:
    """Writes stretches of one text, in their order, and says once aloud that the marked part begins."""

    def __init__(self, text: str, used: Span) -> None:
        self.text = text
        self._used = used
        self._spoken = False

    def write(self, block: Span) -> str:
        start, end = max(block.start, self._used.start), min(block.end, self._used.end)
        if start >= end or not self.text[start:end].strip():
            return _inline(self.text[block.start : block.end])
        spoken = "" if self._spoken else f'<span class="sr">{strings.USED_SPOKEN}</span>'
        self._spoken = True
        cuts = ((block.start, start), (start, end), (end, block.end))
        before, part, after = (_inline(self.text[a:b]) for a, b in cuts)
        return f"{before}{spoken}<mark>{part}</mark>{after}"


def _own(passage: Passage, marker: _Marker) -> Iterator[str]:
    for block in _paragraphs(passage, passage.prose):
        yield f"<p>{marker.write(block)}</p>"
    if passage.items:
        tag = "ol" if passage.ordered else "ul"
        yield f"<{tag}>" + "".join(f"<li>{marker.write(item)}</li>" for item in passage.items) + f"</{tag}>"


def _verbatim(marker: _Marker) -> Iterator[str]:
    for (kind, _), group in groupby(_lines(marker.text), key=lambda held: held[:2]):
        spans = [span for *_, span in group]
        if kind == "p":
            yield f"<p>{'<br>'.join(map(marker.write, spans))}</p>"
        else:
            yield _OPENING[kind] + "".join(f"<li>{marker.write(span)}</li>" for span in spans) + "</ul>"


def _lines(text: str) -> Iterator[tuple[str, int, Span]]:
    """Every line that holds something: what it belongs to, the number of its paragraph, and what to show of it."""
    paragraph, ended = 0, 0
    for found in _LINE.finditer(text):
        if not found.group().strip():
            continue
        if text.count("\n", ended, found.start()) > 1:
            paragraph += 1
        ended = found.end()
        bullet = _BULLET.match(found.group())
        kind = "ul" if bullet else "numbered" if _NUMBER.match(found.group()) else "p"
        start = found.start() + (bullet.end() if bullet else 0)
        yield kind, paragraph, Span(start, found.end())


def _paragraphs(passage: Passage, within: Span) -> Iterable[Span]:
    start = within.start
    for part in passage.text[within.start : within.end].split("\n\n"):
        if part.strip():
            yield Span(start, start + len(part))
        start += len(part) + 2


def _inline(text: str) -> str:
    """Escaped without touching its spaces but for line breaks, so that marked parts join as they stood."""
    return escape(re.sub(r"\s*[\n\r\x0b\x0c\x85\u2028\u2029]\s*", " ", visible(text)))
