"""From fragments in reading order to drafts of blocks: paragraphs, items, rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.documents.readers.columns import Flow, order
from ingest.documents.readers.page import Fragment, Page, Part
from ingest.documents.readers.tables import Row, rows

_BULLET = re.compile(r"^[•●▪■◦○‣∙·►▶➢➤✓✔❖\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d–—*-](?:\s+|$)|^o\s+(?=[A-ZÆØÅ])")
_NUMBER = re.compile(r"^(?:\d{1,2}[.)]|[a-zæøå][.)]|\([a-z0-9]{1,2}\))\s+\S")
_LABEL = re.compile(
    r"^(?:[•●▪■◦○‣∙·►▶➢➤✓✔❖\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d–—*o-]|\(?\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,2}(?:\.\d{1,2}){1,3}|[a-zæøå][.)])$"
)
_NEAR = 4.0  # em between a label and what it labels
_SPACE = 0.13  # em; a wider gap is a space between words
_SAME = 0.08  # of a size, that letters of one paragraph may differ
_OTHER = 1.2  # times, that letters must be larger to be of another part
_LEADING = 1.3  # of the usual distance between lines, that ends a paragraph
_USUAL = 1.3  # em, the distance between lines where there are too few to tell
_INDENT = 0.9  # em
_SENTENCE = re.compile(r"[.!?:]['\"”»)\]]*$")


@dataclass(slots=True)
class Line:
    """One line of text. ``room`` is how far its flow reaches to the right."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    room: float = 0.0


@dataclass(slots=True)
class Draft:
    """A block-to-be, from ``page`` to ``until`` (0: the same). ``told`` when the document itself says what it is;
    ``first`` of what stands together."""

    kind: Literal["heading", "paragraph", "item", "row", "furniture"]
    lines: list[Line]
    level: int
    page: int
    told: bool = False
    first: bool = False
    cells: tuple[str, ...] = ()
    until: int = 0

    @property
    def text(self) -> str:
        """Its lines."""
        return "\n".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return max(self.lines, key=lambda line: len(line.text)).size if self.lines else 0.0

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return bool(self.lines) and all(line.bold for line in self.lines)


def line_of(fragments: Sequence[Fragment]) -> Line:
    """Fragments of one line, from left to right, with a space where there is a gap."""
    text, end = "", None
    for one in fragments:
        gap = end is not None and one.x0 - end > _SPACE * one.size
        text += (" " if gap and not text.endswith(" ") else "") + one.text
        end = one.x1 if end is None else max(end, one.x1)
    longest = max(fragments, key=lambda one: len(one.text))
    bold = sum(len(one.text) for one in fragments if one.bold)
    return Line(
        text,
        min(one.x0 for one in fragments),
        max(one.x1 for one in fragments),
        longest.y,
        longest.size,
        2 * bold > len(text),
    )


def labelled(fragments: Iterable[Fragment]) -> list[Fragment]:
    """The same, with bullets and numbers joined to what follows them on their line."""
    done: list[Fragment] = []
    for row in rows(list(fragments)):
        label: Fragment | None = None
        for one in row:
            if label is not None and one.x0 - label.x1 < _NEAR * max(one.size, label.size):
                done[-1] = Fragment(
                    f"{label.text} {one.text}", label.x0, one.x1, one.y, one.size, one.bold, one.tag, one.artifact
                )
            else:
                done.append(one)
            label = one if _LABEL.match(one.text) else None
    return done


def untagged(page: Page, fragments: list[Fragment], pitch: dict[float, float]) -> Iterator[Draft]:
    """The drafts of what has no structure of its own, in the order that the page's look tells."""
    for part in order(labelled(fragments), page.rules):
        if isinstance(part, Row):
            cells = tuple(" ".join(line_of(row).text for row in rows(cell)) for cell in part.cells)
            yield Draft(
                "row",
                [line_of(row) for row in rows([one for cell in part.cells for one in cell])],
                0,
                page.number,
                cells=cells,
            )
        else:
            yield from _paragraphs(part, page.number, pitch)


def tagged(page: Page, fragments: list[Fragment]) -> Iterator[Draft]:
    """The drafts that the document's own structure tells."""
    by_tag: dict[int, list[Fragment]] = {}
    for fragment in fragments:
        by_tag.setdefault(fragment.tag, []).append(fragment)
    label = ""
    for part in page.parts:
        if part.kind == "row":
            cells = [[one for tag in cell for one in by_tag.pop(tag, [])] for cell in part.cells]
            whole = [line for cell in cells for line in _as_written(cell)]
            if whole:
                texts = tuple(" ".join(line.text for line in _as_written(cell)) for cell in cells)
                yield Draft("row", whole, 0, page.number, told=True, cells=texts)
            continue
        lines = _as_written([one for tag in part.tags for one in by_tag.pop(tag, [])])
        if part.kind == "label":
            label = " ".join(line.text for line in lines)
        elif lines:
            for alike in _of_a_size(lines):
                yield _told(part, alike, label, page.number)
                label = ""


