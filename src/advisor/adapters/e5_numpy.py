"""multilingual-e5-small in NumPy: the tokenizer, the BERT encoder and the embedder around them."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from advisor import messages
from advisor.adapters.e5_file import SHA256, E5File, Floats
from advisor.danish.text import clean
from advisor.errors import EmbedderError
from advisor.ports import Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

QUERY_PREFIX = "query: "
PASSAGE_PREFIX = "passage: "
QUERY_CHARACTERS = 1_000
MAX_TOKENS = 512
DIMENSION = 384
FINGERPRINT = f"multilingual-e5-small@{SHA256[:12]}|{QUERY_PREFIX}|{PASSAGE_PREFIX}"
"""Shared by every engine that runs these weights: their vectors agree to cosine 0.999."""

_BATCH_TOKENS = 1_024  # bounds what is alive at once (about 20 MB); larger is no faster on two cores
_GELU_CHUNK = 1 << 15  # numbers; four float32 buffers of this fit in a second-level cache


class E5Numpy:
    """An ``Embedder`` on NumPy and ``tokenizers`` alone. Safe to share between threads.

    Opening the file is quick and raises EmbedderError; tokenizer and matrices (about a second) are made
    at the first text. ``path`` is another copy of the weight file.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._file = E5File(path)
        self._lock = threading.Lock()
        self._loaded: tuple[Tokenizer, _Encoder] | None = None

    @property
    def fingerprint(self) -> str:
        return FINGERPRINT

    @property
    def dimension(self) -> int:
        return DIMENSION

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Shape (texts, 384), from about the first 1,000 characters. Raises EmbedderError."""
        return self._embed([QUERY_PREFIX + clean(text, QUERY_CHARACTERS) for text in texts])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (texts, 384), from the first 512 tokens. Raises EmbedderError."""
        return self._embed([PASSAGE_PREFIX + clean(text) for text in texts])

    def _embed(self, texts: list[str]) -> Vectors:
        tokenizer, encoder = self._load()
        means = np.empty((len(texts), DIMENSION), np.float32)
        row = 0
        for batch in _batches([tokenizer.encode(text).ids for text in texts]):
            means[row : row + len(batch)] = encoder.means(batch)
            row += len(batch)
        return unit_rows(means)

    def _load(self) -> tuple[Tokenizer, _Encoder]:
        with self._lock:
            if self._loaded is None:
                try:
                    self._loaded = (build_tokenizer(self._file), _Encoder(self._file))
                except (KeyError, IndexError, ValueError) as error:  # names or shapes that do not fit
                    raise self._file.broken() from error
            return self._loaded


def unit_rows(vectors: Floats) -> Vectors:
    """The rows at length 1, shape kept. Raises EmbedderError for a row that has no direction."""
    with np.errstate(all="ignore"):  # a broken row is found below, once
        rows: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        lengths = np.linalg.norm(rows, axis=1)
    if not np.all(np.abs(lengths - 1) < 1e-4):  # false for NaN as well
        raise EmbedderError(messages.EMBEDDER_BAD_VECTOR, messages.EMBEDDER_BAD_VECTOR_REMEDY)
    return rows


