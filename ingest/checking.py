"""Whether what is kept of own documents is whole and still what lies on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from advisor.errors import IndexCorrupt
from advisor.ports import Embedder
from advisor.wiring import open_library
from ingest import index, messages
from ingest.documents.adding import RULES, Adding, Reader
from ingest.documents.errors import DocumentRefused
from ingest.documents.finding import shown
from ingest.documents.store import DocumentStore, Entry


def findings(store: DocumentStore, embedder: Embedder) -> Iterator[str]:
    """A line with its remedy for everything that is not as it should be. Raises IndexCorrupt for the manifest."""
    reader = Reader()
    entries = store.entries()
    for entry in entries:
        for text in _of(store, entry, reader, embedder):
            yield text.format(path=shown(entry.path), id=entry.id)
    try:
        open_library(index.current_folder(store, embedder))
    except IndexCorrupt:
        yield messages.CHECK_INDEX


def repair_all(store: DocumentStore, embedder: Embedder) -> None:
    """Read damaged documents again from their files, compute what vectors lack, and see to a whole index.

    Whoever calls it holds the lock on the documents. Raises IndexCorrupt for a document whose file cannot be read
    either: it has to be removed.
    """
    adding = Adding(store, Reader())
    for entry in store.entries():
        try:
            store.get(entry)
        except IndexCorrupt as error:
            adding.documents.pop(entry.id)
            again = adding.take(Path(entry.path), given=entry)
            if again.error is not None:
                lost = messages.CHECK_LOST.format(path=shown(entry.path), id=entry.id)
                raise IndexCorrupt(lost) from error
    entries = list(adding.documents.values())
    folder = index.publish(store, embedder, entries, index.prepare(store, embedder, entries))
    try:
        open_library(folder)
    except IndexCorrupt:
        index.ensure(store.data_dir, embedder, rebuild=True)


def _of(store: DocumentStore, entry: Entry, reader: Reader, embedder: Embedder) -> Iterator[str]:
    there = True
    try:
        if reader.digest(Path(entry.path)) != entry.digest:
            yield messages.CHECK_CHANGED
        elif entry.rules != RULES:
            yield messages.CHECK_OLD
    except DocumentRefused:
        there = False
    try:
        store.get(entry)
    except IndexCorrupt:
        yield messages.CHECK_DAMAGED if there else messages.CHECK_LOST
        return
    if not there:
        yield messages.CHECK_MISSING
    if store.vectors(entry.record, embedder.fingerprint) is None:
        yield messages.CHECK_VECTORS
