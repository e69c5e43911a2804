"""The conversation belongs to its user: saved, opened again, remembered or not, in two tabs at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from advisor import messages
from tests.ui.conftest import serving
from tests.ui.test_guide_panel import ANSWER, PROJECT, WORDS, edit, figure, row
from tests.ui.visit import IN_BROWSER, QUESTION, Visit, begin_again, begin_guide
from ui import strings

pytestmark = IN_BROWSER

Content = bytes | str | dict[str, Any] | Path

EVIL = '<img src=x onerror="alert(1)"><script>alert(1)</script>'


def saved(visit: Visit) -> dict[str, Any]:
    """The file that »Gem forløb« gives."""
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name=strings.SAVE).click()
    assert download.value.suggested_filename.startswith("forloeb-20")
    found: dict[str, Any] = json.loads(download.value.path().read_text(encoding="utf-8"))
    return found


def choose(visit: Visit, content: Content) -> None:
    """Choose a file in »Åbn forløb«."""
    if isinstance(content, Path):
        visit.page.get_by_label(strings.OPEN_FILE).set_input_files(content)
        return
    text = json.dumps(content) if isinstance(content, dict) else content
    data = text.encode() if isinstance(text, str) else text
    visit.page.get_by_label(strings.OPEN_FILE).set_input_files(
        {"name": "forloeb.json", "mimeType": "application/json", "buffer": data}
    )


def kept(visit: Visit) -> dict[str, str]:
    """What lies in the browser."""
    found: dict[str, str] = visit.page.evaluate("({...localStorage})")
    return found


def test_a_saved_conversation_opens_in_another_browser(browser: Browser, server: str, visit: Visit) -> None:
    begin_guide(visit, PROJECT, ANSWER)
    file = saved(visit)
    assert file["walk"]["answers"][0]["contributions"][0]["text"] == ANSWER
    other = Visit(browser, server)
    choose(other, file)
    expect(other.status).to_have_text(strings.STATUS_OPENED)
    expect(figure(other)).to_have_text("1 af 20 besvaret")
    expect(other.page.locator("h2.question")).to_have_text([strings.GUIDE_BEGIN_MESSAGE, PROJECT, ANSWER])
    answer = other.page.locator(".answer").last
    expect(answer).to_contain_text("Noteret.")
    answer.locator(".cite").first.click()
    expect(answer.locator("details.card").first).to_have_attribute("open", "")
    assert other.violations() == []
    other.page.get_by_role("button", name=strings.GUIDE_GO_ON_AT.format(number="1.1")).click()
    expect(other.page.locator(".answer")).to_have_count(4)
    expect(other.page.locator(".answer").last).to_contain_text(ANSWER)
    assert other.complaints == []
    other.context.close()


def test_opening_over_a_conversation_asks_first(visit: Visit) -> None:
    begin_guide(visit, PROJECT, ANSWER)
    file = saved(visit)
    edit(visit, "1.1", "Noget helt andet")
    expect(visit.status).to_have_text("Svaret på 1.1 er gemt.")
    choose(visit, file)
    visit.page.get_by_role("button", name=WORDS["no"]).click()
    assert saved(visit)["walk"]["answers"][0]["contributions"][0]["text"] == "Noget helt andet"
    choose(visit, file)
    visit.page.get_by_role("button", name=WORDS["yesOpen"]).click()
    expect(visit.status).to_have_text(strings.STATUS_OPENED)
    assert saved(visit)["walk"]["answers"][0]["contributions"][0]["text"] == ANSWER


def _bad(file: dict[str, Any], large: Path) -> dict[str, tuple[Content, str]]:
    broken = f"{messages.SESSION_BROKEN} {messages.SESSION_BROKEN_REMEDY}"
    newer = f"{messages.SESSION_TOO_NEW} {messages.SESSION_TOO_NEW_REMEDY}"
    by_hand = json.loads(json.dumps(file))
    by_hand["walk"]["current"] = "findes/ikke"
    return {
        "truncated": (json.dumps(file)[:-40], broken),
        "newer": ({**file, "version": 99}, newer),
        "50 MB": (large, WORDS["tooLarge"].format(size="50 MB")),
        "HTML": (f"<!doctype html><body>{EVIL}</body>", broken),
        "by hand": (by_hand, broken),
        "a list": ("[1, 2]", broken),
        "binary": (bytes(range(256)), broken),
        "empty": ("", broken),
        "another JSON": ({"version": 1, "navn": EVIL}, broken),
    }


def test_a_bad_file_gets_a_clear_message_and_changes_nothing(visit: Visit, tmp_path: Path) -> None:
    large = tmp_path / "stor.json"
    with large.open("wb") as made:
        made.truncate(50_000_000)
    begin_guide(visit, PROJECT, ANSWER)
    file = saved(visit)
    for name, (content, told) in _bad(file, large).items():
        choose(visit, content)
        agreed = visit.page.get_by_role("button", name=WORDS["yesOpen"])
        trouble = visit.page.locator("#file-trouble")
        expect(visit.page.locator("#ask-open .really:visible, #file-trouble:visible")).to_have_count(1)
        if agreed.is_visible():
            agreed.click()
        expect(trouble, name).to_have_text(told)
        expect(visit.status).to_have_text(told)
        assert saved(visit) == file, name
    expect(visit.page.locator("h2.question")).to_have_count(3)
    assert [one for one in visit.complaints if "422" not in one] == []


def test_markup_in_a_file_stays_text_and_a_foreign_address_is_no_link(visit: Visit) -> None:
    begin_guide(visit, PROJECT, ANSWER)
    file = saved(visit)
    file["walk"]["answers"][0]["contributions"] = [{"text": EVIL, "voice": EVIL[:90]}]
    for exchange in file["exchanges"]:
        exchange["message"] = EVIL
        exchange["text"] = f"{EVIL}[1]\n\n**{EVIL}**\n- {EVIL}\n   - {EVIL}"
        exchange["cited"] = [
            {
                "passage_id": EVIL,
                "section_id": EVIL,
                "title": EVIL,
                "section": EVIL,
                "quote": EVIL,
                "url": "https://evil.example/",
            }
        ]
    choose(visit, file)
    visit.page.get_by_role("button", name=WORDS["yesOpen"]).click()
    expect(visit.page.locator("h2.question").first).to_have_text(EVIL)
    visit.page.locator("a.cite").first.click()
    row(visit, "1.1").locator(".edit").click()
    expect(visit.page.get_by_label(f"Svar på 1.1 ({EVIL[:90]})")).to_have_value(EVIL)
    assert visit.page.locator("#page img, #page script").count() == 0
    assert visit.page.locator("#page a[href*='evil']").count() == 0
    assert visit.complaints == []


def test_nothing_is_kept_until_it_is_asked_for_and_forgotten_at_once(visit: Visit) -> None:
    begin_guide(visit, PROJECT, ANSWER)
    box = visit.page.get_by_label(strings.REMEMBER)
    expect(box).not_to_be_checked()
    expect(visit.page.locator("#kept")).to_have_text(strings.KEPT["off"])
    assert kept(visit) == {}
    box.check()
    expect(visit.page.locator("#kept")).to_have_text(strings.KEPT["on"])
    visit.page.get_by_text(strings.PRIVACY, exact=True).click()
    expect(visit.page.locator(".kept-here")).to_have_text(strings.PRIVACY_BROWSER["on"])
    (name,) = kept(visit)
    assert name == "teknologiraadgiveren /"
    visit.ask("næste")
    visit.page.wait_for_function("name => localStorage[name].includes('næste')", arg=name)
    box.uncheck()
    assert kept(visit) == {}
    expect(visit.page.locator("#kept")).to_have_text(strings.KEPT["off"])
    expect(visit.page.locator(".kept-here")).to_have_text(strings.PRIVACY_BROWSER["off"])
    visit.ask("opsummer")
    visit.page.wait_for_timeout(300)
    assert kept(visit) == {}


def test_a_reload_forgets_unless_told_to_remember(visit: Visit) -> None:
    begin_guide(visit, PROJECT, ANSWER)
    visit.page.reload()
    expect(visit.page.locator("#welcome")).to_be_visible()
    expect(figure(visit)).to_have_text("0 af 20 besvaret")
    begin_guide(visit, PROJECT, ANSWER)
    visit.page.get_by_label(strings.REMEMBER).check()
    visit.page.reload()
    expect(visit.page.locator("h2.question")).to_have_text([strings.GUIDE_BEGIN_MESSAGE, PROJECT, ANSWER])
    expect(figure(visit)).to_have_text("1 af 20 besvaret")
    expect(visit.page.get_by_label(strings.REMEMBER)).to_be_checked()
    visit.ask("næste")
    expect(row(visit, "1.2").locator(".goto")).to_have_attribute("aria-current", "step")
    begin_again(visit)
    expect(visit.status).to_have_text(strings.STATUS_ERASED)
    assert [*kept(visit).values()] == ["null"]
    visit.page.reload()
    expect(visit.page.locator("#welcome")).to_be_visible()
    expect(visit.page.get_by_label(strings.REMEMBER)).to_be_checked()


def test_a_new_server_takes_up_what_the_browser_remembers(browser: Browser, data: Path) -> None:
    with serving(data) as address:
        visit = Visit(browser, address)
        begin_guide(visit, PROJECT, ANSWER)
        visit.page.get_by_label(strings.REMEMBER).check()
        edit(visit, "2.1", "Vi lægger ruterne om")
        expect(figure(visit)).to_have_text("2 af 20 besvaret")
    with serving(data, port=urlsplit(address).port or 0):
        visit.page.reload()
        expect(visit.status).to_have_text(strings.STATUS_OPENED, timeout=20_000)
        expect(visit.page.locator("h2.question")).to_have_text([strings.GUIDE_BEGIN_MESSAGE, PROJECT, ANSWER])
        expect(figure(visit)).to_have_text("2 af 20 besvaret")
        assert "Vi lægger ruterne om" in visit.ask("opsummer").inner_text()
        visit.context.close()


def test_an_open_tab_goes_on_where_the_server_has_lost_the_conversation(visit: Visit) -> None:
    address = visit.address
    begin_guide(visit, PROJECT, ANSWER)
    identity = saved(visit)["conversation_id"]
    visit.context.request.delete(f"{address}v1/conversations/{identity}")
    edit(visit, "1.1", "Kortere ventetid")
    expect(visit.status).to_have_text("Svaret på 1.1 er gemt.")
    assert saved(visit)["conversation_id"] != identity
    visit.context.request.delete(f"{address}v1/conversations/{saved(visit)['conversation_id']}")
    visit.ask(QUESTION)
    expect(figure(visit)).to_have_text("1 af 20 besvaret")
    questions = [strings.GUIDE_BEGIN_MESSAGE, PROJECT, ANSWER, QUESTION]
    expect(visit.page.locator("h2.question")).to_have_text(questions)
    assert "Kortere ventetid" in visit.ask("opsummer").inner_text()


@pytest.mark.parametrize("blocked", ["getItem", "setItem"])
def test_a_browser_that_keeps_nothing_says_so(browser: Browser, server: str, blocked: str) -> None:
    visit = Visit(browser, server)
    visit.page.add_init_script(f"Storage.prototype.{blocked} = () => {{ throw new Error('nej') }}")
    visit.page.reload()
    expect(visit.field).to_be_visible(timeout=20_000)
    visit.ask()
    box = visit.page.get_by_label(strings.REMEMBER)
    box.click()
    expect(box).not_to_be_checked()
    expect(visit.status).to_have_text(WORDS["noMemory"])
    visit.context.close()
