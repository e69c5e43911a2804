"""What a message means while the guide leads: a wish (»spring over«), an answer, a question, or several of these.

A wish is told by its words (``corpus/wishes.yaml``): a short sentence that holds the words of a phrase in
their order and next to nothing else. What only looks like one (»de skal springe over hegnet med
tabletten«) says too much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from advisor.danish.sentences import sentences
from advisor.danish.words import fold, stem, words
from advisor.knowledge import Guide
from advisor.knowledge.wishes import Wishes, WishId

_LONGEST_WISH = 12  # words
_MOST_MURMURED = 2  # »hmm«, »nå ja«: words that say nothing
_MOST_OTHER = 1  # words of a wish that belong neither to its phrase nor to the fillers
_LONGEST_QUESTION = 40
_LONGEST_UNMARKED = 14  # words of a question that lacks its mark
_SHORT_STEM = 3  # letters
_TARGET_WORDS = 4  # that may stand around the name of the place to go to
_CLAUSE = re.compile(r"[,;:–]\s+|\s+[-–]\s+|\.{2,}\s*|\s+(?=men\b)")
_NUMBER = re.compile(r"\b([1-4])\s*\.\s*([1-5])\b")
_ONLY_A_NUMBER = re.compile(r"\W*[1-4],[1-5]\W*$")  # in an answer, »2,5 timer« is a figure
_CORE_NUMBER = re.compile(
    r"\b(?:spørgsmål|spoergsmaal|kernespørgsmål|del|kapitel|nummer|nr\.?|question)\s+(?:nummer\s+|nr\.?\s+)?"
    r"([1-4]|et|ét|to|tre|fire)\b",
    re.IGNORECASE,
)
_WITH_TARGET = ("correct", "back", "next", "again")
_TO_PLACE = re.compile(r"^(?:\W*(?:på|til|i|om|ved|spørgsmål))*\W*[1-4]\s*[.,]\s*[1-5]\b", re.IGNORECASE)
_CORRECTS = re.compile(r"^\W*(?:ret|rette)\s+(?:\w+\s+){0,2}?[1-4]\s*[.,]\s*[1-5]\b\W*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_NUMBERS = {"1": 1, "2": 2, "3": 3, "4": 4, "et": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4}
_ASKS = re.compile(
    r"^\W*(?:(?:og|men|så|ok|okay|jamen|hov|øh|altså|lige|undskyld|nå)\b\W*)*"
    r"(?:hvad|hvordan|hvorfor|hvem|hvornår|hvornaar|hvilke[nt]?|hvor|kan (?:man|vi|jeg|du|i)|skal (?:vi|man|jeg)|"
    r"må (?:vi|man|jeg)|maa (?:vi|man)|er (?:det|der|vi)|har (?:vi|i|andre|nogen)|findes|gælder|bør|"
    r"forklar|fortæl|what|how|why|who|when|which|can|is|are|do)\b",
    re.IGNORECASE,
)

_STATES = frozenset("er var bliver har havde betyder mener handler".split())


def _token(word: str) -> str:
    """A word's stem, but not one so short that it is another word's (»allerede« is not »alle«, »forrige« not »for«)."""
    found = stem(word)
    much_cut = len(found) <= _SHORT_STEM and len(word) >= len(found) + _SHORT_STEM
    return fold(word)[: len(found) + _SHORT_STEM - 1] if much_cut else found


_GOING = frozenset(
    map(_token, "gå gåer går hop hoppe spring springe skift skifte tag tage videre til om hellere go jump".split())
)


@dataclass(frozen=True, slots=True)
class Step:
    """A message taken apart: what is wished for, what is said as an answer, what is asked at its end.

    ``target`` is the sub-question or core question that is named to go to or to correct; ``agrees``:
    the message begins by taking up what was offered. ``said`` is an answer that stands before the wish.
    """

    wish: WishId | None = None
    target: str | None = None
    answer: str = ""
    question: str = ""
    agrees: bool = False
    said: str = ""


class Listener:
    """Takes messages apart by the wishes and the titles of one corpus."""

    def __init__(self, wishes: Wishes, guide: Guide) -> None:
        self._cores = guide.core_questions
        self._phrases = tuple(
            (wish.id, tuple(map(_token, words(phrase)))) for wish in wishes.wishes for phrase in wish.phrases
        )
        self._fillers = _stems(wishes.fillers)
        self._agreeing = tuple(tuple(map(_token, words(phrase))) for phrase in wishes.agreeing)
        titles = [(sub.id, sub.title) for sub in guide.sub_questions.values()]
        titles += [(core.id, core.title) for core in guide.core_questions]
        stemmed = [(identity, frozenset(_token(word) for word in words(title))) for identity, title in titles]
        self._titles = sorted(stemmed, key=lambda pair: -len(pair[1]))

    def read(self, message: str) -> Step:
        """What a message means while the guide leads."""
        if _ONLY_A_NUMBER.match(message):
            message = message.replace(",", ".")
        corrected = self._corrected(message)
        if corrected:
            return corrected
        for head, rest in _heads(message):
            wish = self._wish(head)
            named = self._names_a_place(head) and not (rest and head.endswith("?"))  # »Faglighed? Den er høj.«
            where = self.target(head) if wish in _WITH_TARGET or named else None
            if wish or where:
                tail = _tail(rest)
                return Step(wish, where, tail.answer, tail.question)
            if rest and self._agrees(head):
                return replace(self.read(rest), agrees=True)
        if self._agrees(message):
            return Step(agrees=True)
        tokens = [_token(word) for word in words(message)]
        if len(tokens) <= _MOST_MURMURED and all(token in self._fillers for token in tokens):
            return Step()
        return _tail(message)

    def target(self, text: str) -> str | None:
        """The sub-question or core question that a text names, by number (»3.2«) or by title."""
        number, core_number = _NUMBER.search(text), _CORE_NUMBER.search(text)
        if number:
            return next((f"{core.id}/{number[2]}" for core in self._cores if core.number == int(number[1])), None)
        if core_number:
            wanted = _NUMBERS[core_number[1].lower()]
            return next((core.id for core in self._cores if core.number == wanted), None)
        said = {_token(word) for word in words(text)}
        return next((identity for identity, title in self._titles if title <= said), None)

    def _wish(self, sentence: str) -> WishId | None:
        """The wish whose longest phrase is all that the sentence says; None when it says more."""
        tokens = [_token(word) for word in words(_NUMBER.sub(" ", sentence))]
        if len(tokens) > _LONGEST_WISH:
            return None
        best: tuple[int, WishId | None] = (0, None)
        for wish, phrase in self._phrases:
            used = _in_order(phrase, tokens)
            if used is None:
                continue
            other = [t for place, t in enumerate(tokens) if place not in used and t not in self._fillers]
            most = _MOST_OTHER if len(phrase) > 1 else 0  # »flere pauser« wishes for no pause
            if len(other) <= most and len(phrase) > best[0]:
                best = len(phrase), wish
        return best[1]

    def _corrected(self, message: str) -> Step | None:
        """»vi mente at de ringer«: a correction that goes on into the new answer without a stop."""
        place = _CORRECTS.match(message)
        if place:
            return Step("correct", self.target(place.group()), message[place.end() :].strip())
        pieces = list(_WORD.finditer(message))
        tokens = [_token(piece.group()) for piece in pieces]
        for wish, phrase in self._phrases:
            several = wish == "correct" and len(phrase) > 1  # »ret mange« is no correction
            used = _in_order(phrase, tokens[: len(phrase) + 2]) if several else None
            if used and len(tokens) > max(used) + 1:
                rest = _TO_PLACE.sub("", message[pieces[max(used)].end() :])
                return Step("correct", self.target(message[: len(message) - len(rest)]), rest.strip(" .,:;–-\n"))
        return None

    def _agrees(self, sentence: str) -> bool:
        tokens = [_token(word) for word in words(sentence)]
        begins = next((p for p in self._agreeing if p == tuple(tokens[: len(p)])), None)
        single = {phrase[0] for phrase in self._agreeing if len(phrase) == 1}
        return (
            begins is not None
            and len(tokens) <= _TARGET_WORDS
            and all(token in single | self._fillers for token in tokens[len(begins) :])
        )

    def _names_a_place(self, sentence: str) -> bool:
        """Whether a short sentence wants to go somewhere, or is nothing but the place's name."""
        tokens = [_token(word) for word in words(_NUMBER.sub(" ", sentence))]
        own = [token for token in tokens if token not in self._fillers]
        return len(tokens) <= _LONGEST_WISH and (
            (bool(_GOING & set(tokens)) and len(own) <= _TARGET_WORDS)
            or (len(own) <= 1 and not _STATES & set(words(sentence)))
        )


