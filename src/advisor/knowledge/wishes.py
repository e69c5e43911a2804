"""What users say to the guide, as data: wishes (»spring over«) in few words, and whole messages to learn from."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

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
    "thanks",
    "go",
]
"""``go`` leads to a place that the message names; ``thanks`` is praise and small talk, and wishes for nothing."""


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


ANSWER, QUESTION = "answer", "question"
"""What a message is that wishes for nothing."""


class Said(FileModel):
    """``corpus/said.yaml``: whole messages, by what is wanted with them; only an index is built from them."""

    wishes: dict[WishId, Annotated[tuple[str, ...], Field(min_length=8)]] = Field(default_factory=dict)
    answers: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    def by_class(self) -> dict[str, tuple[str, ...]]:
        """The messages by wish, and those that are ``ANSWER`` or ``QUESTION``."""
        wishes = {wish: self.wishes[wish] for wish in get_args(WishId) if wish in self.wishes}
        return {**wishes, ANSWER: self.answers, QUESTION: self.questions}
