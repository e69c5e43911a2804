"""What is said: messages, turns, and the session that its user owns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from advisor.domain.knowledge import Answer, Citation, Role, Speaker, Status
from advisor.domain.walk import CitedText, GuideState, Project, Walk


@dataclass(frozen=True, slots=True)
class Message:
    """One earlier turn, as the user or the advisor wrote it."""

    role: Speaker
    content: str


@dataclass(frozen=True, slots=True)
class Trace:
    """What an answer cost and searched."""

    passages_searched: int
    passages_used: int
    index: str
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One whole answer, ready for any edge to show."""

    conversation_id: str
    status: Status
    answer: Answer
    notice: str
    trace: Trace
    suggestions: tuple[str, ...] = ()
    nearest: tuple[Citation, ...] = ()
    guide: GuideState | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and its answer, as a session keeps them."""

    message: str
    status: Status
    text: str
    cited: tuple[CitedText, ...] = ()


MOST_EXCHANGES = 500
"""A session keeps the last ones; the answers to the guide are kept apart from them."""

SESSION_VERSION = 2
"""Version 1 had no walk and no revision."""


@dataclass(frozen=True, slots=True)
class Session:
    """A conversation that its user owns: it can be saved, opened again and erased.

    ``revision`` grows by one whenever it is kept, so that two who work on it at once can tell; ``walk`` is
    None until the guide has begun.
    """

    conversation_id: str
    version: int = SESSION_VERSION
    corpus: str = ""
    role: Role | None = None
    project: Project = field(default_factory=Project)
    exchanges: tuple[Exchange, ...] = ()
    walk: Walk | None = None
    revision: int = 0

    @property
    def history(self) -> tuple[Message, ...]:
        """The exchanges as a flat list of messages, oldest first; a refusal says nothing to go on from."""
        return tuple(
            message
            for exchange in self.exchanges
            for message in (Message("user", exchange.message), Message("assistant", exchange.text))
            if message.role == "user" or exchange.status not in ("refused", "blocked")
        )

    @property
    def asked(self) -> tuple[Message, ...]:
        """The answered questions alone, without what was said to the guide."""
        return replace(self, exchanges=tuple(e for e in self.exchanges if e.status == "answered")).history
