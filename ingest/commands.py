"""The commands on own documents: ``add``, ``list``, ``remove`` and ``check``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, get_args

import typer

from advisor.domain import Side
from advisor.errors import AdvisorError
from advisor.settings import Settings
from ingest import messages, told
from ingest.documents.adding import Adding, Reader, Verdict, Wish
from ingest.documents.finding import discover
from ingest.documents.store import DocumentStore, Entry
from ingest.files import writing

_USAGE = 2


@contextmanager
def reported() -> Iterator[None]:
    """Errors that are foreseen as a line on standard error and exit code 1."""
    try:
        yield
    except AdvisorError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def add(
    paths: Annotated[list[Path], typer.Argument(help="Files, and folders that are gone through.")],
    side: Annotated[str | None, typer.Option(help="Who stands behind them; `local`, or the original's.")] = None,
    title: Annotated[str | None, typer.Option(help="The title of the one file that is given.")] = None,
) -> None:
    """Add documents of your own, or take in what has changed in them."""
    from ingest.progress import Bar

    wish = Wish(_side(side), title.strip() or None if title else None)
    found = discover(paths)
    if wish.title and (len(found.files) != 1 or found.refusals):
        _usage(messages.ONE_FILE_ONLY.format(count=len(found.files) + len(found.refusals)))
    verdicts: list[Verdict] = ["refused"] * len(found.refusals)
    with reported(), _store() as (settings, store), Bar(len(found.files)) as bar:
        for refused in found.refusals:
            bar.line(told.refusal(refused))
        reader = Reader()
        adding = Adding(store, reader, wish)
        before = adding.documents.copy()
        for number, path in enumerate(found.files):
            bar.file(number, path.name)
            outcome = adding.take(path, bar.page)
            verdicts.append(outcome.verdict)
            bar.line(told.outcome(outcome, reader))
        if adding.documents != before:
            reader.forget()
            try:
                _publish(settings, store, list(adding.documents.values()), bar.passage)
            except AdvisorError:
                typer.echo(messages.NOTHING_KEPT, err=True)
                raise
        for line in told.summary(verdicts, adding.documents.values()) if verdicts else (messages.NOTHING_FOUND,):
            bar.line(line)
    if "refused" in verdicts or not verdicts:
        raise typer.Exit(1)


def list_documents() -> None:
    """List your own documents."""
    with reported():
        entries, reader = DocumentStore(Settings().data_dir).entries(), Reader()
        for entry in entries:
            typer.echo(told.entry(entry, reader))
    typer.echo(told.totals(entries) if entries else messages.NO_DOCUMENTS)


def remove(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids, as `list` shows them.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Remove all of them.")] = False,
) -> None:
    """Remove documents from the search. The files themselves are left alone."""
    if bool(ids) == every:
        _usage(messages.NOTHING_TO_REMOVE)
    with reported(), _store() as (settings, store):
        entries = store.entries()
        unknown = [one for one in ids or [] if one not in {entry.id for entry in entries}]
        for one in unknown:
            typer.echo(messages.NO_SUCH_DOCUMENT.format(id=one), err=True)
        gone = [entry for entry in entries if every or entry.id in (ids or [])]
        if gone:
            _publish(settings, store, [entry for entry in entries if entry not in gone])
        for entry in gone:
            typer.echo(messages.REMOVED.format(title=entry.title, id=entry.id))
    if unknown:
        raise typer.Exit(1)


def check(
    repair: Annotated[bool, typer.Option("--repair", help="Read damaged documents again; renew the index.")] = False,
) -> None:
    """Say which documents have changed or are damaged, and whether the index is current."""
    from advisor.wiring import make_embedder
    from ingest.checking import findings, repair_all

    with reported(), _store() if repair else _only_read() as (settings, store):
        embedder = make_embedder(settings)
        if repair:
            repair_all(store, embedder)
        entries = store.entries()
        lines = list(findings(store, embedder))
        for line in lines or [told.totals(entries) if entries else messages.NO_DOCUMENTS, messages.CHECK_FINE]:
            typer.echo(line)
    if lines:
        raise typer.Exit(1)


def _publish(
    settings: Settings,
    store: DocumentStore,
    entries: Sequence[Entry],
    progress: Callable[[int, int], None] | None = None,
) -> None:
    from advisor.wiring import make_embedder
    from ingest import index

    corpus = index.prepare(store, make_embedder(settings), entries, progress)
    index.publish(store, make_embedder(settings), entries, corpus)  # another one, without 300 MB of weights in memory


@contextmanager
def _only_read() -> Iterator[tuple[Settings, DocumentStore]]:
    settings = Settings()
    yield settings, DocumentStore(settings.data_dir)


@contextmanager
def _store() -> Iterator[tuple[Settings, DocumentStore]]:
    """The documents, locked against everybody else."""
    settings = Settings()
    store = DocumentStore(settings.data_dir)
    with writing(settings.data_dir), store.locked(partial(typer.echo, messages.WAITING, err=True)):
        yield settings, store


def _side(given: str | None) -> Side | None:
    for side in get_args(Side):
        if side == given:
            found: Side = side
            return found
    if given is not None:
        _usage(messages.SIDE_UNKNOWN.format(side=given, sides=", ".join(get_args(Side))))
    return None


def _usage(line: str) -> None:
    typer.echo(line, err=True)
    raise typer.Exit(_USAGE)
