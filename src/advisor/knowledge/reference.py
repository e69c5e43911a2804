"""The small part of the corpus that every process reads at start: bibliography, vocabulary, guide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import Field

from advisor.domain import Side, Source
from advisor.errors import CorpusError
from advisor.knowledge.arguments import Argument
from advisor.knowledge.files import FileModel, Findings
from advisor.knowledge.guide import CoreQuestionData, Guide, Model
from advisor.knowledge.vocabulary import Outside, Vocabulary
from advisor.knowledge.wishes import Wishes

M = TypeVar("M", bound=FileModel)


class SourceEntry(FileModel):
    """One entry of ``corpus/sources.yaml``."""

    id: str
    title: str
    side: Side
    subtitle: str | None = None
    publisher: str | None
    names: tuple[str, ...] = ()
    year: int | None
    kind: str
    url: str | None
    find: str
    note: str | None = None
    applies_to: tuple[str, ...]
    checked: date
    answers: bool = True
    core: bool = False
    known_through: str | None = None
    section_urls: dict[str, str] = Field(default_factory=dict)

    def url_of(self, section_id: str) -> str | None:
        """The address of a section: that of the longest path given for it, else the source's."""
        path = section_id.removeprefix(f"{self.id}/")
        fitting = [prefix for prefix in self.section_urls if path == prefix or path.startswith(f"{prefix}/")]
        return self.section_urls[max(fitting, key=len)] if fitting else self.url

    def to_source(self) -> Source:
        """The entry as the domain knows it."""
        return Source(source_id=self.id, **self.model_dump(exclude={"id", "section_urls"}))


@dataclass(frozen=True, slots=True)
class Reference:
    """Bibliography, vocabulary, guide, arguments, the kinds of questions outside the field, and the guide's wishes."""

    entries: dict[str, SourceEntry]
    vocabulary: Vocabulary
    guide: Guide
    arguments: tuple[Argument, ...] = ()
    outside: tuple[Outside, ...] = ()
    wishes: Wishes = field(default_factory=Wishes)

    @property
    def sources(self) -> dict[str, Source]:
        """The bibliography by id, in the order of the file."""
        return {key: entry.to_source() for key, entry in self.entries.items()}


def load_reference(root: Path, findings: Findings | None = None) -> Reference:
    """Read the corpus files beside the digest and the cases, and ``guide/``, under ``root``.

    Raises CorpusError with every finding, unless ``findings`` is given to collect them in and the
    files could still be read.
    """
    own = findings or Findings(root)
    sources = list(_entries(own, root / "sources.yaml", SourceEntry))
    vocabulary = _one(own, root / "vocabulary.yaml", Vocabulary)
    questions = [
        question
        for path in sorted((root / "guide").glob("*.yaml"))
        if (question := _one(own, path, CoreQuestionData)) is not None
    ]
    models = [m for path in sorted((root / "guide" / "models").glob("*.yaml")) for m in _entries(own, path, Model)]
    arguments = tuple(_entries(own, root / "arguments.yaml", Argument))
    outside = tuple(_entries(own, root / "outside.yaml", Outside))
    wishes = _one(own, root / "wishes.yaml", Wishes)
    if vocabulary is None or wishes is None or (findings is None and own.lines):
        raise CorpusError(own.lines)
    guide = Guide(core_questions=tuple(sorted(questions, key=lambda q: q.number)), models=tuple(models))
    return Reference({entry.id: entry for entry in sources}, vocabulary, guide, arguments, outside, wishes)


def _one(findings: Findings, path: Path, kind: type[M]) -> M | None:
    text = findings.read(path)
    return None if text is None else findings.parse_yaml(path, text, kind)


def _entries(findings: Findings, path: Path, kind: type[M]) -> Iterator[M]:
    text = findings.read(path)
    if text is None:
        return
    entries = findings.parse_yaml(path, text, list[kind])  # type: ignore[valid-type]
    seen: set[str] = set()
    for entry in entries or []:
        identity = getattr(entry, "id")  # noqa: B009  every entry of a list file has an id
        if identity in seen:
            findings.add(path, 1, f"id'et {identity} står to gange", "giv den ene et andet id")
        seen.add(identity)
        yield entry
