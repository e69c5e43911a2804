"""What may be called on the page, what may be sent to it, and what goes out."""

from __future__ import annotations

import json
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from advisor.service import Advisor
from advisor.settings import Settings
from tests.ui.conftest import ScriptedAdvisor
from ui import guard, page
from ui.guard import MOST_BYTES, carries_file

# Warnings are errors in this project; those that Gradio raises in its own code cannot be.
pytestmark = pytest.mark.filterwarnings("ignore")

OUR_HOSTS = {"www.w3.org", "testserver", "vpt.dk"}  # a namespace, ourselves, the bibliography


def _app(scripted: ScriptedAdvisor, **settings: Any) -> FastAPI:
    return page.mount(cast("Advisor", scripted), Settings(**settings))


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(_app(ScriptedAdvisor())) as made:
        yield made


def _gradio(app: FastAPI) -> FastAPI:
    return cast("FastAPI", next(route.app for route in app.routes if getattr(route, "path", None) == ""))  # type: ignore[attr-defined]


def _wires(client: TestClient) -> Iterator[dict[str, Any]]:
    """The event of the question field."""
    config = client.get("/config").json()
    return (wire for wire in config["dependencies"] if len(wire["targets"]) == 2)


def _file(path: Path) -> dict[str, Any]:
    return {"path": str(path), "meta": {"_type": "gradio.FileData"}, "orig_name": "x.txt"}


def test_the_page_is_danish_and_ours(client: TestClient) -> None:
    html = client.get("/").text
    assert re.search(r"<html\s+lang=\"da\"", html)
    assert "<title>Teknologirådgiveren</title>" in html
    assert not re.search(r"property=.og:|twitter:|manifest\.json", html)
    assert html.count("<base ") == 1


def test_no_foreign_host_is_named_in_what_we_serve(client: TestClient) -> None:
    html = client.get("/").text
    served = [html, *(path.read_text(encoding="utf-8") for path in page.STATIC.iterdir())]
    hosts = {urlsplit(url).hostname for text in served for url in re.findall(r"https?://[^\s\"'<>\\)]+", text)}
    assert hosts <= OUR_HOSTS
    assert "//" not in "".join(re.findall(r"(?:src|href)=\"([^\"]+)\"", html.split("window.gradio_config")[0]))


def test_the_policy_is_strict_and_every_script_has_the_nonce(client: TestClient) -> None:
    first, second = client.get("/"), client.get("/")
    policy = first.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]
    nonce = re.findall(r"'nonce-([\w-]+)'", policy)[0]
    assert nonce not in second.headers["content-security-policy"]
    scripts = re.findall(r"<script\b[^>]*>", first.text)
    assert len(scripts) > 3
    assert all(f'nonce="{nonce}"' in script for script in scripts)
    assert first.headers["x-frame-options"] == "DENY"
    assert first.headers["cache-control"] == "no-store"


def test_frames_by_setting(scripted: ScriptedAdvisor) -> None:
    app = _app(scripted, frame_ancestors="https://intranet.kommune.dk 'self' x;script-src")
    with TestClient(app) as client:
        headers = client.get("/").headers
    assert "frame-ancestors https://intranet.kommune.dk 'self'" in headers["content-security-policy"]
    assert "x;script" not in headers["content-security-policy"]
    assert "x-frame-options" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/upload_progress",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/proxy=https://x.hf.space/",
        "/gradio_api/openapi.json",
        "/gradio_api/call/from_field",
        "/gradio_api/run/from_field",
        "/gradio_api/deep_link",
        "/gradio_api/runs",
        "/gradio_api/vibe-code",
        "/gradio_api/unknown",
        "/monitoring",
        "/login",
        "/openapi.json",
        "/manifest.json",
        "/page/../page.py",
        "/page/%2e%2e/page.py",
        "/assets/..%2f..%2f..%2frequirements.txt",
        "/nothing",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
def test_what_the_page_does_not_need_is_not_there(client: TestClient, path: str, method: str) -> None:
    assert client.request(method, path).status_code == 404


def test_reading_routes_cannot_be_written_to(client: TestClient) -> None:
    assert client.post("/config", json={}).status_code == 405
    assert client.get("/gradio_api/queue/join").status_code == 405


def test_a_large_body_and_a_broken_one_are_refused(client: TestClient) -> None:
    assert client.post("/gradio_api/queue/join", content=b" " * (MOST_BYTES + 1)).status_code == 413
    assert client.post("/gradio_api/queue/join", content=b"{").status_code == 400
    assert client.post("/gradio_api/queue/join", content=b"[" * 50_000).status_code == 400


