"""Session files: a conversation as its user keeps it, and as it comes back, maybe by hand or from an older version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from advisor import messages
from advisor.danish.cpr import mask
from advisor.danish.text import whole
from advisor.domain import MOST_EXCHANGES, SESSION_VERSION, Contribution, Exchange, GuideAnswer, Session, Walk
from advisor.errors import InvalidValue

MOST_CHARACTERS = 8_000
"""Of any one text in a session."""

_MOST_VOICES = 12

_SESSION = TypeAdapter(Session)
_VERSION = TypeAdapter(int)


def document(session: Session) -> dict[str, Any]:
    """A conversation as the JSON that its user may keep."""
    found: dict[str, Any] = _SESSION.dump_python(session, mode="json")
    return found


def read(kept: Mapping[str, Any], sub_questions: Mapping[str, frozenset[str]]) -> Session:
    """The conversation in a file, with personal numbers hidden, brought to the version of today.

    ``sub_questions`` are the guide's, with the ids of their points: answers to others cannot be kept.
    Raises InvalidValue for a file that is none of ours, was broken by hand, or comes from a newer version.
    """
    try:
        version = _VERSION.validate_python(kept.get("version"))
        if version > SESSION_VERSION:
            raise InvalidValue(messages.SESSION_TOO_NEW, messages.SESSION_TOO_NEW_REMEDY)
        found = dict(kept)
        for older in range(version, SESSION_VERSION):
            found = _MIGRATIONS[older](found)
        session = _SESSION.validate_python(found)
        _SESSION.dump_json(session)  # half characters could not be given back
    except (ValueError, KeyError) as error:
        raise InvalidValue(messages.SESSION_BROKEN, messages.SESSION_BROKEN_REMEDY) from error
    if not _sound(session, sub_questions):
        raise InvalidValue(messages.SESSION_BROKEN, messages.SESSION_BROKEN_REMEDY)
    return _hidden(replace(session, version=SESSION_VERSION))


def _from_first(kept: dict[str, Any]) -> dict[str, Any]:
    """Version 1 knew no guide: there is nothing to lead back to."""
    return {**kept, "walk": None, "revision": 0}


_MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _from_first}


def _sound(session: Session, sub_questions: Mapping[str, frozenset[str]]) -> bool:
    """Whether everything that the guide will look up is there, once, and of a size to work with."""
    walk = session.walk or Walk()
    ids = [answer.sub_question for answer in walk.answers]
    texts = [text for exchange in session.exchanges for text in (exchange.message, exchange.text)]
    texts += [contribution.text for answer in walk.answers for contribution in answer.contributions]
    return (
        set(ids) <= set(sub_questions)
        and len(ids) == len(set(ids))
        and all(set(answer.covered) <= sub_questions[answer.sub_question] for answer in walk.answers)
        and all(len(answer.contributions) <= _MOST_VOICES for answer in walk.answers)
        and {walk.current, *walk.path} <= {"", *sub_questions}
        and (bool(walk.current) or walk.awaits in ("nothing", "offer", "project"))
        and len(session.exchanges) <= MOST_EXCHANGES
        and all(len(text) <= 2 * MOST_CHARACTERS for text in texts)
    )


def _hidden(session: Session) -> Session:
    project, walk = session.project, session.walk
    return replace(
        session,
        exchanges=tuple(map(_hidden_exchange, session.exchanges)),
        project=replace(project, technology=_text(project.technology), area=_text(project.area)),
        walk=walk and replace(walk, answers=tuple(map(_hidden_answer, walk.answers)), voice=_text(walk.voice) or ""),
    )


def _hidden_exchange(exchange: Exchange) -> Exchange:
    return replace(exchange, message=mask(exchange.message)[0], text=mask(exchange.text)[0])


def _hidden_answer(answer: GuideAnswer) -> GuideAnswer:
    return replace(answer, contributions=tuple(map(hidden, answer.contributions)))


def hidden(contribution: Contribution) -> Contribution:
    """What somebody wrote, with personal numbers hidden and whole characters alone."""
    return Contribution(mask(whole(contribution.text))[0], mask(whole(contribution.voice))[0])


def _text(text: str | None) -> str | None:
    return mask(text)[0] if text else text
