"""The wishes by which users lead the guide (»spring over«), as data: what people write for each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from advisor.knowledge.files import FileModel

WishId = Literal[
    "restart",
    "disagree",
    "unknown",
    "skip",
    "summary",
    "missing",
    "example",
    "model",
    "papers",
    "pause",
    "again",
    "back",
    "next",
    "correct",
]


class Wish(FileModel):
    """One thing to wish for, and the phrases for it."""

    id: WishId
    phrases: Annotated[tuple[str, ...], Field(min_length=8)]


class Wishes(FileModel):
    """``corpus/wishes.yaml``.

    ``agreeing`` takes up an offer, ``correcting`` begins a correction of the project, ``fillers`` are
    words that change nothing.
    """

    wishes: tuple[Wish, ...] = ()
    agreeing: tuple[str, ...] = ()
    correcting: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
