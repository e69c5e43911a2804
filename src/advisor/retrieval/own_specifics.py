"""Whether a passage of an own document holds the figure, the name or the place that a question asks for.

The checks are those for the digest (``specifics``). But a passage of a document was not written to stand alone: what it
is about stands in the document's title, of a row or an item in the heading above, and papers name functions where the
digest names people.
"""

from __future__ import annotations

import re
from dataclasses import replace

from advisor.danish.sentences import sentences
from advisor.danish.words import content_words, fold, grams, stem, stems
from advisor.domain import LOCAL, Passage, Span
from advisor.retrieval.asking import HAS_TITLE
from advisor.retrieval.specifics import Specifics

_LISTED = re.compile(r"(?:\d+\.|-) +|[^\n]* \| ")
_WHO = re.compile(r"\bhvem (?:er|var|blev|bliver|har)\b", re.IGNORECASE)
_BY_NAME = re.compile(r"\bhedder\b|\bnavn\w*\b", re.IGNORECASE)
_COUNTS_NO_THING = re.compile(r"\bhvor ?mange (?:kom|fik|gik|gav|tog|sagde|siger|\w+ede)\b", re.IGNORECASE)
_ASKING = frozenset(stems("længe lang langt tit ofte hurtigt stort koster koste prisen mange tid"))
_KIN = 0.5  # of the grams of the shorter word


def is_own(passage: Passage) -> bool:
    """Whether the passage is of an own document."""
    return passage.source_id.startswith(f"{LOCAL}/")


def bears(specifics: Specifics, passage: Passage, question: str) -> bool:
    """Whether the passage, of an own document or of the digest, holds everything that was asked for."""
    if not is_own(passage):
        return specifics.borne_by(passage)
    specifics = _as_asked(specifics, question)
    if _by_function(specifics, question) and _with_function(specifics, passage):
        specifics = replace(specifics, thing=None)
    said = {fold(word) for word in content_words(f"{passage.title} {passage.section} {passage.text}")}
    exactly = specifics.places | specifics.names | specifics.rules  # no other name will do, however like it looks
    meant = [word for word in content_words(question) if fold(word) not in exactly and any(akin(word, w) for w in said)]
    section = " ".join((passage.title, passage.section, *meant))
    lines = (f"{passage.section}: {line}" if _LISTED.match(line) else line for line in passage.text.split("\n"))
    return specifics.borne_by(replace(passage, section=section, text="\n".join(lines)))


def told_in(specifics: Specifics, passage: Passage, question: str) -> tuple[Span, ...]:
    """The sentences of an own passage that give the figure, the name or the function asked for; none where it takes
    more than a sentence to tell whether they do."""
    if _COUNTS_NO_THING.search(question):
        return ()
    if _by_function(specifics, question):
        return _with_function(specifics, passage)
    specifics, found = _as_asked(specifics, question), []
    for span in sentences(passage.text):
        text = passage.text[span.start : span.end]
        said = f"{passage.section}: {text}" if _LISTED.match(text) else text
        if specifics.told_in(replace(passage, text=said)):
            found.append(span)
    return tuple(found)


def akin(word: str, other: str) -> float:
    """1 for two forms of one word, the shared grams for two words with a part in common (»mobilnet«, »mobildækning«),
    else 0."""
    if stem(word) == stem(other):
        return 1.0
    one, two = set(grams(word)), set(grams(other))
    shared = len(one & two) / max(1, min(len(one), len(two)))
    return shared if shared >= _KIN else 0.0


def _as_asked(specifics: Specifics, question: str) -> Specifics:
    """What a paper of one's own is asked for: its words of asking are no subject, and »hvor mange kom?« counts no
    »kom«."""
    counted = None if _COUNTS_NO_THING.search(question) else specifics.counted
    return replace(specifics, about=specifics.about - _ASKING, counted=counted)


def _by_function(specifics: Specifics, question: str) -> bool:
    """Whether it is asked who has a task, and not for anybody's name."""
    return specifics.person and bool(_WHO.search(question)) and not _BY_NAME.search(question)


def _with_function(specifics: Specifics, passage: Passage) -> tuple[Span, ...]:
    """The sentences that say who it is by another function: »Kommunaldirektøren er formand«."""
    found = []
    for span in sentences(passage.text):
        functions = {stem for word in HAS_TITLE.findall(passage.text[span.start : span.end]) for stem in stems(word)}
        if specifics.thing in functions and len(functions) > 1:
            found.append(span)
    return tuple(found)
