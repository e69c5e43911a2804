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

_NUMBER = (
    r"(?:\d[\d.,]*|\b(?:to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tyve|halvdelen|tredjedel\w*|fjerdedel\w*|én|ét|"
    r"hundrede\w*|tusind\w*|million\w*)\b)"
)
_AMOUNT = re.compile(rf"{_NUMBER}|\b(?:årlig\w*|hvert år|hver (?:uge|måned))\b", re.IGNORECASE)
_MONEY = re.compile(r"\d[\d.,]*\s*(?:kr|kroner|mio|million\w*|mia|tusind)|\b(?:kroner|kr\.)\s*\d", re.IGNORECASE)
_SHARE = re.compile(
    r"\d[\d.,]*\s*(?:%|procent|pct)"
    r"|\b(?:halvdelen|\w*tredjedel\w*|\w*fjerdedel\w*|hver (?:anden|tredje|fjerde|femte|tiende))\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\d{1,2}\.\s*(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"\b(?:kendes|fremgår|vides|oplyses|står|nævnes|kender|siger)\b.{0,30}\bikke\b|"
    r"\bikke (?:kendt|oplyst|nævnt|angivet)\b|\bukendt\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"(?:{_NUMBER}|\b(?:et|en|halvand\w*|halve?|flere|få|par)\b)\s+(?:\w+ )?"
    r"(?:sekund|minut|time|dag|døgn|uge|måned|kvartal|år)\w*|\b(?:indtil|så længe|hele perioden|løbende)\b",
    re.IGNORECASE,
)
_ASKED_TIME = re.compile(r"\bhvor (?:længe|lang tid)\b|\bhow long\b", re.IGNORECASE)
_QUANTITY = re.compile(
    r"\bhvor ?(?:mange|mage)\b|\bhvor (?:tit|ofte|gammel|gamle)\b|\bhvor meget\b.{0,30}\b(?:19|20)\d\d\b"
    r"|\bhvor meget (?:\w+ ){0,3}?(?:koste\w*|betal\w*|spar\w*|penge|tid|løn|fyld\w*|får)\b"
    r"|\bhvor stor\w* (?:en |et )?(?:bøde|beløb|budget|besparelse)\b"
    r"|\bhvornår (?:kommer|udkommer|åbner|starter|udkom)\b|\bhow (?:many|much|often)\b"
    r""
    r"|\bhvad (?:er|var|endte|lød|blev) tallet\b|\bhvad endte (?:\w+ ){0,3}?tal\w*\b"
    r"|\bantal(?:let)?\b(?! af)|\b(?:headcount|number of|årsværk)\b|\btal(?:let|lene)?\b.{0,20}\bfor\b",
    re.IGNORECASE,
)
_ASKED_SHARE = re.compile(
    r"\bhvor (?:stor\w*|mange) (?:en |et )?(?:\w*andel\w*|\w*procent\w*|\w*del af)\b"
    r"|\bprocent(?:vis|tal\w*|andel\w*)\b|\bandel(?:en)? (?:af )?\w+ der\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_ASKED_YEAR = re.compile(r"\bårstal(?:let)?\b|\bhvilket år\b|\b(?:which|what) year\b", re.IGNORECASE)
_ASKED_DATE = re.compile(r"\b(?:hvilken|hvad for en) dato\b|\bhvilken dag\b", re.IGNORECASE)
_PRICE = re.compile(
    r"\b(?:hvad?|hvor meget|hvor mange kroner)\b.{0,20}\b(?:koste\w*|prisen?|betalte?|kroner)\b"
    r"|\bhvor mange (?:kroner|penge)\b"
    r"|\bhvor meget (?:\w+ ){0,5}?(?:løn|tillæg)\b|\bhvad (?:er|får|tjener|skal)\b.{0,60}\b\w*(?:løn(?:nen)?|tillæg)\b"
    r"|\bhow much\b.{0,20}\b(?:cost|pay|paid)\b"
    r"|\bhvor dyr\w*\b|\bhvad betal(?:er|te)\b|\b\w*licenspris\w*\b|\b(?:samle(?:t|de)|hvilket) beløb\b"
    r"|\bhva[d]?\b.{0,50}\b(?:regning\w*|udgift\w*|honorar\w*|kontingent\w*|gebyr\w*|prisen)\b"
    r"|\b(?:i kroner|beløbet)\b.{0,12}\?|\bkr\.?\s*\??$|\b(?:budget\w*|bevilling\w*)\b.{0,60}\b(?:kr|mio|kroner)\b",
    re.IGNORECASE,
)
_DETERMINERS = (
    r"(?:(?:den|det|de|en|et|hende|ham|dem|der|selve|jeres|deres|dens|dets|denne|dette|egentlig|nu|"
    r"to|tre|fire|fem|seks|nye|ny|nyt)[ /])*"
)
_NO_PRONOUN = r"(?!(?:de|den|det|han|hun|i|du|vi|jeg)\b)"
PERSON = (
    r"[\w-]*(?:chef|direktør|leder|konsulent|underviser|repræsentant|formand|formænd|borgmester|forfatter|forsker|"
    r"professor|lektor|ansvarlig|kontaktperson|rådmand|minister|udvikler|projektejer)(?:e|en|er|ne|ene|erne)?"
)
_NAMED = re.compile(
    rf"\b(?:hva|hvad|hvordan) (?:hedder|hed|hedte|kaldes) {_DETERMINERS}{_NO_PRONOUN}(?P<named>\w+)"
    rf"|\bnavnet på {_DETERMINERS}(?P<name_of>\w+)|\b(?P<product>produkt)navn(?:et)?\b"
    rf"|\bhvad (?:kalder|kaldte|døbte) \w+ {_DETERMINERS}(?P<called>\w+)|\b(?P<titled>{PERSON})\b.{{0,12}}\bnavn\b"
    rf"|\bwho (?:is|was) (?:the )?(?P<role>chief executive|director|head|mayor|author|minister)\b"
    rf"|\bhvem (?:er|var|blev) {_DETERMINERS}(?P<person>{PERSON})\b"
    rf"|\bhvilke[nt]? (?P<persons>{PERSON})\b(?=.{{0,60}}\b(?:har|står|stod|skrev|lavede|fandt|var)\b)"
    r"|\b(?:hvilke[nt]?|hvad (?:er det )?for (?:en|et|nogle|noget)) "
    r"(?P<which>[\w-]*(?:program|produkt|sprogmodel|platform|software|telefonnummer|mailadresse)\w*|[\w-]*system)\b"
    r"(?=.{0,60}\b(?:bruger|brugte|brugt|valgt\w*|valgte|købt\w*|købte|levere\w*|ligger|har|fik|bag|skifte\w*|kører|"
    r"anvend\w*)\b)"
    r"|\bhvem (?:er|var) (?P<who>vedkommende|personen|manden|kvinden)\b"
    r"|\b(?:hva|hvad) (?:hedder|hed|hedte) (?P<they>han|hun|vedkommende)\b",
    re.IGNORECASE,
)
_MAKER = re.compile(
    r"\bhvilke[nt]? \w*(?:leverandør|firma|virksomhed|udbyder|producent|konsulenthus)\w*|"
    r"\b(?:leverandør|firma|producent)\w* (?:sit |dets |deres )?navn\b|"
    r"\bhvem har (?:leveret|bygget|udviklet|lavet|programmeret)\b"
    r"|\bhvem (?:leverede|byggede|udviklede|lavede|programmerede|kodede)\b|\bfabrikat(?:et)?\b"
    r"|\bwho (?:built|made|developed|delivered|supplied)\b|\bwhich (?:vendor|company|supplier|firm)\b",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:\w*udvikl\w*|\w*lever\w*|byg\w*|\w*firma\w*|sammen med|hjælp af|samarbejde med)\b", re.IGNORECASE
)
_PROPER = r"[A-ZÆØÅ][\wæøåÆØÅ.-]*"
_FULL_NAME = re.compile(rf"({_PROPER}) ({_PROPER})(?: {_PROPER})?")
_ISPERSON = re.compile(rf"{PERSON}|\w*(?:kollega|kollegaen|medarbejder|medarbejderen|ekspert|eksperten)", re.IGNORECASE)
_HAS_TITLE = re.compile(rf"\b{PERSON}\b", re.IGNORECASE)
_RULE = re.compile(
    r"\b([\w-]*(?:lovens?|forordning(?:en)?s?|bekendtg(?:ø|oe)relse\w*|direktiv\w*|overenskomsten?|bøde\w*|varsel\w*|udbud|"
    r"tærskelværdi\w*))\b|(§)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\bhvor ?mange\s+(?!(?:er|var|blev|bliver|har|kan|skal|gange|af)\b)(\w+)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(?:i|på)\s+(?P<place>[A-ZÆØÅ][a-zæøå]\w+)")
