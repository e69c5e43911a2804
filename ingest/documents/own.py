"""What an index is to hold of own documents: their passages, their vectors, and what they say behind the digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from advisor.domain import Passage
from advisor.knowledge import Corpus
from advisor.wiring import OwnDocuments
from ingest import vectors
from ingest.documents.marks import marks
from ingest.documents.model import Document


def passages(document: Document, sections: Collection[str]) -> Iterator[Passage]:
    """The passages of a document; links to what is no section of the digest (any more) are dropped."""
    for passage in document.passages():
        known = passage.original_of is None or passage.original_of in sections
        yield passage if known else replace(passage, original_of=None)


def texts(document: Document, sections: Collection[str]) -> vectors.Texts:
    """What is embedded of a document: the passages that a search may find."""
    found = (vectors.passage_text(p) for p in passages(document, sections) if p.original_of is None)
    return vectors.Texts(tuple(found), (), ())


def gathered(documents: Sequence[Document], corpus: Corpus, known: Mapping[bytes, NDArray[np.float16]]) -> OwnDocuments:
    """All of it together; ``known`` holds the vectors of their ``texts`` by key."""
    digest: dict[str, list[Passage]] = defaultdict(list)
    for passage in corpus.passages:
        digest[passage.section_id].append(passage)
    held = {document.id: list(passages(document, digest)) for document in documents}
    every = [passage for each in held.values() for passage in each]
    searched = [vectors.passage_text(passage) for passage in every if passage.original_of is None]
    behind = _behind(held[document.id] for document in sorted(documents, key=_quality))
    return OwnDocuments(
        sources=[document.source() for document in documents],
        passages=every,
        vectors=vectors.rows("passage", searched, known, len(next(iter(known.values()), ()))),
        originals={section: [passage.passage_id for passage in own] for section, own in behind.items()},
        marks=[mark for section, own in behind.items() for mark in marks(digest[section], own)],
    )


def _behind(documents: Iterable[Sequence[Passage]]) -> dict[str, list[Passage]]:
    """For each section of the digest its exact wording, out of the first document that has it: two copies of one
    original would leave it open which of them a sentence is of."""
    found: dict[str, list[Passage]] = {}
    for document in documents:
        here: dict[str, list[Passage]] = defaultdict(list)
        for passage in document:
            if passage.original_of is not None and passage.original_of not in found:
                here[passage.original_of].append(passage)
        found |= here
    return found


def _quality(document: Document) -> tuple[int, bool, str]:
    """The best copy first: the one with the fewest repaired words, and with pages."""
    return sum(len(section.repairs) for section in document.sections), document.pages is None, document.id
