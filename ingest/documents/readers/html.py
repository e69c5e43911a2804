"""HTML, by lxml: what stands on the page, without scripts, styles, forms and whatever the page hides.

Nothing is fetched. White space is that of the page as it is shown: a line break in the file is a space, ``<br>`` is
``\\n``. What lies outside ``<main>`` (where there is one), in ``<nav>`` and in the page's own header and footer is
furniture.
"""

from __future__ import annotations

import re
from pathlib import Path

import webencodings
from lxml import etree

from ingest.documents.errors import DocumentRefused
from ingest.documents.model import BlockKind
from ingest.documents.readers import text
from ingest.documents.readers.gather import Gathered
from ingest.documents.readers.html_style import Sheet, Shown

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SKIPPED = frozenset(
    """script style template noscript iframe object embed applet svg canvas audio video map select option datalist
    button input textarea head link meta base title math frameset""".split()
)
_RUNNING = frozenset("script iframe object embed applet frame".split())
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
    footer form header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead
    tr ul""".split()
) | frozenset(_HEADINGS)
_FURNITURE_ROLES = frozenset("navigation banner contentinfo search".split())
_PAGE_PARTS = frozenset({"header", "footer"})
_SECTIONS = ("article", "main", "section")
_META = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)""", re.I)
_META_BYTES = 4_096
_SPACE = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r" ?\v ?")
_KEPT = "\x1c"  # stands for a space that is not to be put together with others
_MAIN_SHARE = 0.3  # of the page's text, that a main part must hold to be believed


def read(path: Path, gathered: Gathered) -> None:
    """Take in a page."""
    content = path.read_bytes()
    page(_decoded(content, gathered.limits.characters), gathered)


