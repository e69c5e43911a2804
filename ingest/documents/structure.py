"""Blocks become sections: headings with what stands under them, in order; what is no text is listed apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ingest import messages
from ingest.documents.boilerplate import apart, is_menu, left_out
from ingest.documents.flow import merged, with_headings
from ingest.documents.model import Block, LeftOut, Repaired, Section, SectionKind
from ingest.documents.parts import Part, parts
from ingest.documents.pieces import page_range, pieces, with_pages
from ingest.documents.slugs import Ids
from ingest.documents.spans import joined, restored
from ingest.documents.titles import PLAIN

_HEADER_AGAIN = 700  # characters of a table after which its header is repeated
_CLAUSE = 45  # characters of a heading that is a text of its own


@dataclass(slots=True)
class _Draft:
    """A section in the making."""

    title: str
    path: tuple[str, ...]
    level: int
    heading: Part | None
    parts: list[Part] = field(default_factory=list)
    is_text: bool = False


def sections(
    blocks: Sequence[tuple[Block, Repaired]], title: str | None = None
) -> tuple[tuple[Section, ...], tuple[LeftOut, ...]]:
    """The sections of a document in reading order, and what is left out of them.

    ``title`` heads what stands before the first heading. Lines of a paragraph are joined by spaces, in ``original``
    as in ``text``; items begin with »- « or a number, cells are separated by » | «. Every word of every block is in
    a section's title or text or is left out. The same blocks give the same sections, ids included.
    """
    blocks = list(apart(blocks))
    reasons = left_out([block for block, _ in blocks])
    out = [
        LeftOut(repaired.text, messages.LEFT_OUT[reason], block.page)
        for (block, repaired), reason in zip(blocks, reasons, strict=True)
        if reason and repaired.text.strip()
    ]
    kept = [
        each
        for (block, repaired), reason in zip(blocks, reasons, strict=True)
        if not reason and repaired.text.strip()
        for each in parts(block, repaired)
    ]
    drafts = _drafts(merged(with_headings(kept)), title or messages.NO_HEADING)
    chosen = [draft for draft in drafts if draft.is_text] or [draft for draft in drafts if draft.heading]
    ids = Ids()
    made = tuple(_section(draft, ids.take(draft.title)) for draft in chosen)
    shown = {name for section in made for name in (section.title, *section.path)}
    out += [
        LeftOut(draft.title, messages.LEFT_OUT["menu" if is_menu(draft.title) else "bare_heading"], draft.heading.first)
        for draft in drafts
        if draft.heading and draft.title not in shown
    ]
    return made, tuple(out)


def _says_nothing(title: str) -> bool:
    """Whether a heading without a text below it is but a name; clauses that are set as headings are not."""
    return is_menu(title) or (len(title) < _CLAUSE and title[-1:] not in (".", "?", "!", ":"))


def _drafts(found: Sequence[Part], title: str) -> list[_Draft]:
    """The parts gathered under their headings.

    A heading with neither text nor headings below it is a text of its own, if it is more than a name.
    """
    drafts = [_Draft(title, (), 0, None)]
    above: list[tuple[int, str]] = []
    for each in found:
        if each.kind != "heading":
            drafts[-1].parts.append(each)
            continue
        while above and above[-1][0] >= each.level:
            above.pop()
        name = each.text.text
        drafts.append(_Draft(name, tuple(name for _, name in above), each.level, each))
        above.append((each.level, name))
    titled = len(drafts) > 2 and not drafts[0].parts and not drafts[1].parts and drafts[1].level >= drafts[2].level
    if titled:  # the document's own title, set as high as its chapters
        for draft in drafts[2:]:
            draft.path = (drafts[1].title, *draft.path)
        drafts[1].level = 0
    for draft, after in zip(drafts, [*drafts[1:], None], strict=True):
        above_others = after is not None and after.level > draft.level
        draft.is_text = bool(draft.parts) or not (draft.heading is None or above_others or _says_nothing(draft.title))
    return drafts


def _section(draft: _Draft, section_id: str) -> Section:
    found = draft.parts or ([replace(draft.heading, kind="paragraph")] if draft.heading else [])
    whole, pages = _laid_out(found)
    return Section(
        section_id,
        draft.title,
        draft.path,
        _kind(draft, found),
        whole.text,
        restored(whole.text, whole.repairs),
        with_pages(pieces(whole.text), pages),
        page_range(page for each in found for page in (each.first, each.last)),
        whole.repairs,
    )


def _laid_out(found: Sequence[Part]) -> tuple[Repaired, list[tuple[int, int | None]]]:
    """The text of a section, and where in it which page begins."""
    written: list[Repaired | str] = []
    pages: list[tuple[int, int | None]] = []
    length = 0
    last: Part | None = None
    least = min((each.level for each in found if each.kind == "item"), default=0)
    for each in _with_header_again(found):
        between = "" if last is None else "\n" if last.kind == each.kind != "paragraph" else "\n\n"
        indent = "  " * (each.level - least) if each.kind == "item" else ""
        line: list[Repaired | str] = [between, indent, each.marker, each.text]
        size = sum(len(piece.text if isinstance(piece, Repaired) else piece) for piece in line)
        pages.append((length, each.first))
        if each.last != each.first:
            pages.append((length + size // 2, each.last))
        written += line
        length += size
        last = each
    return joined(written), pages


def _with_header_again(found: Sequence[Part]) -> Iterator[Part]:
    """The parts, with the header of a long table said again where a reader would look for it."""
    for is_table, group in groupby(found, key=lambda each: each.kind == "row"):
        rows = list(group)
        header = rows[0] if is_table and _has_header(rows) else None
        since = 0
        for number, each in enumerate(rows):
            if header and since > _HEADER_AGAIN and number:
                yield replace(header, first=each.first, last=each.first)
                since = 0
            since += len(each.text.text)
            yield each


def _has_header(rows: Sequence[Part]) -> bool:
    cells = [cell.strip() for cell in rows[0].text.text.split("|")]
    return (
        len(rows) > 2 and len(cells) > 1 and all(cell and len(cell) <= 40 and not cell[0].isdigit() for cell in cells)
    )


def _kind(draft: _Draft, found: Sequence[Part]) -> SectionKind:
    sizes = {kind: sum(len(each.text.text) for each in found if each.kind == kind) for kind in ("item", "row")}
    half = sum(len(each.text.text) for each in found) / 2
    if sizes["row"] > half:
        return "table"
    if re.match(r"(?:fakta|tekst|info)?boks\b", draft.title, re.I) or (draft.level == PLAIN and draft.title.isupper()):
        return "box"
    return "list" if sizes["item"] > half else "text"
