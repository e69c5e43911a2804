"""An answer as a conversation keeps it (text and citations, no passages), as HTML for the chat.

It may come from a file that somebody wrote by hand: everything is escaped, and an address becomes a link
only where the bibliography has it too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import escape
from itertools import groupby

from advisor import markup, messages
from advisor.domain import CitedText, Exchange
from ui import render, strings
from ui.marked import words

_BOLD = r"\*\*(?P<bold>(?:\\.|[^\\])+?)\*\*"
_CITE = r"\[(?P<cited>\d{1,3})\]"
_TOKEN = re.compile(rf"\\(?P<sign>[!-/:-@\[-`{{-~])|{_BOLD}|{_CITE}")
_MARK = re.compile(r"^(?:(?P<item>\d+\.)|(?P<bullet>-)) ")
_UNDER = re.compile(r"^ {3}- ")
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
    """One line of Markdown as ``advisor.citations.render`` writes it: emphasis, citations, and signs that are none."""

    def write(text: str) -> str:
        done, parts = 0, []
        for token in _TOKEN.finditer(text):
            parts += [escape(text[done : token.start()]), _token(token)]
            done = token.end()
        return "".join([*parts, escape(text[done:])])

    def _token(token: re.Match[str]) -> str:
        if token["sign"]:
            return escape(token["sign"])
        if token["bold"]:
            return f"<strong>{write(token['bold'])}</strong>"
        cited = int(token["cited"])
        if not 1 <= cited <= count:
            return token[0]
        return f'<a class="cite" href="#a{number}k{cited}"><span class="sr"> {strings.CITED} </span>[{cited}]</a>'

    return write(markup.line(text))


def _card(cited: CitedText, number: int, place: int, known: Collection[str]) -> str:
    way = render.link(cited.url, strings.OPEN) if cited.url in known else None
    return (
        f'<details class="card" id="a{number}k{place}"><summary><span class="number">[{place}]</span> '
        f'<span class="line"><span class="who">{words(cited.title)}</span> '
        f'<span class="where">{words(cited.section)}</span></span></summary>'
        f'<div class="inside"><div class="passage"><p><mark>{words(cited.quote)}</mark></p></div>'
        f'<p class="tools">{f"<span>{way}</span>" if way else ""}'
        f'<button type="button" class="back">{strings.BACK}</button></p></div></details>'
    )
