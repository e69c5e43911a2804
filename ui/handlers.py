"""What the page does when something is pressed: plain functions over the service, no Gradio in them."""

from __future__ import annotations

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
from ui import render, strings

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
    """What one tab shows, and under which id the service knows its conversation."""

    conversation_id: str | None = None
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


def status_html(status: str) -> str:
    """The status for page.js to announce; the same words twice are two announcements."""
    return f'<span class="n{secrets.token_hex(4)}">{escape(status)}</span>' if status else ""


def _answered(advisor: Advisor, text: str, asked: str, view: View, role: Role | None) -> View:
    before = ""
    try:
        try:
            turn = advisor.chat(text, view.conversation_id, role)
        except NotFound:
            turn = advisor.chat(text, None, role)
            before = strings.EXPIRED
    except Exception as error:  # the page is an edge: whatever happened, it says so in Danish
        return view.add({"role": "assistant", "content": _problem(error)})
    content = render.answer(turn, view.asked, asked, advisor.notice, before)
    options: list[Option] = [{"label": suggestion, "value": suggestion} for suggestion in turn.suggestions]
    view = replace(view, conversation_id=turn.conversation_id)
    return view.add({"role": "assistant", "content": content, "options": options})


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
