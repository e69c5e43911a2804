"""What is left out, what is a heading, a list or a table: small documents with known answers."""

from __future__ import annotations

import pytest

from ingest import messages
from ingest.documents.model import Block, BlockKind, LeftOut, Repair, Repaired, Section
from ingest.documents.structure import sections


def taken(*texts: str, kind: BlockKind = "paragraph") -> tuple[tuple[Section, ...], tuple[LeftOut, ...]]:
    return sections([(Block(kind, text), Repaired(text)) for text in texts])


PROSE = "Forvaltningen lægger en plan for arbejdet og vender tilbage med den inden sommerferien."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12", "page_number"),
        ("Side 3 af 40", "page_number"),
        ("https://www.eksempel.dk/en/lang/sti.pdf\nhttps://www.eksempel.dk", "links"),
        ("Eksempelby Kommune   Torvet 1   9999 Eksempelby   tlf. 99 99 99 99", "address"),
        ("14.06.12 11:00", "stamp"),
        ("Gå til hovedindhold", "menu"),
        ("~ *", "noise"),
    ],
)
def test_what_is_no_text_is_left_out_with_its_reason(text: str, reason: str) -> None:
    found, out = taken(PROSE, text, PROSE)
    assert out == (LeftOut(text, messages.LEFT_OUT[reason]),)
    assert [section.text for section in found] == [f"{PROSE}\n\n{PROSE}"]


@pytest.mark.parametrize(
    "text",
    [
        "Budgettet er på 12 mio. kr. i 2026, se www.eksempel.dk.",
        "Kontakt konsulent Bo Eksempel på tlf. 99 99 99 99 (bo@eksempel.dk), hvis du vil vide mere om arbejdet.",
        "Tallet er 3 % højere end sidste år.",
    ],
)
def test_sentences_with_numbers_and_addresses_stay(text: str) -> None:
    found, out = taken(PROSE, text)
    assert out == ()
    assert found[0].text.endswith(text)


def test_running_titles_go_wherever_they_stand_on_three_pages() -> None:
    blocks = [
        Block("paragraph", text, page=page)
        for page in (1, 2, 3)
        for text in (f"Digital strategi – side {page}", f"{PROSE} Nummer {page}.", f"{PROSE} Igen {page}.", f"{page}")
    ]
    found, out = sections([(block, Repaired(block.text)) for block in blocks])
    assert [each.why for each in out] == [messages.LEFT_OUT["repeated"], messages.LEFT_OUT["page_number"]] * 3
    assert [section.pages for section in found] == ["1-3"]
    assert "Digital strategi" not in found[0].text


def test_a_table_of_contents_goes_and_the_chapters_stay() -> None:
    found, out = taken("Indholdsfortegnelse", "Formål ........ 3\nØkonomi ....... 7", "Formål", PROSE, "Økonomi", PROSE)
    assert [each.why for each in out] == [messages.LEFT_OUT["contents"]] * 2
    assert [section.title for section in found] == ["Formål", "Økonomi"]


def test_headings_of_plain_text_are_found_by_their_looks() -> None:
    found, _ = taken(
        "Kapitel 2. Økonomi",
        "§ 4. Udvalgets opgaver",
        PROSE,
        "Hvad koster det?",
        PROSE,
        "FAKTA OM ELBILER",
        PROSE,
        f"Planen i korte træk\n{PROSE[:60]}\n{PROSE[60:]}",
    )
    assert [(section.id, section.title, section.path) for section in found] == [
        ("4-udvalgets-opgaver", "§ 4. Udvalgets opgaver", ("Kapitel 2. Økonomi",)),
        ("hvad-koster-det", "Hvad koster det?", ("Kapitel 2. Økonomi", "§ 4. Udvalgets opgaver")),
        ("fakta-om-elbiler", "FAKTA OM ELBILER", ("Kapitel 2. Økonomi", "§ 4. Udvalgets opgaver")),
        ("planen-i-korte-traek", "Planen i korte træk", ("Kapitel 2. Økonomi", "§ 4. Udvalgets opgaver")),
    ]
    assert [section.kind for section in found] == ["text", "text", "box", "text"]


