"""Session files: written, read, migrated, and refused where they are not ours."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from advisor import messages, sessions
from advisor.domain import (
    MOST_EXCHANGES,
    SESSION_VERSION,
    CitedText,
    Contribution,
    Exchange,
    GuideAnswer,
    Project,
    Session,
    Walk,
)
from advisor.errors import InvalidValue

SUBS = {"kerneopgave/1": frozenset({"et", "to"}), "kerneopgave/2": frozenset({"tre"})}
CITED = CitedText("k1", "s/1", "Titel", "Afsnit", "Det står der.", "https://example.dk")
SESSION = Session(
    "c_x",
    corpus="sha256:1",
    role="leader",
    project=Project("GPS", "hjemmeplejen", "idea", "leader"),
    exchanges=(Exchange("hej", "guide", "**1.1 Hvad?**", (CITED,)),),
    walk=Walk(
        current="kerneopgave/1",
        awaits="move",
        answers=(GuideAnswer("kerneopgave/1", (Contribution("svar", "TR"),), ("et",), (CITED,), disagreed=True),),
        path=("kerneopgave/2",),
        voice="TR",
        models=("gevinstplan",),
        cases=("cases/x",),
    ),
    revision=7,
)
FIRST_VERSION = {  # as release 0.1 wrote it: no walk, no revision
    "conversation_id": "c_old",
    "version": 1,
    "corpus": "sha256:0",
    "role": "staff",
    "project": {"technology": "GPS", "area": None, "phase": None, "role": None},
    "exchanges": [{"message": "hej", "status": "answered", "text": "svar[1]", "cited": []}],
}


def file() -> dict[str, Any]:
    """A file as its user has it: through JSON text and back."""
    kept: dict[str, Any] = json.loads(json.dumps(sessions.document(SESSION)))
    return kept


def refused(document: dict[str, Any]) -> str:
    with pytest.raises(InvalidValue) as caught:
        sessions.read(document, SUBS)
    return str(caught.value)


def test_a_file_comes_back_whole() -> None:
    assert sessions.read(file(), SUBS) == SESSION


def test_the_cited_texts_are_inside() -> None:
    quotes = [text["quote"] for text in file()["walk"]["answers"][0]["cited"]]
    assert quotes == ["Det står der."]


def test_a_file_of_the_first_version_is_brought_to_this_one() -> None:
    read = sessions.read(copy.deepcopy(FIRST_VERSION), SUBS)
    assert read.version == SESSION_VERSION > 1
    assert (read.walk, read.revision) == (None, 0)
    assert (read.role, read.project.technology) == ("staff", "GPS")
    assert read.exchanges == (Exchange("hej", "answered", "svar[1]"),)
    assert sessions.read(json.loads(json.dumps(sessions.document(read))), SUBS) == read


def test_reading_changes_nothing_in_the_document() -> None:
    document = copy.deepcopy(FIRST_VERSION)
    sessions.read(document, SUBS)
    assert document == FIRST_VERSION


@pytest.mark.parametrize("version", [SESSION_VERSION + 1, 99, str(SESSION_VERSION + 1)])
def test_a_newer_file_is_refused_as_newer(version: Any) -> None:
    assert messages.SESSION_TOO_NEW in refused(file() | {"version": version})


@pytest.mark.parametrize("version", [0, -1, None, "to", 1.5, [], {}])
def test_a_version_that_never_was(version: Any) -> None:
    assert messages.SESSION_BROKEN in refused(file() | {"version": version})


def edited(path: str, value: Any) -> dict[str, Any]:
    """The file with one value changed by hand; ``path`` is such as ``walk.answers.0.sub_question``."""
    document = file()
    *way, last = path.split(".")
    held: Any = document
    for key in way:
        held = held[int(key)] if key.isdigit() else held[key]
    held[int(last) if last.isdigit() else last] = value
    return document


BY_HAND: list[tuple[str, Any]] = [
    ("conversation_id", None),
    ("role", "konge"),
    ("project", "GPS"),
    ("project.phase", "snart"),
    ("exchanges", "ingen"),
    ("exchanges.0.status", "måske"),
    ("exchanges.0.message", "x" * 20_000),
    ("exchanges.0.message", "hej \ud83d"),
    ("walk", []),
    ("walk.current", "kerneopgave/9"),
    ("walk.current", ""),
    ("walk.awaits", "alt"),
    ("walk.path", ["findes/ikke"]),
    ("walk.answers.0.sub_question", "kerneopgave/9"),
    ("walk.answers.0.covered", ["tre"]),
    ("walk.answers.0.contributions", [{"text": "x", "voice": str(number)} for number in range(13)]),
    ("walk.answers.0.contributions.0", "svar"),
    ("walk.answers.0.contributions.0.text", "x" * 20_000),
    ("walk.answers.0.cited.0", {"quote": "uden resten"}),
    ("revision", "syv"),
]


@pytest.mark.parametrize(
    ("path", "value"), BY_HAND, ids=[f"{path}-{number}" for number, (path, _) in enumerate(BY_HAND)]
)
def test_a_file_broken_by_hand_says_so(path: str, value: Any) -> None:
    assert messages.SESSION_BROKEN in refused(edited(path, value))


def test_one_sub_question_answered_twice_is_broken() -> None:
    document = file()
    document["walk"]["answers"] *= 2
    assert messages.SESSION_BROKEN in refused(document)


def test_more_exchanges_than_anybody_has_are_refused() -> None:
    document = file()
    document["exchanges"] *= MOST_EXCHANGES + 1
    assert messages.SESSION_BROKEN in refused(document)


@pytest.mark.parametrize("field", ["conversation_id", "version"])
def test_a_file_without_what_every_file_has_is_refused(field: str) -> None:
    document = file()
    del document[field]
    assert messages.SESSION_BROKEN in refused(document)


NUMBER = "111111-1118"


@pytest.mark.parametrize(
    "path",
    [
        "exchanges.0.message",
        "exchanges.0.text",
        "project.technology",
        "project.area",
        "walk.voice",
        "walk.answers.0.contributions.0.text",
        "walk.answers.0.contributions.0.voice",
    ],
)
def test_personal_numbers_are_hidden_wherever_they_stand(path: str) -> None:
    read = sessions.read(edited(path, f"om {NUMBER} siger vi"), SUBS)
    assert "1118" not in json.dumps(sessions.document(read))
    assert "[personnummer skjult]" in json.dumps(sessions.document(read), ensure_ascii=False)


def test_html_in_a_file_is_text_and_nothing_else() -> None:
    html = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    read = sessions.read(edited("walk.answers.0.contributions.0.text", html), SUBS)
    assert read.walk is not None
    assert read.walk.answers[0].contributions[0].text == html
