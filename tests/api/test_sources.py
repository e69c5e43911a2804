"""Sources, passages and the guide as data."""

from __future__ import annotations

from fastapi.testclient import TestClient

from advisor.knowledge import corpus_dir, load_corpus
from tests.api.support import json_of, problem_of


def test_the_bibliography_is_the_corpus_own(client: TestClient) -> None:
    entries = load_corpus(corpus_dir()).reference.entries
    sources = json_of(client.get("/v1/sources"))["sources"]
    assert [source["source_id"] for source in sources] == list(entries)
    for source in sources:
        entry = entries[source["source_id"]]
        assert (source["title"], source["side"], source["url"]) == (entry.title, entry.side, entry.url)


def test_every_passage_of_the_corpus_is_reached_once_through_its_source(client: TestClient) -> None:
    corpus = load_corpus(corpus_dir())
    texts = {passage.passage_id: passage.text for passage in corpus.passages}
    reached = []
    for source in json_of(client.get("/v1/sources"))["sources"]:
        whole = json_of(client.get(f"/v1/sources/{source['source_id']}"))
        assert {name: whole[name] for name in source} == source
        for section in whole["sections"]:
            assert corpus.sections[section["section_id"]].title == section["title"]
            assert corpus.sections[section["section_id"]].pages == section["pages"]
            for passage_id in section["passages"]:
                passage = json_of(client.get(f"/v1/passages/{passage_id}"))
                assert passage["passage_id"] == passage_id
                assert passage["section_id"] == section["section_id"]
                assert passage["source_id"] == source["source_id"]
                assert passage["text"] == texts[passage_id]
                reached.append(passage_id)
    assert sorted(reached) == sorted(texts)


def test_links_between_passages_lead_somewhere_and_back(client: TestClient) -> None:
    tied = [passage for passage in load_corpus(corpus_dir()).passages if passage.pair or passage.counter]
    assert tied
    for passage in tied:
        own = json_of(client.get(f"/v1/passages/{passage.passage_id}"))
        for name in ("pair", "counter"):
            for link in own[name]:
                other = json_of(client.get(f"/v1/passages/{link['passage_id']}"))
                assert own["passage_id"] in [back["passage_id"] for back in other[name]]


def test_unknown_ids_are_problems(client: TestClient) -> None:
    assert "nosuch" in problem_of(client.get("/v1/sources/nosuch"), 404, "not_found")
    assert "nosuch" in problem_of(client.get("/v1/passages/nosuch"), 404, "not_found")
    for path in ("/v1/passages/%00", "/v1/sources/%ff%fe", "/v1/passages/..%2f..%2fetc%2fpasswd", "/v1/passages/%27--"):
        problem_of(client.get(path), 404, "not_found")


def test_the_guide_has_the_four_questions_and_only_models_that_are_there(client: TestClient) -> None:
    guide = json_of(client.get("/v1/guide"))
    core = guide["core_questions"]
    assert [question["id"] for question in core] == ["kerneopgave", "opgaveloesning", "kompetencer", "inddragelse"]
    models = {model["id"] for model in guide["models"]}
    subs = [sub for question in core for sub in question["sub_questions"]]
    assert subs
    for sub in subs:
        assert set(sub["models"]) <= models
        assert len(sub["points"]) >= 3
