"""Headers on every response, and other sites' scripts kept out unless they are let in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response  # what the client of Starlette 1.x gives

from advisor.api import create_app
from advisor.service import Advisor
from advisor.settings import Settings
from tests.api.support import QUESTION, guarded, serving_ready

INTRANET = "https://intranet.example.dk"
OTHER = "https://evil.example.com"


@pytest.fixture(scope="module")
def opened(settings: Settings, advisor: Advisor) -> Iterator[TestClient]:
    """An API that one site may call."""
    changed = settings.model_copy(update={"cors_origins": f"{INTRANET} https://andet.example.dk"})
    with serving_ready(create_app(changed, lambda: advisor)) as made:
        yield made


def preflight(client: TestClient, origin: str, method: str = "POST") -> Response:
    headers = {"Origin": origin, "Access-Control-Request-Method": method}
    return client.options("/v1/chat", headers=headers | {"Access-Control-Request-Headers": "content-type"})


def ask(client: TestClient, origin: str) -> Response:
    return client.post("/v1/chat", json={"message": QUESTION}, headers={"Origin": origin})


@pytest.mark.parametrize("origin", [INTRANET, OTHER, "null", "http://testserver.evil.com", "file://"])
def test_by_default_no_other_site_may_read_an_answer(client: TestClient, origin: str) -> None:
    for response in (preflight(client, origin), ask(client, origin)):
        assert "access-control-allow-origin" not in response.headers
    assert preflight(client, origin).is_client_error


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_a_site_that_is_let_in_may_call_everything_but_without_cookies(opened: TestClient, method: str) -> None:
    response = preflight(opened, INTRANET, method)
    assert response.is_success
    assert response.headers["access-control-allow-origin"] == INTRANET
    assert method in response.headers["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in response.headers
    answer = ask(opened, INTRANET)
    assert answer.is_success
    assert answer.headers["access-control-allow-origin"] == INTRANET


@pytest.mark.parametrize("origin", [OTHER, "null", f"{INTRANET}.evil.com", INTRANET.replace("https", "http")])
def test_nobody_else_is_let_in_with_it(opened: TestClient, origin: str) -> None:
    for response in (preflight(opened, origin), ask(opened, origin)):
        assert "access-control-allow-origin" not in response.headers


def test_a_site_that_is_let_in_can_read_why_it_was_refused(opened: TestClient) -> None:
    for content in (b"{", b" " * 1_048_577):
        response = opened.post("/v1/chat", content=content, headers={"Origin": INTRANET})
        assert response.is_client_error
        assert response.headers["access-control-allow-origin"] == INTRANET


def test_every_response_carries_the_security_headers(client: TestClient, opened: TestClient) -> None:
    guarded(client.get("/healthz"))
    guarded(client.get("/openapi.json"))
    guarded(client.post("/v1/chat", json={"message": QUESTION, "stream": True}))
    guarded(ask(opened, INTRANET))
    guarded(preflight(opened, INTRANET))
    guarded(preflight(opened, OTHER))
    guarded(client.post("/v1/chat", content=b" " * 1_048_577))


def test_no_response_names_the_software_or_sets_a_cookie(client: TestClient) -> None:
    for response in (ask(client, OTHER), client.get("/healthz"), client.get("/v1/nope")):
        assert not {"server", "x-powered-by", "set-cookie"} & set(response.headers)
