"""The real adapters pass the contracts, and say so plainly when a store is damaged."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from advisor.adapters import chroma, sqlite_library
from advisor.adapters.chroma import ChromaIndex
from advisor.adapters.e5_numpy import E5Numpy
from advisor.adapters.exact import ExactIndex
from advisor.adapters.library import MANIFEST, is_index, open_library, write_library
from advisor.adapters.own import OwnDocuments
from advisor.adapters.sqlite_library import FILE_NAME, PASSAGE_WORDS, FtsIndex, SqliteLibrary
from advisor.domain import Mark, Original, Passage, Source, Span
from advisor.errors import IndexCorrupt
from advisor.ports import (
    Classifier,
    Embedder,
    PassageStore,
    Projection,
    QuestionsOf,
    Spelling,
    VectorIndex,
    Vectors,
    WordIndex,
)
from advisor.testing import PASSAGES, FakeEmbedder
from advisor.testing.contracts import (
    EmbedderContract,
    PassageStoreContract,
    SpellingContract,
    VectorIndexContract,
    WordIndexContract,
)
from advisor.testing.fakes import DIMENSION


@cache
def loaded() -> E5Numpy:
    return E5Numpy()


def written(folder: Path, passages: Sequence[Passage], own: OwnDocuments | None = None) -> SqliteLibrary:
    folder.mkdir(exist_ok=True)
    sqlite_library.write(folder / FILE_NAME, passages, own)
    return SqliteLibrary(folder / FILE_NAME)


class TestE5Numpy(EmbedderContract):
    def make(self) -> Embedder:
        return loaded()


class TestChromaIndex(VectorIndexContract):
    def make(self, folder: Path, ids: Sequence[str], vectors: Vectors) -> VectorIndex:
        chroma.write(folder, {chroma.PASSAGES: (ids, vectors)})
        return ChromaIndex.open(folder, chroma.PASSAGES)


class TestExactIndex(VectorIndexContract):
    def make(self, folder: Path, ids: Sequence[str], vectors: Vectors) -> VectorIndex:
        ExactIndex(ids, vectors).save(folder / "few.npz")
        return ExactIndex.open(folder / "few.npz")

    def test_an_empty_one_finds_nothing(self, tmp_path: Path) -> None:
        index = self.make(tmp_path, (), np.zeros((0, 3), np.float32))
        assert (list(index.nearest(self.VECTORS[0], 3)), index.count()) == ([], 0)

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"not a zip"])
    def test_a_damaged_file_says_so(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "few.npz"
        with pytest.raises(IndexCorrupt):
            ExactIndex.open(path)
        path.write_bytes(content)
        with pytest.raises(IndexCorrupt):
            ExactIndex.open(path)


class TestFtsIndex(WordIndexContract):
    def make(self, folder: Path, passages: Sequence[Passage]) -> WordIndex:
        return FtsIndex(written(folder, passages), PASSAGE_WORDS)


class TestSqliteLibrary(PassageStoreContract):
    def make(self, folder: Path, passages: Sequence[Passage]) -> PassageStore:
        return written(folder, passages)

    def make_with_own(
        self,
        folder: Path,
        passages: Sequence[Passage],
        own: Sequence[Passage],
        sources: Sequence[Source],
        originals: Mapping[str, Original],
    ) -> PassageStore:
        texts = {passage.place: passage.text for passage in passages}
        marks = [
            Mark(place, Span(0, len(texts[place])), one.passage.passage_id, one.used)
            for place, one in originals.items()
            if one.used
        ]
        return written(folder, passages, OwnDocuments(sources, own, marks=marks))


class TestSqliteSpelling(SpellingContract):
    def make(self, folder: Path, passages: Sequence[Passage]) -> Spelling:
        return written(folder, passages)


MODELS = {"tjekliste": (PASSAGES[2].passage_id,), "godt-og-skidt": (PASSAGES[0].passage_id, PASSAGES[1].passage_id)}

POINTS = {"kerneopgave/1": ["vi sparer tid", "det går hurtigere"], "inddragelse/5": ["vi spørger dem"]}
QUESTIONS: dict[QuestionsOf, list[str]] = {
    "models": ["tjekliste/0"],
    "arguments": ["hører-til-i-med/0", "hører-til-i-med/1"],
    "outside": ["frokost/0", "frokost/1", "vejr/0"],
}
PROJECTION = Projection(np.zeros(DIMENSION, np.float32), np.eye(DIMENSION, dtype=np.float32)[:, :100])

WISHES = Classifier(("answer", "skip"), np.ones((DIMENSION, 2), np.float32), np.array([0.5, -0.5], np.float32))


class TestLibrary:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        embedder = FakeEmbedder()
        ways = [way.text for passage in PASSAGES for way in passage.ways_in]
        write_library(
            tmp_path,
            "sha256:prøve",
            PASSAGES,
            MODELS,
            passage_vectors=embedder.embed_passages([passage.text for passage in PASSAGES]),
            way_vectors=embedder.embed_passages(ways),
            model_vectors=embedder.embed_passages(list(MODELS)),
            questions={name: (held, embedder.embed_queries(held)) for name, held in QUESTIONS.items()},
            points={name: (held, embedder.embed_queries(held)) for name, held in POINTS.items()},
            way_projection=PROJECTION,
            point_projection=PROJECTION,
            wishes=WISHES,
        )
        return tmp_path

    def test_what_is_written_can_be_opened(self, folder: Path) -> None:
        assert is_index(folder)
        library = open_library(folder)
        assert library.fingerprint == "sha256:prøve"
        assert library.passages.count() == len(PASSAGES)
        assert library.way_vectors.count() == sum(len(passage.ways_in) for passage in PASSAGES)
        assert library.model_vectors.count() == len(MODELS)
        assert library.models == MODELS
        assert {name: index.count() for name, index in library.questions.items()} == {
            name: len(held) for name, held in QUESTIONS.items()
        }

    @pytest.mark.parametrize(
        "manifest",
        [
            "",
            "[]",
            "{}",
            json.dumps({"fingerprint": "x", "passages": 5, "ways_in": 8}),
            json.dumps({"fingerprint": "x", "passages": 6, "ways_in": 1}),
        ],
        ids=["empty", "a list", "no fields", "a passage too few", "ways in too few"],
    )
    def test_a_manifest_that_does_not_fit(self, folder: Path, manifest: str) -> None:
        (folder / MANIFEST).write_text(manifest, encoding="utf-8")
        with pytest.raises(IndexCorrupt) as caught:
            open_library(folder)
        assert str(folder) in caught.value.detail
        assert caught.value.remedy

    def test_without_a_manifest_it_is_no_index(self, folder: Path) -> None:
        (folder / MANIFEST).unlink()
        assert not is_index(folder)
        with pytest.raises(IndexCorrupt):
            open_library(folder)

    def test_without_its_passages(self, folder: Path) -> None:
        (folder / FILE_NAME).unlink()
        with pytest.raises(IndexCorrupt):
            open_library(folder)

    def test_passages_overwritten_with_noise(self, folder: Path) -> None:
        (folder / FILE_NAME).write_bytes(b"noise" * 2_000)
        with pytest.raises(IndexCorrupt):
            open_library(folder)

    def test_what_tells_wishes_apart_comes_back_as_it_was(self, folder: Path) -> None:
        found = open_library(folder).wishes
        assert found is not None
        assert found.names == WISHES.names
        assert (found.matrix == WISHES.matrix).all()
        assert (found.bias == WISHES.bias).all()

    def test_what_tells_wishes_apart_must_fit_together(self, folder: Path) -> None:
        np.savez(folder / "wishes.npz", names=np.array(["answer"]), matrix=WISHES.matrix, bias=WISHES.bias)
        with pytest.raises(IndexCorrupt):
            open_library(folder)
        (folder / "wishes.npz").unlink()
        with pytest.raises(IndexCorrupt):
            open_library(folder)

    def test_vectors_overwritten_with_noise(self, folder: Path) -> None:
        (folder / chroma.FOLDER / "chroma.sqlite3").write_bytes(b"noise" * 2_000)
        with pytest.raises(IndexCorrupt):
            open_library(folder)
