"""Pressing more than once: nothing is answered into another view, and nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Route, expect

from tests.ui.visit import IN_BROWSER, QUESTION, Visit, begin_again
from ui import strings

pytestmark = IN_BROWSER

MISSED = f"{strings.STATUS_READY} {strings.STATUS_MISSED}"


@pytest.fixture
def let_go(visit: Visit) -> Iterator[Callable[[], None]]:
    """Holds the first request back until it is called; what comes after goes through."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    def release() -> None:
        held.pop().continue_()

    visit.page.route("**/queue/join**", hold, times=1)
    yield release
    for route in held:
        route.abort()


def _asked(visit: Visit) -> list[str]:
    return visit.page.locator("h2.question").all_inner_texts()


def test_another_button_meanwhile_is_told_and_can_be_pressed_again(visit: Visit, let_go: Callable[[], None]) -> None:
    core = visit.page.locator("#panel .start")
    visit.page.get_by_role("button", name=QUESTION).click()
    core.click()
    expect(visit.status).to_have_text(strings.STATUS_BUSY)
    let_go()
    expect(visit.status).to_have_text(MISSED)
    assert _asked(visit) == [QUESTION]
    expect(visit.page.locator(".answer")).to_have_count(1)
    core.click()
    expect(visit.page.locator(".answer")).to_have_count(2)
    expect(visit.status).to_have_text(strings.STATUS_READY)
    assert len(_asked(visit)) == 2


def test_what_is_written_meanwhile_stays_in_its_field(visit: Visit, let_go: Callable[[], None]) -> None:
    field = visit.page.locator("#question textarea")
    visit.page.get_by_role("button", name=QUESTION).click()
    field.fill("Hvad er en businesscase?")
    visit.said()
    field.press("Enter")
    assert visit.said() == [strings.STATUS_BUSY]
    visit.page.get_by_role("button", name=strings.SEND).click()
    assert visit.said() == [strings.STATUS_BUSY]
    let_go()
    expect(visit.status).to_have_text(MISSED)
    expect(field).to_have_value("Hvad er en businesscase?")
    field.press("Enter")
    expect(visit.page.locator(".answer")).to_have_count(2)
    assert _asked(visit) == [QUESTION, "Hvad er en businesscase?"]


def test_beginning_again_waits_for_the_answer(visit: Visit) -> None:
    visit.ask()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    visit.page.route("**/queue/join**", hold, times=1)
    visit.page.locator("#question textarea").fill(QUESTION)
    visit.page.keyboard.press("Enter")
    begin_again(visit)
    expect(visit.status).to_have_text(strings.STATUS_BUSY)
    held.pop().continue_()
    expect(visit.status).to_have_text(strings.STATUS_READY)
    begin_again(visit)
    expect(visit.status).to_have_text(strings.STATUS_ERASED)
    visit.page.wait_for_timeout(300)
    assert _asked(visit) == []


def test_a_double_click_asks_once_and_says_nothing_of_it(visit: Visit) -> None:
    visit.page.locator("#panel .start").dblclick()
    expect(visit.status).to_have_text(strings.STATUS_READY)
    visit.page.wait_for_timeout(300)
    assert visit.said() == [strings.STATUS_WORKING, strings.STATUS_READY]
    assert len(_asked(visit)) == 1


def test_a_press_in_the_moment_after_an_answer_counts(visit: Visit) -> None:
    visit.page.evaluate(
        """ready => { const status = document.getElementById('status'), core = document.querySelector('#panel .start');
          const seen = new MutationObserver(() => status.textContent === ready && (seen.disconnect(), core.click()));
          seen.observe(status, {childList: true}); core.click(); }""",
        strings.STATUS_READY,
    )
    expect(visit.page.locator(".answer")).to_have_count(2)
    assert len(_asked(visit)) == 2


def test_an_answer_that_never_comes_does_not_shut_the_page(visit: Visit, let_go: Callable[[], None]) -> None:
    visit.page.locator("#panel .start").click()
    example = visit.page.get_by_role("button", name=QUESTION)
    example.click()
    expect(visit.status).to_have_text(strings.STATUS_BUSY)
    visit.page.evaluate("later => { Date.now = () => later }", visit.page.evaluate("Date.now()") + 61_000)
    example.click()
    expect(visit.page.locator("h2.question").last).to_have_text(QUESTION)
    expect(visit.status).to_have_text(strings.STATUS_READY)
