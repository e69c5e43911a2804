"""The whole walk through the twenty sub-questions, with the real advisor, by keyboard alone."""

from __future__ import annotations

import json
import time

from playwright.sync_api import Page, expect

from tests.ui.test_guide_panel import WORDS, figure, row
from tests.ui.visit import IN_BROWSER, Visit
from ui import strings

pytestmark = IN_BROWSER

SECONDS = 120  # some twenty on an idle machine
PROJECT = "Vi vil indføre skærmbesøg i hjemmeplejen og har ikke købt noget endnu. Jeg er leder."
ANSWER = "Borgerne venter kortere, og medarbejderne får tid til dem, der har mest brug for den"
SKIPPED, UNKNOWN, DETOUR = 4, 9, 12
"""At these of the twenty: »spring over«, »det ved vi ikke«, and a question in between."""


def _tab(page: Page, reached: str, back: bool = False) -> None:
    """Tab until the focus is on what fits ``reached``."""
    for _ in range(90):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", reached):
            return
    raise AssertionError(reached)


def _say(visit: Visit, message: str) -> None:
    """Type into the field that has the focus, and send; the focus stays there."""
    last = visit.page.locator(".answer").last.get_attribute("id") or ""
    visit.page.keyboard.type(message)
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(f"#a{int(last[1:]) + 1}")).to_be_visible(timeout=20_000)
    expect(visit.status).to_have_text(strings.STATUS_READY)
    assert visit.page.evaluate("document.activeElement.matches('#question textarea')")


def _current(visit: Visit, seen: list[str]) -> str:
    """The sub-question that the guide has come to, once the panel says so."""
    last = seen[-1] if seen else ""
    visit.page.wait_for_function(
        "last => (n => n && n !== last)(document.querySelector('[aria-current=step]')?.closest('li').dataset.number)",
        arg=last,
    )
    number: str = visit.page.evaluate("document.querySelector('[aria-current=step]').closest('li').dataset.number")
    return number


def test_all_twenty_by_keyboard_alone(visit: Visit) -> None:
    started = time.monotonic()
    page = visit.page
    _tab(page, ".ask:last-of-type")
    page.keyboard.press("Enter")
    expect(visit.status).to_have_text(strings.STATUS_READY)
    expect(page.locator("h2.question").last).to_be_focused()
    _tab(page, "#question textarea")
    _say(visit, PROJECT)
    seen: list[str] = []
    while len(seen) < 20:
        seen.append(_current(visit, seen))
        if len(seen) == SKIPPED:
            _say(visit, "spring over")
        elif len(seen) == UNKNOWN:
            _say(visit, "det ved vi ikke")
        else:
            if len(seen) == DETOUR:
                _say(visit, "Hvad er en businesscase?")
                expect(page.locator(".answer").last).to_contain_text(f"Vi stod ved {seen[-1]}.")
            _say(visit, f"{ANSWER}, svar {len(seen)}")
            expect(row(visit, seen[-1]).locator(".state")).to_have_text(strings.STATES["answered"])
            _say(visit, "næste")
    assert len(set(seen)) == 20
    expect(figure(visit)).to_have_text("18 af 20 besvaret")
    expect(page.locator(".answer").last).to_contain_text("18 af 20")

    _mend(visit, seen[-1])
    _tab(page, ".save")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    file = json.loads(download.value.path().read_text(encoding="utf-8"))
    texts = [one["text"] for answer in file["walk"]["answers"] for one in answer["contributions"]]
    assert len(texts) == 18
    assert "Mindre ventetid" in texts
    assert visit.complaints == []
    assert visit.violations() == []
    assert time.monotonic() - started < SECONDS


def _mend(visit: Visit, number: str) -> None:
    """Write one answer anew in the panel, by keyboard as the rest; its core question stands open."""
    page = visit.page
    _tab(page, f"[data-number='{number}'] .edit")
    page.keyboard.press("Enter")
    expect(page.get_by_label(WORDS["answer"].format(number=number))).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Mindre ventetid")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(row(visit, number).locator(".edit")).to_be_focused()
    expect(visit.status).to_have_text(WORDS["edited"].format(number=number))