def page(source: str, gathered: Gathered) -> None:
    """Take in a page that is already text."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, recover=True
    )
    root = etree.fromstring(source.replace("\0", "").encode("utf-8", "replace"), parser)
    if any("depth" in (error.message or "").lower() for error in parser.error_log):
        raise DocumentRefused("too_deep")
    if root is None:
        raise DocumentRefused("no_text")
    gathered.flag("active", count=sum(1 for _ in root.iter(*_RUNNING)) + source.count("<!ENTITY"))
    title = " ".join((root.findtext(".//title") or "").split())
    first = next(root.iter("h1"), None)
    heading = " ".join("".join(first.itertext()).split()) if first is not None else ""
    gathered.name(heading if heading and heading.casefold() in title.casefold() else title)  # less the site's name
    _Reader(root, gathered).read()


def _decoded(content: bytes, characters: int) -> str:
    said = _META.search(content[:_META_BYTES])
    encoding = webencodings.lookup(said[1].decode("ascii", "replace")) if said else None
    if encoding is None or encoding.name == "utf-8" or content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return text.decoded(content, characters)
    if len(content) > 4 * characters:
        raise DocumentRefused("too_long")
    return str(webencodings.decode(content, encoding, errors="replace")[0])


class _Reader:
    def __init__(self, root: etree._Element, gathered: Gathered) -> None:
        self._root = root
        self._gathered = gathered
        self._sheet = Sheet(root)
        self._main = _main(root)
        self._words: list[str] = []
        self._kind: BlockKind = "paragraph"
        self._level = 0
        self._furniture = False
        self._exact = False  # inside <pre>

    def read(self) -> None:
        self._walk(self._root, Shown(), lists=0)
        self._end()

    def _walk(self, element: etree._Element, around: Shown, lists: int) -> None:
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            return
        shown = self._sheet.shown(element, around)
        tag = element.tag
        if shown.gone or (tag == "dialog" and "open" not in element.attrib):
            self._gathered.flag("hidden", count=int(_says_something(element)))
            return
        before = self._furniture
        self._furniture = (before or self._is_furniture(element)) and element is not self._main
        if tag == "br":
            self._words.append("\v")
        elif tag == "tr" and not _lays_out(element):
            self._row(element, shown)
        elif tag in _BLOCKS:
            self._block(element, shown, lists)
        else:
            self._inside(element, shown, lists)
        self._furniture = before

    def _block(self, element: etree._Element, shown: Shown, lists: int) -> None:
        tag = element.tag
        self._end()
        before = self._kind, self._level
        if tag in _HEADINGS:
            self._kind, self._level = "heading", _HEADINGS[tag]
        elif tag == "li":
            self._kind, self._level = "item", max(1, lists)
        elif tag in {"table", "section", "article"}:
            self._kind, self._level = "paragraph", 0
        exact, self._exact = self._exact, self._exact or tag == "pre"
        self._inside(element, shown, lists + (tag in {"ul", "ol", "menu"}))
        self._end()
        self._kind, self._level = before
        self._exact = exact

    def _inside(self, element: etree._Element, shown: Shown, lists: int) -> None:
        self._say(element.text, shown)
        for child in element:
            self._walk(child, shown, lists)
            self._say(child.tail, shown)

    def _say(self, words: str | None, shown: Shown) -> None:
        if not words:
            return
        if words.strip() and not shown.readable:
            self._gathered.flag("hidden")
            return
        words = words.replace("\v", " ").replace(_KEPT, "")
        self._words.append(words.replace("\n", "\v").replace(" ", _KEPT) if self._exact else words)

    def _row(self, row: etree._Element, shown: Shown) -> None:
        self._end()
        cells = []
        for cell in row:
            if cell.tag in {"td", "th"}:
                own = self._sheet.shown(cell, shown)
                if own.gone:
                    self._gathered.flag("hidden", count=int(_says_something(cell)))
                    continue
                cells.append(self._cell(cell, own))
        if self._furniture:
            self._gathered.add("furniture", " ".join(cells))
        else:
            self._gathered.row(cells)

    def _cell(self, cell: etree._Element, shown: Shown) -> str:
        self._say(cell.text, shown)
        for child in cell.iterchildren():
            self._flat(child, shown)
        words, self._words = "".join(self._words), []
        return words.replace("\v", " ")

    def _flat(self, element: etree._Element, around: Shown) -> None:
        """What is inside a cell, as one line."""
        if isinstance(element.tag, str) and element.tag not in _SKIPPED:
            shown = self._sheet.shown(element, around)
            if shown.gone:
                self._gathered.flag("hidden", count=int(_says_something(element)))
            else:
                self._words.append(" " if element.tag in _BLOCKS or element.tag == "br" else "")
                self._say(element.text, shown)
                for child in element.iterchildren():
                    self._flat(child, shown)
                self._words.append(" " if element.tag in _BLOCKS else "")
        self._say(element.tail, around)

    def _end(self) -> None:
        words = _AROUND_BREAK.sub("\n", _SPACE.sub(" ", "".join(self._words))).strip(" \n")
        words, self._words = words.replace(_KEPT, " "), []
        if words and self._furniture and not (self._kind == "heading" and self._level == 1):
            self._gathered.add("furniture", words)
        elif words:
            self._gathered.add(self._kind, " ".join(words.split()) if self._kind == "heading" else words, self._level)

    def _is_furniture(self, element: etree._Element) -> bool:
        if element.tag == "nav" or element.get("role") in _FURNITURE_ROLES:
            return True
        if element.tag in _PAGE_PARTS:
            return next(element.iterancestors(*_SECTIONS), None) is None
        return element.tag == "body" and self._main is not None


def _main(root: etree._Element) -> etree._Element | None:
    """The main part, where there is one and it holds a good deal of the page."""
    found = root.xpath("//main | //*[@role='main']")
    if len(found) != 1:
        return None
    whole = sum(len(words) for words in root.xpath("//body//text()[not(parent::script or parent::style)]"))
    own = sum(len(words) for words in found[0].itertext())
    return found[0] if own >= _MAIN_SHARE * whole else None


def _lays_out(row: etree._Element) -> bool:
    """Whether a table's row only places parts of the page."""
    cells = [cell for cell in row if cell.tag in {"td", "th"}]
    return len(cells) <= 1 or next(row.iter("table", *_HEADINGS), None) is not None


def _says_something(element: etree._Element) -> bool:
    return any(
        words.strip()
        for part in element.iter()
        if isinstance(part.tag, str)
        for words in (
            (part.text or "") if part.tag not in _SKIPPED else "",
            (part.tail or "") if part is not element else "",
        )
    )
