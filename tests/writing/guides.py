"""A guide of two sub-questions over the sample passages, and a reference that holds it."""

from __future__ import annotations

from advisor.knowledge import CoreQuestionData, Guide, Model, Reference, SubQuestion, Term, Vocabulary
from advisor.knowledge.guide import ModelPoint, Point
from advisor.testing.samples import BENEFIT, CHECKLIST, RISK


def _sub(number: int, title: str, about: str, passages: tuple[str, ...], sections: tuple[str, ...]) -> SubQuestion:
    ways = tuple(f"vej {way}" for way in range(8))
    return SubQuestion(
        id=f"kerneopgave/{number}",
        title=title,
        question=f"Hvad siger I om {about}?",
        why="Fordi.",
        points=tuple(
            Point(id=name, text=f"{about} {name}", passage=passages[0], probe=1, ways_in=ways)
            for name in ("et", "to", "tre")
        ),
        probes=("Hvem?",),
        phases={"idea": 1.0},
        roles={"leader": 1.0},
        passages=passages,
        sections=sections,
        ask={"leader": "Spørg."},
    )


VALUE = _sub(
    1, "Værdien", "kørsel", (f"{RISK.section_id}#krisiko", f"{BENEFIT.section_id}#kgevinst"), (BENEFIT.section_id,)
)
TRAINING = _sub(
    2, "Oplæringen", "kurset", (f"{CHECKLIST.section_id}#kliste[2]",), (BENEFIT.section_id, CHECKLIST.section_id)
)
GUIDE = Guide(
    core_questions=(
        CoreQuestionData(
            id="kerneopgave",
            number=1,
            title="Kerneopgave",
            question="Hvad skal vi med den?",
            why="Fordi.",
            sub_questions=(VALUE, TRAINING),
        ),
    ),
    models=(
        Model(
            id="oplaering",
            title="Oplæringens tre dele",
            shape="checklist",
            passages=(CHECKLIST.place,),
            points=(ModelPoint(title="Sidemand", item=1), ModelPoint(title="Kursus", item=2), ModelPoint(title="Øve")),
            helps="Når I skal lære det.",
            asked_by=("en", "to", "tre"),
        ),
        Model(
            id="godt-og-skidt",
            title="Godt og skidt",
            shape="two-sided",
            passages=(BENEFIT.place,),
            points=(
                ModelPoint(title="Godt", passage=BENEFIT.place),
                ModelPoint(title="Skidt", passage=RISK.place),
                ModelPoint(title="Kurset", passage=CHECKLIST.place, item=2),
            ),
            helps="Når I skal veje for og imod.",
            asked_by=("en", "to", "tre"),
        ),
    ),
)
VOCABULARY = Vocabulary(
    technologies=(Term(id="skaermbesoeg", name="skærmbesøg"), Term(id="droner", name="droner", synonyms=("drone",))),
    areas=(Term(id="skole", name="skole"),),
    phases=(),
    roles=(),
    municipalities=("Holbæk", "Odense", "Vejen", "Faaborg-Midtfyn", "Aarhus"),
)
REFERENCE = Reference({}, VOCABULARY, GUIDE)
