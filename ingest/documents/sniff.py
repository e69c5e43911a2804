"""What kind of file it is, by its content. A name can be wrong, by mistake or by intent."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from ingest.documents.errors import DocumentRefused
from ingest.documents.limits import Limits

Kind = Literal["pdf", "docx", "pptx", "html", "markdown", "text"]

HEAD = 4_096
"""Bytes that are looked at."""

_MARKDOWN = frozenset({".md", ".markdown"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_XML = re.compile(rb"^\s*<\?xml\b")
_FRAGMENT = re.compile(rb"<(?:p|div|h[1-6]|table|ul|ol|span|article|main|section)\b[^>]*>", re.I)
_BOMS = (b"\xff\xfe", b"\xfe\xff")


def sniff(path: Path, limits: Limits) -> Kind:
    """The kind of a file that can be read. Raises DocumentRefused, with what to save an older format as."""
    head = _head(path)
    if not head.strip(b"\0\t\n\f\r \xef\xbb\xbf\xff\xfe"):
        raise DocumentRefused("empty")
    if b"%PDF-" in head[:1_024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _office(path, limits)
    if head.startswith(_OLE):
        raise _ole(path)
    if head.startswith(b"{\\rtf"):
        raise DocumentRefused("legacy", instead="DOCX")
    return _text(path, head)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _office(path: Path, limits: Limits) -> Kind:
    from ingest.documents.readers.zips import Package

    with Package(path, limits) as package:
        if "mimetype" in package and package.read("mimetype")[:48].startswith(b"application/vnd.oasis.opendocument"):
            raise DocumentRefused("legacy", instead="PPTX" if b"presentation" in package.read("mimetype") else "DOCX")
        main = package.main_part()
    if main.startswith("word/"):
        return "docx"
    if main.startswith("ppt/"):
        return "pptx"
    raise DocumentRefused("kind")


def _ole(path: Path) -> DocumentRefused:
    """A compound file: Office before 2007, or a newer file with a password. The names inside are in UTF-16."""
    with path.open("rb") as file:
        content = file.read(8 << 20)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return DocumentRefused("encrypted")
    if "PowerPoint Document".encode("utf-16-le") in content:
        return DocumentRefused("legacy", instead="PPTX")
    if "WordDocument".encode("utf-16-le") in content:
        return DocumentRefused("legacy", instead="DOCX")
    return DocumentRefused("kind")


def _text(path: Path, head: bytes) -> Kind:
    wide = head.startswith(_BOMS) or _wide(head)
    if not wide and _binary(head):
        raise DocumentRefused("kind")
    plain = head.replace(b"\0", b"") if wide else head
    plain = plain.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    suffix = path.suffix.lower()
    if _HTML.match(plain) or (suffix in {".htm", ".html", ".xhtml"} and _FRAGMENT.search(plain)):
        return "html"
    if _XML.match(plain):
        raise DocumentRefused("kind")
    return "markdown" if suffix in _MARKDOWN else "text"


def _wide(head: bytes) -> bool:
    """UTF-16 without a mark: every other byte of Danish is zero, nearly always on the same side."""
    odd, even = head[1::2].count(0), head[::2].count(0)
    return len(head) > 8 and max(odd, even) > 0.7 * len(head) / 2 and min(odd, even) < 0.1 * len(head) / 2


def _binary(head: bytes) -> bool:
    odd = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in head)
    return b"\0" in head or odd > len(head) / 50
