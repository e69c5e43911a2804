"""The application: the API at once, the page behind it as soon as it has been loaded."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import anyio.to_thread
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from advisor import __version__, messages
from advisor.api import problems
from advisor.api.limits import MAX_BODY, BodyLimit, Places
from advisor.api.routes import router
from advisor.api.schemas import EXAMPLES
from advisor.api.security import SecurityHeaders
from advisor.errors import AdvisorError
from advisor.service import Advisor
from advisor.settings import Settings

PageFactory = Callable[[Advisor, Settings], FastAPI]

_log = logging.getLogger(__name__)


class PageGate:
    """Stands at the root: a short wait page until the page itself is there, then that."""

    def __init__(self) -> None:
        self.page: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if self.page is not None:
            await self.page(scope, receive, send)
        elif scope["type"] == "http":
            waiting = HTMLResponse(messages.PAGE_LOADING, status_code=503, headers={"Retry-After": "2"})
            await waiting(scope, receive, send)


class SubPath:
    """Tells the routes which sub-path a proxy serves them under; it may pass the sub-path on or strip it."""

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        self._app = app
        self._root_path = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if self._root_path and scope["type"] in ("http", "websocket"):
            scope["root_path"] = self._root_path
        await self._app(scope, receive, send)


def _with_answers(generate: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
    """The OpenAPI document with real answers as examples; FastAPI would leave every null out of them."""

    def openapi() -> dict[str, Any]:
        document = generate()
        for name, example in EXAMPLES.items():
            document["components"]["schemas"][f"{name.title()}Out"]["examples"] = [example["response"]]
        return document

    return openapi


def create_app(settings: Settings, make_advisor: Callable[[], Advisor], page: PageFactory | None = None) -> FastAPI:
    """The app. The advisor is made when the server starts; the page is loaded when the API is ready.

    Until then ``/healthz`` answers, and everything else says 503.
    """
    gate = PageGate()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.places = Places(settings.concurrency, settings.request_timeout)
        async with AsyncExitStack() as stack:
            loading = asyncio.create_task(_load(app, stack))
            try:
                yield
            finally:
                loading.cancel()
                await asyncio.gather(loading, return_exceptions=True)
                app.state.places.close()

    async def _load(app: FastAPI, stack: AsyncExitStack) -> None:
        try:
            advisor = await anyio.to_thread.run_sync(make_advisor)
            app.state.advisor = advisor
            await anyio.to_thread.run_sync(advisor.warm_up)
            if page is not None:
                inner = await anyio.to_thread.run_sync(page, advisor, settings)
                await stack.enter_async_context(inner.router.lifespan_context(inner))
                gate.page = inner
                app.state.page_ready = True
        except AdvisorError as error:
            _log.error("%s", error)
            app.state.failure = error
        except Exception:
            _log.exception("loading broke off")

    app = FastAPI(
        title="Teknologirådgiveren",
        version=__version__,
        summary="Answers with sources on introducing new technology in Danish municipalities.",
        lifespan=lifespan,
        docs_url=None,  # both fetch their scripts from a foreign host
        redoc_url=None,
    )
    app.openapi = _with_answers(app.openapi)  # type: ignore[method-assign]
    app.state.advisor = None
    app.state.failure = None
    app.state.page_ready = False
    problems.install(app, MAX_BODY)
    app.include_router(router)
    if page is not None:
        app.mount("/", gate)
    app.add_middleware(BodyLimit)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins.split(),
        allow_methods=["GET", "POST", "PUT", "DELETE"],
        allow_headers=["Content-Type"],
    )
    app.add_middleware(SubPath, root_path=settings.root_path.rstrip("/"))
    app.add_middleware(SecurityHeaders)  # the outermost, so that no refusal goes without them
    return app
