"""What an installation is, as its users and those who run it are told."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from advisor import messages


@dataclass(frozen=True, slots=True)
class About:
    """What is installed, indexed and stored; shown by ``doctor``, by the page and by ``/readyz``."""

    version: str
    engine: str
    embedder: str
    index: str
    corpus_checked: str
    sources: int
    passages: int
    store: str
    conversation_minutes: int
    retention_days: int

    @property
    def stored(self) -> str:
        """What is kept of a conversation, where, and for how long, as its users are told."""
        if self.store == "memory":
            return messages.STORED.format(minutes=self.conversation_minutes)
        return messages.STORED_ON_DISK.format(days=self.retention_days)


def about_document(about: About) -> dict[str, Any]:
    """``About`` as JSON values."""
    return asdict(about)
