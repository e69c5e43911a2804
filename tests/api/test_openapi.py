"""The OpenAPI document: whole, true, and its examples are answers that were given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from advisor.api import create_app
from advisor.service import Advisor
from advisor.settings import Settings
from tests.api.support import QUESTION, json_of, serving_ready
from tests.api.test_operation import ROUTES
from tests.support import loosely


@pytest.fixture(scope="module")
def document(client: TestClient) -> Any:
    """The published document."""
    return json_of(client.get("/openapi.json"))


def schemas(node: Any) -> Iterator[Any]:
    """Everything under a ``schema`` key, and every component."""
    if isinstance(node, dict):
        if "schema" in node:
            yield node["schema"]
        for value in node.values():
            yield from schemas(value)
    elif isinstance(node, list):
        for value in node:
            yield from schemas(value)


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def validator(document: Any, schema: Any) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": document["components"]})


def answer_schema(document: Any, method: str, path: str, status: int) -> Any:
    return document["paths"][path][method]["responses"][str(status)]["content"]["application/json"]["schema"]


def test_the_document_is_openapi_whose_schemas_and_references_hold(document: Any) -> None:
    assert re.fullmatch(r"3\.1\.\d+", document["openapi"])
    found = [*schemas(document["paths"]), *document["components"]["schemas"].values()]
    assert len(found) > 20
    for schema in found:
        Draft202012Validator.check_schema(schema)
    for reference in references(document):
        node = document
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]


def test_every_route_of_the_contract_is_in_it_and_no_other(document: Any) -> None:
    published = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    values = r"(?<=/sources/)[^/]+|(?<=/passages/)[^/]+|(?<=/conversations/)[^/]+|(?<=/papers/)[^/]+|kerneopgave|\b1$"
    known = {(method, re.sub(values, "{id}", path)) for method, path in ROUTES}
    assert {(method, re.sub(r"\{\w+\}", "{id}", path)) for method, path in published} == known


def test_every_error_it_tells_of_is_a_problem_document(document: Any) -> None:
    for path, methods in document["paths"].items():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                if not status.startswith("2"):
                    assert list(response["content"]) == ["application/problem+json"], (path, status)
    assert set(document["paths"]["/v1/chat"]["post"]["responses"]) == {"200", "400", "404", "413", "422", "503"}


CALLS: list[tuple[str, str, str, Any, int]] = [
    ("post", "/v1/chat", "/v1/chat", {"message": QUESTION}, 200),
    ("post", "/v1/chat", "/v1/chat", {"message": "Hvad koster en liter mælk i Japan?"}, 200),
    ("post", "/v1/search", "/v1/search", {"query": "gevinster", "k": 50}, 200),
    ("get", "/v1/sources", "/v1/sources", None, 200),
    ("get", "/v1/sources/{source_id}", "/v1/sources/sammen-om-ny-teknologi", None, 200),
    ("get", "/v1/cases", "/v1/cases", None, 200),
    ("get", "/v1/cases", "/v1/cases?municipality=Atlantis", None, 200),
    ("post", "/v1/conversations", "/v1/conversations", None, 201),
]


@pytest.mark.parametrize(("method", "path", "address", "body", "status"), CALLS)
def test_answers_are_what_it_says(
    client: TestClient, document: Any, method: str, path: str, address: str, body: Any, status: int
) -> None:
    response = client.request(method, address, json=body)
    assert response.status_code == status
    validator(document, answer_schema(document, method, path, status)).validate(response.json())


def test_problems_are_what_it_says(client: TestClient, document: Any) -> None:
    for path, body, status in (("/v1/chat", {}, 422), ("/v1/search", {"query": "x" * 8_001}, 413)):
        content = document["paths"][path]["post"]["responses"][str(status)]["content"]
        response = client.post(path, json=body)
        assert response.status_code == status
        validator(document, content["application/problem+json"]["schema"]).validate(response.json())


@pytest.mark.parametrize(("name", "path"), [("Chat", "/v1/chat"), ("Search", "/v1/search")])
def test_its_examples_are_valid_and_real(client: TestClient, document: Any, name: str, path: str) -> None:
    components = document["components"]["schemas"]
    [request], [response] = components[f"{name}In"]["examples"], components[f"{name}Out"]["examples"]
    validator(document, components[f"{name}In"]).validate(request)
    validator(document, components[f"{name}Out"]).validate(response)
    given = json_of(client.post(path, json=request))
    for changing in ("conversation_id", "trace"):
        given.pop(changing, None)
        response = {key: value for key, value in response.items() if key != changing}
    assert given == loosely(response)


def test_it_works_under_a_sub_path(settings: Settings, advisor: Advisor) -> None:
    under = settings.model_copy(update={"root_path": "/advisor"})
    with serving_ready(create_app(under, lambda: advisor)) as client:
        assert {"url": "/advisor"} in json_of(client.get("/openapi.json"))["servers"]
        assert json_of(client.post("/v1/chat", json={"message": QUESTION}))["status"] == "answered"
        assert json_of(client.post("/advisor/v1/chat", json={"message": QUESTION}))["status"] == "answered"
        assert client.get("/advisor/v1/chat").status_code == 405
        assert client.get("/advisor/v1/nope").status_code == 404
