"""Whether the number, name, place or rule that a question asks for stands in a passage at all.

A passage can be about the very thing and still not say what was asked (»hvor mange kroner har de
sparet?«). Likeness cannot tell; these checks can.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from advisor.danish.language import is_english
from advisor.danish.sentences import sentences
from advisor.danish.words import fold, replace_words, stem, stems, words
from advisor.domain import Passage, Span
from advisor.knowledge import Reference, Term
from advisor.knowledge.vocabulary import recognise
from advisor.retrieval import asking

_MOST_SUBJECT = 6  # stems; a follow-up carries those of what was said before it
_NO_NAMES = frozenset({"kommune", "kommunes", "kl", "klk", "med", "it", "ai", "hr", "tr", "amr", "eu", "gdpr"})
_GENERIC = frozenset(
    stem(word) for word in "kommune kommunen sag sager år dag dage gang antal stor meget mange".split()
)


@dataclass(frozen=True, slots=True)
class Specifics:
    """What a question asks for by name or as a figure."""

    places: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    thing: str | None = None
    person: bool = False
    figure: re.Pattern[str] | None = None
    counted: str | None = None
    about: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    technology: Term | None = None
    maker: bool = False
    municipalities: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()

    def named_in(self, passage: Passage) -> bool:
        """Whether the question names someone or something, and the passage names all of it."""
        said = {fold(word) for word in words(passage.text)}
        return bool(self.names) and all(name in said or name.removesuffix("s") in said for name in self.names)

    def borne_by(self, passage: Passage) -> bool:
        """Whether the passage holds everything that was asked for."""
        text = f"{passage.section} {passage.heading} {passage.text}"
        folded = {fold(word) for word in words(text)}
        if not self.places <= folded:
            return False
        if self.places and self.technology and not _is_about(passage, self.technology):
            return False
        if not all(any(rule in word for word in folded) for rule in self.rules):
            return False
        if not self.years <= {*asking.YEAR.findall(f"{passage.title} {text}"), str(passage.year)}:
            return False
        if self.thing and not any(self._names_thing(piece) for piece in _pieces(passage)):
            return False
        if self.maker and not any(self._names_maker(piece) for piece in _pieces(passage)):
            return False
        return self.figure is None or self._gives_figure(passage)

    def told_in(self, passage: Passage) -> tuple[Span, ...]:
        """The sentences of a passage that give the figure, the name or the maker asked for; none when none was."""
        return tuple(span for span in sentences(passage.text) if self._tells(passage.text[span.start : span.end]))

    def _tells(self, piece: str) -> bool:
        if self.figure is not None:
            subject = self.about - _GENERIC
            said = self._counts(piece, self.figure) and not says_unknown(piece)
            return said and (not subject or bool(subject & set(stems(piece))))
        return (self.thing is not None and self._names_thing(piece)) or (self.maker and self._names_maker(piece))

    def _names_thing(self, piece: str) -> bool:
        """Whether a sentence speaks of the thing and gives a name: of a person the whole name, of a thing one word."""
        if says_unknown(piece) or not (self.thing in stems(piece) or (self.person and asking.HAS_TITLE.search(piece))):
            return False
        if self.person:
            return any(not self._is_known(match.group()) for match in asking.FULL_NAME.finditer(piece))
        return any(re.fullmatch(asking.PROPER, word) and not self._is_place(word) for word in piece.split()[1:])

    def _names_maker(self, piece: str) -> bool:
        return bool(asking.MADE.search(piece)) and any(
            re.fullmatch(asking.PROPER, word.rstrip(",.;"))
            and not self._is_place(word)
            and fold(word) not in self.names
            for word in piece.split()[1:]
        )

    def _is_known(self, name: str) -> bool:
        """Whether a name is no news: a municipality's, or one that the question itself holds."""
        return self._is_place(name) or {fold(word) for word in words(name)} <= self.names

    def _is_place(self, name: str) -> bool:
        return any(fold(word) in self.municipalities or word in _NO_NAMES for word in words(name))

    def _gives_figure(self, passage: Passage) -> bool:
        subject = self.about - _GENERIC
        shared = subject & set(stems(f"{passage.section} {passage.heading} {passage.text}"))
        if len(shared) * 2 < min(len(subject), _MOST_SUBJECT):
            return False  # whatever figure stands there, it is not of this
        if passage.items and self.counted and self.counted in stems(passage.text[: passage.prose.end]):
            return True  # the length of a list is a figure
        return any(self._tells(piece) for piece in _pieces(passage))

    def _counts(self, piece: str, figure: re.Pattern[str]) -> bool:
        """Whether a sentence has the figure; of things counted, just before them (»27 softwarerobotter«)."""
        counted = self.counted
        if figure is not asking.AMOUNT or counted is None:
            return bool(figure.search(asking.YEAR.sub("", piece) if figure is asking.AMOUNT else piece))
        wanted = asking.PEOPLE if counted in asking.PEOPLE else {counted}
        things = [word for match in asking.COUNT_OF.finditer(piece) for word in stems(match["what"])]
        return any(word.endswith(thing) for word in things for thing in wanted)


