"""The engine of sentence-transformers on the default weights; skipped where the extra is not installed."""

from __future__ import annotations

import importlib.util
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.adapters.e5_numpy import E5Numpy
from advisor.adapters.embedders import make_embedder
from advisor.adapters.st_embedder import default_weights, write_model_folder
from advisor.errors import EmbedderError
from advisor.ports import Embedder
from tests.adapters.test_embedders import HOSTILE, PASSAGES, PLAIN, QUESTIONS, assert_unit, cosines


@pytest.fixture(scope="module")
def embedder() -> E5Numpy:
    return E5Numpy()


@pytest.fixture(scope="module")
def torch_embedder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedder]:
    if importlib.util.find_spec("sentence_transformers") is None:
        pytest.skip("the extra `models` (sentence-transformers, torch) is not installed")

    def refuse(*_: object) -> None:
        raise AssertionError("the default weights must not touch the network")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        yield default_weights(tmp_path_factory.mktemp("data"))


class TestSentenceTransformers:
    def test_both_engines_give_the_same_vectors(self, embedder: E5Numpy, torch_embedder: Embedder) -> None:
        texts = [*QUESTIONS, *PASSAGES, PLAIN * 40, *HOSTILE.values()]
        for ours, theirs in (
            (embedder.embed_queries, torch_embedder.embed_queries),
            (embedder.embed_passages, torch_embedder.embed_passages),
        ):
            left, right = ours(texts), theirs(texts)
            assert_unit(right, len(texts))
            assert cosines(left, right).min() >= 0.999

    def test_they_may_share_an_index(self, embedder: E5Numpy, torch_embedder: Embedder) -> None:
        assert torch_embedder.fingerprint == embedder.fingerprint
        assert torch_embedder.dimension == embedder.dimension
        assert_unit(torch_embedder.embed_passages([]), 0)

    @pytest.mark.usefixtures("torch_embedder")
    def test_the_folder_is_an_ordinary_model_and_written_once(self, tmp_path: Path) -> None:
        folder = write_model_folder(tmp_path)
        written = (folder / "model.safetensors").stat().st_mtime_ns
        assert write_model_folder(tmp_path) == folder
        assert (folder / "model.safetensors").stat().st_mtime_ns == written
        assert list(tmp_path.iterdir()) == [folder]

        other = make_embedder(f"sentence-transformers:{folder}", tmp_path)
        assert other.fingerprint.startswith(f"{folder.name}@")
        assert other.fingerprint.endswith("|query: |passage: ")
        assert str(tmp_path) not in other.fingerprint

    @pytest.mark.usefixtures("torch_embedder")
    def test_a_folder_without_a_model(self, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        with pytest.raises(EmbedderError):
            make_embedder(f"sentence-transformers:{tmp_path / 'empty'}", tmp_path)

    @pytest.mark.usefixtures("torch_embedder")
    def test_a_place_that_cannot_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "models").write_text("a file in the way", encoding="utf-8")
        with pytest.raises(EmbedderError):
            make_embedder("sentence-transformers", tmp_path)
