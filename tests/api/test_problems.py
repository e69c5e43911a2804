"""What cannot be used is told as a problem document, whatever was sent."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.support import QUESTION, json_of, post_raw, problem_of

MALFORMED = {
    "nothing closed": b'{"message": "x"',
    "no quotes": b"{message: x}",
    "a word": b"hej",
    "not UTF-8": b'{"message": "\xe6\xf8\xe5"}',
    "UTF-16": '{"message": "x"}'.encode("utf-16")[:-1],
    "endless nesting": b'{"message": ' + b"[" * 100_000,
    "closed nesting": b'{"message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a number too long to read": b'{"message": ' + b"1" * 10_000 + b"}",
    "two documents": b'{"message": "x"} {"message": "y"}',
    "a NUL": b'{"message": "x\x00"}',
}


@pytest.mark.parametrize("content", MALFORMED.values(), ids=MALFORMED.keys())
@pytest.mark.parametrize("path", ["/v1/chat", "/v1/search"])
def test_what_is_not_json_is_told_so(client: TestClient, path: str, content: bytes) -> None:
    assert "JSON" in problem_of(post_raw(client, content, path), 400, "malformed")


def test_malformed_json_for_a_conversation_leaves_it_alone(client: TestClient) -> None:
    conversation = client.post("/v1/conversations").json()
    path = f"/v1/conversations/{conversation['conversation_id']}"
    response = client.put(path, content=b'{"exchanges": [', headers={"Content-Type": "application/json"})
    problem_of(response, 400, "malformed")
    assert json_of(client.get(path)) == conversation


@pytest.mark.parametrize("path", ["/v1/chat", "/v1/search"])
@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "image/png", ""])
def test_json_must_be_called_json(client: TestClient, path: str, content_type: str) -> None:
    content = json.dumps({"message": QUESTION, "query": QUESTION}).encode()
    problem_of(client.post(path, content=content, headers={"Content-Type": content_type}), 422, "invalid_value")


VALUES: dict[str, Any] = {
    "null": None,
    "true": True,
    "whole": 7,
    "fraction": 1.5,
    "text": "x",
    "number in a text": "7",
    "list": [],
    "list of a list": [[]],
    "list of null": [None],
    "object": {},
    "object in a list": [{}],
}
FIELDS: dict[tuple[str, str], set[str]] = {
    ("/v1/chat", "message"): {"text", "number in a text"},
    ("/v1/chat", "conversation_id"): {"null", "text", "number in a text"},
    ("/v1/chat", "role"): {"null"},
    ("/v1/chat", "mode"): set(),
    ("/v1/chat", "stream"): {"true"},
    ("/v1/chat", "history"): {"list"},
    ("/v1/search", "query"): {"text", "number in a text"},
    ("/v1/search", "k"): {"whole"},
    ("/v1/search", "history"): {"list"},
    ("/v1/search", "filters"): {"object"},
}
FILTERS = ("sources", "sides", "core_questions", "phases", "technologies", "kinds")
BASE: dict[str, dict[str, Any]] = {"/v1/chat": {"message": QUESTION}, "/v1/search": {"query": QUESTION}}


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize(("path", "field"), FIELDS)
def test_a_value_of_another_type_is_refused_by_the_name_of_its_field(
    client: TestClient, path: str, field: str, value: str
) -> None:
    response = client.post(path, json=BASE[path] | {field: VALUES[value]})
    if value not in FIELDS[path, field]:
        assert field in problem_of(response, 422, "invalid_value")
    elif field == "conversation_id" and value != "null":
        problem_of(response, 404, "not_found")
    else:
        assert response.is_success


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("field", FILTERS)
def test_a_filter_is_a_list_of_texts(client: TestClient, field: str, value: str) -> None:
    response = client.post("/v1/search", json={"query": QUESTION, "filters": {field: VALUES[value]}})
    if value == "list":
        assert response.is_success
    else:
        assert f"filters.{field}" in problem_of(response, 422, "invalid_value")


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("field", ["role", "content"])
def test_a_turn_of_the_history_has_a_role_and_a_text(client: TestClient, field: str, value: str) -> None:
    turn: dict[str, Any] = {"role": "user", "content": "hej"}
    response = client.post("/v1/chat", json={"message": QUESTION, "history": [turn | {field: VALUES[value]}]})
    if field == "content" and isinstance(VALUES[value], str):
        assert response.is_success
    else:
        assert f"history.0.{field}" in problem_of(response, 422, "invalid_value")


@pytest.mark.parametrize(("path", "field"), [("/v1/chat", "message"), ("/v1/search", "query")])
def test_what_must_be_there_is_asked_for(client: TestClient, path: str, field: str) -> None:
    assert field in problem_of(client.post(path, json={}), 422, "invalid_value")
    problem_of(client.post(path, json=[BASE[path]]), 422, "invalid_value")
    problem_of(client.post(path), 422, "invalid_value")


@pytest.mark.parametrize("path", ["/v1/chat", "/v1/search"])
@pytest.mark.parametrize("key", ["temperature", "y" * 300_000, "\ud800", "\u202e\u200b", "<script>alert(1)</script>"])
def test_a_field_that_is_unknown_is_refused_and_not_echoed_at_length(client: TestClient, path: str, key: str) -> None:
    content = json.dumps(BASE[path] | {key: 1}).encode()
    detail = problem_of(post_raw(client, content, path), 422, "invalid_value")
    assert "\u202e" not in detail


@pytest.mark.parametrize("message", ["", " ", "\n\t", "\u200b\u200d\ufeff", "\u202e\u202c", "?!…", "\x00"])
def test_a_message_without_a_word_is_refused(client: TestClient, message: str) -> None:
    problem_of(client.post("/v1/chat", json={"message": message}), 422, "empty_message")
