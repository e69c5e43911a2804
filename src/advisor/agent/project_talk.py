"""Learning of the project: what the conversation told of it, the one question for the rest, and corrections."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from advisor import messages
from advisor.agent.commands import Step
from advisor.agent.facts import facts, merged, named
from advisor.danish.words import words
from advisor.domain import Project
from advisor.knowledge import Reference
from advisor.writing.progress import ProgressWriter

if TYPE_CHECKING:
    from advisor.agent.guide import GuideTurn

_CORRECTION_WORDS = 12


class ProjectTalk:
    """What is said of the project before and between the sub-questions."""

    def __init__(self, reference: Reference, progress: ProgressWriter) -> None:
        self._vocabulary = reference.vocabulary
        self._correcting = tuple(words(phrase) for phrase in reference.wishes.correcting)
        self._progress = progress

    def begin(self, turn: GuideTurn, message: str) -> bool:
        """Open the walk with what the conversation told so far; whether that is enough to ask the first question."""
        for said in (*(exchange.message for exchange in turn.session.exchanges), message):
            turn.project = merged(turn.project, facts(said, self._vocabulary))
        turn.draft.talk(messages.GUIDE_BEGIN)
        if turn.project != Project():
            turn.draft.talk(messages.GUIDE_NOTED.format(facts=self._progress.read_back(turn.project)))
        asked = self._progress.ask_for(turn.project)
        if asked is not None:
            turn.draft.talk(asked)
            turn.walk = replace(turn.walk, awaits="project")
        return asked is None

    def take(self, turn: GuideTurn, message: str, step: Step) -> bool:
        """The facts asked for, as far as they come. False where a question came in their place."""
        asks = message.rstrip().endswith("?") or facts(message, self._vocabulary) == Project()
        if step.question and not step.answer and asks:
            turn.question = step.question
            return False
        told = facts(message, self._vocabulary)
        if turn.project.technology is None and told.technology is None and step.wish is None:
            told = replace(told, technology=named(message))
        turn.project = merged(turn.project, told)
        if told != Project():
            turn.draft.talk(messages.GUIDE_NOTED.format(facts=self._progress.read_back(turn.project)))
        return True

    def corrects(self, turn: GuideTurn, message: str) -> bool:
        """Whether a short message sets right what was read back (»nej, vi er i drift«); if so, it is taken in."""
        told = facts(message, self._vocabulary)
        known = turn.project
        said = words(message)
        opens = any(said[: len(phrase)] == phrase for phrase in self._correcting)
        fresh = not any(answer.answered for answer in turn.walk.answers)
        changed = merged(known, told) != known
        if not (changed and opens and len(said) <= _CORRECTION_WORDS and (fresh or told.role or told.phase)):
            return False
        turn.project = merged(known, told)
        turn.draft.talk(messages.GUIDE_CORRECTED.format(facts=self._progress.read_back(turn.project)))
        return True
