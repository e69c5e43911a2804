"""Documents of the user's own over HTTP: the exact wording behind a citation, and passages exact themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from markdown_it import MarkdownIt

from advisor.api import create_app
from advisor.domain import Passage
from advisor.settings import Settings
from tests.api.support import json_of, problem_of, serving_ready
from tests.own_documents import (
    AGREEMENT,
    BENEFITS,
    COPY,
    DRAWBACKS,
    EXACT,
    HEARING,
    HOSTILE,
    LONG,
    LUNCH,
    MEALS,
    NOTICE_PERIOD,
    OWN,
    USED,
    make_own_advisor,
)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the API over the small library with own documents."""
    folder: Path = tmp_path_factory.mktemp("own")
    with serving_ready(create_app(Settings(data_dir=folder), lambda: make_own_advisor(folder))) as made:
        yield made


def chat(own: TestClient, message: str) -> Any:
    return json_of(own.post("/v1/chat", json={"message": message}))


def cited(turn: Any, passage: str) -> Any:
    return next(citation for citation in turn["citations"] if citation["passage_id"] == passage)


def test_a_citation_of_the_digest_carries_the_exact_wording_and_which_part_of_it(own: TestClient) -> None:
    original = cited(chat(own, BENEFITS), "kgevinst")["original"]
    expected = {"passage_id": EXACT.passage_id, "text": EXACT.text, "start": USED.start, "end": USED.end}
    assert original == {**expected, "page": "12-13"}
    assert original["text"][original["start"] : original["end"]] == "hjemmeplejen skære ned på sin kørsel"
    assert json_of(own.get(f"/v1/passages/{original['passage_id']}"))["text"] == original["text"]


def test_where_the_part_is_not_sure_it_has_no_offsets(own: TestClient) -> None:
    original = cited(chat(own, DRAWBACKS), "krisiko")["original"]
    assert (original["passage_id"], original["start"], original["end"]) == (LONG.passage_id, None, None)


def test_a_citation_of_an_own_document_is_exact_itself(own: TestClient) -> None:
    turn = chat(own, HEARING)
    citation = cited(turn, NOTICE_PERIOD.passage_id)
    assert (citation["wording"], citation["side"], citation["original"]) == ("verbatim", "local", None)
    assert (citation["source_id"], citation["section_id"]) == (AGREEMENT.source_id, NOTICE_PERIOD.section_id)
    assert (citation["title"], citation["pages"], citation["url"]) == (AGREEMENT.title, "4", None)
    passage = json_of(own.get(f"/v1/passages/{citation['passage_id']}"))
    assert passage["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert "jeres egne dokumenter" in turn["notice"]


def test_hits_and_streams_carry_it_too(own: TestClient) -> None:
    hits = json_of(own.post("/v1/search", json={"query": BENEFITS}))["hits"]
    by_id = {hit["passage_id"]: hit for hit in hits}
    assert by_id["kgevinst"]["original"]["text"] == EXACT.text
    assert EXACT.passage_id not in by_id, "it stands behind the digest"
    streamed = own.post("/v1/chat", json={"message": BENEFITS, "stream": True}).text
    assert '"original": {"passage_id": "oordret"' in streamed


def test_the_nearest_of_a_refusal_carry_it(own: TestClient) -> None:
    turn = chat(own, "Hvad koster en licens til skærmbesøg om måneden for Odense Kommune?")
    held = {citation["passage_id"]: citation["original"] for citation in turn["nearest"]}
    assert turn["status"] == "refused"
    assert held
    assert all((original is not None) == (key in ("kgevinst", "krisiko", "ktal")) for key, original in held.items())


@pytest.mark.parametrize("path", [AGREEMENT.source_id, AGREEMENT.source_id.replace("/", "%2F")])
def test_an_own_document_is_a_source_with_sections_and_passages(own: TestClient, path: str) -> None:
    listed = json_of(own.get("/v1/sources"))["sources"]
    assert [source["source_id"] for source in listed[-2:]] == [AGREEMENT.source_id, COPY.source_id]
    whole = json_of(own.get(f"/v1/sources/{path}"))
    assert {name: whole[name] for name in listed[-2]} == listed[-2]
    assert (whole["title"], whole["pages"], whole["original_of"], whole["url"]) == (AGREEMENT.title, 14, None, None)
    passages = [passage for section in whole["sections"] for passage in section["passages"]]
    assert passages == [passage.passage_id for passage in OWN if passage.source_id == AGREEMENT.source_id]
    for passage in passages:
        found = json_of(own.get(f"/v1/passages/{passage}"))
        assert (found["wording"], found["source_id"]) == ("verbatim", AGREEMENT.source_id)


def test_a_passage_says_which_section_it_words_and_how_many_words_were_put_right(own: TestClient) -> None:
    def told(passage: Passage) -> tuple[Any, Any]:
        found = json_of(own.get(f"/v1/passages/{passage.passage_id}"))
        return found["original_of"], found["repaired"]

    assert told(EXACT) == (EXACT.original_of, 1)
    assert told(NOTICE_PERIOD) == (None, 2)
    assert json_of(own.get(f"/v1/sources/{COPY.source_id}"))["original_of"] == COPY.original_of


@pytest.mark.parametrize("path", ["local/nope", "local", "local/", "local/med-aftale/x", "local/..%2Fcases"])
def test_documents_that_are_not_there(own: TestClient, path: str) -> None:
    problem_of(own.get(f"/v1/sources/{path}"), 404, "not_found")


def test_the_answers_are_what_the_document_says(own: TestClient) -> None:
    document = json_of(own.get("/openapi.json"))
    components = document["components"]["schemas"]
    for name, answer in (
        ("ChatOut", chat(own, BENEFITS)),
        ("ChatOut", chat(own, DRAWBACKS)),
        ("SourceWithSectionsOut", json_of(own.get(f"/v1/sources/{COPY.source_id}"))),
        ("PassageOut", json_of(own.get(f"/v1/passages/{EXACT.passage_id}"))),
    ):
        Draft202012Validator({**components[name], "components": document["components"]}).validate(answer)


def test_what_a_document_says_is_text_in_the_answers_markdown(own: TestClient) -> None:
    turn = chat(own, MEALS)
    assert cited(turn, LUNCH.passage_id)["quote"] == LUNCH.text, "exact, to the last sign"
    read = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(turn["answer"]["text"])
    tokens = [token for outer in read for token in (outer, *(outer.children or ()))]
    assert {token.type for token in tokens} == {"paragraph_open", "inline", "text", "paragraph_close"}
    shown = "".join(token.content for token in tokens if token.type == "text")
    assert shown.startswith(f"I »{AGREEMENT.title}« under »# Gratis frokost <script>alert(1)</script> ![x]")
    assert f"står der: {HOSTILE} giver alle frokost.[1]".replace("\u202e", "").replace("\u2069", "") in shown
