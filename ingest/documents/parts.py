"""The parts a block is made of: paragraphs, list items, rows and headings, each on one line.

Readers of formats without markup hand on paragraphs as they are broken into lines. Here their lists and headings
are found. Text breaks its lines where the next word no longer fits, so a line broken earlier was broken on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.documents.model import Block, Repaired
from ingest.documents.spans import joined, lines, part, sewn, squeezed
from ingest.documents.titles import looks_like_heading

_BULLET = re.compile(r"\s*(?:[•●▪■◦‣⁃∙·*»=+°¢©o>]|[ceo°](?= [A-ZÆØÅ]))\s+(?=\S)")
_DASH = re.compile(r"\s*[-–—]\s+(?=\S)")
_NUMBER = re.compile(r"\s*(\d{1,2})(?:[.)]\s+(?=[^\W\d_a-zæøå]|[\"»“(])|\)\s+(?=\S))")
_LETTER = re.compile(r"\s*[a-zæøå]\)\s+(?=\S)")
_ENDS = re.compile(r"[.!?:;…]['\"»”)]*$")
_TAB = re.compile("\t")
_GAP = re.compile(r"\s{3,}|\t+")  # between the columns of a table that was set with spaces
_WIDE = 40  # characters of a line that shows how far the lines of its column go

Kind = Literal["heading", "paragraph", "item", "row"]


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, item, row or heading. ``guessed`` headings were found by their looks alone.

    ``tail`` is the length of the last line as it was broken, ``head`` that of the first.
    """

    kind: Kind
    text: Repaired
    level: int = 0
    first: int | None = None
    last: int | None = None
    marker: str = ""
    guessed: bool = False
    head: int = 0
    tail: int = 0


def parts(block: Block, repaired: Repaired) -> Iterator[Part]:
    """The parts of one block, in order; of a paragraph the list items and a heading on its first line apart."""
    page = block.page
    if block.kind == "row":
        cells = [squeezed(cell) for cell in _cut_at(_TAB, repaired)]
        yield Part("row", joined([each for cell in cells for each in (" | ", cell)][1:]), first=page, last=page)
    elif block.kind == "item":
        text = squeezed(repaired)
        marker, start = _marker(text.text) or ("- ", 0)
        yield Part("item", part(text, start, len(text.text)), max(block.level, 1), page, page, marker)
    elif block.kind == "heading":
        yield Part("heading", squeezed(sewn(repaired)), max(block.level, 1), page, page)
    else:
        yield from (replace(each, first=page, last=page) for each in _paragraph(repaired))


def _cut_at(gap: re.Pattern[str], row: Repaired) -> Iterator[Repaired]:
    """The cells of a row, which the gaps stand between; a gap inside a repair is none."""
    end = 0
    for match in gap.finditer(row.text):
        if not any(repair.start < match.end() and match.start() < repair.end for repair in row.repairs):
            yield part(row, end, match.start())
            end = match.end()
    yield part(row, end, len(row.text))


def _marker(line: str) -> tuple[str, int] | None:
    """The marker as it is written in a section, and where the item's words begin."""
    if match := _NUMBER.match(line):
        return f"{match[1]}. ", match.end()
    match = _BULLET.match(line) or _DASH.match(line) or _LETTER.match(line)
    return ("- ", match.end()) if match else None


def _paragraph(whole: Repaired) -> Iterator[Part]:
    """The parts of a paragraph: its lines gathered under the last marker, a blank line ends one."""
    gathered: list[Repaired] = []
    marker = ""
    broken = lines(whole)
    if _is_table([line.text.strip() for line in broken]):
        for line in broken:
            cells = [squeezed(cell) for cell in _cut_at(_GAP, line) if cell.text.strip()]
            yield Part("row", joined([each for cell in cells for each in (" | ", cell)][1:]))
        return
    title = _first_line_is_title([line.text.strip() for line in broken])
    for position, line in enumerate(broken):
        if not line.text.strip():
            yield from _gathered(gathered, marker)
            gathered, marker = [], ""
            continue
        if gathered and _is_indented(line.text, gathered[-1].text, marker):
            yield from _gathered(gathered, marker)
            gathered, marker = [], ""
        found = _begins_item(line.text, gathered, marker)
        if found:
            yield from _gathered(gathered, marker)
            marker, start = found
            gathered = [part(line, start, len(line.text))] if _open_at(line, start) else [line]
        else:
            gathered.append(line)
        if position == 0 and title:
            yield replace(next(iter(_gathered(gathered, ""))), kind="heading", guessed=True)
            gathered = []
    yield from _gathered(gathered, marker)


def _is_table(broken: Sequence[str]) -> bool:
    """Whether every line has the same number of columns, at least two, and there are at least two lines."""
    columns = {len(_GAP.split(line)) for line in broken}
    return len(broken) > 1 and len(columns) == 1 and min(columns) > 1


def _open_at(line: Repaired, position: int) -> bool:
    return not any(repair.start < position < repair.end for repair in line.repairs)


def _is_indented(line: str, before: str, marker: str) -> bool:
    """Whether a line is set in, as a new paragraph or page is; the lines of an item hang deeper."""
    indent, last = (len(each) - len(each.lstrip()) for each in (line, before))
    return last == 0 and (indent == 1 or (indent > 1 and not marker))


def _begins_item(line: str, before: Sequence[Repaired], marker: str) -> tuple[str, int] | None:
    """The marker of a line, where it is no mere dash or number inside a sentence."""
    found = _marker(line)
    if found is None or not before:
        return found if found and not _goes_on(line) else None
    last = before[-1].text.rstrip()
    if _BULLET.match(line):
        return found
    if found[0] == "- ":
        return found if marker == "- " or last.endswith((":", ".")) else None
    number = int(found[0][:-2])
    follows = marker[:1].isdigit() and number == int(marker[:-2]) + 1
    return found if follows or (number == 1 and _ENDS.search(last)) else None


def _goes_on(line: str) -> bool:
    """A dash of the sentence before, at the head of a column or a page."""
    return bool(re.match(r"\s*[–—]\s+[a-zæøå]", line))


def _gathered(gathered: Sequence[Repaired], marker: str) -> Iterator[Part]:
    if not gathered:
        return
    spaced = [each for line in gathered for each in (" ", line)][1:]
    sizes = [len(line.text.strip()) for line in gathered]
    kind: Kind = "item" if marker else "paragraph"
    level = 1 if marker else 0
    yield Part(kind, squeezed(joined(spaced)), level, marker=marker, head=sizes[0], tail=sizes[-1])


def _first_line_is_title(broken: Sequence[str]) -> bool:
    """Whether the first line stands above the others: broken early, without a full stop."""
    if len(broken) < 2 or not all(broken[:3]) or not looks_like_heading(broken[0]):
        return False
    width = max(len(line) for line in broken[1:])
    if len(broken) == 2 and width < max(_WIDE, 1.2 * len(broken[0])):
        return False
    first_word = broken[1].split()[0]
    short = len(broken[0]) + 1 + len(first_word) <= 0.9 * width
    return short and first_word[:1].isupper() and not _marker(broken[1])
