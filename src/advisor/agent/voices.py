"""Who speaks in an answer: the management, the employees, or whoever the users name."""

from __future__ import annotations

import re

from advisor.danish.words import fold
from advisor.domain import Contribution

_KNOWN = (
    "ledelsen|ledelse|lederen|lederne|chefen|medarbejderne|medarbejdersiden|medarbejdere|personalet|kollegerne|"
    "de ansatte|tillidsrepræsentanten|tillidsrepræsentanterne|tr|amr|arbejdsmiljørepræsentanten|hr|it|"
    "digitaliseringsafdelingen|borgerne|brugerne|de pårørende|forældrene|lærerne|pædagogerne|sosu'erne|sygeplejerskerne"
)
_LABEL = re.compile(
    rf"(?:^|(?<=[\n.;!?,])[ \t]*)(?P<voice>{_KNOWN}|[A-ZÆØÅ][\w.-]*(?: [\w.-]+){{0,2}})\s*:\s+", re.IGNORECASE
)
_SAYS = re.compile(
    rf"(?:^|(?<=[\n.;!?,])\s*)(?:(?:og|men|mens|hvor|hvorimod)\s+)?(?P<voice>{_KNOWN})\s+"
    r"(?:siger|mener|synes|tror|vil have|vil|ønsker|svarer|foretrækker)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    rf"^\W*(?:nu (?:er|taler|svarer)(?: det)?|det her er(?: fra)?|svar fra|skift til)\s+(?P<voice>{_KNOWN})\b\W*",
    re.IGNORECASE,
)
_LONGEST_NAME = 40
_LEAD_UP = frozenset(
    fold(word)
    for word in """fx eksempel bemærk obs ps nb svar problem problemet formål formålet gevinst gevinsten gevinster
    fordel fordelen fordele ulempe ulempen ulemper løsning løsningen mål målet tid pris prisen risiko plan
    planen""".split()
)


def voices(text: str, voice: str = "") -> tuple[Contribution, ...]:
    """An answer by those who speak in it; ``voice`` is whoever speaks where nobody is named.

    Labels (»Ledelsen: …«) part it, or else sentences that say who thinks what (»ledelsen vil …, men
    medarbejderne mener …«), if at least two do.
    """
    labels = [mark for mark in _LABEL.finditer(text) if _may_speak(mark["voice"])]
    if len(labels) > 1 or any(re.fullmatch(_KNOWN, mark["voice"], re.IGNORECASE) for mark in labels):
        return _cut(text, labels, voice, after_label=True)
    said = list(_SAYS.finditer(text))
    if len({fold(mark["voice"]) for mark in said}) > 1:
        return _cut(text, said, voice, after_label=False)
    return (Contribution(text.strip(), voice),) if text.strip() else ()


def speaker(text: str) -> tuple[str, str] | None:
    """Who takes over (»nu er det medarbejderne«), and what follows; None where nobody does."""
    match = _NOW.match(text)
    return (_shown(match["voice"]), text[match.end() :].strip()) if match else None


def added(held: tuple[Contribution, ...], new: tuple[Contribution, ...]) -> tuple[Contribution, ...]:
    """``held`` with ``new``: what a voice says more goes on below what it said."""
    texts = {contribution.voice: contribution.text for contribution in held}
    for contribution in new:
        before = texts.get(contribution.voice)
        texts[contribution.voice] = f"{before}\n{contribution.text}" if before else contribution.text
    return tuple(Contribution(text, voice) for voice, text in texts.items())


def _may_speak(voice: str) -> bool:
    """A known voice, or a name in capitals; a word that leads up to what follows (»Fx:«) is none."""
    known = re.fullmatch(_KNOWN, voice, re.IGNORECASE) is not None
    return known or (voice[0].isupper() and len(voice) <= _LONGEST_NAME and fold(voice) not in _LEAD_UP)


def _cut(text: str, marks: list[re.Match[str]], voice: str, after_label: bool) -> tuple[Contribution, ...]:
    found: tuple[Contribution, ...] = ()
    before = text[: marks[0].start()].strip()
    if before:
        found = (Contribution(before, voice),)
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        piece = text[mark.end() if after_label else mark.start("voice") : end].strip(" \n,;")
        if piece:
            found = added(found, (Contribution(piece, _shown(mark["voice"])),))
    return found


def _shown(voice: str) -> str:
    """A voice as its label is shown: abbreviations in capitals, else the first letter."""
    return voice.upper() if fold(voice) in ("tr", "amr", "hr", "it") else voice[:1].upper() + voice[1:]
