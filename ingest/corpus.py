"""``python -m ingest corpus``: check the corpus, compute its vectors, build its index."""

from __future__ import annotations

import typer

from advisor.knowledge import Corpus, corpus_dir, load_corpus
from advisor.settings import Settings
from advisor.wiring import make_embedder
from ingest import index
from ingest.vectors import Texts, VectorFile, embed


def check(vectors: bool, build: bool) -> None:
    """Check every file and say what there is; on demand compute vectors and build the index. Raises AdvisorError."""
    found = load_corpus(corpus_dir())
    ways = sum(len(passage.ways_in) for passage in found.passages)
    typer.echo(f"{len(found.sections)} afsnit, {len(found.passages)} passager, {ways} veje ind: i orden")
    if vectors:
        _write_vectors(found)
    if build:
        settings = Settings()
        typer.echo(str(index.ensure(settings.data_dir, make_embedder(settings))))


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
