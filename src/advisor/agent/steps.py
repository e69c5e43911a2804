"""The guide's walk as pure functions: which question comes next, what an answer changes, where it all stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advisor.domain import CitedText, Contribution, GuideAnswer, GuideState, Phase, Role, Session, Walk
from advisor.knowledge import Guide, SubQuestion


def proposed(guide: Guide, phase: Phase | None, role: Role | None) -> tuple[str, ...]:
    """All sub-questions in the order that phase and role call for.

    The core question that weighs most comes first, whole; within it, and between equals, the guide's
    own order holds. Where the phase is not known, that order is the proposal.
    """

    def weight(sub: SubQuestion) -> float:
        calls = sub.phases.get(phase, 0.0) if phase else 0.0
        return calls * sub.roles.get(role, 1.0) if role else calls

    cores = sorted(guide.core_questions, key=lambda core: -sum(map(weight, core.sub_questions)))
    return tuple(sub.id for core in cores for sub in core.sub_questions)


def following(walk: Walk, order: Sequence[str]) -> str | None:
    """The next sub-question not yet touched, going on from the current one; None when all were."""
    start = order.index(walk.current) + 1 if walk.current in order else 0
    touched = {answer.sub_question for answer in walk.answers if _touched(answer)}
    return next((sub for sub in (*order[start:], *order[:start]) if sub not in touched), None)


def left_open(walk: Walk, order: Sequence[str]) -> tuple[str, ...]:
    """The sub-questions without an answer, in their order."""
    return tuple(sub for sub in order if not walk.answer(sub).answered)


def go(walk: Walk, sub_question: str) -> Walk:
    """Stand at a sub-question and wait for its answer; the way there is kept for »tilbage«."""
    path = (*walk.path, walk.current) if walk.current and walk.current != sub_question else walk.path
    return replace(walk, current=sub_question, awaits="answer", path=path)


def back(walk: Walk) -> Walk | None:
    """Stand where one stood before; None at the beginning."""
    if not walk.path:
        return None
    return replace(walk, current=walk.path[-1], awaits="answer", path=walk.path[:-1])


def keep(walk: Walk, answer: GuideAnswer) -> Walk:
    """The walk with what is known of one sub-question; those answered first stand first."""
    if any(held.sub_question == answer.sub_question for held in walk.answers):
        answers = tuple(answer if held.sub_question == answer.sub_question else held for held in walk.answers)
    else:
        answers = (*walk.answers, answer)
    return replace(walk, answers=answers)


def considered(walk: Walk, sub_question: str, cited: Sequence[CitedText]) -> Walk:
    """The walk with what the sources were quoted for on a sub-question; each quotation once."""
    held = walk.answer(sub_question)
    known = {(text.passage_id, text.quote) for text in held.cited}
    new = tuple(text for text in cited if (text.passage_id, text.quote) not in known)
    return keep(walk, replace(held, cited=(*held.cited, *new)))


def edited(walk: Walk, sub_question: str, contributions: Sequence[Contribution], covered: Sequence[str]) -> Walk:
    """The walk with an answer written anew; an empty one leaves the question open."""
    held = replace(
        walk.answer(sub_question),
        contributions=tuple(contributions),
        covered=tuple(covered),
        skipped=False,
        unknown=False,
    )
    return keep(walk, held)


def state(session: Session, guide: Guide) -> GuideState | None:
    """Where the guide stands, for a client; None before it began."""
    walk = session.walk
    if walk is None or not walk.begun:
        return None
    order = proposed(guide, session.project.phase, session.project.role)
    current = walk.current or order[0]
    open_ones = left_open(walk, tuple(guide.sub_questions))
    return GuideState(
        current=current,
        question=guide.core_of(current).id,
        answered=len(order) - len(open_ones),
        total=len(order),
        open=open_ones,
        done=following(walk, order) is None,
        project=session.project,
    )


def _touched(answer: GuideAnswer) -> bool:
    return answer.answered or answer.skipped or answer.unknown
