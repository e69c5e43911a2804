"""A paper as Markdown (GitHub's flavour). Every text is escaped: none of it can become markup, a link or HTML."""

from __future__ import annotations

from collections.abc import Iterator

from advisor import messages
from advisor.markup import escaped
from advisor.papers import wording
from advisor.papers.document import (
    Block,
    Cell,
    Document,
    Heading,
    Inline,
    Items,
    Note,
    Paragraph,
    Run,
)

_MARKS = {"plain": "", "bold": "**", "italic": "*"}


def render(document: Document) -> bytes:
    """The paper in UTF-8."""
    blocks = [f"# {escaped(document.title)}"]
    if document.subtitle:
        blocks.append(f"**{escaped(document.subtitle)}**")
    blocks.append(f"> {escaped(document.notice)}")
    previous: Block | None = None
    for block in document.blocks:
        if _quoted(block) and _quoted(previous):
            blocks.append(">")  # one quotation, whose paragraphs stay apart
        blocks.append(_block(block))
        previous = block
    if document.notes:
        blocks += [f"## {escaped(messages.SOURCES_HEADING)}", escaped(wording.SOURCES_OWN)]
        blocks.append("\n".join(map(_note, document.notes)))
    return ("\n\n".join(blocks).replace("\n\n>\n\n", "\n>\n") + "\n").encode()


def _quoted(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.role == "answer"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {escaped(block.text)}"
    if isinstance(block, Paragraph):
        return f"> {_line(block)}" if _quoted(block) else _line(block)
    if isinstance(block, Items):
        marks = (f"{number}." if block.ordered else "-" for number in range(1, len(block.items) + 1))
        return "\n".join(f"{mark} {_line(item)}" for mark, item in zip(marks, block.items, strict=True))
    rows = [block.header, tuple("---" for _ in block.header)]
    lines = [f"**{escaped(block.caption)}**", ""]
    lines.append(_row(escaped(title) for title in rows[0]))
    lines.append(_row(rows[1]))
    lines += [_row(map(_cell, row)) for row in block.rows]
    return "\n".join(lines)


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return " / ".join(_line(paragraph) for paragraph in cell)


def _line(paragraph: Paragraph) -> str:
    words = "".join(map(_part, paragraph.parts)).strip()
    return f"*{words}*" if paragraph.role in ("aside", "blank") and words else words


def _part(part: Inline) -> str:
    if not isinstance(part, Run):
        return f"\\[{part.number}\\]"
    words = part.text.strip()
    mark = _MARKS[part.emphasis] if words else ""
    before, after = part.text[: len(part.text) - len(part.text.lstrip())], part.text[len(part.text.rstrip()) :]
    return f"{before}{mark}{escaped(words)}{mark}{after if words else ''}"


def _note(note: Note) -> str:
    link = f" [{escaped(wording.OPEN_SOURCE)}]({_url(note.url)})" if note.url else ""
    exact = f"\\\n   {escaped(note.exact)}" if note.exact else ""  # a line of its own in the same item
    return f"{note.number}. {escaped(note.text)}{link}{exact}"


def _url(url: str) -> str:
    """An address that no sign of its own can end."""
    return "".join(f"%{ord(sign):02X}" if sign in "()<>\\ \"'`|" else sign for sign in url)
