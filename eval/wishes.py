"""How well the guide hears what people want, on messages by someone who had seen neither its rules nor its data.

Wishes, answers and questions are read as they are while the guide leads; first messages begin a conversation, and
what is noted of the project is held against what they say. Thresholds are chosen on the half ``tune`` alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from advisor.agent.commands import Step
from advisor.danish.words import fold, words
from advisor.domain import Project
from advisor.knowledge import Vocabulary
from advisor.knowledge.vocabulary import recognise
from advisor.service import Advisor
from eval.dataset import DATA

FILE = DATA / "wishes.jsonl"
HALVES = ("tune", "held")
KINDS = ("wish", "answer then wish", "answer", "question")
FACTS = ("technology", "area", "phase", "role")
_PHASES = {
    "idé": "idea",
    "konsekvensvurdering": "assessment",
    "udvikling/anskaffelse": "development",
    "implementering": "implementation",
    "i drift": "operation",
}
_ROLES = {"leder": "leader", "TR": "representative", "AMR": "representative"}
_OF_STAFF = "staff"
_LETTERS = 5  # that two names of one thing begin with alike


class Message(BaseModel):
    """One message; ``wish`` is ``question`` where something is asked. ``answer`` is what must be kept besides."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    half: Literal["tune", "held"]
    kind: Literal["wish", "answer", "first"]
    text: str
    wish: str = "answer"
    answer: str = ""
    target: str | None = None
    technology: str | None = None
    area: str | None = None
    phase: str | None = None
    role: str | None = None

    @property
    def group(self) -> str:
        """The row of the table that it is counted in."""
        if self.wish == "question" or self.kind != "wish":
            return "question" if self.wish == "question" else self.kind
        return "answer then wish" if self.answer else "wish"


@dataclass(frozen=True, slots=True)
class Heard:
    """A message with what was heard: in few words, and whether it is right (of a first message, fact by fact)."""

    message: Message
    told: str
    right: Mapping[str, bool]


def load() -> tuple[Message, ...]:
    """The messages, in the order of the file."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return TypeAdapter(tuple[Message, ...]).validate_python([json.loads(line) for line in lines])


def run(advisor: Advisor, messages: Sequence[Message]) -> list[Heard]:
    """Every message, heard."""
    found = []
    for message in messages:
        if message.kind == "first":
            turn = advisor.chat(message.text, mode="guide")
            project = turn.guide.project if turn.guide else Project()
            found.append(Heard(message, str(project), _facts(message, project, advisor.vocabulary)))
        else:
            step = advisor.listening.read(message.text)
            told = name_of(step)
            found.append(Heard(message, told, {message.group: told == message.wish and _kept(message, step)}))
    return found


def name_of(step: Step) -> str:
    """What a step is counted as: its wish, ``go``, ``question``, ``agrees``, ``answer`` or ``nothing``."""
    if step.wish or step.target:
        return step.wish or "go"
    if step.question:
        return "question"
    return "answer" if step.answer else "agrees" if step.agrees else "nothing"


def figures(found: Sequence[Heard]) -> dict[str, float]:
    """The share that is right, by kind of message and by fact."""
    right, all_of = _counts(found)
    return {name: right[name] / all_of[name] for name in (*KINDS, *FACTS) if all_of[name]}


def table(found: Sequence[Heard]) -> str:
    """The figures for both halves, and what was misheard of the half ``tune``; that of the other is not shown."""
    by_half = {half: _counts([heard for heard in found if heard.message.half == half]) for half in HALVES}
    lines = [f"| what is said | {' | '.join(HALVES)} | all |", "|---|---|---|---|"]
    for name in (*KINDS, *(f"{fact}" for fact in FACTS)):
        counts = [(right[name], all_of[name]) for right, all_of in by_half.values()]
        shown = [*counts, (sum(right for right, _ in counts), sum(count for _, count in counts))]
        label = f"first message: {name}" if name in FACTS else name
        lines.append(f"| {label} | {' | '.join(f'{right} of {count}' for right, count in shown)} |")
    wrong = [heard for heard in found if heard.message.half == "tune" and not all(heard.right.values())]
    return "\n".join([*lines, "", *(f"- {h.message.id} »{h.message.text}«: {_fault(h)}" for h in wrong)])


def _counts(found: Sequence[Heard]) -> tuple[Counter[str], Counter[str]]:
    right, all_of = Counter[str](), Counter[str]()
    for heard in found:
        for name, held in heard.right.items():
            right[name] += held
            all_of[name] += 1
    return right, all_of


def _fault(heard: Heard) -> str:
    if heard.message.kind == "first":
        return f"{', '.join(name for name, held in heard.right.items() if not held)} in {heard.told}"
    return f"{heard.told}, not {heard.message.wish}"


def _kept(message: Message, step: Step) -> bool:
    """Whether just the words that are an answer are kept as one. What some wishes hold themselves is not looked at."""
    kept = step.said or step.answer
    if message.kind == "answer":
        return words(kept) == words(message.text)
    return words(kept) == words(message.answer) if message.answer else not step.said


def _facts(message: Message, project: Project, vocabulary: Vocabulary) -> dict[str, bool]:
    role = message.role and _ROLES.get(message.role, _OF_STAFF)
    return {
        "technology": _same(message.technology, project.technology, vocabulary),
        "area": _same(message.area, project.area, vocabulary),
        "phase": project.phase == (message.phase and _PHASES[message.phase]),
        "role": project.role == role,
    }


def _same(said: str | None, noted: str | None, vocabulary: Vocabulary) -> bool:
    """Whether two names mean one thing: one term of the vocabulary, or a word in common but for its end."""
    if said is None or noted is None:
        return said is noted
    terms = [recognise(name, vocabulary.technologies) or recognise(name, vocabulary.areas) for name in (said, noted)]
    if terms[0] and terms[0] == terms[1]:
        return True
    begun = [{fold(word)[:_LETTERS] for word in words(name)} for name in (said, noted)]
    return bool(begun[0] & begun[1])
