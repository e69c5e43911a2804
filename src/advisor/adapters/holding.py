"""Who reads an index folder: a reader holds it, and who cleans up leaves alone what is held.

A reader opens files of the folder for as long as it lives (each thread a connection of its own), so a folder must not
go while a process uses it. It holds a shared lock (flock(2)) on one file of the folder, which the system takes back
when the process ends, however it ends. Windows has no flock, and needs none: a file that is open cannot be removed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import weakref
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def hold(path: Path, owner: object) -> bool:
    """Hold the folder of the file ``path`` for as long as ``owner`` lives; False when it is gone or going.

    Raises OSError when the file is there and cannot be read.
    """
    try:
        file = os.open(path, os.O_RDONLY)
    except (FileNotFoundError, NotADirectoryError):
        return False
    if fcntl is not None:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:  # it is being removed
            os.close(file)
            return False
        except OSError:  # a file system without locks
            pass
        if not _is_at(file, path):
            os.close(file)
            return False
    weakref.finalize(owner, os.close, file)
    return True


def remove(folder: Path, name: str) -> bool:
    """Remove a folder unless somebody holds it by its file ``name``; says whether it went.

    That file goes first: what is left of a removal that was broken off is no index.
    """
    path = folder / name
    file = None
    try:
        if fcntl is not None:
            with contextlib.suppress(FileNotFoundError):
                file = os.open(path, os.O_RDONLY)
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
    except OSError:  # held, or not ours to remove
        return False
    finally:
        if file is not None:
            os.close(file)
    return not folder.exists()


def _is_at(file: int, path: Path) -> bool:
    """Whether the open file is still the one at ``path``."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except OSError:
        return False
