"""The numbered sources of a paper: each place once, in the order of first use."""

from __future__ import annotations

import re
from itertools import islice

from advisor import messages
from advisor.citations import make_citation, pages, reference, side
from advisor.danish.text import listed, shortened
from advisor.domain import LOCAL, CitedText, Hit, Passage, Source, Span
from advisor.knowledge import Reference
from advisor.papers import wording
from advisor.papers.document import Note, NoteRef
from advisor.ports import PassageStore

_EXACT = 320
"""Characters of an exact wording: a paper points to it, it does not reprint it."""
_MOST_EXACT = 2
_ITEM = re.compile(r"\n+[ ]*(?:(\d+)\.|-) +")

_Key = tuple[str, str | None]


def run_on(words: str) -> str:
    """The items of a list on one line."""
    return _ITEM.sub(lambda mark: f" ({mark[1]}) " if mark[1] else " · ", words)


class Notes:
    """Gives each place in the sources one number. A link leads only to an address of the bibliography."""

    def __init__(self, known: Reference, store: PassageStore) -> None:
        self._known = known
        self._store = store
        self._numbers: dict[_Key, int] = {}
        self._quoted: dict[_Key, dict[str, tuple[Passage, Span]]] = {}

    @property
    def own(self) -> bool:
        """Whether the paper quotes a document of the user's own."""
        return any(passage.wording == "verbatim" for held in self._quoted.values() for passage, _ in held.values())

    def cite(self, passage: Passage, span: Span | None = None) -> NoteRef:
        """The number of a passage's place, of which ``span`` is quoted; all of it where none is given."""
        whole = make_citation(0, Hit(passage, 0.0), Span(0, len(passage.text)), self._known.sources)
        parts = [reference(whole)]
        if passage.wording == "verbatim":
            parts.append(messages.WORDING["verbatim"])
        if passage.applies_to and "municipality" not in passage.applies_to:
            whom = listed([messages.APPLIES[kind] for kind in passage.applies_to])
            parts.append(wording.APPLIES_TO.format(whom=whom))
        if whole.origin:
            parts.append(wording.ORIGIN.format(title=whole.origin.title))
        text = " · ".join(parts)
        key = _key(f"{text}. {passage.note}" if passage.note else text, passage.url)
        used, held = span or Span(0, len(passage.text)), self._quoted.setdefault(key, {})
        _, before = held.get(passage.passage_id, (passage, used))
        held[passage.passage_id] = (passage, Span(min(before.start, used.start), max(before.end, used.end)))
        return self._numbered(key)

    def cite_kept(self, cited: CitedText) -> tuple[str, str, NoteRef] | None:
        """The words of a text that a session cited, whose they are, and the number of their place.

        A session is a file that anyone may write: words that do not stand in the passage any more are left
        out, and a passage that the corpus no longer has needs at least a source that it knows.
        """
        found = self._store.get([cited.passage_id])
        if found:
            passage = found[0]
            start = passage.text.find(cited.quote) if cited.quote else -1
            if start < 0:
                return None
            return cited.quote, side(passage), self.cite(passage, Span(start, start + len(cited.quote)))
        source, url = self._source_of(cited.section_id)
        if source is None:
            return None
        whose = messages.SIDES[source.side]
        who = f"{source.publisher}: {source.title}" if source.publisher else source.title
        parts = (who, str(source.year or ""), cited.section, whose, wording.AS_KEPT)
        return cited.quote, whose, self._numbered(_key(" · ".join(part for part in parts if part), url))

    def listed(self) -> tuple[Note, ...]:
        """All notes, in their order, with the exact wording where the user holds it."""
        return tuple(Note(number, *key, self._exact(key)) for key, number in self._numbers.items())

    def _exact(self, key: _Key) -> str:
        """The exact wording of the first passages quoted from one place."""
        found = (self._worded(*quoted) for quoted in self._quoted.get(key, {}).values())
        return " ".join(islice(dict.fromkeys(exact for exact in found if exact), _MOST_EXACT))

    def _worded(self, passage: Passage, span: Span) -> str:
        original = self._store.original(passage, span) if passage.wording == "own" else None
        if original is None:
            return ""
        copy, used = original.passage, original.used
        where = ", ".join(part for part in (f"»{copy.title}«", pages(copy)) if part)
        if used is None:
            return wording.EXACT_SOMEWHERE.format(where=where)
        words = shortened(run_on(copy.text[used.start : used.end]), _EXACT)
        return wording.EXACT.format(words=words, where=where)

    def _source_of(self, section_id: str) -> tuple[Source | None, str | None]:
        """The source that a section belongs to by its id, and the section's address."""
        first, _, rest = section_id.partition("/")
        if first == LOCAL:
            own = f"{LOCAL}/{rest.partition('/')[0]}"
            return next((source for source in self._store.own_sources() if source.source_id == own), None), None
        entry = self._known.entries.get(first)
        return (entry.to_source(), entry.url_of(section_id)) if entry else (None, None)

    def _numbered(self, key: _Key) -> NoteRef:
        return NoteRef(self._numbers.setdefault(key, len(self._numbers) + 1))


def _key(text: str, url: str | None) -> _Key:
    return (text, url if url and url.startswith(("https://", "http://")) else None)
