"""Reads a damaged text again, sentence by sentence: the likeliest words, by what each may have been and what
stands beside it (the algorithm of Viterbi over pairs of words)."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from ingest.documents.candidates import Candidates
from ingest.documents.confusions import is_slip
from ingest.documents.edits import Edit
from ingest.documents.health import known
from ingest.documents.language_model import NAME, NUMBER, START, LanguageModel
from ingest.documents.tokens import Token, cut_after, tokens

_COMMON = math.log(5e-7)  # where a name may stand, only so common a word is read
_LISTED = math.log(5e-9)  # with a capital, only words of the list are
_CLEARLY = 9.0  # nats; or words that are so much likelier
_RARE = math.log(1e-9)  # a name that no list has, where a word would do as well
_JOINS = frozenset("og eller samt men til".split())
_BULLETS = frozenset("ceo©®°")  # what a round bullet is read as
_LOOSE_END = re.compile(r"- *(?:\n|$)")
_LINE_END = re.compile(r" *\n")
_UNITS = frozenset(["m3"])
_CUT = 12.0  # nats: how much likelier a cut word is at the end of a line than a hyphen of its own
_ANY = math.log(0.02)  # a mark, a number, a name
_OPTIONS = 6
_LOOKALIKE = 5  # letters of a word in which an i is taken for an l and the like; shorter ones may be anything
_LIKE_I = 5.0  # nats
_DOUBT = 0.8  # nats: a word that may well be right as it stands wants more evidence against it


@dataclass(frozen=True, slots=True)
class _Option:
    """What may stand in a place: the word as the pairs know it, as it is written, and what it costs by itself."""

    term: str
    written: str
    alone: float
    cost: float


@dataclass(frozen=True, slots=True)
class _Slot:
    start: int
    end: int
    options: tuple[_Option, ...]


class Decoder:
    """Finds the edits that a damaged text needs."""

    def __init__(self, language: LanguageModel, candidates: Candidates, halves: Collection[str] = ()) -> None:
        """``halves`` begin texts and end words that were cut off at the end of the text before."""
        self._halves = halves
        self._language = language
        self._lexicon = language.lexicon
        self._candidates = candidates
        self._cache: dict[str, tuple[_Option, ...]] = {}

    def edits(self, text: str) -> list[Edit]:
        """What to change in a text, in order."""
        slots, edits = self._slots(text)
        begun = text.lstrip()[:1].islower()  # in the middle of a sentence
        for slot, option in zip(slots, self._best(slots, "" if begun else START), strict=True):
            if option.written != text[slot.start : slot.end]:
                edits.append(Edit(slot.start, slot.end, option.written))
        return sorted(edits, key=lambda edit: (edit.start, edit.end))

    def _slots(self, text: str) -> tuple[list[_Slot], list[Edit]]:
        found = list(tokens(text))
        strokes = [line.count("|") for line in text.split("\n")]
        slots: list[_Slot] = []
        edits: list[Edit] = []
        place = 0
        while place < len(found):
            token = found[place]
            after = found[place + 1] if place + 1 < len(found) else None
            second = self._second_half(token, found, place, text)
            if second is not None:
                joined = replace(token, text=token.text + second.text, end=second.end)
                if (token.kind == "word" and self._is_cut(token, second)) or self._small_l(joined):
                    slots.append(_Slot(token.start, second.end, self._options(joined, None)))
                    place += 3
                    continue
                if token.kind == "shut" and second.text not in _JOINS:
                    edits.append(Edit(token.end, second.start, "-"))
            if token.text in _BULLETS and token.heads and after and after.text[0].isupper() and text[token.end] == " ":
                slots.append(_Slot(token.start, token.end, (_Option(START, "•", _ANY, 0.0),)))
            elif token.kind == "mark" and token.text == "|" and self._is_letter_i(found, place, text, strokes):
                slots.append(_Slot(token.start, token.end, self._letter_i(token)))
            elif _is_code(token, found[place - 1] if place else None, text):
                slots.append(_Slot(token.start, token.end, (_plain(token),)))
            elif self._is_half(token, text, first=not place) and (second is None or second.text not in _JOINS):
                slots.append(_Slot(token.start, token.end, (_plain(token),)))
                if second is not None:
                    slots.append(_Slot(second.start, second.end, (_plain(second),)))
                    place += 2
            else:
                slots.append(_Slot(token.start, token.end, self._options(token, after)))
            place += 1
        return slots, edits

    @staticmethod
    def _second_half(token: Token, found: list[Token], place: int, text: str) -> Token | None:
        """The word after a hyphen at the end of a line."""
        start = cut_after(token, text)
        if start is None or place + 2 >= len(found):
            return None
        second = found[place + 2]
        return second if second.start == start and second.kind == "word" and second.text.islower() else None

    def _is_half(self, token: Token, text: str, *, first: bool) -> bool:
        """Whether a word is what was left of one that was cut."""
        return (first and token.text in self._halves) or _LOOSE_END.match(text, token.end) is not None

    def _is_cut(self, first: Token, second: Token) -> bool:
        if second.text in _JOINS:
            return False
        whole = self._worth((first.text + second.text).lower())
        halves = self._worth(first.text.lower()) + self._worth(second.text)
        return whole + _CUT > halves

    def _worth(self, word: str) -> float:
        """How likely the likeliest candidate of a word is."""
        return max(option.alone - option.cost for option in self._read(word))

    def _options(self, token: Token, after: Token | None) -> tuple[_Option, ...]:
        small = self._small_l(token)
        if token.kind != "word":
            return (replace(_plain(token), term=token.text, alone=_RARE), *small) if small else (_plain(token),)
        first, *rest = self._read(token.text.lower())
        if token.text[0].isupper() and not token.loud:
            if token.opens and not _is_name(after):
                least = min(_LISTED, first.alone + _CLEARLY)
            else:
                least = max(_COMMON, first.alone + _CLEARLY)
            rest = [option for option in rest if option.alone > least and not self._language.is_name(option.term)]
        written = (replace(option, written=_cased(option.term, token)) for option in (first, *rest))
        return (*written, *small)

    def _small_l(self, token: Token) -> tuple[_Option, ...]:
        """The words with l that one with a capital I may have been: the two letters look alike."""
        word = token.text.lower()
        if token.text[0] != "I" or len(word) < _LOOKALIKE or not token.text[1:].islower() or known(word, self._lexicon):
            return ()
        spelled = [f"l{word[1:]}"] + ([word[1:]] if word[1] == "l" else [])
        return tuple(
            _Option(option.term, option.term, option.alone, option.cost + _LIKE_I)
            for each in spelled
            for option in self._read(each)
            if option.alone > _COMMON and option.term[0] == "l"
        )

    def _read(self, word: str) -> tuple[_Option, ...]:
        """The word itself, and what else it may be."""
        if word not in self._cache:
            options = [_Option(word, word, self._lexicon.log(word), 0.0)]
            is_word = known(word, self._lexicon)
            bold = len(word) >= _LOOKALIKE and not is_word
            for candidate in self._candidates.of(word) if len(word) > 1 else ():
                if bold or not any(is_slip(change) for change in candidate.changes):
                    cost = self._candidates.cost(candidate) + is_word * _DOUBT
                    options.append(_Option(candidate.word, candidate.word, candidate.log, cost))
            self._cache[word] = tuple(options[:_OPTIONS])
        return self._cache[word]

    def _is_letter_i(self, found: list[Token], place: int, text: str, strokes: list[int]) -> bool:
        """Whether an upright stroke stands where an I may stand, and not between the cells of a table. ``strokes``
        are those of each line."""
        token, after = found[place], found[place + 1] if place + 1 < len(found) else None
        spaced = not text[token.start - 1 : token.start].strip() and not text[token.end : token.end + 1].strip()
        if not spaced or after is None or after.kind != "word" or len(after.text) < 2:
            return False
        here = strokes[text.count("\n", 0, token.start)]
        if here > 1 and strokes.count(here) > 1:
            return False
        at_end = here == 1 and _LINE_END.match(text, token.end) is not None
        before = found[place - 1].text.lower() if place else START
        return token.opens or at_end or self._language.seen(before, "I") or self._language.seen("I", after.text.lower())

    def _letter_i(self, token: Token) -> tuple[_Option, ...]:
        """An upright stroke that was the pronoun I or the word i."""
        alone = self._lexicon.log("i")
        if token.opens:
            return (_Option("i", "I", alone, 0.0),)
        return (_Option("i", "i", alone, 0.0), _Option("I", "I", alone - 1, 0.0))

    def _best(self, slots: list[_Slot], opening: str) -> list[_Option]:
        """The likeliest option of each place, given those beside it; ``opening`` stands before the first."""
        paths: list[tuple[float, int]] = [(0.0, -1)]
        before: tuple[_Option, ...] = (_Option(opening, "", 0.0, 0.0),)
        kept: list[list[tuple[float, int]]] = []
        for slot in slots:
            paths = [
                max(
                    (
                        score + self._language.log(earlier.term, option.term, option.alone) - option.cost,
                        number,
                    )
                    for number, ((score, _), earlier) in enumerate(zip(paths, before, strict=True))
                )
                for option in slot.options
            ]
            kept.append(paths)
            before = slot.options
        best: list[_Option] = []
        number = max(range(len(paths)), key=lambda n: paths[n][0]) if slots else 0
        for slot, came in zip(reversed(slots), reversed(kept), strict=True):
            best.append(slot.options[number])
            number = came[number][1]
        return best[::-1]


def _is_code(token: Token, before: Token | None, text: str) -> bool:
    """Whether figures in a word may be figures: after a number, joined to something else, or in a unit."""
    if not any(character.isdigit() for character in token.text):
        return False
    beside = text[max(token.start - 1, 0) : token.start] + text[token.end : token.end + 1]
    joined = any(character.isalnum() or character in "-/_=+" for character in beside)
    return joined or token.text in _UNITS or (before is not None and before.kind in ("number", "shut"))


def _is_name(token: Token | None) -> bool:
    return token is not None and token.kind == "name"


def _plain(token: Token) -> _Option:
    """What is not read again, as the pairs know it."""
    term = NUMBER if token.kind == "number" else NAME
    if token.kind == "mark":
        term = START if token.text in ".?!:;" else token.text
    if token.text == "I":
        term = "I"
    return _Option(term, token.text, _ANY, 0.0)


def _cased(word: str, token: Token) -> str:
    """A word with the capitals of what stands in the text."""
    letters = [character for character in token.text if character.isalpha()]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return word.upper()
    if token.text[0].isupper() or token.text[0] in "/|" or (token.text[0] in "&@0" and token.opens):
        return word[:1].upper() + word[1:]
    return word
