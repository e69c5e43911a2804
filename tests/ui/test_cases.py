"""The browser of cases: its HTML, and narrowing it in the page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from advisor.domain import Gains, Telling
from advisor.service import Advisor
from advisor.testing.samples import CASE_URL, make_case
from tests.ui.conftest import VOCABULARY
from tests.ui.visit import IN_BROWSER, Visit
from ui import strings
from ui.cases import browser as cases_html

EVIL = '<script>alert(1)</script>"><img src=x>'


def test_a_case_says_who_when_what_and_what_is_not_known() -> None:
    html = cases_html([make_case()], VOCABULARY)
    assert "<h4>Skærmbesøg i Holbæk</h4>" in html
    assert "Holbæk · 2018–2019 · administration · leverandør · bekræftet i KL&#x27;s katalog" in html
    assert "<dd><ul><li>12 borgere</li><li>3 ture sparet</li></ul></dd>" in html
    assert "<dd>økonomi, faglighed</dd>" in html
    assert "<dd>Vi kender ikke beløbet.</dd>" in html
    assert f'<a href="{CASE_URL}" rel="noopener noreferrer">KL: Om Holbæk</a> hos vpt.dk' in html
    assert "\n" not in html


def test_what_is_not_told_is_said_to_be_so() -> None:
    bare = make_case(
        years="ukendt",
        in_catalogue="unconfirmed",
        figures=(),
        gains=Gains(economy=False, steering=False, quality=False),
        technologies=(),
        references=(Telling("Et nummer af Råderum", None),),
    )
    html = cases_html([bare], VOCABULARY)
    assert "Holbæk · år ukendt · administration · leverandør · ikke bekræftet i KL&#x27;s katalog" in html
    for said in (strings.CASES_NO_FIGURES, strings.CASES_NO_GAINS, "Et nummer af Råderum"):
        assert f"<dd>{said}</dd>" in html
    assert "<a " not in html
    assert f"<dt>{strings.CASES_TECHNOLOGY}</dt>" not in html


def test_only_what_some_case_has_can_be_chosen_and_says_how_many_have_it() -> None:
    two = [make_case(), make_case(technologies=("skaermbesoeg", "ai"), gains=Gains(False, True, False))]
    options = re.findall(r'<option value="(.*?)">(.*?)</option>', cases_html(two, VOCABULARY))
    assert [option for option in options if option[0]] == [
        ("area-administration", "administration (2)"),
        ("technology-ai", "kunstig intelligens (1)"),
        ("technology-skaermbesoeg", "skærmbesøg (2)"),
        ("gain-economy", "økonomi (1)"),
        ("gain-steering", "styring (1)"),
        ("gain-quality", "faglighed (1)"),
    ]


def test_nothing_that_a_case_says_becomes_markup() -> None:
    evil = make_case(title=EVIL, municipality=EVIL, years=EVIL, missing=EVIL, figures=(EVIL,))
    html = cases_html([evil, make_case(references=(Telling(EVIL, "javascript:alert(1)"),))], VOCABULARY)
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html.split("<li class=")[2]


class TestInThePage:
    """Opened under »Kilder« in the foot of the page, over the cases of the corpus."""

    pytestmark = IN_BROWSER

    @pytest.fixture
    def cases(self, visit: Visit) -> Locator:
        """The browser, opened with the keyboard."""
        for summary in (visit.page.locator("#footer summary", has_text=strings.SOURCES).first, self._summary(visit)):
            summary.focus()
            visit.page.keyboard.press("Enter")
        expect(visit.page.get_by_label(strings.CASES_AREA, exact=True)).to_be_visible()
        visit.said()
        return visit.page.locator("#cases")

    @staticmethod
    def _summary(visit: Visit) -> Locator:
        return visit.page.locator("#cases > summary")

    def test_choosing_shows_those_that_fit_all_and_says_how_many_once(
        self, visit: Visit, cases: Locator, advisor: Advisor
    ) -> None:
        every, shown = advisor.cases(), cases.locator(".case:visible h4")
        expect(shown).to_have_text([case.title for case in every])
        cases.get_by_label(strings.CASES_TECHNOLOGY, exact=True).select_option("technology-softwarerobotter")
        cases.get_by_label(strings.CASES_GAIN, exact=True).select_option("gain-economy")
        both = advisor.cases(technology="softwarerobotter", gain="economy")
        some = advisor.cases(technology="softwarerobotter")
        assert 0 < len(both) < len(some) < len(every)
        expect(shown).to_have_text([case.title for case in both])
        told = [strings.CASES_SOME.format(shown=len(fit), count=len(every)) for fit in (some, both)]
        assert visit.said() == told
        expect(cases.locator(".count")).to_contain_text(told[-1])
        assert visit.complaints == []

    def test_each_way_of_choosing_means_what_the_service_means(
        self, visit: Visit, cases: Locator, advisor: Advisor
    ) -> None:
        for name in ("area", "technology", "gain"):
            select = cases.locator(f"#cases-{name}")
            for value in select.locator("option").evaluate_all("all => all.map(one => one.value).filter(Boolean)"):
                select.select_option(value)
                wanted = advisor.cases(**{name: value.removeprefix(f"{name}-")})
                assert cases.locator(".case:visible h4").all_text_contents() == [case.title for case in wanted]
            select.select_option("")

    def test_nothing_fits_and_all_come_back(self, visit: Visit, cases: Locator) -> None:
        cases.get_by_label(strings.CASES_AREA, exact=True).select_option("area-beskaeftigelse")
        cases.get_by_label(strings.CASES_TECHNOLOGY, exact=True).select_option("technology-ai")
        expect(cases.locator(".case:visible")).to_have_count(0)
        expect(visit.status).to_have_text(strings.CASES_NONE)
        cases.get_by_role("button", name=strings.CASES_EVERY).press("Enter")
        expect(cases.locator(".case:visible")).to_have_count(cases.locator(".case").count())
        expect(cases.get_by_label(strings.CASES_AREA, exact=True)).to_be_focused()
        expect(cases.locator(".every")).to_be_hidden()

    def test_a_letter_chooses_and_tab_goes_on(self, visit: Visit, cases: Locator) -> None:
        visit.page.keyboard.press("Tab")
        expect(cases.get_by_label(strings.CASES_AREA, exact=True)).to_be_focused()
        visit.page.keyboard.press("b")
        expect(cases.locator(".case:visible .place")).to_contain_text(["beskæftigelse"])
        visit.page.keyboard.press("Tab")
        expect(cases.get_by_label(strings.CASES_TECHNOLOGY, exact=True)).to_be_focused()
