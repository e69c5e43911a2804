"""``mount``: the page as an application. Light to import; Gradio is loaded when the page is made."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import FileResponse, Response

if TYPE_CHECKING:
    from advisor.service import Advisor
    from advisor.settings import Settings

STATIC = Path(__file__).parent / "static"

_ENVIRONMENT = {  # read by Gradio and huggingface_hub when they are imported: nothing is sent home
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}


def mount(advisor: Advisor, settings: Settings) -> FastAPI:
    """The page over ``advisor``; the caller runs its lifespan and serves it at the root."""
    os.environ.update(_ENVIRONMENT)
    import gradio as gr

    from ui.blocks import build, theme, translations
    from ui.guard import Guard
    from ui.panel import shell

    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    # Gradio echoes every Origin unless its parent has a CORS layer; this one lets no other site in
    # (the application around the page has the list of those that may call the API).
    app.add_middleware(CORSMiddleware, allow_origins=[])
    panel = shell(advisor.guide)
    app.add_middleware(Guard, frame_ancestors=settings.frame_ancestors, version=version(), panel=panel)

    files = {path.name: path for path in STATIC.iterdir()}

    # A route and not a mount of a folder: behind a proxy that takes the sub-path off, Starlette's
    # mounts look for their files under the wrong name.
    @app.get("/page/{name}")
    def file(name: str) -> Response:
        return FileResponse(files[name]) if name in files else Response(status_code=404)

    @app.get("/favicon.ico")
    def icon() -> Response:
        return FileResponse(files["icon.svg"])

    demo = build(advisor)
    demo.queue(default_concurrency_limit=settings.concurrency)
    gr.mount_gradio_app(
        app,
        demo,
        "/",
        footer_links=[],
        run_history=False,  # it would keep conversations in the browser
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        show_error=False,
        enable_monitoring=False,
        theme=theme(),
        i18n=translations(),
        app_kwargs={"openapi_url": None},
    )
    # Only launch() sets this. Until it is set, Gradio skips the check that a file named in a request
    # was really uploaded, and would hand out any file that this process can read.
    demo.has_launched = True
    return app


def version() -> str:
    """Names the content of our own files, so that they may be cached for ever."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
