"""What an installation is, as its users and those who run it are told."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


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


def about_document(about: About) -> dict[str, Any]:
    """``About`` as JSON values."""
    return asdict(about)
