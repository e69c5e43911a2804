"""The facade: everything that the page, the API, the command line and the evaluation call."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from advisor import __version__, citations, messages, sessions
from advisor.about import About
from advisor.agent import steps
from advisor.agent.graph import build_graph
from advisor.agent.listening import Listening
from advisor.agent.state import Services, State
from advisor.agent.understand import masked
from advisor.danish.cpr import mask
from advisor.danish.text import whole
from advisor.domain import (
    Case,
    Citation,
    Contribution,
    Filters,
    Gain,
    Hit,
    Message,
    Mode,
    Passage,
    Role,
    Session,
    Source,
    Trace,
    Turn,
    Walk,
)
from advisor.errors import Conflict, InvalidValue, MessageTooLong, NotFound
from advisor.knowledge import Guide, Reference, Vocabulary, fitting_cases
from advisor.papers import PaperFormat, PaperName
from advisor.ports import ConversationStore, Embedder, Library
from advisor.retrieval import Found, PointFinder, questions
from advisor.settings import Settings
from advisor.shelf import Shelf

if TYPE_CHECKING:
    from langgraph.graph.state import CompiledStateGraph

MESSAGE_CHARACTERS = sessions.MOST_CHARACTERS
MOST_HITS = 50


class Advisor:
    """One advisor. Safe for threads; holds no state of its own but the conversations.

    Before each turn ``renew`` is asked for a new library; turns that have begun finish on the old one.
    """

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        reference: Reference,
        conversations: ConversationStore,
        settings: Settings,
        renew: Callable[[], Library | None] = lambda: None,
    ) -> None:
        self._embedder = embedder
        self._conversations = conversations
        self._settings = settings
        self._reference = reference
        self._sources = reference.sources
        self._subs = reference.guide.sub_questions
        self._renew = renew
        self._held = Shelf(library, embedder, reference)

    @property
    def _shelf(self) -> Shelf:
        """The parts over the library as it is now; a call asks once and keeps to what it got."""
        library = self._renew()
        if library is not None:
            self._held = Shelf(library, self._embedder, self._reference)
        return self._held

    @cached_property
    def _graph(self) -> CompiledStateGraph[State, Services, State, State]:
        return build_graph()

    def warm_up(self) -> None:
        """Load what the first answer needs: the weights, the graph, the index's pages."""
        _ = self._graph
        self._shelf.retriever.search("opvarmning", k=1)

    @property
    def notice(self) -> str:
        """What every user is told before the first word."""
        return self._shelf.notice

    @property
    def guide(self) -> Guide:
        """The four core questions and the models, as data."""
        return self._reference.guide

    @property
    def vocabulary(self) -> Vocabulary:
        """Areas and technologies, by whose ids cases are filtered, with their Danish names."""
        return self._reference.vocabulary

    def chat(
        self,
        message: str,
        conversation_id: str | None = None,
        role: Role | None = None,
        mode: Mode = "auto",
        history: Sequence[Message] = (),
        at: str | None = None,
    ) -> Turn:
        """One turn. A new conversation begins when ``conversation_id`` is None.

        ``at`` is the sub-question of the guide that the user has before him: an answer is kept there.

        Raises EmptyMessage, MessageTooLong, NotFound (an unknown conversation), IndexProblem.
        """
        started = time.perf_counter()
        self._check_length(message)
        message, shelf = whole(message), self._shelf
        session = self.new_conversation() if conversation_id is None else self.conversation(conversation_id)
        for last in (False, False, True):
            state: State = {
                "message": message,
                "role": role or session.role,
                "mode": mode,
                "history": tuple(history),
                "session": session,
                "at": at,
            }
            done: State = self._graph.invoke(state, context=shelf.services)  # type: ignore[assignment]
            try:
                kept = self._conversations.save(done["session"])
                break
            except Conflict:  # two windows at once: what the other one said comes first
                if last:
                    raise
                session = self.conversation(session.conversation_id)
        answer = done["answer"]
        return Turn(
            conversation_id=session.conversation_id,
            status=done["status"],
            answer=replace(answer, citations=citations.with_originals(answer.citations, shelf.passages)),
            notice=shelf.notice + (f" {messages.CPR_MASKED}" if done["masked"] else ""),
            trace=Trace(
                passages_searched=done.get("searched", 0),
                passages_used=len(answer.citations),
                index=shelf.fingerprint,
                milliseconds=round((time.perf_counter() - started) * 1000),
            ),
            suggestions=done["suggestions"],
            nearest=citations.with_originals(done["nearest"], shelf.passages),
            guide=steps.state(kept, self._reference.guide),
        )

    @property
    def points(self) -> PointFinder:
        """What finds the points that an answer covers."""
        return self._shelf.finder

    @property
    def listening(self) -> Listening:
        """What tells wishes, answers and questions apart while the guide leads."""
        return self._shelf.services.guide.listening

    def search(self, query: str, k: int = 10, history: Sequence[Message] = (), filters: Filters | None = None) -> Found:
        """Passages for a query, without an answer. Raises InvalidValue, MessageTooLong, IndexProblem."""
        self._check_length(query)
        if not 1 <= k <= MOST_HITS:
            raise InvalidValue(messages.INVALID_FIELD.format(field="k"), messages.INVALID_FIELD_REMEDY)
        return self._shelf.retriever.search_all(questions(mask(query)[0], masked(history)), k, filters)

    def cited(self, hits: Sequence[Hit]) -> tuple[Citation, ...]:
        """Hits as citations of their whole passages, in their order."""
        return citations.with_originals(citations.whole(hits, self._sources), self._shelf.passages)

    def sources(self) -> tuple[Source, ...]:
        """The bibliography, and after it the documents of the user's own."""
        return (*self._sources.values(), *self._shelf.own_sources)

    def source(self, source_id: str) -> tuple[Source, Sequence[Passage]]:
        """One source and its passages in reading order. Raises NotFound."""
        shelf = self._shelf
        for source in (*self._sources.values(), *shelf.own_sources):
            if source.source_id == source_id:
                return source, shelf.passages.of_source(source_id)
        raise NotFound(messages.NO_SUCH_SOURCE.format(id=source_id), messages.NO_SUCH_SOURCE_REMEDY)

    def passage(self, passage_id: str) -> Hit:
        """One passage whole, as a hit without a score. Raises NotFound."""
        found = self._shelf.passages.get([passage_id])
        if not found:
            raise NotFound(messages.NO_SUCH_PASSAGE.format(id=passage_id), messages.NO_SUCH_PASSAGE_REMEDY)
        return Hit(found[0], 0.0)

    def cases(
        self,
        area: str | None = None,
        technology: str | None = None,
        municipality: str | None = None,
        gain: Gain | None = None,
    ) -> tuple[Case, ...]:
        """The cases that fit all that is given; ``area`` and ``technology`` are ids of the vocabulary.

        Raises InvalidValue (an id that is none), CorpusError, IndexProblem.
        """
        known = {"area": (area, self.vocabulary.areas), "technology": (technology, self.vocabulary.technologies)}
        for field, (value, terms) in known.items():
            if value and value not in {term.id for term in terms}:
                raise InvalidValue(messages.INVALID_FIELD.format(field=field), messages.UNKNOWN_TERM_REMEDY)
        return fitting_cases(self._shelf.cases, area, technology, municipality, gain)

    def new_conversation(self) -> Session:
        """An empty conversation under an id that cannot be guessed (128 bits)."""
        return self._conversations.save(Session(f"c_{secrets.token_urlsafe(16)}", corpus=self._shelf.fingerprint))

    def conversation(self, conversation_id: str) -> Session:
        """A conversation as its user may save it. Raises NotFound."""
        session = self._conversations.load(conversation_id)
        if session is None:
            raise NotFound(messages.NO_SUCH_CONVERSATION, messages.NO_SUCH_CONVERSATION_REMEDY)
        return session

    def open_conversation(
        self, conversation_id: str, document: Mapping[str, Any], revision: int | None = None
    ) -> Session:
        """Load a saved conversation in the place of ``conversation_id``.

        Raises NotFound, InvalidValue, and Conflict when ``revision`` is given and no longer the last one.
        """
        held = self.conversation(conversation_id)
        if revision is not None and revision != held.revision:
            raise Conflict
        points = {name: frozenset(point.id for point in sub.points) for name, sub in self._subs.items()}
        session = sessions.read(document, points)
        return self._conversations.save(
            replace(session, conversation_id=conversation_id, revision=held.revision, corpus=self._shelf.fingerprint)
        )

    def edit_answer(
        self,
        conversation_id: str,
        sub_question: str,
        contributions: Sequence[Contribution],
        revision: int | None = None,
    ) -> Session:
        """Put ``contributions`` in the place of what was answered; none leave the question open.

        Raises NotFound, InvalidValue (no such sub-question), MessageTooLong, and Conflict when
        ``revision`` is given and no longer the last one.
        """
        session = self.conversation(conversation_id)
        if sub_question not in self._subs:
            raise InvalidValue(messages.INVALID_FIELD.format(field="sub_question"), messages.INVALID_FIELD_REMEDY)
        if revision is not None and revision != session.revision:
            raise Conflict
        for contribution in contributions:
            self._check_length(contribution.text)
        kept = tuple(sessions.hidden(c) for c in contributions if c.text.strip())
        covered = self._shelf.finder.covered(sub_question, "\n".join(c.text for c in kept)) if kept else ()
        walk = steps.edited(session.walk or Walk(), sub_question, kept, covered)
        walk = walk if walk.begun else steps.go(walk, sub_question)
        return self._conversations.save(replace(session, walk=walk))

    def paper(self, conversation_id: str, name: PaperName, file_format: PaperFormat, side: Role | None = None) -> bytes:
        """A paper made of a conversation, as a file; ``side`` is whose argument sheet it is. Raises NotFound."""
        return self._shelf.publisher.paper(self.conversation(conversation_id), name, file_format, side)

    def erase_conversation(self, conversation_id: str) -> None:
        """Forget a conversation. Raises NotFound."""
        if not self._conversations.delete(conversation_id):
            raise NotFound(messages.NO_SUCH_CONVERSATION, messages.NO_SUCH_CONVERSATION_REMEDY)

    def about(self) -> About:
        """What is installed, indexed and stored."""
        shelf = self._shelf
        checked = [source.checked for source in self._sources.values() if source.checked]
        return About(
            version=__version__,
            engine=messages.ENGINE_EXTRACT,
            embedder=self._embedder.fingerprint,
            index=shelf.fingerprint,
            corpus_checked=max(checked).isoformat() if checked else "",
            sources=len(self._sources),
            passages=shelf.passages.count(),
            store=self._settings.store,
            conversation_minutes=self._settings.conversation_minutes,
            retention_days=self._settings.retention_days,
        )

    @staticmethod
    def _check_length(message: str) -> None:
        if len(message) > MESSAGE_CHARACTERS:
            raise MessageTooLong(len(message), MESSAGE_CHARACTERS)
