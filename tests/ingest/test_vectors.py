"""The shipped vectors belong to the shipped corpus and to the default embedder."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from advisor.knowledge import Corpus, corpus_dir, load_corpus
from advisor.ports import Embedder
from ingest import vectors
from ingest.vectors import passage_text

REMEDY = "run: python -m ingest corpus --vectors"
CLOSE = 1 - 2e-3


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The shipped corpus."""
    return load_corpus(corpus_dir())


@pytest.fixture(scope="module")
def shipped(corpus: Corpus, embedder: Embedder) -> vectors.VectorFile:
    """The shipped file of the default embedder."""
    return vectors.VectorFile(corpus.root / "vectors", embedder.fingerprint)


def wanted(corpus: Corpus) -> set[bytes]:
    texts = [passage_text(passage) for passage in corpus.passages]
    texts += [model.description for model in corpus.reference.guide.models]
    ways = [way.text for passage in corpus.passages for way in passage.ways_in]
    ways += [question for kind in corpus.reference.outside for question in kind.questions]
    ways += [way for argument in corpus.reference.arguments for way in argument.ways_in]
    subs = [sub for core in corpus.reference.guide.core_questions for sub in core.sub_questions]
    ways += [way for sub in subs for point in sub.points for way in point.ways_in]
    ways += [phrase for wish in corpus.reference.wishes.wishes for phrase in wish.phrases]
    ways += [message for said in corpus.said.wishes.values() for message in said]
    ways += [*corpus.said.answers, *corpus.said.questions]
    return {vectors.key_of("passage", text) for text in texts} | {vectors.key_of("way", text) for text in ways}


def test_no_text_of_the_corpus_lacks_its_vector_and_no_vector_its_text(
    corpus: Corpus, shipped: vectors.VectorFile
) -> None:
    keys = set(shipped.read())
    assert keys - wanted(corpus) == set(), REMEDY
    assert wanted(corpus) - keys == set(), REMEDY
    assert len(keys) > len(corpus.passages)


def test_the_shipped_vectors_are_what_the_embedder_gives_today(
    corpus: Corpus, shipped: vectors.VectorFile, embedder: Embedder
) -> None:
    stored, texts, chosen = shipped.read(), vectors.Texts.of(corpus), random.Random(20)
    for kind, group, embed in (
        ("passage", (*texts.passages, *texts.models), embedder.embed_passages),
        ("way", texts.ways_in, embedder.embed_queries),
    ):
        sample = chosen.sample(list(group), 6)
        for text, vector in zip(sample, embed(sample), strict=True):
            kept = stored[vectors.key_of(kind, text)].astype(np.float32)
            assert float(kept @ vector) / float(np.linalg.norm(kept)) >= CLOSE
            others = [stored[vectors.key_of(kind, other)].astype(np.float32) for other in sample if other != text]
            assert max(float(other @ vector) for other in others) < CLOSE


def test_rows_are_of_unit_length_and_in_the_order_of_the_texts(
    corpus: Corpus, shipped: vectors.VectorFile, embedder: Embedder
) -> None:
    texts, stored = vectors.Texts.of(corpus).passages[:9], shipped.read()
    rows = vectors.rows("passage", texts, stored, embedder.dimension)
    assert rows.shape == (9, embedder.dimension)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    backwards = vectors.rows("passage", texts[::-1], stored, embedder.dimension)
    assert (backwards[::-1] == rows).all()
    assert vectors.rows("way", (), stored, embedder.dimension).shape == (0, embedder.dimension)


def test_only_what_is_new_is_embedded(corpus: Corpus, shipped: vectors.VectorFile, embedder: Embedder) -> None:
    texts, stored = vectors.Texts.of(corpus), shipped.read()
    assert list(vectors.embed(embedder, texts, stored)) == []
    more = vectors.Texts(
        (*texts.passages, "Noget helt nyt."), ("Noget helt nyt.", *texts.ways_in, "Noget helt nyt."), texts.models
    )
    found = dict(vectors.embed(embedder, more, stored))
    assert set(found) == {vectors.key_of("passage", "Noget helt nyt."), vectors.key_of("way", "Noget helt nyt.")}


def test_the_same_vectors_make_the_same_file_and_come_back_as_they_were(
    shipped: vectors.VectorFile, tmp_path: Path
) -> None:
    stored = shipped.read()
    one, other = vectors.VectorFile(tmp_path / "one", "x"), vectors.VectorFile(tmp_path / "other", "x")
    one.write(stored)
    other.write(dict(reversed(stored.items())))
    assert one.path.read_bytes() == other.path.read_bytes()
    back = one.read()
    assert back.keys() == stored.keys()
    assert all((back[key] == stored[key]).all() for key in stored)


def test_another_embedder_has_another_file_which_is_empty_until_it_is_written(tmp_path: Path) -> None:
    one, other = vectors.VectorFile(tmp_path, "one"), vectors.VectorFile(tmp_path, "other")
    assert one.path != other.path
    one.write({vectors.key_of("way", "x"): np.ones(3, dtype=np.float16)})
    assert (len(one.read()), other.read()) == (1, {})
