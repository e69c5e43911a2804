"""Bytes, characters, seconds and places: what is too much is refused, and what was held comes free again."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Scope

from advisor import messages
from advisor.api import create_app
from advisor.api.limits import MAX_BODY
from advisor.domain import Turn
from advisor.service import MESSAGE_CHARACTERS, Advisor
from advisor.settings import Settings
from tests.api.support import QUESTION, json_of, post_raw, problem_of, serving_ready, until

ASK = {"message": QUESTION}


@pytest.mark.parametrize(("path", "field"), [("/v1/chat", "message"), ("/v1/search", "query")])
def test_a_message_may_have_eight_thousand_characters_and_no_more(client: TestClient, path: str, field: str) -> None:
    assert client.post(path, json={field: "æ" * 8_000}).is_success
    detail = problem_of(client.post(path, json={field: "æ" * 8_001}), 413, "message_too_long")
    assert "8001" in detail
    assert str(MESSAGE_CHARACTERS) in detail


def test_the_history_is_bounded_too(client: TestClient) -> None:
    def ask(turns: int, length: int) -> int:
        history = [{"role": "user", "content": "a" * length}] * turns
        return client.post("/v1/chat", json=ASK | {"history": history}).status_code

    assert (ask(100, 10), ask(1, 20_000)) == (200, 200)
    assert (ask(101, 10), ask(1, 20_001)) == (422, 422)


def test_a_body_may_have_a_mebibyte_and_no_more(client: TestClient) -> None:
    body = json.dumps(ASK).encode()
    assert MAX_BODY == 1_048_576
    assert post_raw(client, body + b" " * (MAX_BODY - len(body))).is_success
    assert str(MAX_BODY) in problem_of(
        post_raw(client, body + b" " * (MAX_BODY - len(body) + 1)), 413, "body_too_large"
    )


def exchange(app: Any, path: str, headers: list[tuple[bytes, bytes]], chunk: bytes) -> tuple[int, int, bytes]:
    """One request whose body goes on long after it is too large: status, bytes read of it, answer."""
    read = 0
    sent: list[Message] = []

    async def receive() -> Message:
        nonlocal read
        read += len(chunk)
        return {"type": "http.request", "body": chunk, "more_body": read < 4 * MAX_BODY}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "",
        "headers": [(b"content-type", b"application/json"), *headers],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2), "state": {},
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent)
    return sent[0]["status"], read, body


@pytest.mark.parametrize("path", ["/v1/chat", "/v1/search"])
def test_a_body_without_a_declared_length_is_refused_before_it_ends(settings: Settings, path: str) -> None:
    status, read, body = exchange(create_app(settings, Advisor), path, [], b"[" * 65_536)  # type: ignore[arg-type]
    assert (status, json.loads(body)["code"]) == (413, "body_too_large")
    assert MAX_BODY < read <= MAX_BODY + 65_536


@pytest.mark.parametrize("length", [b"1048577", b"9" * 40, b"-1", b"1e3", b"", b"\xff"])
def test_a_declared_length_that_is_too_large_or_none_is_refused_unread(settings: Settings, length: bytes) -> None:
    headers = [(b"content-length", length)]
    status, read, body = exchange(create_app(settings, Advisor), "/v1/chat", headers, b"[")  # type: ignore[arg-type]
    assert (status, json.loads(body)["code"], read) == (413, "body_too_large", 0)


def test_a_body_that_is_longer_than_declared_is_refused(settings: Settings) -> None:
    headers = [(b"content-length", b"10")]
    app = create_app(settings, Advisor)  # type: ignore[arg-type]
    status, read, _ = exchange(app, "/v1/chat", headers, b"[" * 65_536)
    assert (status, read <= MAX_BODY + 65_536) == (413, True)


class Held(Advisor):
    """A real advisor whose answers, made beforehand, wait until they are let go."""

    def __init__(self, real: Advisor) -> None:
        self.__dict__.update(real.__dict__)
        self.turn = real.chat(QUESTION)
        self.let_go = threading.Event()
        self.begun = 0

    def chat(self, *args: Any, **kwargs: Any) -> Turn:
        """See Advisor."""
        self.begun += 1
        self.let_go.wait(10)
        return self.turn


@contextmanager
def holding(advisor: Advisor, settings: Settings, **changes: object) -> Iterator[tuple[TestClient, Held]]:
    held = Held(advisor)
    with serving_ready(create_app(settings.model_copy(update=changes), lambda: held)) as client:
        try:
            yield client, held
        finally:
            held.let_go.set()


@pytest.mark.parametrize("stream", [False, True])
def test_an_answer_that_takes_too_long_is_given_up(settings: Settings, advisor: Advisor, stream: bool) -> None:
    with holding(advisor, settings, request_timeout=0.05, concurrency=1) as (client, held):
        detail = problem_of(client.post("/v1/chat", json=ASK | {"stream": stream}), 503, "overloaded")
        assert detail.startswith(messages.TIMED_OUT)
        assert held.begun == 1


def test_what_was_given_up_keeps_its_place_until_it_ends(settings: Settings, advisor: Advisor) -> None:
    with holding(advisor, settings, request_timeout=0.05, concurrency=1) as (client, held):
        problem_of(client.post("/v1/chat", json=ASK), 503, "overloaded")
        for _ in range(3):
            detail = problem_of(client.post("/v1/chat", json=ASK), 503, "overloaded")
            assert detail.startswith(messages.OVERLOADED)
        problem_of(client.post("/v1/search", json={"query": "x"}), 503, "overloaded")
        assert held.begun == 1
        assert client.get("/healthz").is_success
        assert client.get("/readyz").is_success
        assert client.get("/v1/sources").is_success
        held.let_go.set()
        until(lambda: client.post("/v1/chat", json=ASK).status_code == HTTPStatus.OK)


def test_no_more_are_answered_at_once_than_there_are_places_and_none_is_lost(
    settings: Settings, advisor: Advisor
) -> None:
    with (
        holding(advisor, settings, request_timeout=20.0, concurrency=2) as (client, held),
        ThreadPoolExecutor(5) as people,
    ):
        asked = [people.submit(client.post, "/v1/chat", json=ASK) for _ in range(5)]
        until(lambda: held.begun == 2)
        assert client.get("/healthz").is_success
        assert held.begun == 2
        held.let_go.set()
        assert {json_of(future.result())["status"] for future in asked} == {"answered"}
        assert held.begun == 5
