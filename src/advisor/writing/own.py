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
from advisor.danish.text import shortened
from advisor.danish.words import content_words
from advisor.domain import Hit, Passage, Span
from advisor.knowledge import Reference
from advisor.retrieval.own_specifics import akin, told_in
from advisor.retrieval.specifics import asked_for
from advisor.writing.draft import Draft
from advisor.writing.narrow import LEANS
from advisor.writing.select import asks_for_list

_SHORT = 240  # characters of a passage that is shown whole
_ROOM = 160  # characters; what is shorter is filled up with what follows
_NAME = 90  # characters of a title or a heading
_MOST = 3  # sentences of one that is not
_NEARLY = 0.6  # of what the best sentence shares with the question
_KIND = 0.25  # what it says for a sentence that it holds the kind of thing asked for
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


def quote(draft: Draft, message: str, hit: Hit, reference: Reference, *, brief: bool = False) -> bool:
    """Where it stands, and the sentences that answer ``message``, word for word; ``brief`` where another answers.

    Says whether they are those that give the figure or the name asked for.
    """
    passage = hit.passage
    units = list(_units(passage.text))
    told = () if len(parts(message)) > 1 else told_in(asked_for(message, reference), passage, message)
    exact = [unit for unit in units if any(span.start < unit.span.end and unit.span.start < span.end for span in told)]
    shown = [unit for unit in _chosen(message, passage, units, exact, brief) if not draft.said(hit, unit.span)]
    before = draft.hits[-1].passage if draft.hits else None
    if shown and (before is None or before.section_id != passage.section_id):
        draft.open(_where(passage, before))
    bullets = sum(unit.listed for unit in shown) > 1
    for number, unit in enumerate(shown):
        listed = unit.listed and bullets
        draft.fact(hit, unit.span, "bullet" if listed else "sentence" if number else "paragraph")
    return bool(exact)


def _where(passage: Passage, before: Passage | None) -> str:
    """Title and heading, which others wrote: cut, and without the signs of our own emphasis."""
    title, section = (shortened(name.replace("*", ""), _NAME) for name in (passage.title, passage.section))
    if passage.section == passage.title:
        return messages.OWN_SAYS_UNHEADED.format(title=title)
    same = before is not None and before.source_id == passage.source_id
    return (messages.OWN_SAYS_BELOW if same else messages.OWN_SAYS).format(title=title, section=section)


def _chosen(message: str, passage: Passage, units: list[_Unit], exact: list[_Unit], brief: bool) -> list[_Unit]:
    """The units that answer, in their order: of those with the figure or the name asked for (``exact``), the list where
    one is asked for, or those that share most with the question."""
    listed = [unit for unit in units if unit.listed]
    whole = asks_for_list(message) or _LIST_OF_PEOPLE.search(message)
    if not exact and whole and 1 < len(listed) <= (_MOST if brief else len(listed)):
        return _with_context(listed, units, passage.text)
    if not units or (not exact and not brief and len(passage.text) <= _SHORT):
        return units
    near = _nearest(message, exact or units, passage.text, bool(exact))
    if brief:
        near = near[:1]
    elif not exact:
        near = _filled(near, units)
    return _with_context(near, units, passage.text)


def _nearest(message: str, units: list[_Unit], text: str, told: bool) -> list[_Unit]:
    """The units that share most with the question, the best first; ``told``: each gives what was asked for."""
    scores = _scores(message, [text[unit.span.start : unit.span.end] for unit in units])
    least = _NEARLY * max(scores)
    if not least:
        return units if told else units[:_MOST]  # nothing tells them apart
    order = sorted(range(len(units)), key=lambda i: (-scores[i], i))
    return [units[i] for i in order if scores[i] >= least][:_MOST]


def _filled(near: list[_Unit], units: list[_Unit]) -> list[_Unit]:
    """With what follows the best, as long as there is room: first a thing is named, then more is said of it."""
    kept = list(near)
    for unit in units[units.index(near[0]) + 1 :]:
        if sum(one.span.end - one.span.start for one in kept) >= _ROOM:
            break
        if unit not in kept:
            kept.append(unit)
    return kept


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
        likeness = [max((akin(word, other) for other in said), default=0.0) for said in held]
        total = sum(likeness)
        if total:
            scores = [score + like / total for score, like in zip(scores, likeness, strict=True)]
    return scores
