"""Documents that are no original: our own digest as text, and a municipality's papers that quote the originals."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from advisor.knowledge import Corpus
from eval.copies import paragraphs
from eval.originals import load
from ingest.documents.model import Block, Repaired, Section
from ingest.documents.structure import sections

_SEED = 6
_PAPERS = 40
_SOURCES, _PASSAGES = 3, 8  # of the digest that make up a paper
_QUOTED = 5  # sentences
_LONG = 120  # characters of a paragraph worth quoting

Text = tuple[str, Sequence[str]]
"""A name and paragraphs."""


def others(corpus: Corpus) -> Iterator[Text]:
    """The texts: each source of the digest and its cases, and papers with quoted sentences or a quoted paragraph."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for passage in corpus.passages:
        by_source[passage.source_id].append(passage.text)
    yield from ((f"digest: {source}", texts) for source, texts in by_source.items())
    chance = random.Random(_SEED)
    quotable = [line for original in load() for text in original.sections.values() for line in paragraphs(text)]
    quotable = [line for line in quotable if len(line) >= _LONG]
    for number in range(_PAPERS):
        sources = chance.sample(sorted(by_source), _SOURCES)
        drawn = [(by_source[source], min(_PASSAGES, len(by_source[source]))) for source in sources]
        body = [text for texts, count in drawn for text in chance.sample(texts, count)]
        sentences = [chance.choice(re.split(r"(?<=[.?!]) ", line)) for line in chance.sample(quotable, _QUOTED)]
        quotes = sentences if number % 2 else chance.sample(quotable, 1)
        yield f"paper {number}", _mixed(body, quotes, chance)


def _mixed(body: Sequence[str], quotes: Sequence[str], chance: random.Random) -> list[str]:
    mixed = list(body)
    for quote in quotes:
        mixed.insert(chance.randrange(len(mixed) + 1), f"Som det hedder: »{quote}«")
    return mixed


def made_sections(texts: Sequence[str]) -> tuple[Section, ...]:
    """The sections of a text as the reader of plain text would hand it on."""
    return sections([(Block("paragraph", text), Repaired(text)) for text in texts])[0]
