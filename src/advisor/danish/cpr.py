"""Danish personal numbers (CPR): found in all the ways that people write them, and masked.

A number counts when its first six digits are a date; the check digit does not, since valid
numbers without it have been given since 2007. A word before the number that says what else it is
(a production unit, a case, an account) speaks against it, unless the number is written the way only
a personal number is: six digits, a dash, four.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

MASK = "[personnummer skjult]"

_SPACE = r"[ \u00a0\u2007\u202f\t\r\n]"
_DASH = r"[-\u2010\u2011\u2012\u2013\u2014\u2212\uff0d/.]"
_NUMBER = re.compile(
    rf"""(?<![\d,]) (\d{{2}}) {_SPACE}? (\d{{2}}) {_SPACE}? (\d{{2}}) {_SPACE}* {_DASH}? {_SPACE}* (\d{{4}})
    (?! \d | [.,]\d | {_SPACE}*(?:kr|pct|%) )""",
    re.VERBOSE,
)
_UNMISTAKABLE = re.compile(r"\d{6}[-\u2010\u2011\u2012\u2013\u2212]\d{4}")
_OTHER_NUMBER = re.compile(
    r"(?:p-?n(?:umme)?r(?:et)?|p-?enhed|produktionsenhed\w*|ean\w*|cvr\w*|konto\w*|faktura\w*|ordre\w*|sags?(?:nr|nummer\w*|id)?|"
    r"journal\w*|reg|telefon\w*|tlf|mobil\w*|kr|kroner|beløb\w*|løbe\w*|varen\w*|imei|serie\w*)\b[\s.:-]*(?:nr\.?|nummer)?[\s.:-]*(?:er\s+)?$",
    re.IGNORECASE,
)


def mask(text: str) -> tuple[str, int]:
    """The text with every personal number replaced by ``MASK``, and how many there were.

    Invisible characters go, too: a number could hide behind them.
    """
    text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    count = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal count
        other = _OTHER_NUMBER.search(text[: match.start()][-40:]) and not _UNMISTAKABLE.fullmatch(match.group())
        if not _is_date(*match.group(1, 2, 3)) or other:
            return match.group()
        count += 1
        return MASK

    return _NUMBER.sub(replace, text), count


def _is_date(day: str, month: str, year: str) -> bool:
    day, month, year = (unicodedata.normalize("NFKC", part) for part in (day, month, year))
    for century in ("19", "20"):
        try:
            date(int(century + year), int(month), int(day))
        except ValueError:
            continue
        return True
    return False
