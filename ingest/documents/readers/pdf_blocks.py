"""What each draft is, seen from the whole document: running headers, headings and their levels, what goes on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ingest.documents.readers.gather import Gathered
from ingest.documents.readers.page import UNTAGGED, Fragment, Page
from ingest.documents.readers.pdf_lines import Draft, line_of, tagged, untagged, usual_pitch
from ingest.documents.readers.tables import rows

Outline = Mapping[int, Sequence[tuple[str, int]]]
"""For each page, the titles of the bookmarks that lead to it, and their levels."""

_MARGIN = 0.12  # of the page's height, above and below, where running headers and footers stand
_LAST = 0.07  # where a lone number is a page number, on whatever page
_REPEATS = 3
_NEARLY_ALL = 0.8  # of the pages, that must bear a header in letters as large as a heading's
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"^(?:side|s\.|page)?\s*[-–|]?\s*\d{1,4}\s*[-–|]?(?:\s*(?:af|/|of)\s*\d{1,4})?$", re.I)
_ASIDE = 0.1  # of the upright letters, below which turned ones are no text
_RUNNING = 35  # letters, at least, in most lines of running text
_GOOD_PART = 0.2  # of all letters
_LARGER = 1.12  # times the body's size: a heading
_HEADING_CHARACTERS = 200
_HEADING_LINES = 4
_BOLD_LINES = 2
_COVERED = 0.85  # of a page's letters, that its structure must hold to be believed
_ENDED = re.compile(r"[.!?:;…]['\"”»)\]]*$")
_SQUEEZED = re.compile(r"[\W_]+")
_SMALLER = 0.93  # of the body's size: a note below the text


def blocks(pages: Sequence[Page], outline: Outline, gathered: Gathered) -> None:
    """Hand on all pages as blocks."""
    margins = _margins(pages)
    pitch = usual_pitch(pages)
    body = _body(pages)
    drafts: list[Draft] = []
    for page in pages:
        drafts.extend(_drafts(page, margins, pitch))
    _headings(drafts, body, outline)
    for draft in _continued(drafts, body):
        if draft.kind == "row":
            gathered.row(draft.cells, draft.page)
        else:
            text = " ".join(line.text for line in draft.lines) if draft.kind == "heading" else draft.text
            gathered.add(draft.kind, text, draft.level, draft.page)


def _drafts(page: Page, margins: set[int], pitch: dict[float, float]) -> Iterable[Draft]:
    upright = [one for one in page.fragments if not one.turned]
    aside = [one for one in upright if one.artifact or id(one) in margins]
    text = [one for one in upright if not (one.artifact or id(one) in margins)]
    above = [one for one in aside if one.y < page.height / 2]
    yield from _furniture(above, page.number)
    known = {tag for part in page.parts for tag in (*part.tags, *(tag for cell in part.cells for tag in cell))}
    held = [one for one in text if one.tag != UNTAGGED and one.tag in known]
    if _letters(held) >= _COVERED * max(1, _letters(text)):
        yield from tagged(page, held)
        text = [one for one in text if one.tag == UNTAGGED or one.tag not in known]
    yield from untagged(page, text, pitch)
    yield from _turned(page, _letters(upright), pitch)
    yield from _furniture([one for one in aside if one not in above], page.number)


def _turned(page: Page, upright: int, pitch: dict[float, float]) -> Iterable[Draft]:
    """What stands on its side or aslant: a mark on the page, unless it is most of the page."""
    for turn in sorted({one.turned for one in page.fragments} - {0}):
        text = [one for one in page.fragments if one.turned == turn]
        if turn % 90 or _letters(text) < _ASIDE * upright:
            yield from _furniture(text, page.number)
        else:
            yield from untagged(Page(page.number, 0, 0, []), text, pitch)


def _furniture(fragments: list[Fragment], page: int) -> Iterable[Draft]:
    for row in rows(fragments):
        yield Draft("furniture", [line_of(row)], 0, page)


def _letters(fragments: Iterable[Fragment]) -> int:
    return sum(len(one.text) for one in fragments)


def _margins(pages: Sequence[Page]) -> set[int]:
    """The fragments, by their identity, that come again at the same height from page to page but for their digits,
    and lone page numbers."""
    places: dict[tuple[str, int], list[tuple[int, list[Fragment]]]] = {}
    found: set[int] = set()
    for page in pages:
        edge = [
            one
            for one in page.fragments
            if not one.turned and not _MARGIN * page.height < one.y < (1 - _MARGIN) * page.height
        ]
        for row in rows(edge):
            text = " ".join(one.text for one in row)
            places.setdefault((_DIGITS.sub("#", text), round(row[0].y / 6)), []).append((page.number, row))
            lowest = row[0].y > (1 - _LAST) * page.height or row[0].y < _LAST * page.height
            if lowest and _PAGE_NUMBER.match(text):
                found.update(map(id, row))
    body = _body(pages)
    for (text, _), again in places.items():
        enough = _REPEATS if len(pages) > 2 else 2
        if max(row[0].size for _, row in again) >= _LARGER * body:
            enough = max(enough, round(_NEARLY_ALL * len(pages)))  # a heading may well come again
        if len(again) >= enough and ("#" not in text or _counts_pages(again)):
            found.update(id(one) for _, row in again for one in row)
    return found


def _counts_pages(again: list[tuple[int, list[Fragment]]]) -> bool:
    """Whether the digits are the same on every page, or count the pages: else it may be a chapter's number."""
    said = [(page, _DIGITS.findall(" ".join(one.text for one in row))) for page, row in again]
    columns = zip(*(numbers for _, numbers in said), strict=False)
    return all(
        len(set(column)) == 1
        or len({int(number) - page for (page, _), number in zip(said, column, strict=False)}) <= 1 + len(column) // 4
        for column in columns
    )


