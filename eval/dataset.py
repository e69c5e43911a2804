"""The questions, as they lie in ``eval/data``: one JSON object a line."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

DATA = Path(__file__).parent / "data"
SETS = ("dev", "own", "offtopic")

Kind = Literal["direct", "paraphrase", "two_section", "named", "followup", "english", "unanswerable"]


class Earlier(BaseModel):
    """An earlier turn."""

    role: Literal["user", "assistant"]
    text: str


class Question(BaseModel):
    """One question and what a right answer to it is.

    ``gold`` holds the sections any of which answers; ``gold_all`` those that must all be found.
    ``must`` and ``must_not`` are regular expressions over the answer's text. ``split`` is ``tune`` or
    ``held``: the held-out half is reported and never tuned on.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    role: str
    history: tuple[Earlier, ...] = ()
    gold: tuple[str, ...]
    gold_all: tuple[str, ...]
    answerable: bool
    facts: tuple[str, ...]
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    kind: Kind
    tags: tuple[str, ...]
    split: Literal["tune", "held"] = "tune"

    def within(self, sections: frozenset[str]) -> Question | None:
        """The question with its gold cut to ``sections``; None when it can be answered, but not from them."""
        gold = tuple(g for g in self.gold if g in sections)
        if self.answerable and not gold:
            return None
        whole = self.gold_all if set(self.gold_all) <= sections else ()
        return self.model_copy(update={"gold": gold, "gold_all": whole})


def load(name: str) -> tuple[Question, ...]:
    """One of ``SETS``."""
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(Question.model_validate_json(line) for line in lines if line.strip())
