"""Serves the page over the small library with own documents: ``python -m tests.ui.own_server --port 0``."""

from __future__ import annotations

import socket
import sys

import uvicorn

from advisor.api import create_app
from advisor.settings import Settings
from tests.own_documents import make_own_advisor
from ui.page import mount


def main(port: int) -> None:
    """Print the address, then serve until ended."""
    listener = socket.create_server(("127.0.0.1", port))
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)  # noqa: T201  the fixture reads it
    settings = Settings()
    app = create_app(settings, lambda: make_own_advisor(settings.data_dir), mount)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


if __name__ == "__main__":
    main(int(sys.argv[2]))