def test_hashed_files_are_kept_for_ever_and_the_page_is_not(client: TestClient) -> None:
    html = client.get("/").text
    assets = [a.removeprefix(".") for a in re.findall(r"(?:src|href)=\"(\./assets/[^\"]+|/page/[^\"]+)\"", html)]
    assert len(assets) >= 5
    for path in assets:
        answer = client.get(path)
        assert (path, answer.status_code) == (path, 200)
        assert "immutable" in answer.headers["cache-control"]
    assert "immutable" not in client.get("/page/page.css").headers["cache-control"]


def test_another_origin_is_not_let_in(client: TestClient) -> None:
    headers = {"Origin": "https://evil.example", "Host": "raad.kommune.dk"}
    for answer in (client.get("/config", headers=headers), client.get("/", headers=headers)):
        assert "access-control-allow-origin" not in answer.headers


def test_under_a_sub_path_every_address_is_relative_to_it(scripted: ScriptedAdvisor) -> None:
    with TestClient(_app(scripted), root_path="/raad") as client:
        for path in ("/", "/raad/"):
            html = client.get(path).text
            assert '<base href="/raad/">' in html
            assert 'href="/raad/page/page.css' in html
            assert re.search(r'"root":"http://testserver/raad"', html)
        assert client.get("/raad/page/page.js").status_code == 200
        assert client.get("/page/page.js").status_code == 200


@pytest.mark.parametrize(
    "value",
    [
        {"data": [{"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}]},
        {"data": [[{"a": {"_type": "gradio.FileData"}}]]},
        {"data": ['{"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}']},
        json.loads('{"data": [{"path": "x", "meta": {"_type": "gradio.File\\u0044ata"}}]}'),
        {"data": [{"path": "/etc/passwd", "meta": None}]},
    ],
)
def test_a_file_is_seen_however_it_is_written(value: Any) -> None:
    assert carries_file(value)


def test_a_question_about_files_is_no_file() -> None:
    assert not carries_file({"data": ["Hvad er en gradio.FileData?", None, "leader"], "fn_index": 0})


def test_a_server_file_cannot_be_had_through_the_guard(client: TestClient, tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("KANARIEFUGL", encoding="utf-8")
    body = {"data": [_file(canary), None, None], "fn_index": 0, "session_hash": "abc", "trigger_id": 1}
    assert client.post("/gradio_api/queue/join", json=body).status_code == 400


def test_a_server_file_cannot_be_had_without_the_guard_either(
    tmp_path: Path, scripted: ScriptedAdvisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check inside Gradio is on: ``has_launched``; see GRADIO.md, section 5."""
    canary = tmp_path / "canary.txt"
    canary.write_text("KANARIEFUGL", encoding="utf-8")
    monkeypatch.setattr(guard, "carries_file", lambda _value: False)
    app = _app(scripted)
    inner = _gradio(app)
    assert inner.get_blocks().has_launched is True  # type: ignore[attr-defined]
    with TestClient(app) as client:
        for field in _wires(client):
            body = {"data": [_file(canary)] * 3, "fn_index": field["id"], "session_hash": "abc", "trigger_id": 1}
            joined = client.post("/gradio_api/queue/join", json=body)
            seen = joined.text
            if joined.status_code == 200:
                seen += client.get("/gradio_api/queue/data", params={"session_hash": "abc"}).text
            assert "was not uploaded by a user" in seen or "error" in seen
            assert "KANARIEFUGL" not in seen
            for place in set(re.findall(r"/[^\s\"'\\]*canary[^\s\"'\\]*", seen)):
                assert "KANARIEFUGL" not in TestClient(inner).get(f"/gradio_api/file={place}").text
    copies = list(Path(tempfile.gettempdir(), "gradio").rglob("canary.txt"))
    assert not copies


def test_a_question_passes_and_is_answered(client: TestClient) -> None:
    """The guard lets the page's own traffic through, by the routes that the browser uses."""
    wire = next(_wires(client))
    body = {"data": ["Hvad?", None, None], "fn_index": wire["id"], "session_hash": "s1", "trigger_id": None}
    assert client.post("/gradio_api/queue/join", json=body).status_code == 200
    started = time.monotonic()
    seen = client.get("/gradio_api/queue/data", params={"session_hash": "s1"}).text
    assert "Først dette." in seen
    assert time.monotonic() - started < 20
