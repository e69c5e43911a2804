"""A PDF that is broken, locked, booby-trapped or hides text: one line, or its visible text with a flag."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from ingest.documents.errors import DocumentRefused
from ingest.documents.limits import Limits
from ingest.documents.model import Extract
from ingest.documents.worker import read_apart
from tests.ingest.documents.extracts import TRAP
from tests.ingest.documents.making import assembled, line, pdf, picture, stream, typeset
from tests.ingest.documents.test_read_pdf import WORDS, scan

SEEN = line("Kommunens teknologi skal komme borgerne til gode.", 60, 700)
SEEN_TEXT = "Kommunens teknologi skal komme borgerne til gode."


def read(tmp_path: Path, content: bytes, limits: Limits | None = None) -> Extract:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    return read_apart(path, limits)


def refused(tmp_path: Path, content: bytes, limits: Limits | None = None) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as error:
        read(tmp_path, content, limits)
    assert "\n" not in str(error.value)
    assert error.value.remedy
    return error.value


HIDDEN = {
    "white on white": line(TRAP, 60, 660, more="1 g"),
    "nearly white": line(TRAP, 60, 660, more="0.98 g"),
    "tiny": line(TRAP, 60, 660, size=0.8),
    "not drawn": line(TRAP, 60, 660, more="3 Tr"),
    "only a clip": line(TRAP, 60, 660, more="7 Tr"),
    "beside the page": line(TRAP, 700, 660) + line(TRAP, 60, -200),
    "behind a black bar": line(TRAP, 60, 660) + b"0 g 55 655 300 15 re f",
    "behind a white bar": line(TRAP, 60, 660) + b"1 g 55 655 300 15 re f",
    "blue on blue": b"0 0 1 rg 55 650 300 25 re f " + line(TRAP, 60, 660, more="0 0 1 rg"),
    "white over other text": line(TRAP, 60, 700, more="1 g"),
    "clipped away": b"q 0 0 10 10 re W n " + line(TRAP, 60, 660) + b"Q",
    "under a picture": line(TRAP, 60, 660) + b"q 400 0 0 40 50 650 cm /Im Do Q",
}


@pytest.mark.parametrize("trap", HIDDEN.values(), ids=HIDDEN.keys())
def test_text_that_nobody_sees_is_left_out_and_flagged(tmp_path: Path, trap: bytes) -> None:
    content = pdf(SEEN + trap, parts={"Im": picture(2, 2, b"\x50\x60\x70\x80")})
    extract = read(tmp_path, content)
    assert [block.text for block in extract.blocks] == [SEEN_TEXT]
    assert [(flag.kind, flag.page) for flag in extract.flags] == [("hidden", 1)]


VISIBLE = {
    "white on black": b"0 g 50 690 400 25 re f " + line(SEEN_TEXT, 60, 700, more="1 g"),
    "light grey": line(SEEN_TEXT, 60, 700, more="0.75 g"),
    "on a yellow mark": b"1 1 0 rg 50 690 400 25 re f " + line(SEEN_TEXT, 60, 700, more="0 g"),
    "white on a picture": b"q 500 0 0 40 50 685 cm /Im Do Q " + line(SEEN_TEXT, 60, 700, more="1 g"),
    "large, bold and black": line(SEEN_TEXT, 30, 700, size=22, more="2 Tr 1.5 w"),
    "outlined": line(SEEN_TEXT, 60, 700, size=16, more="1 Tr"),
}


@pytest.mark.parametrize("content", VISIBLE.values(), ids=VISIBLE.keys())
def test_text_that_is_seen_is_kept(tmp_path: Path, content: bytes) -> None:
    extract = read(tmp_path, pdf(content, parts={"Im": picture(2, 2, b"\x50\x60\x70\x80")}))
    assert [" ".join(block.text.split()) for block in extract.blocks] == [SEEN_TEXT]
    assert extract.flags == ()


def test_a_word_under_a_bar_is_left_out_of_its_line(tmp_path: Path) -> None:
    """Blackening that only covers: the word can still be copied out of the file."""
    words = ["Sagen om", "HEMMELIGT", "blev lukket."]
    places = [60, 120, 200]
    content = b"".join(line(word, x, 700) for word, x in zip(words, places, strict=True)) + b"0 g 118 695 75 14 re f"
    whole = line("Sagen om HEMMELIGT blev lukket.", 60, 600) + b"0 g 111 595 70 14 re f"
    extract = read(tmp_path, pdf(content + whole))
    assert [block.text for block in extract.blocks] == ["Sagen om blev lukket."] * 2
    assert [(flag.kind, flag.count) for flag in extract.flags] == [("hidden", 2)]


def test_a_text_layer_over_a_blank_picture_is_no_scan(tmp_path: Path) -> None:
    assert refused(tmp_path, scan(WORDS, ink=False)).reason == "no_text"


def test_a_layer_with_more_than_the_picture_shows_loses_what_is_not_there(tmp_path: Path) -> None:
    whole = scan([*WORDS, *((f"og linje {number} på siden", 660 - 14 * number) for number in range(6))])
    trap = line(TRAP, 60, 100, more="3 Tr")
    width, height = 595, 842
    points = bytearray(b"\xff" * (width * height))
    for number in range(8):
        for row in range(height - 700 + 14 * number - 8, height - 700 + 14 * number):
            points[row * width + 60 : row * width + 210] = bytes([0, 255]) * 75
    content = b"q 595 0 0 842 0 0 cm /Im Do Q\n" + b"".join(
        line(f"en skannet linje, nummer {number}", 60, 700 - 14 * number, more="3 Tr") for number in range(8)
    )
    extract = read(tmp_path, pdf(content + trap, parts={"Im": picture(width, height, bytes(points))}))
    assert "nummer 7" in extract.blocks[0].text
    assert TRAP not in "".join(block.text for block in extract.blocks)
    assert [(flag.kind, flag.count) for flag in extract.flags] == [("hidden", 1)]
    assert read(tmp_path, whole).flags == ()


def test_a_layer_over_a_page_with_text_of_its_own_is_hidden_text(tmp_path: Path) -> None:
    width, height = 60, 84
    photo = bytes((7 * place) % 256 for place in range(width * height))
    content = b"q 595 0 0 842 0 0 cm /Im Do Q\n" + b"1 g 40 600 500 200 re f " + SEEN.replace(b"BT ", b"BT 0 g ")
    extract = read(
        tmp_path, pdf(content + line(TRAP, 60, 300, more="3 Tr"), parts={"Im": picture(width, height, photo)})
    )
    assert [block.text for block in extract.blocks] == [SEEN_TEXT]
    assert [flag.kind for flag in extract.flags] == ["hidden"]


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128"])
def test_a_password_is_told(tmp_path: Path, algorithm: str) -> None:
    (tmp_path / "plain.pdf").write_bytes(pdf(SEEN))
    writer = PdfWriter(clone_from=PdfReader(tmp_path / "plain.pdf"))
    writer.encrypt(user_password="hemmelig", owner_password="ejer", algorithm=algorithm)
    writer.write(tmp_path / "locked.pdf")
    assert refused(tmp_path, (tmp_path / "locked.pdf").read_bytes()).reason == "encrypted"


def test_a_file_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    (tmp_path / "plain.pdf").write_bytes(pdf(SEEN))
    writer = PdfWriter(clone_from=PdfReader(tmp_path / "plain.pdf"))
    writer.encrypt(user_password="", owner_password="ejer", algorithm="RC4-128")
    writer.write(tmp_path / "owned.pdf")
    assert [block.text for block in read_apart(tmp_path / "owned.pdf").blocks] == [SEEN_TEXT]


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    whole = typeset("= Overskrift\n" + "Et afsnit med tekst. " * 200)
    assert read(tmp_path, whole).pages
    assert refused(tmp_path, whole[: int(share * len(whole))]).reason == "damaged"


def ring(kind: bytes) -> bytes:
    """Objects that lead back to themselves."""
    catalog = b"<</Type/Catalog/Pages 2 0 R>>"
    pages = b"<</Type/Pages/Count 1/Kids[%s]/Parent 2 0 R>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>"
    form = stream(b"/A Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>")
    kids = {b"pages": b"2 0 R", b"form": b"3 0 R", b"length": b"3 0 R"}[kind]
    content = b"<</Length 4 0 R>>stream\nBT ET\nendstream" if kind == b"length" else stream(b"/A Do")
    return assembled([catalog, pages % kids, page, content, form, catalog])


@pytest.mark.parametrize("kind", [b"pages", b"form", b"length"])
def test_objects_that_lead_back_to_themselves_end(tmp_path: Path, kind: bytes) -> None:
    assert refused(tmp_path, ring(kind), Limits(seconds=20)).reason in {"damaged", "no_text"}


def test_a_page_tree_that_claims_a_million_pages_is_refused(tmp_path: Path) -> None:
    content = pdf(SEEN).replace(b"/Count 1/", b"/Count 1000000/")
    assert refused(tmp_path, content).reason in {"too_many_pages", "damaged"}


def test_too_many_pages(tmp_path: Path) -> None:
    error = refused(tmp_path, pdf(SEEN, SEEN, SEEN), Limits(pages=2))
    assert (error.reason, "2 sider" in error.detail) == ("too_many_pages", True)


ACTIVE = {
    "a script at opening": b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>",
    "a script by name": b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert\\(1\\))>>]>>>>",
    "a program": b"/OpenAction<</S/Launch/F(cmd.exe)>>",
    "a file inside": b"/Names<</EmbeddedFiles<</Names[(a.exe)<</Type/Filespec/F(a.exe)/EF<<>>>>]>>>>",
}


@pytest.mark.parametrize("catalog", ACTIVE.values(), ids=ACTIVE.keys())
def test_what_could_run_is_flagged_and_the_text_read(tmp_path: Path, catalog: bytes) -> None:
    extract = read(tmp_path, pdf(SEEN, catalog=catalog))
    assert [block.text for block in extract.blocks] == [SEEN_TEXT]
    assert [flag.kind for flag in extract.flags] == ["active"]


def test_a_page_of_lines_that_goes_on_and_on_is_stopped_by_the_clock(tmp_path: Path) -> None:
    content = pdf(b"0 0 m 500 800 l S " * 3_000_000)
    assert len(content) < 1 << 20
    error = refused(tmp_path, content, Limits(seconds=2))
    assert error.reason == "too_slow"


def test_a_stream_that_unpacks_to_gigabytes_is_stopped_by_its_memory(tmp_path: Path) -> None:
    content = pdf(b" " * (400 << 20))
    assert len(content) < 1 << 20
    error = refused(tmp_path, content, Limits(memory_bytes=300 << 20))
    assert error.reason in {"too_much_memory", "crashed", "damaged", "no_text"}
