"""The scripted conversations of ``tests/conversations``, run through the HTTP API to their end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from fastapi.testclient import TestClient
from pypdf import PdfReader

from tests.api.support import json_of, problem_of
from tests.conversations.script import Expect, Move, Script, by_voice, load

TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
PROBLEMS = {"empty_message": 422, "message_too_long": 413}
TWENTY = {
    f"{core}/{number}"
    for core in ("kerneopgave", "opgaveloesning", "kompetencer", "inddragelse")
    for number in range(1, 6)
}


class Talk:
    """A script being run."""

    def __init__(self, client: TestClient, script: Script) -> None:
        self._client, self._script = client, script
        self.path = ""
        self.turn: dict[str, Any] = {}

    @property
    def file(self) -> dict[str, Any]:
        """The conversation as its user may save it."""
        found: dict[str, Any] = json_of(self._client.get(self.path))
        return found

    def run(self) -> None:
        """Every turn, each held against what is expected of it."""
        for number, move in enumerate(self._script.turns, 1):
            try:
                self._go(move)
                if self.path and move.problem is None:
                    self._check(move)
            except AssertionError as error:
                said = move.say or move.edit or "open elsewhere"
                text = self.turn.get("answer", {}).get("text", "")
                raise AssertionError(f"turn {number}, »{said[:80]}«: {error}\n--- answer:\n{text}") from error

    def _go(self, move: Move) -> None:
        if move.open_elsewhere:
            self._open_elsewhere()
        elif move.edit:
            before = self.file
            said = [{"voice": voice, "text": text} for voice, text in move.answer.items()]
            body = {"contributions": said, "revision": before["revision"]}
            json_of(self._client.put(f"{self.path}/answers/{move.edit}", json=body))
        else:
            self._say(move)

    def _say(self, move: Move) -> None:
        before = self.file if self.path else {"exchanges": []}
        body = {"message": (move.say or "") * move.times, "role": self._script.role, "at": move.at}
        body |= {"conversation_id": self.path.rpartition("/")[2] or None}
        response = self._client.post("/v1/chat", json=body)
        if move.problem:
            problem_of(response, PROBLEMS[move.problem], move.problem)
            assert self.file == before, "a message that is refused changes nothing"
            return
        self.turn = json_of(response)
        self.path = f"/v1/conversations/{self.turn['conversation_id']}"
        assert len(self.file["exchanges"]) == len(before["exchanges"]) + 1

    def _open_elsewhere(self) -> None:
        """Save, erase, and open the file in a new conversation, as on another day."""
        saved, old = json.loads(json.dumps(self.file)), self.path
        assert self._client.delete(old).status_code == 204
        self.path = f"/v1/conversations/{self._client.post('/v1/conversations').json()['conversation_id']}"
        opened = json_of(self._client.put(self.path, json=saved))
        own = ("conversation_id", "revision")
        assert {k: v for k, v in opened.items() if k not in own} == {k: v for k, v in saved.items() if k not in own}

    def _check(self, move: Move) -> None:
        kept, expect = self.file, move.expect
        walk = kept["walk"] or {"current": "", "awaits": "nothing", "answers": []}
        answers = {answer["sub_question"]: answer for answer in walk["answers"]}
        given = {
            "current": walk["current"],
            "awaits": walk["awaits"],
            "answered": sum(bool(answer["contributions"]) for answer in answers.values()),
        }
        if move.say is not None:
            given |= self._check_turn(expect, given)
        wanted = expect.model_dump(
            include={"status", "current", "awaits", "answered", "done", "cited"}, exclude_none=True
        )
        assert {name: given.get(name) for name in wanted} == wanted
        assert {name: kept["project"][name] for name in expect.project} == expect.project
        assert {name: said(answers[name]) for name in expect.answers} == by_voice(expect.answers)
        for name, points in expect.covered.items():
            assert set(points) <= set(answers[name]["covered"]), f"{name} covers {answers[name]['covered']}"
        everything = json.dumps([self.turn, kept], ensure_ascii=False)
        assert [word for word in self._script.never if word in everything] == []

    def _check_turn(self, expect: Expect, given: dict[str, Any]) -> dict[str, Any]:
        """The answer itself, and what holds of every answer."""
        turn, text, guide = self.turn, self.turn["answer"]["text"], self.turn["guide"]
        assert [words for words in expect.contains if words not in text] == []
        assert [words for words in expect.lacks if words in text] == []
        assert expect.notice in turn["notice"]
        assert len(text) < (expect.shorter_than or 20_000)
        assert text.strip()
        assert "None" not in text
        assert "{" not in text
        numbers = {citation["number"] for citation in turn["citations"]}
        for segment in turn["answer"]["segments"]:
            assert bool(segment["citations"]) == (segment["kind"] == "fact")
            assert set(segment["citations"]) <= numbers
        if guide:
            assert guide["answered"] == given["answered"]
            assert given["current"] in (guide["current"], "")  # none before the first is asked
            assert len(guide["open"]) == guide["total"] - guide["answered"] == 20 - guide["answered"]
        return {"status": turn["status"], "cited": bool(numbers), "done": bool(guide and guide["done"])}


def said(answer: dict[str, Any]) -> dict[str, str]:
    """The texts of an answer by their voices."""
    return {contribution["voice"]: contribution["text"] for contribution in answer["contributions"]}


SCRIPTS = load()
each_script = pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())


@pytest.fixture(scope="module")
def played(client: TestClient) -> Callable[[Script], Talk]:
    """Runs a script, once for all that look at how it ends."""

    @cache
    def play(name: str) -> Talk:
        talk = Talk(client, SCRIPTS[name])
        talk.run()
        return talk

    return lambda script: play(next(name for name, held in SCRIPTS.items() if held is script))


@each_script
def test_a_conversation_goes_as_written_and_keeps_what_was_said(
    played: Callable[[Script], Talk], script: Script
) -> None:
    talk = played(script)
    kept, final = talk.file, script.final
    walk = kept["walk"]
    answers = {answer["sub_question"]: answer for answer in walk["answers"]}
    assert {name: kept["project"][name] for name in final.project} == final.project
    texts = {name: said(answer) for name, answer in answers.items() if answer["contributions"]}
    assert {name: text for name, text in texts.items() if name not in final.answered_length} == by_voice(final.answered)
    assert {name: len(texts[name][""]) for name in final.answered_length} == final.answered_length
    for mark in ("disagreed", "unknown", "skipped"):
        assert {name for name, answer in answers.items() if answer[mark]} == set(getattr(final, mark)), mark
    assert set(final.models) <= set(walk["models"])
    assert bool(walk["cases"]) or not final.some_case
    guide = talk.turn["guide"]
    assert set(guide["open"]) == TWENTY - set(texts)
    assert guide["done"] == final.done
    cited = [text for answer in answers.values() for text in answer["cited"]]
    assert all(text["quote"] and text["title"] and text["section"] for text in cited)
    assert cited, "the file carries the texts that were cited"


def test_there_are_enough_conversations_of_every_kind() -> None:
    roles = [script.role for script in SCRIPTS.values()]
    assert len(SCRIPTS) >= 14
    assert min(roles.count(role) for role in ("leader", "representative", "staff")) >= 2
    assert any(len(script.final.disagreed) > 1 for script in SCRIPTS.values())
    assert all(script.papers for script in SCRIPTS.values())


def shown(response: Any, file_format: str) -> str:
    """All the words of a paper, without spaces: lines and cells are broken where the page wants it."""
    if file_format == "docx":
        words = "".join(text.text or "" for part in docx_parts(response.content) for text in part.iter(TEXT))
    elif file_format == "pdf":
        words = "".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)
    elif file_format == "json":
        words = "".join(texts_of(response.json()))
    else:
        words = response.text
    return bare(words)


def texts_of(document: Any) -> Iterator[str]:
    """Every text in a JSON document, in its order."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict | list):
        for part in document.values() if isinstance(document, dict) else document:
            yield from texts_of(part)


