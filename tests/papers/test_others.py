"""The argument sheet, the open questions and the selection."""

from __future__ import annotations

from dataclasses import replace

from advisor import messages
from advisor.papers import make, wording
from advisor.papers.document import Heading, Table
from tests.papers.sessions import empty, rich, walking
from tests.papers.test_discussion import cell, headings, table, words


class TestArguments:
    def test_each_claim_has_its_source_its_basis_a_question_and_the_counterparts_answer(self) -> None:
        claims, document = rich().claims, make("arguments", rich())
        said = words(document)
        assert 5 <= len(claims) <= 9
        for number, claim in enumerate(claims, start=1):
            passage, other = claim.hit.passage, claim.counter.passage
            assert f"{number}. {claim.argument.title}" in headings(document)
            assert passage.text[claim.span.start : claim.span.end] in said
            assert f"{wording.ASK} {claim.argument.ask}" in said
            assert f"{wording.COUNTER} {other.text[claim.counter_span.start : claim.counter_span.end]}" in said
        assert said.count("Kilde: ") == 2 * len(claims)
        assert said.count("Bygger på ") == len(claims)
        assert messages.ARGUE_NOT_LAW in said

    def test_the_source_names_publisher_page_and_side(self) -> None:
        line = "Kilde: Fremfærd, Sammen om ny teknologi, 2022, s. 33–34 (parterne i fællesskab)."
        assert line in words(make("arguments", rich()))

    def test_it_switches_sides(self) -> None:
        own, other = make("arguments", rich()), make("arguments", rich("leader"))
        assert own.subtitle.startswith("Det kan medarbejdersiden stå på")
        assert other.subtitle.startswith("Det kan ledelsen stå på")
        assert headings(own) != headings(other)

    def test_whom_to_ask_before_an_agreement_is_used(self) -> None:
        claims = tuple(
            replace(claim, argument=claim.argument.model_copy(update={"basis": "agreement"})) for claim in rich().claims
        )
        assert messages.ARGUE_ASK_UNION in words(make("arguments", replace(rich(), claims=claims)))

    def test_without_claims_it_says_so(self) -> None:
        document = make("arguments", replace(rich(), claims=()))
        assert wording.ARGUMENTS_NONE in words(document)
        assert not headings(document)


class TestOpenQuestions:
    def test_disagreements_come_first_with_what_each_voice_says(self) -> None:
        document = make("open-questions", rich())
        assert headings(document)[:3] == ["Det er I uenige om", "1.3 Ressourcerne", "4.3 Måder at være med"]
        assert "Medarbejdersiden: Timerne er allerede sparet væk" in words(document)

    def test_each_says_how_to_go_on_and_has_a_line_in_the_table(self) -> None:
        document = make("open-questions", rich())
        assert words(document).count(wording.OPEN_ASK) == 12
        rows = table(document, wording.OPEN_DEALS_CAPTION).rows
        assert len(rows) == 12
        assert cell(document, wording.OPEN_DEALS_CAPTION, 0, 0) == "1.3 Ressourcerne"

    def test_answers_that_leave_something_out_are_named(self) -> None:
        assert "Færre fejl (1.2): " in words(make("open-questions", rich()))

    def test_an_empty_session_has_all_twenty(self) -> None:
        document = make("open-questions", empty())
        assert wording.OPEN_EMPTY in words(document)
        assert len([b for b in document.blocks if isinstance(b, Heading) and b.level == 2]) == 20

    def test_a_session_without_open_ones_says_so(self) -> None:
        base = rich()
        answer = base.walk.answers[0]
        answers = tuple(replace(answer, sub_question=s.id) for core in base.cores for s in core.sub_questions)
        document = make("open-questions", walking(base, answers=answers))
        assert wording.NOTHING_OPEN in words(document)
        assert not [block for block in document.blocks if isinstance(block, Table)]


class TestSelection:
    def test_the_models_and_cases_that_were_looked_at(self) -> None:
        document = make("selection", rich())
        models, cases = table(document, wording.MODELS_CAPTION), table(document, wording.CASES_CAPTION)
        assert [cell(document, wording.MODELS_CAPTION, row, 0) for row in range(3)] == [
            "Gevinstplanen",
            "Kende, kunne eller mestre",
            "Fire faser i et teknologiprojekt",
        ]
        assert len(models.rows) == 3
        assert len(cases.rows) == 2
        assert wording.CASE_STATUS["unconfirmed"] in cell(document, wording.CASES_CAPTION, 0, 0)
        assert wording.CASE_STATUS["confirmed"] in cell(document, wording.CASES_CAPTION, 1, 0)

    def test_else_those_of_the_answered_questions(self) -> None:
        base = rich()
        document = make("selection", walking(base, models=(), cases=()))
        subs = [sub for sub, _ in base.answered()]
        assert len(table(document, wording.MODELS_CAPTION).rows) == len({name for sub in subs for name in sub.models})
        assert len(table(document, wording.CASES_CAPTION).rows) == len({name for sub in subs for name in sub.cases})

    def test_unknown_names_in_a_file_are_passed_over(self) -> None:
        base = rich()
        document = make("selection", walking(base, models=("findes-ikke",), cases=("cases/findes-ikke",)))
        assert wording.MODELS_NONE in words(document)
        assert wording.CASES_NONE in words(document)

    def test_an_empty_session_is_told_how_to_get_there(self) -> None:
        document = make("selection", empty())
        assert not [block for block in document.blocks if isinstance(block, Table)]
        assert wording.MODELS_NONE in words(document)
