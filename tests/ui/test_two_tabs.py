"""Two tabs on one conversation: neither loses what the other wrote."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.ui.test_guide_panel import ANSWER, PROJECT, WORDS, edit, figure, row
from tests.ui.test_keeping import saved
from tests.ui.visit import IN_BROWSER, QUESTION, Visit, begin_again, begin_guide
from ui import strings

pytestmark = IN_BROWSER


def second(visit: Visit) -> Visit:
    """A tab beside the first: both open the conversation that the browser remembers."""
    begin_guide(visit, PROJECT, ANSWER)
    visit.page.get_by_label(strings.REMEMBER).check()
    other = Visit.beside(visit)
    expect(figure(other)).to_have_text("1 af 20 besvaret")
    return other


def test_the_same_answer_mended_in_both_shows_both_versions(visit: Visit) -> None:
    other = second(visit)
    row(visit, "1.1").locator(".edit").click()
    visit.page.get_by_label("Svar på 1.1").fill("Min udgave")
    edit(other, "1.1", "Den andens udgave")
    expect(other.status).to_have_text("Svaret på 1.1 er gemt.")
    keep = row(visit, "1.1").get_by_role("button", name=WORDS["keep"], exact=True)
    keep.click()
    conflict = row(visit, "1.1").locator(".conflict")
    expect(conflict).to_contain_text(WORDS["conflict"])
    expect(conflict.locator("blockquote")).to_have_text("Den andens udgave")
    expect(conflict.locator(".what")).to_be_focused()
    expect(visit.page.get_by_label("Svar på 1.1")).to_have_value("Min udgave")
    assert visit.violations() == []
    row(visit, "1.1").get_by_role("button", name=WORDS["keepBoth"]).click()
    expect(row(visit, "1.1").locator(".edit")).to_be_focused()
    contributions = saved(visit)["walk"]["answers"][0]["contributions"]
    assert contributions == [{"text": "Den andens udgave\nMin udgave", "voice": ""}]


def test_different_answers_do_not_disturb_each_other(visit: Visit) -> None:
    other = second(visit)
    row(visit, "1.2").locator(".edit").click()
    visit.page.get_by_label("Svar på 1.2").fill("Færre fejl")
    edit(other, "1.3", "To timer om ugen")
    expect(other.status).to_have_text("Svaret på 1.3 er gemt.")
    row(visit, "1.2").get_by_role("button", name=WORDS["keep"], exact=True).click()
    expect(visit.status).to_have_text("Svaret på 1.2 er gemt.")
    expect(figure(visit)).to_have_text("3 af 20 besvaret")
    expect(figure(other)).to_have_text("3 af 20 besvaret")


def test_an_answer_is_kept_where_its_own_tab_asked(visit: Visit) -> None:
    other = second(visit)
    other.ask("gå til 1.3")
    visit.ask("Borgerne får en fast kontaktperson")
    expect(row(visit, "1.1").locator(".state")).to_have_text(strings.STATES["answered"])
    expect(row(visit, "1.3").locator(".state")).to_have_text(strings.STATES["open"])
    answers = {one["sub_question"]: one for one in saved(visit)["walk"]["answers"]}
    assert "fast kontaktperson" in answers["kerneopgave/1"]["contributions"][0]["text"]


def test_beginning_again_in_one_is_not_undone_by_the_other(visit: Visit) -> None:
    other = second(visit)
    begin_again(other)
    expect(figure(visit)).to_have_text("0 af 20 besvaret")
    visit.ask(QUESTION)
    visit.page.wait_for_timeout(300)
    expect(figure(visit)).to_have_text("0 af 20 besvaret")
    assert len(saved(visit)["exchanges"]) == 1
