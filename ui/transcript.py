"""An answer as a conversation keeps it (text and citations, no passages), as HTML for the chat.

It may come from a file that somebody wrote by hand: everything is escaped, and an address becomes a link
only where the bibliography has it too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import escape
from itertools import groupby

from advisor import messages
from advisor.domain import CitedText, Exchange
from ui import render, strings

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_MARK = re.compile(r"^(?:(?P<item>\d+\.)|(?P<bullet>-)) ")
_UNDER = re.compile(r"^ {3}- ")
_CITE = re.compile(r"\[(\d{1,3})\]")
_TAGS = {"item": "ol", "bullet": "ul"}


def answer(exchange: Exchange, number: int, known: Collection[str]) -> str:
    """The answer of an exchange as the page first showed it, with its sources quoted; ``known`` are addresses."""
    count = len(exchange.cited)
    body = "".join(_blocks(exchange.text, number, count))
    cards = "".join(_card(cited, number, place, known) for place, cited in enumerate(exchange.cited, start=1))
    sources = f'<section class="sources"><h3>{messages.SOURCES_HEADING}</h3>{cards}</section>' if cards else ""
    return f'<div class="answer" id="a{number}">{body}{sources}</div>'


def _blocks(text: str, number: int, count: int) -> Iterator[str]:
    lines = [line for line in text.split("\n") if line.strip()]
    entries: list[tuple[str, list[str]]] = []
    for line in lines:
        mark = _MARK.match(line)
        if _UNDER.match(line) and entries:
            entries[-1][1].append(f'<span class="under">{_line(_UNDER.sub("", line), number, count)}</span>')
        elif mark:
            entries.append((_TAGS[mark.lastgroup or "bullet"], [_line(line[mark.end() :], number, count)]))
        else:
            entries.append(("p", [_line(line, number, count)]))
    for tag, group in groupby(entries, key=lambda entry: entry[0]):
        parts = ["".join(inside) for _, inside in group]
        if tag == "p":
            yield from (f"<p>{part}</p>" for part in parts)
        else:
            yield f"<{tag}>{''.join(f'<li>{part}</li>' for part in parts)}</{tag}>"


def _line(text: str, number: int, count: int) -> str:
    """One line, escaped, with its emphasis and its citations."""

    def cite(match: re.Match[str]) -> str:
        cited = int(match[1])
        if not 1 <= cited <= count:
            return match[0]
        return f'<a class="cite" href="#a{number}k{cited}"><span class="sr"> {strings.CITED} </span>[{cited}]</a>'

    bold = _BOLD.sub(r"<strong>\1</strong>", escape(" ".join(text.split())))
    return _CITE.sub(cite, bold)


def _card(cited: CitedText, number: int, place: int, known: Collection[str]) -> str:
    way = render.link(cited.url, strings.OPEN) if cited.url in known else None
    return (
        f'<details class="card" id="a{number}k{place}"><summary><span class="number">[{place}]</span> '
        f'<span class="line"><span class="who">{_text(cited.title)}</span> '
        f'<span class="where">{_text(cited.section)}</span></span></summary>'
        f'<div class="inside"><div class="passage"><p><mark>{_text(cited.quote)}</mark></p></div>'
        f'<p class="tools"><span>{way or ""}</span>'
        f'<button type="button" class="back">{strings.BACK}</button></p></div></details>'
    )


def _text(text: str) -> str:
    return escape(" ".join(text.split()))
