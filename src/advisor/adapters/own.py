"""Own documents in the library's file: their entries in the bibliography, and the exact wording behind the digest."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
from pydantic import TypeAdapter

from advisor.domain import Mark, Passage, Source, Span
from advisor.ports import Vectors

SCHEMA = """
CREATE TABLE own_sources (position INTEGER PRIMARY KEY, data TEXT);
CREATE TABLE originals (section_id TEXT, passage_id TEXT, PRIMARY KEY (section_id, passage_id)) WITHOUT ROWID;
CREATE TABLE marks (place TEXT, start INTEGER, stop INTEGER, passage_id TEXT, used_start INTEGER, used_stop INTEGER);
CREATE INDEX by_place ON marks (place, start);
"""
SOURCE = TypeAdapter(Source)
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class OwnDocuments:
    """What an index holds of own documents.

    ``passages`` in reading order; ``vectors`` has a row for each of the ``searched`` ones. ``originals`` gives for a
    section of the digest the ids of the passages that hold its exact wording.
    """

    sources: Sequence[Source] = ()
    passages: Sequence[Passage] = ()
    vectors: Vectors = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    originals: Mapping[str, Sequence[str]] = field(default_factory=dict)
    marks: Sequence[Mark] = ()

    @property
    def searched(self) -> list[Passage]:
        """Those that a search may find. The others stand behind the digest, which says the same in our words."""
        return [passage for passage in self.passages if is_searched(passage)]


def is_searched(passage: Passage) -> bool:
    """Whether a search may find the passage."""
    return passage.original_of is None


def write(connection: sqlite3.Connection, own: OwnDocuments) -> None:
    """Fill the tables, all but that of the passages."""
    connection.executemany(
        "INSERT INTO own_sources VALUES (?, ?)",
        [(position, SOURCE.dump_json(source).decode()) for position, source in enumerate(own.sources)],
    )
    connection.executemany(
        "INSERT INTO originals VALUES (?, ?)",
        [(section, passage_id) for section, held in own.originals.items() for passage_id in held],
    )
    connection.executemany(
        "INSERT INTO marks VALUES (?, ?, ?, ?, ?, ?)",
        [(m.place, m.span.start, m.span.end, m.passage_id, m.used.start, m.used.end) for m in own.marks],
    )


def exact(marks: Sequence[Mark], span: Span, texts: Mapping[str, str]) -> tuple[str, Span] | None:
    """The passage and the stretch of it that stand behind most of ``span``; None where no mark does.

    Marks are taken together where nothing but signs and spaces lies between the stretches they name. ``texts`` holds
    the passages' texts by their ids.
    """
    best: tuple[int, str, Span] | None = None
    for mark_run in _runs([mark for mark in marks if _shared(mark.span, span) and mark.passage_id in texts], texts):
        covered = sum(_shared(mark.span, span) for mark in mark_run)
        if best is None or covered > best[0]:
            used = Span(min(mark.used.start for mark in mark_run), max(mark.used.end for mark in mark_run))
            best = covered, mark_run[0].passage_id, used
    return best[1:] if best else None


def _runs(marks: Sequence[Mark], texts: Mapping[str, str]) -> Iterator[list[Mark]]:
    ordered = sorted(marks, key=lambda mark: (mark.passage_id, mark.used.start))
    for passage_id, group in groupby(ordered, key=lambda mark: mark.passage_id):
        run: list[Mark] = []
        reached = 0
        for mark in group:
            if run and _WORD.search(texts[passage_id], reached, max(reached, mark.used.start)):
                yield run
                run, reached = [], 0
            run.append(mark)
            reached = max(reached, mark.used.end)
        yield run


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
