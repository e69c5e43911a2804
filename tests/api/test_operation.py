"""Alive, ready, and what stands at addresses that are none."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from fastapi.testclient import TestClient

from advisor import __version__, messages
from advisor.api import create_app
from advisor.domain import Turn
from advisor.errors import (
    AdvisorError,
    CorpusError,
    EmbedderError,
    IndexMissing,
    IndexUnwritable,
    SettingsError,
)
from advisor.service import Advisor
from advisor.settings import Settings
from tests.api.support import QUESTION, guarded, json_of, problem_of, serving, serving_ready, until

ROUTES = [
    ("POST", "/v1/chat"),
    ("POST", "/v1/search"),
    ("GET", "/v1/sources"),
    ("GET", "/v1/sources/sammen-om-ny-teknologi"),
    ("GET", "/v1/passages/k0"),
    ("GET", "/v1/cases"),
    ("GET", "/v1/guide"),
    ("POST", "/v1/conversations"),
    ("GET", "/v1/conversations/c_x"),
    ("PUT", "/v1/conversations/c_x"),
    ("DELETE", "/v1/conversations/c_x"),
    ("PUT", "/v1/conversations/c_x/answers/kerneopgave/1"),
    ("GET", "/v1/conversations/c_x/papers/discussion"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
BODIES: dict[str, dict[str, object]] = {
    "/v1/chat": {"message": QUESTION},
    "/v1/search": {"query": "x"},
    "/v1/conversations/c_x": {},
}
BODIES |= {"/v1/conversations/c_x/answers/kerneopgave/1": {"contributions": []}}


@contextmanager
def half_loaded(settings: Settings, advisor: Advisor) -> Iterator[tuple[TestClient, threading.Event]]:
    """A client of an app whose advisor comes when the event is set."""
    come = threading.Event()

    def made() -> Advisor:
        come.wait(10)
        return advisor

    with serving(create_app(settings, made)) as client:
        try:
            yield client, come
        finally:
            come.set()


def test_the_server_lives_before_it_is_ready_and_says_when(settings: Settings, advisor: Advisor) -> None:
    with half_loaded(settings, advisor) as (client, come):
        assert json_of(client.get("/healthz")) == {"status": "ok"}
        for method, path in ROUTES:
            if path != "/healthz":
                detail = problem_of(client.request(method, path, json=BODIES.get(path)), 503, "not_ready")
                assert detail.startswith(messages.NOT_READY)
        come.set()
        until(lambda: client.get("/readyz").is_success)
        ready = json_of(client.get("/readyz"))
        about = advisor.about()
        assert (ready["status"], ready["version"]) == ("ready", __version__)
        assert (ready["index"], ready["passages"]) == (about.index, about.passages)
        assert ready["page"] is False
        assert json_of(client.post("/v1/chat", json={"message": QUESTION}))["status"] == "answered"


FAILURES = [
    IndexMissing("Intet indeks i /hemmelig/sti.", "Byg det."),
    IndexUnwritable("/hemmelig/sti er låst.", "Lås op."),
    EmbedderError("Filen /hemmelig/sti mangler."),
    SettingsError("ADVISOR_EMBEDDER=/hemmelig/sti findes ikke."),
    CorpusError(["/hemmelig/sti/fil.md:3: ugyldig"]),
]


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: error.code)
def test_an_advisor_that_cannot_be_made_is_told_in_the_log_and_its_code_to_callers(
    settings: Settings, error: AdvisorError, caplog: pytest.LogCaptureFixture
) -> None:
    def failing() -> Advisor:
        raise error

    with caplog.at_level(logging.ERROR), serving(create_app(settings, failing)) as client:
        until(lambda: client.get("/readyz").json()["code"] == error.code)
        assert "hemmelig" not in problem_of(client.get("/readyz"), 503, error.code)
        assert "hemmelig" not in problem_of(client.post("/v1/chat", json=BODIES["/v1/chat"]), 503, error.code)
        assert json_of(client.get("/healthz")) == {"status": "ok"}
    assert error.detail in caplog.text


def test_an_unforeseen_error_while_loading_is_logged_and_the_server_lives(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    def failing() -> Advisor:
        raise ZeroDivisionError("hemmelig")

    with caplog.at_level(logging.ERROR), serving(create_app(settings, failing)) as client:
        until(lambda: "ZeroDivisionError" in caplog.text)
        problem_of(client.get("/readyz"), 503, "not_ready")


class Broken(Advisor):
    """A real advisor whose every answer fails in a way that nobody foresaw."""

    def __init__(self, real: Advisor) -> None:
        self.__dict__.update(real.__dict__)

    def chat(self, *args: object, **kwargs: object) -> Turn:
        """See Advisor."""
        raise RuntimeError("hemmelig /srv/sti sqlite")


def test_an_unforeseen_error_is_a_problem_without_its_reason(settings: Settings, advisor: Advisor) -> None:
    with serving_ready(create_app(settings, lambda: Broken(advisor))) as client:
        for stream in (False, True):
            response = client.post("/v1/chat", json={"message": QUESTION, "stream": stream})
            assert "hemmelig" not in problem_of(response, 500, "internal")
        assert client.get("/readyz").is_success


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "path", ["/v1", "/v1/", "/v1/nope", "/v1/chat/", "/v1/sources/a/b", "/v1/../v1/x", "/v1//chat"]
)
def test_unknown_addresses_of_the_api_are_problems(client: TestClient, method: str, path: str) -> None:
    response = client.request(method, path)
    if method == "HEAD":
        assert (response.status_code, response.content) == (404, b"")
    else:
        problem_of(response, 404, "not_found")


@pytest.mark.parametrize("path", sorted({path for _, path in ROUTES}))
def test_a_wrong_method_is_refused_and_told_the_right_ones(client: TestClient, path: str) -> None:
    right = {method for method, known in ROUTES if known == path}
    for method in set(METHODS) - right:
        response = client.request(method, path)
        assert set(response.headers["allow"].split(", ")) == right
        if method == "HEAD":
            assert (response.status_code, response.content) == (405, b"")
        else:
            problem_of(response, 405, "method_not_allowed")


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/docs/oauth2-redirect", "/", "/nope", "/metrics/../etc/passwd"])
def test_without_a_page_there_is_nothing_else(client: TestClient, path: str) -> None:
    problem_of(client.get(path), 404, "not_found")


def test_the_page_comes_after_the_api_and_does_not_take_its_addresses(settings: Settings, advisor: Advisor) -> None:
    asked, come = threading.Event(), threading.Event()

    def page(given: Advisor, own: Settings) -> FastAPI:
        assert (given, own) == (advisor, settings)
        asked.set()
        come.wait(10)
        made = FastAPI(openapi_url=None)
        made.add_api_route("/{path:path}", lambda path: PlainTextResponse(f"page {path}"), methods=list(METHODS))
        return made

    with serving_ready(create_app(settings, lambda: advisor, page)) as client:
        try:
            asked.wait(10)
            assert json_of(client.get("/readyz"))["page"] is False
            waiting = client.get("/")
            assert (waiting.status_code, waiting.headers["retry-after"]) == (503, "2")
            assert 'lang="da"' in waiting.text
            assert 'http-equiv="refresh"' in waiting.text
            guarded(waiting)
            assert json_of(client.post("/v1/chat", json={"message": QUESTION}))["status"] == "answered"
        finally:
            come.set()
        until(lambda: bool(json_of(client.get("/readyz"))["page"]))
        assert client.get("/some/file").text == "page some/file"
        for method, path in (("GET", "/v1/nope"), ("POST", "/v1"), ("PATCH", "/v1/x/y")):
            problem_of(client.request(method, path), 404, "not_found")
        for path in ("/healthz", "/readyz", "/v1/sources"):
            problem_of(client.post(path), 405, "method_not_allowed")


def test_a_page_that_cannot_be_loaded_leaves_the_api_working(
    settings: Settings, advisor: Advisor, caplog: pytest.LogCaptureFixture
) -> None:
    def page(_advisor: Advisor, _settings: Settings) -> FastAPI:
        raise ImportError("no page today")

    with caplog.at_level(logging.ERROR), serving_ready(create_app(settings, lambda: advisor, page)) as client:
        until(lambda: "no page today" in caplog.text)
        assert json_of(client.post("/v1/chat", json={"message": QUESTION}))["status"] == "answered"
        assert json_of(client.get("/readyz"))["page"] is False
