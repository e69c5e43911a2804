"""Taking an answer: by whom it is, what of the sub-question it covers, and what the sources would add."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from advisor import messages
from advisor.agent import steps
from advisor.agent.voices import added, speaker, voices
from advisor.danish.text import listed
from advisor.danish.words import content_words, words
from advisor.domain import Walk
from advisor.knowledge import Guide
from advisor.retrieval import PointFinder
from advisor.writing.guide import GuideWriter
from advisor.writing.progress import said_by

if TYPE_CHECKING:
    from advisor.agent.guide import GuideTurn

_SAYS_NOTHING = 3  # words, none of which means anything


class Answering:
    """What happens to the current sub-question when somebody says something to it."""

    def __init__(self, guide: Guide, finder: PointFinder, writer: GuideWriter) -> None:
        self._guide = guide
        self._subs = guide.sub_questions
        self._finder = finder
        self._writer = writer

    def take(self, turn: GuideTurn, text: str, at: str | None = None, *, quiet: bool = False) -> None:
        """Keep an answer and reflect it. What is said more to a question already answered is added to it.

        ``at`` is the sub-question that its writer had before him; the walk stays where it is when that
        is another one. ``quiet`` keeps it without a reflection, where a question is to be answered first.
        """
        where = at or turn.walk.current
        held = turn.walk.answer(where)
        replacing = turn.walk.awaits == "new answer" and where == turn.walk.current
        taken = speaker(text)
        if taken:
            turn.walk = replace(turn.walk, voice=taken[0])
            text = taken[1]
            turn.draft.talk(messages.GUIDE_SPEAKER.format(voice=taken[0]))
        if not content_words(text) and len(words(text)) < _SAYS_NOTHING:
            if not taken:
                turn.draft.talk(messages.GUIDE_NOTHING_SAID)
            return
        elsewhere = where != turn.walk.current and held.answered
        if elsewhere:
            turn.draft.talk(messages.GUIDE_BOTH_WRITTEN)
        self._keep(turn, where, text, replacing, quiet)
        if not elsewhere and where == turn.walk.current:
            turn.walk = replace(turn.walk, awaits="move")

    def skip(self, turn: GuideTurn) -> None:
        """Pass over the current question; an answer that it has already stays."""
        here = turn.walk.answer(turn.walk.current)
        if not here.answered:
            turn.walk = steps.keep(turn.walk, replace(here, skipped=True))
            turn.draft.talk(messages.GUIDE_SKIPPED.format(number=self._guide.number(turn.walk.current)))

    def unknown(self, turn: GuideTurn, text: str) -> None:
        """Keep that nobody knows yet, with what was said to it, and tell whom to ask."""
        here, sub = turn.walk.answer(turn.walk.current), self._subs[turn.walk.current]
        contributions = added(here.contributions, voices(text, turn.walk.voice)) if text else here.contributions
        turn.walk = steps.keep(turn.walk, replace(here, contributions=contributions, unknown=True))
        ask = sub.ask.get(turn.project.role or "staff", "")
        turn.draft.talk(messages.GUIDE_ASK_WHOM.format(number=self._guide.number(sub.id), ask=ask).strip())

    def disagree(self, turn: GuideTurn, text: str) -> None:
        """Keep that the voices do not agree; what each says, where it is said."""
        here = turn.walk.answer(turn.walk.current)
        turn.walk = steps.keep(turn.walk, replace(here, disagreed=True))
        number = self._guide.number(turn.walk.current)
        if text:
            turn.draft.talk(messages.GUIDE_DISAGREED_SHORT.format(number=number))
            self._keep(turn, turn.walk.current, text, replacing=False)
        else:
            turn.draft.talk(messages.GUIDE_DISAGREED.format(number=number))
        turn.walk = replace(turn.walk, awaits="move")

    def correct(self, turn: GuideTurn, target: str | None, text: str) -> None:
        """Put a new answer in the place of the old one, or ask for it."""
        answered = [answer.sub_question for answer in turn.walk.answers if answer.answered]
        here = turn.walk.current if turn.walk.current in answered else next(iter(answered[-1:]), turn.walk.current)
        where = target or here
        if where != turn.walk.current:
            turn.walk = steps.go(turn.walk, where)
        if not text:
            turn.walk = replace(turn.walk, awaits="new answer")
            turn.draft.talk(messages.GUIDE_CORRECT.format(number=self._guide.number(where)))
            return
        self._keep(turn, where, text, replacing=True)
        turn.walk = replace(turn.walk, awaits="move")

    def missing(self, walk: Walk) -> tuple[str, ...]:
        """The points that the current answer lacks, in words; none where there is no answer."""
        answer = walk.answer(walk.current)
        lacking = self._subs[walk.current].lacking(answer.covered) if answer.answered else ()
        return tuple(point.text for point in lacking)

    def read_back(self, turn: GuideTurn) -> None:
        """What is answered to the current question already, if anything."""
        answer = turn.walk.answer(turn.walk.current)
        if answer.answered:
            text = " / ".join(map(said_by, answer.contributions))
            turn.draft.talk(messages.GUIDE_YOUR_ANSWER.format(text=text), "sentence")

    def _keep(self, turn: GuideTurn, where: str, text: str, replacing: bool, quiet: bool = False) -> None:
        sub, held = self._subs[where], turn.walk.answer(where)
        said = voices(text, turn.walk.voice)
        found = self._finder.covered(where, text)
        new = found if replacing else tuple(point for point in found if point not in held.covered)
        answer = replace(
            held,
            contributions=said if replacing else added(held.contributions, said),
            covered=found if replacing else (*held.covered, *new),
            skipped=False,
            unknown=False,
        )
        turn.walk = steps.keep(turn.walk, answer)
        turn.about = where
        taken = (
            messages.GUIDE_REPLACED if replacing else messages.GUIDE_ADDED if held.answered else messages.GUIDE_TAKEN
        )
        turn.draft.talk(taken)
        named = [contribution.voice for contribution in said if contribution.voice]
        if named:
            turn.draft.talk(messages.GUIDE_VOICES.format(voices=listed(named)), "sentence")
        if not quiet:
            self._writer.reflect(turn.draft, sub, answer, new, turn.project)
