"""Cleaning takes away what the eye does not see, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.danish.text import clean, listed


@given(st.text())
def test_the_result_is_clean_and_stays_so(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once == " ".join(once.split())
    assert not {unicodedata.category(character) for character in once} & {"Cc", "Cf", "Cs"}


@given(st.text(alphabet="abcæøå 12.,?", max_size=200), st.integers(min_value=1, max_value=50))
def test_a_limit_is_kept_and_cuts_between_words(text: str, limit: int) -> None:
    whole, cut = clean(text), clean(text, limit)
    assert len(cut) <= limit
    assert whole.startswith(cut)
    if len(cut) < len(whole) and " " in whole[: limit + 1]:
        assert whole[len(cut)] == " "


def test_plain_danish_is_left_as_it_is() -> None:
    text = "Får de ældre på Ærø skærmbesøg? – »Ja,« siger 5 %."
    assert clean(text) == text


def test_the_invisible_is_gone() -> None:
    assert clean("skærm\u00adbe\u200bsøg\u202e \x00 a\u030aben") == "skærmbesøg åben"


@pytest.mark.parametrize(
    ("words", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")]
)
def test_words_in_a_row(words: list[str], expected: str) -> None:
    assert listed(words) == expected
