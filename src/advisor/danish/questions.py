"""Questions that hold two: »hvad skal der stå i den, og hvem skriver den?«"""

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
_OPENS = re.compile(rf"(?:^|[.,:;!?–-]\s*|\b(?:i|på|ved|til|med|om|in)\s+){_ASKING}\b", re.IGNORECASE)


def parts(question: str) -> tuple[str, ...]:
    """The two questions in one, or the question alone: each asks, and each says something of its own."""
    for pattern in (_NEXT, _SECOND):
        pieces = [piece.strip() for piece in pattern.split(question.strip(), maxsplit=1)]
        if len(pieces) == 2 and all(_OPENS.search(piece) and content_words(piece) for piece in pieces):
            return tuple(pieces)
    return (question,)
