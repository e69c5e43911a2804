"""The document model: texts are clean once they are in it, and it comes back from JSON as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.papers import make
from advisor.papers.document import Heading, Note, Run, Table, cleaned, from_json, to_json
from tests.papers.sessions import rich


@given(st.text())
def test_cleaned_text_is_one_line_that_xml_can_hold(words: str) -> None:
    found = cleaned(words)
    assert all(sign == "\t" or sign >= " " for sign in found)
    assert not any(0xD800 <= ord(sign) <= 0xDFFF or ord(sign) in (0xFFFE, 0xFFFF) for sign in found)
    assert "\n" not in found
    assert cleaned(found) == found


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\x00b\x1bc", "a b c"),
        ("\u202eneddo\u202c", "neddo"),
        ("half \ud83d", "half \ufffd"),
        ("  to\n\nlinjer ", " to linjer "),
        ("æøå ÆØÅ é 👩‍⚕️", "æøå ÆØÅ é 👩‍⚕️"),
        ("\n", " "),
        ("", ""),
    ],
)
def test_what_is_kept(written: str, kept: str) -> None:
    assert cleaned(written) == kept


def test_every_text_of_the_model_is_cleaned() -> None:
    assert Run("a\x00b").text == Heading("a\x00b").text == Note(1, "a\x00b").text == "a b"
    assert Table("a\x00b", ("c\x00d",), (), (1,)).header == ("c d",)


def test_json_comes_back() -> None:
    document = make("discussion", rich())
    assert from_json(to_json(document)) == document
    assert b'"version": 1' in to_json(document)


def test_other_json_is_refused() -> None:
    with pytest.raises(ValueError, match="validation error"):
        from_json(b'{"title": "x"}')
