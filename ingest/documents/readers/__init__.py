"""Readers, one for each kind of file. They run in a process of their own (``ingest.documents.worker``).

What all of them promise:

- Blocks come in reading order. A heading has its level, an item of a list its depth, a row of a table its cells
  with tabs between. ``furniture`` is what the format or its repetition marks as no part of the text (navigation,
  running headers and footers, page numbers).
- The text of a block is the file's own, character for character, but for white space at the ends of lines. Where
  the file has lines (TXT, PDF, Markdown), they are kept apart by ``\\n``, and a word cut at a line's end keeps its
  hyphen there: joining is the repair's work. A cell of a table has one line only, so in a PDF such a word reads
  ``hjem- meplejen`` there. Where the format flows (DOCX, PPTX, HTML), ``\\n`` is a line break that
  the author set.
- What a reader of the page would not see is no part of any block. It is flagged, with how often and where first.
- Nothing is run, fetched or unpacked to disk.
"""

from __future__ import annotations

import stat
from importlib import import_module
from pathlib import Path

from ingest.documents.errors import DocumentRefused
from ingest.documents.limits import MEBIBYTE, Limits
from ingest.documents.model import Extract
from ingest.documents.readers.gather import Gathered, Progress
from ingest.documents.sniff import sniff


def read(path: Path, limits: Limits, progress: Progress | None = None) -> Extract:
    """What a file holds. Raises DocumentRefused for what is foreseen, and anything at all for what is not:
    call it through ``worker.read_apart``."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentRefused("special")
        if status.st_size == 0:
            raise DocumentRefused("empty")
        if status.st_size > limits.file_bytes:
            raise DocumentRefused("too_big", limit=limits.file_bytes // MEBIBYTE)
        kind = sniff(path, limits)
        gathered = Gathered(limits, progress)
        import_module(f"{__name__}.{kind}").read(path, gathered)  # each pulls in its own libraries
    except PermissionError:
        raise DocumentRefused("unreadable") from None
    except FileNotFoundError:
        raise DocumentRefused("missing") from None
    return gathered.extract()
