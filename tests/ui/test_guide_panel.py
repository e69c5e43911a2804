"""The panel beside the chat in a real browser: how far it is, going there, and answers mended in place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.ui.visit import IN_BROWSER, QUESTION, Visit, begin_again, begin_guide
from ui import strings

pytestmark = IN_BROWSER

WORDS: dict[str, Any] = strings.GUIDE_SCRIPT
PROJECT = "Vi vil indføre skærmbesøg i hjemmeplejen og har ikke købt noget endnu"
ANSWER = "De slipper for at sidde og vente på os, og vi kan nå flere"


def row(visit: Visit, number: str) -> Locator:
    """The line of one sub-question."""
    return visit.page.locator(f"#panel [data-number='{number}']")


def figure(visit: Visit) -> Locator:
    return visit.page.locator("#panel h2 .figure .sr")


def edit(visit: Visit, number: str, text: str) -> None:
    """Write the answer of a sub-question anew, with its core question opened first."""
    core = visit.page.locator("details.core").nth(int(number[0]) - 1)
    if core.get_attribute("open") is None:
        core.locator("summary").click()
    row(visit, number).locator(".edit").click()
    visit.page.get_by_label(WORDS["answer"].format(number=number)).fill(text)
    row(visit, number).get_by_role("button", name=WORDS["keep"], exact=True).click()


@pytest.mark.parametrize(
    "context",
    [
        pytest.param({}, id="light"),
        pytest.param({"color_scheme": "dark"}, id="dark"),
        pytest.param({"viewport": {"width": 390, "height": 844}}, id="phone"),
        pytest.param({"viewport": {"width": 320, "height": 256}, "color_scheme": "dark"}, id="320 px, dark"),
    ],
)
def test_no_violations_in_any_state_of_the_guide(browser: Browser, server: str, context: dict[str, Any]) -> None:
    visit = Visit(browser, server, **context)
    page = visit.page
    begin_guide(visit, PROJECT, ANSWER)
    found = {"answer": visit.violations()}
    toggle = page.locator("#panel-toggle")
    if toggle.is_visible():
        toggle.click()
    page.locator("details.core").evaluate_all("all => all.forEach(one => one.open = true)")
    found["open"] = visit.violations()
    row(visit, "1.1").locator(".edit").click()
    page.get_by_role("button", name=WORDS["moreVoices"]).click()
    found["editor"] = visit.violations()
    page.get_by_role("button", name=WORDS["undo"], exact=True).click()
    page.locator("#open-file").set_input_files({"name": "x.json", "mimeType": "text/plain", "buffer": b"{"})
    expect(page.locator("#file-trouble")).to_have_text(WORDS["broken"])
    page.get_by_role("button", name=strings.RESTART, exact=True).click()
    found["question"] = visit.violations()
    assert found == {state: [] for state in found}
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    small = """() => [...document.querySelectorAll('#panel :is(button, summary, a, input, textarea, label:has(input))')]
      .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
      .filter(([name, r]) => (r.width < 24 || r.height < 24) && !/type="(checkbox|radio)"/.test(name))"""
    assert page.evaluate(small) == []
    visit.context.close()


def test_the_panel_follows_the_guide(visit: Visit) -> None:
    expect(figure(visit)).to_have_text("0 af 20 besvaret")
    visit.page.locator("#panel .start").click()
    expect(visit.page.locator("h2.question")).to_have_text(strings.GUIDE_BEGIN_MESSAGE)
    expect(visit.status).to_have_text(strings.STATUS_READY)
    visit.ask(PROJECT)
    expect(row(visit, "1.1").locator(".goto")).to_have_attribute("aria-current", "step")
    expect(visit.page.locator("#core-kerneopgave")).to_have_attribute("open", "")
    visit.ask(ANSWER)
    expect(figure(visit)).to_have_text("1 af 20 besvaret")
    expect(row(visit, "1.1").locator(".state")).to_have_text(strings.STATES["answered"])
    visit.ask("næste")
    visit.ask("det ved vi ikke")
    expect(row(visit, "1.2").locator(".state")).to_have_text(strings.STATES["unknown"])
    visit.ask("vi er ikke enige")
    expect(row(visit, "1.3").locator(".state")).to_have_text(strings.STATES["disagreed"])
    assert visit.complaints == []


def test_a_title_goes_there_and_its_answer_is_kept_there(visit: Visit) -> None:
    begin_guide(visit, PROJECT)
    visit.page.locator("#core-kompetencer summary").click()
    row(visit, "3.2").locator(".goto").click()
    expect(visit.page.locator("h2.question").last).to_have_text("Gå til 3.2")
    expect(visit.page.locator("h2.question").last).to_be_focused()
    expect(row(visit, "3.2").locator(".goto")).to_have_attribute("aria-current", "step")
    visit.ask("Vi lærer det af hinanden i hverdagen, to timer om ugen")
    expect(row(visit, "3.2").locator(".state")).to_have_text(strings.STATES["answered"])


def test_a_title_begins_the_guide_there(visit: Visit) -> None:
    visit.page.locator("#core-kompetencer summary").click()
    row(visit, "3.2").locator(".goto").press("Enter")
    expect(visit.page.locator("h2.question")).to_have_text("Gå til 3.2")
    expect(visit.page.locator(".answer")).to_contain_text("3.2 ")
    expect(row(visit, "3.2").locator(".goto")).to_have_attribute("aria-current", "step")
    visit.ask("Vi lærer det af hinanden i hverdagen, to timer om ugen")
    expect(row(visit, "3.2").locator(".state")).to_have_text(strings.STATES["answered"])


def test_an_answer_is_mended_in_place_and_focus_comes_back(visit: Visit) -> None:
    begin_guide(visit, PROJECT, ANSWER)
    visit.said()
    row(visit, "1.1").locator(".edit").press("Enter")
    field = visit.page.get_by_label("Svar på 1.1")
    expect(field).to_be_focused()
    expect(field).to_have_value(ANSWER)
    visit.page.get_by_role("button", name=WORDS["moreVoices"]).click()
    voices = visit.page.get_by_label(WORDS["voice"])
    expect(voices.nth(1)).to_be_focused()
    visit.page.keyboard.type("Medarbejderne")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.type("Vi skal have tid til <b>alle</b>")
    row(visit, "1.1").get_by_role("button", name=WORDS["keep"], exact=True).press("Enter")
    expect(row(visit, "1.1").locator(".edit")).to_be_focused()
    expect(visit.status).to_have_text("Svaret på 1.1 er gemt.")
    assert visit.said() == ["Svaret på 1.1 er gemt."]
    row(visit, "1.1").locator(".edit").click()
    expect(visit.page.get_by_label("Svar på 1.1 (Medarbejderne)")).to_have_value("Vi skal have tid til <b>alle</b>")
    visit.page.keyboard.press("Escape")
    expect(row(visit, "1.1").locator(".editor")).to_have_count(0)
    assert "Vi skal have tid" in visit.ask("opsummer").inner_text()


def test_an_emptied_answer_is_open_again(visit: Visit) -> None:
    begin_guide(visit, PROJECT, ANSWER)
    edit(visit, "1.1", "  ")
    expect(visit.status).to_have_text(WORDS["emptied"].format(number="1.1"))
    expect(row(visit, "1.1").locator(".state")).to_have_text(strings.STATES["open"])
    expect(figure(visit)).to_have_text("0 af 20 besvaret")


def test_an_answer_can_be_written_before_anything_was_said(visit: Visit) -> None:
    edit(visit, "2.3", "Sygeplejerskerne skal kunne se skærmen")
    expect(figure(visit)).to_have_text("1 af 20 besvaret")
    assert "Sygeplejerskerne skal kunne se skærmen" in visit.ask("opsummer").inner_text()


def test_what_is_being_written_outlives_a_turn(visit: Visit) -> None:
    begin_guide(visit, PROJECT, ANSWER)
    row(visit, "1.2").locator(".edit").click()
    field = visit.page.get_by_label("Svar på 1.2")
    field.fill("Halvfærdigt")
    visit.page.keyboard.press("Escape")
    visit.ask("næste")
    expect(field).to_have_value("Halvfærdigt")
    row(visit, "1.2").get_by_role("button", name=WORDS["keep"], exact=True).click()
    expect(row(visit, "1.2").locator(".state")).to_have_text(strings.STATES["answered"])


def test_a_lost_server_is_told_and_what_was_written_stays(visit: Visit) -> None:
    begin_guide(visit, PROJECT, ANSWER)
    visit.page.route("**/v1/conversations/**", lambda route: route.abort())
    edit(visit, "1.1", "Noget andet")
    expect(row(visit, "1.1").locator(".trouble")).to_have_text(WORDS["unreachable"])
    expect(visit.page.get_by_label("Svar på 1.1")).to_have_value("Noget andet")


def test_beginning_again_asks_first(visit: Visit) -> None:
    begin_guide(visit, PROJECT, ANSWER)
    again = visit.page.get_by_role("button", name=strings.RESTART, exact=True)
    again.click()
    expect(visit.page.locator("#ask-restart p").first).to_be_focused()
    visit.page.get_by_role("button", name=WORDS["no"]).press("Enter")
    expect(again).to_be_focused()
    expect(figure(visit)).to_have_text("1 af 20 besvaret")
    identity = visit.page.locator("#panel a.paper").first.get_attribute("href") or ""
    identity = identity.split("/")[2]
    begin_again(visit)
    expect(visit.status).to_have_text(strings.STATUS_ERASED)
    expect(figure(visit)).to_have_text("0 af 20 besvaret")
    expect(visit.page.locator("#panel .start")).to_be_focused()
    expect(again).to_be_hidden()
    assert visit.context.request.get(f"{visit.address}v1/conversations/{identity}").status == 404


def test_papers_are_links_to_our_own_routes(visit: Visit) -> None:
    expect(visit.page.locator("#panel .papers .wait")).to_be_visible()
    visit.ask(QUESTION)
    links = visit.page.locator("#panel a.paper")
    expect(links.first).to_be_visible()
    hrefs = links.evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert len(hrefs) == 11
    assert all(href.startswith("v1/conversations/c_") for href in hrefs)
    assert visit.page.get_by_role("link", name="Dialogpapir som Word").count() == 1
    visit.page.get_by_label(strings.PAPER_SIDES["representative"]).check()
    sheet = visit.page.get_by_role("link", name="Argumentark som PDF").get_attribute("href") or ""
    assert sheet.endswith("/papers/arguments?format=pdf&side=representative")


class TestNarrow:
    """One collapsed line above the chat."""

    @pytest.fixture(params=[390, 320])
    def visit(self, request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Visit]:
        made = Visit(browser, server, viewport={"width": request.param, "height": 700})
        yield made
        made.context.close()

    def test_the_line_stands_above_the_chat_with_its_figure(self, visit: Visit) -> None:
        begin_guide(visit, PROJECT, ANSWER)
        toggle = visit.page.locator("#panel-toggle")
        expect(toggle).to_have_attribute("aria-expanded", "false")
        expect(toggle.locator(".seen")).to_have_text("1/20")
        expect(visit.page.locator("#panel-body")).to_be_hidden()
        line, chat = toggle.bounding_box(), visit.page.locator("#talk").bounding_box()
        assert line is not None
        assert chat is not None
        assert line["y"] < chat["y"]
        assert visit.page.evaluate("document.querySelector('#page').firstElementChild.id") == "panel"
        toggle.press("Enter")
        expect(toggle).to_have_attribute("aria-expanded", "true")
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.matches('#panel summary')")
        row(visit, "1.4").locator(".goto").click()
        expect(visit.page.locator("#panel-body")).to_be_hidden()
        expect(visit.page.locator("h2.question").last).to_have_text("Gå til 1.4")

    def test_turning_the_screen_puts_it_beside_the_chat(self, visit: Visit) -> None:
        visit.page.set_viewport_size({"width": 1280, "height": 800})
        expect(visit.page.locator("#panel h2")).to_be_visible()
        assert visit.page.evaluate("document.querySelector('#page').lastElementChild.id") == "panel"
