"""The ASGI layer between the world and Gradio: what may be called, how much may be sent, what goes out.

Gradio offers some sixty routes (upload, proxy, file, …) of which this page needs a dozen. Those pass;
the rest does not exist. See also ``has_launched`` in ``ui.page``: the guard is the second line.
"""

from __future__ import annotations

import gzip
import json
import re
import secrets
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor import messages
from ui.document import policy, rewrite

MOST_BYTES = 200_000
"""A question of the greatest length, written as JSON escapes, fits four times."""

_READ = re.compile(
    r"/|/config|/theme\.css|/favicon\.ico|/page/[\w.-]+|/(?:assets|static)/[\w./@-]+"
    r"|/gradio_api/(?:queue/data|heartbeat/[\w-]+|startup-events|app_id|info|theme\.css)"
)
_WRITE = re.compile(r"/gradio_api/(?:queue/join|cancel|reset)")
_HASHED = re.compile(r"/assets/.+-[\w-]{8}\.(?:js|css|woff2?|svg)|/static/fonts/.+")
_FILE_TYPE = "gradio.FileData"
_FILE_KEYS = frozenset({"path", "meta"})
_DEPTH = 30

_OK, _BAD, _MISSING, _METHOD, _LARGE = 200, 400, 404, 405, 413


class Guard:
    """Lets through what the page needs and makes Gradio's document ours."""

    def __init__(self, app: ASGIApp, frame_ancestors: str, version: str, panel: str = "") -> None:
        self._app = app
        self._panel = panel
        self._ancestors = frame_ancestors
        self._version = version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # the page uses no web socket
        path = _path(scope)
        reading = scope["method"] in ("GET", "HEAD")
        if ".." in path or not (_READ if reading else _WRITE).fullmatch(path):
            known = ".." not in path and (_WRITE if reading else _READ).fullmatch(path)
            await _refuse(_METHOD if known else _MISSING)(scope, receive, send)
            return
        if not reading:
            body = await _body(receive)
            refused = _judge(body)
            if body is None or refused:
                await _refuse(refused)(scope, receive, send)
                return
            await self._app(scope, _replay(body, receive), send)
            return
        if path == "/":
            await self._document(scope, receive, send)
            return
        await self._app(scope, receive, self._cached(scope, path, send))

    def _cached(self, scope: Scope, path: str, send: Send) -> Send:
        """Files named by their content never change; the rest is asked for again."""
        ours = path.startswith("/page/") and scope["query_string"] == f"v={self._version}".encode()
        immutable = ours or _HASHED.fullmatch(path)

        async def with_cache(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == _OK:
                headers = MutableHeaders(scope=message)
                if immutable:
                    headers["Cache-Control"] = "public, max-age=31536000, immutable"
                elif "cache-control" not in headers:
                    headers["Cache-Control"] = "no-cache"
            await send(message)

        return with_cache

    async def _document(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The page itself, whole: rewritten, then compressed by us (Gradio is asked for plain text)."""
        packed = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        parts: list[bytes] = []
        start: Message = {}

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
            else:
                await send(message)  # the test client has a type of its own

        await self._app({**scope, "headers": plain}, receive, collect)
        if not start:
            return
        nonce = secrets.token_urlsafe(16)
        html = rewrite(b"".join(parts).decode("utf-8"), nonce, scope.get("root_path", ""), self._version, self._panel)
        body = html.encode("utf-8")
        headers = MutableHeaders(scope=start)
        headers["Content-Security-Policy"] = policy(nonce, self._ancestors)
        headers["Cache-Control"] = "no-store"
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        if not self._ancestors.strip():
            headers["X-Frame-Options"] = "DENY"
        if packed:
            body = gzip.compress(body, 6)
            headers["Content-Encoding"] = "gzip"
        headers["Vary"] = "Accept-Encoding"
        headers["Content-Length"] = str(len(body))
        await send(start)
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def carries_file(value: Any, depth: int = 0) -> bool:
    """Whether a JSON value could make Gradio look for a file: no component of this page takes one."""
    if depth > _DEPTH:
        return True  # nothing the page sends is nested like that
    if isinstance(value, dict):
        if value.get("_type") == _FILE_TYPE or value.keys() >= _FILE_KEYS:
            return True
        return any(carries_file(one, depth + 1) for one in value.values())
    if isinstance(value, list):
        return any(carries_file(one, depth + 1) for one in value)
    return isinstance(value, str) and _FILE_TYPE in value and value.lstrip()[:1] in ("{", "[")


def _judge(body: bytes | None) -> int:
    """The status to refuse a body with; 0 for one that may pass."""
    if body is None:
        return _LARGE
    try:
        value = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        return _BAD
    return _BAD if carries_file(value) else 0


def _path(scope: Scope) -> str:
    """The path inside the application, whether or not a proxy left the sub-path on."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "").rstrip("/")
    inside = path[len(root) :] if root and (path == root or path.startswith(f"{root}/")) else path
    return inside or "/"


async def _body(receive: Receive) -> bytes | None:
    """The whole body, or None when it is larger than may be."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """A receive that gives the body that was read already, then what the server has to say."""
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _refuse(status: int) -> PlainTextResponse:
    text = {_MISSING: messages.NO_SUCH_ROUTE, _METHOD: messages.WRONG_METHOD, _LARGE: messages.BODY_TOO_LARGE}
    return PlainTextResponse(text.get(status, messages.MALFORMED_JSON), status_code=status)
