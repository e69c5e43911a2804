"""What a message is: a question, a wish for the guide, or an attempt to turn the advisor round."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from advisor.danish.cpr import mask
from advisor.domain import Message, Mode, Status

_OVERRIDE = re.compile(
    r"\b(?:glem|ignor[eé]r\w*|se bort fra|tilsidesæt|overtrumf|forget|ignore|disregard|override)\b.{0,60}"
    r"\b(?:regler\w*|instru\w+|besked\w*|ordre\w*|anvisning\w*|opgave\w*|prompt\w*|rules?|instructions?|previous|alt)\b"
    r"|\b(?:system ?prompt\w*|developer mode|jailbreak|dan mode)\b"
    r"|\b(?:lad som om|forestil dig,? at) du (?:er|ikke)\b"
    r"|\bdu er (?:nu|fra nu af)\b"
    r"|\b(?:you are now|pretend (?:to be|you))\b"
    r"|\b(?:vis|skriv|gentag|afslør|print|reveal)\b.{0,40}\b(?:system\w*|skjulte|hidden|dine)\b.{0,20}\b(?:prompt\w*|instru\w+|regler)\b",
    re.IGNORECASE | re.DOTALL,
)
_GUIDE = re.compile(
    r"\b(?:gå|gaa|tag|tage|gennemgå|gennemgaa|guid\w*|led|hjælp)\b.{0,40}\b(?:fire|4) (?:kerne|grund)?spørgsmål\b"
    r"|\bfire (?:kerne|grund)?spørgsmål\w*\b.{0,20}\b(?:igennem|ét for ét|en for en|et for et)\b",
    re.IGNORECASE,
)


def intent(message: str, mode: Mode) -> Mode | Status:
    """``blocked`` for an attempt at the advisor's own rules, ``guide`` for the guide, else ``ask``."""
    if _OVERRIDE.search(message):
        return "blocked"
    if mode == "guide" or (mode == "auto" and _GUIDE.search(message)):
        return "guide"
    return "ask"


def masked(history: Iterable[Message]) -> tuple[Message, ...]:
    """Earlier turns with personal numbers hidden: a client may send them as they were written."""
    return tuple(replace(message, content=mask(message.content)[0]) for message in history)
