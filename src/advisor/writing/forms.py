"""What form a question has, as far as the answer's form depends on it."""

from __future__ import annotations

import re

from advisor.danish.words import stem

_DEFINITION = re.compile(
    r"^\W*(?:og |men )?(?:hvad|what)\s+"
    r"(?:er det nu|er egentlig|er|betyder|menes der med|menes med|forstås ved|dækker|is|does)\s+"
    r"(?:(?:ordet|begrebet|en|et|den|det|a|an|the|over)\s+)*[»\"«]?(?P<term>[\w-]+)[»\"«]?"
    r"(?:\s+(?:egentlig|for noget|nu|mean|betyde))*\W*$",
    re.IGNORECASE,
)
_CASES = re.compile(
    r"\b(?:cases?|casene|eksempler fra (?:andre |en )?kommune\w*|andre kommuner|hvilke\w* kommuner?|hvilken kommune|"
    r"hvem har (?:prøvet|erfaring\w*|gjort|indført)|(?:er der |har )?nogen,? der har (?:prøvet|gjort|fået|indført)|"
    r"erfaringer fra|other municipalities|which municipalit\w+)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"^\W*(?:og |men )?"
    r"(?:hvem (?:siger|sagde|mener|skriver|har (?:lavet|skrevet|sagt|fundet på|udgivet)|står bag|anbefaler)"
    r"|who (?:says|said|wrote|recommends|is behind))\b",
    re.IGNORECASE,
)


def defined_term(question: str) -> str | None:
    """The one word whose meaning is asked for (»hvad er en gevinstplan?«), as a stem."""
    match = _DEFINITION.search(question)
    return stem(match["term"].lower()) if match else None


def asks_for_cases(question: str) -> bool:
    """Whether a question asks what others have done."""
    return bool(_CASES.search(question))


def asks_who(question: str) -> bool:
    """Whether a question asks who says or wrote something."""
    return bool(_WHO.search(question))
