"""``advisor ask | serve | doctor``: the service from a terminal. Errors end in one Danish line."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from pydantic import ValidationError

from advisor import __version__, messages
from advisor.errors import AdvisorError, SettingsError
from advisor.settings import Settings

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@contextmanager
def _told() -> Iterator[None]:
    """Errors of the library as a line on standard error and exit code 1."""
    try:
        yield
    except AdvisorError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def _settings(**overrides: object) -> Settings:
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = f"ADVISOR_{first['loc'][0]}".upper() if first["loc"] else "ADVISOR_*"
        reasons = messages.SETTING_REASONS
        reason = reasons.get(first["type"], reasons["other"]).format(**first.get("ctx", {}))
        detail = messages.SETTING_INVALID.format(name=name, reason=reason)
        raise SettingsError(detail, messages.SETTING_INVALID_REMEDY) from error


@app.callback(invoke_without_command=True)
def version(show: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Answers with sources on introducing new technology in Danish municipalities."""
    if show:
        typer.echo(__version__)
        raise typer.Exit


@app.command()
def ask(question: Annotated[str, typer.Argument(help="The question, in Danish.")]) -> None:
    """Answer one question in the terminal, with its sources."""
    from advisor import citations
    from advisor.wiring import make_advisor

    with _told():
        advisor = make_advisor(_settings())
        turn = advisor.chat(question)
    typer.echo(citations.render(turn.answer.segments))
    shown = turn.answer.citations or turn.nearest
    if shown:
        heading = messages.SOURCES_HEADING if turn.answer.citations else messages.NEAREST_HEADING
        typer.echo(f"\n{heading}\n{citations.reference_list(shown)}")
    typer.echo(f"\n{turn.notice}")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 picks a free one.")] = None,
) -> None:
    """Serve the page and the API."""
    import uvicorn

    from advisor.api import create_app
    from advisor.wiring import make_advisor, plugin

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    with _told():
        settings = _settings(host=host, port=port)
        listener = _listen(settings.host, settings.port)
    host, port = listener.getsockname()[:2]
    typer.echo(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")
    api = create_app(settings, lambda: make_advisor(settings), plugin("page"))
    config = uvicorn.Config(
        api, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=5
    )
    uvicorn.Server(config).run(sockets=[listener])


@app.command()
def doctor() -> None:
    """Say what is installed, indexed, stored and reachable."""
    from advisor.wiring import make_advisor, plugin

    with _told():
        settings = _settings()
        advisor = make_advisor(settings)
        about = advisor.about()
        answered = advisor.chat(messages.DOCTOR_QUESTION).status == "answered"
    writable = messages.DOCTOR_WRITABLE[os.access(settings.data_dir, os.W_OK)]
    lines = {
        messages.DOCTOR_VERSION: f"{about.version} (Python {sys.version.split()[0]})",
        messages.DOCTOR_ENGINE: about.engine,
        messages.DOCTOR_EMBEDDER: about.embedder,
        messages.DOCTOR_INDEX: about.index,
        messages.DOCTOR_CORPUS: messages.DOCTOR_CORPUS_VALUE.format(
            passages=about.passages, sources=about.sources, date=about.corpus_checked
        ),
        messages.DOCTOR_DATA: f"{settings.data_dir} ({writable})",
        messages.DOCTOR_STORE: about.stored,
        messages.DOCTOR_PAGE: messages.DOCTOR_PRESENT[plugin("page") is not None],
        messages.DOCTOR_NETWORK: messages.DOCTOR_NO_NETWORK,
        messages.DOCTOR_TRIAL: messages.DOCTOR_WORKS[answered],
    }
    width = max(len(name) for name in lines)
    for name, value in lines.items():
        typer.echo(f"{name:<{width}}  {value}")
    if not answered:
        raise typer.Exit(1)


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket, so that a port in use is told before anything is loaded."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            taken = messages.PORT_IN_USE.format(host=host, port=port)
            raise SettingsError(taken, messages.PORT_IN_USE_REMEDY) from error
        unusable = messages.ADDRESS_UNUSABLE.format(host=host, port=port)
        raise SettingsError(unusable, messages.ADDRESS_UNUSABLE_REMEDY) from error
    return listener


def main() -> None:
    """Entry point of the command ``advisor``."""
    app()
