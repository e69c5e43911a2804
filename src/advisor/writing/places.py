"""From a link in the corpus's data (``section#key``, ``section#key[2]``) to the words it means."""

from __future__ import annotations

from advisor.danish.sentences import sentences
from advisor.domain import Hit, Passage, Span
from advisor.knowledge.links import parse_link
from advisor.ports import PassageStore
from advisor.writing.select import without_label


def passage_at(store: PassageStore, target: str) -> Passage | None:
    """The passage that a link names; None where there is none."""
    link = parse_link(target)
    passages = store.of_section(link.section) if link and link.section else ()
    return next((passage for passage in passages if link and passage.key == link.key), None)


def place(store: PassageStore, target: str, sentence: int = 1) -> tuple[Hit, Span] | None:
    """The list item that a link names, without its label, or the sentence with that number (from 1) of the prose."""
    link, passage = parse_link(target), passage_at(store, target)
    if link is None or passage is None:
        return None
    if link.item is not None:
        return Hit(passage, 0.0, item=link.item), without_label(passage.text, passage.items[link.item - 1])
    return Hit(passage, 0.0), sentences(passage.text[: passage.prose.end])[sentence - 1]
