"""What a message is: a question, a wish for the guide, or an attempt to turn the advisor round."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from advisor.danish.cpr import mask
from advisor.danish.words import content_words
from advisor.domain import Message, Mode, Role, Status

_OVERRIDE = re.compile(
    r"\b(?:glem|ignor[eé]r\w*|se bort fra|tilsidesæt|overtrumf|forget|ignore|disregard|override)\b.{0,60}"
    r"\b(?:regler\w*|instru\w+|besked\w*|ordre\w*|anvisning\w*|opgave\w*|prompt\w*|rules?|instructions?|previous|alt)\b"
    r"|\b(?:system ?prompt\w*|developer mode|jailbreak|dan mode)\b"
    r"|\b(?:lad som om|forestil dig,? at) du (?:er|ikke)\b"
    r"|\bdu er (?:nu|fra nu af)\b"
    r"|\b(?:you are now|pretend (?:to be|you))\b"
    r"|\b(?:reply|respond|answer|svar)\b.{0,20}\b(?:only|kun|udelukkende)\b.{0,12}\b(?:with|med)\b"
    r"|\bsystem ?(?:notice|message|besked|meddelelse)\b"
    r"|\bgør,? (?:præcis )?(?:hvad|det) (?:den|der|teksten|det) siger\b"
    r"|\b(?:vis|skriv|gentag|afslør|print|reveal)\b.{0,40}\b(?:system\w*|skjulte|hidden|dine)\b.{0,20}\b(?:prompt\w*|instru\w+|regler)\b",
    re.IGNORECASE | re.DOTALL,
)
_MISUSE = re.compile(
    # to make up what no source says
    r"\b(?:find på|opfind|opdigt|digt|fabrik[eé]r|forfalsk|make up|invent|fabricate)\b.{0,60}"
    r"\b(?:citat\w*|tal|tallet|kilder?|procent\w*|paragraf\w*|undersøgelse\w*|forskning\w*|"
    r"quotes?|percentages?|numbers?|sources?|stud(?:y|ies)|statistics?)\b"
    r"|\bleg,? at\b|\bslå .{0,30}(?:kilde|regel|krav)\w* fra\b|\bsvar (?:frit|uden kilder)\b"
    # to answer in another way for good
    r"|\b(?:from now on|fra nu af)\b.{0,30}\b(?:svar(?:er)?|skal du|answer|respond|you (?:will|must))\b"
    # to harm somebody
    r"|\b(?:skriv|lav|formul[eé]r|write|draft)\b.{0,20}\b(?:phishing|svindel|scam)\w*"
    r"|\bhvordan \w+ jeg\b.{0,150}\b(?:i smug|uden at (?:hun|han|de|nogen|vedkommende)\b)"
    r"|\b(?:hack|get past|bypass|omgår?|bryde? ind)\b.{0,40}"
    r"\b(?:login|password|kodeord\w*|adgangskode\w*|konto\w*|account)\b",
    re.IGNORECASE | re.DOTALL,
)
_FOUR = r"(?:fire|4|four) (?:kerne|grund|core )?(?:sp(?:ø|oe|o)rgsm(?:å|aa|a)l\w*|questions)"
_GUIDE = re.compile(
    rf"\b(?:gå|gaa|tag|tage|gennemgå|gennemgaa|guid\w*|led|før|foer|føre|hjælp|hjaelp|hjælpe|start\w*|begynd\w*|kør|koer|"
    rf"take|walk|lead)\b.{{0,40}}\b{_FOUR}\b"
    rf"|\b{_FOUR}\b.{{0,20}}\b(?:igennem|ét for ét|en for en|et for et)\b"
    r"|\b(?:start|begynd|åbn|vil gerne have) (?:guiden|forløbet|samtalen om projektet)\b",
    re.IGNORECASE,
)
_ARGUE = re.compile(
    r"\bargumentark\w*|\bargument(?:er|erne|et)?\b(?! (?:om|at)\b)|\bargumenterer?\b"
    r"|\b(?:hvad|hvordan) (?:kan|skal|bør|kunne) (?:jeg|vi|man|ledelsen|medarbejder\w*|lederen|tr|amr|en tillids\w+) "
    r"(?:\w+ ){0,3}?(?:sige|svare|bruge|stå|sætte)\b.{0,40}"
    r"\b(?:MED\b|MED-|på mødet|over ?for (?:ledelsen|chefen|medarbejderne)|stå på)"
    r"|\bhvad kan (?:jeg|vi|ledelsen|medarbejder\w*|en tillids\w+) stå på\b"
    r"|\b(?:MED|MED-udvalget|ledelsen|chefen|medarbejderne)\b.{0,120}"
    r"\bhvad (?:kan|skal|bør) (?:jeg|vi) (?:sige|svare)\W*$"
    r"|\bwhat can i (?:say|argue)\b.{0,40}\b(?:committee|meeting|management|council)\b",
    re.IGNORECASE | re.DOTALL,
)
_OF_SIDE: tuple[tuple[Role, re.Pattern[str]], ...] = (
    # who is to stand on it, said outright, goes before who the other one is
    ("leader", re.compile(r"\bkan (?:ledelsen|lederen|en leder|chefen)\b", re.IGNORECASE)),
    ("representative", re.compile(r"\bkan (?:medarbejder\w*|de ansatte|en tillids\w+|tr|amr)\b", re.IGNORECASE)),
    (
        "representative",
        re.compile(
            r"\b(?:ledelsen|chefen|min leder|lederen|kommunen|direktionen)\b|\b(?:som|er) (?:tr|amr|tillids\w+)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "leader",
        re.compile(
            r"\b(?:medarbejderne|personalet|kollegerne|tillidsrepræsentanten|tr|fagforeningen)\b|\bsom leder\b",
            re.IGNORECASE,
        ),
    ),
)


def intent(message: str, mode: Mode) -> Mode | Status:
    """``blocked`` for misuse or an attempt at the advisor's own rules; ``guide`` or ``argue`` where asked for."""
    if _OVERRIDE.search(message) or _MISUSE.search(message):
        return "blocked"
    if mode == "guide" or (mode == "auto" and _GUIDE.search(message)):
        return "guide"
    if mode == "argue" or (mode == "auto" and _ARGUE.search(message)):
        return "argue"
    return "ask"


def matter(message: str) -> str:
    """What a wish for arguments is about: the message without the wish, unless nothing else is left."""
    rest = _ARGUE.sub(" ", message)
    return rest if len(content_words(rest)) > 1 else message


def side(message: str, role: Role | None) -> Role | None:
    """Whose case a message asks to argue: said in it, or that of whoever asks; None when neither tells."""
    named = next((who for who, words in _OF_SIDE[:2] if words.search(message)), None)
    if named or role in ("leader", "representative"):
        return named or role
    return next((who for who, words in _OF_SIDE[2:] if words.search(message)), None)


def masked(history: Iterable[Message]) -> tuple[Message, ...]:
    """Earlier turns with personal numbers hidden: a client may send them as they were written."""
    return tuple(replace(message, content=mask(message.content)[0]) for message in history)