def build_tokenizer(file: E5File) -> Tokenizer:
    """The Unigram tokenizer of the file: ids framed by 0 and 2, at most 512. About 270 MB resident."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    pieces = file.pieces()
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=file.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    bos, eos = ((pieces[index][0], index) for index in (file.bos, file.eos))
    tokenizer.post_processor = processors.TemplateProcessing(single=f"{bos[0]} $A {eos[0]}", special_tokens=[bos, eos])
    # As in the original: written out in a text, these are single tokens too. The mask comes last.
    tokenizer.add_special_tokens([pieces[index][0] for index in (file.bos, file.pad, file.eos, file.unk, -1)])
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def gelu(values: Floats) -> None:
    """x * Phi(x), in place, any shape; at most 4e-7 from the exact value for |x| <= 12.

    erf from Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26 (error 1.5e-7), folded
    into gelu(x) = max(x, 0) - |x| erfc(|x| / sqrt 2) / 2, so that no sign needs handling.
    """
    flat = values.reshape(-1)
    buffers = np.empty((3, min(_GELU_CHUNK, flat.size)), np.float32)
    for start in range(0, flat.size, _GELU_CHUNK):
        x = flat[start : start + _GELU_CHUNK]
        size, t, tail = buffers[:, : x.size]
        np.abs(x, out=size)
        np.multiply(size, 0.3275911 / math.sqrt(2), out=t)
        t += 1
        np.reciprocal(t, out=t)
        np.multiply(t, 1.061405429 / 2, out=tail)
        for coefficient in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
            tail += coefficient / 2
            tail *= t
        tail *= size
        np.multiply(size, size, out=size)
        size *= -0.5
        tail *= np.exp(size, out=size)
        np.maximum(x, 0, out=x)
        x -= tail


@dataclass(frozen=True, slots=True)
class _Norm:
    weight: Floats
    bias: Floats
    epsilon: float

    def __call__(self, x: Floats) -> Floats:
        """Layer norm of each row of ``x``, in place."""
        x -= x.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1])
        x /= np.sqrt(variance + np.float32(self.epsilon))[:, None]
        x *= self.weight
        x += self.bias
        return x


@dataclass(frozen=True, slots=True)
class _Linear:
    weight: Floats  # shape (in, out): this order multiplies up to a third faster than (out, in)
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        y = x @ self.weight
        y += self.bias
        return y


@dataclass(frozen=True, slots=True)
class _Layer:
    qkv: _Linear  # queries (already divided by the root of the head's size), keys and values in one
    attention_out: _Linear
    attention_norm: _Norm
    feed_in: _Linear
    feed_out: _Linear
    feed_norm: _Norm


class _Encoder:
    """A BERT encoder with its layers as float32 (85 MB); word rows stay packed in the file."""

    def __init__(self, file: E5File) -> None:
        self._file = file
        self._shape = shape = file.shape
        # Every text is of token type 0, so its row joins the positions.
        types = file.matrix("emb.type", shape.hidden)
        self._positions = file.matrix("emb.pos", shape.hidden) + types[0]
        self._norm = self._read_norm("emb.ln")
        self._layers = [self._read_layer(f"l{index}.") for index in range(shape.layers)]

    def _read_norm(self, name: str) -> _Norm:
        file = self._file
        return _Norm(file.vector(f"{name}.w"), file.vector(f"{name}.b"), self._shape.epsilon)

    def _read_linear(self, name: str, inputs: int) -> _Linear:
        weight = np.ascontiguousarray(self._file.matrix(f"{name}.w", inputs).T)
        return _Linear(weight, self._file.vector(f"{name}.b"))

    def _read_layer(self, at: str) -> _Layer:
        shape = self._shape
        q, k, v = (self._read_linear(f"{at}{part}", shape.hidden) for part in "qkv")
        scale = np.float32(1 / math.sqrt(shape.hidden // shape.heads))
        return _Layer(
            qkv=_Linear(
                np.concatenate([q.weight * scale, k.weight, v.weight], axis=1),
                np.concatenate([q.bias * scale, k.bias, v.bias]),
            ),
            attention_out=self._read_linear(f"{at}ao", shape.hidden),
            attention_norm=self._read_norm(f"{at}aln"),
            feed_in=self._read_linear(f"{at}fi", shape.hidden),
            feed_out=self._read_linear(f"{at}fo", shape.feed_forward),
            feed_norm=self._read_norm(f"{at}oln"),
        )

    def means(self, batch: Sequence[Sequence[int]]) -> Floats:
        """The mean of each text's last hidden states, shape (texts, hidden).

        The texts lie end to end in one matrix, so there is no padding and no mask; only attention
        looks at where a text begins and ends. Broken weights may give NaN, never a warning.
        """
        starts = np.cumsum([0, *map(len, batch)])
        spans = [slice(a, b) for a, b in pairwise(starts.tolist())]
        ids = np.concatenate([np.asarray(text, np.int64) for text in batch])
        with np.errstate(all="ignore"):
            x = self._file.word_rows(ids)
            for span in spans:
                x[span] += self._positions[: span.stop - span.start]
            x = self._norm(x)
            for layer in self._layers:
                x = layer.attention_norm(x + layer.attention_out(self._attend(layer.qkv(x), spans)))
                inner = layer.feed_in(x)
                gelu(inner)
                x = layer.feed_norm(x + layer.feed_out(inner))
            sums: Floats = np.add.reduceat(x, starts[:-1], axis=0)
        sums /= np.diff(starts)[:, None]
        return sums

    def _attend(self, qkv: Floats, spans: Sequence[slice]) -> Floats:
        """Each text's attention to itself, shape (tokens, hidden)."""
        heads, hidden = self._shape.heads, self._shape.hidden
        out = np.empty((len(qkv), hidden), np.float32)
        for span in spans:
            q, k, v = qkv[span].reshape(-1, 3, heads, hidden // heads).transpose(1, 2, 0, 3)
            weights = q @ k.transpose(0, 2, 1)
            weights -= weights.max(axis=2, keepdims=True)
            np.exp(weights, out=weights)
            weights /= weights.sum(axis=2, keepdims=True)
            out[span] = (weights @ v).transpose(1, 0, 2).reshape(-1, hidden)
        return out


def _batches(texts: Sequence[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    """The texts in their order, in groups of at most ``_BATCH_TOKENS`` tokens (or one text)."""
    batch: list[Sequence[int]] = []
    tokens = 0
    for text in texts:
        if batch and tokens + len(text) > _BATCH_TOKENS:
            yield batch
            batch, tokens = [], 0
        batch.append(text)
        tokens += len(text)
    if batch:
        yield batch
