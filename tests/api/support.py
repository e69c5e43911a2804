"""What the tests of the API share: the contract's problem document, and clients of apps of their own."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response  # what the client of Starlette 1.x gives

from advisor.errors import AdvisorError

QUESTION = "Hvad skal en businesscase indeholde?"
LOOKS = 500

_INTERNALS = re.compile(
    r"Traceback|File \"|site-packages|\.py\b|sqlite|chroma|object at 0x|/(?:work|tmp|home|root|usr)/"
)


def _family(kind: type[AdvisorError]) -> Iterator[type[AdvisorError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _family(child)


CODES = {kind.code for kind in _family(AdvisorError)}


def json_of(response: Response) -> Any:
    """The body of an answer that went well."""
    assert response.is_success, response.text
    assert response.headers["content-type"] == "application/json"
    return response.json()


def problem_of(response: Response, status: int, code: str) -> str:
    """The detail of a problem document that is as the contract says; ``status`` and ``code`` are what it must be."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert set(body) == {"type", "title", "status", "code", "detail"}
    assert body["type"] == "about:blank"
    assert body["title"] == HTTPStatus(status).phrase
    assert body["status"] == status
    assert body["code"] == code
    assert code in CODES
    assert len(body["detail"].split()) > 1
    assert not _INTERNALS.search(response.text), response.text
    assert len(response.content) < 1_000
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        assert int(response.headers["retry-after"]) > 0
    guarded(response)
    return str(body["detail"])


def guarded(response: Response) -> None:
    """Every response tells browsers not to guess its type and not to tell others its address."""
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"


def post_raw(client: TestClient, content: bytes, path: str = "/v1/chat") -> Response:
    """POST bytes as JSON, whether they are or not."""
    return client.post(path, content=content, headers={"Content-Type": "application/json"})


def until(seen: Callable[[], bool]) -> None:
    """Return when ``seen`` gives True; fail after some five seconds."""
    pause = threading.Event()
    for _ in range(LOOKS):
        if seen():
            return
        pause.wait(0.01)
    raise AssertionError("it never came")


@contextmanager
def serving(app: FastAPI) -> Iterator[TestClient]:
    """A client of a running app; what the app does not catch becomes its 500, as in a server."""
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@contextmanager
def serving_ready(app: FastAPI) -> Iterator[TestClient]:
    """The same, with the advisor loaded."""
    with serving(app) as client:
        until(lambda: client.get("/readyz").status_code == HTTPStatus.OK)
        yield client
