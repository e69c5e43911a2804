"""What the guide says of the walk as a whole: the project read back, what is answered, what is open."""

from __future__ import annotations

from collections.abc import Sequence

from advisor import messages
from advisor.danish.text import listed, shortened
from advisor.domain import Contribution, GuideAnswer, Project, Walk
from advisor.knowledge import CoreQuestionData, Guide
from advisor.writing.draft import Draft

_SHOWN = 160  # characters of a user's answer when it is read back


def said_by(contribution: Contribution) -> str:
    """A user's words to read back: short, and without marks that would be taken for emphasis."""
    return shortened(contribution.text.replace("**", ""), _SHOWN)


class ProgressWriter:
    """Writes into a draft what is known of the walk. States no facts of the field, so it cites nothing."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._cores = guide.core_questions

    def read_back(self, project: Project) -> str:
        """What is known of the project, in words: »skærmbesøg, hjemmeplejen, før anskaffelsen, leder«."""
        parts = (
            project.technology,
            project.area,
            messages.PHASES[project.phase] if project.phase else None,
            messages.ROLES[project.role] if project.role else None,
        )
        return ", ".join(part for part in parts if part)

    def ask_for(self, project: Project) -> str | None:
        """The one question for what is not known of the project; None when technology and phase are."""
        if project.technology and project.phase:
            return None
        asked = [words for name, words in messages.GUIDE_UNKNOWN_FACTS.items() if not getattr(project, name)]
        return messages.GUIDE_ASK_PROJECT.format(what=listed(asked))

    def status(self, draft: Draft, walk: Walk, missing: Sequence[str]) -> None:
        """How far it is, what is open by core question, and which points the current answer lacks."""
        answered = sum(answer.answered for answer in walk.answers)
        total = len(self._guide.sub_questions)
        draft.talk(messages.GUIDE_STATUS.format(answered=answered, total=total))
        if missing:
            number = self._guide.number(walk.current)
            draft.talk(messages.GUIDE_OPEN_NOW.format(number=number, points=listed(missing)), "sentence")
        for core in self._cores:
            self._open(draft, core, walk)
        if answered == total:
            draft.talk(messages.GUIDE_ALL_ANSWERED)
        disagreed = [self._guide.number(answer.sub_question) for answer in walk.answers if answer.disagreed]
        if disagreed:
            draft.talk(messages.GUIDE_DISAGREEMENTS.format(numbers=listed(disagreed)))

    def summary(self, draft: Draft, walk: Walk) -> None:
        """The answers, each on a line, by core question; what was passed over is named as open."""
        if not any(answer.answered for answer in walk.answers):
            draft.talk(messages.GUIDE_NO_ANSWERS)
            return
        for core in self._cores:
            held = [walk.answer(sub.id) for sub in core.sub_questions]
            if not any(answer.answered for answer in held):
                continue
            draft.label(f"{core.number} {core.title}")
            for sub, answer in zip(core.sub_questions, held, strict=True):
                if answer.answered:
                    self._answer(draft, sub.title, answer)
                elif answer.skipped or answer.unknown:
                    number = self._guide.number(sub.id)
                    draft.talk(messages.GUIDE_SUMMARY_OPEN.format(number=number, title=sub.title), "bullet")

    def _answer(self, draft: Draft, title: str, answer: GuideAnswer) -> None:
        number = self._guide.number(answer.sub_question)
        first, *others = answer.contributions
        text = said_by(first)
        said = messages.GUIDE_SUMMARY_VOICE.format(voice=first.voice, text=text) if first.voice else f"»{text}«"
        draft.talk(f"{number} {title}: {said}", "bullet")
        for other in others:
            draft.talk(messages.GUIDE_SUMMARY_VOICE.format(voice=other.voice, text=said_by(other)), "under")
        if answer.disagreed:
            draft.talk(messages.GUIDE_DISAGREED_SHORT.format(number=number), "under")

    def _open(self, draft: Draft, core: CoreQuestionData, walk: Walk) -> None:
        names = [
            f"{self._guide.number(sub.id)} {sub.title}"
            for sub in core.sub_questions
            if not walk.answer(sub.id).answered
        ]
        if names:
            draft.talk(messages.GUIDE_OPEN.format(title=core.title, open=", ".join(names)), "bullet")
