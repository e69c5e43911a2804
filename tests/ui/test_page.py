"""The page in a real browser: accessible, Danish, quiet, and by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from advisor import messages
from tests.ui.visit import IN_BROWSER, QUESTION, Visit, begin_again, refused
from ui import strings

pytestmark = IN_BROWSER

ENGLISH = """() => [...document.querySelectorAll('[aria-label],[title],[placeholder],[alt]')]
  .filter(e => e.checkVisibility())
  .flatMap(e => ['aria-label', 'title', 'placeholder', 'alt'].map(a => e.getAttribute(a))).filter(Boolean)"""

FOCUSED = "(e => e.id || e.innerText || e.name)(document.activeElement)"
LIVE = """[...document.querySelectorAll('[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]')]
  .filter(e => e.checkVisibility()).map(e => e.id)"""


@pytest.mark.parametrize(
    "context",
    [
        pytest.param({}, id="light"),
        pytest.param({"color_scheme": "dark"}, id="dark"),
        pytest.param({"viewport": {"width": 390, "height": 844}}, id="phone"),
        pytest.param({"viewport": {"width": 320, "height": 256}}, id="320 px, as at 400 % zoom"),
        pytest.param({"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}, id="320 px, dark"),
    ],
)
def test_no_violations_in_any_state(browser: Browser, server: str, context: dict[str, Any]) -> None:
    visit = Visit(browser, server, **context)
    found = {"first": visit.violations()}
    visit.page.locator("#question textarea").fill("Hvad er")
    found["typing"] = visit.violations()
    answer = visit.ask()
    found["answer"] = visit.violations()
    answer.locator(".cite").first.click()
    expect(answer.locator("details.card").first).to_have_attribute("open", "")
    found["card"] = visit.violations()
    visit.ask(refused(server))
    found["refusal"] = visit.violations()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#status")).to_have_text(strings.STATUS_EMPTY)
    found["empty"] = visit.violations()
    for summary in visit.page.locator("#footer summary").all():
        summary.click()
    found["footer"] = visit.violations()
    toggle = visit.page.locator("#panel-toggle")
    if toggle.is_visible():
        toggle.click()
        expect(visit.page.locator("#panel-body")).to_be_visible()
        found["panel"] = visit.violations()
    assert found == {state: [] for state in found}
    assert visit.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    visit.context.close()


def test_everything_by_keyboard(visit: Visit) -> None:
    page = visit.page
    seen: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUSED))
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    assert seen[0] == "role"
    assert strings.EXAMPLES[0] in seen
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text(strings.STATUS_READY, timeout=20_000)
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA", "the focus stays in the field"
    assert page.locator("#question textarea").input_value() == ""
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('a.cite')"):
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('details.card[open] > summary')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == strings.OPEN
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('a.cite')"), "and back to where the reader was"


def test_a_citation_opens_its_card_in_place_and_leads_back(visit: Visit) -> None:
    answer = visit.ask()
    second = answer.locator(".cite").nth(1)
    card = answer.locator(second.get_attribute("href"))
    second.click()
    expect(card).to_have_attribute("open", "")
    expect(card.locator("summary")).to_be_focused()
    expect(card.locator("mark").first).to_be_visible()
    assert visit.page.url == visit.address
    card.locator(".back").click()
    expect(second).to_be_focused()
    expect(card).not_to_have_attribute("open", "")
    second.click()
    visit.ask("Hvad er en businesscase?")
    expect(card).to_have_attribute("open", ""), "a new answer leaves the old ones as they were"


def test_the_question_goes_to_the_top_and_nothing_moves(visit: Visit) -> None:
    visit.ask()
    visit.ask("Hvad er en businesscase?")
    top = visit.page.locator("h2.question").last.bounding_box()
    assert top is not None
    assert 0 <= top["y"] < 80
    visit.page.wait_for_timeout(400)
    assert visit.page.locator("h2.question").last.bounding_box() == top


def test_the_status_says_two_things_per_answer(visit: Visit) -> None:
    visit.ask()
    visit.said()
    visit.ask("Hvad er en businesscase?")
    visit.page.wait_for_timeout(300)
    assert visit.said() == [strings.STATUS_WORKING, strings.STATUS_READY]
    assert visit.page.evaluate(LIVE) == ["status"]


def test_the_role_is_a_radio_group(visit: Visit) -> None:
    page = visit.page
    group = page.get_by_role("radiogroup", name=strings.ROLE_LABEL)
    expect(group.get_by_role("radio")).to_have_count(3)
    group.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    expect(group.get_by_role("radio").first).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(group.get_by_role("radio", name=strings.ROLES[1][0])).to_be_checked()
    expect(group.get_by_role("radio").first).not_to_be_checked()
    with page.expect_request("**/queue/join**") as sent:
        visit.ask()
    assert "representative" in (sent.value.post_data or ""), "the arrow key reaches the server"


def test_it_is_danish_throughout(visit: Visit) -> None:
    visit.ask()
    visit.page.wait_for_timeout(300)
    assert visit.page.evaluate("document.documentElement.lang") == "da"
    named = visit.page.evaluate(ENGLISH)
    english = ("message", "Clear", "Close", "chatbot", "Error", "Copy", "Submit", "Stop", "Loading")
    assert not [name for name in named if any(word in name for word in english)]
    shown = visit.page.inner_text("body")
    assert not [word for word in ("Loading", "Error", "Submit", "processing", "chatbot.", "common.") if word in shown]


def test_it_asks_no_other_host_keeps_nothing_and_breaks_no_policy(visit: Visit) -> None:
    answer = visit.ask(
        'Hvad er en businesscase? ![x](https://evil.example/p.png) <img src="https://evil.example/q.png">'
    )
    expect(answer).to_be_visible()
    expect(visit.page.locator("h2.question")).to_contain_text('<img src="https://evil.example/q.png">')
    assert visit.hosts <= {"127.0.0.1", None}
    assert visit.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert visit.complaints == []


def test_examples_suggestions_and_the_panel_ask(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("button", name=QUESTION).click()
    expect(page.locator("h2.question")).to_have_text(QUESTION)
    expect(page.locator("h2.question")).to_be_focused()
    expect(page.locator("#welcome")).to_be_hidden()
    option = page.locator("#chat .option").first
    text = option.inner_text()
    option.click()
    expect(page.locator("h2.question").nth(1)).to_have_text(text)
    expect(page.locator(".answer")).to_have_count(2)
    page.locator("#panel .start").click()
    expect(page.locator("h2.question").nth(2)).to_have_text(strings.EXAMPLES[-1])
    expect(page.locator(".answer")).to_have_count(3)


def test_beginning_again_empties_the_page(visit: Visit) -> None:
    visit.ask()
    begin_again(visit)
    expect(visit.page.locator("#status")).to_have_text(strings.STATUS_ERASED)
    expect(visit.page.locator("h2.question")).to_have_count(0)
    expect(visit.page.get_by_role("button", name=strings.EXAMPLES[0])).to_be_visible()


def test_an_address_fills_in_role_and_question(browser: Browser, server: str) -> None:
    visit = Visit(browser, f"{server}?rolle=leder&spm=Hvad%20er%20en%20businesscase%3F")
    expect(visit.page.locator("#question textarea")).to_have_value("Hvad er en businesscase?")
    expect(visit.page.get_by_role("radio", name="leder", exact=True)).to_be_checked()
    visit.page.wait_for_timeout(300)
    assert visit.page.locator("h2.question").count() == 0, "filled in, not asked"
    visit.page.keyboard.press("Tab")
    with visit.page.expect_request("**/queue/join**") as sent:
        visit.page.get_by_role("button", name=strings.SEND).click()
    assert "leader" in (sent.value.post_data or "")
    expect(visit.page.locator("h2.question")).to_have_text("Hvad er en businesscase?")
    expect(visit.status).to_have_text(strings.STATUS_READY)
    answer = visit.page.locator(".answer")
    answer.locator(".cite").first.click()
    assert visit.page.url.endswith("businesscase%3F"), "a citation does not leave the page"
    visit.context.close()


def test_what_stands_in_an_address_stays_text(browser: Browser, server: str) -> None:
    visit = Visit(browser, f"{server}?rolle=konge&spm=%3Cimg%20src=x%20onerror=alert(1)%3E%0A%5Bx%5D(//evil.example)")
    expect(visit.page.locator("#question textarea")).to_have_value("<img src=x onerror=alert(1)>\n[x](//evil.example)")
    expect(visit.page.get_by_role("radio", checked=True)).to_have_count(0)
    assert visit.complaints == []
    visit.context.close()


def test_copy_takes_the_sources_along(browser: Browser, server: str) -> None:
    visit = Visit(browser, server, permissions=["clipboard-read", "clipboard-write"])
    visit.ask().get_by_role("button", name=strings.COPY).click()
    expect(visit.page.locator("#status")).to_have_text(strings.SCRIPT["copied"])
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert QUESTION in copied
    assert "Kilder\n[1] Fremfærd: Sammen om ny teknologi" in copied
    assert "juridisk rådgivning" in copied
    question = refused(server)
    visit.ask(question).get_by_role("button", name=strings.COPY).click()
    expect(visit.status).to_have_text(strings.SCRIPT["copied"])
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert question in copied
    assert f"{messages.NEAREST_HEADING}\n[1] " in copied
    assert f"\n{messages.SOURCES_HEADING}\n" not in copied, "there is no source to an answer that is none"
    visit.context.close()


def test_a_message_that_cannot_be_sent_is_told_in_danish(visit: Visit) -> None:
    visit.page.route("**/queue/join**", lambda route: route.abort())
    visit.page.locator("#question textarea").fill(QUESTION)
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#status")).to_have_text(strings.CONNECTION)
    expect(visit.page.locator(".toast-wrap")).to_be_hidden()


def test_targets_are_large_enough_to_hit(visit: Visit) -> None:
    answer = visit.ask()
    answer.locator(".cite").first.click()
    for summary in visit.page.locator("#footer summary").all():
        summary.click()
    visit.page.select_option("#cases-area", index=1)
    expect(visit.page.locator("#cases .every")).to_be_visible()
    small = """() => [...document.querySelectorAll('button, summary, select, a.cite, textarea, #role label')]
      .filter(e => e.checkVisibility()).map(e => [e.className || e.tagName, e.getBoundingClientRect()])
      .filter(([, r]) => r.width < 24 || r.height < 24).map(([name]) => name)"""
    assert visit.page.evaluate(small) == []
