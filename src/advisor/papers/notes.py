"""The numbered sources of a paper: each place once, in the order of first use."""

from __future__ import annotations

from advisor import messages
from advisor.citations import make_citation, reference
from advisor.danish.text import listed
from advisor.domain import CitedText, Hit, Passage, Span
from advisor.knowledge import Reference
from advisor.papers import wording
from advisor.papers.document import Note, NoteRef
from advisor.ports import PassageStore


class Notes:
    """Gives each place in the sources one number. A link leads only to an address of the bibliography."""

    def __init__(self, known: Reference, store: PassageStore) -> None:
        self._known = known
        self._store = store
        self._numbers: dict[tuple[str, str | None], int] = {}

    def cite(self, passage: Passage) -> NoteRef:
        """The number of a passage's place."""
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
        return self._numbered(f"{text}. {passage.note}" if passage.note else text, passage.url)

    def cite_kept(self, cited: CitedText) -> tuple[str, str, NoteRef] | None:
        """The words of a text that a session cited, whose they are, and the number of their place.

        A session is a file that anyone may write: words that do not stand in the passage any more are left
        out, and a passage that the corpus no longer has needs at least a source that it knows.
        """
        found = self._store.get([cited.passage_id])
        if found:
            passage = found[0]
            return (cited.quote, messages.SIDES[passage.side], self.cite(passage)) if _holds(passage, cited) else None
        entry = self._known.entries.get(cited.section_id.split("/")[0])
        if entry is None:
            return None
        side = messages.SIDES[entry.side]
        parts = (f"{entry.publisher or entry.title}: {entry.title}", str(entry.year or ""), cited.section, side)
        text = " · ".join(part for part in (*parts, wording.AS_KEPT) if part)
        return cited.quote, side, self._numbered(text, entry.url_of(cited.section_id))

    def listed(self) -> tuple[Note, ...]:
        """All notes, in their order."""
        return tuple(Note(number, text, url) for (text, url), number in self._numbers.items())

    def _numbered(self, text: str, url: str | None) -> NoteRef:
        key = (text, url if url and url.startswith(("https://", "http://")) else None)
        return NoteRef(self._numbers.setdefault(key, len(self._numbers) + 1))


def _holds(passage: Passage, cited: CitedText) -> bool:
    return bool(cited.quote) and cited.quote in passage.text
