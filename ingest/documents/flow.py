"""Parts put in order: which of them are headings, and which go on in the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.documents.model import Repair, Repaired
from ingest.documents.parts import Part
from ingest.documents.spans import joined, part
from ingest.documents.titles import PLAIN, guessed_level, looks_like_heading

_FEW_HEADINGS = 2  # below that a reader found none, and they are guessed
_JOINS = frozenset("og eller samt men til".split())


def with_headings(found: Sequence[Part]) -> Iterator[Part]:
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
        in_list = after.kind == "item" or (before is not None and before.kind == "item" and not text.isupper())
        return each.marker[:1].isdigit() and not in_list
    return not (before is not None and before.kind == after.kind == "item")


def merged(found: Iterable[Part]) -> list[Part]:
    """Sentences that go on in the next block put together; guessed headings that head nothing made paragraphs.

    Of two that follow each other the first is a title above the second when it is written in capitals or comes
    again; else it belongs to what stands before (»KL's Teknologiradar« under a quotation).
    """
    done: list[Part] = []
    found = list(found)
    often = Counter(each.text.text for each in found if each.guessed)
    for each in found:
        last = done[-1] if done else None
        if last and each.guessed and last.guessed and last.level == each.level == PLAIN:
            above = often[last.text.text] > 1 or (last.text.text.isupper() and not each.text.text.isupper())
            done[-1] = replace(last, level=PLAIN - 1) if above else replace(last, kind="paragraph", guessed=False)
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
