"""A number, price, place or rule that is asked for must stand in the passage."""

from __future__ import annotations

import pytest

from advisor.domain import Passage
from advisor.retrieval.specifics import asked_for
from advisor.testing.samples import BENEFIT, CASE, CHECKLIST, FIGURE, RISK, make_passage

MUNICIPALITIES = ("Holbæk", "Odense", "Vejen", "Faaborg-Midtfyn", "Aarhus")
PRICED = make_passage("kpris", "Kurset koster 5.000 kroner for hver deltager.", heading="Kursets pris")
COUNTED = make_passage("ktalt", "De tre kurser havde tyve deltagere.")
UNCOUNTED = make_passage("kutalt", "Hvor mange deltagere de tre kurser havde, vides ikke.")
LAW = make_passage("klov", "Databeskyttelsesloven gælder også for kommunens kameraer.", heading="Loven")
SYSTEM = make_passage("ksystem", "Kommunen valgte systemet Acadre til sine sager.", heading="Systemet til sager")
UNNAMED = make_passage("kanonym", "Kommunen valgte et nyt system til sine sager.", heading="Systemet til sager")


@pytest.mark.parametrize(
    ("question", "passage", "borne"),
    [
        # places
        ("Hvad gjorde Holbæk med skærmbesøg?", CASE, True),
        ("hvad gjorde holbaek med skærmbesøg", CASE, True),
        ("Hvad gjorde Odense med skærmbesøg?", CASE, False),
        ("Hvad gjorde Odense og Holbæk?", CASE, False),
        ("Hvad er vejen til gode skærmbesøg?", BENEFIT, True),
        ("Hvad gør Vejen med skærmbesøg?", BENEFIT, False),
        # numbers
        ("Hvor længe varer kurset?", FIGURE, True),
        ("Hvor mange halve dage varer kurset?", FIGURE, True),
        ("Hvor mange kurser fik borgeren?", RISK, False),
        ("Hvor længe varer et videoopkald?", RISK, False),
        ("Hvor mange deltagere var der?", COUNTED, True),
        ("Hvor mange deltagere var der?", UNCOUNTED, False),  # the three are courses, and it says that it is not known
        # prices
        ("Hvad koster kurset?", PRICED, True),
        ("Hvor mange kroner koster kurset?", PRICED, True),
        ("Hvad koster kurset?", FIGURE, False),  # a figure, but no money; and the price is said to be unknown
        # the length of a list
        ("Hvor mange dele har en god oplæring?", CHECKLIST, True),
        # rules
        ("Hvad siger databeskyttelsesloven om kameraer?", LAW, True),
        ("Hvad siger ferieloven om kameraer?", LAW, False),
        # names
        ("Hvad hedder systemet til sager?", SYSTEM, True),
        ("Hvad hedder systemet til sager?", UNNAMED, False),
        # nothing in particular
        ("Hvad er godt ved skærmbesøg?", BENEFIT, True),
        ("Hvad er godt ved skærmbesøg?", FIGURE, True),
    ],
)
def test_what_is_asked_for_stands_there_or_does_not(question: str, passage: Passage, borne: bool) -> None:
    assert asked_for(question, MUNICIPALITIES).borne_by(passage) is borne


def test_places_are_found_however_they_are_spelt() -> None:
    for question in ("Aarhus", "i Aarhus?", "aarhus kommune"):
        assert len(asked_for(question, MUNICIPALITIES).places) == 1
    assert asked_for("Faaborg-Midtfyn", MUNICIPALITIES).places == asked_for("faaborg", MUNICIPALITIES).places != set()
    assert asked_for("Hvor er vi på vejen?", MUNICIPALITIES).places == frozenset()


def test_a_name_must_stand_in_the_passage_whole() -> None:
    assert asked_for("Hvad gjorde Holbæk?", MUNICIPALITIES).named_in(CASE)
    assert not asked_for("Hvad gjorde Holbæk og Odense?", MUNICIPALITIES).named_in(CASE)
    assert not asked_for("Hvad gjorde kommunen?", MUNICIPALITIES).named_in(CASE)


@pytest.mark.parametrize(
    ("question", "quantity", "price"),
    [
        ("Hvor mange ledere er med?", True, False),
        ("How many leaders took part?", True, False),
        ("Hvad koster det?", False, True),
        ("How much did it cost?", True, True),
        ("Hvor mange kroner sparede de?", True, True),
        ("Hvor begynder vi?", False, False),
        ("Hvor meget skal vi tale om det?", False, False),
    ],
)
def test_quantities_and_prices(question: str, quantity: bool, price: bool) -> None:
    found = asked_for(question, MUNICIPALITIES)
    assert (found.quantity, found.price) == (quantity, price)
