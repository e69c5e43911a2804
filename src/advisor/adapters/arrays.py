"""Arrays that an index keeps in one file each (``.npz``)."""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.lib.npyio import NpzFile

from advisor import messages
from advisor.errors import IndexCorrupt


@contextlib.contextmanager
def reading(path: Path) -> Iterator[NpzFile]:
    """The arrays in a file, by name.

    Raises IndexCorrupt when the file is missing or damaged, when an array is not there, and when whoever
    reads them finds that they do not fit together (ValueError).
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            yield stored
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise IndexCorrupt(messages.INDEX_CORRUPT.format(path=path.parent), messages.INDEX_CORRUPT_REMEDY) from error
