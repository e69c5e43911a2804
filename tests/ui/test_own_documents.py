"""Documents of the user's own on the page: the exact wording in the card, the list in the foot, all of it text."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Locator, expect

from advisor import citations, messages
from advisor.domain import Citation, CitedText, Exchange, Original, Passage, Segment, Source, Span
from advisor.testing.samples import BENEFIT
from tests.own_documents import (
    AGREEMENT,
    BENEFITS,
    COPY,
    COURSE,
    DRAWBACKS,
    EXACT,
    HEARING,
    HOSTILE,
    LONG,
    LUNCH,
    MEALS,
    NOTICE_PERIOD,
    USED,
    own,
)
from tests.ui.conftest import NOTICE, ScriptedAdvisor, make_turn, serving
from tests.ui.test_render import TAGS, _Reader
from tests.ui.visit import IN_BROWSER, Visit
from ui import render, strings, transcript
from ui.footer import footer
from ui.marked import passage_html

SEEN = HOSTILE.replace("\u202e", "").replace("\u2069", "")
"""What is left to see of it."""


def card(citation: Citation) -> str:
    """The answer's HTML from its first card on, without the text to copy."""
    turn = make_turn((Segment(citation.quote, "fact", "paragraph", (1,)),), (citation,))
    return render.answer(turn, 1, "Hvad?", NOTICE).split("<h3>")[1].split("<pre")[0]


def worded(original: Original) -> str:
    return card(Citation(1, BENEFIT, 0, 42, 0.9, original=original))


class TestTheExactWording:
    def test_the_used_part_is_marked_with_page_and_title(self) -> None:
        read = _Reader(worded(Original(EXACT, USED)))
        assert read.marks == [BENEFIT.text[:42], "hjemmeplejen skære ned på sin kørsel"]
        for part in (strings.EXACT, "»Håndbog om ny teknologi« · s. 12–13 · Gevinster", strings.EXACT_MARKED):
            assert part in read.text
        assert strings.REPAIRED[False] in read.text
        assert EXACT.text in read.text.replace(strings.USED_SPOKEN, "")

    def test_nothing_is_marked_where_the_part_is_not_sure_and_that_is_said(self) -> None:
        read = _Reader(worded(Original(EXACT)))
        assert read.marks == [BENEFIT.text[:42]]
        assert strings.EXACT_UNSURE in read.text
        assert strings.EXACT_MARKED not in read.text

    def test_a_long_one_waits_to_be_opened(self) -> None:
        assert '<details class="exact" open>' in worded(Original(EXACT))
        assert '<details class="exact">' in worded(Original(LONG))

    def test_without_one_the_card_is_as_before(self) -> None:
        html = card(Citation(1, BENEFIT, 0, 42, 0.9))
        assert html.count("<details") == 1
        assert strings.EXACT not in html


