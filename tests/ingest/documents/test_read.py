"""Every kind of file, made here, gives its text in reading order with what each piece is."""

from __future__ import annotations

from pathlib import Path

import docx
import typst

from ingest.documents.worker import read_apart


def test_text_comes_through_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Første af-\nsnit\n\n  • punkt\n\nÅben\n", encoding="utf-8")
    extract = read_apart(path)
    assert [block.text for block in extract.blocks] == ["Første af-\nsnit", "  • punkt", "Åben"]


def test_word(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    document = docx.Document()
    document.add_paragraph("Kommunen køber nyt.")
    document.save(str(path))
    assert [block.text for block in read_apart(path).blocks] == ["Kommunen køber nyt."]


def test_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(typst.compile(b"Kommunen bruger robotter."))
    extract = read_apart(path)
    assert [(block.text, block.page) for block in extract.blocks] == [("Kommunen bruger robotter.", 1)]
