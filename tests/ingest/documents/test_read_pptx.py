"""PPTX comes out as it is shown; what is hidden in it is flagged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pptx
from pptx.dml.color import RGBColor as Colour
from pptx.presentation import Presentation
from pptx.util import Emu, Inches
from pptx.util import Pt as Points

from tests.ingest.documents.extracts import TRAP, read, texts

WHITE = Colour(255, 255, 255)  # type: ignore[no-untyped-call]
DARK = Colour(0, 40, 80)  # type: ignore[no-untyped-call]


def deck(tmp_path: Path, fill: Callable[[Presentation], object]) -> Path:
    presentation = pptx.Presentation()
    fill(presentation)
    path = tmp_path / "a.pptx"
    presentation.save(str(path))
    return path


def test_slides_are_pages_with_title_items_tables_and_boxes(tmp_path: Path) -> None:
    def fill(presentation: Presentation) -> None:
        first = presentation.slides.add_slide(presentation.slide_layouts[0])
        first.shapes.title.text = "Digital strategi"
        first.placeholders[1].text = "Byrådet"
        second = presentation.slides.add_slide(presentation.slide_layouts[1])
        box = second.shapes.add_textbox(Inches(1), Inches(6), Inches(3), Inches(1))
        box.text_frame.text = "Fri tekst"
        second.shapes.title.text = "Mål"
        body = second.placeholders[1].text_frame
        body.text = "Tid til borgerne"
        deeper = body.add_paragraph()
        deeper.text, deeper.level = "hver dag", 1
        table = second.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(4), Inches(1)).table
        for place, text in enumerate(["Mål", "Frist", "Tid", "Forår"]):
            table.cell(place // 2, place % 2).text = text

    extract = read(deck(tmp_path, fill))
    assert (extract.title, extract.pages) == ("Digital strategi", 2)
    assert [(block.kind, block.level, block.page, block.text) for block in extract.blocks] == [
        ("heading", 1, 1, "Digital strategi"),
        ("paragraph", 0, 1, "Byrådet"),
        ("heading", 2, 2, "Mål"),
        ("item", 1, 2, "Tid til borgerne"),
        ("item", 2, 2, "hver dag"),
        ("paragraph", 0, 2, "Fri tekst"),
        ("row", 0, 2, "Mål\tFrist"),
        ("row", 0, 2, "Tid\tForår"),
    ]


def test_hidden_slides_and_shapes_are_left_out_and_flagged(tmp_path: Path) -> None:
    def fill(presentation: Presentation) -> None:
        def slide() -> Any:
            return presentation.slides.add_slide(presentation.slide_layouts[6])

        def box(on: Any, x: int = 1, text: str = TRAP) -> Any:
            made = on.shapes.add_textbox(Inches(x), Inches(1), Inches(4), Inches(1))
            made.text_frame.text = text
            return made

        box(slide(), text="Det, der vises.")
        whole = slide()
        whole._element.set("show", "0")
        box(whole)
        for place in (30, -6):
            box(slide(), place)
        box(slide())._element.nvSpPr.cNvPr.set("hidden", "1")
        box(slide()).text_frame.paragraphs[0].runs[0].font.color.rgb = WHITE
        box(slide()).text_frame.paragraphs[0].runs[0].font.size = Points(1)
        group = slide().shapes.add_group_shape()
        inner = group.shapes.add_textbox(Inches(1), Inches(1), Inches(1), Inches(1))
        inner.text_frame.text = TRAP
        group.left = Emu(-9_000_000)

    extract = read(deck(tmp_path, fill))
    assert [(block.page, block.text) for block in extract.blocks] == [(1, "Det, der vises.")]
    assert [(flag.kind, flag.count, flag.page) for flag in extract.flags] == [("hidden", 7, 2)]


def test_white_text_on_a_dark_slide_or_shape_is_seen(tmp_path: Path) -> None:
    def fill(presentation: Presentation) -> None:
        dark = presentation.slides.add_slide(presentation.slide_layouts[6])
        dark.background.fill.solid()
        dark.background.fill.fore_color.rgb = DARK
        light = presentation.slides.add_slide(presentation.slide_layouts[6])
        panel = light.shapes.add_shape(1, Inches(0), Inches(0), Inches(8), Inches(5))
        panel.fill.solid()
        panel.fill.fore_color.rgb = DARK
        for slide, text in ((dark, "Lys på mørk baggrund"), (light, "Lys på en mørk flade")):
            box = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(4), Inches(1))
            run = box.text_frame.paragraphs[0].add_run()
            run.text, run.font.color.rgb = text, WHITE

    extract = read(deck(tmp_path, fill))
    assert texts(extract) == ["Lys på mørk baggrund", "Lys på en mørk flade"]
    assert extract.flags == ()
