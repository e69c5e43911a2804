"""What may go wrong with one document. It concerns that document alone: the others are read, the index stays."""

from __future__ import annotations

from typing import Literal, get_args

from advisor.errors import AdvisorError
from ingest import messages

Reason = Literal[
    "missing",
    "unreadable",
    "special",
    "outside",
    "name",
    "kind",
    "legacy",
    "empty",
    "too_big",
    "too_long",
    "too_many_files",
    "too_many_pages",
    "too_deep",
    "bomb",
    "unsafe",
    "encrypted",
    "damaged",
    "no_text",
    "too_slow",
    "too_much_memory",
    "crashed",
]
REASONS: frozenset[str] = frozenset(get_args(Reason))


class DocumentRefused(AdvisorError):
    """One file cannot be taken in. ``detail`` is one Danish sentence without the file's name, ``remedy`` another;
    ``reason`` is stable and may be relied on. ``fields`` fill the places in the two sentences."""

    code = "document"

    def __init__(self, reason: Reason, **fields: str | int) -> None:
        self.reason = reason
        self.fields = fields
        detail, remedy = messages.REFUSED[reason]
        super().__init__(detail.format(**fields), remedy.format(**fields))
