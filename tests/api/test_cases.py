"""``GET /v1/cases``."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from advisor import messages
from advisor.domain import CASES
from advisor.knowledge import corpus_dir, load_corpus
from tests.api.support import json_of, problem_of


def cases(client: TestClient, **filters: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json_of(client.get("/v1/cases", params=filters))["cases"]
    return found


def ids(client: TestClient, **filters: str) -> list[str]:
    return [case["id"] for case in cases(client, **filters)]


def test_every_case_comes_with_all_that_its_editor_wrote(client: TestClient) -> None:
    corpus = load_corpus(corpus_dir())
    found = cases(client)
    assert [case["id"] for case in found] == list(corpus.cases)
    for case in found:
        written = corpus.cases[case["id"]].model_dump(mode="json")
        shared = case.keys() & written.keys()
        assert case.keys() - shared == {"id", "passages"}
        assert {name: case[name] for name in shared} == {name: written[name] for name in shared}


def test_its_passages_are_those_of_its_section_and_can_be_read(client: TestClient) -> None:
    found = {case["id"]: case["passages"] for case in cases(client)}
    sections = json_of(client.get(f"/v1/sources/{CASES}"))["sections"]
    assert found == {section["section_id"]: section["passages"] for section in sections}
    some = found["cases/vejle-skaermbesoeg"][0]
    assert json_of(client.get(f"/v1/passages/{some}"))["section_id"] == "cases/vejle-skaermbesoeg"


@pytest.mark.parametrize(
    "filters",
    [
        {"area": "social-sundhed"},
        {"technology": "ai"},
        {"gain": "economy"},
        {"gain": "quality", "technology": "softwarerobotter"},
        {"area": "administration", "technology": "chatbots", "gain": "steering"},
    ],
)
def test_all_filters_given_must_fit(client: TestClient, filters: dict[str, str]) -> None:
    def fits(case: dict[str, Any]) -> bool:
        held = {"area": [case["area"]], "technology": case["technologies"]}
        held["gain"] = [name for name, told in case["gains"].items() if told]
        return all(value in held[name] for name, value in filters.items())

    every = cases(client)
    wanted = [case["id"] for case in every if fits(case)]
    assert ids(client, **filters) == wanted
    assert len(wanted) < len(every)


def test_a_municipality_is_found_as_people_write_it(client: TestClient) -> None:
    for name in ("Høje-Taastrup", "hoje taastrup", "HØJE TÅSTRUP KOMMUNE", "taastrup"):
        assert ids(client, municipality=name) == ["cases/fremfaerd-hoeje-taastrup-administration"]


def test_nothing_fits_and_an_empty_field_limits_nothing(client: TestClient) -> None:
    assert ids(client, municipality="Atlantis") == []
    assert ids(client, technology="droner") == [], "a technology of the vocabulary that no case has"
    assert ids(client, municipality="Holbæk", gain="economy", technology="ai") == []
    assert ids(client, area="", technology="", municipality=" ", gain="") == ids(client)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("area", "sundhed"),
        ("area", "Administration"),
        ("technology", "aktindsigt"),
        ("gain", "penge"),
        ("municipality", "x" * 101),
        ("kommune", "Vejle"),
    ],
)
def test_a_value_or_a_filter_that_is_none_is_a_problem(client: TestClient, name: str, value: str) -> None:
    detail = problem_of(client.get("/v1/cases", params={name: value}), 422, "invalid_value")
    assert detail.startswith(messages.INVALID_FIELD.format(field=name))
