"""Questions that hold two: »hvad skal der stå i den, og hvem skriver den?«, »hvad er forskellen på A og B?«"""

from __future__ import annotations

import re

from advisor.danish.words import content_words

_ASKING = (
    r"(?:hvad|hvem|hvilke[nt]?|hvornår|hvornaar|hvordan|hvorfor|hvor|skal|må|maa|kan|bør|boer|er|har|"
    r"what|who|which|when|how|why|where)"
)
_SECOND = re.compile(
    rf"(?:,|;|\?|\.)?\s+(?:og|samt|and)\s+(?=(?:i |på |ved |til |med |om |in )?{_ASKING}\b)", re.IGNORECASE
)
_NEXT = re.compile(rf"\?\s+(?={_ASKING}\b)", re.IGNORECASE)
_TAIL = r"(?P<tail> (?:om|til|på|ved|i|ud|for|af) .*|\W*)"
_COMPARED = (
    # »hvad er forskellen på A og B«: what is A, what is B
    (r"^.*?\bforskel\w* (?:på|mellem) (?P<one>.+?) og (?P<other>.+?)\W*$", "hvad er "),
    # »hvad siger henholdsvis A og B om C«: what does A say of C, what does B
    (rf"^(?P<head>.*?)\bhenholdsvis (?P<one>[\w'’. -]+?) og (?P<other>.+?){_TAIL}$", ""),
    (r"^(?P<head>.*?)\bifølge (?P<one>.+?) og ifølge (?P<other>.+?)(?P<tail>\W*)$", "ifølge "),
)
_OPENS = re.compile(rf"(?:^|[.,:;!?–-]\s*|\b(?:i|på|ved|til|med|om|in)\s+){_ASKING}\b", re.IGNORECASE)


def parts(question: str) -> tuple[str, ...]:
    """The two questions in one, or the question alone: each asks, and each says something of its own.

    A question that compares two things asks for both.
    """
    for pattern in (_NEXT, _SECOND):
        pieces = [piece.strip() for piece in pattern.split(question.strip(), maxsplit=1)]
        if len(pieces) == 2 and all(_OPENS.search(piece) and content_words(piece) for piece in pieces):
            return tuple(pieces)
    for form, lead in _COMPARED:
        match = re.match(form, question.strip(), re.IGNORECASE)
        if match and content_words(match["one"]) and content_words(match["other"]):
            named = match.groupdict(default="")
            head, tail = named.get("head", ""), named.get("tail", "")
            return tuple(f"{head}{lead}{named[name]}{tail}".strip() for name in ("one", "other"))
    return (question,)
