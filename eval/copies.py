"""Copies of the originals as users may hold them: as they are, mended, with other lines, in other formats, in part."""

from __future__ import annotations

import html
import json
import random
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.originals import OriginalText, Stretch, load
from ingest.documents.repair import Repairer

_BULLET = re.compile(r"^\s*(?:[•*»=+-]|\d{1,2}\.)\s+")
_DAMAGE = {"æ": ("ae", "ee", "z"), "ø": ("o", "g", "e"), "å": ("a", "4", "d")}
_SEED = 6
AS_IT_IS = "as it is"


@dataclass(frozen=True, slots=True)
class Copy:
    """A file, what it is a copy of, and its stretches in the order they stand in it."""

    name: str
    source_id: str
    path: Path
    stretches: tuple[Stretch, ...]


def copies(folder: Path) -> Iterator[Copy]:
    """Every copy, written into ``folder``."""
    for original in load():
        mended = replace(original, stretches=mended_stretches(original.stretches))
        yield Copy(AS_IT_IS, original.source_id, original.path, original.stretches)
        for name, stretches, write in _kinds(mended):
            path = folder / f"{original.source_id}-{re.sub('[^a-z0-9]+', '-', name)}.{_SUFFIX[write]}"
            write(path, stretches)
            yield Copy(name, original.source_id, path, tuple(stretches))


def _kinds(
    mended: OriginalText,
) -> Iterator[tuple[str, Sequence[Stretch], Callable[[Path, Sequence[Stretch]], None]]]:
    flowing = [replace(stretch, text="\n\n".join(paragraphs(stretch.text))) for stretch in mended.stretches]
    mixed = random.Random(_SEED).sample(flowing, len(flowing))
    yield "mended", mended.stretches, _text
    yield "one line a paragraph", flowing, _text
    for width in (40, 72, 100):
        yield f"lines of {width}", _wrapped(flowing, width), _text
    yield "scanned anew", _wrapped(_damaged(flowing), 60), _text
    yield "sections in another order", mixed, _text
    yield "PDF", flowing, _pdf
    yield "DOCX", flowing, _docx
    yield "HTML", flowing, _html
    for name, part in _excerpts(flowing):
        yield f"excerpt: {name}", part, _text


def _excerpts(stretches: Sequence[Stretch]) -> Iterator[tuple[str, Sequence[Stretch]]]:
    """Each chapter of a publication that has chapters, else its first half."""
    chapters = {stretch.section.split("/")[1] for stretch in stretches if stretch.section.count("/") > 1}
    for chapter in sorted(chapters):
        yield chapter, [stretch for stretch in stretches if stretch.section.split("/")[1] == chapter]
    if not chapters:
        order = list(dict.fromkeys(stretch.section for stretch in stretches))
        half = set(order[: (len(order) + 1) // 2])
        yield "first half", [stretch for stretch in stretches if stretch.section in half]


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs and items of a text, each on one line; words cut at line ends made whole."""
    for block in re.split(r"\n\s*\n", text):
        gathered: list[str] = []
        for line in block.strip().splitlines():
            if _BULLET.match(line) and gathered:
                yield _whole(gathered)
                gathered = []
            gathered.append(line.strip())
        if gathered:
            yield _whole(gathered)


def _whole(lines: Sequence[str]) -> str:
    return re.sub(r"(?<=[a-zæøå])- (?=(?!og |eller |samt )[a-zæøå])", "", " ".join(lines))


def mended_stretches(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The stretches as the repair leaves them."""
    repairer = Repairer.of([stretch.text for stretch in stretches])
    return tuple(replace(stretch, text=repairer.repair(stretch.text).text) for stretch in stretches)


def _wrapped(stretches: Sequence[Stretch], width: int) -> list[Stretch]:
    def wrapped(text: str) -> str:
        return "\n\n".join("\n".join(textwrap.wrap(line, width)) for line in text.split("\n\n")) + "\n\n"

    return [replace(stretch, text=wrapped(stretch.text)) for stretch in stretches]


def _damaged(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Another scanning: æøå read as one of several things, one letter in fifty as another."""
    chance = random.Random(_SEED)

    def damaged(text: str) -> str:
        letters = [chance.choice(_DAMAGE[letter]) if letter in _DAMAGE else letter for letter in text]
        return "".join(
            chance.choice("aeionrtls") if letter.isalpha() and chance.random() < 0.02 else letter for letter in letters
        )

    return [replace(stretch, text=damaged(stretch.text)) for stretch in stretches]


def _lines(stretches: Sequence[Stretch]) -> list[tuple[str, str]]:
    """Kind (heading, item, paragraph) and text of each paragraph."""
    found = []
    for stretch in stretches:
        for line in filter(None, (line.strip() for line in re.split(r"\n\s*\n", stretch.text))):
            bare = _BULLET.sub("", line)
            short = len(line) < 70 and line[-1] not in ".:,;?!" and len(line.split()) > 1
            kind = "item" if bare != line else "heading" if short else "paragraph"
            found.append((kind, bare if kind == "item" else line))
    return found


def _text(path: Path, stretches: Sequence[Stretch]) -> None:
    path.write_text("".join(f"{stretch.text.rstrip()}\n\n" for stretch in stretches), encoding="utf-8")


def _html(path: Path, stretches: Sequence[Stretch]) -> None:
    tags = {"heading": "h2", "item": "li", "paragraph": "p"}
    body = "\n".join(f"<{tags[kind]}>{html.escape(line)}</{tags[kind]}>" for kind, line in _lines(stretches))
    menu = "<nav><a href='/'>Forside</a> <a href='/om'>Om os</a></nav>"
    path.write_text(f"<!doctype html><html lang='da'><meta charset='utf-8'><body>{menu}{body}</body></html>", "utf-8")


def _docx(path: Path, stretches: Sequence[Stretch]) -> None:
    from docx import Document

    document = Document()
    styles = {"heading": "Heading 2", "item": "List Bullet", "paragraph": "Normal"}
    for kind, line in _lines(stretches):
        document.add_paragraph(line, style=styles[kind])
    document.save(str(path))


def _pdf(path: Path, stretches: Sequence[Stretch]) -> None:
    """Two columns, a running title and page numbers."""
    import typst

    template = """
#set page(columns: 2, header: [Kommunens egen kopi], footer: context align(center, counter(page).display()))
#set text(lang: "da", hyphenate: true, size: 10pt)
#set par(justify: true)
#for (kind, line) in json(bytes(sys.inputs.lines)) {
  if kind == "heading" { heading(line) } else if kind == "item" { list(line) } else { par(line) }
}
"""
    path.write_bytes(typst.compile(template.encode(), sys_inputs={"lines": json.dumps(_lines(stretches))}))


_SUFFIX: dict[Callable[[Path, Sequence[Stretch]], None], str] = {
    _text: "txt",
    _html: "html",
    _docx: "docx",
    _pdf: "pdf",
}
