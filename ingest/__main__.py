"""``python -m ingest``: check the corpus and compute its vectors; add, list, check and remove own documents."""

from __future__ import annotations

from typing import Annotated

import typer

from ingest import commands

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Index the corpus and documents of your own.")
app.command("add")(commands.add)
app.command("list")(commands.list_documents)
app.command("remove")(commands.remove)
app.command("check")(commands.check)


@app.command()
def corpus(
    vectors: Annotated[bool, typer.Option("--vectors", help="Compute the shipped vectors of what is new.")] = False,
    build: Annotated[bool, typer.Option("--index", help="Build the index in the data folder.")] = False,
) -> None:
    """Check every corpus file; report each finding with file, line and remedy."""
    with commands.reported():
        from ingest import corpus as shipped  # takes a second to load, which the other commands need not

        shipped.check(vectors, build)


if __name__ == "__main__":
    app()
