"""The page on paper: question, answer, sources with their addresses, and the notice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.ui.conftest import NOTICE
from tests.ui.visit import IN_BROWSER, QUESTION, Visit, refused
from ui import strings

pytestmark = IN_BROWSER

CONTROLS = "button, input, textarea, select, #role, #composer, #panel, #panel-toggle, #welcome, #footer, #status"
SHOWN = """all => all.filter(one => one.checkVisibility()).map(one => one.id || one.className || one.tagName)"""


def test_no_control_is_printed_and_everything_that_was_said_is(visit: Visit, server: str) -> None:
    answer = visit.ask()
    visit.ask(refused(server))
    answer.locator(".cite").first.click()
    for summary in visit.page.locator("#footer summary").all():
        summary.click()
    assert visit.page.locator(CONTROLS).evaluate_all(SHOWN) != []
    visit.page.emulate_media(media="print")
    assert visit.page.locator(CONTROLS).evaluate_all(SHOWN) == []
    wanted = "#notice, h2.question, .answer > p, .sources h3, details.card > summary, .address, .card[open] .passage"
    held = visit.page.locator(wanted)
    unseen = held.evaluate_all("all => all.filter(one => !one.checkVisibility()).map(one => one.className)")
    assert unseen == ["tools", "tools"], "only the button to copy with, under each of the two"
    assert visit.page.locator(".card[open] .passage").count() == 1
    for address in visit.page.locator(".address").all_inner_texts():
        assert address.startswith(" · http")


def test_the_printed_pages_are_black_on_white_whatever_the_theme(browser: Browser, server: str) -> None:
    visit = Visit(browser, server, color_scheme="dark")
    visit.ask()
    visit.page.emulate_media(media="print", color_scheme="dark")
    colours = "one => [getComputedStyle(one).color, getComputedStyle(document.body).backgroundColor]"
    assert visit.page.locator(".answer > p").first.evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    visit.context.close()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext on the path")
def test_the_pdf_holds_question_answer_sources_and_notice_and_nothing_else(visit: Visit, tmp_path: Path) -> None:
    visit.ask()
    path = tmp_path / "side.pdf"
    visit.page.pdf(path=path, format="A4")
    done = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True, text=True)
    text = " ".join(done.stdout.split())
    parts = [strings.TITLE, NOTICE, QUESTION, "Opgaven eller problemet", "Kilder", "[1] Fremfærd", "https://vpt.dk/"]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    for absent in (strings.COPY, strings.SEND, strings.PANEL_HEADING, strings.RESTART, strings.PRIVACY, strings.BACK):
        assert absent not in text