def is_question(text: str) -> bool:
    """Whether a sentence asks: it ends with the mark, or it is short and opens as questions do."""
    count = len(words(text))
    if text.rstrip().endswith("?"):
        return 0 < count <= _LONGEST_QUESTION
    return count <= _LONGEST_UNMARKED and bool(_ASKS.search(text))


def _heads(message: str) -> Iterator[tuple[str, str]]:
    """What may be the wish, with what follows it: the first sentence, then its first clause."""
    spans = sentences(message)
    if not spans:
        return
    first, rest = message[spans[0].start : spans[0].end], message[spans[0].end :].strip()
    lower = re.split(r"(?<=[.!?])\s+", first, maxsplit=1)  # »spring over. hvad er …«: written without capitals
    if len(lower) == 2:
        first, rest = lower[0], f"{lower[1]} {rest}".strip()
    yield first, rest
    clause = _CLAUSE.search(first)
    if clause and first[: clause.start()].strip():
        yield first[: clause.start()], f"{first[clause.end() :]} {rest}".strip()


def _tail(text: str) -> Step:
    """What follows a wish, or a message without one: an answer, a question, or an answer with a question at its end."""
    text = text.strip()
    if not text:
        return Step()
    pieces = [text[span.start : span.end] for span in sentences(text)]
    last = pieces[-1]
    if all(is_question(piece) for piece in pieces):
        return Step(question=text)
    if len(pieces) > 1 and last.endswith("?") and is_question(last) and _ASKS.search(last):
        return Step(answer=text[: text.rindex(last)].strip(), question=last)
    return Step(answer=text)


def _in_order(phrase: Sequence[str], tokens: Sequence[str]) -> set[int] | None:
    """The places of the phrase's words among the tokens, in order; None when one is missing."""
    used: set[int] = set()
    start = 0
    for word in phrase:
        place = next((n for n in range(start, len(tokens)) if tokens[n] == word), None)
        if place is None:
            return None
        used.add(place)
        start = place + 1
    return used


def _stems(held: Iterable[str]) -> frozenset[str]:
    return frozenset(_token(word) for phrase in held for word in words(phrase))
