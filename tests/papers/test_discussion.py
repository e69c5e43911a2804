"""The discussion paper: what it holds of a session, and what it says where nothing is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor import messages
from advisor.domain import CitedText, Session
from advisor.papers import Document, Material, make, wording
from advisor.papers.document import Heading, Items, Paragraph, Run, Table
from tests.papers.sessions import KEPT, cited, empty, material, rich, walking


def plain_text(paragraph: Paragraph) -> str:
    """The words of a paragraph without emphasis, each reference in brackets."""
    return "".join(part.text if isinstance(part, Run) else f"[{part.number}]" for part in paragraph.parts)


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def words(document: Document) -> str:
    """Everything that is said, a paragraph a line."""
    lines = []
    for block in document.blocks:
        if isinstance(block, Heading):
            lines.append(block.text)
        elif isinstance(block, Paragraph):
            lines.append(plain_text(block))
        elif isinstance(block, Items):
            lines += map(plain_text, block.items)
        else:
            lines += [plain_text(paragraph) for row in block.rows for cell in row for paragraph in cell]
    return "\n".join(lines)


def table(document: Document, caption: str) -> Table:
    return next(b for b in document.blocks if isinstance(b, Table) and b.caption == caption)


def cell(document: Document, caption: str, row: int, column: int) -> str:
    return "\n".join(map(plain_text, table(document, caption).rows[row][column]))


def under(document: Document, heading: str) -> list[str]:
    """The items of the first list below a heading."""
    start = next(i for i, b in enumerate(document.blocks) if isinstance(b, Heading) and b.text.startswith(heading))
    found = next(block for block in document.blocks[start:] if isinstance(block, Items))
    return [plain_text(item) for item in found.items]


@pytest.fixture(scope="module")
def paper() -> Document:
    return make("discussion", rich())


class TestAnswers:
    def test_each_voice_stands_under_its_name_and_every_line_is_kept(self, paper: Document) -> None:
        said = [b for b in paper.blocks if isinstance(b, Paragraph) and b.role == "answer"]
        assert plain_text(said[0]) == "Ledelsen: Borgerne slipper for at sidde og vente på os."
        assert plain_text(said[1]) == "Vi kan nå flere på en formiddag."
        assert plain_text(said[2]).startswith("Medarbejdersiden: ")
        assert said[0].parts[0] == Run("Ledelsen:", "bold")

    def test_who_named_no_voice_speaks_for_all(self, paper: Document) -> None:
        assert "Jeres svar: Medicinen bliver taget til tiden" in words(paper)

    def test_the_sources_words_name_whose_they_are(self, paper: Document) -> None:
        assert "Det kan være en god investering at tale med dem" in words(paper)
        said = words(paper).splitlines()
        quoted = [said[number + 1] for number, line in enumerate(said) if line == wording.SOURCES_SAY]
        assert len(quoted) == len([a for a in rich().walk.answers if a.answered])
        assert all(any(f"({side})" in line for side in messages.SIDES.values()) for line in quoted)

    def test_points_that_are_not_covered_are_asked_for(self, paper: Document) -> None:
        assert "Færre fejl: Hvilken fejl ville I være lykkelige for aldrig at se igen?" in words(paper)
        assert "Et konkret eksempel fra hverdagen:" not in words(paper)

    def test_a_disagreement_is_told(self, paper: Document) -> None:
        assert words(paper).count(wording.DISAGREED) == 2

    def test_questions_without_an_answer_are_listed_and_not_led_through(self, paper: Document) -> None:
        assert "1.4 Forholdet til borgerne" not in headings(paper)
        assert "1.4 Hvordan kan teknologien styrke, svække eller ændre forholdet" in words(paper)


class TestCitedTexts:
    def with_cited(self, text: CitedText) -> Document:
        base = rich()
        answers = tuple(
            replace(a, cited=(text,)) if a.sub_question == "kerneopgave/2" else a for a in base.walk.answers
        )
        return make("discussion", walking(base, answers=answers))

    def test_words_that_stand_no_more_in_the_passage_are_left_out(self) -> None:
        document = self.with_cited(replace(cited(KEPT), quote="Det er forbudt at spørge borgerne."))
        assert "forbudt" not in words(document)

    def test_a_passage_that_is_gone_keeps_its_words_its_source_and_the_address_of_the_bibliography(self) -> None:
        gone = replace(cited(KEPT), passage_id="k000", quote="Sådan stod der før.", url="https://ond.example/x")
        document = self.with_cited(gone)
        assert "Sådan stod der før. (parterne i fællesskab)" in words(document)
        note = next(note for note in document.notes if wording.AS_KEPT in note.text)
        assert note.url
        assert "ond.example" not in note.url

    def test_one_from_no_known_source_is_left_out(self) -> None:
        gone = replace(cited(KEPT), passage_id="k000", section_id="min/egen", quote="Jeg har altid ret.")
        assert "altid ret" not in words(self.with_cited(gone))

    def test_links_lead_to_addresses_of_the_corpus_alone(self, paper: Document) -> None:
        known = {passage.url for source in rich().reference.entries for passage in rich().store.of_source(source)}
        assert {note.url for note in paper.notes} <= known

    def test_every_note_is_used_and_every_reference_has_one(self, paper: Document) -> None:
        text = words(paper)
        assert [note.number for note in paper.notes] == list(range(1, len(paper.notes) + 1))
        assert all(f"[{note.number}]" in text for note in paper.notes)


class TestPlans:
    def test_the_business_case_has_its_six_points_with_what_was_answered(self, paper: Document) -> None:
        rows = table(paper, wording.BUSINESS_CASE_CAPTION).rows
        assert len(rows) == 6
        assert cell(paper, wording.BUSINESS_CASE_CAPTION, 0, 0).startswith("Opgaven eller problemet\n")
        assert "1.1 Ledelsen: Borgerne slipper" in cell(paper, wording.BUSINESS_CASE_CAPTION, 0, 1)
        assert cell(paper, wording.BUSINESS_CASE_CAPTION, 3, 1) == wording.FILL["answer"]

    def test_the_benefits_plan_has_the_models_points(self, paper: Document) -> None:
        assert len(table(paper, wording.BENEFITS_CAPTION).rows) == 5
        assert "1.3 Ledelsen: Vi sparer" in cell(paper, wording.BENEFITS_CAPTION, 0, 1)

    def test_the_competence_plan_has_three_levels_and_the_answers_before_it(self, paper: Document) -> None:
        assert [cell(paper, wording.COMPETENCES_CAPTION, row, 0).split("\n")[0] for row in range(3)] == [
            "Kende",
            "Kunne",
            "Mestre",
        ]
        assert "3.4 Jeres svar: To superbrugere på hvert hold." in words(paper)

    def test_the_involvement_plan_has_the_phases_the_levels_and_where_they_are(self, paper: Document) -> None:
        caption = wording.INVOLVEMENT_CAPTION
        assert [wording.HERE_NOW in cell(paper, caption, row, 0) for row in range(4)] == [False, True, False, False]
        assert "information\nmedindflydelse\nmedbestemmelse" in cell(paper, caption, 0, 2)

    def test_a_long_answer_is_shortened_in_the_plans_and_whole_above(self) -> None:
        base = rich()
        long = "ord " * 900 + "slut"
        first = replace(
            base.walk.answers[1], contributions=(replace(base.walk.answers[1].contributions[0], text=long),)
        )
        walk = replace(base.walk, answers=(base.walk.answers[0], first, *base.walk.answers[2:]))
        document = make("discussion", replace(base, session=replace(base.session, walk=walk)))
        assert f"Jeres svar: {long}" in words(document)
        assert cell(document, wording.BUSINESS_CASE_CAPTION, 1, 1).count("ord") < 100

    def test_a_plan_that_nothing_was_said_to_is_one_line_and_no_table(self) -> None:
        base = rich()
        document = make("discussion", walking(base, answers=()))
        assert not [block for block in document.blocks if isinstance(block, Table)]
        for missing in (wording.BUSINESS_CASE_MISSING, wording.COMPETENCES_MISSING, wording.INVOLVEMENT_MISSING):
            assert missing in words(document)


def test_the_agenda_takes_disagreements_first_and_ends_with_what_comes_next(paper: Document) -> None:
    points = under(paper, wording.AGENDA)
    assert points[0] == wording.AGENDA_PROJECT
    assert points[1].startswith("Ressourcerne (1.3), som vi er uenige om: ")
    assert points[3].startswith("Forholdet til borgerne (1.4), som vi ikke ved nok om: ")
    assert points[-1] == wording.AGENDA_NEXT


def test_open_points_are_ordered_by_how_open_they_are(paper: Document) -> None:
    found = under(paper, wording.OPEN_POINTS)
    assert found[0] == "1.3 Ressourcerne: I er ikke enige"
    assert found[2:4] == ["1.4 Forholdet til borgerne: I ved det ikke endnu", "1.5 Pris og bivirkninger: sprunget over"]
    assert found[4].startswith("Ikke nået endnu: 2.2 Fagligheden · 2.3 Kollegaskabet")
    assert len(found) == 5


@pytest.mark.parametrize("made", [rich(), empty(), material(Session("c_uden_svar"))])
def test_headings_never_jump(made: Material) -> None:
    levels = [block.level for block in make("discussion", made).blocks if isinstance(block, Heading)]
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


def test_an_empty_session_is_told_how_to_begin() -> None:
    document = make("discussion", empty())
    assert wording.EMPTY in words(document)
    assert not [block for block in document.blocks if isinstance(block, (Table, Heading))]
    assert len(words(document).splitlines()) <= 8


def test_it_carries_notice_date_and_corpus(paper: Document) -> None:
    assert "AI-rådgiver" in paper.notice
    assert "ikke juridisk rådgivning" in paper.notice
    assert paper.corpus == rich().corpus
    assert "25. november 2026" in words(paper)
