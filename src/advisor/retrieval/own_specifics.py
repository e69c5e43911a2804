"""Whether a passage of an own document holds the figure, the name or the place that a question asks for.

The checks are those for the digest (``specifics``). But a passage of a document was not written to stand alone: what it
is about stands in the document's title, of a row or an item in the heading above, and papers name functions where the
digest names people.
"""

from __future__ import annotations

import re
from dataclasses import replace

from advisor.danish.sentences import sentences
from advisor.danish.words import stems
from advisor.domain import LOCAL, Passage, Span
from advisor.retrieval.specifics import PERSON, Specifics

_LISTED = re.compile(r"(?:\d+\.|-) +|[^\n]* \| ")
_WHO = re.compile(r"\bhvem (?:er|var|blev|bliver|har)\b", re.IGNORECASE)
_BY_NAME = re.compile(r"\bhedder\b|\bnavn\w*\b", re.IGNORECASE)
_FUNCTION = re.compile(rf"\b{PERSON}\b", re.IGNORECASE)


def is_own(passage: Passage) -> bool:
    """Whether the passage is of an own document."""
    return passage.source_id.startswith(f"{LOCAL}/")


def bears(specifics: Specifics, passage: Passage, question: str) -> bool:
    """Whether the passage, of an own document or of the digest, holds everything that was asked for."""
    if not is_own(passage):
        return specifics.borne_by(passage)
    if _by_function(specifics, question) and _with_function(specifics, passage):
        specifics = replace(specifics, thing=None)
    lines = (f"{passage.section}: {line}" if _LISTED.match(line) else line for line in passage.text.split("\n"))
    return specifics.borne_by(replace(passage, section=f"{passage.title} {passage.section}", text="\n".join(lines)))


def told_in(specifics: Specifics, passage: Passage, question: str) -> tuple[Span, ...]:
    """The sentences of an own passage that give the figure, the name or the function asked for."""
    if _by_function(specifics, question):
        return _with_function(specifics, passage)
    found = []
    for span in sentences(passage.text):
        text = passage.text[span.start : span.end]
        said = f"{passage.section}: {text}" if _LISTED.match(text) else text
        if specifics.told_in(replace(passage, text=said)):
            found.append(span)
    return tuple(found)


def _by_function(specifics: Specifics, question: str) -> bool:
    """Whether it is asked who has a task, and not for anybody's name."""
    return specifics.person and bool(_WHO.search(question)) and not _BY_NAME.search(question)


def _with_function(specifics: Specifics, passage: Passage) -> tuple[Span, ...]:
    """The sentences that say who it is by another function: »Kommunaldirektøren er formand«."""
    found = []
    for span in sentences(passage.text):
        functions = {stem for word in _FUNCTION.findall(passage.text[span.start : span.end]) for stem in stems(word)}
        if specifics.thing in functions and len(functions) > 1:
            found.append(span)
    return tuple(found)
