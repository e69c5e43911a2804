"""The facade: everything that the page, the API, the command line and the evaluation call."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from advisor import __version__, messages
from advisor.agent.graph import build_graph
from advisor.agent.state import Services, State
from advisor.agent.understand import masked
from advisor.danish.cpr import mask
from advisor.danish.text import whole
from advisor.domain import (
    CASES,
    SESSION_VERSION,
    Case,
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
)
from advisor.errors import InvalidValue, MessageTooLong, NotFound
from advisor.knowledge import Guide, Reference, Vocabulary, corpus_dir, fitting_cases, load_cases
from advisor.ports import ConversationStore, Embedder, Library
from advisor.retrieval import Found, Retriever, questions
from advisor.settings import Settings
from advisor.writing import ArgueWriter, ExtractWriter

if TYPE_CHECKING:
    from langgraph.graph.state import CompiledStateGraph

MESSAGE_CHARACTERS = 8_000
MOST_HITS = 50

_SESSION = TypeAdapter(Session)
_VERSION = TypeAdapter(int)


@dataclass(frozen=True, slots=True)
class About:
    """What is installed, indexed and stored; shown by ``doctor``, by the page and by ``/readyz``."""

    version: str
    engine: str
    embedder: str
    index: str
    corpus_checked: str
    sources: int
    passages: int
    store: str
    conversation_minutes: int


class Advisor:
    """One advisor over one library. Safe for threads; holds no state of its own but the conversations."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        reference: Reference,
        conversations: ConversationStore,
        settings: Settings,
    ) -> None:
        self._library = library
        self._embedder = embedder
        self._conversations = conversations
        self._settings = settings
        self._reference = reference
        self._sources = reference.sources
        self._retriever = Retriever(library, embedder, self._sources)
        writer = ExtractWriter(reference, library.passages)
        arguer = ArgueWriter(self._sources, reference.arguments, library.passages)
        self._services = Services(self._retriever, writer, arguer, reference, library.fingerprint, lambda: self._cases)

    @cached_property
    def _graph(self) -> CompiledStateGraph[State, Services, State, State]:
        return build_graph()

    @cached_property
    def _cases(self) -> tuple[Case, ...]:
        return load_cases(corpus_dir(), self._sources[CASES].side, self._library.passages.of_source(CASES))

    def warm_up(self) -> None:
        """Load what the first answer needs: the weights, the graph, the index's pages."""
        _ = self._graph
        self._retriever.search("opvarmning", k=1)

    @property
    def notice(self) -> str:
        """What every user is told before the first word."""
        return messages.NOTICE.format(engine=messages.ENGINE_EXTRACT)

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
    ) -> Turn:
        """One turn. A new conversation begins when ``conversation_id`` is None.

        Raises EmptyMessage, MessageTooLong, NotFound (an unknown conversation), IndexProblem.
        """
        started = time.perf_counter()
        self._check_length(message)
        message = whole(message)
        session = self._session(conversation_id)
        state: State = {
            "message": message,
            "role": role or session.role,
            "mode": mode,
            "history": tuple(history),
            "session": session,
        }
        done: State = self._graph.invoke(state, context=self._services)  # type: ignore[assignment]
        self._conversations.save(done["session"])
        answer = done["answer"]
        notice = f"{self.notice} {messages.CPR_MASKED}" if done["masked"] else self.notice
        return Turn(
            conversation_id=session.conversation_id,
            status=done["status"],
            answer=answer,
            notice=notice,
            trace=Trace(
                passages_searched=done.get("searched", 0),
                passages_used=len(answer.citations),
                index=self._library.fingerprint,
                milliseconds=round((time.perf_counter() - started) * 1000),
            ),
            suggestions=done["suggestions"],
            nearest=done["nearest"],
        )

    def search(self, query: str, k: int = 10, history: Sequence[Message] = (), filters: Filters | None = None) -> Found:
        """Passages for a query, without an answer. Raises InvalidValue, MessageTooLong, IndexProblem."""
        self._check_length(query)
        if not 1 <= k <= MOST_HITS:
            raise InvalidValue(messages.INVALID_FIELD.format(field="k"), messages.INVALID_FIELD_REMEDY)
        return self._retriever.search_all(questions(mask(query)[0], masked(history)), k, filters)

    def sources(self) -> tuple[Source, ...]:
        """The bibliography."""
        return tuple(self._sources.values())

    def source(self, source_id: str) -> tuple[Source, Sequence[Passage]]:
        """One source and its passages in reading order. Raises NotFound."""
        if source_id not in self._sources:
            raise NotFound(messages.NO_SUCH_SOURCE.format(id=source_id), messages.NO_SUCH_SOURCE_REMEDY)
        return self._sources[source_id], self._library.passages.of_source(source_id)

    def passage(self, passage_id: str) -> Hit:
        """One passage whole, as a hit without a score. Raises NotFound."""
        found = self._library.passages.get([passage_id])
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
        return fitting_cases(self._cases, area, technology, municipality, gain)

    def new_conversation(self) -> Session:
        """An empty conversation under an id that cannot be guessed (128 bits)."""
        session = Session(f"c_{secrets.token_urlsafe(16)}", corpus=self._library.fingerprint)
        self._conversations.save(session)
        return session

    def conversation(self, conversation_id: str) -> Session:
        """A conversation as its user may save it. Raises NotFound."""
        session = self._conversations.load(conversation_id)
        if session is None:
            raise NotFound(messages.NO_SUCH_CONVERSATION, messages.NO_SUCH_CONVERSATION_REMEDY)
        return session

    def open_conversation(self, conversation_id: str, document: dict[str, Any]) -> Session:
        """Load a saved conversation under ``conversation_id``. Raises NotFound, InvalidValue."""
        self.conversation(conversation_id)
        try:
            if _VERSION.validate_python(document.get("version")) > SESSION_VERSION:
                raise InvalidValue(messages.SESSION_TOO_NEW, messages.SESSION_TOO_NEW_REMEDY)
            session = _SESSION.validate_python(document)
            _SESSION.dump_json(session)  # half characters could not be given back
        except ValueError as error:
            raise InvalidValue(messages.SESSION_BROKEN, messages.SESSION_BROKEN_REMEDY) from error
        exchanges = tuple(
            replace(exchange, message=mask(exchange.message)[0], text=mask(exchange.text)[0])
            for exchange in session.exchanges
        )
        session = replace(session, conversation_id=conversation_id, version=SESSION_VERSION, exchanges=exchanges)
        self._conversations.save(session)
        return session

    def erase_conversation(self, conversation_id: str) -> None:
        """Forget a conversation. Raises NotFound."""
        if not self._conversations.delete(conversation_id):
            raise NotFound(messages.NO_SUCH_CONVERSATION, messages.NO_SUCH_CONVERSATION_REMEDY)

    def about(self) -> About:
        """What is installed, indexed and stored."""
        checked = [source.checked for source in self._sources.values() if source.checked]
        return About(
            version=__version__,
            engine=messages.ENGINE_EXTRACT,
            embedder=self._embedder.fingerprint,
            index=self._library.fingerprint,
            corpus_checked=max(checked).isoformat() if checked else "",
            sources=len(self._sources),
            passages=self._library.passages.count(),
            store=self._settings.store,
            conversation_minutes=self._settings.conversation_minutes,
        )

    def _session(self, conversation_id: str | None) -> Session:
        return self.new_conversation() if conversation_id is None else self.conversation(conversation_id)

    @staticmethod
    def _check_length(message: str) -> None:
        if len(message) > MESSAGE_CHARACTERS:
            raise MessageTooLong(len(message), MESSAGE_CHARACTERS)


def session_document(session: Session) -> dict[str, Any]:
    """A conversation as the JSON that its user may keep."""
    document: dict[str, Any] = _SESSION.dump_python(session, mode="json")
    return document


def about_document(about: About) -> dict[str, Any]:
    """``About`` as JSON values."""
    return asdict(about)
