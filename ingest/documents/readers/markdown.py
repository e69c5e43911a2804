"""Markdown (CommonMark with tables), by markdown-it-py.

Lines inside a paragraph are kept. A file with HTML in it is read as the page it makes, so that what the HTML hides is
hidden here, too.
"""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.documents.readers import text
from ingest.documents.readers.gather import Gathered

_FRONT = re.compile(r"\A---[^\S\n]*\n(.*?\n)(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.S)
_TITLE = re.compile(r"^title:[^\S\n]*(['\"]?)(.+?)\1[^\S\n]*$", re.M)
_LINE_END = re.compile("\r\n|\r")


def read(path: Path, gathered: Gathered) -> None:
    """Take in a file of Markdown."""
    source = _LINE_END.sub("\n", text.decoded(path.read_bytes(), gathered.limits.characters))
    if front := _FRONT.match(source):
        source = source[front.end() :]
        if title := _TITLE.search(front[1]):
            gathered.name(title[2])
    parser = MarkdownIt("commonmark", {"maxNesting": gathered.limits.depth}).enable("table")
    tokens = parser.parse(source)
    if any(_is_html(token) for token in tokens):
        from ingest.documents.readers import html

        html.page(f"<body>{parser.render(source)}</body>", gathered)
        return
    _Reader(gathered).read(tokens)


def _is_html(token: Token) -> bool:
    return token.type.startswith("html_") or any(child.type == "html_inline" for child in token.children or ())


class _Reader:
    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self._lists = 0
        self._heading = 0
        self._cells: list[str] | None = None

    def read(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.type in {"bullet_list_open", "ordered_list_open"}:
                self._lists += 1
            elif token.type in {"bullet_list_close", "ordered_list_close"}:
                self._lists -= 1
            elif token.type == "heading_open":
                self._heading = int(token.tag[1])
            elif token.type == "heading_close":
                self._heading = 0
            elif token.type == "tr_open":
                self._cells = []
            elif token.type == "tr_close":
                self._gathered.row(self._cells or ())
                self._cells = None
            elif token.type in {"fence", "code_block"}:
                self._gathered.add("paragraph", token.content)
            elif token.type == "inline":
                self._inline(_words(token))

    def _inline(self, words: str) -> None:
        if self._cells is not None:
            self._cells.append(words)
        elif self._heading:
            self._gathered.add("heading", " ".join(words.split()), self._heading)
        elif self._lists:
            self._gathered.add("item", words, self._lists)
        else:
            self._gathered.add("paragraph", words)


def _words(token: Token) -> str:
    return "".join(
        "\n" if child.type in {"softbreak", "hardbreak"} else child.content
        for child in token.children or ()
        if child.type in {"text", "code_inline", "softbreak", "hardbreak"}
    )
