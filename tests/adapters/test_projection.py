"""Vectors seen through a map."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from advisor.adapters.exact import ExactIndex
from advisor.adapters.projection import ProjectedIndex, load, project, save
from advisor.errors import IndexCorrupt
from advisor.ports import Projection

# Takes away the first direction, turns the other two round.
MAP = Projection(np.array([0.5, 0, 0], np.float32), np.array([[0, 0], [0, 1], [1, 0]], np.float32))
ROWS = np.array([[1, 0.6, 0], [0, 0, 2], [0.5, 0, 0]], np.float32)


def test_rows_of_unit_length_and_nothing_stays_nothing() -> None:
    assert project(ROWS, MAP).tolist() == [[0, 1], [1, 0], [0, 0]]


def test_an_index_is_asked_with_the_vector_as_it_is() -> None:
    index = ProjectedIndex(ExactIndex(["up", "right", "none"], project(ROWS, MAP)), MAP)
    assert index.nearest(np.array([9, 3, 0], np.float32), 2) == [("up", 1.0), ("right", 0.0)]
    assert index.count() == 3


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    save(MAP, tmp_path / "map.npz")
    mean, matrix = load(tmp_path / "map.npz")
    assert np.array_equal(mean, MAP.mean)
    assert np.array_equal(matrix, MAP.matrix)


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 half a file"])
def test_a_missing_or_broken_file_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "map.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(IndexCorrupt):
        load(path)
