"""Whether the number, name, place or rule that a question asks for stands in a passage at all.

A passage can be about the very thing and still not say what was asked (»hvor mange kroner har de
sparet?«). Likeness cannot tell; these checks can.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from advisor.danish.language import is_english
from advisor.danish.sentences import sentences
from advisor.danish.words import fold, stem, stems, words
from advisor.domain import Passage

_NUMBER = re.compile(
    r"\d|\b(?:to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tyve|halvdelen|tredjedel\w*|fjerdedel\w*|én|"
    r"årlig\w*|hvert år|hver (?:uge|måned)|hundrede\w*|tusind\w*|million\w*)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\d[\d.,]*\s*(?:kr|kroner|mio|million\w*|mia|tusind)|\b(?:kroner|kr\.)\s*\d", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"\b(?:kendes|fremgår|vides|oplyses|står|nævnes|kender|siger)\b.{0,30}\bikke\b|"
    r"\bikke (?:kendt|oplyst|nævnt|angivet)\b|\bukendt\b",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"\bhvor (?:mange|tit|ofte|længe|lang tid|gammel|gamle)\b"
    r"|\bhvor meget (?:\w+ ){0,3}?(?:koste\w*|betal\w*|spar\w*|penge|tid|løn|fyld\w*|får)\b"
    r"|\bhvor stor\w* (?:en |et )?(?:bøde|beløb|budget|besparelse|andel)\b"
    r"|\bhvornår (?:kommer|udkommer|åbner|starter|udkom)\b|\bhow (?:many|much|long|often)\b",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\b(?:hvad|hvor meget|hvor mange kroner)\b.{0,20}\b(?:koste\w*|prisen?|betalte?|kroner)\b"
    r"|\bhvor mange (?:kroner|penge)\b"
    r"|\bhvor meget (?:\w+ ){0,3}?(?:løn|tillæg)\b|\bhvad (?:er|får|tjener)\b.{0,20}løn\w*"
    r"|\bhow much\b.{0,20}\b(?:cost|pay|paid)\b",
    re.IGNORECASE,
)
_NAMED_THING = re.compile(
    r"\b(?:hvad hedder|navnet på|hvilken|hvilket|hvem er|hvem blev)\b.{0,12}?\b"
    r"(leverandør\w*|firma\w*|system\w*|\w+system\w*|produkt\w*|projektleder\w*|direktør\w*|borgmester\w*|telefon\w*|mail\w*)",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\b(\w*(?:loven|lovens|forordningen|bekendtgørelsen|overenskomsten?|bøde\w*|varsel\w*))\b|(§)", re.IGNORECASE
)
_COUNTED = re.compile(r"\bhvor mange\s+(\w+)", re.IGNORECASE)
_NAME = re.compile(r"(?<=[\w,] )[A-ZÆØÅ]\w+")
_ALSO_WORDS = frozenset({"vejen", "skive", "greve", "odder"})  # municipalities whose names mean something else
_GENERIC = frozenset(
    stem(word) for word in "kommune kommunen sag sager år dag dage gang antal stor meget mange".split()
)


@dataclass(frozen=True, slots=True)
class Specifics:
    """What a question asks for by name or as a figure."""

    places: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    thing: str | None = None
    quantity: bool = False
    price: bool = False
    counted: str | None = None
    about: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def named_in(self, passage: Passage) -> bool:
        """Whether the question names someone or something, and the passage names all of it."""
        return bool(self.names) and self.names <= {fold(word) for word in words(passage.text)}

    def borne_by(self, passage: Passage) -> bool:
        """Whether the passage holds everything that was asked for."""
        text = f"{passage.section} {passage.heading} {passage.text}"
        folded = {fold(word) for word in words(text)}
        if not self.places <= folded:
            return False
        if not all(any(rule in word for word in folded) for rule in self.rules):
            return False
        if self.thing and not self._names_thing(passage):
            return False
        return not (self.quantity or self.price) or self._gives_figure(passage)

    def _names_thing(self, passage: Passage) -> bool:
        return any(
            self.thing in stems(piece) and not _UNKNOWN.search(piece) and any(w[0].isupper() for w in piece.split()[1:])
            for piece in _pieces(passage)
        )

    def _gives_figure(self, passage: Passage) -> bool:
        wanted = _MONEY if self.price else _NUMBER
        subject = self.about - _GENERIC
        if len(subject & set(stems(f"{passage.section} {passage.heading} {passage.text}"))) * 2 < len(subject):
            return False  # whatever figure stands there, it is not of this
        about = frozenset({self.counted}) if self.counted else subject
        if passage.items and self.counted and self.counted in stems(passage.text[: passage.prose.end]):
            return True  # the length of a list is a figure
        return any(
            wanted.search(piece) and not _UNKNOWN.search(piece) and (not about or about & set(stems(piece)))
            for piece in _pieces(passage)
        )


def asked_for(question: str, municipalities: Sequence[str]) -> Specifics:
    """What ``question`` asks for by name or as a figure."""
    tokens = words(question)
    raw = set(re.findall(r"\w+", question))
    places = {
        fold(part)
        for name in municipalities
        for part in [name.split("-")[0]]
        if (part in raw if part.lower() in _ALSO_WORDS else part.lower() in tokens or fold(part) in tokens)
    }
    thing = _NAMED_THING.search(question)
    counted = _COUNTED.search(question)
    return Specifics(
        places=frozenset(places),
        rules=frozenset(fold(match.group(1)) for match in _RULE.finditer(question) if match.group(1)),
        thing=stem(thing.group(1)) if thing else None,
        quantity=bool(_QUANTITY.search(question)),
        price=bool(_PRICE.search(question)),
        counted=stem(counted.group(1)) if counted else None,
        about=frozenset() if is_english(question) else frozenset(stems(question)),
        names=frozenset(fold(name) for name in _NAME.findall(question)),
    )


def _pieces(passage: Passage) -> list[str]:
    return [passage.text[span.start : span.end] for span in sentences(passage.text)]