def says_unknown(sentence: str) -> bool:
    """Whether a sentence says of something that it is not known (»Prisen kendes ikke«)."""
    return bool(asking.UNKNOWN.search(sentence))


def asked_for(question: str, reference: Reference) -> Specifics:
    """What ``question`` asks for by name or as a figure."""
    vocabulary = reference.vocabulary
    question = replace_words(question, asking.WITHOUT_LETTERS)
    tokens = words(question)
    raw = set(re.findall(r"\w+", question))
    first = {name: name.split("-")[0] for name in vocabulary.municipalities}
    places = {
        fold(part)
        for part in first.values()
        if (part in raw if part.lower() in asking.ALSO_WORDS else part.lower() in tokens or fold(part) in tokens)
        or f"{part.lower()}s" in tokens
    }
    elsewhere = (*asking.ELSEWHERE.findall(question), *asking.OF_PLACE.findall(question))
    places |= {fold(name) for name in elsewhere if _is_unknown_place(name, reference)}
    asked = asking.NAMED.search(question)
    thing = next((word for word in asked.groups() if word), None) if asked else None
    counted = asking.COUNTED.search(question)
    figure = _figure(question)
    return Specifics(
        places=frozenset(places),
        rules=frozenset(fold(match.group(1)) for match in asking.RULE.finditer(question) if match.group(1)),
        thing=stem(thing.split("-")[-1]) if thing else None,
        person=bool(thing and asked and (asking.IS_PERSON.fullmatch(thing) or asked["who"] or asked["they"])),
        figure=figure,
        counted=stem(counted.group(1)) if counted else None,
        about=frozenset() if is_english(question) else frozenset(stems(question)),
        names=frozenset(fold(name) for name in asking.NAME.findall(question)),
        technology=recognise(question, vocabulary.technologies),
        maker=bool(asking.MAKER.search(question)),
        municipalities=frozenset(fold(part) for part in first.values()),
        years=frozenset(asking.YEAR.findall(question)) if figure else frozenset(),
    )


def _figure(question: str) -> re.Pattern[str] | None:
    """What kind of figure a question asks for."""
    return next((figure for asked, figure in asking.FIGURES if asked.search(question)), None)


def _is_about(passage: Passage, technology: Term) -> bool:
    text = f"{passage.section} {passage.heading} {passage.text}"
    return technology.id in passage.technologies or recognise(text, [technology]) is not None


def _is_unknown_place(name: str, reference: Reference) -> bool:
    """Whether a name after »i« or »på« is a place: no technology (»på Teams«), no title (»i Sammen om …«)."""
    titles = {fold(word) for entry in reference.entries.values() for word in words(f"{entry.title} {entry.publisher}")}
    known = recognise(name, reference.vocabulary.technologies) is not None
    return not known and fold(name) not in titles | asking.BROAD_PLACES


def _pieces(passage: Passage) -> list[str]:
    return [passage.text[span.start : span.end] for span in sentences(passage.text)]
