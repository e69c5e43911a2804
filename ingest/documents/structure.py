"""Blocks become sections: headings with what stands under them, in order; what is no text is listed apart."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ingest import messages
from ingest.documents.boilerplate import apart, is_menu, left_out
from ingest.documents.model import Block, LeftOut, Repair, Repaired, Section, SectionKind
from ingest.documents.parts import Part, guessed_level, looks_like_heading, parts
from ingest.documents.pieces import page_range, pieces, with_pages
from ingest.documents.spans import joined, part, restored

_FEW_HEADINGS = 2  # below that a reader found none, and they are guessed
_JOINS = frozenset("og eller samt men til".split())
_HEADER_AGAIN = 700  # characters of a table after which its header is repeated
_PLAIN = 3  # the level of a guessed heading without a number
_SLUG = 60
_LETTERS = {"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"}


@dataclass(slots=True)
class _Draft:
    """A section in the making."""

    title: str
    path: tuple[str, ...]
    level: int
    heading: Part | None
    parts: list[Part] = field(default_factory=list)


def sections(
    blocks: Sequence[tuple[Block, Repaired]], title: str | None = None
) -> tuple[tuple[Section, ...], tuple[LeftOut, ...]]:
    """The sections of a document and what is left out of them, both in reading order.

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
    drafts = _drafts(_merged(_with_headings(kept)), title or messages.NO_HEADING)
    ids = _Ids()
    done: list[Section] = []
    for draft in drafts:
        if draft.heading is not None and not draft.parts and is_menu(draft.title):
            out.append(LeftOut(draft.title, messages.LEFT_OUT["menu"], draft.heading.first))
        else:
            done.append(_section(draft, ids.take(draft.title)))
    return tuple(done), tuple(out)


def slug(title: str) -> str:
    """A title as part of an address: small letters, figures and hyphens, æøå as ae, oe and aa."""
    spelled = "".join(_LETTERS.get(letter, letter) for letter in title.lower())
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    short = ""
    for word in words:
        if short and len(short) + len(word) >= _SLUG:
            break
        short = f"{short}-{word}" if short else word[:_SLUG]
    return short or "afsnit"


class _Ids:
    """Hands out slugs, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, title: str) -> str:
        base = slug(title)
        chosen, number = base, 1
        while chosen in self._taken:
            number += 1
            chosen = f"{base}-{number}"
        self._taken.add(chosen)
        return chosen


def _with_headings(found: Sequence[Part]) -> Iterator[Part]:
    """The parts, with the paragraphs that read as headings made headings where the reader found next to none."""
    guess = sum(each.kind == "heading" and not each.guessed for each in found) < _FEW_HEADINGS
    around = [None, *found, None]
    for before, each, after in zip(around, found, around[2:], strict=False):
        if each.kind == "heading" and not each.guessed:
            yield each
        elif guess and (each.guessed or (after and _reads_as_heading(before, each, after))):
            text = joined([each.marker, each.text])
            yield replace(each, kind="heading", text=text, level=guessed_level(text.text), marker="", guessed=True)
        else:
            yield replace(each, kind="paragraph") if each.guessed else each


def _reads_as_heading(before: Part | None, each: Part, after: Part) -> bool:
    """Whether a part that stands alone is a heading: one in the middle of a list or of a sentence is none."""
    text = each.marker + each.text.text
    if each.kind not in ("paragraph", "item") or not looks_like_heading(text):
        return False
    if after.text.text[:1].islower() and not looks_like_heading(f"{text} {after.text.text}"):
        return False
    if each.kind == "item":
        in_list = after.kind == "item" or (before is not None and before.kind == "item")
        return each.marker[:1].isdigit() and not in_list
    return not (before is not None and before.kind == after.kind == "item")


def _merged(found: Iterable[Part]) -> list[Part]:
    """Sentences that go on in the next block put together; guessed headings that head nothing made paragraphs.

    Of two that follow each other the first is a title above the second when it is written in capitals or comes
    again; else it belongs to what stands before (»KL's Teknologiradar« under a quotation).
    """
    done: list[Part] = []
    found = list(found)
    often = Counter(each.text.text for each in found if each.guessed)
    for each in found:
        last = done[-1] if done else None
        if last and each.guessed and last.guessed and last.level == each.level == _PLAIN:
            above = often[last.text.text] > 1 or (last.text.text.isupper() and not each.text.text.isupper())
            done[-1] = replace(last, level=_PLAIN - 1) if above else replace(last, kind="paragraph", guessed=False)
        if last and _goes_on(last, each):
            done[-1] = _together(last, each)
        else:
            done.append(each)
    if done and done[-1].kind == "heading" and done[-1].guessed:
        done[-1] = replace(done[-1], kind="paragraph")
    return done


def _goes_on(last: Part, each: Part) -> bool:
    """Whether a paragraph is the rest of the sentence before: that one ends open, this one begins small."""
    before, text = last.text.text, each.text.text
    if each.kind != "paragraph" or not before or not text[:1].islower():
        return False
    if last.kind == "heading":
        return last.guessed and looks_like_heading(f"{before} {text}")
    full = last.tail >= 0.75 * each.head or last.last != each.first
    return last.kind in ("paragraph", "item") and before[-1] not in ".!?:;" and full


def _together(last: Part, each: Part) -> Part:
    """The two as one; a word cut by a hyphen at the end of the first is made whole, as a repair."""
    before, after = last.text, each.text
    word = re.match(r"[^\W\d_]+", after.text)
    cut = re.search(r"[^\W\d_]-$", before.text)
    sewn = cut and word and word.group() not in _JOINS and not _repaired_at(before, len(before.text) - 1)
    if sewn:
        head = part(before, 0, len(before.text) - 1)
        text = joined([head, Repaired("", (Repair(0, 0, "- "),)), after])
    else:
        text = joined([before, " ", after])
    return replace(last, text=text, last=each.last if each.last is not None else last.last, tail=each.tail)


def _repaired_at(whole: Repaired, position: int) -> bool:
    return any(repair.start <= position < repair.end for repair in whole.repairs)


def _drafts(found: Sequence[Part], title: str) -> list[_Draft]:
    """The parts gathered under their headings. A heading with neither text nor headings below it is its own text."""
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
    following = [*drafts[1:], None]
    return [
        draft
        for draft, after in zip(drafts, following, strict=True)
        if draft.parts or (draft.heading and not (after and after.level > draft.level))
    ]


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
    for each in _with_header_again(found):
        between = "" if last is None else "\n" if last.kind == each.kind != "paragraph" else "\n\n"
        indent = "  " * (each.level - _least(found)) if each.kind == "item" else ""
        line: list[Repaired | str] = [between, indent, each.marker, each.text]
        size = sum(len(piece.text if isinstance(piece, Repaired) else piece) for piece in line)
        pages.append((length, each.first))
        if each.last != each.first:
            pages.append((length + size // 2, each.last))
        written += line
        length += size
        last = each
    return joined(written), pages


def _least(found: Sequence[Part]) -> int:
    return min(each.level for each in found if each.kind == "item")


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
    if re.match(r"(?:fakta|tekst|info)?boks\b", draft.title, re.I) or (draft.level == 3 and draft.title.isupper()):
        return "box"
    return "list" if sizes["item"] > half else "text"
