"""``POST /v1/search``."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.support import json_of, problem_of

QUERY = "gevinster ved ny teknologi"


def search(client: TestClient, query: str = QUERY, **fields: Any) -> Any:
    return json_of(client.post("/v1/search", json={"query": query, **fields}))


def test_hits_come_best_first_with_their_whole_text(client: TestClient) -> None:
    found = search(client, "må vi indføre teknologi for at spare?")
    assert [hit["number"] for hit in found["hits"]] == list(range(1, 11))
    assert len({hit["passage_id"] for hit in found["hits"]}) == 10
    for hit in found["hits"]:
        assert 0 <= hit["score"] <= 1
        assert hit["text"] == hit["quote"]
        assert hit["text"] == json_of(client.get(f"/v1/passages/{hit['passage_id']}"))["text"]
    ready = json_of(client.get("/readyz"))
    assert (found["index"], found["passages_searched"]) == (ready["index"], ready["passages"])
    assert "AI-rådgiver" in found["notice"]


@pytest.mark.parametrize("k", [1, 7, 50])
def test_k_hits_are_given_and_fewer_are_the_first_of_more(client: TestClient, k: int) -> None:
    most = search(client, k=50)["hits"]
    assert search(client, k=k)["hits"] == most[:k]
    assert len(most) == 50


@pytest.mark.parametrize("k", [0, -1, 51, 10**30])
def test_k_beyond_its_range_is_refused(client: TestClient, k: int) -> None:
    assert "k" in problem_of(client.post("/v1/search", json={"query": QUERY, "k": k}), 422, "invalid_value").split()


FILTERS = [
    ("sources", "source_id", "sammen-om-ny-teknologi"),
    ("sides", "side", "joint"),
    ("kinds", "kind", "risk"),
    ("core_questions", "core_questions", "kerneopgave"),
    ("phases", "phases", "assessment"),
    ("technologies", "technologies", "ai"),
]


@pytest.mark.parametrize(("name", "field", "value"), FILTERS)
def test_a_filter_lets_through_what_fits_and_nothing_else(
    client: TestClient, name: str, field: str, value: str
) -> None:
    def fits(passage_id: str) -> bool:
        own = json_of(client.get(f"/v1/passages/{passage_id}"))[field]
        return own == value if isinstance(own, str) else not own or value in own

    free = [hit["passage_id"] for hit in search(client, k=50)["hits"]]
    wanted = [key for key in free if fits(key)]
    kept = [hit["passage_id"] for hit in search(client, k=50, filters={name: [value]})["hits"]]
    assert kept
    assert all(fits(key) for key in kept)
    assert [key for key in kept if key in wanted] == wanted


def test_filters_narrow_each_other(client: TestClient) -> None:
    filters = {"sources": ["sammen-om-ny-teknologi"], "kinds": ["risk", "benefit"]}
    hits = search(client, k=50, filters=filters)["hits"]
    kinds = {json_of(client.get(f"/v1/passages/{hit['passage_id']}"))["kind"] for hit in hits}
    assert {hit["source_id"] for hit in hits} == {"sammen-om-ny-teknologi"}
    assert kinds == {"risk", "benefit"}


def test_a_source_that_is_not_there_has_no_hits(client: TestClient) -> None:
    assert search(client, filters={"sources": ["nowhere"]})["hits"] == []


def test_the_history_is_written_into_the_query(client: TestClient) -> None:
    history = [{"role": "user", "content": "Hvad er en businesscase?"}]
    found = search(client, "og hvem har ansvaret for den?", history=history)
    assert "businesscase" in found["query"]
    assert found["query"].endswith("og hvem har ansvaret for den?")
    assert "businesscase" not in search(client, "og hvem har ansvaret for den?")["query"]


def test_an_empty_query_finds_nothing(client: TestClient) -> None:
    assert search(client, " \u200b\n")["hits"] == []
