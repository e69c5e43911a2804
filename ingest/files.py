"""Files that are whole or not there at all, also after a crash."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from advisor import messages
from advisor.errors import IndexUnwritable

UNFINISHED = ".writing-"
"""How the name of a file begins until it is whole; one that is left was being written when its writer was killed."""


@contextlib.contextmanager
def writing(data_dir: Path) -> Iterator[None]:
    """Whatever keeps us from writing to the data folder, told as IndexUnwritable."""
    try:
        yield
    except (OSError, IndexUnwritable) as error:  # filelock's Timeout is an OSError
        raise IndexUnwritable(
            messages.INDEX_UNWRITABLE.format(path=data_dir), messages.INDEX_UNWRITABLE_REMEDY
        ) from error


def write_whole(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of ``path`` in one step; its folder is made. Raises OSError, and leaves the old file.

    The bytes reach the disk before the name does, and the name before this returns.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    sync(path.parent)


def sync(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system lets one ask for that."""
    with contextlib.suppress(OSError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
