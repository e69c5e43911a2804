"""Characters that no reader of a page sees: they are taken out and counted.

What is legible stays as it is, character for character. Zero-width joiners between emoji and variation selectors
behind them stay, too, for they are seen. Tag characters and variation selectors elsewhere can carry a whole message
(Goodside 2024; Butler 2025: bytes hidden in emoji).
"""

from __future__ import annotations

import re
import unicodedata

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDDEN = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U000e0000-\U000e0fff"
)
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
_ANY = re.compile(f"[{_BIDI}{_HIDDEN}{_CONTROL}\xad\x0b\x0c\x85\u2028\u2029\r]")
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BIDI_SIGN = re.compile(f"[{_BIDI}]")
_EMOJI = re.compile(
    "(?<=[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff\ufe0f])[\ufe0e\ufe0f\u200d](?![\ufe00-\ufe0f\u200d])"
)
_HIDDEN_SIGN = re.compile(f"[{_HIDDEN}{_CONTROL}]")
_KEPT = {"\u200d": "\U000f0000", "\ufe0e": "\U000f0001", "\ufe0f": "\U000f0002"}


def visible(text: str) -> tuple[str, int, int]:
    """The text without what is invisible; how many invisible characters and how many of direction went.

    Every kind of line break becomes ``\\n``. A soft hyphen becomes a hyphen at the end of a line, where it is
    printed as one, and goes elsewhere; it is not counted.
    """
    if not _ANY.search(text):
        return text, 0, 0
    text = _BREAK.sub("\n", text)
    text = text.replace("\xad\n", "-\n").replace("\xad", "")
    text, directions = _BIDI_SIGN.subn("", text)
    text = _EMOJI.sub(lambda found: _KEPT[found[0]], text)
    text, hidden = _HIDDEN_SIGN.subn("", text)
    for character, kept in _KEPT.items():
        text = text.replace(kept, character)
    return text, hidden, directions


def composed(text: str) -> str:
    """Letters and their rings and strokes in one character, as some writers of PDF leave them in two."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)