def test_a_chapter_that_follows_a_list_is_a_chapter() -> None:
    found, _ = taken("Vi spørger:", "• hvad koster det?\n• hvem betaler?\n 2. OPGAVER", "Hvem gør hvad?", PROSE)
    assert [(section.title, section.path) for section in found][1:] == [("Hvem gør hvad?", ("2. OPGAVER",))]


def test_an_address_that_ends_a_sentence_stays_and_lines_of_addresses_go() -> None:
    found, out = taken(f"{PROSE} Læs mere på\neksempel.dk.\nhttps://www.eksempel.dk/en-lang-\nsti-til-en-rapport.pdf")
    assert [section.text for section in found] == [f"{PROSE} Læs mere på eksempel.dk."]
    assert out == (LeftOut("https://www.eksempel.dk/en-lang-\nsti-til-en-rapport.pdf", messages.LEFT_OUT["links"]),)


@pytest.mark.parametrize("text", ["Erhvervspsykolog Bo Eksempel", "KL: Ledelse i praksis", "og så videre derudad"])
def test_names_attributions_and_rests_of_sentences_are_no_headings(text: str) -> None:
    found, _ = taken("Planen", PROSE, text, PROSE)
    assert [section.title for section in found] == ["Planen"]


def test_lists_are_lines_that_a_passage_sees_as_items() -> None:
    found, _ = taken("Drøft:\n• formålet\n• hvad det koster,\n  og hvem der betaler", "1) først\n2) så", PROSE)
    assert found[0].text == f"Drøft:\n\n- formålet\n- hvad det koster, og hvem der betaler\n1. først\n2. så\n\n{PROSE}"
    assert found[0].pieces[0].end == found[0].text.index(PROSE)


def test_a_dash_inside_a_sentence_is_no_item_and_a_sentence_goes_on_over_a_page() -> None:
    first, second = (
        Block("paragraph", "Den tager tid\n– og penge – men", page=1),
        Block("paragraph", "er nyttig.", page=2),
    )
    found, _ = sections([(block, Repaired(block.text)) for block in (first, second)])
    assert [section.text for section in found] == ["Den tager tid – og penge – men er nyttig."]
    assert found[0].pages == "1-2"


def test_a_word_cut_at_the_end_of_a_page_is_made_whole_as_a_repair() -> None:
    first, second = Block("paragraph", "Alle skal med i gennem-", page=1), Block("paragraph", "førelsen.", page=2)
    (section,), _ = sections([(block, Repaired(block.text)) for block in (first, second)])
    assert section.text == "Alle skal med i gennemførelsen."
    assert section.original == "Alle skal med i gennem- førelsen."


def test_a_repair_stays_on_its_word_when_lines_are_joined() -> None:
    before = "Vi er\npreeget af  det."
    after = Repaired("Vi er\npræget af  det.", (Repair(6, 12, "preeget"),))
    (section,), _ = sections([(Block("paragraph", before), after)])
    assert section.text == "Vi er præget af det."
    assert section.repairs == (Repair(6, 12, "preeget"),)
    assert section.original == "Vi er preeget af det."


def test_the_header_of_a_long_table_comes_again_at_the_head_of_a_piece() -> None:
    rows = [
        "Emne\tUdvalg\tFrist",
        *(f"Sag {n} om digitale nøgler i hjemmeplejen\tHoved-MED\t{n}. maj" for n in range(1, 31)),
    ]
    (section,), _ = taken(*rows, kind="row")
    assert section.kind == "table"
    assert len(section.pieces) > 2
    for piece in section.pieces[1:]:
        assert section.text[piece.start :].startswith("Emne | Udvalg | Frist\n")
