"""A conversation belongs to its user: saved, opened again, continued, erased."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from advisor import messages
from tests.api.support import QUESTION, json_of, post_raw, problem_of


def begun(client: TestClient) -> Any:
    response = client.post("/v1/conversations")
    assert response.status_code == 201
    return response.json()


def put(client: TestClient, conversation_id: str, document: Any) -> Any:
    content = json.dumps(document).encode()
    headers = {"Content-Type": "application/json"}
    return client.put(f"/v1/conversations/{conversation_id}", content=content, headers=headers)


def test_new_conversations_are_empty_and_their_ids_cannot_be_guessed(client: TestClient) -> None:
    several = [begun(client) for _ in range(20)]
    assert all(conversation["exchanges"] == [] for conversation in several)
    ids = {conversation["conversation_id"] for conversation in several}
    assert len(ids) == 20
    assert all(len(key.removeprefix("c_")) >= 22 for key in ids)  # 128 bits in base64


def test_a_saved_conversation_is_opened_in_another_and_goes_on(client: TestClient) -> None:
    first = json_of(client.post("/v1/chat", json={"message": QUESTION, "role": "staff"}))
    path = f"/v1/conversations/{first['conversation_id']}"
    saved = json.loads(json.dumps(json_of(client.get(path))))
    cited = saved["exchanges"][0]["cited"]
    assert [text["quote"] for text in cited] == [citation["quote"] for citation in first["citations"]]
    assert client.delete(path).status_code == 204
    problem_of(client.get(path), 404, "not_found")

    other = begun(client)["conversation_id"]
    opened = json_of(put(client, other, saved))
    assert opened == saved | {"conversation_id": other}
    assert json_of(client.get(f"/v1/conversations/{other}")) == opened
    turn = json_of(client.post("/v1/chat", json={"message": "Hvad med punkt to?", "conversation_id": other}))
    assert turn["citations"][0]["passage_id"] == first["citations"][0]["passage_id"]
    assert len(json_of(client.get(f"/v1/conversations/{other}"))["exchanges"]) == 2


def test_an_erased_conversation_cannot_be_used_or_erased_again(client: TestClient) -> None:
    conversation_id = begun(client)["conversation_id"]
    response = client.delete(f"/v1/conversations/{conversation_id}")
    assert (response.status_code, response.content) == (204, b"")
    problem_of(client.delete(f"/v1/conversations/{conversation_id}"), 404, "not_found")
    problem_of(put(client, conversation_id, {}), 404, "not_found")
    body = {"message": QUESTION, "conversation_id": conversation_id}
    problem_of(client.post("/v1/chat", json=body), 404, "not_found")


BROKEN: dict[str, Any] = {
    "nothing": {},
    "no version": {"conversation_id": "c_x"},
    "not ours": {"conversation_id": "c_x", "version": 1, "exchanges": "none"},
    "unknown role": {"conversation_id": "c_x", "version": 1, "role": "king"},
    "an exchange without its answer": {"conversation_id": "c_x", "version": 1, "exchanges": [{"message": "hej"}]},
    "half a character": {
        "conversation_id": "c_x",
        "version": 1,
        "exchanges": [{"message": "hej \ud83d", "status": "answered", "text": "svar"}],
    },
    "a version that is none": {"conversation_id": "c_x", "version": "to"},
}


@pytest.mark.parametrize("document", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_saved_conversation_leaves_the_present_one_alone(client: TestClient, document: Any) -> None:
    turn = json_of(client.post("/v1/chat", json={"message": QUESTION}))
    before = json_of(client.get(f"/v1/conversations/{turn['conversation_id']}"))
    detail = problem_of(put(client, turn["conversation_id"], document), 422, "invalid_value")
    assert detail.startswith(messages.SESSION_BROKEN)
    assert json_of(client.get(f"/v1/conversations/{turn['conversation_id']}")) == before


@pytest.mark.parametrize("version", [3, 99, "3", 3.0])
def test_a_file_of_a_newer_advisor_says_so(client: TestClient, version: Any) -> None:
    own = begun(client)
    detail = problem_of(put(client, own["conversation_id"], own | {"version": version}), 422, "invalid_value")
    assert detail.startswith(messages.SESSION_TOO_NEW)


@pytest.mark.parametrize("document", [[], "x", 1, None, True])
def test_a_document_that_is_no_object_is_refused(client: TestClient, document: Any) -> None:
    problem_of(put(client, begun(client)["conversation_id"], document), 422, "invalid_value")


def test_a_personal_number_in_a_file_is_hidden_when_it_is_opened(client: TestClient) -> None:
    own = begun(client)
    own["exchanges"] = [{"message": "jeg er 111111-1118", "status": "answered", "text": "svar", "cited": []}]
    opened = put(client, own["conversation_id"], own)
    assert "1118" not in opened.text
    assert json_of(opened)["exchanges"][0]["message"].startswith("jeg er ")


def test_half_an_emoji_in_a_message_does_not_make_the_conversation_unreadable(client: TestClient) -> None:
    turn = json_of(post_raw(client, b'{"message": "hvad er en businesscase? \\ud83d"}'))
    saved = json_of(client.get(f"/v1/conversations/{turn['conversation_id']}"))
    assert saved["exchanges"][0]["message"] == "hvad er en businesscase? \ufffd"
    assert json_of(put(client, turn["conversation_id"], saved)) == {**saved, "revision": saved["revision"] + 1}
