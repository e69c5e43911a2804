"""Sessions to make papers of: a rich one, an empty one, one that means harm; over the shipped corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from advisor.domain import (
    CASES,
    CitedText,
    Contribution,
    GuideAnswer,
    Original,
    Passage,
    Project,
    Role,
    Session,
    Source,
    Walk,
)
from advisor.knowledge import corpus_dir, load_cases, load_corpus
from advisor.papers import Material
from advisor.testing import MemoryPassages
from advisor.writing import ArgueWriter

DAY = date(2026, 11, 25)
KEPT = "sammen-om-ny-teknologi/kerneopgave/borgernes-perspektiv#dialog-betaler-sig"


@cache
def _corpus() -> tuple[Material, dict[str, CitedText]]:
    corpus = load_corpus(corpus_dir())
    store = MemoryPassages(corpus.passages)
    cases = load_cases(corpus_dir(), corpus.reference.sources[CASES].side, store.of_source(CASES))
    cited = {p.place: CitedText(p.passage_id, p.section_id, p.title, p.section, p.text, p.url) for p in corpus.passages}
    return Material(Session("c_prøve"), corpus.reference, store, DAY, "e5@1f2e3d", cases), cited


def cited(place: str) -> CitedText:
    """A passage as a session keeps it once it was cited whole."""
    return _corpus()[1][place]


def material(session: Session, side: Role = "representative") -> Material:
    """What papers of a session are made of, with nine claims for a side."""
    base = _corpus()[0]
    arguments = base.reference.arguments
    writer = ArgueWriter(base.reference.sources, arguments, base.store)
    claims = writer.claims(side, {argument.id: 0.5 for argument in arguments}, None, 9, 5)
    return replace(base, session=session, claims=claims, side=side)


def owning(
    base: Material,
    own: Sequence[Passage],
    sources: Sequence[Source] = (),
    originals: Mapping[str, Original] | None = None,
) -> Material:
    """The same material with documents of the users' own beside the corpus."""
    passages = [passage for source in base.reference.entries for passage in _corpus()[0].store.of_source(source)]
    return replace(base, store=MemoryPassages((*passages, *own), sources, originals))


def empty() -> Material:
    """A session in which nothing was said."""
    return material(Session("c_tom"))


ANSWERS = (
    GuideAnswer(
        "kerneopgave/1",
        (
            Contribution("Borgerne slipper for at sidde og vente på os.\nVi kan nå flere på en formiddag.", "ledelsen"),
            Contribution("Det er fint, hvis de stadig kan få besøg, når de har brug for det.", "medarbejdersiden"),
        ),
        covered=("konkret-problem", "gevinst-for-borgerne"),
        cited=(cited(KEPT),),
    ),
    GuideAnswer(
        "kerneopgave/2",
        (Contribution("Medicinen bliver taget til tiden, fordi vi kan ringe op på klokkeslæt."),),
        covered=("eksempel-fra-hverdagen",),
    ),
    GuideAnswer(
        "kerneopgave/3",
        (
            Contribution("Vi sparer 12 timers kørsel om ugen, og de skal gå til de tunge besøg.", "ledelsen"),
            Contribution("Timerne er allerede sparet væk i budgettet for 2027.", "medarbejdersiden"),
        ),
        disagreed=True,
    ),
    GuideAnswer("kerneopgave/4", unknown=True),
    GuideAnswer("kerneopgave/5", skipped=True),
    GuideAnswer(
        "opgaveloesning/1",
        (Contribution("Ruterne bliver lagt om, så skærmbesøg ligger samlet fra kl. 9 til 11."),),
        covered=("lettelser",),
    ),
    GuideAnswer("opgaveloesning/4", (Contribution("Færre kørte kilometer, men mere stillesiddende arbejde.", "AMR"),)),
    GuideAnswer("kompetencer/1", (Contribution("Alle skal kunne ringe op og se, om forbindelsen er god nok."),)),
    GuideAnswer("kompetencer/4", (Contribution("To superbrugere på hvert hold. Natholdet skal bare kende den."),)),
    GuideAnswer("kompetencer/5", (Contribution("Sidemandsoplæring i de første tre uger, og en opfølgning i maj."),)),
    GuideAnswer(
        "inddragelse/3",
        (Contribution("Vi er med fra kravene bliver skrevet.", "tillidsrepræsentanten"),),
        disagreed=True,
    ),
    GuideAnswer("inddragelse/4", (Contribution("Lokal-MED i januar: om data fra opkald må bruges til kontrol."),)),
)


def rich(side: Role = "representative") -> Material:
    """Several voices, a disagreement, an open point, one passed over, and the rest not reached."""
    project = Project("skærmbesøg", "hjemmeplejen", "assessment", "leader")
    walk = Walk(
        "inddragelse/5",
        "answer",
        ANSWERS,
        models=("gevinstplan", "kende-kunne-mestre", "fire-faser"),
        cases=("cases/vejle-skaermbesoeg", "cases/holbaek-ledelsestilsyn"),
    )
    return material(Session("c_rig", role="leader", project=project, walk=walk), side)


def walking(base: Material, **changes: Any) -> Material:
    """The same material after another walk."""
    return replace(base, session=replace(base.session, walk=replace(base.walk, **changes)))


def saying(words: str, voice: str = "") -> Material:
    """The rich session, in which every answer and every name is ``words``."""
    base = rich()
    walk = base.walk
    answers = tuple(
        replace(answer, contributions=(Contribution(words, voice or words[:60]),), disagreed=False)
        for answer in walk.answers
    )
    project = Project(words[:200], words[:200], "idea", "leader")
    return walking(replace(base, session=replace(base.session, project=project)), answers=answers)
