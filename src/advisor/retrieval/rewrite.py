"""A follow-up made into a whole question, from the conversation before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from advisor.danish.questions import parts
from advisor.danish.words import content_words, fold, words
from advisor.domain import Message

_POINTING = frozenset(
    fold(word)
    for word in """den det dem de denne dette disse deres dets den her der han hun ham hende hans hendes sådan samme
    første anden andet midterste tredje fjerde femte sjette sidste næste forrige begge dér derhen heri hertil it that
    they them this those he she first second third last""".split()
)
_OPENINGS = ("og ", "men ", "hvad med", "hvad så", "end ", "også ", "eller ", "and ", "what about")
_ORDINALS = {
    fold(word): number
    for number, group in enumerate(
        """første first|anden andet andre midterste mellemste second|tredje third|fjerde fourth|
        femte fifth|sjette sixth|syvende seventh|ottende eighth|niende ninth|tiende tenth""".split("|"),
        start=1,
    )
    for word in group.split()
}
_CARDINALS = {
    fold(word): number
    for number, group in enumerate("et en one|to two|tre|fire|fem|seks|syv|otte|ni|ti".split("|"), start=1)
    for word in (*group.split(), str(number))
}
_POINT = re.compile(
    r"\b(?:punkt|nummer|nr\.?|point|number)\s+(\w+)"
    # »et råd en leder kan bruge« asks for no number one
    r"|\b(?:greb|råd|raad|princip|spørgsmål|spoergsmaal|niveau|trin)\s+(?!e[nt]\s+\w)(\w+)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\b(?:det|den|de|the)\s+(\w+)", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:det|den|de)\s+(midterste|mellemste|sidste)\b(?!\s+(?:år|måned|uge|tid|gang))", re.IGNORECASE)
_FEW_WORDS = 3
_WORDS_OF_ITS_OWN = 2
_ANSWER_CHARACTERS = 300


def is_follow_up(message: str) -> bool:
    """Whether a message leans on what was said before: it points back, or says too little alone."""
    return _points_back(message) or len(content_words(message)) < _FEW_WORDS


def _points_back(message: str) -> bool:
    if message.strip().lower().startswith(_OPENINGS):
        return True
    return any(fold(word) in _POINTING for word in words(message)) and len(words(message)) <= 12


def with_history(message: str, history: Sequence[Message]) -> str:
    """The message as a whole question: a follow-up is preceded by what it leans on.

    That is the last question (itself made whole), and the beginning of the answer to it.
    """
    if not history or not is_follow_up(message):
        return message
    questions = [turn.content for turn in history if turn.role == "user"]
    answers = [turn.content for turn in history if turn.role == "assistant"]
    if not questions:
        return message
    earlier = questions[-1]
    if is_follow_up(earlier) and len(questions) > 1:
        earlier = f"{questions[-2]} {earlier}"
    answer = answers[-1][:_ANSWER_CHARACTERS] if answers else ""
    return " ".join(part for part in (earlier, answer, message) if part)


def questions(message: str, history: Sequence[Message]) -> tuple[str, ...]:
    """What a message asks, each made whole: one question, or the two that it holds.

    The second leans on the first where it says next to nothing of its own (»og hvem skriver den?«).
    """
    pieces = parts(message)
    if len(pieces) == 1:
        return (with_history(message, history),)
    first, second = pieces
    if len(content_words(message)) < _FEW_WORDS or _points_back(first):
        first = with_history(first, history)
    if len(content_words(second)) < _WORDS_OF_ITS_OWN:
        second = f"{pieces[0]} {second}"
    return first, second


def asked_item(message: str, count: int = 0) -> int | None:
    """The number of the list item that a message asks for (»hvad med punkt tre?«), counted from 1.

    ``count`` is the length of the list, where it is known: it tells which is the middle one, and the last.
    """
    place = _PLACE.search(message)
    if place and count:
        return count if place[1].lower() == "sidste" else (count + 1) // 2
    for pattern, numbers in ((_POINT, _CARDINALS | _ORDINALS), (_ORDINAL, _ORDINALS)):
        for match in pattern.finditer(message):
            number = numbers.get(fold(match.group(match.lastindex or 1)))
            if number is not None:
                return number
    return None
