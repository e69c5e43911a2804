"""What the guide writes of one sub-question, and of the walk as a whole, over the sample passages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor import citations, messages
from advisor.domain import CitedText, Contribution, GuideAnswer, Hit, Passage, Project, Walk
from advisor.knowledge import Guide, Reference, SubQuestion
from advisor.testing.fakes import MemoryPassages
from advisor.testing.samples import BENEFIT, CASE, CHECKLIST, PASSAGES, QUESTION, RISK, make_case
from advisor.writing.draft import Draft
from advisor.writing.guide import GuideWriter
from advisor.writing.progress import ProgressWriter, said_by
from tests.writing.guides import GUIDE, REFERENCE, TRAINING, VALUE

SCREENS = Project(technology="skærmbesøg")


def linked(sub: SubQuestion, *places: str) -> SubQuestion:
    """The sub-question with what the sources say of its points; none for the points left over."""
    held = [*places, *[""] * (len(sub.points) - len(places))]
    points = tuple(point.model_copy(update={"passage": place}) for point, place in zip(sub.points, held, strict=True))
    return sub.model_copy(update={"points": points})


POINTED = linked(VALUE, BENEFIT.place, RISK.place, CHECKLIST.place)


@pytest.fixture
def writer() -> GuideWriter:
    return GuideWriter(REFERENCE, MemoryPassages(PASSAGES))


@pytest.fixture
def draft(writer: GuideWriter) -> Draft:
    return writer.draft()


def facts(draft: Draft) -> list[str]:
    return [segment.text for segment in draft.segments if segment.kind == "fact"]


def text(draft: Draft) -> str:
    return citations.render(draft.segments)


def hits(*passages: Passage, score: float = 0.9) -> list[Hit]:
    return [Hit(passage, score) for passage in passages]


class TestIntroduce:
    def test_the_question_first_what_the_sources_say_and_the_question_back(
        self, writer: GuideWriter, draft: Draft
    ) -> None:
        writer.introduce(draft, VALUE, Project(), [])
        assert draft.segments[0].text == "**1.1 Hvad siger I om kørsel?**"
        assert facts(draft) == [
            "Et videoopkald kan gøre ensomme borgere mere ensomme.",
            "Skærmbesøg sparer hjemmeplejen for kørsel.",
        ]
        assert draft.segments[-1].text.endswith("?")
        assert draft.segments[-1].kind == "talk"

    def test_the_very_technology_is_spoken_of_where_the_sources_do(self, writer: GuideWriter, draft: Draft) -> None:
        writer.introduce(draft, TRAINING, SCREENS, hits(BENEFIT))
        assert "Skærmbesøg sparer hjemmeplejen for kørsel." in facts(draft)
        assert "i almindelighed" not in text(draft)

    def test_it_is_said_where_they_do_not(self, writer: GuideWriter, draft: Draft) -> None:
        writer.introduce(draft, VALUE, Project(technology="droner"), hits(BENEFIT))
        assert "i almindelighed" in text(draft)

    @pytest.mark.parametrize(
        "found", [hits(CASE), hits(QUESTION), hits(BENEFIT, score=0.1)], ids=["a case", "a question", "far off"]
    )
    def test_what_does_not_bear_is_left_out(self, writer: GuideWriter, draft: Draft, found: list[Hit]) -> None:
        writer.introduce(draft, TRAINING, SCREENS, found)
        assert all("kmbesøg" not in fact for fact in facts(draft))

    def test_no_sentence_twice(self, writer: GuideWriter, draft: Draft) -> None:
        writer.introduce(draft, VALUE, SCREENS, hits(BENEFIT, RISK))
        assert len(facts(draft)) == len(set(facts(draft)))


class TestReflect:
    def reflect(self, writer: GuideWriter, answer: GuideAnswer, *new: str, sub: SubQuestion = POINTED) -> Draft:
        draft = writer.draft()
        writer.reflect(draft, sub, answer, new, Project())
        return draft

    def test_what_is_covered_what_is_missing_and_one_question(self, writer: GuideWriter) -> None:
        draft = self.reflect(writer, GuideAnswer(VALUE.id, covered=("et",)), "et")
        assert "kørsel et" in text(draft)
        assert facts(draft) == [
            "Et videoopkald kan gøre ensomme borgere mere ensomme.",
            "En god oplæring har tre dele:",
        ]
        assert draft.segments[-1].text == "Hvem?"

    def test_at_most_two_are_missed_at_once(self, writer: GuideWriter) -> None:
        assert len(facts(self.reflect(writer, GuideAnswer(VALUE.id)))) == 2

    def test_what_was_covered_before_is_not_praised_again(self, writer: GuideWriter) -> None:
        draft = self.reflect(writer, GuideAnswer(VALUE.id, covered=("et", "to")), "to")
        assert "kørsel to" in text(draft)
        assert "kørsel et" not in text(draft)

    def test_what_was_told_before_comes_last(self, writer: GuideWriter) -> None:
        told = CitedText(BENEFIT.passage_id, BENEFIT.section_id, "t", "s", "Skærmbesøg sparer hjemmeplejen for kørsel.")
        draft = self.reflect(writer, GuideAnswer(VALUE.id, cited=(told,)))
        assert "Skærmbesøg sparer hjemmeplejen for kørsel." not in facts(draft)

    def test_an_answer_that_covers_all_is_agreed_with_from_the_sources(self, writer: GuideWriter) -> None:
        draft = self.reflect(writer, GuideAnswer(VALUE.id, covered=("et", "to", "tre")), "tre")
        assert facts(draft) == ["En god oplæring har tre dele:"]
        assert "»næste«" in text(draft)


class TestExample:
    def example(self, writer: GuideWriter, project: Project, *cases: object) -> str:
        draft = writer.draft()
        found = writer.example(draft, VALUE, project, cases)  # type: ignore[arg-type]
        return f"{found.id if found else None}: {text(draft)}"

    def test_a_case_of_the_same_technology_goes_before_one_of_the_area(self, writer: GuideWriter) -> None:
        same = make_case(id="cases/samme", technologies=("droner",), area="skole", passages=("kcase",))
        near = make_case(id="cases/naer", technologies=(), area="skole", passages=("kcase",))
        said = self.example(writer, Project("droner", "skole"), near, same)
        assert said.startswith("cases/samme")
        assert "også droner, også i skole" in said

    def test_a_case_that_the_question_goes_by_is_shown_where_none_is_nearer(self, writer: GuideWriter) -> None:
        own = make_case(id="cases/egen", technologies=("droner",), area="skole", passages=("kcase",))
        sub = VALUE.model_copy(update={"cases": ("egen",)})
        draft = writer.draft()
        found = writer.example(draft, sub, Project("skærmbesøg"), [own])
        assert found == own
        assert messages.GUIDE_FITS["question"] in text(draft)

    def test_a_case_that_resembles_nothing_is_not_shown(self, writer: GuideWriter) -> None:
        other = make_case(technologies=("droner",), area="skole", passages=("kcase",))
        assert self.example(writer, Project("skærmbesøg"), other).startswith("None")
        assert self.example(writer, Project("skærmbesøg")).startswith("None")

    def test_what_is_not_confirmed_says_so(self) -> None:
        store = MemoryPassages([replace(CASE, note=f"{messages.CASE_UNCONFIRMED} Set i 2026.")])
        case = make_case(technologies=("skaermbesoeg",), passages=("kcase",))
        draft = GuideWriter(REFERENCE, store).draft()
        GuideWriter(REFERENCE, store).example(draft, VALUE, SCREENS, [case])
        assert f"({messages.CASE_UNCONFIRMED})" in text(draft)
        assert "Set i 2026" not in text(draft)


class TestModels:
    def test_the_one_that_fits_the_phase_goes_first_and_any_before_none(self) -> None:
        early = GUIDE.models[0].model_copy(update={"phases": ("idea",)})
        late = GUIDE.models[1].model_copy(update={"phases": ("operation",)})
        guide = Guide(core_questions=GUIDE.core_questions, models=(early, late))
        writer = GuideWriter(Reference({}, REFERENCE.vocabulary, guide), MemoryPassages(PASSAGES))
        sub = VALUE.model_copy(update={"models": (early.id, late.id)})
        assert writer.model_for(sub, Project(phase="operation")) == late
        assert writer.model_for(sub, Project(phase="development")) == early
        assert writer.model_for(VALUE, Project()) is None

    def test_a_list_is_shown_whole(self, writer: GuideWriter, draft: Draft) -> None:
        writer.show_model(draft, GUIDE.models[0])
        assert "Oplæringens tre dele" in draft.segments[0].text
        assert [fact.rstrip(".") for fact in facts(draft)] == [
            "Sidemandsoplæring på vagten",
            "Kurset i systemet",
            "Tid til at øve sig bagefter",
        ]

    def test_a_model_of_two_sides_shows_both(self, writer: GuideWriter, draft: Draft) -> None:
        writer.show_model(draft, GUIDE.models[1])
        assert "Skærmbesøg sparer hjemmeplejen for kørsel." in facts(draft)
        assert "Et videoopkald kan gøre ensomme borgere mere ensomme." in facts(draft)


class TestProgress:
    @pytest.fixture
    def progress(self) -> ProgressWriter:
        return ProgressWriter(GUIDE)

    def test_the_project_in_words(self, progress: ProgressWriter) -> None:
        project = Project("skærmbesøg", "hjemmeplejen", "assessment", "leader")
        assert progress.read_back(project) == "skærmbesøg, hjemmeplejen, før anskaffelsen, leder"
        assert progress.read_back(Project(area="skole")) == "skole"

    def test_only_what_is_not_known_is_asked_for(self, progress: ProgressWriter) -> None:
        asked = progress.ask_for(Project(technology="droner", area="skole"))
        assert asked is not None
        assert "hvor langt I er" in asked
        assert "teknologi" not in asked
        assert progress.ask_for(Project(technology="droner", phase="idea")) is None

    def test_the_status_counts_answers_and_names_what_is_open_and_disagreed(
        self, progress: ProgressWriter, draft: Draft
    ) -> None:
        walk = Walk(VALUE.id, answers=(GuideAnswer(VALUE.id, (Contribution("ja"),), disagreed=True),))
        progress.status(draft, walk, ("kørsel to",))
        assert "1 af 2" in text(draft)
        assert "kørsel to" in text(draft)
        assert "1.2" in text(draft)
        assert "uenige om 1.1" in text(draft)

    def test_a_summary_holds_each_voice_and_what_is_open(self, progress: ProgressWriter, draft: Draft) -> None:
        held = GuideAnswer(VALUE.id, (Contribution("ja", "Ledelsen"), Contribution("nej", "TR")), disagreed=True)
        progress.summary(draft, Walk(answers=(held, GuideAnswer(TRAINING.id, skipped=True))))
        said = text(draft)
        assert "Ledelsen: »ja«" in said
        assert "TR: »nej«" in said
        assert "ikke enige om 1.1" in said
        assert "1.2 Oplæringen: åbent" in said

    def test_a_summary_of_nothing(self, progress: ProgressWriter, draft: Draft) -> None:
        progress.summary(draft, Walk(answers=(GuideAnswer(VALUE.id, skipped=True),)))
        assert text(draft) == "Der er ingen svar endnu."


def test_a_long_answer_is_read_back_on_one_line_and_cut_at_a_word() -> None:
    short = said_by(Contribution("Vi **når**\nflere, " + "og " * 100))
    assert short.startswith("Vi når flere, og")
    assert short.endswith("og …")
    assert len(short) <= 164
    assert said_by(Contribution("Vi når flere.")) == "Vi når flere."
