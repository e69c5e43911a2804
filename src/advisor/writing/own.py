"""What of an own document answers: its sentences as they stand, and where they stand.

A passage of the digest was written to answer; one of a document was cut where a reader would pause, and holds more than
was asked for. So the sentences that come nearest to the question are shown, not the passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from advisor import messages
from advisor.danish.questions import parts
from advisor.danish.sentences import sentences
from advisor.danish.words import content_words, grams, stem
from advisor.domain import Hit, Passage, Span
from advisor.knowledge import Reference
from advisor.retrieval.own_specifics import told_in
from advisor.retrieval.specifics import asked_for
from advisor.writing.draft import Draft
from advisor.writing.narrow import LEANS
from advisor.writing.select import asks_for_list

_SHORT = 240  # characters of a passage that is shown whole
_MOST = 3  # sentences of one that is not
_NEARLY = 0.5  # of what the best sentence shares with the question
_KIN = 0.5  # of the grams of the shorter word: »mobilnettet« and »mobildækningen«
_KIND = 0.5  # what it says for a sentence that it holds the kind of thing asked for
_LIST_MARK = re.compile(r"(?:\d+\.|-) +")
_LIST_OF_PEOPLE = re.compile(r"\bhvem (?:sidder|er med|deltager|indgår|består)\b|\bbestår af\b", re.IGNORECASE)
_NUMBER = r"\d|\b(?:en|et|én|ét|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|halv\w*|hver)\b"
_KINDS = (
    (
        re.compile(r"\bhvorn(?:å|aa)r\b|\bwhen\b", re.IGNORECASE),
        re.compile(rf"{_NUMBER}|\b(?:januar|februar|marts|april|maj|ju[nl]i|\w+ember|oktober|august|\w+dag)\b"),
    ),
    (
        re.compile(
            r"\bhvor (?:mange|meget|l(?:æ|ae)nge|lang\w*|tit|ofte|stor\w*|hurtigt)\b|\bhow (?:many|much|long)\b", re.I
        ),
        re.compile(_NUMBER, re.IGNORECASE),
    ),
    (
        re.compile(r"\bhvem\b|\bwho\b", re.IGNORECASE),
        re.compile(
            r"\b\w*(?:chef|leder|direktør|repræsentant|konsulent|udvalg|afdeling|gruppe|medlem|medarbejder)\w*", re.I
        ),
    ),
    (
        re.compile(r"\bm(?:å|aa) (?:jeg|vi|man|en|de|du|ledelsen)\b|\bkan (?:jeg|vi|man|borgeren)\b", re.IGNORECASE),
        re.compile(r"\b(?:må|kan|skal|kun|aldrig|ikke)\b", re.IGNORECASE),
    ),
)


class _Unit(NamedTuple):
    """A sentence, an item of a list or a row of a table."""

    span: Span
    listed: bool


def quote(draft: Draft, message: str, hit: Hit, reference: Reference) -> None:
    """Where it stands, and the sentences that answer ``message``, word for word."""
    passage = hit.passage
    spans = [unit for unit in chosen(message, passage, reference) if not draft.said(hit, unit.span)]
    if not spans:
        return
    headed = passage.section != passage.title
    says = messages.OWN_SAYS if headed else messages.OWN_SAYS_UNHEADED
    draft.open(says.format(title=passage.title, section=passage.section))
    for number, unit in enumerate(spans):
        draft.fact(hit, unit.span, "bullet" if unit.listed else "sentence" if number else "paragraph")


def chosen(message: str, passage: Passage, reference: Reference) -> list[_Unit]:
    """The sentences of an own passage that answer, in their order."""
    units = list(_units(passage.text))
    told = () if len(parts(message)) > 1 else told_in(asked_for(message, reference), passage, message)
    exact = [unit for unit in units if any(span.start < unit.span.end and unit.span.start < span.end for span in told)]
    listed = [unit for unit in units if unit.listed]
    if 0 < len(exact) <= _MOST:
        return _with_context(exact, units, passage.text)
    if len(listed) > 1 and (asks_for_list(message) or _LIST_OF_PEOPLE.search(message)):
        return _with_context(listed, units, passage.text)
    if len(passage.text) <= _SHORT:
        return units
    scores = _scores(message, [passage.text[unit.span.start : unit.span.end] for unit in units])
    best = max(scores)
    near = sorted((i for i, score in enumerate(scores) if score >= _NEARLY * best), key=lambda i: (-scores[i], i))
    return _with_context([units[i] for i in sorted(near[:_MOST])], units, passage.text)


def _units(text: str) -> Iterator[_Unit]:
    for line in re.finditer(r"[^\n]+", text):
        mark = _LIST_MARK.match(line.group())
        if mark or " | " in line.group():
            start = line.start() + (mark.end() if mark else 0)
            yield _Unit(Span(start, line.start() + len(line.group().rstrip())), True)
        else:
            for span in sentences(line.group()):
                yield _Unit(Span(line.start() + span.start, line.start() + span.end), False)


def _with_context(kept: list[_Unit], units: list[_Unit], text: str) -> list[_Unit]:
    """With the sentence before one that leans on it, and the one that a list hangs on."""
    wanted = set(kept)
    before: _Unit | None = None
    lead: _Unit | None = None
    for unit in units:
        if not unit.listed:
            lead = unit if text[unit.span.start : unit.span.end].endswith(":") else None
        if unit in kept and unit.listed and lead:
            wanted.add(lead)
        elif unit in kept and before and not unit.listed and LEANS.match(text[unit.span.start : unit.span.end]):
            wanted.add(before)
        before = unit
    return [unit for unit in units if unit in wanted]


def _scores(message: str, pieces: list[str]) -> list[float]:
    """How much of the question each piece shares. Each word of the question has as much to give as any other, and gives
    it to the pieces that hold it or a word akin to it."""
    scores = [_KIND * any(asks.search(message) and has.search(piece) for asks, has in _KINDS) for piece in pieces]
    held = [set(content_words(piece)) for piece in pieces]
    for word in dict.fromkeys(content_words(message)):
        likeness = [max((_akin(word, other) for other in said), default=0.0) for said in held]
        total = sum(likeness)
        if total:
            scores = [score + like / total for score, like in zip(scores, likeness, strict=True)]
    return scores


def _akin(word: str, other: str) -> float:
    """1 for two forms of one word, the shared grams for two words with a part in common, else 0."""
    if stem(word) == stem(other):
        return 1.0
    one, two = set(grams(word)), set(grams(other))
    shared = len(one & two) / max(1, min(len(one), len(two)))
    return shared if shared >= _KIN else 0.0
