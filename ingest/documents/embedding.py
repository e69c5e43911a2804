"""The vectors of own documents: kept beside each record, and computed where they lack."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from advisor.errors import IndexMissing
from advisor.knowledge import Corpus
from advisor.ports import Embedder
from advisor.wiring import OwnDocuments
from ingest import messages, vectors
from ingest.documents import own
from ingest.documents.store import DocumentStore, Entry

Progress = Callable[[int, int], None]
"""Told how many passages have their vectors, and how many there are to do."""


def complete(
    store: DocumentStore,
    entries: Iterable[Entry],
    sections: Collection[str],
    embedder: Embedder,
    before: Iterable[Entry] = (),
    progress: Progress | None = None,
) -> None:
    """See to it that every document has its vectors, at the cost of what is new in it.

    ``sections`` are those of the digest, ``before`` the entries that may be replaced: a changed document takes over
    the vectors of what stayed. One document is in memory at a time. Raises OSError, IndexCorrupt, EmbedderError.
    """
    old = {entry.id: entry.record for entry in before}
    lacking = [entry for entry in entries if store.vectors(entry.record, embedder.fingerprint) is None]
    total, done = sum(entry.passages - entry.linked for entry in lacking), 0
    for entry in lacking:
        wanted = own.texts(store.get(entry), sections)
        known = store.vectors(old[entry.id], embedder.fingerprint) if entry.id in old else None
        kept = {key: known[key] for key in wanted.keys() & known.keys()} if known else {}
        done += len(kept)
        for key, vector in vectors.embed(embedder, wanted, kept):
            kept[key] = vector
            done += 1
            if progress:
                progress(done, total)
        store.put_vectors(entry.record, embedder.fingerprint, kept)


def loaded(store: DocumentStore, entries: Sequence[Entry], corpus: Corpus, embedder: Embedder) -> OwnDocuments:
    """What an index is to hold of the documents.

    Passages that are searched since the digest lost the section they stood behind are embedded here; they are few.
    Raises IndexCorrupt when a record is damaged, and IndexMissing where the vectors of a document were never
    computed with this embedder: that may take an hour, which nobody expects of a start.
    """
    documents = [store.get(entry) for entry in entries]
    known: vectors.ByKey = {}
    for entry in entries:
        stored = store.vectors(entry.record, embedder.fingerprint)
        if stored is None:
            raise IndexMissing(messages.VECTORS_MISSING.format(title=entry.title), messages.VECTORS_MISSING_REMEDY)
        known |= stored
    sections = {passage.section_id for passage in corpus.passages}
    for document in documents:
        known.update(vectors.embed(embedder, own.texts(document, sections), known))
    return own.gathered(documents, corpus, known)
