"""What ten thousand passages of own documents cost: the answers of an advisor with them beside one without.

The documents are made up: sentences drawn by a chain over the words of our own corpus, so that their words are as
common and as rare as those of real papers. Their vectors are those of the corpus's passages, each moved a little at
random and brought back to unit length: as spread as real ones, without an hour of embedding. All else is real,
also the embedding of the questions.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from advisor.domain import Message
from advisor.knowledge import Corpus, corpus_dir, load_corpus
from advisor.service import Advisor
from advisor.settings import Settings
from advisor.wiring import make_advisor, make_embedder
from eval import metrics
from eval.dataset import load
from ingest import index, vectors
from ingest.documents import own
from ingest.documents.model import Document, Piece, Section
from ingest.documents.store import DocumentStore

PASSAGES = 10_000
_DOCUMENTS, _SECTIONS, _PIECES = 100, 20, 5  # of each the next: 100 papers of some forty pages
_SENTENCES = (3, 7)  # in a piece
_NOISE = 0.35  # the length of what is added to a vector; two that come of one have a cosine of 0.9
_LONGEST = 25


def table(passages: int = PASSAGES) -> str:
    """The answers' times without and with the collection, question by question in turn, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        bare, full = Settings(data_dir=Path(folder, "bare")), Settings(data_dir=Path(folder, "full"))
        began = time.perf_counter()
        made = _fill(full, passages)
        building = time.perf_counter() - began
        without, beside = _times(make_advisor(bare), make_advisor(full))
    rows = [
        ("passages of own documents, searched", f"{made}"),
        ("index of them and the corpus, built", f"{building:.0f} s"),
        *(
            (f"answer, {name}", f"{of(without):.1f} / {of(beside):.1f} ms, ratio {of(beside) / of(without):.2f}")
            for name, of in (("median", statistics.median), ("p95", _p95))
        ),
    ]
    lines = ["| what | without / with |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]
    return "\n".join([*lines, "", "The documents are made up and their vectors moved copies of the corpus's."])


def _p95(times: Sequence[float]) -> float:
    return metrics.percentile(times, 0.95)


def _times(*advisors: Advisor) -> list[list[float]]:
    """Milliseconds of the answers of each, to every question of our own, by turns."""
    times: list[list[float]] = [[] for _ in advisors]
    for advisor in advisors:
        advisor.warm_up()
        advisor.chat("Hvad skal en businesscase indeholde?")
    for number, question in enumerate(load("own")):
        history = [Message(turn.role, turn.text) for turn in question.history]
        order = list(enumerate(advisors))
        for place, advisor in order if number % 2 else order[::-1]:
            started = time.perf_counter()
            advisor.chat(question.question, history=history)
            times[place].append((time.perf_counter() - started) * 1000)
    return times


def _fill(settings: Settings, passages: int) -> int:
    """Make the documents and their index; how many of their passages are searched."""
    corpus, embedder = load_corpus(corpus_dir()), make_embedder(settings)
    store = DocumentStore(settings.data_dir)
    draw, noise = random.Random(6), np.random.default_rng(6)
    real = vectors.VectorFile(corpus.root / "vectors", embedder.fingerprint).read()
    texts = vectors.Texts.of(corpus).passages
    known = np.array([real[vectors.key_of("passage", text)] for text in texts], np.float32)
    speak = _Speaker(corpus, draw)
    entries = []
    for number in range(-(-passages // (_SECTIONS * _PIECES))):
        document = _document(number, speak, draw)
        entry = store.put(document, "made up")
        keys = own.texts(document, ()).keys()
        rows = known[noise.integers(len(known), size=len(keys))]
        rows = rows + noise.normal(size=rows.shape) * _NOISE / np.sqrt(rows.shape[1])
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        moved = dict(zip(keys, rows.astype(np.float16), strict=True))
        store.put_vectors(entry.record, embedder.fingerprint, moved)
        entries.append(entry)
    index.publish(store, embedder, entries, corpus)
    return sum(entry.passages for entry in entries)


class _Speaker:
    """Makes up sentences: each word is one that has followed the two before it somewhere in the corpus."""

    def __init__(self, corpus: Corpus, draw: random.Random) -> None:
        self._draw = draw
        self._next: dict[tuple[str, str], list[str]] = defaultdict(list)
        for passage in corpus.passages:
            words = ["", "", *passage.text.split()]
            for one, two, three in zip(words, words[1:], words[2:], strict=False):
                self._next[one, two].append(three)
                if two.endswith("."):
                    self._next["", ""].append(three)

    def sentence(self) -> str:
        """One sentence."""
        words = list(self._words())
        return " ".join(words).rstrip(".,:;") + "."

    def _words(self) -> Iterator[str]:
        last = ("", "")
        for _ in range(_LONGEST):
            following = self._next.get(last)
            if not following:
                return
            word = self._draw.choice(following)
            yield word
            if word.endswith((".", "?", "!")):
                return
            last = (last[1], word)


def _document(number: int, speaker: _Speaker, draw: random.Random) -> Document:
    sections = []
    for place in range(_SECTIONS):
        texts = [
            " ".join(speaker.sentence() for _ in range(draw.randint(*_SENTENCES))) + "\n\n" for _ in range(_PIECES)
        ]
        ends = np.cumsum([len(text) for text in texts]).tolist()
        pieces = tuple(Piece(start, end, str(place + 1)) for start, end in zip([0, *ends], ends, strict=False))
        title, whole = speaker.sentence()[:60].rstrip(" ."), "".join(texts)
        sections.append(Section(f"afsnit-{place}", title, (), "text", whole, whole, pieces))
    return Document(
        id=f"papir-{number}",
        title=f"Papir {number}",
        side="local",
        path=f"/papir-{number}",
        digest=f"{number}",
        added=date(2026, 1, 1),
        sections=tuple(sections),
        pages=_SECTIONS,
    )