def _told(part: Part, lines: list[Line], label: str, page: int) -> Draft:
    if part.kind == "item":
        if label and not _BULLET.match(label):
            lines[0].text = f"{label} {lines[0].text}"
        lines[0].text = _BULLET.sub("", lines[0].text)
        return Draft("item", lines, part.level, page, told=True)
    return Draft("heading" if part.kind == "heading" else "paragraph", lines, part.level, page, told=True)


def _of_a_size(lines: list[Line]) -> Iterator[list[Line]]:
    """Some writers put a title and what stands below it in one part."""
    start = 0
    for number in range(1, len(lines)):
        smaller, larger = sorted((lines[number - 1].size, lines[number].size))
        if larger > _OTHER * smaller:
            yield lines[start:number]
            start = number
    yield lines[start:]


def _as_written(fragments: list[Fragment]) -> list[Line]:
    """The lines of a part: a new one begins where the baseline changes or the writing jumps back."""
    lines: list[list[Fragment]] = []
    for one in fragments:
        last = lines[-1][-1] if lines else None
        if last and abs(one.y - last.y) < 0.5 * max(one.size, last.size) and one.x0 > last.x0:
            lines[-1].append(one)
        else:
            lines.append([one])
    return [line_of(line) for line in lines]


def _paragraphs(flow: Flow, page: int, pitch: dict[float, float]) -> Iterator[Draft]:
    lines = [line_of(line) for line in flow.lines]
    room = max(line.x1 for line in lines)
    left = min(line.x0 for line in lines)
    draft: Draft | None = None
    depths: list[float] = []
    for line in lines:
        line.room = room
        item = bool(_BULLET.match(line.text) or _NUMBER.match(line.text))
        if draft is None or item or _parted(draft, line, left, pitch):
            if draft:
                yield draft
            draft = Draft("item" if item else "paragraph", [line], 0, page, first=line is lines[0])
            if item:
                draft.level = _depth(depths, line)
                line.text = _BULLET.sub("", line.text)
            else:
                depths.clear()
        else:
            draft.lines.append(line)
    if draft:
        yield draft


def _depth(depths: list[float], line: Line) -> int:
    """How many items further out the list has, this one counted. ``depths`` keeps their left edges."""
    while depths and depths[-1] > line.x0 + 0.5 * line.size:
        depths.pop()
    if not depths or line.x0 > depths[-1] + 0.5 * line.size:
        depths.append(line.x0)
    return len(depths)


def _parted(draft: Draft, line: Line, left: float, pitch: dict[float, float]) -> bool:
    last = draft.lines[-1]
    size = max(line.size, last.size)
    # a word in bold at a line's end does not part a paragraph; a line in bold above it does
    if abs(line.size - last.size) > _SAME * size or (draft.bold and not line.bold):
        return True
    if line.y - last.y > _LEADING * pitch.get(round(size), _USUAL) * size:
        return True
    ended = _had_room(last, line)
    if line.bold and not last.bold and (ended or _SENTENCE.search(last.text)):
        return True
    if draft.kind == "item":
        return line.x0 < draft.lines[0].x0 + 0.2 * size and ended
    if ended and _SENTENCE.search(last.text) and line.text[:1].isupper():
        return True
    indented = line.x0 > last.x0 + _INDENT * size and last.x0 < left + _INDENT * size
    return indented and len(draft.lines) > 1


def _had_room(last: Line, line: Line) -> bool:
    """Whether the first word of a line would have fitted on the one before: so the break is meant."""
    word = len(line.text.split(" ", 1)[0]) * (line.x1 - line.x0) / max(1, len(line.text))
    return last.room - last.x1 > word + _INDENT * line.size


def usual_pitch(pages: Sequence[Page]) -> dict[float, float]:
    """For each size of letters, the distance between lines most often met, in em."""
    seen: dict[int, dict[float, int]] = {}
    for page in pages:
        before: Fragment | None = None
        for one in page.fragments:
            if before and abs(one.size - before.size) < 0.3 and one.x0 < before.x1:
                distance = round((one.y - before.y) / one.size, 1)
                if 0.8 < distance < 2.2:
                    counts = seen.setdefault(round(one.size), {})
                    counts[distance] = counts.get(distance, 0) + len(one.text)
            before = one
    return {size: max(counts, key=lambda one: counts[one]) for size, counts in seen.items()}
