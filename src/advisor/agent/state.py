"""What one turn knows, as a document that can leave the process and come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from typing_extensions import TypedDict  # pydantic reads its own only from Python 3.12 on

from advisor.agent.guide import GuideAgent
from advisor.domain import Answer, Case, Citation, Hit, Message, Mode, Role, Segment, Session, Status
from advisor.knowledge import Reference
from advisor.retrieval import Found, Retriever
from advisor.writing import ArgueWriter, ExtractWriter


class State(TypedDict, total=False):
    """Grows as the turn passes its nodes.

    Given at the start: ``message``, ``role``, ``mode``, ``history``, ``session``, and ``at``, the
    sub-question that the user has before him. ``understand`` adds ``intent``, ``question`` (the message
    made whole), ``questions`` (the one or two that it holds) and ``masked`` (personal numbers hidden);
    ``guide`` adds ``said`` (what it has to say before another answer) and ``about`` (the sub-question
    that it cites for), and a new ``intent`` and ``question`` where one is asked in between;
    ``retrieve`` adds ``hits``, ``halves`` (what each of two questions found), ``models`` (how near each
    is), ``outside`` (the kind of question off the field that it is like), ``arguments`` (how near each
    is, in argue mode) and ``searched``; ``write`` or ``argue`` adds ``answer``, ``status``, ``nearest``
    and ``suggestions``; ``check`` corrects them, ``lead_on`` adds the way back to the guide;
    ``remember`` adds to ``session``.
    """

    message: str
    role: Role | None
    mode: Mode
    history: tuple[Message, ...]
    session: Session
    at: str | None
    intent: Mode | Status
    question: str
    questions: tuple[str, ...]
    masked: int
    said: tuple[Segment, ...]
    about: str
    hits: tuple[Hit, ...]
    halves: tuple[Found, ...]
    models: dict[str, float]
    outside: str | None
    arguments: dict[str, float]
    searched: int
    answer: Answer
    status: Status
    nearest: tuple[Citation, ...]
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Services:
    """What the nodes may use. ``cases`` gives what is known of every case, read when first asked for."""

    retriever: Retriever
    writer: ExtractWriter
    arguer: ArgueWriter
    guide: GuideAgent
    reference: Reference
    corpus: str
    cases: Callable[[], tuple[Case, ...]] = tuple


_STATE: TypeAdapter[State] = TypeAdapter(State)


def dump(state: State) -> dict[str, Any]:
    """The state as JSON values."""
    document: dict[str, Any] = _STATE.dump_python(state, mode="json")
    return document


def load(document: dict[str, Any]) -> State:
    """The state that ``dump`` made into JSON."""
    return _STATE.validate_python(document)
