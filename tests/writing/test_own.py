"""What of an own passage answers: the sentences that do, in their order, word for word, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.citations import plain
from advisor.domain import Answer, Hit, Passage
from advisor.knowledge import Reference, corpus_dir, load_reference
from advisor.testing.samples import make_passage
from advisor.writing import own
from advisor.writing.draft import Draft

MEETINGS = (
    "Begge sider kan sætte punkter på dagsordenen. Punkter skal være hos sekretariatet i god tid. Dagsordenen med "
    "bilag sendes ud senest otte dage før mødet. Referatet skrives under mødet. Det bliver læst op til sidst. "
    "Uenighed føres til referat med begge siders begrundelse.\n"
)
LEVELS = (
    "Systemet har tre niveauer:\n- Hovedudvalget\n- Fem forvaltningsudvalg\n- Lokaludvalg på større arbejdspladser\n"
)
COSTS = (
    "Udgifterne i det første år:\nPost | Beløb\nTablets | 630.000 kr.\nLicens | 310.000 kr.\nOplæring | 220.000 kr.\n"
)


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference(corpus_dir())


def paper(text: str, **fields: object) -> Passage:
    said = {"wording": "verbatim", "source_id": "local/a", "side": "local", "title": "MED-aftale", "section": "Møder"}
    return make_passage("o1", text, **{**said, **fields})


def answer(reference: Reference, message: str, *passages: Passage, brief: bool = False) -> Answer:
    draft = Draft({})
    for passage in passages:
        own.quote(draft, message, Hit(passage, 0.9), reference, brief=brief)
    return draft.answer()


def facts(made: Answer) -> list[str]:
    return [segment.text for segment in made.segments if segment.kind == "fact"]


def test_the_sentence_with_the_figure_alone_answers_a_question_for_it(reference: Reference) -> None:
    made = answer(reference, "Hvor mange dage før mødet skal dagsordenen sendes ud?", paper(MEETINGS))
    assert facts(made) == ["Dagsordenen med bilag sendes ud senest otte dage før mødet."]
    assert plain(made.segments).startswith("I »MED-aftale« under »Møder« står der: Dagsordenen med bilag")


def test_what_shares_most_with_the_question_answers_it_and_leans_on_what_is_before(reference: Reference) -> None:
    made = facts(answer(reference, "Bliver referatet læst op?", paper(MEETINGS)))
    assert "Det bliver læst op til sidst." in made
    assert made[made.index("Det bliver læst op til sidst.") - 1] == "Referatet skrives under mødet."
    assert "Begge sider kan sætte punkter på dagsordenen." not in made


def test_a_list_is_given_whole_where_one_is_asked_for_under_what_it_hangs_on(reference: Reference) -> None:
    whole = answer(reference, "Hvilke niveauer er der?", paper(LEVELS + MEETINGS))
    assert facts(whole) == [
        "Systemet har tre niveauer:",
        "Hovedudvalget",
        "Fem forvaltningsudvalg",
        "Lokaludvalg på større arbejdspladser",
    ]
    assert [segment.layout for segment in whole.segments[-3:]] == ["bullet"] * 3


def test_of_a_table_the_row_asked_for_answers_and_all_rows_what_asks_for_their_matter(reference: Reference) -> None:
    one = facts(answer(reference, "Hvad koster licens?", paper(COSTS, section="Udgifter")))
    assert "Licens | 310.000 kr." in one
    assert "Tablets | 630.000 kr." not in one
    every = facts(answer(reference, "Hvad bliver udgiften i kroner?", paper(COSTS, section="Udgifter")))
    assert [row for row in COSTS.split("\n") if "kr." in row] == [row for row in every if "kr." in row]


def test_beside_another_one_sentence_is_enough(reference: Reference) -> None:
    made = facts(answer(reference, "Hvem kan sætte punkter på dagsordenen?", paper(MEETINGS), brief=True))
    assert made == ["Begge sider kan sætte punkter på dagsordenen."]


def test_the_document_is_named_once_and_a_section_too(reference: Reference) -> None:
    other, same = paper(LEVELS, section="Opbygning", section_id="b"), paper(MEETINGS, section_id="b")
    talk = [
        s.text for s in answer(reference, "Hvad er der?", paper(MEETINGS), other, same).segments if s.kind == "talk"
    ]
    assert talk == ["I »MED-aftale« under »Møder« står der:", "Under »Opbygning« står der:"]
    alone = answer(reference, "Hvad er der?", paper(MEETINGS, section="MED-aftale"))
    assert alone.segments[0].text == "I »MED-aftale« står der:"


def test_a_heading_is_cut_and_is_no_markup(reference: Reference) -> None:
    made = answer(reference, "Hvad er der?", paper(MEETINGS, section="**Fed** " + "ord " * 90))
    assert "*" not in made.segments[0].text
    assert len(made.segments[0].text) < 200


_LINES = st.sampled_from(
    ["Et møde holdes i maj.", "- Et punkt", "1. Nummer", "a | b", "", "Dem:", "Det er 3. Men?", "   "]
)


@given(lines=st.lists(_LINES, max_size=12), brief=st.booleans())
def test_whatever_the_passage_each_fact_is_exactly_what_stands_there_in_its_order(
    reference: Reference, lines: list[str], brief: bool
) -> None:
    passage = paper("\n".join(lines))
    made = answer(reference, "Hvornår holdes et møde om tre punkter?", passage, brief=brief)
    end = 0
    for text in facts(made):
        end = passage.text.index(text, end) + len(text)
        assert text == text.strip()
    assert bool(facts(made)) == bool(passage.text.strip())
