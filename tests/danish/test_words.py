"""Words that should meet do meet, and words that should not do not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.danish.words import STOP_WORDS, content_words, fold, grams, stem, stems, words

DANISH = st.text(alphabet="abdefgiklmnoprstuvyæøå", min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hvad koster det?", ("hvad", "koster", "det")),
        ("GPS-sporing i 2022, f.eks.", ("gps", "sporing", "i", "2022", "f", "eks")),
        ("snake_case og »anførsel«", ("snake", "case", "og", "anførsel")),
        ("ÆRØ Ålborg", ("ærø", "ålborg")),
        (" \n–!? ", ()),
    ],
)
def test_words(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "spellings",
    [
        ("gøre", "goere", "gore", "GØRE"),
        ("på", "paa", "pa"),
        ("lære", "laere", "lare"),
        ("skærmbesøg", "skaermbesoeg", "skarmbesog"),
        ("Aarhus", "Århus", "arhus"),
    ],
)
def test_spellings_of_one_word_fold_to_one(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


def test_other_words_do_not_fold_together() -> None:
    assert len({fold(word) for word in ("leder", "lader", "loder", "lyder")}) == 4


@given(DANISH)
def test_writing_the_letters_out_changes_no_fold(word: str) -> None:
    spelt_out = word.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    # an a before a written-out å makes three, which nobody can read back either
    if not any(pair in word for pair in ("aå", "åa", "åå", "aæ", "åæ", "æe", "øe", "oø", "åe", "aaa")):
        assert fold(word) == fold(spelt_out)
    assert not set("æøå") & set(fold(word))


@pytest.mark.parametrize(
    "forms",
    [
        ("kommune", "kommunen", "kommuner", "kommunerne", "Kommunernes"),
        ("medarbejder", "medarbejdere", "medarbejderne", "medarbejdernes"),
        ("teknologi", "teknologien", "teknologier", "teknologierne"),
    ],
)
def test_inflections_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


def test_other_words_keep_other_stems() -> None:
    assert len({stem(word) for word in ("borger", "budget", "robot", "skole", "sensor")}) == 5


def test_content_words_leave_out_small_words_with_or_without_their_letters() -> None:
    assert content_words("Hvad skal vi gøre på en skole?") == ("skole",)
    assert content_words("hvad skal vi goere paa en skole") == ("skole",)
    assert content_words("what should we do at the school") == ("school",)
    assert content_words("x 5 12") == ("12",)


def test_stop_words_say_nothing_about_the_field() -> None:
    assert not STOP_WORDS & {"teknologi", "borger", "leder", "medarbejder", "digital", "penge", "risiko"}


def test_stems_keep_order_and_repetition() -> None:
    assert stems("borgerne og lederen og borgerne") == (stem("borgerne"), stem("lederen"), stem("borgerne"))


def test_grams_overlap_by_all_but_one_letter() -> None:
    assert grams("sensor") == ("sens", "enso", "nsor")
    assert grams("gps") == ("gps",)
    assert grams("kurs") == ("kurs",)
    assert grams("sensor", size=5) == ("senso", "ensor")
    assert grams("hvad er det") == ()


def test_grams_let_a_compound_and_a_misspelling_meet() -> None:
    right = set(grams("skærmbesøgene"))
    assert len(right & set(grams("skaermbesog"))) >= 7
    assert len(right & set(grams("skærmbsøg"))) >= 3
    assert not right & set(grams("budgettet"))


def test_threads_get_the_same_stems() -> None:
    stem.cache_clear()
    forms = [f"{start}{end}" for start in ("leder", "borger", "robot", "kursist") for end in ("e", "en", "ne", "nes")]
    expected = [stem(form) for form in forms]
    stem.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(stem, forms * 50)) == expected * 50
