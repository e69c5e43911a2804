"""HTML and Markdown come out as the page shows them; nothing is fetched, run or expanded."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.documents import readers
from ingest.documents.limits import Limits
from ingest.documents.model import Extract
from tests.ingest.documents.extracts import TRAP, kinds

SEEN = "Det, der står på siden."


def html(tmp_path: Path, body: str, head: str = "") -> Extract:
    path = tmp_path / "a.html"
    path.write_text(f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>", "utf-8")
    return readers.read(path, Limits())


def markdown(tmp_path: Path, text: str) -> Extract:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    return readers.read(path, Limits())


def test_a_page_gives_its_main_part_and_tells_the_rest_as_furniture(tmp_path: Path) -> None:
    extract = html(
        tmp_path,
        """<header>Kommunen</header><nav><ul><li><a href=/>Forside</a></ul></nav>
        <main><h1>Ny strategi</h1><p>Et  afsnit
        med <b>fed</b> tekst.<br>Ny linje.<ul><li>en<ul><li>længere inde</ul><li>to</ul>
        <table><tr><th>Mål<th>Frist<tr><td>Bedre <p>tid</p><td>Forår</table><pre>a
  b</pre></main><aside>Læs også</aside><footer>Kontakt</footer>
        <script>document.write("x")</script>""",
        "<title>Ny strategi - Kommunen</title><style>b{color:red}</style>",
    )
    assert extract.title == "Ny strategi"
    assert kinds(extract) == [
        ("furniture", 0, "Kommunen"),
        ("furniture", 0, "Forside"),
        ("heading", 1, "Ny strategi"),
        ("paragraph", 0, "Et afsnit med fed tekst.\nNy linje."),
        ("item", 1, "en"),
        ("item", 2, "længere inde"),
        ("item", 1, "to"),
        ("row", 0, "Mål\tFrist"),
        ("row", 0, "Bedre tid\tForår"),
        ("paragraph", 0, "a\n  b"),
        ("furniture", 0, "Læs også"),
        ("furniture", 0, "Kontakt"),
    ]
    assert [(flag.kind, flag.count) for flag in extract.flags] == [("active", 1)]


HIDDEN = {
    "display": f'<p style="display:none">{TRAP}</p>',
    "visibility": f'<div style="visibility: hidden"><p>{TRAP}</p></div>',
    "opacity": f'<p style="opacity:0">{TRAP}</p>',
    "size": f'<p style="font-size:1px">{TRAP}</p>',
    "colour": f'<p style="color:#fff">{TRAP}</p>',
    "nearly the colour": f'<div style="background:#123456"><p style="color:#133557">{TRAP}</p></div>',
    "transparent": f'<p style="color:transparent">{TRAP}</p>',
    "far to the left": f'<p style="position:absolute; left:-9999px">{TRAP}</p>',
    "indent": f'<p style="text-indent:-9999px">{TRAP}</p>',
    "clip": f'<p style="position:absolute; clip:rect(0,0,0,0)">{TRAP}</p>',
    "a box of one pixel": f'<p style="overflow:hidden; width:1px; height:1px">{TRAP}</p>',
    "the attribute": f"<p hidden>{TRAP}</p>",
    "a dialog": f"<dialog>{TRAP}</dialog>",
    "a class": f'<p class="note x">{TRAP}</p>',
    "an id": f'<p id=y class="shown">{TRAP}</p>',
    "a part of the tree": f"<div class=z><div><span>{TRAP}</span></div></div>",
    "a rule for screens": f"<p class=w>{TRAP}</p>",
    "in a cell": f'<table><tr><td><span style="display:none">{TRAP}</span><td></table>',
}
SHEET = """<style>.shown{display:block}.x{display:none}#y{display:none}.z span{font-size:0}
@media screen{.w{display:none}} @media print{p{display:none}}
.x.open{display:block} .i{display:none!important}</style>"""


@pytest.mark.parametrize("trap", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_a_page_hides_is_left_out_and_flagged(tmp_path: Path, trap: str) -> None:
    extract = html(tmp_path, f"<p>{SEEN}</p>{trap}", SHEET)
    assert [block.text for block in extract.blocks] == [SEEN]
    assert [(flag.kind, flag.count) for flag in extract.flags] == [("hidden", 1)]


VISIBLE = {
    "a class that opens": f'<p class="x open">{SEEN}</p>',
    "light on dark": f'<div style="background:#000"><p style="color:white">{SEEN}</p></div>',
    "light on a picture": f'<div style="background:url(a.png)"><p style="color:white">{SEEN}</p></div>',
    "visible inside": f'<div style="visibility:hidden"><p style="visibility:visible">{SEEN}</p></div>',
    "a little to the left": f'<p style="position:relative; left:-9px">{SEEN}</p>',
    "a rule in a comment": f"<!-- <style>p{{display:none}}</style> --><p>{SEEN}</p>",
}


@pytest.mark.parametrize("body", VISIBLE.values(), ids=VISIBLE.keys())
def test_what_a_page_shows_is_kept(tmp_path: Path, body: str) -> None:
    extract = html(tmp_path, body, SHEET)
    assert [block.text for block in extract.blocks] == [SEEN]
    assert extract.flags == ()


def test_the_more_important_rule_wins(tmp_path: Path) -> None:
    extract = html(tmp_path, f'<p>{SEEN}</p><p class="i shown">{TRAP}</p>', SHEET)
    assert [block.text for block in extract.blocks] == [SEEN]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-8"])
def test_the_encoding_is_the_one_that_the_page_tells(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.htm"
    path.write_bytes(f'<html><meta charset="{encoding}"><p>Både æbler og øl på Ærø</p>'.encode(encoding))
    assert [block.text for block in readers.read(path, Limits()).blocks] == ["Både æbler og øl på Ærø"]


def test_an_entity_of_one_s_own_is_neither_opened_nor_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("HEMMELIGT", encoding="utf-8")
    path = tmp_path / "a.xhtml"
    path.write_text(
        f"""<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "{"ha" * 100}">]>
        <html><body><p>{SEEN} &x; &y;</p></body></html>""",
        encoding="utf-8",
    )
    extract = readers.read(path, Limits())
    text = "".join(block.text for block in extract.blocks)
    assert SEEN in text
    assert "HEMMELIGT" not in text
    assert "haha" not in text
    assert [flag.kind for flag in extract.flags] == ["active"]


def test_markdown_keeps_its_lines_and_tells_what_each_piece_is(tmp_path: Path) -> None:
    extract = markdown(
        tmp_path,
        """---
