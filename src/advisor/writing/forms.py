"""What form a question has, as far as the answer's form depends on it."""

from __future__ import annotations

import re

from advisor.danish.words import stem
from advisor.domain import Gain

_DEFINITION = re.compile(
    r"^\W*(?:og |men )?(?:hvad|what)\s+"
    r"(?:er det nu|er egentlig|er|betyder|menes der med|menes med|forstås ved|dækker|is|does)\s+"
    r"(?:(?:ordet|begrebet|en|et|den|det|a|an|the|over)\s+)*[»\"«]?(?P<term>[\w-]+)[»\"«]?"
    r"(?:\s+(?:egentlig|for noget|nu|mean|betyde))*\W*$",
    re.IGNORECASE,
)
_CASES = re.compile(
    r"\b(?:cases?|casene|eksempler fra (?:andre |en )?kommune\w*|andre kommuner|hvilke\w* kommuner?|hvilken kommune|"
    r"hvem har (?:prøvet|erfaring\w*|gjort|indført)|(?:er der |har )?nogen,? der har (?:prøvet|gjort|fået|indført)|"
    r"erfaringer fra|other municipalities|which municipalit\w+)\b",
    re.IGNORECASE,
)
_GAINS: tuple[tuple[Gain, re.Pattern[str]], ...] = (
    (
        "economy",
        re.compile(r"\b(?:spar\w*|besparelse\w*|penge|økonomisk\w*|billig\w*|kroner|money|save\w*)\b", re.IGNORECASE),
    ),
    (
        "quality",
        re.compile(r"\b(?:kvalitet\w*|færre fejl|faglighed\w*|trivsel\w*|arbejdsglæde\w*|quality)\b", re.IGNORECASE),
    ),
    ("steering", re.compile(r"\b(?:overblik\w*|styring\w*|nøgletal\w*|ledelsesinformation\w*)\b", re.IGNORECASE)),
)
_WHO = re.compile(
    r"^\W*(?:og |men )?"
    r"(?:hvem (?:siger|sagde|mener|skriver|har (?:lavet|skrevet|sagt|fundet på|udgivet)|står bag|anbefaler)"
    r"|who (?:says|said|wrote|recommends|is behind))\b",
    re.IGNORECASE,
)
_QUESTIONS = re.compile(
    r"\b(?:spørgsmålsliste\w*|spørgeliste\w*|hvilke (?:\w+ ){0,2}spørgsmål|spørgsmålene|"
    r"liste\w* (?:over|med) spørgsmål)\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(
    r"(?:^|[.?!,:–]\s+|\b(?:og|men|så|and|but)\s+)"
    r"(?:er|var|bliver|blev|har|havde|kan|kunne|skal|skulle|må|maa|bør|boer|vil|ville|får|faar|gælder|gaelder|findes|"
    r"hører|hoerer|behøver|behoever|tæller|taeller|gør|goer|giver|betyder|risikerer|mister|is|are|can|could|do|does|did|"
    r"must|should|will|would|may|has|have)\s+"
    r"(?!der\s+(?:nogen|andre)\b)(?:(?:vi|i|jeg|du|man|de|den|det|der|han|hun|alle|alt|"
    r"we|you|they|it|there|everyone|all)\b|\w+)",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(r"\beller\b|\bor\b", re.IGNORECASE)
_ASKS_MORE = re.compile(
    r"\b(?:hvad|hvem|hvordan|hvorfor|hvornår|hvilke[nt]?|hvor|how|what|who|why|when|which)\b", re.IGNORECASE
)
_TURNS = re.compile(
    r"\b(?:ikke|aldrig|ingen|intet|uden|bare|kun|alene|undgå\w*|droppe\w*|slippe\w*|forbud\w*|forbyd\w*|imod|nej|"
    r"not|never|no|without|only|just|nok|altid|always|enough|alle|all)\b",
    re.IGNORECASE,
)


def asks_yes_or_no(question: str) -> bool:
    """Whether yes or no would answer; not where the question offers a choice, or asks for more."""
    return bool(_YES_OR_NO.search(question)) and not (_ALTERNATIVE.search(question) or _ASKS_MORE.search(question))


def turns(question: str) -> frozenset[str]:
    """The words in a question that may turn its answer round: »ikke«, »kun«, »altid«."""
    return frozenset(word.lower() for word in _TURNS.findall(question))


def defined_term(question: str) -> str | None:
    """The one word whose meaning is asked for (»hvad er en gevinstplan?«), as a stem."""
    match = _DEFINITION.search(question)
    return stem(match["term"].lower()) if match else None


def asks_for_cases(question: str) -> bool:
    """Whether a question asks what others have done."""
    return bool(_CASES.search(question))


def asks_for_questions(question: str) -> bool:
    """Whether the answer is to be questions, for others to answer (»spørgsmålslisten til kapitlet«)."""
    return bool(_QUESTIONS.search(question))


def asked_gain(question: str) -> Gain | None:
    """Which of the catalogue's perspectives on gains a question names first."""
    return next((gain for gain, words in _GAINS if words.search(question)), None)


def asks_who(question: str) -> bool:
    """Whether a question asks who says or wrote something."""
    return bool(_WHO.search(question))
