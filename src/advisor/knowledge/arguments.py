"""What one side can stand on in the MED committee, and what the other may rightly answer: ``corpus/arguments.yaml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from advisor.domain import CoreQuestion, Role
from advisor.knowledge.files import FileModel

Basis = Literal["law", "agreement", "advice", "opinion", "experience", "research"]
"""What a claim rests on: an opinion is not an agreement, and a recommendation binds nobody."""


class Argument(FileModel):
    """One claim, told by a sentence of a passage, with the question to put and the counterpart's best answer.

    ``passage`` and ``counter`` are links; ``sentence`` and ``counter_sentence`` count the sentences of
    their prose from 1 and mean nothing where the link names a list item.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: str
    passage: str
    sentence: Annotated[int, Field(ge=1)] = 1
    ask: str
    counter: str
    counter_sentence: Annotated[int, Field(ge=1)] = 1
    helps: Annotated[tuple[Role, ...], Field(min_length=1)]
    basis: Basis
    core_questions: Annotated[tuple[CoreQuestion, ...], Field(min_length=1)]
    technologies: tuple[str, ...] = ()
    ways_in: Annotated[tuple[str, ...], Field(min_length=8)]
