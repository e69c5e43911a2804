"""Argue mode: which claims are chosen, in which order, and what is said of them."""

from __future__ import annotations

from typing import ClassVar

import pytest

from advisor import messages
from advisor.domain import Answer, Role
from advisor.knowledge import Argument, Term
from advisor.testing import MemoryPassages
from advisor.testing.samples import make_passage
from advisor.writing import ArgueWriter

DRONES = Term(id="droner", name="droner")
GPS = Term(id="gps", name="GPS")
PASSAGES = [
    make_passage("kjoint", "Man bør spørge først. Det sparer tid.", section_id="bog/et", side="joint"),
    make_passage("kaftale", "Der skal gives besked.", section_id="bog/to", side="union"),
    make_passage(
        "kliste", "To ting:\n- Navnet: Droner larmer.\n- Vejret.", section_id="bog/tre", side="union", publisher="FOA"
    ),
    make_passage("kmod", "Det er ledelsens ansvar.", section_id="bog/fire", side="employer"),
]


def argument(name: str, target: str, helps: tuple[Role, ...], **fields: object) -> Argument:
    return Argument.model_validate(
        {
            "id": name,
            "title": f"Titlen {name}",
            "passage": target,
            "ask": f"Hvad med {name}?",
            "counter": "bog/fire#kmod",
            "helps": helps,
            "basis": "advice",
            "core_questions": ("inddragelse",),
            "ways_in": tuple(f"vej {number}" for number in range(8)),
            **fields,
        }
    )


ARGUMENTS = (
    argument("aftalen", "bog/to#kaftale", ("representative",), basis="agreement"),
    argument("sporg", "bog/et#kjoint", ("representative", "leader"), sentence=2),
    argument("larm", "bog/tre#kliste[1]", ("representative",), basis="opinion", technologies=("droner",)),
    argument("ansvar", "bog/fire#kmod", ("leader",), counter="bog/et#kjoint"),
)
NEAR: dict[str, float] = {"aftalen": 0.6, "sporg": 0.5, "larm": 0.5, "ansvar": 0.5}


def writer() -> ArgueWriter:
    return ArgueWriter({}, ARGUMENTS, MemoryPassages(PASSAGES))


def chosen(side: Role, technology: Term | None = None, count: int = 4, near: dict[str, float] = NEAR) -> list[str]:
    return [claim.argument.id for claim in writer().claims(side, near, technology, count)]


def text(answer: Answer) -> str:
    return "\n".join(segment.text for segment in answer.segments)


class TestClaims:
    def test_joint_sources_come_first_then_the_nearest(self) -> None:
        assert chosen("representative") == ["sporg", "aftalen"]
        assert chosen("leader") == ["sporg", "ansvar"]

    def test_a_claim_about_another_technology_is_left_out(self) -> None:
        assert "larm" in chosen("representative", DRONES)
        assert "larm" not in chosen("representative", GPS)
        assert "larm" not in chosen("representative")

    def test_one_about_the_very_technology_comes_forward(self) -> None:
        assert chosen("representative", DRONES, count=1) == ["larm"]

    def test_what_lies_far_behind_is_left_out_once_there_are_enough(self) -> None:
        far = {"aftalen": 0.9, "sporg": 0.85, "larm": 0.1}
        assert chosen("representative", DRONES, near=far) == ["sporg", "aftalen"]

    def test_words_are_the_passages_own(self) -> None:
        claims = {claim.argument.id: claim for claim in writer().claims("representative", NEAR, DRONES)}
        spans = {key: c.hit.passage.text[c.span.start : c.span.end] for key, c in claims.items()}
        assert spans == {"aftalen": "Der skal gives besked.", "sporg": "Det sparer tid.", "larm": "Droner larmer."}
        assert {c.counter.passage.passage_id for c in claims.values()} == {"kmod"}

    def test_no_passage_twice(self) -> None:
        twice = (*ARGUMENTS, argument("igen", "bog/to#kaftale", ("representative",)))
        claims = ArgueWriter({}, twice, MemoryPassages(PASSAGES)).claims("representative", {**NEAR, "igen": 0.6}, None)
        assert len({claim.hit.passage.passage_id for claim in claims}) == len(claims) == 2


class TestWrite:
    SIDES: ClassVar = [("representative", messages.ARGUE_STAND), ("leader", messages.ARGUE_STAND)]

    @pytest.mark.parametrize(("side", "opening"), SIDES)
    def test_one_side(self, side: Role, opening: dict[str, str]) -> None:
        answer = writer().write(side, NEAR, DRONES)
        assert answer.segments[0].text == messages.ARGUE_NEITHER.format(technology="droner")
        assert answer.segments[1].text == opening[side]
        assert text(answer).endswith(messages.ARGUE_NOT_LAW) == (side == "leader")

    def test_each_claim_has_its_question_and_the_counterparts_answer_with_a_number(self) -> None:
        answer = writer().write("representative", NEAR, None)
        layouts = [segment.layout for segment in answer.segments]
        assert layouts.count("item") == 2
        assert layouts.count("under") == 4
        facts = [segment for segment in answer.segments if segment.kind == "fact"]
        assert all(segment.citations for segment in facts)
        assert len(facts) == 4
        assert messages.ARGUE_ASK.format(question="Hvad med aftalen?") in text(answer)

    def test_it_says_what_each_rests_on_and_whom_to_ask_before_an_agreement_is_used(self) -> None:
        told = text(writer().write("representative", NEAR, DRONES))
        assert messages.ARGUE_RESTS.format(numbers="1", basis=messages.ARGUE_BASIS["joint"]) in told
        assert messages.ARGUE_BASIS["agreement"] in told
        assert messages.ARGUE_BASIS["opinion"].format(credit="FOA") in told
        assert messages.ARGUE_ASK_UNION in told
        assert messages.ARGUE_ASK_UNION not in text(writer().write("leader", NEAR, None))

    @pytest.mark.parametrize("side", [None, "staff"])
    def test_both_sides_when_it_is_not_said_whose(self, side: Role | None) -> None:
        told = text(writer().write(side, NEAR, None))
        assert told.index(messages.ARGUE_SIDE["representative"]) < told.index(messages.ARGUE_SIDE["leader"])
