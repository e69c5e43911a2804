"""Vectors in Chroma's embedded store.

Only vectors are ever handed to Chroma: given a text without one, it tries to download a model,
even when it is told that there is no embedding function (chromadb 1.5.9).
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from advisor import messages
from advisor.errors import IndexCorrupt
from advisor.ports import Vectors

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api import ClientAPI

FOLDER = "vectors"
PASSAGES, WAYS = "passages", "ways-in"

_BATCH = 2_000  # below SQLite's limit on variables, which Chroma's own limit follows
_SEARCH_WIDTH = 200  # neighbours that HNSW looks at; the default of 100 starts to miss beyond 50,000 vectors


_opening = threading.Lock()


def _client(folder: Path) -> ClientAPI:
    """A client of its own: Chroma would give every later one at the same path the first one's connection,
    to files that have been replaced since, and to broken ones even after they were mended.
    """
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    with _opening:
        try:
            return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
        finally:
            SharedSystemClient.clear_system_cache()


def readable(folder: Path, owner: object) -> Path:
    """A folder that Chroma can open: this one, or, where it may not be written to, a copy that lives as long as
    ``owner``. Chroma writes to its database even to read it (1.5.9). Raises IndexCorrupt when there is nothing to copy.
    """
    if not folder.is_dir() or all(os.access(path, os.W_OK) for path in (folder, *folder.glob("*.sqlite3"))):
        return folder
    try:
        copy = Path(tempfile.mkdtemp(prefix="advisor-"))
        weakref.finalize(owner, shutil.rmtree, copy, ignore_errors=True)
        for path in folder.rglob("*"):
            place = copy / path.relative_to(folder)
            if path.is_file():
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place)  # without its permissions
    except OSError as error:
        raise _corrupt(folder) from error
    return copy


def write(folder: Path, collections: Mapping[str, tuple[Sequence[str], Vectors]]) -> None:
    """Make the store: for each collection its ids and their vectors, shape (ids, dimension).

    Raises OSError when the disk does not take it.
    """
    from chromadb.errors import InternalError

    try:
        client = _client(folder)
        for name, (ids, vectors) in collections.items():
            collection = client.create_collection(
                name,
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", "ef_search": _SEARCH_WIDTH}},
            )
            for start in range(0, len(ids), _BATCH):
                stop = start + _BATCH
                collection.add(ids=list(ids[start:stop]), embeddings=vectors[start:stop])
    except InternalError as error:  # what Chroma makes of every error of its SQLite
        raise OSError(str(error)) from error


class ChromaIndex:
    """One collection. Implements VectorIndex. Raises IndexCorrupt when the store is damaged."""

    def __init__(self, collection: Collection, folder: Path) -> None:
        self._collection = collection
        self._folder = folder

    @classmethod
    def open(cls, folder: Path, name: str) -> ChromaIndex:
        """Open a collection that ``write`` made."""
        try:
            return cls(_client(folder).get_collection(name, embedding_function=None), folder)
        except Exception as error:  # Chroma raises its own, SQLite's and Rust's errors alike
            raise _corrupt(folder) from error

    def nearest(self, vector: Vectors, k: int) -> Sequence[tuple[str, float]]:
        """See VectorIndex."""
        try:
            found = self._collection.query(query_embeddings=vector[None], n_results=k, include=["distances"])
        except Exception as error:  # as above
            raise _corrupt(self._folder) from error
        distances = found["distances"] or [[]]
        return [(key, 1.0 - float(gap)) for key, gap in zip(found["ids"][0], distances[0], strict=True)]

    def count(self) -> int:
        """See VectorIndex."""
        try:
            return int(self._collection.count())
        except Exception as error:  # as above
            raise _corrupt(self._folder) from error


def _corrupt(folder: Path) -> IndexCorrupt:
    return IndexCorrupt(messages.INDEX_CORRUPT.format(path=folder.parent), messages.INDEX_CORRUPT_REMEDY)
