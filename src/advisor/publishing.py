"""Papers made of a conversation: gathers what they are made from, and makes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from advisor import messages, papers
from advisor.domain import Case, Role, Session, Walk
from advisor.knowledge import Reference
from advisor.knowledge.vocabulary import recognise
from advisor.papers import PaperFormat, PaperName
from advisor.ports import PassageStore
from advisor.retrieval import Retriever
from advisor.writing import ArgueWriter
from advisor.writing.argue import SIDES, Claim

_MOST_CLAIMS, _LEAST_CLAIMS = 9, 5


class Publisher:
    """Makes papers over one corpus. Safe for threads; keeps nothing of a conversation."""

    def __init__(
        self,
        reference: Reference,
        store: PassageStore,
        retriever: Retriever,
        arguer: ArgueWriter,
        cases: Callable[[], tuple[Case, ...]],
        corpus: str,
    ) -> None:
        """``corpus`` is the fingerprint of what the papers quote."""
        self._reference = reference
        self._store = store
        self._retriever = retriever
        self._arguer = arguer
        self._cases = cases
        self._corpus = corpus

    def paper(self, session: Session, name: PaperName, file_format: PaperFormat, side: Role | None) -> bytes:
        """One paper as a file. The argument sheet is that of ``side``, or of whoever asks, or of the employees."""
        whose = next((who for who in (side, session.project.role, session.role) if who in SIDES), SIDES[0])
        material = papers.Material(
            session=session,
            reference=self._reference,
            store=self._store,
            date=datetime.now().astimezone().date(),
            corpus=self._corpus,
            cases=self._cases(),
            claims=self._claims(session, whose) if name == "arguments" else (),
            side=whose,
        )
        return papers.render(papers.make(name, material), file_format)

    def _claims(self, session: Session, side: Role) -> tuple[Claim, ...]:
        """The claims that fit what the conversation is about, the answers before the questions."""
        project, walk = session.project, session.walk or Walk()
        said = [contribution.text for answer in walk.answers for contribution in answer.contributions]
        said = said or [exchange.message for exchange in session.exchanges]
        about = " ".join(part for part in (project.technology, project.area, *said) if part)
        technology = recognise(about, self._reference.vocabulary.technologies)
        nearness = self._retriever.arguments(about or messages.PAPER_ARGUMENTS_ABOUT)
        return self._arguer.claims(side, nearness, technology, _MOST_CLAIMS, _LEAST_CLAIMS)
