"""What an advisor works with, put together over one library: when that is renewed, all of it is, at once."""

from __future__ import annotations

from functools import cached_property

from advisor import messages
from advisor.agent.guide import GuideAgent
from advisor.agent.state import Services
from advisor.domain import CASES, Case, Source
from advisor.knowledge import Reference, corpus_dir, load_cases
from advisor.ports import Embedder, Library
from advisor.publishing import Publisher
from advisor.retrieval import Hearing, PointFinder, Retriever
from advisor.writing import ArgueWriter, ExtractWriter
from advisor.writing.guide import GuideWriter


class Shelf:
    """The parts over one library. Safe for threads; a turn keeps the one it began with."""

    def __init__(self, library: Library, embedder: Embedder, reference: Reference) -> None:
        self.library = library
        self.passages = library.passages
        self.fingerprint = library.fingerprint
        sources = reference.sources
        self._side_of_cases = sources[CASES].side
        self.retriever = Retriever(library, embedder, sources)
        self.finder = PointFinder(library.points, embedder, reference.guide)
        writer = ExtractWriter(reference, library.passages)
        arguer = ArgueWriter(sources, reference.arguments, library.passages)
        guide_writer = GuideWriter(reference, library.passages)
        hearing = Hearing(library.wishes, embedder)
        guide = GuideAgent(reference, self.retriever, self.finder, guide_writer, lambda: self.cases, hearing)
        self.publisher = Publisher(
            reference, library.passages, self.retriever, arguer, lambda: self.cases, library.fingerprint
        )
        self.services = Services(
            self.retriever, writer, arguer, guide, reference, library.fingerprint, lambda: self.cases
        )

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """What is known of every case, read when first asked for. Raises CorpusError, IndexProblem."""
        return load_cases(corpus_dir(), self._side_of_cases, self.passages.of_source(CASES))

    @property
    def notice(self) -> str:
        """What every user is told before the first word. Raises IndexProblem."""
        notice = messages.NOTICE_OWN if self.own_sources else messages.NOTICE
        return notice.format(engine=messages.ENGINE_EXTRACT)

    @cached_property
    def own_sources(self) -> tuple[Source, ...]:
        """The own documents in the bibliography. Raises IndexProblem."""
        return tuple(self.passages.own_sources())
