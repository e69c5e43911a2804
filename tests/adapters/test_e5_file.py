"""The file of weights: read whole, and refused plainly when it is not."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from advisor.adapters import e5_file
from advisor.adapters.e5_numpy import E5Numpy
from advisor.errors import EmbedderError

PLAIN = "Når ældre får skærmbesøg i hjemmeplejen, må personalet ikke glemme det nære."


class TestWeightFile:
    @pytest.fixture
    def copy(self, tmp_path: Path) -> Path:
        return Path(shutil.copy(e5_file.locate(), tmp_path / e5_file.NAME))

    @staticmethod
    def overwrite(path: Path, at: int, content: bytes) -> None:
        with path.open("r+b") as file:
            file.seek(at)
            file.write(content)

    def test_the_installed_file_is_the_one(self) -> None:
        e5_file.verify()

    @pytest.mark.parametrize("size", [0, 7, 60, 5_000_000, e5_file.SIZE - 1])
    def test_truncated(self, copy: Path, size: int) -> None:
        os.truncate(copy, size)
        with pytest.raises(EmbedderError):
            E5Numpy(copy)
        with pytest.raises(EmbedderError):
            e5_file.verify(copy)

    def test_missing(self, tmp_path: Path) -> None:
        with pytest.raises(EmbedderError):
            E5Numpy(tmp_path / "none.bin")
        with pytest.raises(EmbedderError):
            e5_file.verify(tmp_path / "none.bin")

    @pytest.mark.parametrize("at", [0, 36, 40, 44, 60, 64])
    def test_altered_header(self, copy: Path, at: int) -> None:
        """Magic, block size, number of pieces, bos, length of the blob, first offset."""
        self.overwrite(copy, at, b"\xfe\xff\xff\xff")
        with pytest.raises(EmbedderError):
            E5Numpy(copy).embed_queries([PLAIN])

    @pytest.mark.parametrize("name", [b"emb.word", b"l3.q.w", b"l11.oln.b"])
    def test_altered_tensor_table(self, copy: Path, name: bytes) -> None:
        self.overwrite(copy, copy.read_bytes().index(name), b"x")
        with pytest.raises(EmbedderError):
            E5Numpy(copy).embed_queries([PLAIN])

    def test_weights_that_give_no_vector(self, copy: Path) -> None:
        self.overwrite(copy, e5_file.SIZE - 4, b"\x00\x00\xc0\x7f")  # the last bias becomes NaN
        with pytest.raises(EmbedderError):
            E5Numpy(copy).embed_passages([PLAIN])

    def test_one_altered_weight_is_found_by_its_checksum(self, copy: Path) -> None:
        self.overwrite(copy, e5_file.SIZE // 2, b"\x00\xff")
        with pytest.raises(EmbedderError, match="kontrolsum"):
            e5_file.verify(copy)
