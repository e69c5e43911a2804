"""What every reader fills: blocks in reading order, flags, counted against the limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ingest.documents.errors import DocumentRefused
from ingest.documents.limits import Limits
from ingest.documents.model import Block, BlockKind, Extract, Flag, FlagKind
from ingest.documents.readers.invisible import visible

Progress = Callable[[int, int | None], None]

_ENDS = re.compile(r"[^\S\n]+$", re.MULTILINE)
_CELL = re.compile(r"\s+")
_MACHINE_TITLE = re.compile(
    r"""^(?:microsoft\ (?:word|powerpoint)\b.*|(?:powerpoint[- ])?(?:presentation|præsentation)\d*
    |(?:dokument|document|untitled|uden\ titel
    |unavngivet|ikke[- ]navngivet|no\ title|title|titel|layout|forside)[-_ ]?\d*
    |slide\ \d+|dias\ ?\d*|.*\.(?:docx?|pptx?|pdf|indd|dotx?|potx?|qxd|pub|rtf|odt|xlsx?|html?|tmp)|[\W\d_]*)$""",
    re.IGNORECASE | re.VERBOSE,
)
_TITLE_CHARACTERS = range(3, 201)


class Gathered:
    """The document so far. ``add`` and ``flag`` raise DocumentRefused when a limit is passed."""

    def __init__(self, limits: Limits, progress: Progress | None = None) -> None:
        self.limits = limits
        self.progress = progress
        self.blocks: list[Block] = []
        self.title: str | None = None
        self.pages: int | None = None
        self._flags: dict[FlagKind, tuple[int, int | None]] = {}
        self._characters = 0

    def add(self, kind: BlockKind, text: str, level: int = 0, page: int | None = None) -> None:
        """Take in a block; one without a visible character is dropped.

        White space goes at the ends of lines and of the block's end, nothing else: an indent stays.
        """
        text, hidden, directions = visible(text)
        self.flag("invisible", page, hidden)
        self.flag("bidirectional", page, directions)
        text = _ENDS.sub("", text).strip("\n")
        if not text.strip():
            return
        self._characters += len(text)
        if self._characters > self.limits.characters or len(self.blocks) >= self.limits.blocks:
            raise DocumentRefused("too_long")
        self.blocks.append(Block(kind, text, level, page))

    def row(self, cells: Iterable[str], page: int | None = None) -> None:
        """Take in a row of a table: each cell on one line, tabs between them."""
        texts = [_CELL.sub(" ", cell).strip() for cell in cells]
        if len(texts) > self.limits.cells:
            raise DocumentRefused("too_long")
        if any(texts):
            self.add("row", "\t".join(texts).rstrip("\t"), page=page)

    def flag(self, kind: FlagKind, page: int | None = None, count: int = 1) -> None:
        """Count something that was left out or disarmed."""
        if count:
            before, first = self._flags.get(kind, (0, page))
            self._flags[kind] = (before + count, first)

    def name(self, title: str | None) -> None:
        """Offer a title from the file's metadata. It counts if a person may have written it."""
        title = " ".join(visible(title or "")[0].split())
        if len(title) in _TITLE_CHARACTERS and not _MACHINE_TITLE.match(title):
            self.title = self.title or title

    def extract(self) -> Extract:
        """The whole. Without a title of its own, the document is called by its first heading of the highest rank."""
        if not any(block.kind != "furniture" for block in self.blocks):
            raise DocumentRefused("no_text")
        headings = [block for block in self.blocks if block.kind == "heading" and len(block.text) in _TITLE_CHARACTERS]
        first = min(headings, key=lambda block: block.level, default=None)
        title = self.title or (" ".join(first.text.split()) if first else None)
        flags = tuple(Flag(kind, count, page) for kind, (count, page) in self._flags.items())
        return Extract(tuple(self.blocks), title, self.pages, flags)
