"""Personal numbers are hidden in every way that people write them, and other numbers are left alone.

Only numbers that nobody has: 111111-1118, birth dates that have not come yet, and 010180-4000.
"""

from __future__ import annotations

import random
import re

import pytest

from advisor.danish.cpr import MASK, mask

FORMS = {
    "ten digits": "1111111118",
    "hyphen": "111111-1118",
    "space": "111111 1118",
    "slash": "111111/1118",
    "full stop": "111111.1118",
    "pairs": "11 11 11 1118",
    "en dash": "111111–1118",
    "no-break space": "111111\u00a01118",
    "brackets and comma": "(111111-1118),",
    "label": "CPR:111111-1118",
    "label and space": "CPR: 1111111118",
    "quotation marks": "»111111-1118«",
    "no modulus 11": "010180-4000",
    "no modulus 11, no hyphen": "0101804000",
    "spaced hyphen": "111111 - 1118",
    "newline": "111111-\n1118",
    "full-width digits": "１１１１１１-１１１８",
}
MORE_FORMS = {
    "straight quotation marks": '"111111-1118"',
    "newline alone": "111111\n1118",
    "carriage return": "111111-\r\n1118",
    "no-break hyphen": "111111\u20111118",
    "minus sign": "111111\u22121118",
    "narrow no-break space": "111111\u202f1118",
    "full-width hyphen": "１１１１１１－１１１８",
    "last day of a year": "311235-4999",
    "leap day": "290232-4111",
    "a full stop after it": "111111-1118.",
    "a comma and a word after it": "111111-1118, som",
}


def digits(text: str) -> str:
    """The digits of a text in order, as plain ones."""
    return "".join(str(int(character)) for character in text if character.isdecimal())


@pytest.mark.parametrize("form", [*FORMS, *MORE_FORMS])
@pytest.mark.parametrize("around", ["{}", "Borgeren {} har fået skærmbesøg.", "Hvad gør vi med {}", "cpr-nr. {}!"])
def test_every_written_form_is_hidden_and_not_echoed(form: str, around: str) -> None:
    number = (FORMS | MORE_FORMS)[form]
    masked, count = mask(around.format(number))
    assert count == 1
    assert MASK in masked
    assert digits(masked) == ""
    assert masked.startswith(around.split("{}")[0])


def test_there_are_seventeen_forms() -> None:
    assert len(set(FORMS.values())) == 17


def test_several_numbers_are_counted() -> None:
    masked, count = mask("111111-1118 og 010180-4000, begge bor på 1. sal")
    assert count == 2
    assert masked == f"{MASK} og {MASK}, begge bor på 1. sal"


def test_a_text_without_numbers_comes_back_as_it_was() -> None:
    text = "Hvad siger\nkilderne  om borgernes data?"
    assert mask(text) == (text, 0)


@pytest.mark.parametrize(
    "text",
    [
        "321299-1111",  # no 32nd day
        "111399-1118",  # no 13th month
        "300299-1111",  # no 30 February
        "11111-1118",
        "111111-111",
        "111111-11181",
        "9111111-1118",
        "11111111181",
        "P-nummer 1111111118",
        "p-nr.: 1111111118",
        "P-nummeret er 1111111118",
        "produktionsenhed 1111111118",
        "sagsnr. 1111111118",
        "journalnummer 1111111118",
        "konto 1111111118",
        "EAN-nummer 1111111118",
        "faktura nr. 1111111118",
        "1111111118 kr.",
        "11,1111111118",
    ],
)
def test_what_is_no_personal_number_stays(text: str) -> None:
    assert mask(text) == (text, 0)


def ordinary_sentences(count: int, seed: int) -> list[str]:
    """Danish sentences with the numbers that municipal people write, drawn at random."""
    dice = random.Random(seed)

    def some(length: int, first: str = "123456789") -> str:
        return dice.choice(first) + "".join(dice.choice("0123456789") for _ in range(length - 1))

    def pairs(number: str) -> str:
        return " ".join(number[at : at + 2] for at in range(0, len(number), 2))

    def ten() -> str:
        """Ten digits as of a production unit; half of them begin with a date, all of those yet to come."""
        month = dice.choice([dice.randint(1, 12), dice.randint(13, 99)])
        return f"1{some(1)}{month:02}{dice.randint(28, 36)}4{some(3)}"

    day, month = f"{dice.randint(1, 28):02}", f"{dice.randint(1, 12):02}"
    templates = [
        lambda: f"Ring til vagten på {pairs(some(8, '23456789'))}, hvis robotten går i stå.",
        lambda: f"Telefonen er {some(8, '23456789')}, og den er åben fra kl. 8.",
        lambda: f"Kald +45 {pairs(some(8, '23456789'))} eller {pairs(some(8, '23456789'))} for hjælp.",
        lambda: f"Leverandøren har CVR {some(8)} og holder til i Aarhus.",
        lambda: f"CVR-nummeret er {pairs(some(8))}.",
        lambda: f"Send fakturaen til EAN {some(13, '5')}.",
        lambda: f"EAN-nummeret er 5{some(3)} {some(3)} {some(3)} {some(3)}.",
        lambda: f"Plejehjemmet har P-nummer {ten()}.",
        lambda: f"P-nr. {ten()} hører til skolen.",
        lambda: f"Produktionsenheden {ten()} er lukket.",
        lambda: f"Se sag {dice.randint(2015, 2026)}-{some(6)} om indkøbet.",
        lambda: f"Sagsnr. {dice.randint(15, 26)}/{some(5)} handler om skærmbesøg.",
        lambda: f"Journalnummer {some(2)}.{some(2)}.{some(2)}-{some(1).upper()}20-{some(1)}-{dice.randint(15, 26)}.",
        lambda: f"Det kostede {some(1)}.{some(3)}.{some(3)} kr. på et år.",
        lambda: f"Budgettet er på {some(2)}.{some(3)},{some(2)} kroner.",
        lambda: f"Vi sparede {ten()} kr. på papiret.",
        lambda: f"Mødet er den {dice.randint(1, 28)}. marts {dice.randint(2018, 2027)} kl. {dice.randint(8, 16)}.30.",
        lambda: f"Datoen {day}-{month}-{dice.randint(1990, 2027)} stod i referatet.",
        lambda: f"Fra {day}.{month}.{dice.randint(2018, 2027)} til {dice.randint(2028, 2030)} gælder aftalen.",
        lambda: f"Kontonummer {ten()} er kommunens.",
        lambda: f"P-nummeret er {ten()}, og adressen er ny.",
        lambda: f"Serienummer {ten()} sidder på sensoren.",
        lambda: f"Cirka {some(3)}.000 regninger og {some(2)} ledere i {dice.randint(2016, 2026)}.",
        lambda: f"Rapporten har ISBN 978-87-{some(4)}-{some(3)}-{some(1)}.",
        lambda: f"Adressen er Torvet {some(2)}, {some(4)} Holbæk.",
    ]
    return [dice.choice(templates)() for _ in range(count)]


@pytest.mark.parametrize("seed", range(5))
def test_false_alarms_are_at_most_one_in_a_hundred(seed: int) -> None:
    texts = ordinary_sentences(400, seed)
    assert len(set(texts)) >= 200
    alarms = [text for text in texts if mask(text)[1]]
    assert len(alarms) <= len(texts) // 100, alarms


def test_the_generated_sentences_do_hold_runs_of_ten_digits() -> None:
    assert sum(bool(re.search(r"\d{10}", text)) for text in ordinary_sentences(400, 0)) >= 40
