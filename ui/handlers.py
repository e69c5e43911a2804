"""What the page does when something is pressed: plain functions over the service, no Gradio in them."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from html import escape
from typing import TypedDict

from advisor import messages
from advisor.danish.cpr import mask
from advisor.domain import Role
from advisor.errors import AdvisorError, InputError, NotFound, Overloaded
from advisor.service import MESSAGE_CHARACTERS, Advisor
from ui import render, strings, transcript

MOST_SHOWN = 60
"""Messages kept on the page; each answer sends them all, so they cannot grow without end."""

_log = logging.getLogger(__name__)


class Option(TypedDict):
    """A button under an answer that asks ``value``."""

    label: str
    value: str


class Message(TypedDict, total=False):
    """One message as Gradio's chat takes it."""

    role: str
    content: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class View:
    """What one tab shows, and under which id the service knows its conversation.

    ``at`` is the sub-question that the guide asked last in this very tab: an answer is meant for it, wherever
    another tab may have led since.
    """

    conversation_id: str | None = None
    at: str | None = None
    asked: int = 0
    shown: tuple[Message, ...] = ()

    def add(self, message: Message) -> View:
        """The view with one message more."""
        return replace(self, shown=(*self.shown, message)[-MOST_SHOWN:])


@dataclass(frozen=True, slots=True)
class Step:
    """A view to show and what the status line says meanwhile; ``kept`` leaves what stands in the field."""

    view: View
    status: str
    kept: bool = False


def ask(advisor: Advisor, message: str, view: View, role: Role | None) -> Iterator[Step]:
    """The question at once, then its answer. A message that cannot be sent stays in its field."""
    text = message.strip()
    if not any(character.isalnum() for character in text):
        yield Step(view, strings.STATUS_EMPTY, kept=True)
        return
    if len(text) > MESSAGE_CHARACTERS:
        told = messages.MESSAGE_TOO_LONG.format(length=_number(len(text)), limit=_number(MESSAGE_CHARACTERS))
        yield Step(view, f"{told} {messages.MESSAGE_TOO_LONG_REMEDY}", kept=True)
        return
    number = view.asked + 1
    asked = mask(text)[0]  # a personal number is not echoed, not even to the one who wrote it
    view = replace(view, asked=number).add({"role": "user", "content": render.question(asked, number)})
    yield Step(view, strings.STATUS_WORKING)
    view = _answered(advisor, text, asked, view, role)
    yield Step(view, strings.STATUS_READY, kept=True)  # the next question may be half written by now


def told(advisor: Advisor, message: str, view: View, role: Role | None) -> Iterator[Step]:
    """What a script of the page says through the wire: ask this, show that conversation, begin again."""
    match _parsed(message):
        case {"do": "ask", "text": str(text), "id": str(conversation_id)}:
            yield from ask(advisor, text, replace(view, conversation_id=conversation_id), role)
        case {"do": "ask", "text": str(text)}:
            yield from ask(advisor, text, view, role)
        case {"do": "open", "id": str(conversation_id)}:
            yield opened_again(advisor, conversation_id, view)
        case {"do": "adopt", "id": str(conversation_id)}:
            yield Step(replace(view, conversation_id=conversation_id), "", kept=True)
        case {"do": "restart"}:
            yield restart(advisor, view)
        case _:
            yield Step(view, "", kept=True)


def opened_again(advisor: Advisor, conversation_id: str, view: View) -> Step:
    """A conversation that is kept, shown anew; the view stays as it was where there is none."""
    try:
        session = advisor.conversation(conversation_id)
    except NotFound:
        return Step(view, strings.EXPIRED, kept=True)
    known = {source.url for source in advisor.sources() if source.url}
    at = session.walk.current if session.walk else ""
    made = View(conversation_id, at or None)
    for exchange in session.exchanges[-MOST_SHOWN // 2 :]:
        number = made.asked + 1
        made = replace(made, asked=number).add({"role": "user", "content": render.question(exchange.message, number)})
        made = made.add({"role": "assistant", "content": transcript.answer(exchange, number, known)})
    if made.shown and at:
        made.shown[-1]["options"] = [_way_to(advisor, at)]
    return Step(made, strings.STATUS_OPENED, kept=True)


def restart(advisor: Advisor, view: View) -> Step:
    """Erase the conversation and begin with an empty page."""
    if view.conversation_id is not None:
        with suppress(NotFound):  # already expired: gone is what was wanted
            advisor.erase_conversation(view.conversation_id)
    return Step(View(), strings.STATUS_ERASED)


def opened(parameters: Mapping[str, str]) -> tuple[Role | None, str]:
    """Role and question from the address of the page. The question is filled in, not asked."""
    role = strings.ROLE_VALUES.get(parameters.get(strings.ROLE_PARAMETER, "").casefold())
    return role, parameters.get(strings.QUESTION_PARAMETER, "")[:MESSAGE_CHARACTERS]


def status_html(status: str, conversation_id: str | None = None) -> str:
    """The status for page.js to announce, with the conversation; the same words twice are two announcements."""
    names = f"n{secrets.token_hex(4)} {conversation_id or ''}".strip()
    return f'<span class="{escape(names)}">{escape(status)}</span>' if status else ""


def _answered(advisor: Advisor, text: str, asked: str, view: View, role: Role | None) -> View:
    before = ""
    try:
        try:
            turn = advisor.chat(text, view.conversation_id, role, at=view.at)
        except NotFound:
            turn = advisor.chat(text, None, role)
            before = strings.EXPIRED
    except Exception as error:  # the page is an edge: whatever happened, it says so in Danish
        return view.add({"role": "assistant", "content": _problem(error)})
    content = render.answer(turn, view.asked, asked, advisor.notice, before)
    options: list[Option] = [{"label": suggestion, "value": suggestion} for suggestion in turn.suggestions]
    view = replace(view, conversation_id=turn.conversation_id, at=turn.guide.current if turn.guide else None)
    return view.add({"role": "assistant", "content": content, "options": options})


def _way_to(advisor: Advisor, sub_question: str) -> Option:
    """The press that goes on where a guide was left."""
    number = advisor.guide.number(sub_question)
    label = strings.GUIDE_GO_ON_AT.format(number=number)
    return {"label": label, "value": strings.GUIDE_GO_TO_MESSAGE.format(number=number)}


def _parsed(message: str) -> object:
    try:
        return json.loads(message)
    except (ValueError, RecursionError):
        return None


def _problem(error: Exception) -> str:
    """What may be shown: an input error and a crowd in their own words, the rest without the inside."""
    if isinstance(error, (InputError, Overloaded)):
        return render.problem(error.detail, error.remedy)
    if isinstance(error, AdvisorError):  # an index problem names a folder of the server
        _log.error("%s: %s", error.code, error)
        return render.problem(messages.NOT_READY, messages.OVERLOADED_REMEDY)
    _log.exception("unexpected error", exc_info=error)
    return render.problem(messages.INTERNAL, messages.INTERNAL_REMEDY)


def _number(count: int) -> str:
    """``8000`` as Danes write it."""
    return f"{count:,}".replace(",", ".")
