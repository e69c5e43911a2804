"""What the advisor needs from the outside, as small Protocols.

Real adapters and the fakes in ``advisor.testing`` both pass the contract tests there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from advisor.domain import Original, Passage, Role, Session, Side, Source, Span

Vectors = NDArray[np.float32]
"""Shape (texts, dimension); every row finite and of unit length."""


class Projection(NamedTuple):
    """Takes a vector ``x`` to ``(x - mean) @ matrix``, brought to unit length; ``matrix`` is (dimension, kept)."""

    mean: NDArray[np.float32]
    matrix: NDArray[np.float32]


class Classifier(NamedTuple):
    """Gives what describes a text, ``x``, the scores ``x @ matrix + bias``, one for each of ``names``.

    They are logarithms of likelihoods. ``matrix`` is (numbers in ``x``, names), ``bias`` (names,).
    """

    names: tuple[str, ...]
    matrix: NDArray[np.float32]
    bias: NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors whose dot product is their likeness."""

    @property
    def fingerprint(self) -> str:
        """Names the weights and the prefixes; two embedders with one fingerprint may share an index."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, one row each. Raises EmbedderError."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, one row each. Raises EmbedderError."""


class VectorIndex(Protocol):
    """Nearest neighbours among stored vectors, each under an id that names its passage."""

    def nearest(self, vector: Vectors, k: int) -> Sequence[tuple[str, float]]:
        """At most ``k`` (id, cosine) pairs, best first, for one vector of shape (dimension,)."""

    def count(self) -> int:
        """Stored vectors."""


class WordIndex(Protocol):
    """Full text over Danish stems."""

    def search(self, terms: Sequence[str], k: int) -> Sequence[tuple[str, float]]:
        """At most ``k`` (id, score) pairs, best first; the score is positive and grows with the match."""


class Shares(NamedTuple):
    """How much of a question's terms each own passage holds (``held``, one each) of what they all weigh (``asked``).

    A term weighs from 0 (everything holds it) to 1 (nothing does).
    """

    held: NDArray[np.float64]
    asked: float


class OwnIndex(Protocol):
    """The passages of own documents that a search may find, each held against a question; they have no ways in."""

    ids: Sequence[str]
    """Of the passages, one for each row of what follows."""

    home: str
    """The municipality whose papers they are, as far as they tell; else empty."""

    def cosines(self, vector: Vectors) -> Vectors:
        """How near each is to one vector of shape (dimension,)."""

    def words(self, stems: Sequence[str]) -> Shares:
        """By the words of each and its titles."""

    def grams(self, grams: Sequence[str]) -> Shares:
        """By the character grams of the same."""

    def titles(self, stems: Sequence[str]) -> Shares:
        """By the words of its titles alone."""

    def count(self) -> int:
        """How many there are."""


class Reach(NamedTuple):
    """Where a passage comes from, for whom it holds, whom it is written for (both empty: all), and whose side it is."""

    source_id: str
    applies_to: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    side: Side = "joint"


class PassageStore(Protocol):
    """The indexed passages themselves. Those that hold the exact wording of a section of the digest stand behind it:
    they can be had, but no search finds them."""

    def get(self, passage_ids: Sequence[str]) -> Sequence[Passage]:
        """The passages with these ids, in this order; unknown ids are left out."""

    def of_section(self, section_id: str) -> Sequence[Passage]:
        """The passages of one section, in reading order."""

    def of_source(self, source_id: str) -> Sequence[Passage]:
        """The passages of one source, in reading order."""

    def reach(self) -> Mapping[str, Reach]:
        """Source and reach of every passage that a search may find, by its id: small enough to hold in memory."""

    def own_sources(self) -> Sequence[Source]:
        """The own documents in the index, as entries of the bibliography."""

    def original(self, passage: Passage, span: Span) -> Original | None:
        """The exact wording behind ``span`` of a passage of the digest, where the user holds it; else None."""

    def count(self) -> int:
        """Passages that a search may find."""


class ConversationStore(Protocol):
    """Sessions by id. There is deliberately no way to list them."""

    def load(self, conversation_id: str) -> Session | None:
        """The session, or None when there is none or its time is up."""

    def save(self, session: Session) -> Session:
        """Keep the session under its id, as the revision after its own, and give it back so.

        Raises Conflict when another revision than its own is kept, and NotFound when none is and it is
        not a first one: it was erased, or its time is up.
        """

    def delete(self, conversation_id: str) -> bool:
        """Forget the session; False when there was none."""


class Spelling(Protocol):
    """How the indexed texts spell a word that was written without æøå."""

    def written(self, words: Iterable[str]) -> Mapping[str, str]:
        """For each word whose own spelling is unknown but whose folded form is known: the usual spelling."""


class Hears(Protocol):
    """Tells what is wanted with whole messages."""

    def heard(self, texts: Sequence[str]) -> Sequence[Mapping[str, float]]:
        """For each text the probability of each wish (``WishId``), of ``answer`` and of ``question``.

        Nothing where it was not taught. Raises EmbedderError.
        """


QuestionsOf = Literal["models", "arguments", "outside"]


@dataclass(frozen=True, slots=True)
class Library:
    """One search index as a whole.

    Ids of ways in are ``<passage id>/<number>``, counted from 0. ``questions`` holds the smaller sets of
    them, whose ids are ``<name>/<number>``: by the name of the guide's model that they ask for, of the
    argument they lead to, or of the kind of question outside the field that they are. ``points`` holds
    for each sub-question of the guide what users write to cover its points, under ids
    ``<point>/<number>``. ``models`` holds for each model the ids of the passages it stands in. ``wishes`` tells what is
    wanted with a message to the guide (see ``Hears``). What is said of
    passages is said of the digest's; those of own documents, if there are any, are searched through ``own``.
    """

    fingerprint: str
    passages: PassageStore
    passage_vectors: VectorIndex
    way_vectors: VectorIndex
    model_vectors: VectorIndex
    questions: Mapping[QuestionsOf, VectorIndex]
    points: Mapping[str, VectorIndex]
    passage_words: WordIndex
    way_words: WordIndex
    grams: WordIndex
    spelling: Spelling
    models: Mapping[str, tuple[str, ...]]
    wishes: Classifier | None = None
    own: OwnIndex | None = None
