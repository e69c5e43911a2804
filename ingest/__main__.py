"""``python -m ingest``: check the corpus and compute its vectors; add, list, check and remove own documents."""

from __future__ import annotations

from typing import Annotated

import typer

from advisor.errors import AdvisorError
from advisor.knowledge import Corpus, corpus_dir, load_corpus
from advisor.settings import Settings
from advisor.wiring import make_embedder
from ingest import commands, index
from ingest.vectors import Texts, VectorFile, embed

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Index the corpus and documents of your own.")
app.command("add")(commands.add)
app.command("list")(commands.list_documents)
app.command("remove")(commands.remove)


@app.command()
def corpus(
    vectors: Annotated[bool, typer.Option("--vectors", help="Compute the shipped vectors of what is new.")] = False,
    build: Annotated[bool, typer.Option("--index", help="Build the index in the data folder.")] = False,
) -> None:
    """Check every corpus file; report each finding with file, line and remedy."""
    try:
        found = load_corpus(corpus_dir())
        ways = sum(len(passage.ways_in) for passage in found.passages)
        typer.echo(f"{len(found.sections)} afsnit, {len(found.passages)} passager, {ways} veje ind: i orden")
        if vectors:
            _write_vectors(found)
        if build:
            settings = Settings()
            typer.echo(str(index.ensure(settings.data_dir, make_embedder(settings))))
    except AdvisorError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def _write_vectors(found: Corpus) -> None:
    embedder = make_embedder(Settings())
    file = VectorFile(found.root / "vectors", embedder.fingerprint)
    texts = Texts.of(found)
    keys = texts.keys()
    stored = file.read()
    kept = {key: vector for key, vector in stored.items() if key in keys}
    with typer.progressbar(length=len(keys - kept.keys()), label="Vektorer") as bar:
        for key, vector in embed(embedder, texts, kept):
            kept[key] = vector
            bar.update(1)
    if kept.keys() != stored.keys():
        file.write(kept)
    typer.echo(f"{file.path.name}: {len(kept)} vektorer, {len(kept.keys() - stored.keys())} nye")


if __name__ == "__main__":
    app()
