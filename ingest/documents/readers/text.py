"""Plain text, in whatever encoding it was saved.

The contract with the repair that follows: a block is what stands between blank lines, its lines are kept apart by a
newline as they stood, and no character is changed but white space at the ends of lines (and what no eye sees, which
is flagged). So words that were cut at line ends can be joined later, and a clean text comes through byte for byte.
A form feed starts a page.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from ingest.documents.errors import DocumentRefused
from ingest.documents.readers.gather import Gathered

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD = ("cp1252", "cp865", "mac_roman")  # Windows, DOS and old Macs, as they were sold in Denmark
_LETTERS = re.compile("[æøåÆØÅéüöäÖÄÜÉ]")
_WORDLIKE = re.compile(r"(?<=[a-zæøå])[æøåé]|[æøåé](?=[a-zæøå])|\b[ÆØÅÉ](?=[a-zæøå])")
_LINES = re.compile("\r\n|[\r\x85\u2028]")
_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")


def read(path: Path, gathered: Gathered) -> None:
    """Take in a file of plain text."""
    text = decoded(path.read_bytes(), gathered.limits.characters)
    pages = _LINES.sub("\n", text).split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    for number, page in enumerate(pages, 1):
        for paragraph in _BLANK.split(page):
            gathered.add("paragraph", paragraph, page=number if len(pages) > 1 else None)
    gathered.pages = len(pages) if len(pages) > 1 else None


def decoded(content: bytes, characters: int) -> str:
    """The text of a file. UTF-8 wins where it fits; the older one-byte encodings are told apart by where their
    Danish letters stand."""
    if len(content) > 4 * characters:
        raise DocumentRefused("too_long")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    if b"\0" in content[:4_096]:
        little = content[1:4_096:2].count(0) >= content[:4_096:2].count(0)
        return content.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        mended = content.decode("utf-8", errors="replace")
    if 20 * mended.count("\ufffd") < len(_LETTERS.findall(mended)):  # UTF-8 with a few broken bytes
        return mended
    tries = [content.decode(encoding, errors="replace") for encoding in _OLD]
    return max(tries, key=lambda text: len(_WORDLIKE.findall(text)))
