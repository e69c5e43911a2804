"""A progress bar on a terminal, and nothing where there is none."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from ingest import messages
from ingest.documents.finding import shown


class Bar:
    """One bar for the files, then one for the passages that are made ready; lines stay above it."""

    def __init__(self, files: int) -> None:
        on_terminal = sys.stdout.isatty()
        self._console = Console(stderr=not on_terminal)
        self._on_terminal = on_terminal and self._console.is_terminal
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task(messages.READING, total=files)
        self._name = ""

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._progress.stop()

    def line(self, text: str) -> None:
        """A line that stays, on standard output."""
        if self._on_terminal:
            self._console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            typer.echo(text)

    def file(self, done: int, name: str) -> None:
        """So many files are done, and this one is next."""
        self._name = shown(name)
        self._progress.update(self._task, completed=done, description=f"{messages.READING} {self._name}")

    def page(self, page: int, pages: int | None) -> None:
        """So many pages of the file are read."""
        text = messages.PAGE_OF.format(name=self._name, page=page, pages=pages or "?")
        self._progress.update(self._task, description=f"{messages.READING} {text}")

    def passage(self, done: int, total: int) -> None:
        """So many passages are ready to be searched."""
        self._progress.update(self._task, description=messages.PREPARING, total=total, completed=min(done, total))
