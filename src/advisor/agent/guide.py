"""The guide's part of a turn: hears what a message wishes, takes or asks for an answer, and moves the walk on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from advisor import messages
from advisor.agent import steps
from advisor.agent.answering import Answering
from advisor.agent.commands import Listener, Step
from advisor.agent.facts import merged
from advisor.agent.listening import Listening
from advisor.agent.project_talk import ProjectTalk
from advisor.domain import Case, Hit, Project, Role, Session, Walk
from advisor.knowledge import Reference, SubQuestion
from advisor.knowledge.wishes import WishId
from advisor.ports import Hears
from advisor.retrieval import PointFinder, Retriever
from advisor.writing.draft import Draft
from advisor.writing.guide import GuideWriter
from advisor.writing.progress import ProgressWriter

_HITS = 12
_OWN_WORDS = 3  # of what stands after »gå til kompetencer«: fewer say nothing


@dataclass(slots=True)
class GuideTurn:
    """One turn of the guide in the making: the session and its walk as they change, and what is said.

    ``question`` is what the message asks besides, to be answered as any other; ``about`` is the
    sub-question whose considerations the turn's citations are.
    """

    session: Session
    walk: Walk
    draft: Draft
    question: str = ""
    about: str = ""
    suggestions: tuple[str, ...] = ()

    @property
    def project(self) -> Project:
        """What is known of the project."""
        return self.session.project

    @project.setter
    def project(self, project: Project) -> None:
        self.session = replace(self.session, project=project)


class GuideAgent:
    """Leads through the sub-questions. Holds nothing of a conversation: all of that is in its session."""

    def __init__(
        self,
        reference: Reference,
        retriever: Retriever,
        finder: PointFinder,
        writer: GuideWriter,
        cases: Callable[[], tuple[Case, ...]],
        hears: Hears | None = None,
    ) -> None:
        """Without ``hears`` wishes are told by their words alone."""
        self._guide = reference.guide
        self._subs = reference.guide.sub_questions
        self._retriever = retriever
        self._writer = writer
        self._progress = ProgressWriter(reference.guide)
        self._project = ProjectTalk(reference, self._progress)
        self._answering = Answering(reference.guide, finder, writer)
        self._cases = cases
        self.listening = Listening(Listener(reference.wishes, reference.guide), hears)

    def hears(self, message: str, walk: Walk | None) -> bool:
        """Whether a message that does not ask for the guide by name is said to it.

        All of them are while it leads; while it waits to be taken up, only those that do so.
        """
        if walk is None:
            return False
        if walk.awaits not in ("nothing", "offer"):
            return True
        if walk.awaits == "offer":
            return self.listening.by_words(message).agrees
        return walk.begun and self.listening.takes_up(message)

    def turn(self, session: Session, message: str, role: Role | None, at: str | None = None) -> GuideTurn:
        """What the guide makes of a message. ``at`` is the sub-question that its writer has before him.

        The session that it gives back holds the walk and the project as they are afterwards.
        """
        walk = session.walk or Walk()
        turn = GuideTurn(session, walk, self._writer.draft())
        turn.project = merged(session.project, Project(role=role))
        step = self.listening.by_words(message)
        if not walk.begun:
            if self._project.begin(turn, message) or step.target:
                self._first(turn, step)
        elif walk.awaits == "project":
            if self._project.take(turn, message, step):
                self._first(turn, step)
        else:
            self._lead(turn, message, step, at)
        turn.suggestions = turn.suggestions or self._presses(turn)
        turn.session = replace(turn.session, walk=turn.walk)
        return turn

    def way_back(self, walk: Walk) -> str:
        """The sentence that leads back to where the guide stands."""
        if not walk.current:
            return messages.GUIDE_RESUME_START
        return messages.GUIDE_RESUME.format(number=self._guide.number(walk.current))

    def _first(self, turn: GuideTurn, step: Step) -> None:
        """The question that is asked for, or else the first of those that the phase calls for."""
        order = self._order(turn)
        if step.target is not None:
            self._go_to(turn, replace(step, answer=""))
            return
        if turn.project.phase is not None:
            core = self._guide.core_of(order[0])
            phase = messages.PHASES[turn.project.phase]
            turn.draft.talk(messages.GUIDE_ORDER.format(phase=phase, number=core.number, title=core.title.lower()))
        self._ask(turn, order[0])

    def _lead(self, turn: GuideTurn, message: str, plain: Step, at: str | None) -> None:
        """``plain`` is what the message means by its words alone."""
        if plain.wish is None and plain.target is None and self._project.corrects(turn, message):
            self._ask_again(turn)
            turn.question = plain.question
            return
        step = self.listening.read(message)
        if turn.walk.awaits == "restart":
            if step.wish == "restart" or step.agrees:
                self._restart(turn)
                return
            turn.walk = replace(turn.walk, awaits="answer")  # anything but a yes keeps the answers
        if step.said:
            self._answering.take(turn, step.said, at if at in self._subs else None, quiet=True)
        if step.wish is not None:
            self._wish(turn, step)
        elif step.target is not None:
            self._go_to(turn, step)
        elif step.agrees and not step.answer and not step.question:
            self._next(turn) if turn.walk.awaits == "move" else self._ask_again(turn)
        elif step.answer:
            self._answering.take(turn, step.answer, at if at in self._subs else None, quiet=bool(step.question))
        elif not step.question:
            turn.draft.talk(messages.GUIDE_NOTHING_SAID)
        turn.question = step.question

    def _wish(self, turn: GuideTurn, step: Step) -> None:
        does: dict[WishId, Callable[[GuideTurn, Step], None]] = {
            "next": self._go_on,
            "skip": self._skip,
            "unknown": self._unknown,
            "disagree": lambda turn, step: self._answering.disagree(turn, step.answer),
            "correct": self._correct,
            "back": self._back,
            "again": lambda turn, _: self._ask_again(turn),
            "missing": self._missing,
            "summary": lambda turn, _: self._progress.summary(turn.draft, turn.walk),
            "example": self._example,
            "model": self._show_model,
            "papers": lambda turn, _: turn.draft.talk(messages.GUIDE_PAPERS),
            "pause": self._pause,
            "restart": self._ask_whether_to_restart,
            "thanks": self._thank,
            "go": self._go_to,
        }
        if step.wish is not None:
            does[step.wish](turn, step)

    def _thank(self, turn: GuideTurn, step: Step) -> None:
        """A kind word for a kind word; then where the guide stands."""
        turn.draft.talk(f"{messages.GUIDE_THANKS} {self.way_back(turn.walk)}")

    def _go_on(self, turn: GuideTurn, step: Step) -> None:
        """On to the next question; right after one in between, back to where the guide stands."""
        before = turn.session.exchanges[-1].status if turn.session.exchanges else "guide"
        if before != "guide" and turn.walk.awaits in ("answer", "new answer"):
            self._ask_again(turn)
        else:
            self._next(turn)

    def _skip(self, turn: GuideTurn, step: Step) -> None:
        self._answering.skip(turn)
        self._next(turn, quiet=bool(step.question))

    def _unknown(self, turn: GuideTurn, step: Step) -> None:
        self._answering.unknown(turn, step.answer)
        self._next(turn, quiet=bool(step.question))

    def _correct(self, turn: GuideTurn, step: Step) -> None:
        self._answering.correct(turn, step.target if step.target in self._subs else None, step.answer)

    def _missing(self, turn: GuideTurn, step: Step) -> None:
        self._progress.status(turn.draft, turn.walk, self._answering.missing(turn.walk))

    def _example(self, turn: GuideTurn, step: Step) -> None:
        case = self._writer.example(turn.draft, self._subs[turn.walk.current], turn.project, self._cases())
        turn.walk = replace(turn.walk, cases=_with(turn.walk.cases, case.id if case else None))

    def _pause(self, turn: GuideTurn, step: Step) -> None:
        turn.draft.talk(messages.GUIDE_PAUSED.format(number=self._guide.number(turn.walk.current)))
        turn.walk = replace(turn.walk, awaits="nothing")

    def _ask_whether_to_restart(self, turn: GuideTurn, step: Step) -> None:
        turn.draft.talk(messages.GUIDE_RESTART)
        turn.walk = replace(turn.walk, awaits="restart")

    def _next(self, turn: GuideTurn, quiet: bool = False) -> None:
        """On to the next question; ``quiet`` goes there without asking it, where something else comes first."""
        order = self._order(turn)
        coming = steps.following(turn.walk, order)
        if coming is None:
            turn.draft.talk(messages.GUIDE_DONE)
            self._progress.status(turn.draft, turn.walk, ())
            turn.draft.talk(messages.GUIDE_PAPERS)
            turn.walk = replace(turn.walk, awaits="nothing")
        elif quiet:
            turn.walk = steps.go(turn.walk, coming)
        else:
            self._ask(turn, coming)

    def _back(self, turn: GuideTurn, step: Step) -> None:
        before = steps.back(turn.walk)
        if step.target is not None:
            self._go_to(turn, step)
        elif before is None:
            turn.draft.talk(messages.GUIDE_FIRST)
            self._ask_again(turn)
        else:
            turn.walk = before
            self._ask_again(turn)

    def _go_to(self, turn: GuideTurn, step: Step) -> None:
        """To a sub-question, or to the first of a core question that is still open."""
        order = self._order(turn)
        of_core = [sub for sub in order if sub.startswith(f"{step.target}/")]
        open_ones = [sub for sub in of_core if not turn.walk.answer(sub).answered]
        where = step.target if step.target in self._subs else next(iter(open_ones or of_core))
        if len(step.answer.split()) > _OWN_WORDS:
            turn.walk = steps.go(turn.walk, where)
            self._answering.take(turn, step.answer)
        else:
            self._ask(turn, where)

    def _ask(self, turn: GuideTurn, where: str) -> None:
        """Stand at a sub-question and introduce it; what was answered before is read back."""
        sub = self._subs[where]
        turn.walk = steps.go(turn.walk, where)
        turn.about = where
        self._writer.introduce(turn.draft, sub, turn.project, self._hits(sub, turn.project))
        self._answering.read_back(turn)

    def _ask_again(self, turn: GuideTurn) -> None:
        """The current question once more, in short."""
        turn.walk = replace(turn.walk, awaits="answer")
        self._writer.ask(turn.draft, self._subs[turn.walk.current])
        self._answering.read_back(turn)

    def _show_model(self, turn: GuideTurn, step: Step) -> None:
        model = self._writer.model_for(self._subs[turn.walk.current], turn.project)
        if model is None:
            turn.draft.talk(messages.GUIDE_NO_MODEL.format(number=self._guide.number(turn.walk.current)))
            return
        self._writer.show_model(turn.draft, model)
        turn.walk = replace(turn.walk, models=_with(turn.walk.models, model.id))

    def _restart(self, turn: GuideTurn) -> None:
        turn.draft.talk(messages.GUIDE_RESTARTED)
        turn.walk = Walk()
        self._first(turn, Step())

    def _hits(self, sub: SubQuestion, project: Project) -> tuple[Hit, ...]:
        """What the sources have on the sub-question for this very technology; nothing without one."""
        if not project.technology:
            return ()
        return self._retriever.search_all([f"{sub.question} {project.technology}"], _HITS, role=project.role).hits

    def _order(self, turn: GuideTurn) -> tuple[str, ...]:
        return steps.proposed(self._guide, turn.project.phase, turn.project.role)

    def _presses(self, turn: GuideTurn) -> tuple[str, ...]:
        """What to press next."""
        press = messages.GUIDE_PRESS
        if turn.question:
            return (press["resume"],)
        if turn.walk.awaits == "move":
            return press["next"], press["example"], press["missing"]
        if turn.walk.awaits in ("answer", "new answer"):
            return press["skip"], press["example"], press["missing"]
        return (press["resume"], press["summary"]) if turn.walk.begun and turn.walk.current else ()


def _with(held: tuple[str, ...], new: str | None) -> tuple[str, ...]:
    return held if new is None or new in held else (*held, new)
