"""What the commands on own documents say, as lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import get_args

from advisor.messages import SIDES
from ingest import messages
from ingest.documents.adding import Outcome, Reader, Verdict
from ingest.documents.finding import Refusal, shown
from ingest.documents.store import Entry

_WIDTH = max(len(word) for word in messages.VERDICTS.values())


def refusal(refused: Refusal) -> str:
    """A path that is not read."""
    return _line("refused", str(refused.path), str(refused.error))


def outcome(found: Outcome, reader: Reader) -> str:
    """What became of a file, in one line."""
    name = str(found.path)
    if found.error is not None:
        return _line(found.verdict, name, str(found.error))
    assert found.entry is not None  # noqa: S101  only what is refused has none
    if found.verdict == "duplicate":
        return _line(found.verdict, name, messages.DUPLICATE.format(path=shown(found.entry.path)))
    if found.verdict == "unchanged":
        return _line(found.verdict, name, "")
    return _line(found.verdict, name, ", ".join(described(found.entry, reader)))


def described(entry: Entry, reader: Reader) -> Iterator[str]:
    """What can be told of a document in a few words."""
    if entry.pages is not None:
        yield counted(messages.PAGES, entry.pages)
    yield counted(messages.PASSAGES, entry.passages)
    if entry.repaired:
        yield counted(messages.REPAIRED, entry.repaired)
    if entry.left_out:
        yield counted(messages.LEFT_OUT_OF, entry.left_out)
    if entry.original_of and (source := reader.sources.get(entry.original_of)):
        yield messages.RECOGNISED.format(title=source.title)
    for flag in entry.flags:
        yield messages.FLAGGED[flag]


def entry(one: Entry, reader: Reader) -> str:
    """A document in a list: id, title, where it lies, what it holds."""
    about = ", ".join([SIDES[one.side], *described(one, reader)])
    return f"{one.id}\n    {one.title}\n    {shown(one.path)}\n    {about}"


def summary(verdicts: Iterable[Verdict], entries: Collection[Entry]) -> Iterator[str]:
    """How many files became what, and what there is now."""
    counts = Counter(verdicts)
    kinds: tuple[Verdict, ...] = get_args(Verdict)
    parts = [f"{counts[kind]} {messages.VERDICTS[kind]}" for kind in kinds if counts[kind]]
    yield messages.IN_ALL.format(parts=", ".join(parts))
    if entries:
        yield totals(entries)


def totals(entries: Collection[Entry]) -> str:
    """All documents together."""
    numbers = (
        (messages.PASSAGES, sum(entry.passages for entry in entries)),
        (messages.REPAIRED, sum(entry.repaired for entry in entries)),
        (messages.LEFT_OUT_OF, sum(entry.left_out for entry in entries)),
        (messages.FLAGS, sum(len(entry.flags) for entry in entries)),
        (messages.RECOGNISED_COUNT, sum(entry.original_of is not None for entry in entries)),
    )
    parts = [counted(words, number) for words, number in numbers if number]
    return messages.TOTALS.format(documents=counted(messages.DOCUMENTS, len(entries)), parts=", ".join(parts))


def counted(words: tuple[str, str], number: int) -> str:
    """A number with its word, in the singular or the plural."""
    return words[0] if number == 1 else words[1].format(count=number)


def _line(verdict: Verdict, name: str, rest: str) -> str:
    line = f"{messages.VERDICTS[verdict]:<{_WIDTH}}  {shown(name)}"
    return f"{line}: {rest}" if rest else line
