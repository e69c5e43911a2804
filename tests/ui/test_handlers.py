"""What pressing does, without Gradio."""

from __future__ import annotations

from typing import cast

import pytest

from advisor import messages
from advisor.errors import IndexCorrupt, Overloaded
from advisor.service import MESSAGE_CHARACTERS, Advisor
from tests.ui.conftest import ScriptedAdvisor
from ui import handlers, strings
from ui.handlers import View


def _ask(scripted: ScriptedAdvisor, text: str, view: View | None = None) -> list[handlers.Step]:
    return list(handlers.ask(cast("Advisor", scripted), text, view or View(), None))


def test_the_question_comes_first_and_then_its_answer(scripted: ScriptedAdvisor) -> None:
    first, last = _ask(scripted, " Hvad? ")
    assert (first.status, last.status) == (strings.STATUS_WORKING, strings.STATUS_READY)
    assert [message["role"] for message in first.view.shown] == ["user"]
    assert [message["role"] for message in last.view.shown] == ["user", "assistant"]
    assert last.view.shown[1]["options"] == [{"label": "Og så?", "value": "Og så?"}]
    assert scripted.asked == [("Hvad?", None, None)]
    assert (first.kept, last.kept) == (False, True), "the field is emptied once; what is written meanwhile stays"
    _ask(scripted, "Mere?", last.view)
    assert scripted.asked[-1] == ("Mere?", "c_1", None)


@pytest.mark.parametrize("text", ["", "  \n ", "???", "\u200b"])
def test_an_empty_message_only_says_so(scripted: ScriptedAdvisor, text: str) -> None:
    (step,) = _ask(scripted, text)
    assert (step.status, step.kept, step.view.shown) == (strings.STATUS_EMPTY, True, ())
    assert scripted.asked == []


def test_a_long_message_stays_in_its_field_and_hears_the_limit(scripted: ScriptedAdvisor) -> None:
    (step,) = _ask(scripted, "a" * (MESSAGE_CHARACTERS + 1))
    assert step.kept
    assert "8.001 tegn; grænsen er 8.000" in step.status


def test_a_personal_number_is_not_echoed(scripted: ScriptedAdvisor) -> None:
    for step in _ask(scripted, "Jeg er 111111-1118, hvad skal jeg gøre?"):
        assert "1118" not in str(step)


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (Overloaded(messages.OVERLOADED, messages.OVERLOADED_REMEDY), messages.OVERLOADED),
        (IndexCorrupt("Søgeindekset i /hemmelig/mappe er beskadiget."), messages.NOT_READY),
        (ValueError("/hemmelig/mappe"), messages.INTERNAL),
    ],
)
def test_an_error_is_a_calm_line_without_the_inside(scripted: ScriptedAdvisor, error: Exception, shown: str) -> None:
    scripted.reply = error
    content = _ask(scripted, "Hvad?")[-1].view.shown[-1]["content"]
    assert shown in content
    assert "hemmelig" not in content


def test_an_expired_conversation_goes_on_in_a_new_one(scripted: ScriptedAdvisor) -> None:
    scripted.expired = True
    last = _ask(scripted, "Hvad?", View(conversation_id="c_0", asked=1))[-1]
    assert [conversation for _, conversation, _ in scripted.asked] == ["c_0", None]
    assert strings.EXPIRED in last.view.shown[-1]["content"]
    assert last.view.conversation_id == "c_1"


@pytest.mark.parametrize("expired", [False, True])
def test_beginning_again_erases_the_conversation(scripted: ScriptedAdvisor, expired: bool) -> None:
    scripted.expired = expired
    step = handlers.restart(cast("Advisor", scripted), View(conversation_id="c_1", asked=2))
    assert scripted.erased == ["c_1"]
    assert step == handlers.Step(View(), strings.STATUS_ERASED)


def test_an_address_sets_role_and_question() -> None:
    assert handlers.opened({"rolle": "Tillidsvalgt", "spm": "Hvad?"}) == ("representative", "Hvad?")
    assert handlers.opened({"rolle": "konge"}) == (None, "")
    assert handlers.opened({"spm": "æ" * (MESSAGE_CHARACTERS + 1)}) == (None, "æ" * MESSAGE_CHARACTERS)


def test_every_role_has_a_name_for_addresses() -> None:
    assert set(strings.ROLE_VALUES.values()) == {role for _, role in strings.ROLES}
    for label, role in strings.ROLES:
        for name in label.replace(" eller", ",").split(", "):
            assert handlers.opened({"rolle": name}) == (role, ""), name


def test_the_page_does_not_grow_without_end(scripted: ScriptedAdvisor) -> None:
    view = View()
    for _ in range(handlers.MOST_SHOWN):
        view = _ask(scripted, "Hvad?", view)[-1].view
    assert len(view.shown) == handlers.MOST_SHOWN
    assert view.asked == handlers.MOST_SHOWN