class TestTheCard:
    def test_an_own_document_is_named_as_that_and_its_quote_marked(self) -> None:
        end = NOTICE_PERIOD.text.index(" Referatet")
        html = card(Citation(1, NOTICE_PERIOD, 0, end, 0.9))
        read = _Reader(html)
        assert read.marks == [NOTICE_PERIOD.text[:end]]
        line = f"{AGREEMENT.title} s. 4 · Høring · {messages.SIDES['local']}"
        for part in (line, f"{messages.WORDING['verbatim']}. {strings.USED} ", strings.ADDED, "25.11.2026"):
            assert part in read.text
        assert strings.REPAIRED[True].format(count=2) in read.text
        assert strings.CHECKED not in read.text
        assert strings.OPEN not in read.text, "there is nowhere to go"
        assert read.links == []

    def test_lines_numbers_and_rows_stay_as_they_stand(self) -> None:
        html = passage_html(NOTICE_PERIOD, Span(0, 0))
        assert html == (
            "<p>Lokaludvalget skal høres seks uger før kameraer bliver sat op. Referatet sendes til alle.</p>"
            "<p>Frist | Hvem<br>Uge 4 | Lederen</p>"
            '<ul class="numbered"><li>3. Udvalget mødes fire gange om året.</li><li>4. Formanden er leder.</li></ul>'
        )

    def test_bullets_are_a_list_and_a_paragraph_after_them_is_none(self) -> None:
        html = passage_html(own("o1", "Husk:\n\n- et\n  - to\n\nOg så videre.\n\n- tre"), None)
        assert html == "<p>Husk:</p><ul><li>et</li><li>to</li></ul><p>Og så videre.</p><ul><li>tre</li></ul>"

    def test_a_mark_over_several_lines_is_told_of_once(self) -> None:
        html = passage_html(NOTICE_PERIOD, Span(0, len(NOTICE_PERIOD.text)))
        assert html.count(strings.USED_SPOKEN) == 1
        assert html.count("<mark>") == 5

    @given(
        st.lists(
            st.sampled_from(["en ", "<b>", "\n", "\n\n", "- ", "3. ", " | ", "&amp;", "ø", "**", "\u202e"]), max_size=30
        ).map("".join),
        st.data(),
    )
    def test_exactly_the_offsets_are_marked_whatever_stands_there(self, text: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        read = _Reader(passage_html(own("o1", text), Span(start, end)))
        assert set(read.tags) <= {"p", "ul", "li", "br", "mark", "span"}

        def bare(words: str) -> str:
            return "".join(sign for sign in words if not sign.isspace() and sign not in "-\u202e")

        assert bare("".join(read.marks)) == bare(text[start:end])
        assert bare(read.text.replace(strings.USED_SPOKEN, "")) == bare(text)


class TestItStaysText:
    @pytest.mark.parametrize(
        "passage", [LUNCH, replace(LUNCH, title=HOSTILE, text=f"{HOSTILE}\n\n- {HOSTILE}\n{HOSTILE}")]
    )
    def test_in_answer_card_and_copy(self, passage: Passage) -> None:
        citation = Citation(1, passage, 0, len(passage.text), 0.9)
        turn = make_turn((Segment(citation.quote, "fact", "paragraph", (1,)),), (citation,))
        html = render.answer(turn, 1, HOSTILE, NOTICE)
        read = _Reader(html)
        assert set(read.tags) <= TAGS
        assert set(read.links) == {"#a1k1"}
        assert not {"\n", "\r", "\u202e", "\u2069"} & set(html)
        assert "<strong>" not in html
        assert SEEN in read.text

    def test_in_the_exact_wording(self) -> None:
        original = Original(own("o1", HOSTILE, replace(COPY, title=HOSTILE), section=HOSTILE), Span(0, len(HOSTILE)))
        read = _Reader(worded(original))
        assert set(read.tags) <= TAGS
        assert read.marks[1] == SEEN
        assert read.links == []

    def test_in_the_foot(self, scripted: ScriptedAdvisor) -> None:
        source = Source("local/x", HOSTILE, "local")
        read = _Reader(footer(scripted.about(), (source,), (), scripted.vocabulary))
        assert SEEN in read.text
        assert read.links == []
        assert "script" not in read.tags

    def test_in_a_conversation_opened_again(self) -> None:
        said = (
            Segment("**Drøft:** nu", "talk", "paragraph"),
            Segment(f"{HOSTILE} [1] [2] ~ \\*x\\*", "fact", "sentence", (1,)),
        )
        cited = CitedText("o1", "local/x/y", HOSTILE, HOSTILE, HOSTILE, "javascript:alert(1)")
        exchange = Exchange("Hvad?", "answered", citations.render(said), (cited,))
        html = transcript.answer(exchange, 1, set())
        read = _Reader(html)
        assert set(read.tags) <= TAGS
        assert read.links == ["#a1k1"], "the number of the citation, and none that the document wrote"
        assert html.count("<strong>") == 1
        assert f"{SEEN} [1] [2] ~ \\*x\\*" in read.text


def test_the_foot_lists_own_documents_apart(scripted: ScriptedAdvisor) -> None:
    known = Source("sammen-om-ny-teknologi", "Sammen om ny teknologi", "joint", publisher="Fremfærd")
    html = footer(scripted.about(), (known, replace(AGREEMENT, pages=1), COPY), (), scripted.vocabulary)
    apart = html.split(f"<h3>{strings.OWN}</h3>")[1].split("<h3>")[0]
    assert (
        f"<cite>{AGREEMENT.title}</cite><span>jeres eget dokument · 1 side · lagt ind 25.11.2026</span></li>" in apart
    )
    assert "<span>parterne i fællesskab · 62 sider · lagt ind 25.11.2026</span>" in apart
    assert f"<span>{strings.OWN_COPY.format(title=known.title)}</span>" in apart
    assert "Fremfærd" not in apart
    assert strings.OWN not in footer(scripted.about(), (known,), (), scripted.vocabulary)


def test_a_page_opened_later_knows_what_was_added_since(scripted: ScriptedAdvisor) -> None:
    from ui.blocks import known_now

    before = scripted.sources()
    assert all(isinstance(part, dict) for part in known_now(scripted, before)), "nothing to send"  # type: ignore[arg-type]
    scripted.sources = lambda: (*before, AGREEMENT)  # type: ignore[method-assign]
    scripted.notice = "Ny tekst"
    notice, foot = known_now(scripted, before)  # type: ignore[arg-type]
    assert notice == "Ny tekst"
    assert AGREEMENT.title in foot


class TestInTheBrowser:
    """Over the small library with own documents, in a server of its own."""

    pytestmark = IN_BROWSER

    @pytest.fixture(scope="class")
    def own_server(self, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
        if shutil.which("chromium") is None:
            pytest.skip("no chromium on the path: the tests in the browser need one")
        folder: Path = tmp_path_factory.mktemp("own-ui")
        with serving(folder, command=("-m", "tests.ui.own_server")) as address:
            yield address

    @staticmethod
    def opened(visit: Visit, question: str) -> Locator:
        """The first card of the answer, opened by its citation."""
        answer: Locator = visit.ask(question)
        answer.locator(".cite").first.click()
        found = answer.locator("details.card").first
        expect(found).to_have_attribute("open", "")
        return found

    @pytest.mark.parametrize(
        "context",
        [
            pytest.param({}, id="light"),
            pytest.param({"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}, id="phone, dark"),
        ],
    )
    def test_no_violations_and_nothing_of_a_document_runs(
        self, browser: Browser, own_server: str, context: dict[str, Any]
    ) -> None:
        visit = Visit(browser, own_server, **context)
        for question in (BENEFITS, HEARING, MEALS, COURSE):
            found = self.opened(visit, question)
            expect(found.locator("mark").first).to_be_visible()
        self.opened(visit, DRAWBACKS).locator("details.exact summary").click()
        visit.page.locator("#footer summary", has_text=strings.SOURCES).first.click()
        assert visit.violations() == []
        assert visit.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert visit.page.locator("#chat :is(img, script, iframe, table, code, .katex, h1)").count() == 0
        assert visit.complaints == []
        assert visit.hosts <= {"127.0.0.1", None}
        visit.context.close()

    def test_the_exact_wording_opens_by_keyboard_and_leads_back(self, browser: Browser, own_server: str) -> None:
        visit = Visit(browser, own_server)
        found = self.opened(visit, DRAWBACKS)
        exact = found.locator("details.exact")
        expect(exact).not_to_have_attribute("open", "")
        visit.page.keyboard.press("Tab")
        expect(exact.locator("summary")).to_be_focused()
        visit.page.keyboard.press("Enter")
        expect(exact).to_have_attribute("open", "")
        expect(exact.locator(".passage")).to_be_visible()
        expect(exact.locator("mark")).to_have_count(0)
        expect(exact).to_contain_text(strings.EXACT_UNSURE)
        visit.page.keyboard.press("Tab")
        visit.page.keyboard.press("Enter")
        assert visit.page.evaluate("document.activeElement.matches('a.cite')"), "back to the text"
        expect(found).not_to_have_attribute("open", "")
        visit.context.close()

    def test_a_short_one_is_there_at_once_and_prints(self, browser: Browser, own_server: str) -> None:
        visit = Visit(browser, own_server)
        found = self.opened(visit, BENEFITS)
        expect(found.locator("details.exact mark")).to_have_text("hjemmeplejen skære ned på sin kørsel")
        expect(found.locator("details.exact mark")).to_be_visible()
        visit.page.emulate_media(media="print")
        expect(found.locator("details.exact .passage")).to_be_visible()
        visit.context.close()
