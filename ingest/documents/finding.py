"""Which files lie below the paths that somebody gave, without opening one."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.documents.errors import DocumentRefused
from ingest.documents.limits import Limits

SUFFIXES = frozenset(
    ".pdf .docx .docm .dotx .dotm .pptx .pptm .ppsx .ppsm .potx .htm .html .xhtml .md .markdown .txt .text".split()
)
"""What is taken from a folder; a file that is given by name is judged by its content alone."""
OLD = frozenset(".doc .dot .ppt .pps .rtf .odt .odp".split())
"""What could be a document, if it were saved again: these are told about by the reader."""

_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini"})  # the system's own, which nobody put there
_MISLEADING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A path that is not read, and why."""

    path: Path
    error: DocumentRefused


@dataclass(frozen=True, slots=True)
class Discovery:
    """``files`` are real, absolute paths in a stable order, each once; ``refusals`` are in the order they were met."""

    files: tuple[Path, ...]
    refusals: tuple[Refusal, ...]


def discover(paths: Iterable[Path], limits: Limits | None = None) -> Discovery:
    """The files to read: those given by name, and those of a known kind in the folders, sorted by name.

    Hidden files and what an office program leaves beside an open document are passed over in silence. Links are
    followed inside the folder that was given, and refused where they leave it. Never raises for a single path.
    """
    limits = limits or Limits()
    files: dict[Path, None] = {}
    refusals: list[Refusal] = []
    for given in paths:
        for path, error in _below(given.absolute(), limits):
            if error is None and len(files) >= limits.files:
                refusals.append(Refusal(given, DocumentRefused("too_many_files", limit=limits.files)))
                break
            if error is None:
                files[Path(os.path.realpath(path))] = None
            else:
                refusals.append(Refusal(path, error))
    return Discovery(tuple(files), tuple(refusals))


def shown(path: Path | str) -> str:
    """A path as it may be printed: characters that steer a terminal or turn the reading direction are spelled out."""
    return "".join(
        ascii(character)[1:-1] if unicodedata.category(character) in _MISLEADING else character
        for character in str(path)
    )


_Stop = tuple[Path, DocumentRefused | None]


def _below(given: Path, limits: Limits) -> Iterator[_Stop]:
    try:
        mode = given.stat().st_mode
    except PermissionError:
        yield given, DocumentRefused("unreadable")
        return
    except (OSError, ValueError):  # a link to itself, a name that is too long, a zero byte
        yield given, DocumentRefused("missing")
        return
    if stat.S_ISDIR(mode):
        root = Path(os.path.realpath(given))
        yield from _folder(root, root, limits, 0)
    else:
        yield given, _judged(given, mode)


def _folder(folder: Path, root: Path, limits: Limits, depth: int) -> Iterator[_Stop]:
    if depth > limits.depth:
        yield folder, DocumentRefused("too_deep")
        return
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        yield folder, DocumentRefused("unreadable")
        return
    for entry in inside:
        path = Path(entry.path)
        if entry.name.startswith((".", "~$")) or entry.name.lower() in _LEFTOVERS:
            continue
        if entry.is_symlink():
            yield from _link(path, root)
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(path, root, limits, depth + 1)
        else:
            yield path, _wanted(path, entry.stat(follow_symlinks=False).st_mode)


def _link(path: Path, root: Path) -> Iterator[_Stop]:
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(root):
        yield path, DocumentRefused("outside")
    elif not target.exists():
        yield path, DocumentRefused("missing")
    elif not target.is_dir():  # a folder inside is met on its own
        yield path, _wanted(target, target.stat().st_mode)


def _wanted(path: Path, mode: int) -> DocumentRefused | None:
    if path.suffix.lower() not in SUFFIXES | OLD:
        return DocumentRefused("kind")
    return _judged(path, mode)


def _judged(path: Path, mode: int) -> DocumentRefused | None:
    if any(unicodedata.category(character) in _MISLEADING for character in path.name):
        return DocumentRefused("name")
    if not stat.S_ISREG(mode):
        return DocumentRefused("special")
    return None if os.access(path, os.R_OK) else DocumentRefused("unreadable")
