"""The panel's HTML, answers shown from a file, and what the page's scripts tell the handlers; no browser."""

from __future__ import annotations

import json
import re
from typing import Any, cast

import pytest

from advisor.domain import CitedText, Exchange, Session, Walk
from advisor.service import Advisor
from tests.ui.conftest import URL, ScriptedAdvisor
from ui import handlers, strings, transcript
from ui.handlers import Step, View
from ui.panel import shell

EVIL = '<img src=x onerror="alert(1)">'


def _told(scripted: ScriptedAdvisor, message: Any, view: View | None = None) -> list[Step]:
    text = message if isinstance(message, str) else json.dumps(message)
    return list(handlers.told(cast("Advisor", scripted), text, view or View(), None))


def _cited(url: str | None = URL, quote: str = "Først dette.") -> CitedText:
    return CitedText("p1", "kilde/afsnit", "Sammen om ny teknologi", "Afsnittet", quote, url)


def test_the_shell_has_every_question_once_and_its_names_are_whole(advisor: Advisor) -> None:
    html = shell(advisor.guide)
    assert re.findall(r'data-number="([\d.]+)"', html) == [f"{core}.{n}" for core in range(1, 5) for n in range(1, 6)]
    assert html.count("<details") == 4
    assert html.count("0 af 5 besvaret") == 4
    identities = re.findall(r'\bid="([^"]+)"', html)
    assert len(identities) == len(set(identities))
    labels = re.findall(r'(?:for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"', html)
    assert set(labels) <= set(identities)


def test_an_answer_from_a_file_reads_as_it_did() -> None:
    text = "**Drøft:** Først dette.[1] Så[2]\n\nLinje\n1. Et[1]\n2. To\n   - Under[1]\n\n- Punkt"
    html = transcript.answer(Exchange("Hvad?", "answered", text, (_cited(),)), 3, {URL})
    cite = '<a class="cite" href="#a3k1"><span class="sr"> kilde </span>[1]</a>'
    assert f"<p><strong>Drøft:</strong> Først dette.{cite} Så[2]</p><p>Linje</p>" in html
    assert f'<ol><li>Et{cite}</li><li>To<span class="under">Under{cite}</span></li></ol><ul><li>Punkt</li></ul>' in html
    assert f'<a href="{URL.replace("&", "&amp;")}"' in html
    assert "\n" not in html


@pytest.mark.parametrize("url", ["https://evil.example/", "javascript:alert(1)", None])
def test_only_addresses_of_the_bibliography_become_links(url: str | None) -> None:
    html = transcript.answer(Exchange(EVIL, "guide", f"{EVIL}\n- {EVIL}", (_cited(url, EVIL),)), 1, {URL})
    assert "<img" not in html
    assert "<a " not in html


def test_a_conversation_is_shown_anew_with_the_way_on(scripted: ScriptedAdvisor) -> None:
    exchange = Exchange("Hvad?", "guide", "Svar.", ())
    walk = Walk("kompetencer/2", "answer")
    scripted.sessions["c_9"] = Session("c_9", exchanges=(exchange,), walk=walk)
    (step,) = _told(scripted, {"do": "open", "id": "c_9"})
    assert (step.status, step.view.conversation_id, step.view.at) == (strings.STATUS_OPENED, "c_9", "kompetencer/2")
    assert [message["role"] for message in step.view.shown] == ["user", "assistant"]
    assert step.view.shown[1]["options"] == [{"label": "Fortsæt ved 3.2", "value": "Gå til 3.2"}]
    _told(scripted, {"do": "ask", "text": "Vi lærer det sammen"}, step.view)
    assert (scripted.asked, scripted.at) == ([("Vi lærer det sammen", "c_9", None)], ["kompetencer/2"])


def test_a_script_may_say_in_which_conversation(scripted: ScriptedAdvisor) -> None:
    _told(scripted, {"do": "ask", "text": "Gå til 3.2", "id": "c_7"})
    assert scripted.asked == [("Gå til 3.2", "c_7", None)]


def test_a_conversation_that_is_gone_leaves_the_view(scripted: ScriptedAdvisor) -> None:
    view = View(conversation_id="c_1", asked=1)
    (step,) = _told(scripted, {"do": "open", "id": "c_9"}, view)
    assert (step.view, step.status) == (view, strings.EXPIRED)


def test_a_conversation_begun_by_a_script_is_adopted_and_begun_again(scripted: ScriptedAdvisor) -> None:
    (step,) = _told(scripted, {"do": "adopt", "id": "c_2"})
    assert (step.view, step.status) == (View("c_2"), "")
    (step,) = _told(scripted, {"do": "restart"}, step.view)
    assert (step, scripted.erased) == (Step(View(), strings.STATUS_ERASED), ["c_2"])


@pytest.mark.parametrize("message", ["", "{", "[1]", "[" * 5_000, '{"do": "ask"}', '{"do": "open", "id": 3}', '"ask"'])
def test_what_no_script_of_ours_says_changes_nothing(scripted: ScriptedAdvisor, message: str) -> None:
    view = View(conversation_id="c_1", asked=2)
    assert _told(scripted, message, view) == [Step(view, "", kept=True)]
    assert scripted.asked == []
