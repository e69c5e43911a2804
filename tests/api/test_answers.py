"""Answers to the guide written anew, files opened in the place of others, and two windows on one conversation."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from fastapi.testclient import TestClient

from advisor import messages
from tests.api.support import json_of, problem_of

BEGIN = "Tag de fire spørgsmål med mig. Vi skal have skærmbesøg i hjemmeplejen og har ikke købt noget."
SUB = "kerneopgave/1"


@pytest.fixture
def path(client: TestClient) -> str:
    """A conversation in which the guide has asked 1.1 and got an answer."""
    turn = json_of(client.post("/v1/chat", json={"message": BEGIN, "role": "leader"}))
    say(client, f"/v1/conversations/{turn['conversation_id']}", "De venter kortere tid på os")
    return f"/v1/conversations/{turn['conversation_id']}"


def say(client: TestClient, path: str, message: str, at: str | None = None) -> Any:
    body = {"message": message, "conversation_id": path.rpartition("/")[2], "at": at}
    return json_of(client.post("/v1/chat", json=body))


def put(client: TestClient, path: str, texts: dict[str, str], revision: int | None = None, sub: str = SUB) -> Any:
    contributions = [{"voice": voice, "text": text} for voice, text in texts.items()]
    return client.put(f"{path}/answers/{sub}", json={"contributions": contributions, "revision": revision})


def kept(client: TestClient, path: str, sub: str = SUB) -> dict[str, str]:
    answers = json_of(client.get(path))["walk"]["answers"]
    said: list[dict[str, str]] = next(
        (answer["contributions"] for answer in answers if answer["sub_question"] == sub), []
    )
    return {contribution["voice"]: contribution["text"] for contribution in said}


def test_an_answer_is_written_anew_by_voice(client: TestClient, path: str) -> None:
    texts = {"Ledelsen": "Vi når flere", "": "Det er trygt", "Fru Olsens datter": "Mor sover bedre"}
    json_of(put(client, path, texts))
    assert kept(client, path) == texts


def test_an_answer_to_a_question_not_yet_reached_is_kept_and_the_guide_stays(client: TestClient, path: str) -> None:
    edited = json_of(put(client, path, {"": "To superbrugere på hver vagt"}, sub="kompetencer/4"))
    assert edited["walk"]["current"] == SUB
    assert kept(client, path, "kompetencer/4") == {"": "To superbrugere på hver vagt"}
    assert say(client, path, "hvad mangler vi?")["guide"]["answered"] == 2


def test_an_emptied_answer_leaves_the_question_open(client: TestClient, path: str) -> None:
    json_of(put(client, path, {"": "   "}))
    assert kept(client, path) == {}
    assert SUB in say(client, path, "hvad mangler vi?")["guide"]["open"]


def test_an_answer_can_be_written_before_the_guide_has_begun(client: TestClient) -> None:
    path = f"/v1/conversations/{client.post('/v1/conversations').json()['conversation_id']}"
    json_of(put(client, path, {"TR": "Vi vil være med fra begyndelsen"}, sub="inddragelse/3"))
    assert kept(client, path, "inddragelse/3") == {"TR": "Vi vil være med fra begyndelsen"}


def test_what_was_cited_for_an_answer_stays_when_it_is_written_anew(client: TestClient, path: str) -> None:
    before = json_of(client.get(path))["walk"]["answers"][0]["cited"]
    assert before
    after = json_of(put(client, path, {"": "Noget andet"}))["walk"]["answers"][0]["cited"]
    assert after == before


def test_a_personal_number_in_an_edited_answer_is_hidden(client: TestClient, path: str) -> None:
    response = put(client, path, {"Om 111111-1118": "Borger 111111 1118 venter"})
    assert response.is_success
    assert "1118" not in client.get(path).text
    assert kept(client, path) == {"Om [personnummer skjult]": "Borger [personnummer skjult] venter"}


@pytest.mark.parametrize("sub", ["kerneopgave/6", "kerneopgave/0", "kerneopgave/x", "formaal/1"])
def test_a_sub_question_that_is_none(client: TestClient, path: str, sub: str) -> None:
    before = json_of(client.get(path))
    problem_of(put(client, path, {"": "svar"}, sub=sub), 422, "invalid_value")
    assert json_of(client.get(path)) == before


def test_more_text_or_voices_than_anybody_needs(client: TestClient, path: str) -> None:
    before = json_of(client.get(path))
    problem_of(put(client, path, {"": "x" * 8_001}), 413, "message_too_long")
    problem_of(put(client, path, {f"voice {number}": "x" for number in range(13)}), 422, "invalid_value")
    problem_of(put(client, path, {"v" * 101: "x"}), 422, "invalid_value")
    assert json_of(client.get(path)) == before


def test_a_conversation_that_is_none(client: TestClient) -> None:
    problem_of(put(client, "/v1/conversations/c_none", {"": "svar"}), 404, "not_found")


# Two windows --------------------------------------------------------------------------------------


def test_an_edit_over_what_another_window_wrote_is_refused_and_loses_nothing(client: TestClient, path: str) -> None:
    seen = json_of(client.get(path))["revision"]
    json_of(put(client, path, {"": "Skrevet i det ene vindue"}, seen))
    detail = problem_of(put(client, path, {"": "Skrevet i det andet"}, seen), 409, "conflict")
    assert detail.startswith(messages.CONFLICT)
    assert kept(client, path) == {"": "Skrevet i det ene vindue"}


def test_a_file_opened_over_what_another_window_wrote_is_refused(client: TestClient, path: str) -> None:
    saved = json_of(client.get(path))
    say(client, path, "Og de slipper for at rydde op")
    response = client.put(path, json=saved, headers={"If-Match": f'"{saved["revision"]}"'})
    problem_of(response, 409, "conflict")
    assert "rydde op" in kept(client, path)[""]
    problem_of(client.put(path, json=saved, headers={"If-Match": "den nyeste"}), 422, "invalid_value")


def test_two_windows_that_answer_at_once_both_keep_their_words(client: TestClient, path: str) -> None:
    texts = [f"Borger nummer {number} bliver tryg" for number in range(3)]
    statuses: list[int] = []

    def answer(text: str) -> None:
        body = {"message": text, "conversation_id": path.rpartition("/")[2], "at": SUB}
        statuses.append(client.post("/v1/chat", json=body).status_code)

    threads = [threading.Thread(target=answer, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses) <= {200, 409}, "lost aloud or not at all"
    assert sum(text in kept(client, path)[""] for text in texts) == statuses.count(200) > 0


# Files --------------------------------------------------------------------------------------------


def put_raw(client: TestClient, path: str, content: bytes) -> Any:
    return client.put(path, content=content, headers={"Content-Type": "application/json"})


def test_a_truncated_file_changes_nothing(client: TestClient, path: str) -> None:
    before = client.get(path)
    for length in (1, len(before.content) // 2, len(before.content) - 1):
        problem_of(put_raw(client, path, before.content[:length]), 400, "malformed")
    assert client.get(path).json() == before.json()


def test_a_file_of_fifty_megabytes_changes_nothing(client: TestClient, path: str) -> None:
    before = json_of(client.get(path))
    problem_of(put_raw(client, path, b'{"version": 2, "x": "' + b"x" * 50_000_000 + b'"}'), 413, "body_too_large")
    assert json_of(client.get(path)) == before


def test_a_web_page_is_no_session_file(client: TestClient, path: str) -> None:
    before = json_of(client.get(path))
    problem_of(put_raw(client, path, b"<!doctype html><html><body>hej</body></html>"), 400, "malformed")
    assert json_of(client.get(path)) == before


def test_html_in_an_answer_comes_back_as_the_text_it_is(client: TestClient, path: str) -> None:
    html = "<script>alert(1)</script> <b>fed</b>"
    json_of(put(client, path, {"": html}))
    saved = json_of(client.get(path))
    assert json_of(client.put(path, json=saved))["walk"]["answers"] == saved["walk"]["answers"]
    assert kept(client, path) == {"": html}


def test_a_file_of_the_first_version_is_opened_and_the_guide_can_begin_in_it(client: TestClient) -> None:
    path = f"/v1/conversations/{client.post('/v1/conversations').json()['conversation_id']}"
    old = {
        "conversation_id": "c_old",
        "version": 1,
        "corpus": "sha256:0",
        "role": "leader",
        "project": {"technology": None, "area": None, "phase": None, "role": None},
        "exchanges": [{"message": "hej", "status": "answered", "text": "svar", "cited": []}],
    }
    opened = json_of(client.put(path, json=json.loads(json.dumps(old))))
    assert (opened["version"], opened["walk"], opened["role"]) == (2, None, "leader")
    assert say(client, path, BEGIN)["guide"]["current"] == SUB
    assert len(json_of(client.get(path))["exchanges"]) == 2