def _body(pages: Sequence[Page]) -> float:
    """The size of running text: the largest that a good part of the letters has. Notes may hold more letters yet."""
    lines = [one for page in pages for one in page.fragments]
    running = [one for one in lines if len(one.text) >= _RUNNING]
    sizes: Counter[float] = Counter()
    for one in running or lines:
        sizes[round(2 * one.size) / 2] += len(one.text)
    return max((size for size, count in sizes.items() if count >= _GOOD_PART * sizes.total()), default=1.0)


def _headings(drafts: list[Draft], body: float, outline: Outline) -> None:
    """Find headings by the bookmarks that lead to them, their size and their weight, and rank them by size."""
    ranks = {draft.level: draft.size for draft in reversed(drafts) if draft.told and draft.kind == "heading"}
    mostly_bold = 2 * sum(len(draft.text) for draft in drafts if draft.bold) > sum(len(draft.text) for draft in drafts)
    found: list[Draft] = []
    for draft in drafts:
        if draft.kind not in {"paragraph", "item"} or not any(map(str.isalpha, draft.text)):
            continue
        level = _bookmarked(draft, outline)
        if level:
            draft.kind, draft.level = "heading", level
            ranks.setdefault(level, draft.size)
        elif _looks_like_one(draft, body, mostly_bold=mostly_bold):
            draft.kind = "heading"
            found.append(draft)
    sizes = _clusters(draft.size for draft in found if draft.size >= _LARGER * body)
    for draft in found:
        if ranks:
            below = [level for level, size in ranks.items() if size <= draft.size + 0.5]
            draft.level = min(below, default=min(6, max(ranks) + 1))
        else:
            larger = sum(size > draft.size + 0.6 for size in sizes)
            draft.level = min(6, 1 + larger)


def _clusters(sizes: Iterable[float]) -> list[float]:
    found: list[float] = []
    for size in sorted(sizes, reverse=True):
        if not found or found[-1] - size > 0.6:
            found.append(size)
    return found


def _bookmarked(draft: Draft, outline: Outline) -> int:
    text = _squeezed(draft.text)
    for title, level in outline.get(draft.page, ()):
        wanted = _squeezed(title)
        if wanted and (text == wanted or (text.endswith(wanted) and len(text) - len(wanted) < 6)):
            return min(6, level)
    return 0


def _squeezed(text: str) -> str:
    return _SQUEEZED.sub("", text).casefold()


def _looks_like_one(draft: Draft, body: float, *, mostly_bold: bool) -> bool:
    text = draft.text
    if len(text) > _HEADING_CHARACTERS or len(draft.lines) > _HEADING_LINES or text.endswith((".", ",", ";", "-")):
        return False
    if draft.size >= _LARGER * body:
        return True
    if draft.kind == "item" and draft.told:
        return False
    return (
        draft.bold
        and not mostly_bold
        and draft.size >= 0.95 * body
        and len(draft.lines) <= _BOLD_LINES
        and not text.endswith(":")
    )


def _continued(drafts: list[Draft], body: float) -> Iterable[Draft]:
    """Put together what goes on in the next column or on the next page: it stopped inside a sentence, and a small
    letter follows. Notes and furniture in between do not count."""
    done: list[Draft] = []
    for draft in drafts:
        before = _going_on(done, draft, body)
        if before is None:
            done.append(draft)
        else:
            before.lines.extend(draft.lines)
            before.until = draft.page
    return done


def _going_on(done: list[Draft], draft: Draft, body: float) -> Draft | None:
    begins = draft.text[:1]
    if draft.kind != "paragraph" or not begins.islower():
        return None
    for before in reversed(done[-12:]):
        if before.kind == "furniture" or (before.size < _SMALLER * body <= draft.size):
            continue
        ends = before.until or before.page
        near = ends in {draft.page, draft.page - 1} and (draft.first or ends != draft.page)
        alike = abs(before.size - draft.size) < 0.08 * draft.size
        if before.kind in {"paragraph", "item"} and near and alike and not _ENDED.search(before.text):
            return before
        return None
    return None
