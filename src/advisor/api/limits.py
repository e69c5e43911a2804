"""What one request may cost: bytes, seconds, and a place among those answered at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor import messages
from advisor.api.problems import problem
from advisor.errors import Overloaded

T = TypeVar("T")

MAX_BODY = 1_048_576
"""Bytes; a saved conversation fits many times over."""

_SECURITY_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]


class Places:
    """A bounded number of answers at once, each within a time limit."""

    def __init__(self, concurrency: int, seconds: float) -> None:
        self._limiter = anyio.CapacityLimiter(concurrency)
        self._seconds = seconds

    async def run(self, work: Callable[[], T]) -> T:
        """Run ``work`` in a thread. Raises Overloaded when no place came free, or it took too long.

        A thread cannot be stopped: work that ran out of time goes on to its end, unheard, and holds
        its place until then, so that slow answers slow newcomers down instead of piling up.
        """
        try:
            with anyio.fail_after(self._seconds):
                return await anyio.to_thread.run_sync(work, abandon_on_cancel=True, limiter=self._limiter)
        except TimeoutError as error:
            if self._limiter.available_tokens:
                raise Overloaded(messages.TIMED_OUT, messages.TIMED_OUT_REMEDY) from error
            raise Overloaded(messages.OVERLOADED, messages.OVERLOADED_REMEDY) from error


class BodyLimit:
    """ASGI layer that answers 413 as soon as a body is known to be too large, before it is read whole."""

    def __init__(self, app: ASGIApp, most: int = MAX_BODY) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > self._most:
            await self._refuse(scope, receive, send)
            return
        received = 0
        started = False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._most:
                raise _TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, counted, noted)
        except _TooLarge:
            if not started:
                await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        remedy = messages.BODY_TOO_LARGE_REMEDY.format(limit=self._most)
        await problem(413, "body_too_large", messages.BODY_TOO_LARGE, remedy)(scope, receive, send)


class SecurityHeaders:
    """ASGI layer that adds the headers every response carries, unless a route set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                added = [(name, value) for name, value in _SECURITY_HEADERS if name not in present]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await self._app(scope, receive, with_headers)


class _TooLarge(Exception):
    """More bytes came than the request may have."""
