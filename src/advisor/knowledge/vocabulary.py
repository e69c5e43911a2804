"""Words that the advisor recognises: technologies, areas, phases and roles with their synonyms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from advisor.danish.words import fold, words
from advisor.domain import Phase, Role
from advisor.knowledge.files import FileModel


class Term(FileModel):
    """One thing under its id, with all that people call it."""

    id: str
    name: str
    synonyms: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its synonyms."""
        return (self.name, *self.synonyms)


class PhaseTerm(Term):
    """A phase, and which of KLK's three (before, during, after) it belongs to."""

    id: Phase
    klk: Literal["before", "during", "after"]


class RoleTerm(Term):
    """A role in the conversation."""

    id: Role


class Vocabulary(FileModel):
    """``corpus/vocabulary.yaml``."""

    technologies: tuple[Term, ...]
    areas: tuple[Term, ...]
    phases: tuple[PhaseTerm, ...]
    roles: tuple[RoleTerm, ...]
    municipalities: tuple[str, ...]


class Outside(FileModel):
    """One kind of question that the advisor does not answer (``corpus/outside.yaml``), and who does."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    ask: str
    questions: Annotated[tuple[str, ...], Field(min_length=8)]


T = TypeVar("T", bound=Term)
_COMPOUND_LETTERS = 4


def recognise(text: str, terms: Sequence[T]) -> T | None:
    """The term that a text names first; None when it names none.

    Inflected forms and compounds count (»faldsensorerne«, »GPS-sporing«), but a name of fewer than
    four letters must stand as a word of its own.
    """
    found = as_named(text, terms)
    return found[0] if found else None


def as_named(text: str, terms: Sequence[T]) -> tuple[T, str] | None:
    """As ``recognise``, with the words of the text that name the term (»hjemmeplejen«), in lower case."""
    index = _index(tuple(terms))
    said = words(text)
    tokens = [fold(word) for word in said]
    for start, token in enumerate(tokens):
        heads = (token[:length] for length in range(_COMPOUND_LETTERS, len(token)))
        found = [entry for head in (token, *heads) for entry in index.get(head, ())]
        for _, name, term in sorted(found, key=lambda entry: entry[0]):
            if _begins(tokens[start:], name):
                written = " ".join(said[start : start + len(name)])
                return term, written  # type: ignore[return-value]  # the index holds the very terms it was made of
    return None


@lru_cache(maxsize=64)
def _index(terms: tuple[Term, ...]) -> dict[str, list[tuple[int, tuple[str, ...], Term]]]:
    """The names by their first word, each with the place of its term in the list."""
    index: dict[str, list[tuple[int, tuple[str, ...], Term]]] = {}
    for place, term in enumerate(terms):
        for name in term.names:
            folded = tuple(fold(word) for word in words(name))
            index.setdefault(folded[0], []).append((place, folded, term))
    return index


def _begins(tokens: Sequence[str], name: tuple[str, ...]) -> bool:
    if len(tokens) < len(name):
        return False
    *whole, last = name
    if list(tokens[: len(whole)]) != whole:
        return False
    token = tokens[len(whole)]
    return token == last or (len(last) >= _COMPOUND_LETTERS and token.startswith(last))