_BROAD_PLACES = frozenset({"danmark", "norden", "europa"})
_NAME = re.compile(r"(?<=[\w,] )[A-ZÆØÅ]\w+")
_ALSO_WORDS = frozenset({"vejen", "skive", "greve", "odder"})  # municipalities whose names mean something else
_OF_PLACE = re.compile(r"\b(?P<place>[A-ZÆØÅ][a-zæøå]{2,}?)s (?:erfaring|resultat|robot|løsning|projekt|forsøg|måde)")
_PEOPLE = frozenset(
    stem(word)
    for word in "folk mennesker personer ansatte medarbejdere kolleger årsværk stillinger fuldtidsstillinger".split()
)
_WITHOUT_LETTERS = {"paa": "på", "naar": "når", "hvornaar": "hvornår", "aar": "år", "maaned": "måned", "faar": "får"}
_COUNT_OF = re.compile(rf"{_NUMBER}(?=(?P<what>(?:\s+(?!pr\b)\w+){{1,3}}))", re.IGNORECASE)
_NO_NAMES = frozenset({"kommune", "kommunes", "kl", "klk", "med", "it", "ai", "hr", "tr", "amr", "eu", "gdpr"})
_MOST_SUBJECT = 6  # stems; a follow-up carries those of what was said before it
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
        if not self.years <= {*_YEAR.findall(f"{passage.title} {text}"), str(passage.year)}:
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
        if says_unknown(piece) or not (self.thing in stems(piece) or (self.person and _HAS_TITLE.search(piece))):
            return False
        if self.person:
            return any(not self._is_known(match.group()) for match in _FULL_NAME.finditer(piece))
        return any(re.fullmatch(_PROPER, word) and not self._is_place(word) for word in piece.split()[1:])

    def _names_maker(self, piece: str) -> bool:
        return bool(_MADE.search(piece)) and any(
            re.fullmatch(_PROPER, word.rstrip(",.;")) and not self._is_place(word) and fold(word) not in self.names
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
        if figure is not _AMOUNT or counted is None:
            return bool(figure.search(_YEAR.sub("", piece) if figure is _AMOUNT else piece))
        wanted = _PEOPLE if counted in _PEOPLE else {counted}
        things = [word for match in _COUNT_OF.finditer(piece) for word in stems(match["what"])]
        return any(word.endswith(thing) for word in things for thing in wanted)


def says_unknown(sentence: str) -> bool:
    """Whether a sentence says of something that it is not known (»Prisen kendes ikke«)."""
    return bool(_UNKNOWN.search(sentence))


def asked_for(question: str, reference: Reference) -> Specifics:
    """What ``question`` asks for by name or as a figure."""
    vocabulary = reference.vocabulary
    question = replace_words(question, _WITHOUT_LETTERS)
    tokens = words(question)
    raw = set(re.findall(r"\w+", question))
    first = {name: name.split("-")[0] for name in vocabulary.municipalities}
    places = {
        fold(part)
        for part in first.values()
        if (part in raw if part.lower() in _ALSO_WORDS else part.lower() in tokens or fold(part) in tokens)
        or f"{part.lower()}s" in tokens
    }
    elsewhere = (*_ELSEWHERE.findall(question), *_OF_PLACE.findall(question))
    places |= {fold(name) for name in elsewhere if _is_unknown_place(name, reference)}
    asked = _NAMED.search(question)
    thing = next((word for word in asked.groups() if word), None) if asked else None
    counted = _COUNTED.search(question)
    figure = _figure(question)
    return Specifics(
        places=frozenset(places),
        rules=frozenset(fold(match.group(1)) for match in _RULE.finditer(question) if match.group(1)),
        thing=stem(thing.split("-")[-1]) if thing else None,
        person=bool(thing and asked and (_ISPERSON.fullmatch(thing) or asked["who"] or asked["they"])),
        figure=figure,
        counted=stem(counted.group(1)) if counted else None,
        about=frozenset() if is_english(question) else frozenset(stems(question)),
        names=frozenset(fold(name) for name in _NAME.findall(question)),
        technology=recognise(question, vocabulary.technologies),
        maker=bool(_MAKER.search(question)),
        municipalities=frozenset(fold(part) for part in first.values()),
        years=frozenset(_YEAR.findall(question)) if figure else frozenset(),
    )


def _figure(question: str) -> re.Pattern[str] | None:
    """What kind of figure a question asks for."""
    kinds = (
        (_ASKED_DATE, _DATE),
        (_ASKED_YEAR, _YEAR),
        (_ASKED_SHARE, _SHARE),
        (_PRICE, _MONEY),
        (_ASKED_TIME, _TIME),
        (_QUANTITY, _AMOUNT),
    )
    return next((figure for asking, figure in kinds if asking.search(question)), None)


def _is_about(passage: Passage, technology: Term) -> bool:
    text = f"{passage.section} {passage.heading} {passage.text}"
    return technology.id in passage.technologies or recognise(text, [technology]) is not None


def _is_unknown_place(name: str, reference: Reference) -> bool:
    """Whether a name after »i« or »på« is a place: no technology (»på Teams«), no title (»i Sammen om …«)."""
    titles = {fold(word) for entry in reference.entries.values() for word in words(f"{entry.title} {entry.publisher}")}
    known = recognise(name, reference.vocabulary.technologies) is not None
    return not known and fold(name) not in titles | _BROAD_PLACES


def _pieces(passage: Passage) -> list[str]:
    return [passage.text[span.start : span.end] for span in sentences(passage.text)]
