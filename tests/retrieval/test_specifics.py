"""A number, price, place or rule that is asked for must stand in the passage."""

from __future__ import annotations

import pytest

from advisor.domain import Passage
from advisor.retrieval.specifics import asked_for
from advisor.testing.samples import BENEFIT, CASE, CHECKLIST, FIGURE, RISK, make_passage
from tests.writing.guides import REFERENCE

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
        ("Skal kameraer i EU-udbud?", LAW, False),
        # names
        ("Hvad hedder systemet til sager?", SYSTEM, True),
        ("Hvad hedder systemet til sager?", UNNAMED, False),
        # nothing in particular
        ("Hvad er godt ved skærmbesøg?", BENEFIT, True),
        ("Hvad er godt ved skærmbesøg?", FIGURE, True),
    ],
)
def test_what_is_asked_for_stands_there_or_does_not(question: str, passage: Passage, borne: bool) -> None:
    assert asked_for(question, REFERENCE).borne_by(passage) is borne


def test_places_are_found_however_they_are_spelt() -> None:
    for question in ("Aarhus", "i Aarhus?", "aarhus kommune"):
        assert len(asked_for(question, REFERENCE).places) == 1
    assert asked_for("Faaborg-Midtfyn", REFERENCE).places == asked_for("faaborg", REFERENCE).places != set()
    assert asked_for("Hvor er vi på vejen?", REFERENCE).places == frozenset()


def test_a_name_must_stand_in_the_passage_whole() -> None:
    assert asked_for("Hvad gjorde Holbæk?", REFERENCE).named_in(CASE)
    assert not asked_for("Hvad gjorde Holbæk og Odense?", REFERENCE).named_in(CASE)
    assert not asked_for("Hvad gjorde kommunen?", REFERENCE).named_in(CASE)


@pytest.mark.parametrize(
    ("question", "given", "refused"),
    [
        ("Hvor mange ledere er med?", "Der er 70 ledere med.", "Der er ledere med i 70 dage."),
        ("How many leaders took part?", "Syv var med.", "Nogle var med."),
        ("Hvad koster det?", "Det koster 5.000 kroner.", "Det koster 5 dage."),
        ("hva koster det", "Det koster 5 mio. om året.", "Det tager 5 uger."),
        ("Hvor mange kroner sparede de?", "De sparede 3 mio. kroner.", "De sparede 3 stillinger."),
        ("Hvor stor en andel sparede de?", "De sparede en fjerdedel.", "De sparede 25 kroner."),
        ("Hvor længe varede det?", "Det varede otte uger.", "Det omfattede otte hold."),
        ("Hvad kom regningen op på?", "Regningen kom op på 5 mio. kroner.", "Regningen kom op til 5 gange."),
        ("Hvad tjener lederen?", "Lederen får 50.000 kroner i løn.", "Lederen sparede 600.000 kroner."),
        ("Hvor stort er tillægget?", "Tillægget er 500 kroner.", "Tillægget er 5 gange så stort."),
        ("How much does a manager earn?", "Lønnen er 50.000 kroner.", "Kommunen sparede 600.000 kroner."),
        ("Hvor mange folk kører bilen?", "Syv ansatte kører bilen.", "Syv hold kører bilen."),
        ("Hvor mange sager var der i 2023?", "Der var 40 sager i 2023.", "Der var 40 sager i 2021."),
        ("På hvilken dato begyndte de?", "De begyndte 3. marts.", "De begyndte i 2019."),
    ],
)
def test_the_kind_of_figure_that_is_asked_for(question: str, given: str, refused: str) -> None:
    specifics = asked_for(question, REFERENCE)
    assert specifics.borne_by(make_passage("k1", given))
    assert not specifics.borne_by(make_passage("k2", refused))


def test_no_figure_is_asked_for() -> None:
    for question in ("Hvor begynder vi?", "Hvor meget skal vi tale om det?"):
        assert asked_for(question, REFERENCE).figure is None


@pytest.mark.parametrize(
    ("question", "given", "refused"),
    [
        ("Hvem er projektleder?", "Projektleder er Pia Juul Test.", "Projektlederen sidder i Odense Kommune."),
        ("hvad hedder direktøren", "Direktøren er Pia Test.", "Direktøren i Holbæk roste Kommunen."),
        ("Hvad hedder systemet?", "Valget faldt på systemet Acadre.", "Systemet i Odense blev valgt af KL."),
        ("navnet paa selve systemet?", "Systemet er Acadre.", "Systemet er nyt."),
        ("Hvilket AI-program valgte de?", "De valgte Acadre som AI-program.", "De valgte et AI-program."),
        ("Hvem er it-chef, jeg vil ringe til ham?", "Chefen er Pia Juul Test.", "Chefen sidder i Odense."),
        ("Hvilke forskere har skrevet den?", "Forskeren Pia Test skrev den.", "Forskere skrev den."),
        ("Hvilken sprogmodel bruger de?", "Deres sprogmodel er Llama.", "Deres sprogmodel svarer i Holbæk."),
        ("Hvilket firma har udviklet den?", "Den er udviklet sammen med Dataproces.", "Den er udviklet i Aarhus."),
        ("Hvem har bygget den?", "Den er bygget af firmaet Dataproces.", "Medarbejderne er glade for Dataproces."),
    ],
)
def test_a_name_that_is_asked_for(question: str, given: str, refused: str) -> None:
    specifics = asked_for(question, REFERENCE)
    assert specifics.borne_by(make_passage("k1", given))
    assert not specifics.borne_by(make_passage("k2", refused))


def test_a_place_and_what_it_is_asked_about() -> None:
    asked = asked_for("Hvad har Holbæk gjort med droner?", REFERENCE)
    assert asked.borne_by(make_passage("k1", "Holbæk flyver med droner.", technologies=("droner",)))
    assert not asked.borne_by(make_passage("k2", "Holbæk sparer kørsel med skærmbesøg."))


def test_a_place_that_is_no_municipality() -> None:
    assert asked_for("Hvordan gør de i Malmø?", REFERENCE).places == {"malmo"}
    for question in ("Hvordan gør vi i Danmark?", "Kan vi flyve på Droner?", "Hvad gør vi i morgen?"):
        assert asked_for(question, REFERENCE).places == frozenset()
