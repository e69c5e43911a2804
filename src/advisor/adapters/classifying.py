"""A classifier of vectors, kept in a file of its own beside the index it was learnt with."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np

from advisor import messages
from advisor.errors import IndexCorrupt
from advisor.ports import Classifier


def save(classifier: Classifier, path: Path) -> None:
    """Write it to ``path`` (``.npz``). Raises OSError when the disk does not take it."""
    np.savez(path, names=np.array(classifier.names, np.str_), matrix=classifier.matrix, bias=classifier.bias)


def load(path: Path) -> Classifier:
    """Read what ``save`` wrote. Raises IndexCorrupt when the file is missing, damaged or does not fit together."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            found = Classifier(tuple(map(str, stored["names"])), stored["matrix"], stored["bias"])
        if found.matrix.shape[1:] != found.bias.shape or found.bias.shape != (len(found.names),):
            raise ValueError(path)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise IndexCorrupt(messages.INDEX_CORRUPT.format(path=path.parent), messages.INDEX_CORRUPT_REMEDY) from error
    return found
