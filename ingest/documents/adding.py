"""From files to documents: what is new is read, mended, cut into sections and held against the originals.

Nothing here touches an index, and nothing that is kept here counts before the manifest names it (see ``store``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from advisor.domain import Side, Source
from ingest.documents.errors import DocumentRefused
from ingest.documents.limits import MEBIBYTE, Limits
from ingest.documents.model import Document
from ingest.documents.slugs import slug
from ingest.documents.store import DocumentStore, Entry

if TYPE_CHECKING:
    from ingest.documents.linking import Fingerprints
    from ingest.documents.worker import Progress

RULES = "1"
"""Raised when the same file would become another document: what is read, mended, cut or linked."""

Verdict = Literal["added", "changed", "unchanged", "moved", "duplicate", "refused"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What whoever adds documents says of them; None leaves it to the document."""

    side: Side | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. ``entry`` is its document; of a duplicate that of the other file."""

    path: Path
    verdict: Verdict
    entry: Entry | None = None
    error: DocumentRefused | None = None


class Reader:
    """Makes documents of files. What it needs for that is loaded when the first one is read."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()

    def digest(self, path: Path) -> str:
        """The SHA-256 of a file. Raises DocumentRefused for one that is too big or cannot be read.

        Taken before the file is read: if it changes in between, the next time finds it changed.
        """
        try:
            str(path).encode()
            if path.stat().st_size > self.limits.file_bytes:
                raise DocumentRefused("too_big", limit=self.limits.file_bytes // MEBIBYTE)
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except UnicodeEncodeError as error:  # bytes that are no text
            raise DocumentRefused("name") from error
        except FileNotFoundError as error:
            raise DocumentRefused("missing") from error
        except OSError as error:
            raise DocumentRefused("unreadable") from error

    def read(self, path: Path, digest: str, wish: Wish, progress: Progress | None = None) -> Document:
        """The document in a file whose bytes have this digest. Raises DocumentRefused."""
        from ingest.documents.repair import Repairer  # its lists of words take a second to load
        from ingest.documents.structure import sections
        from ingest.documents.worker import read_apart

        extract = read_apart(path, self.limits, progress)
        repairer = Repairer.of([block.text for block in extract.blocks])
        named = wish.title or extract.title or _spoken(path.stem)
        found, left_out = sections([(block, repairer.repair(block.text)) for block in extract.blocks], named)
        if not any(section.text.strip() for section in found):
            raise DocumentRefused("no_text")
        original, found = self._fingerprints.recognise(found)
        source = self.sources.get(original) if original else None
        return Document(
            id=document_id(path),
            title=wish.title or (source.title if source else named),
            side=wish.side or (source.side if source else "local"),
            path=str(path),
            digest=digest,
            added=date.today(),  # noqa: DTZ011  the day where the file lies
            sections=found,
            pages=extract.pages,
            original_of=original,
            left_out=left_out,
            flags=extract.flags,
        )

    def forget(self) -> None:
        """Give back the memory of the lists of words, some 200 MB; they are loaded again when they are needed."""
        from ingest.documents.language_model import danish

        danish.cache_clear()

    @cached_property
    def _fingerprints(self) -> Fingerprints:
        from advisor.knowledge import corpus_dir
        from ingest.documents.linking import Fingerprints

        return Fingerprints.load(corpus_dir())

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The bibliography, by id."""
        from advisor.knowledge import corpus_dir, load_reference

        return load_reference(corpus_dir()).sources


class Adding:
    """Takes in files, one after the other; ``documents`` are those there are then, by id.

    A file is known by where it lies: with other bytes its document is replaced. One with the bytes of another
    document is a duplicate, or, when that other file is gone, has moved.
    """

    def __init__(self, store: DocumentStore, reader: Reader, wish: Wish | None = None) -> None:
        self._store = store
        self._reader = reader
        self._wish = wish or Wish()
        self.documents = {entry.id: entry for entry in store.entries()}

    def take(self, path: Path, progress: Progress | None = None, given: Entry | None = None) -> Outcome:
        """Take in one file; ``given`` is a former entry of it, if not among the documents any more.

        Raises OSError when the disk does not take it, IndexCorrupt when what is kept of it is damaged.
        """
        try:
            return self._taken(path, progress, given)
        except DocumentRefused as error:
            return Outcome(path, "refused", error=error)

    def _taken(self, path: Path, progress: Progress | None, given: Entry | None) -> Outcome:
        digest, own_id = self._reader.digest(path), document_id(path)
        before = self.documents.get(own_id)
        same, is_there = self._same(digest, own_id)
        if same and is_there:
            self.documents.pop(own_id, None)
            return Outcome(path, "duplicate", same)
        wish = self._wish
        if old := before or same or given:
            wish = Wish(wish.side or old.given_side, wish.title or old.given_title)
        kept = before if before and before.digest == digest else same
        if kept and kept.rules == RULES:
            if kept is before and wish == Wish(kept.given_side, kept.given_title):
                return Outcome(path, "unchanged", kept)
            document = replace(
                self._store.get(kept),
                id=own_id,
                path=str(path),
                side=wish.side or kept.side,
                title=wish.title or kept.title,
            )
        else:
            document = self._reader.read(path, digest, wish, progress)
        entry = self._store.put(document, RULES, wish.side, wish.title)
        if same:
            del self.documents[same.id]
        self.documents[own_id] = entry
        return Outcome(path, "moved" if same else "changed" if before else "added", entry)

    def _same(self, digest: str, own_id: str) -> tuple[Entry | None, bool]:
        """Another document with these bytes, and whether its file still holds them."""
        for entry in self.documents.values():
            if entry.digest == digest and entry.id != own_id:
                path = Path(entry.path)
                if not path.is_file():
                    return entry, False
                if self._reader.digest(path) == digest:
                    return entry, True
        return None, False


def document_id(path: Path) -> str:
    """The id of the document at a path, whatever it holds: its name, and a hash of where it lies."""
    place = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:6]
    return f"{slug(path.stem)}-{place}"


def _spoken(stem: str) -> str:
    """A file's name as a title."""
    words = re.sub(r"[_\s]+", " ", stem).strip()
    return words[:1].upper() + words[1:]
