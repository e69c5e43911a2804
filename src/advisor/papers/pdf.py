"""A paper as tagged PDF (PDF/UA-1), by Typst.

The template is ours and the paper goes in as JSON, so that nothing of it is ever read as code. Only the fonts
that come with Typst are used: the same file on every machine.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from advisor import messages
from advisor.papers import wording
from advisor.papers.document import Document, as_data

if TYPE_CHECKING:
    from typst import Fonts


def render(document: Document) -> bytes:
    """The paper as a PDF file.

    A sign that no font has (an emoji) becomes a box; the standard forbids that, and such a paper is tagged all
    the same but does not claim to follow it.
    """
    import typst

    day = document.date
    data = as_data(document) | {
        "author": wording.AUTHOR,
        "keywords": wording.KEYWORDS.format(corpus=document.corpus).split(", "),
        "day": (day.year, day.month, day.day),
        "page": wording.PAGE_WORDS,
        "sources-heading": messages.SOURCES_HEADING,
        "sources-own": wording.SOURCES_OWN,
        "open-source": wording.OPEN_SOURCE,
    }
    inputs = {"paper": json.dumps(data)}
    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        return typst.compile(
            _template(), font_paths=_fonts(), sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=made
        )
    except typst.TypstError:
        return typst.compile(_template(), font_paths=_fonts(), sys_inputs=inputs, timestamp=made)


@cache
def _template() -> bytes:
    return resources.files("advisor.papers").joinpath("templates", "paper.typ").read_bytes()


@cache
def _fonts() -> Fonts:
    from typst import Fonts

    return Fonts(include_system_fonts=False)
