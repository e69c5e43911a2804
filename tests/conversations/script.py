"""What a scripted conversation is: the YAML files beside this one, read and checked."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

Answers = dict[str, str | dict[str, str]]
"""By sub-question, what is answered: a text, or a text by voice."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Expect(_Data):
    """What must hold after a turn; what is left out is not looked at.

    ``covered`` are points that the answer must be found to touch, ``answers`` what is kept for a
    sub-question, ``notice`` a word of the notice, ``shorter_than`` a number of characters.
    """

    status: str | None = None
    current: str | None = None
    answered: int | None = None
    awaits: str | None = None
    done: bool | None = None
    cited: bool | None = None
    contains: list[str] = []
    lacks: list[str] = []
    covered: dict[str, list[str]] = {}
    answers: Answers = {}
    project: dict[str, str | None] = {}
    notice: str = ""
    shorter_than: int | None = None


class Move(_Data):
    """One turn: a message (``times`` over, ``at`` a sub-question), an answer edited, or the file opened elsewhere."""

    say: str | None = None
    times: int = 1
    at: str | None = None
    edit: str | None = None
    answer: dict[str, str] = {}
    open_elsewhere: bool = False
    problem: str | None = None
    expect: Expect = Expect()


class Final(_Data):
    """All that is kept at the end: what is not listed as answered is open."""

    project: dict[str, str | None]
    answered: Answers = {}
    answered_length: dict[str, int] = {}
    disagreed: list[str] = []
    unknown: list[str] = []
    skipped: list[str] = []
    models: list[str] = []
    some_case: bool = False
    done: bool = False


class Script(_Data):
    """A conversation. ``never`` must not stand in any answer or file; ``papers`` is what each paper must hold."""

    name: str
    role: str | None
    never: list[str] = []
    turns: list[Move]
    final: Final
    papers: dict[str, list[str]]


def by_voice(answers: Answers) -> dict[str, dict[str, str]]:
    """What a script expects, with the empty voice where it names none."""
    return {name: {"": text} if isinstance(text, str) else text for name, text in answers.items()}


def load() -> dict[str, Script]:
    """The scripts by the names of their files."""
    files = sorted(Path(__file__).parent.glob("*.yaml"))
    return {file.stem: Script.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in files}
