"""The sentence that tells it, where a message asks for one figure or one name."""

from __future__ import annotations

import itertools
import re

from advisor.danish.questions import parts
from advisor.danish.sentences import sentences
from advisor.domain import Passage, Span
from advisor.knowledge import Reference
from advisor.retrieval.specifics import asked_for

_MOST_SENTENCES = 3
LEANS = re.compile(r"(?:Det|Den|De|Der|Dem|Dette|Disse|Her|Han|Hun|Så|Derfor|Samtidig|Også|Begge|Resten|Tallet)\b")


def narrow(message: str, passage: Passage, reference: Reference) -> tuple[Span, ...]:
    """The sentences that give the figure or the name asked for, each after the one it leans on.

    None when no such thing was asked for, or where it takes more than a few of them.
    """
    if passage.items or len(parts(message)) > 1:
        return ()
    told = asked_for(message, reference).told_in(passage)
    kept: set[Span] = set()
    for before, span in itertools.pairwise((None, *sentences(passage.text))):
        if span in told:
            kept |= {span, before} if before and LEANS.match(passage.text[span.start : span.end]) else {span}
    return tuple(sorted(kept, key=lambda span: span.start)) if len(kept) <= _MOST_SENTENCES else ()