title: "Vores strategi"
---
# Mål

Et afsnit
med *to* linjer og [et link](https://example.org).

- en
  - længere inde
1. første

| Mål | Frist |
|-----|-------|
| Tid | `Forår` |

Økonomi
-------

    en linje kode
""",
    )
    assert extract.title == "Vores strategi"
    assert kinds(extract) == [
        ("heading", 1, "Mål"),
        ("paragraph", 0, "Et afsnit\nmed to linjer og et link."),
        ("item", 1, "en"),
        ("item", 2, "længere inde"),
        ("item", 1, "første"),
        ("row", 0, "Mål\tFrist"),
        ("row", 0, "Tid\tForår"),
        ("heading", 2, "Økonomi"),
        ("paragraph", 0, "en linje kode"),
    ]


def test_markdown_with_html_hides_what_the_page_would_hide(tmp_path: Path) -> None:
    extract = markdown(
        tmp_path,
        f"# Mål\n\n{SEEN}\n\n<div hidden>\n\n{TRAP}\n\n</div>\n\nOg <span style='display:none'>{TRAP}</span>mere.\n",
    )
    assert kinds(extract) == [("heading", 1, "Mål"), ("paragraph", 0, SEEN), ("paragraph", 0, "Og mere.")]
    assert [(flag.kind, flag.count) for flag in extract.flags] == [("hidden", 2)]
