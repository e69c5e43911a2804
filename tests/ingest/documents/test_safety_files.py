"""Files that are not what they say, bombs, booby traps: one line each, and nothing is run, fetched or unpacked."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pptx
import pytest

from ingest.documents import readers
from ingest.documents.errors import DocumentRefused
from ingest.documents.limits import Limits
from ingest.documents.worker import read_apart
from tests.ingest.documents.making import line, pdf, with_members, zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SEEN = "Det, der står."


def word(path: Path, text: str = SEEN) -> Path:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(path))
    return path


def refused(path: Path, limits: Limits | None = None) -> DocumentRefused:
    """In this process: what is foreseen is told by the reader itself, not by its end."""
    with pytest.raises(DocumentRefused) as error:
        readers.read(path, limits or Limits())
    assert "\n" not in str(error.value)
    assert error.value.remedy
    return error.value


def test_an_empty_file(tmp_path: Path) -> None:
    for content in (b"", b" \n\t\r\n", b"\xef\xbb\xbf\n", b"\0" * 100):
        (tmp_path / "a.txt").write_bytes(content)
        assert refused(tmp_path / "a.txt").reason == "empty"


def test_an_office_file_or_page_without_words(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><script>alert(1)</script></html>", encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(pdf(b""))
    for path in (word(tmp_path / "a.docx", ""), tmp_path / "a.html", tmp_path / "a.pdf"):
        assert refused(path).reason == "no_text"


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    for name, content in (
        ("notat.txt", word(tmp_path / "x").read_bytes()),
        ("notat.docx", pdf(line(SEEN, 60, 700))),
        ("notat.pdf", f"<!DOCTYPE html><p>{SEEN}".encode()),
        ("notat", SEEN.encode()),
    ):
        (tmp_path / name).write_bytes(content)
        assert [block.text for block in read_apart(tmp_path / name).blocks] == [SEEN]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
FOREIGN = {
    "an old letter": (OLE + "WordDocument".encode("utf-16-le"), "legacy", "DOCX"),
    "an old presentation": (OLE + "PowerPoint Document".encode("utf-16-le"), "legacy", "PPTX"),
    "an old sheet": (OLE + "Workbook".encode("utf-16-le"), "kind", "PDF"),
    "a letter with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "adgangskode"),
    "rich text": (b"{\\rtf1\\ansi Hej}", "legacy", "DOCX"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "kind", "PDF"),
    "a program": (b"\x7fELF" + bytes(range(256)) * 4, "kind", "PDF"),
    "xml": (b'<?xml version="1.0"?><feed><entry/></feed>', "kind", "PDF"),
}


@pytest.mark.parametrize(("content", "reason", "remedy"), FOREIGN.values(), ids=FOREIGN.keys())
def test_what_cannot_be_read_is_told_with_a_way_out(tmp_path: Path, content: bytes, reason: str, remedy: str) -> None:
    (tmp_path / "a.doc").write_bytes(content)
    error = refused(tmp_path / "a.doc")
    assert error.reason == reason
    assert remedy in error.remedy


def test_other_zip_files(tmp_path: Path) -> None:
    odt = zipped(tmp_path / "a.odt", {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})
    assert refused(odt).reason == "legacy"
    assert refused(zipped(tmp_path / "a.zip", {"a.txt": b"hej"})).reason == "kind"
    sheet = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        b'Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    assert refused(zipped(tmp_path / "a.xlsx", {"_rels/.rels": sheet, "xl/workbook.xml": b"<x/>"})).reason == "kind"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_an_office_file_that_was_cut_off(tmp_path: Path, share: float) -> None:
    whole = word(tmp_path / "a.docx").read_bytes()
    (tmp_path / "a.docx").write_bytes(whole[: int(share * len(whole))])
    assert refused(tmp_path / "a.docx").reason == "damaged"


def test_an_office_file_with_a_broken_part(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx")
    with_members(path, {"word/document.xml": b"<w:document><w:body>"})
    assert refused(path).reason == "damaged"


def bomb(tmp_path: Path, name: str, content: bytes) -> Path:
    return with_members(word(tmp_path / "a.docx"), {name: content})


def test_a_part_that_unpacks_to_far_more_than_it_packs(tmp_path: Path) -> None:
    path = bomb(tmp_path, "word/media/a.xml", bytes(30 << 20))
    assert path.stat().st_size < 1 << 20
    assert refused(path).reason == "bomb"


def test_a_part_that_lies_about_its_size(tmp_path: Path) -> None:
    """The bytes are counted as they come out; what the file says of them is not believed."""
    path = bomb(tmp_path, "word/document.xml", b"<a>" + bytes(30 << 20) + b"</a>")
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("word/document.xml").file_size
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little")))
    assert refused(path).reason in {"damaged", "bomb"}


def test_too_many_parts_and_too_much_in_all(tmp_path: Path) -> None:
    path = with_members(word(tmp_path / "a.docx"), {f"word/x{number}.bin": bytes(range(200)) for number in range(30)})
    assert refused(path, Limits(members=30)).reason == "bomb"
    assert refused(path, Limits(unpacked_bytes=5_000)).reason == "bomb"
    assert refused(path, Limits(member_bytes=1_000)).reason == "bomb"
    assert [block.text for block in read_apart(path).blocks] == [SEEN]


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/evil", "..\\evil", "word/a\x07b.xml", "word/\u202elmx.xml"])
def test_a_part_whose_name_leads_out_or_misleads(tmp_path: Path, name: str) -> None:
    path = with_members(word(tmp_path / "a.docx"), {name: b"<x/>"})
    assert refused(path).reason == "unsafe"
    assert not (tmp_path.parent / "evil.xml").exists()


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", b"<x/>")
    assert refused(path).reason == "unsafe"


def test_a_locked_part(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx")
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1
    path.write_bytes(bytes(content))
    assert refused(path).reason == "encrypted"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
DOCUMENTS = {
    "a billion laughs": f'<!DOCTYPE w:document [<!ENTITY l0 "ha">{LAUGHS}]>'
    "<w:document {}><w:body><w:p><w:r><w:t>&l11;"
    "</w:t></w:r></w:p></w:body></w:document>",
    "one huge entity often": f'<!DOCTYPE w:document [<!ENTITY a "{"a" * 50_000}">]>'
    "<w:document {}><w:body><w:p><w:r><w:t>" + "&a;" * 5_000 + "</w:t></w:r></w:p></w:body></w:document>",
    "a file of ours": '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    "<w:document {}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>",
    "an address": '<!DOCTYPE w:document SYSTEM "http://127.0.0.1:9/a.dtd"><w:document {}><w:body/></w:document>',
    "a parameter": '<!DOCTYPE w:document [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd">%a;]><w:document {}/>',
}


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "docProps/core.xml"])
@pytest.mark.parametrize("xml", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_xml_that_defines_entities_is_refused(tmp_path: Path, part: str, xml: str) -> None:
    path = with_members(word(tmp_path / "a.docx"), {part: xml.replace("{}", W).encode()})
    assert refused(path).reason == "unsafe"


def test_elements_inside_one_another_without_end(tmp_path: Path) -> None:
    deep = f"<w:document {W}><w:body>" + "<w:sdt><w:sdtContent>" * 4_000 + "</w:sdtContent></w:sdt>" * 4_000
    path = with_members(word(tmp_path / "a.docx"), {"word/document.xml": f"{deep}</w:body></w:document>".encode()})
    assert refused(path).reason == "too_deep"
    (tmp_path / "a.html").write_text("<html><body>" + "<div>" * 5_000 + SEEN, encoding="utf-8")
    assert refused(tmp_path / "a.html").reason == "too_deep"


def test_deep_markdown_ends(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "> " * 3_000 + SEEN + "\n\n" + "".join("  " * n + "- x\n" for n in range(300)), "utf-8"
    )
    try:
        assert read_apart(tmp_path / "a.md", Limits(seconds=60)).blocks
    except DocumentRefused as error:
        assert error.reason == "too_deep"  # noqa: PT017 – either is a clear end


def test_a_huge_table(tmp_path: Path) -> None:
    row = "<tr>" + "<td>1</td>" * 20 + "</tr>"
    (tmp_path / "a.html").write_text("<html><body><table>" + row * 500, encoding="utf-8")
    assert len(read_apart(tmp_path / "a.html").blocks) == 500
    assert refused(tmp_path / "a.html", Limits(cells=19)).reason == "too_long"
    assert refused(tmp_path / "a.html", Limits(blocks=499)).reason == "too_long"


def test_too_many_slides(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    for _ in range(3):
        presentation.slides.add_slide(presentation.slide_layouts[5]).shapes.title.text = "Mål"
    presentation.save(str(tmp_path / "a.pptx"))
    assert refused(tmp_path / "a.pptx", Limits(pages=2)).reason == "too_many_pages"


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("ord " * 1_000_000, encoding="utf-8")
    error = refused(tmp_path / "a.txt", Limits(file_bytes=3 << 20))
    assert (error.reason, "3 MB" in error.detail) == ("too_big", True)


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml"])
def test_macros_and_programs_are_flagged_and_the_text_read(tmp_path: Path, name: str) -> None:
    extract = read_apart(with_members(word(tmp_path / "a.docm"), {name: b"\xd0\xcf\x11\xe0"}))
    assert [block.text for block in extract.blocks] == [SEEN]
    assert [flag.kind for flag in extract.flags] == ["macros" if "vba" in name else "active"]


def test_what_would_be_fetched_is_flagged(tmp_path: Path) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/attachedTemplate" Target="http://127.0.0.1:9/a.dotm" TargetMode="External"/>'
        '<Relationship Id="b" Type="x/hyperlink" Target="http://127.0.0.1:9/" TargetMode="External"/>'
        "</Relationships>"
    )
    path = with_members(word(tmp_path / "a.docx"), {"word/_rels/settings.xml.rels": relations.encode()})
    assert [(flag.kind, flag.count) for flag in read_apart(path).flags] == [("active", 1)]
