"""What a message means while the guide leads: by its words, and by what such messages are like.

The words (``Listener``) know short wishes for sure and are fooled by an answer that uses them; likeness
(``Hears``) knows whole sentences and is blind to a word or two. Where they differ, the surer one is heard. In
doubt a message is an answer: what somebody wrote is not lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import get_args

from advisor.agent.commands import Listener, Step, is_question
from advisor.danish.sentences import sentences
from advisor.danish.words import words
from advisor.knowledge.wishes import ANSWER, QUESTION, WishId
from advisor.ports import Hears

Likely = Mapping[str, float]

_FEWEST, _MOST = 3, 40  # words of a text whose likeness says anything, and of one that is worth the time
_LONGEST_END = 20  # words of a wish after an answer
_MOST_ENDS = 2
_SURE_WISH, _SURE_QUESTION = 0.7, 0.8
_SUREST = 0.9  # of a wish that the words take for another or for a question, or that follows an answer
_SURE_ANSWER, _ANSWER_WORDS = 0.8, 4  # of an answer that the words take for a wish
_LIKELY = 0.5  # of what is more likely than everything else
_AT_END = frozenset(
    {"next", "skip", "back", "go", "example", "model", "summary", "missing", "papers", "pause", "again", "disagree"}
)
"""Wishes that may follow an answer; »…, det ved vi ikke« belongs to it."""

_TAKES_UP = frozenset(
    {"next", "back", "go", "again", "summary", "missing", "papers", "restart", "correct", "pause", "thanks"}
)
"""Wishes that, said in other words than the known ones, are for the guide though it pauses."""

_CLAUSE = re.compile(r"[,;:–]\s+|\s+[-–]\s+")
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3}[.!?])(?<!\b(?:evt|dvs|pct|tlf)\.)\s+")  # written without capitals, too


@dataclass(frozen=True, slots=True)
class _Parts:
    """A message whole, and cut where a wish may begin (see ``_ends``); ``likely`` holds what is known of each text."""

    message: str
    ends: tuple[tuple[str, str, bool], ...]
    likely: dict[str, Likely] = field(default_factory=dict)

    def of(self, text: str, name: str) -> float:
        """How likely a text is what ``name`` says; nothing is known of long and very short ones."""
        return self.likely.get(text, {}).get(name, 0.0)

    def wish(self, text: str) -> tuple[WishId | None, float]:
        """The likeliest wish and how likely it is."""
        held = self.likely.get(text, {})
        best = max(get_args(WishId), key=lambda wish: held.get(wish, 0.0))
        return (best, held[best]) if best in held else (None, 0.0)


class Listening:
    """Takes messages apart. Safe for threads."""

    def __init__(self, listener: Listener, hears: Hears | None = None) -> None:
        """Without ``hears`` the words alone decide."""
        self._listener = listener
        self._hears = hears

    def by_words(self, message: str) -> Step:
        """What a message means by its words alone: for one that tells of the project, where no other was taught."""
        return self._listener.read(message)

    def takes_up(self, message: str) -> bool:
        """Whether a message is for the guide though it pauses: it wishes something of it, and asks nothing else."""
        step = self._listener.read(message)
        if step.wish or step.target or self._hears is None:
            return bool(step.wish or step.target)
        wish, sure = self._heard(message, ()).wish(message)
        return wish in _TAKES_UP and sure >= _SUREST

    def read(self, message: str) -> Step:
        """What a message means while the guide leads. Raises EmbedderError."""
        step = self._listener.read(message)
        if self._hears is None or (step.agrees and not step.answer and not step.question):
            return step
        if step.wish or step.target:
            return self._held_against(step, message)
        parts = self._heard(message, tuple(_ends(message)))
        found = self._wish_at_end(parts) if step.answer else self._asked_at_end(parts)
        return found or self._whole(parts, step) or step

    def _held_against(self, step: Step, message: str) -> Step:
        """A wish by words, unless the message is surely an answer, a question or another wish."""
        rest = step.answer or step.question
        head = message[: message.rfind(rest)] if rest and rest in message else message
        parts = self._heard(message, (("", head, True),) if head != message else ())
        if len(words(head)) >= _ANSWER_WORDS and parts.of(head, ANSWER) >= _SURE_ANSWER:
            return Step(answer=message)
        least = _LIKELY if step.answer.startswith("men ") else _SURE_ANSWER  # »svært at sige, men vi regner med …«
        if step.wish == "unknown" and step.answer and parts.of(message, ANSWER) >= least:
            return Step(answer=message)
        if len(words(message)) < _ANSWER_WORDS:
            return step
        if step.target and rest and parts.of(message, ANSWER) >= _SURE_ANSWER and parts.of(head, "go") < _LIKELY:
            return Step(answer=message) if _tells(head) else step
        if step.wish is None and parts.of(message, QUESTION) >= _SURE_ANSWER:
            return Step(question=message)  # »hvad mener I med en kerneopgave«
        wish, sure = parts.wish(message)
        other = wish if wish != (step.wish or "go") and sure >= _SUREST else None
        return (self._step(other, message) if other else None) or step

    def _wish_at_end(self, parts: _Parts) -> Step | None:
        """An answer with a wish after it: »…, videre«, »… Hop så til inddragelse«."""
        for before, end, is_sentence in parts.ends:
            found = self._at_end(parts, end, is_sentence)
            if found is None:
                continue
            if found.question:
                return replace(found, answer=before)
            wish, sure = parts.wish(parts.message)
            if wish is None or sure < _SURE_WISH:
                return _after(before, found)
            if wish == (found.wish or "go"):
                return self._after_answer(before, found)
        return None

    def _asked_at_end(self, parts: _Parts) -> Step | None:
        """A wish in the last clause of a question, known by its words and alike: »…, kan vi gå tilbage?«."""
        for before, end, _ in parts.ends:
            by_words = self._listener.read(end)
            if by_words.wish in _AT_END and parts.of(end, by_words.wish) >= _SUREST:
                return self._after_answer(before, Step(by_words.wish, by_words.target))
        return None

    def _at_end(self, parts: _Parts, end: str, is_sentence: bool) -> Step | None:
        """The wish that ends a message, or the question without its mark; of a clause the words must know it."""
        by_words = self._listener.read(end)
        sure_answer = len(words(end)) >= _ANSWER_WORDS and parts.of(end, ANSWER) >= _SURE_ANSWER
        plain = not (by_words.answer or by_words.question or by_words.agrees or sure_answer)
        wish, sure = parts.wish(end)
        if plain and (by_words.wish in _AT_END or (by_words.target and not by_words.wish)):
            agrees = not _tells(end) or parts.of(end, by_words.wish or "go") >= _LIKELY
            return by_words if agrees or is_sentence else None  # »…, og sådan kører det«
        if not is_sentence:
            return None
        if wish in _AT_END and sure >= _SUREST:
            return self._step(wish, end)
        asks = not end.endswith("?") and is_question(end) and parts.of(end, QUESTION) >= _SURE_QUESTION
        return Step(question=end) if asks else None

    def _whole(self, parts: _Parts, step: Step) -> Step | None:
        """The wish or the unmarked question that a whole message is, where the words know neither."""
        message = parts.message
        wish, sure = parts.wish(message)
        least = _SUREST if step.question or wish == "restart" else _SURE_WISH  # all answers are at stake
        if wish is not None and sure >= least:
            found = self._step(wish, message)
            before = next((before for before, _, is_sentence in parts.ends if is_sentence), "")
            return self._after_answer(before, found) if found else None
        unmarked = step.answer and not step.question and not message.endswith(".")
        return Step(question=message) if unmarked and parts.of(message, QUESTION) >= _SURE_QUESTION else None

    def _after_answer(self, before: str, found: Step) -> Step:
        """A wish that a whole message is like, with what stands before it where that is an answer of its own."""
        answers = len(words(before)) > _MOST or self._heard(before, ()).of(before, ANSWER) >= _SURE_ANSWER
        return _after(before, found) if answers else found

    def _step(self, wish: WishId, text: str) -> Step | None:
        """The step for a wish; None for a place that is not named, and for thanks that name one."""
        where = self._listener.target(text)
        if wish == "go":
            return Step(target=where) if where else None
        if wish == "thanks" and where:
            return None
        return Step(wish, where if wish in ("correct", "back", "next", "again") else None)

    def _heard(self, message: str, ends: tuple[tuple[str, str, bool], ...]) -> _Parts:
        """The parts with what they are like: all in one go, since that is what costs."""
        texts = [text for text in dict.fromkeys((message, *(end for _, end, _ in ends))) if _tells(text)]
        heard = self._hears.heard(texts) if self._hears and texts else ()
        return _Parts(message, ends, dict(zip(texts, heard, strict=True)))


def _after(before: str, found: Step) -> Step:
    """A wish after an answer; one that is about the answer takes it along."""
    return replace(found, answer=before) if found.wish == "disagree" else replace(found, said=before)


def _tells(text: str) -> bool:
    return _FEWEST <= len(words(text)) <= _MOST


def _ends(message: str) -> Iterator[tuple[str, str, bool]]:
    """What may be a wish after an answer, between what stands before it and whether it is a whole sentence.

    The last sentence, then its last clause.
    """
    message = message.strip()
    spans = sentences(message)
    starts = {spans[-1].start: True} if len(spans) > 1 else {}
    for match in [*_SENTENCE.finditer(message)][-1:]:
        starts[match.end()] = True
    for match in [*_CLAUSE.finditer(message)][-1:]:
        starts.setdefault(match.end(), False)
    for start in sorted(starts, key=lambda start: (not starts[start], -start))[:_MOST_ENDS]:
        before, end = message[:start].rstrip(" ,;:–-\n"), message[start:]
        if words(before) and 0 < len(words(end)) <= _LONGEST_END:
            yield before, end, starts[start]
