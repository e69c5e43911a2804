"""Sentences end where Danish sentences end."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.danish.sentences import sentences


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    "whole",
    [
        ["Det virker.", "Vi måler det!", "Hvorfor ikke?", "Fordi."],
        ["Inddrag alle, bl.a. TR og AMR.", "Mød op."],
        ["Brug fx. Teams eller andet, f.eks. Zoom.", "Så er I i gang."],
        ["Det koster ca. 5 mio. Kr. er ikke alt."],
        ["Mødet er den 3. Marts er travl."],
        ["Det begyndte den 12. december 2018 kl. 14 på rådhuset.", "Alle kom."],
        ["Det skete i 2019.", "Så skete der mere."],
        ["Jf. § 5 i loven.", "Se også nr. 7."],
        ["»Det går godt.«", "Hun smilede."],
        ["Hun sagde: »Vi er med.«", "»Det er vi også,« sagde han."],
        ['Han spurgte: "Hvorfor?"', '"Derfor."'],
        ["(Det var i sommer.)", "Nu er det vinter."],
        ["Ærligt talt?", "Øvelse gør mester.", "Åbenhed hjælper."],
        ["Vent ...", "Så kom svaret."],
        ["Hvad!?", "Ja."],
        ["Version 2.1 er ude.", "Brug den."],
        ["Uden punktum til sidst"],
    ],
    ids=lambda whole: " | ".join(whole)[:40],
)
def test_each_sentence_is_one(whole: list[str]) -> None:
    assert split(" ".join(whole)) == whole


def test_a_small_letter_begins_no_sentence() -> None:
    assert split("Vi mødes kl. otte. og så går vi hjem.") == ["Vi mødes kl. otte. og så går vi hjem."]


def test_a_line_break_always_ends_one() -> None:
    assert split("Tre dele:\n1. Første del.\n2. Anden, bl.a.\nSlut") == [
        "Tre dele:",
        "1. Første del.",
        "2. Anden, bl.a.",
        "Slut",
    ]


@pytest.mark.parametrize("text", ["", "   ", "\n\n \n"])
def test_nothing_holds_no_sentence(text: str) -> None:
    assert sentences(text) == ()


@given(st.text(alphabet='aB æØ.!?\n»«"(12', max_size=80))
def test_every_visible_character_stands_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert all(text[span.start : span.end] == text[span.start : span.end].strip() != "" for span in spans)
    assert all(left.end <= right.start for left, right in itertools.pairwise(spans))
    assert "".join("".join(piece.split()) for piece in split(text)) == "".join(text.split())
