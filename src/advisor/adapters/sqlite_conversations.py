"""Conversations in a SQLite file, where an installation has switched storing on.

Not LangGraph's own checkpointer: that keeps every step of every turn, has no time limit, and cannot
refuse a save that would overwrite what another window wrote.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import TypeAdapter

from advisor import messages
from advisor.adapters.conversations import next_revision
from advisor.domain import Session
from advisor.errors import IndexUnwritable

FILE_NAME = "conversations.sqlite"
_SECONDS_PER_DAY = 86_400
_BUSY_SECONDS = 10.0
_SESSION: TypeAdapter[Session] = TypeAdapter(Session)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, revision INTEGER NOT NULL, saved REAL NOT NULL, document BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_age ON conversations (saved);
"""


class SqliteConversations:
    """Sessions in one file, for a number of days after they were last saved. Implements ConversationStore.

    Any number of processes may share it. What is erased, by its user or by its age, is overwritten.
    """

    def __init__(self, path: Path, days: int, clock: Callable[[], float] = time.time) -> None:
        """Opens the file, or makes it, readable by its owner alone. Raises IndexUnwritable when neither can be done."""
        self._path = path
        self._seconds = days * _SECONDS_PER_DAY
        self._clock = clock
        self._local = threading.local()  # a connection belongs to its thread
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600, exist_ok=True)
            with self._transaction() as connection:
                connection.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise IndexUnwritable(
                messages.INDEX_UNWRITABLE.format(path=path.parent), messages.INDEX_UNWRITABLE_REMEDY
            ) from error

    def load(self, conversation_id: str) -> Session | None:
        """See ConversationStore."""
        row = (
            self._connection()
            .execute(
                "SELECT document FROM conversations WHERE id = ? AND saved >= ?",
                (conversation_id, self._clock() - self._seconds),
            )
            .fetchone()
        )
        return _SESSION.validate_json(row[0]) if row else None

    def save(self, session: Session) -> Session:
        """See ConversationStore."""
        now = self._clock()
        with self._transaction() as connection:
            connection.execute("DELETE FROM conversations WHERE saved < ?", (now - self._seconds,))
            held = connection.execute(
                "SELECT revision FROM conversations WHERE id = ?", (session.conversation_id,)
            ).fetchone()
            saved = next_revision(session, held[0] if held else None)
            connection.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "revision = excluded.revision, saved = excluded.saved, document = excluded.document",
                (saved.conversation_id, saved.revision, now, _SESSION.dump_json(saved)),
            )
        return saved

    def delete(self, conversation_id: str) -> bool:
        """See ConversationStore."""
        with self._transaction() as connection:
            return connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,)).rowcount > 0

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS, isolation_level=None)
            connection.execute("PRAGMA secure_delete = ON")
            self._local.connection = connection
        return connection

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """One write at a time, whole or not at all."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        if connection.in_transaction:  # a script of statements has ended it by itself
            connection.execute("COMMIT")
