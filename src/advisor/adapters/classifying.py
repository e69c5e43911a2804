"""A classifier of vectors, kept in a file of its own beside the index it was learnt with."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from advisor.adapters import arrays
from advisor.ports import Classifier


def save(classifier: Classifier, path: Path) -> None:
    """Write it to ``path`` (``.npz``). Raises OSError when the disk does not take it."""
    np.savez(path, names=np.array(classifier.names, np.str_), matrix=classifier.matrix, bias=classifier.bias)


def load(path: Path) -> Classifier:
    """Read what ``save`` wrote. Raises IndexCorrupt when the file is missing, damaged or does not fit together."""
    with arrays.reading(path) as stored:
        found = Classifier(tuple(map(str, stored["names"])), stored["matrix"], stored["bias"])
        if found.matrix.shape[1:] != found.bias.shape or found.bias.shape != (len(found.names),):
            raise ValueError(path)
    return found
