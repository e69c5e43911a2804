"""Argue mode: what one side of the table can stand on, and what the other may rightly answer.

Claims are data (``corpus/arguments.yaml``) and their words are their passages'; this module chooses
those that fit and says what each rests on. ``claims`` is also what an argument sheet is made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisor import messages
from advisor.citations import credit
from advisor.danish.text import listed
from advisor.domain import Answer, Hit, Role, Source, Span
from advisor.knowledge import Argument, Term
from advisor.ports import PassageStore
from advisor.writing.draft import Draft
from advisor.writing.places import place

MOST_CLAIMS = 4
_OF_EACH_SIDE = 2
_MOST_OF_ONE = 3  # claims of one core question
_OWN_TECHNOLOGY = 0.15  # a claim about the very technology comes that much forward, in pooled cosine
_BEHIND_BEST = 0.3  # a claim that far behind the nearest does not fit the case
SIDES: tuple[Role, ...] = ("representative", "leader")
_BINDING = ("law", "agreement")


@dataclass(frozen=True, slots=True)
class Claim:
    """One argument with the sentences it stands on: ``span`` of the hit's passage, and the counterpart's."""

    argument: Argument
    hit: Hit
    span: Span
    counter: Hit
    counter_span: Span


class ArgueWriter:
    """Writes the answer to »hvad kan jeg sige i MED?«."""

    def __init__(self, sources: Mapping[str, Source], arguments: Sequence[Argument], store: PassageStore) -> None:
        self._sources = sources
        self._arguments = arguments
        self._store = store

    def claims(
        self,
        side: Role,
        nearness: Mapping[str, float],
        technology: Term | None,
        count: int = MOST_CLAIMS,
        least: int = _OF_EACH_SIDE,
    ) -> tuple[Claim, ...]:
        """At most ``count`` claims that help ``side``, joint sources first, then by how near they are.

        ``nearness`` is by argument; those it lacks are far. Claims about other technologies than
        ``technology`` are left out, and so are those far behind the nearest once there are ``least``; no
        passage is used twice, no core question more than three times.
        """
        near = {
            a.id: nearness.get(a.id, -1.0) + (_OWN_TECHNOLOGY if technology and a.technologies else 0.0)
            for a in self._arguments
            if side in a.helps and _fits(a, technology)
        }
        chosen: list[Argument] = []
        for argument in sorted((a for a in self._arguments if a.id in near), key=lambda a: -near[a.id]):
            alike = [other for other in chosen if other.core_questions[0] == argument.core_questions[0]]
            far = near[argument.id] < max(near.values()) - _BEHIND_BEST and len(chosen) >= least
            if len(chosen) == count or far:
                break
            if len(alike) < _MOST_OF_ONE and all(other.passage != argument.passage for other in chosen):
                chosen.append(argument)
        found = [claim for argument in chosen if (claim := self._claim(argument)) is not None]
        return tuple(sorted(found, key=lambda claim: claim.hit.passage.side != "joint"))

    def write(self, side: Role | None, nearness: Mapping[str, float], technology: Term | None) -> Answer:
        """The claims that help ``side``; of both sides when it is None or of neither."""
        draft = Draft(self._sources)
        if technology is not None:
            draft.talk(messages.ARGUE_NEITHER.format(technology=technology.name))
        one = side in SIDES
        told: tuple[Claim, ...] = ()
        for number, whose in enumerate((side,) if one and side else SIDES):
            claims = self.claims(whose, nearness, technology, MOST_CLAIMS if one else _OF_EACH_SIDE)
            opening = messages.ARGUE_STAND[whose] if one else messages.ARGUE_SIDE[whose]
            draft.talk(opening, "sentence" if one and technology is not None and not number else "paragraph")
            for claim in claims:
                _tell(draft, claim)
            draft.talk(" ".join(_bases(claims)))
            told += claims
        draft.talk(caution(told))
        return draft.answer()

    def _claim(self, argument: Argument) -> Claim | None:
        own = place(self._store, argument.passage, argument.sentence)
        other = place(self._store, argument.counter, argument.counter_sentence)
        return Claim(argument, *own, *other) if own and other else None


def basis(claim: Claim) -> str:
    """What a claim rests on, in words: »en aftale«, »råd og vurderinger, som parterne har skrevet i fællesskab«."""
    passage, kind = claim.hit.passage, claim.argument.basis
    joint = kind == "advice" and passage.side == "joint"
    return messages.ARGUE_BASIS["joint" if joint else kind].format(credit=credit(passage))


def caution(claims: Sequence[Claim]) -> str:
    """What to know before using the claims: they are no legal advice, and who knows an agreement."""
    binding = any(claim.argument.basis in _BINDING for claim in claims)
    return f"{messages.ARGUE_NOT_LAW} {messages.ARGUE_ASK_UNION}" if binding else messages.ARGUE_NOT_LAW


def _fits(argument: Argument, technology: Term | None) -> bool:
    return not argument.technologies or (technology is not None and technology.id in argument.technologies)


def _tell(draft: Draft, claim: Claim) -> None:
    draft.talk(messages.ARGUE_CLAIM.format(title=claim.argument.title), "item")
    draft.fact(claim.hit, claim.span, "sentence")
    draft.talk(messages.ARGUE_ASK.format(question=claim.argument.ask), "under")
    draft.talk(messages.ARGUE_COUNTER, "under")
    draft.fact(claim.counter, claim.counter_span, "sentence")


def _bases(claims: Sequence[Claim]) -> Iterator[str]:
    """What the claims rest on, by their numbers: »Punkt 1 og 3 er råd, som parterne giver i fællesskab.«"""
    by_basis: dict[str, list[int]] = {}
    for number, claim in enumerate(claims, start=1):
        by_basis.setdefault(basis(claim), []).append(number)
    for words, numbers in by_basis.items():
        yield messages.ARGUE_RESTS.format(numbers=listed([*map(str, numbers)]), basis=words)
