"""Fitting what tells a question to an own document from one to the digest (``advisor.retrieval.own``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from advisor.danish.language import is_english
from advisor.domain import Message
from advisor.knowledge import corpus_dir, load_reference
from advisor.ports import Library
from advisor.retrieval import Retriever, own
from advisor.retrieval import questions as whole
from advisor.settings import Settings
from advisor.wiring import make_embedder, make_library
from eval import own_documents
from eval.dataset import SETS, load
from eval.regression import Rows, logistic

_OUTSIDE = frozenset({"out_of_scope", "offtopic", "injection"})
_ROUNDS = 5  # the strongest wrong passages are chosen by the weights before
_WRONG = 3  # passages beside the right one that count as wrong


@dataclass(frozen=True, slots=True)
class _Sample:
    """A question with the evidence for every own passage (rows), and which of them answer it (none: another does)."""

    evidence: Rows
    right: NDArray[np.bool_]
    held: bool


def table(data: Path) -> str:
    """The weights fitted today beside those in use, and how well they tell, by half. Papers are in ``data``.

    Near misses are left out (``specifics`` tells them), and questions in English, which share no words with the papers.
    """
    samples = list(_samples(Settings(data_dir=data)))
    bias, weights = own.BIAS, np.array(own.WEIGHTS)
    for _ in range(_ROUNDS):
        inputs, positive = _chosen([sample for sample in samples if not sample.held], bias, weights)
        bias, weights = logistic(inputs, positive, balanced=True)
    names = ("bias", *own.Evidence._fields)
    rows = zip(names, (bias, *weights), (own.BIAS, *own.WEIGHTS), strict=True)
    lines = ["| weight | fitted | in use |", "|---|---|---|"]
    lines += [f"| {name} | {fitted:.2f} | {used:.2f} |" for name, fitted, used in rows]
    for name, held in (("tuning", False), ("held-out", True)):
        lines.append(f"\n{_told([sample for sample in samples if sample.held == held], bias, weights)} ({name} half).")
    return "\n".join(lines)


def _samples(settings: Settings) -> Iterator[_Sample]:
    embedder, reference = make_embedder(settings), load_reference(corpus_dir())
    library = make_library(settings, embedder)
    assert library.own is not None
    retriever = Retriever(library, embedder, reference.sources)
    places = [own_documents.place(passage) for passage in library.passages.get(library.own.ids)]
    for question, gold, held in _questions():
        if is_english(question):
            continue
        spelt = retriever.search(question, k=1).question
        yield _Sample(_evidence(library, spelt, embedder.embed_queries([spelt])[0]), np.isin(places, gold), held)


def _evidence(library: Library, question: str, vector: NDArray[np.float32]) -> Rows:
    assert library.own is not None
    nearest = library.passage_vectors.nearest(vector, 1)[0][1]
    return np.column_stack(own.evidence(library.own, question, vector, nearest))


def _questions() -> Iterator[tuple[str, list[str], bool]]:
    """Each question, or each half of one that asks two things, with the own places that answer it."""
    for asked in own_documents.questions():
        gold = asked.answers == "own" and [f"{asked.document}/{heading}".lower() for heading in asked.gold]
        for question in whole(asked.question, ()) if asked.answers != "none" else ():
            yield question, gold or [], asked.split == "held"
    for one in (one for name in SETS for one in load(name)):
        if one.answerable or _OUTSIDE & set(one.tags):
            history = [Message(turn.role, turn.text) for turn in one.history]
            for question in whole(one.question, history):
                yield question, [], one.split == "held"


def _chosen(samples: list[_Sample], bias: float, weights: Rows) -> tuple[Rows, NDArray[np.bool_]]:
    """The right passage that stands highest, and the wrong ones that do."""
    inputs, positive = [], []
    for sample in samples:
        odds = sample.evidence @ weights + bias
        if sample.right.any():
            inputs.append(sample.evidence[np.argmax(np.where(sample.right, odds, -np.inf))])
            positive.append(True)
        wrong = np.argsort(np.where(sample.right, np.inf, -odds))[: _WRONG if sample.right.any() else 1]
        inputs += list(sample.evidence[wrong])
        positive += [False] * len(wrong)
    return np.array(inputs), np.array(positive)


def _told(samples: list[_Sample], bias: float, weights: Rows) -> str:
    best = [(sample.right, sample.evidence @ weights + bias) for sample in samples]
    own_first = [(bool(right[np.argmax(odds)]), odds.max() > 0) for right, odds in best if right.any()]
    others = [odds.max() > 0 for right, odds in best if not right.any()]
    return (
        f"Of {len(own_first)} questions to own papers {sum(first for first, _ in own_first)} find the place first, "
        f"{sum(sure for _, sure in own_first)} are surely theirs; so are {sum(others)} of {len(others)} others"
    )
