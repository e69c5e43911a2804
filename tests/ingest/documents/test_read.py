"""Plain text comes through as it is, whatever it was saved in; titles come from where a person wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.documents import readers
from ingest.documents.errors import DocumentRefused
from ingest.documents.limits import Limits
from ingest.documents.readers.gather import Gathered
from ingest.documents.readers.invisible import visible
from ingest.documents.worker import read_apart

DANISH = "Åben dør: en ærlig øvelse på 100 § – »så«\n\nNæste år bliver Ærø større."
LINES = st.text(alphabet="abæøåÆ ,.-•\t1«", max_size=12)


def read(path: Path, content: bytes) -> list[str]:
    path.write_bytes(content)
    return [block.text for block in readers.read(path, Limits()).blocks]


def test_lines_stay_apart_and_a_cut_word_keeps_its_hyphen(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Et kort af-  \nsnit\n \n\n  • punkt\n\nÅben\n", encoding="utf-8")
    assert [block.text for block in read_apart(tmp_path / "a.txt").blocks] == ["Et kort af-\nsnit", "  • punkt", "Åben"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(lines=st.lists(LINES, min_size=1, max_size=8))
def test_nothing_changes_but_white_space_at_the_ends_of_lines(tmp_path: Path, lines: list[str]) -> None:
    wanted = [line.rstrip() for line in lines if line.strip()]
    if not wanted:
        return
    found = read(tmp_path / "a.txt", "\n".join(lines).encode())
    assert "\n".join(found).split("\n") == wanted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path / "a.txt", DANISH.encode(encoding)) == DANISH.split("\n\n")


@pytest.mark.parametrize("encoding", ["cp865", "mac_roman", "latin-1"])
def test_older_encodings_are_told_by_their_danish_letters(tmp_path: Path, encoding: str) -> None:
    text = "Forslaget om færre møder på rådhuset blev drøftet, og mødet sluttede før tid. Ærligt talt: både år og sø."
    assert read(tmp_path / "a.txt", text.encode(encoding)) == [text]


def test_a_broken_byte_does_not_turn_utf8_into_something_else(tmp_path: Path) -> None:
    text = "Både æbler, pærer og bær på fårøen. Så går vi på høsten ved søen nær åen, før løvet når gården. Øl på Ærø."
    assert read(tmp_path / "a.txt", text.encode() + b"\xc3") == [text + "\ufffd"]


def test_line_ends_of_every_system(tmp_path: Path) -> None:
    assert read(tmp_path / "a.txt", b"en\r\nto\r\n\r\ntre\rfire") == ["en\nto", "tre\nfire"]


def test_form_feeds_are_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("en\n\fto\n\f", encoding="utf-8")
    extract = readers.read(path, Limits())
    assert [(block.text, block.page) for block in extract.blocks] == [("en", 1), ("to", 2)]
    assert extract.pages == 2


@pytest.mark.parametrize(
    ("written", "seen", "hidden", "directions"),
    [
        ("helt almindelig", "helt almindelig", 0, 0),
        ("ig\u200bno\u200drér", "ignorér", 2, 0),
        ("\ufeffen\u2060\U000e0041\U000e0042", "en", 4, 0),
        ("a\ufe01b\U000e0101", "ab", 2, 0),
        ("fil\u202egpj.exe\u202c", "filgpj.exe", 0, 2),
        ("op\xadgave og op\xad\ngave", "opgave og op-\ngave", 0, 0),
        ("en\u2028to\x0btre", "en\nto\ntre", 0, 0),
        ("\x1b[31mrød\x07", "[31mrød", 2, 0),
        ("👩\u200d💻 ❤\ufe0f", "👩\u200d💻 ❤\ufe0f", 0, 0),
    ],
)
def test_what_no_eye_sees_goes_and_is_counted(written: str, seen: str, hidden: int, directions: int) -> None:
    assert visible(written) == (seen, hidden, directions)


def test_invisible_characters_are_flagged_with_their_page(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("en\f\u202eto\u200b\u200b", encoding="utf-8")
    flags = {flag.kind: (flag.count, flag.page) for flag in readers.read(path, Limits()).flags}
    assert flags == {"invisible": (2, 2), "bidirectional": (1, 2)}


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Digital strategi 2025", "Digital strategi 2025"),
        ("  MED-aftale\n for  kommunen ", "MED-aftale for kommunen"),
        ("Microsoft Word - strategi v3.docx", None),
        ("strategi_endelig.indd", None),
        ("PowerPoint-præsentation", None),
        ("Dokument1", None),
        ("untitled", None),
        ("1", None),
        ("x" * 201, None),
    ],
)
def test_a_title_counts_if_a_person_may_have_written_it(title: str, kept: str | None) -> None:
    gathered = Gathered(Limits())
    gathered.add("paragraph", "tekst")
    gathered.name(title)
    assert gathered.extract().title == kept


def test_without_a_title_the_first_heading_of_the_highest_rank_is_it() -> None:
    gathered = Gathered(Limits())
    for text, level in (("Indledning", 2), ("Vores\nstrategi", 1), ("Mål", 1)):
        gathered.add("heading", text, level)
    assert gathered.extract().title == "Vores strategi"


def test_too_much_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("ord\n\n" * 100, encoding="utf-8")
    for limits in (Limits(blocks=99), Limits(characters=299), Limits(characters=10)):
        with pytest.raises(DocumentRefused) as refused:
            readers.read(path, limits)
        assert refused.value.reason == "too_long"
    assert len(readers.read(path, Limits(blocks=100, characters=300)).blocks) == 100
