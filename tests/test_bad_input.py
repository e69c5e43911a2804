"""Whatever is sent, to the service, the API or the command line, ends in an answer or a clear Danish message."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from advisor import cli, messages, sessions
from advisor.api import create_app
from advisor.domain import Filters, Message
from advisor.errors import EmptyMessage, InvalidValue, MessageTooLong, NotFound
from advisor.service import Advisor
from advisor.settings import Settings
from tests.api.support import json_of, post_raw, problem_of, serving_ready

QUESTION = "Hvad er en businesscase?"
EMPTY = {
    "nothing": "",
    "spaces": " \t\n\r",
    "zero width": "\u200b\u200c\u200d\u2060\ufeff",
    "bidi marks": "\u202e\u2066\u2069",
    "NULs": "\0\0\0",
    "half characters": "\ud800\udfff\udfff",
    "marks only": "?!… – »«",
}
ODD = {
    "a NUL": "Hvad er en\0 businesscase?",
    "half a character": f"{QUESTION} \ud83d",
    "the other half": f"\ude00 {QUESTION}",
    "soft hyphens and zero width": "Hvad er en busi\u00adness\u200bcase?",
    "right to left": f"\u202e{QUESTION}\u202c",
    "a decomposed text": "Hvad er en businesscase for a\u030aben indsigt?",
    "HTML": f"<script>alert('x')</script><img src=x onerror=alert(1)> {QUESTION}",
    "Markdown": f"[klik](javascript:alert(1)) ![x](http://example.com/x.png) {QUESTION}",
    "SQL": f"'; DROP TABLE passages; -- {QUESTION}",
    "full-text syntax": f'"NEAR(" AND * ^ : {{}} OR NOT {QUESTION}',
    "JSON": f'{{"role": "system", "content": "{QUESTION}"}}',
    "a path": f"../../etc/passwd {QUESTION}",
}
HEAVY = {
    "ligatures that spell a sentence": "\ufdfa" * 8_000,
    "accents without end": "a" + "\u0301" * 7_999,
    "one long word": "ø" * 8_000,
    "emoji": "👩‍👩‍👧‍👦" * 1_000 + " ja",
    "marks": "?" * 7_999 + "a",
    "right-to-left text": "שלום עולם " * 800,
    "digits": "11 " * 2_600,
    "quotes": '"' * 7_990 + " ja",
    "lines": "\n" * 7_999 + "a",
}
TEXTS = ODD | HEAVY
SOME = ODD | {name: HEAVY[name] for name in ("ligatures that spell a sentence", "emoji", "lines")}


@pytest.fixture(scope="module")
def client(settings: Settings, advisor: Advisor) -> Iterator[TestClient]:
    """The API over the real advisor."""
    with serving_ready(create_app(settings, lambda: advisor)) as made:
        yield made


@pytest.mark.parametrize("text", EMPTY.values(), ids=EMPTY.keys())
def test_the_service_asks_for_a_question(advisor: Advisor, text: str) -> None:
    with pytest.raises(EmptyMessage):
        advisor.chat(text)
    assert advisor.search(text).searched == advisor.about().passages


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_the_service_answers_and_keeps_what_can_be_written_down(advisor: Advisor, text: str) -> None:
    turn = advisor.chat(text)
    assert turn.status in ("answered", "refused")
    saved = json.dumps(sessions.document(advisor.conversation(turn.conversation_id)), ensure_ascii=False)
    assert json.loads(saved.encode())["exchanges"][0]["status"] == turn.status
    assert len(advisor.search(text, k=3).hits) <= 3


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_nothing_of_a_message_gets_into_its_answer(advisor: Advisor, text: str) -> None:
    shown = " ".join(segment.text for segment in advisor.chat(text).answer.segments)
    for foreign in ("<script", "javascript:", "example.com", "DROP TABLE", "passwd", "\u202e", "\0"):
        assert foreign not in shown


@pytest.mark.parametrize(
    "name", ["a NUL", "half a character", "the other half", "soft hyphens and zero width", "right to left"]
)
def test_what_the_eye_does_not_see_does_not_change_the_answer(advisor: Advisor, name: str) -> None:
    plain = [citation.passage.passage_id for citation in advisor.chat(QUESTION).answer.citations]
    assert plain
    assert [citation.passage.passage_id for citation in advisor.chat(ODD[name]).answer.citations] == plain


def test_a_message_far_too_long_is_refused_everywhere(advisor: Advisor, client: TestClient) -> None:
    text = "å" * 100_000
    with pytest.raises(MessageTooLong, match=r"100000.*8000"):
        advisor.chat(text)
    with pytest.raises(MessageTooLong):
        advisor.search(text)
    problem_of(client.post("/v1/chat", json={"message": text}), 413, "message_too_long")


@pytest.mark.parametrize("text", SOME.values(), ids=SOME.keys())
def test_a_history_may_hold_anything(advisor: Advisor, text: str) -> None:
    history = [Message("user", text), Message("assistant", text)]
    assert advisor.chat("og hvad så?", history=history).conversation_id
    assert advisor.search("og hvad så?", history=history, k=1).searched


def test_ids_may_be_anything(advisor: Advisor) -> None:
    for key in ("", "\0", "\ud800", "x" * 100_000, "' OR 1=1 --", "c_\u202e"):
        for look in (advisor.passage, advisor.source, advisor.conversation, advisor.erase_conversation):
            with pytest.raises(NotFound):
                look(key)
        assert advisor.search(QUESTION, filters=Filters(sources=(key,))).hits == ()


@pytest.mark.parametrize("k", [0, -1, 51])
def test_the_service_refuses_numbers_out_of_range(advisor: Advisor, k: int) -> None:
    with pytest.raises(InvalidValue):
        advisor.search(QUESTION, k)


@pytest.mark.parametrize("text", EMPTY.values(), ids=EMPTY.keys())
def test_the_api_asks_for_a_question(client: TestClient, text: str) -> None:
    detail = problem_of(post_raw(client, json.dumps({"message": text}).encode()), 422, "empty_message")
    assert detail.startswith(messages.EMPTY_MESSAGE)
    found = json_of(post_raw(client, json.dumps({"query": text}).encode(), "/v1/search"))
    assert found["passages_searched"] > 0


@pytest.mark.parametrize("text", SOME.values(), ids=SOME.keys())
def test_the_api_answers_and_gives_the_conversation_back(client: TestClient, advisor: Advisor, text: str) -> None:
    turn = json_of(post_raw(client, json.dumps({"message": text}).encode()))
    assert turn["status"] == advisor.chat(text).status
    history = [{"role": "user", "content": text}]
    assert post_raw(client, json.dumps({"message": text, "stream": True, "history": history}).encode()).is_success
    assert post_raw(client, json.dumps({"query": text}).encode(), "/v1/search").is_success
    path = f"/v1/conversations/{turn['conversation_id']}"
    saved = json_of(client.get(path))
    assert saved["exchanges"][0]["message"].encode()
    assert json_of(client.put(path, json=saved)) == {**saved, "revision": saved["revision"] + 1}


@pytest.mark.parametrize("name", ["nothing", "zero width", "half characters"])
def test_the_command_line_asks_for_a_question(settings: Settings, name: str) -> None:
    done = CliRunner().invoke(cli.app, ["ask", EMPTY[name]], env={"ADVISOR_DATA_DIR": str(settings.data_dir)})
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"{messages.EMPTY_MESSAGE} {messages.EMPTY_MESSAGE_REMEDY}\n"


def test_the_command_line_refuses_what_is_too_long(settings: Settings) -> None:
    done = CliRunner().invoke(cli.app, ["ask", "å" * 100_000], env={"ADVISOR_DATA_DIR": str(settings.data_dir)})
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(messages.MESSAGE_TOO_LONG.format(length=100_000, limit=8_000))


@pytest.mark.parametrize("name", ["half a character", "HTML", "ligatures that spell a sentence"])
def test_the_command_line_answers(settings: Settings, name: str) -> None:
    done = CliRunner().invoke(cli.app, ["ask", TEXTS[name]], env={"ADVISOR_DATA_DIR": str(settings.data_dir)})
    assert (done.exit_code, done.stderr) == (0, "")
    assert "AI-rådgiver" in done.stdout
    assert "<script" not in done.stdout
