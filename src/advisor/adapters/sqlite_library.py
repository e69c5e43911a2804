"""Passages, and full text over Danish stems, in one SQLite file (FTS5)."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from advisor import messages
from advisor.adapters import own as own_documents
from advisor.adapters.own import OwnDocuments
from advisor.danish import words as danish
from advisor.domain import Mark, Original, Passage, Source, Span
from advisor.errors import IndexCorrupt
from advisor.ports import Reach

FILE_NAME = "library.sqlite"
PASSAGE_WORDS, WAY_WORDS = "passage_words", "way_words"

_PASSAGES_HELD = 1_024
_PASSAGE, _REACH = TypeAdapter(Passage), TypeAdapter(Reach)
_SCHEMA = """
CREATE TABLE passages (
    position INTEGER PRIMARY KEY, passage_id TEXT UNIQUE, section_id TEXT, source_id TEXT, reach TEXT, data TEXT
);
CREATE INDEX by_section ON passages (section_id, position);
CREATE INDEX by_source ON passages (source_id, position);
CREATE TABLE spelling (folded TEXT, word TEXT, uses INTEGER, PRIMARY KEY (folded, word)) WITHOUT ROWID;
"""
_FULL_TEXT = """
CREATE VIRTUAL TABLE {name} USING fts5(id UNINDEXED, terms, tokenize="unicode61 remove_diacritics 0", columnsize=1);
"""


def write(path: Path, passages: Sequence[Passage], own: OwnDocuments | None = None) -> None:
    """Make the file at ``path``, which must not exist yet."""
    own = own or OwnDocuments()
    full_text = "".join(_FULL_TEXT.format(name=name) for name in (PASSAGE_WORDS, WAY_WORDS))
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_SCHEMA + own_documents.SCHEMA + full_text)
        for position, passage in enumerate((*passages, *own.passages)):
            _insert(connection, position, passage)
        for passage in passages:
            _insert_words(connection, passage)
        own_documents.write(connection, own)
        connection.executemany("INSERT INTO spelling VALUES (?, ?, ?)", _spelling(passages, own.searched))
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()


def searchable(passage: Passage) -> str:
    """What words find a passage by."""
    return f"{passage.section}. {passage.heading}. {passage.speaker or ''} {passage.text}"


def _spelling(passages: Iterable[Passage], own: Iterable[Passage]) -> Iterator[tuple[str, str, int]]:
    """Each spelling, its folded form and its uses. What the corpus spells, own documents do not spell otherwise: they
    may be badly read."""
    known: set[str] = set()
    for group in (passages, own):
        texts = (text for p in group for text in (searchable(p), *(way.text for way in p.ways_in)))
        spellings = Counter(word for text in texts for word in danish.words(text))
        rows = [(danish.fold(word), word, uses) for word, uses in spellings.items()]
        yield from (row for row in rows if row[0] not in known)
        known.update(folded for folded, _, _ in rows)


def _insert(connection: sqlite3.Connection, position: int, passage: Passage) -> None:
    searched = own_documents.is_searched(passage)
    reach = Reach(passage.source_id, passage.applies_to, passage.roles, passage.side)
    connection.execute(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
        (
            position,
            passage.passage_id,
            passage.section_id,
            passage.source_id,
            _REACH.dump_json(reach).decode() if searched else None,
            _PASSAGE.dump_json(passage).decode(),
        ),
    )


def _insert_words(connection: sqlite3.Connection, passage: Passage) -> None:
    rows = [
        (PASSAGE_WORDS, passage.passage_id, danish.stems(searchable(passage))),
        *((WAY_WORDS, f"{passage.passage_id}/{n}", danish.stems(way.text)) for n, way in enumerate(passage.ways_in)),
    ]
    for table, identity, terms in rows:
        connection.execute(f"INSERT INTO {table} VALUES (?, ?)", (identity, " ".join(terms)))


@lru_cache(maxsize=_PASSAGES_HELD)
def _read(data: str) -> Passage:
    """A stored passage. The text is read again each time, so that a damaged file is noticed; only reading its JSON,
    which costs more than finding it, is done once."""
    return _PASSAGE.validate_json(data)


_source = lru_cache(maxsize=_PASSAGES_HELD)(own_documents.SOURCE.validate_json)
_reach = lru_cache(maxsize=_PASSAGES_HELD)(_REACH.validate_json)


class SqliteLibrary:
    """Reads one file; safe for threads, each of which gets a connection of its own.

    Implements the ports PassageStore and Spelling. Raises IndexCorrupt when the file is damaged.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[str, ...]]:
        """All rows of a read."""
        try:
            return self._connection().execute(statement, parameters).fetchall()
        except UnicodeEncodeError:  # half a surrogate pair stands in no text
            return []
        except sqlite3.DatabaseError as error:
            self._forget()
            raise IndexCorrupt(
                messages.INDEX_CORRUPT.format(path=self._path.parent), messages.INDEX_CORRUPT_REMEDY
            ) from error

    def get(self, passage_ids: Sequence[str]) -> Sequence[Passage]:
        """See PassageStore."""
        marks = ",".join("?" * len(passage_ids))
        rows = self.rows(f"SELECT passage_id, data FROM passages WHERE passage_id IN ({marks})", passage_ids)
        found = {row[0]: row[1] for row in rows}
        return [_read(found[key]) for key in passage_ids if key in found]

    def of_section(self, section_id: str) -> Sequence[Passage]:
        """See PassageStore."""
        return self._of("section_id", section_id)

    def of_source(self, source_id: str) -> Sequence[Passage]:
        """See PassageStore."""
        return self._of("source_id", source_id)

    def reach(self) -> Mapping[str, Reach]:
        """See PassageStore."""
        rows = self.rows("SELECT passage_id, reach FROM passages WHERE reach IS NOT NULL")
        return {row[0]: _reach(row[1]) for row in rows}

    def own_sources(self) -> Sequence[Source]:
        """See PassageStore."""
        return [_source(row[0]) for row in self.rows("SELECT data FROM own_sources ORDER BY position")]

    def original(self, passage: Passage, span: Span) -> Original | None:
        """See PassageStore. Where no mark says which part it is, the wording of a section that is one passage."""
        rows = self.rows(
            "SELECT place, start, stop, passage_id, used_start, used_stop FROM marks"
            " WHERE place = ? AND start < ? AND stop > ? ORDER BY start",
            (passage.place, span.end, span.start),
        )
        marks = [Mark(r[0], Span(int(r[1]), int(r[2])), r[3], Span(int(r[4]), int(r[5]))) for r in rows]
        held = {one.passage_id: one for one in self.get(sorted({mark.passage_id for mark in marks}))}
        found = own_documents.exact(marks, span, {key: one.text for key, one in held.items()})
        if found:
            return Original(held[found[0]], found[1])
        only = self.rows("SELECT passage_id FROM originals WHERE section_id = ? LIMIT 2", (passage.section_id,))
        return Original(self.get(only[0])[0]) if len(only) == 1 and passage.wording == "own" else None

    def count(self) -> int:
        """See PassageStore."""
        return int(self.rows("SELECT count(reach) FROM passages")[0][0])

    def behind(self) -> int:
        """How many stored passages a search does not find: exact wordings that stand behind the digest."""
        return int(self.rows("SELECT count(*) - count(reach) FROM passages")[0][0])

    def written(self, words: Iterable[str]) -> Mapping[str, str]:
        """See Spelling."""
        folded = {word: danish.fold(word) for word in words}
        marks = ",".join("?" * len(folded))
        rows = self.rows(
            f"SELECT folded, word FROM spelling WHERE folded IN ({marks}) ORDER BY uses", list(folded.values())
        )
        known = {row[1] for row in rows}
        usual = {row[0]: row[1] for row in rows}  # the last of a kind, the most used, stays
        return {word: usual[key] for word, key in folded.items() if word not in known and key in usual}

    def _of(self, column: str, value: str) -> Sequence[Passage]:
        rows = self.rows(f"SELECT data FROM passages WHERE {column} = ? ORDER BY position", (value,))
        return [_read(row[0]) for row in rows]

    def _forget(self) -> None:
        """Drop this thread's connection: it would go on seeing the damage after the file has been mended."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # immutable: the file never changes once it stands, so a read-only folder will do
            connection = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            self._local.connection = connection
        return connection


class FtsIndex:
    """One full-text table of the library. Implements WordIndex with BM25 scores."""

    def __init__(self, library: SqliteLibrary, table: str) -> None:
        self._library = library
        self._table = table

    def search(self, terms: Sequence[str], k: int) -> Sequence[tuple[str, float]]:
        """See WordIndex."""
        if not terms:
            return []
        query = " OR ".join(f'"{term}"' for term in dict.fromkeys(terms))
        rows = self._library.rows(
            f"SELECT id, -rank FROM {self._table} WHERE {self._table} MATCH ? ORDER BY rank LIMIT ?",
            (query, k),
        )
        return [(row[0], float(row[1])) for row in rows]
