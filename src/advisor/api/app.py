"""The application: the API at once, the page behind it as soon as it has been loaded."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from advisor import __version__, messages
from advisor.api import problems
from advisor.api.limits import BodyLimit, Places, SecurityHeaders
from advisor.api.routes import router
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

    async def _load(app: FastAPI, stack: AsyncExitStack) -> None:
        try:
            advisor = await anyio.to_thread.run_sync(make_advisor)
        except AdvisorError as error:
            _log.error("%s", error)
            return
        app.state.advisor = advisor
        await anyio.to_thread.run_sync(advisor.warm_up)
        if page is not None:
            inner = await anyio.to_thread.run_sync(page, advisor, settings)
            await stack.enter_async_context(inner.router.lifespan_context(inner))
            gate.page = inner
            app.state.page_ready = True

    app = FastAPI(
        title="Teknologirådgiveren",
        version=__version__,
        summary="Answers with sources on introducing new technology in Danish municipalities.",
        lifespan=lifespan,
        root_path=settings.root_path,
        docs_url=None,  # both fetch their scripts from a foreign host
        redoc_url=None,
    )
    app.state.advisor = None
    app.state.page_ready = False
    problems.install(app)
    app.include_router(router)
    app.mount("/", gate)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(BodyLimit)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins.split(),
        allow_methods=["GET", "POST", "PUT", "DELETE"],
        allow_headers=["Content-Type"],
    )
    return app