def docx_parts(content: bytes) -> list[Any]:
    """The body of a Word file and its footers."""
    document = Document(BytesIO(content))
    return [document.element, *(section.footer._element for section in document.sections)]


def bare(words: str) -> str:
    """Words to compare: letters and figures alone."""
    return "".join(letter for letter in words.lower() if letter.isalnum())


@each_script
@pytest.mark.parametrize("file_format", ["docx", "pdf", "md", "json"])
def test_the_papers_hold_what_was_said(
    client: TestClient, played: Callable[[Script], Talk], script: Script, file_format: str
) -> None:
    talk = played(script)
    for paper, expected in script.papers.items():
        response = client.get(f"{talk.path}/papers/{paper}", params={"format": file_format})
        assert response.is_success, response.text
        words = shown(response, file_format)
        assert [text for text in expected if bare(text) not in words] == [], paper
        assert bare("AI-rådgiver") in words, "a paper says what put it together"
        assert [number for number in script.never if bare(number) in words] == []
        if paper == "discussion":
            check_discussion(talk.file, words)
        if paper == "open-questions":
            settled = set(script.final.answered) | set(script.final.answered_length)
            settled -= set(script.final.disagreed)
            cores = json_of(client.get("/v1/guide"))["core_questions"]
            asked = {sub["id"]: bare(sub["question"]) for core in cores for sub in core["sub_questions"]}
            assert {name for name, question in asked.items() if question in words} == TWENTY - settled


def check_discussion(kept: dict[str, Any], words: str) -> None:
    """Every answer by its voice, every disagreement, and a source for whatever sources were cited on."""
    for answer in kept["walk"]["answers"]:
        for contribution in answer["contributions"]:
            lines = contribution["text"].splitlines()
            assert [line for line in lines if bare(line) not in words] == []
            assert bare(contribution["voice"]) in words
        titles = {bare(text["title"]) for text in answer["cited"]}
        assert any(title in words for title in titles) or not titles
    assert ("ikkeenige" in words) or not any(answer["disagreed"] for answer in kept["walk"]["answers"])
