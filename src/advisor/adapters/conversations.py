"""Where conversations are kept."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from advisor import messages
from advisor.domain import Session
from advisor.errors import Conflict, NotFound

MOST = 10_000
"""Conversations kept at once; beyond it the one untouched for longest goes first."""


def next_revision(session: Session, kept: int | None) -> Session:
    """The session as it may be kept after the revision ``kept`` (None: nothing is). Raises Conflict, NotFound."""
    if kept is None and session.revision:
        raise NotFound(messages.NO_SUCH_CONVERSATION, messages.NO_SUCH_CONVERSATION_REMEDY)
    if kept is not None and kept != session.revision:
        raise Conflict
    return replace(session, revision=session.revision + 1)


class MemoryConversations:
    """Sessions in this process's memory for a limited time. Implements ConversationStore."""

    def __init__(self, minutes: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = minutes * 60
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, Session]] = OrderedDict()

    def load(self, conversation_id: str) -> Session | None:
        """See ConversationStore."""
        with self._lock:
            self._forget_old()
            kept = self._kept.get(conversation_id)
            return kept[1] if kept else None

    def save(self, session: Session) -> Session:
        """See ConversationStore."""
        with self._lock:
            self._forget_old()
            kept = self._kept.get(session.conversation_id)
            saved = next_revision(session, kept[1].revision if kept else None)
            self._kept[session.conversation_id] = (self._clock(), saved)
            self._kept.move_to_end(session.conversation_id)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return saved

    def delete(self, conversation_id: str) -> bool:
        """See ConversationStore."""
        with self._lock:
            return self._kept.pop(conversation_id, None) is not None

    def _forget_old(self) -> None:
        """Called with the lock held; the oldest stand first."""
        limit = self._clock() - self._seconds
        while self._kept and next(iter(self._kept.values()))[0] < limit:
            self._kept.popitem(last=False)
