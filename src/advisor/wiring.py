"""The one place that turns settings into adapters and a service."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from advisor import messages
from advisor.adapters import embedders, holding
from advisor.adapters.conversations import MemoryConversations
from advisor.adapters.library import MANIFEST, is_index, open_library, write_library
from advisor.adapters.own import OwnDocuments
from advisor.adapters.sqlite_conversations import FILE_NAME, SqliteConversations
from advisor.errors import AdvisorError, EmbedderError, IndexCorrupt, IndexMissing
from advisor.knowledge import corpus_dir, load_reference
from advisor.ports import ConversationStore, Embedder, Library
from advisor.service import Advisor
from advisor.settings import OWN_DOCUMENTS, Settings

_log = logging.getLogger(__name__)

PLUGINS = "advisor.plugins"
"""Entry-point group through which the indexer and the page are found without being imported by name."""

__all__ = [
    "OwnDocuments",
    "is_index",
    "make_advisor",
    "make_embedder",
    "open_library",
    "plugin",
    "remove_index",
    "write_library",
]


def plugin(name: str) -> Any | None:
    """The object that an installed package offers under ``name``, or None."""
    found = list(entry_points(group=PLUGINS, name=name))
    return found[0].load() if found else None


def make_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name. Raises SettingsError or EmbedderError."""
    return embedders.make_embedder(settings.embedder, settings.data_dir)


def make_library(settings: Settings, embedder: Embedder) -> Library:
    """A whole, current index, built first where an indexer is installed.

    A damaged one is built again: all of it comes from the corpus and from the records of own documents. One that is
    gone was replaced by another while we looked. Raises IndexProblem.
    """
    ensure = plugin("indexer")
    if ensure is None:
        raise IndexMissing(messages.INDEX_MISSING.format(path=settings.data_dir), messages.INDEX_MISSING_REMEDY)
    folder = ensure(settings.data_dir, embedder)
    try:
        return open_library(folder)
    except IndexCorrupt as error:
        rebuild = is_index(folder)
        _log.warning("%s", error) if rebuild else None
        return open_library(ensure(settings.data_dir, embedder, rebuild=rebuild))


def remove_index(folder: Path) -> bool:
    """Remove an index, or what is left of one, unless a process reads it; says whether it went."""
    return holding.remove(folder, MANIFEST)


def make_conversations(settings: Settings) -> ConversationStore:
    """Where conversations are kept. Raises IndexUnwritable when the file for them cannot be written."""
    if settings.store == "sqlite":
        return SqliteConversations(settings.data_dir / FILE_NAME, settings.retention_days)
    return MemoryConversations(minutes=settings.conversation_minutes)


class Renewal:
    """Opens a new library once the own documents have changed since the last time. Safe for threads.

    One thread opens it; the others go on with what they have. Where it cannot be opened, so does that one.
    """

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        """To be made before the first library is, so that no change falls in between."""
        self._settings = settings
        self._embedder = embedder
        self._path = settings.data_dir / OWN_DOCUMENTS
        self._seen = self._stamp()
        self._opening = threading.Lock()

    def __call__(self) -> Library | None:
        """The new library, or None when nothing has changed: then it costs a look at one file's date."""
        stamp = self._stamp()
        if stamp == self._seen or not self._opening.acquire(blocking=False):
            return None
        try:
            if stamp == self._seen:  # another thread was quicker
                return None
            self._seen = stamp
            return make_library(self._settings, self._embedder)
        except AdvisorError as error:
            _log.warning("the changed documents are not taken in: %s", error)
            return None
        finally:
            self._opening.release()

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            found = os.stat(self._path)  # noqa: PTH116  half the time of Path.stat, at every turn
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size


def make_advisor(settings: Settings) -> Advisor:
    """Everything put together. Raises SettingsError, EmbedderError, IndexProblem, CorpusError.

    The weights are unpacked in a thread of their own while the stores and the graph are imported:
    half of it is NumPy at work, which leaves the interpreter free, and a cold question waits for both.
    """
    embedder = make_embedder(settings)
    threading.Thread(target=_warm, args=(embedder,), daemon=True).start()
    renewal = Renewal(settings, embedder)
    return Advisor(
        library=make_library(settings, embedder),
        embedder=embedder,
        reference=load_reference(corpus_dir()),
        conversations=make_conversations(settings),
        settings=settings,
        renew=renewal,
    )


def _warm(embedder: Embedder) -> None:
    with contextlib.suppress(EmbedderError):  # whoever asks first is told
        embedder.embed_queries(["opvarmning"])
