"""Own documents as they are kept: records that never change, and a manifest that says which of them count.

::

    documents/
        manifest.json              the documents, replaced in one step and last of all
        records/<sha-256>.json     a Document, named by its content
        vectors/<sha-256>/….npz    the vectors of a record's passages, a file for each embedder

What the manifest does not name counts for nothing and is swept away by the next change. So whatever breaks off an
ingest, the documents are those of before or those of after.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from advisor.domain import Side
from advisor.errors import AdvisorError, IndexCorrupt
from advisor.settings import OWN_DOCUMENTS
from ingest import messages
from ingest.documents.model import Document, FlagKind
from ingest.files import UNFINISHED, write_whole

if TYPE_CHECKING:  # the commands that read no vectors are to be quick
    from ingest.vectors import ByKey, VectorFile

PATIENCE = 900.0
"""Seconds that one ingest waits for another."""

_VERSION = 1
_NAME = 32  # hexadecimal digits of a record's name


class DocumentsBusy(AdvisorError):
    """Somebody else has been changing the documents for too long."""

    code = "documents_busy"
    retryable = True

    def __init__(self) -> None:
        super().__init__(messages.DOCUMENTS_BUSY, messages.DOCUMENTS_BUSY_REMEDY)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the manifest: what can be told of it without opening its record.

    ``digest`` is the SHA-256 of the file's bytes, ``rules`` what read it: other rules would read it otherwise.
    ``given_side`` and ``given_title`` are what the user said of it, which stays when the file changes.
    """

    id: str
    title: str
    side: Side
    path: str
    digest: str
    record: str
    rules: str
    passages: int
    linked: int = 0
    repaired: int = 0
    left_out: int = 0
    flags: tuple[FlagKind, ...] = ()
    pages: int | None = None
    original_of: str | None = None
    given_side: Side | None = None
    given_title: str | None = None

    @classmethod
    def of(
        cls, document: Document, record: str, rules: str, side: Side | None = None, title: str | None = None
    ) -> Entry:
        """The entry of a document that is kept as ``record``."""
        passages = list(document.passages())
        return cls(
            id=document.id,
            title=document.title,
            side=document.side,
            path=document.path,
            digest=document.digest,
            record=record,
            rules=rules,
            passages=len(passages),
            linked=sum(passage.original_of is not None for passage in passages),
            repaired=sum(len(section.repairs) for section in document.sections),
            left_out=len(document.left_out),
            flags=tuple(sorted({flag.kind for flag in document.flags})),
            pages=document.pages,
            original_of=document.original_of,
            given_side=side,
            given_title=title,
        )


def digest_of(entries: Iterable[Entry]) -> str:
    """Names a set of documents by what they hold; empty for none."""
    records = sorted(entry.record for entry in entries)
    return hashlib.sha256("\0".join(records).encode()).hexdigest() if records else ""


class DocumentStore:
    """The own documents of one data folder. Reading needs no lock; whoever writes holds that of the folder."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.manifest = data_dir / OWN_DOCUMENTS
        self.folder = self.manifest.parent

    @contextmanager
    def locked(self, waiting: Callable[[], None]) -> Iterator[None]:
        """Be the only one who changes the documents. ``waiting`` is called when somebody else does.

        The lock goes with the process that holds it. Raises DocumentsBusy after ``PATIENCE`` seconds, and OSError.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / ".lock")
        try:
            try:
                lock.acquire(timeout=0)
            except Timeout:
                waiting()
                lock.acquire(timeout=PATIENCE)
        except Timeout as error:
            raise DocumentsBusy from error
        try:
            yield
        finally:
            lock.release()

    @cached_property
    def _document(self) -> TypeAdapter[Document]:
        return TypeAdapter(Document)

    def entries(self) -> tuple[Entry, ...]:
        """The documents, sorted by id. Raises IndexCorrupt when the manifest is damaged, OSError when it is locked."""
        try:
            text = self.manifest.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return ()
        try:
            return _entries(text)
        except (ValueError, KeyError, TypeError) as error:
            detail = messages.MANIFEST_DAMAGED.format(path=self.manifest)
            raise IndexCorrupt(detail, messages.MANIFEST_DAMAGED_REMEDY) from error

    def replace(self, entries: Iterable[Entry]) -> None:
        """Make ``entries`` the documents, in one step. Raises OSError, and the old ones stay."""
        held = [asdict(entry) for entry in sorted(entries, key=lambda entry: entry.id)]
        text = json.dumps({"version": _VERSION, "documents": held}, ensure_ascii=False, indent=1)
        write_whole(self.manifest, text.encode())

    def put(self, document: Document, rules: str, side: Side | None = None, title: str | None = None) -> Entry:
        """Keep a document, which does not count before the manifest names it. Raises OSError.

        ``side`` and ``title`` are what the user said.
        """
        data = self._document.dump_json(document)
        name = _name(data)
        path = self._record(name)
        if not path.is_file() or _name(path.read_bytes()) != name:
            write_whole(path, data)
        return Entry.of(document, name, rules, side, title)

    def get(self, entry: Entry) -> Document:
        """A document as it was put. Raises IndexCorrupt when its record is gone or not what it was."""
        try:
            data = self._record(entry.record).read_bytes()
            if _name(data) != entry.record:
                raise _record_damaged(entry)
            return self._document.validate_json(data)
        except (OSError, ValidationError) as error:
            raise _record_damaged(entry) from error

    def vectors(self, record: str, embedder: str) -> ByKey | None:
        """The vectors of a record's passages by key; None when there are none by this embedder, or they are damaged."""
        file = self._vector_file(record, embedder)
        try:
            return file.read() if file.path.is_file() else None
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None

    def put_vectors(self, record: str, embedder: str, vectors: ByKey) -> None:
        """Keep the vectors of a record's passages. Raises OSError."""
        self._vector_file(record, embedder).write(vectors)

    def sweep(self, entries: Sequence[Entry]) -> None:
        """Remove what none of ``entries`` needs, and what a killed writer left."""
        for path in self.folder.rglob(f"{UNFINISHED}*"):
            path.unlink(missing_ok=True)
        records = {entry.record for entry in entries}
        for path in _inside(self.folder / "records"):
            if path.suffix != ".json" or path.stem not in records:
                path.unlink(missing_ok=True)
        for path in _inside(self.folder / "vectors"):
            if path.name not in records:
                shutil.rmtree(path, ignore_errors=True)

    def _record(self, name: str) -> Path:
        return self.folder / "records" / f"{name}.json"

    def _vector_file(self, record: str, embedder: str) -> VectorFile:
        from ingest.vectors import VectorFile

        return VectorFile(self.folder / "vectors" / record, embedder)


@lru_cache(maxsize=4)
def _entries(text: bytes) -> tuple[Entry, ...]:
    manifest: Any = json.loads(text)
    if manifest["version"] != _VERSION:
        raise ValueError
    return TypeAdapter(tuple[Entry, ...]).validate_python(manifest["documents"])


def _name(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_NAME]


def _inside(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _record_damaged(entry: Entry) -> IndexCorrupt:
    return IndexCorrupt(messages.RECORD_DAMAGED.format(title=entry.title, id=entry.id), messages.RECORD_DAMAGED_REMEDY)
