"""What one request may cost: bytes, seconds, and a place among those answered at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from fastapi import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor import messages
from advisor.api import problems
from advisor.errors import BodyTooLarge, Overloaded

T = TypeVar("T")

MAX_BODY = 1_048_576
"""Bytes; a saved conversation fits many times over."""


class Places:
    """A bounded number of answers at once, each within a time limit."""

    def __init__(self, concurrency: int, seconds: float) -> None:
        self._threads = ThreadPoolExecutor(concurrency, thread_name_prefix="answer")
        self._seconds = seconds

    async def run(self, work: Callable[[], T]) -> T:
        """Run ``work`` in a thread. Raises Overloaded when no place came free, or it took too long.

        A thread cannot be stopped: work that ran out of time goes on to its end, unheard, and holds
        its place until then, so that slow answers slow newcomers down instead of piling up.
        """
        future = self._threads.submit(work)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._seconds)
        except TimeoutError as error:
            if future.cancel():  # it never began
                raise Overloaded(messages.OVERLOADED, messages.OVERLOADED_REMEDY) from error
            raise Overloaded(messages.TIMED_OUT, messages.TIMED_OUT_REMEDY) from error

    def close(self) -> None:
        """Let nothing new in, and do not wait for what is still running."""
        self._threads.shutdown(wait=False, cancel_futures=True)


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
            await problems.of_error(BodyTooLarge(self._most))(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._most:  # as an HTTPException: any other, FastAPI takes for broken JSON
                raise HTTPException(413)
            return message

        await self._app(scope, counted, send)
