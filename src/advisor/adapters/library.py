"""A whole search index in one folder: written once, never changed, opened by any number of readers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

from advisor import messages
from advisor.adapters import chroma, classifying, holding, own_index, postings, projection, sqlite_library
from advisor.adapters.chroma import ChromaIndex
from advisor.adapters.exact import ExactIndex
from advisor.adapters.own import OwnDocuments
from advisor.adapters.own_index import OwnIndex
from advisor.adapters.postings import PostingsIndex
from advisor.adapters.projection import ProjectedIndex, project
from advisor.adapters.sqlite_library import FtsIndex, SqliteLibrary
from advisor.danish import words as danish
from advisor.domain import Passage
from advisor.errors import IndexCorrupt, IndexUnwritable
from advisor.ports import Classifier, Library, Projection, QuestionsOf, Vectors

MANIFEST = "manifest.json"
DESCRIPTIONS, PROJECTION = "descriptions.npz", "projection.npz"
POINTS, GRAMS = "points", "grams.npz"
OWN, WISHES = "own.npz", "wishes.npz"


def write_library(
    folder: Path,
    fingerprint: str,
    passages: Sequence[Passage],
    models: Mapping[str, tuple[str, ...]],
    *,
    passage_vectors: Vectors,
    way_vectors: Vectors,
    model_vectors: Vectors,
    questions: Mapping[QuestionsOf, tuple[Sequence[str], Vectors]],
    points: Mapping[str, tuple[Sequence[str], Vectors]],
    way_projection: Projection,
    point_projection: Projection,
    wishes: Classifier,
    own: OwnDocuments | None = None,
) -> None:
    """Make the index in the empty ``folder``.

    ``models`` holds the passages of each model; the vectors have a row for each passage, for each way
    in (passage by passage) and for each model. ``questions`` holds ids and vectors of the smaller sets
    of questions; they and the ways in are kept as ``way_projection`` sees them. ``points`` holds those
    of what covers the points of each sub-question, kept as ``point_projection`` sees them. ``wishes`` tells
    what is wanted with a message to the guide. ``own`` are the user's own
    documents: those of their passages that a search may find have an index of their own; the others stand behind the
    digest, are stored, and in none of the indexes.
    The manifest is written last: a folder without one is not an index.
    Raises IndexUnwritable when the folder or the disk does not take it.
    """
    own = own or OwnDocuments()
    searched = own.searched
    way_ids = [f"{p.passage_id}/{number}" for p in passages for number in range(len(p.ways_in))]
    vectors = {
        chroma.PASSAGES: ([p.passage_id for p in passages], passage_vectors),
        chroma.WAYS: (way_ids, project(way_vectors, way_projection)),
    }
    try:
        sqlite_library.write(folder / sqlite_library.FILE_NAME, passages, own)
        postings.write(folder / GRAMS, _grams(passages))
        if searched:
            own_index.write(folder / OWN, passages, searched, own.vectors)
        chroma.write(folder / chroma.FOLDER, vectors)
        ExactIndex(list(models), model_vectors).save(folder / DESCRIPTIONS)
        for name, (ids, rows) in questions.items():
            ExactIndex(ids, project(rows, way_projection)).save(folder / f"{name}.npz")
        (folder / POINTS).mkdir()
        for sub_question, (ids, rows) in points.items():
            ExactIndex(ids, project(rows, point_projection)).save(folder / POINTS / _file_of(sub_question))
        projection.save(point_projection, folder / POINTS / PROJECTION)
        projection.save(way_projection, folder / PROJECTION)
        classifying.save(wishes, folder / WISHES)
    except (OSError, sqlite3.OperationalError) as error:
        raise IndexUnwritable(
            messages.INDEX_UNWRITABLE.format(path=folder), messages.INDEX_UNWRITABLE_REMEDY
        ) from error
    manifest = {
        "fingerprint": fingerprint,
        "passages": len(passages),
        "own": len(searched),
        "behind": len(own.passages) - len(searched),
        "ways_in": len(way_ids),
        "models": dict(models),
        "points": list(points),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def is_index(folder: Path) -> bool:
    """Whether a writer came to its end here; says nothing of damage since."""
    return (folder / MANIFEST).is_file()


def open_library(folder: Path) -> Library:
    """Open what ``write_library`` made, and hold it for as long as its passages are in use: see ``holding``.

    Raises IndexCorrupt when it is not whole.
    """
    store = SqliteLibrary(folder / sqlite_library.FILE_NAME)
    try:
        if not holding.hold(folder / MANIFEST, store):
            raise _corrupt(folder)
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        fingerprint, passages, ways = manifest["fingerprint"], manifest["passages"], manifest["ways_in"]
        own, behind = manifest["own"], manifest["behind"]
        models = {key: tuple(held) for key, held in manifest["models"].items()}
        points = [str(sub_question) for sub_question in manifest["points"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _corrupt(folder) from error
    if not (folder / sqlite_library.FILE_NAME).is_file():
        raise _corrupt(folder)
    vectors = chroma.readable(folder / chroma.FOLDER, store)
    seen, pointed = projection.load(folder / PROJECTION), projection.load(folder / POINTS / PROJECTION)
    library = Library(
        fingerprint=fingerprint,
        passages=store,
        passage_vectors=ChromaIndex.open(vectors, chroma.PASSAGES),
        way_vectors=ProjectedIndex(ChromaIndex.open(vectors, chroma.WAYS), seen),
        model_vectors=ExactIndex.open(folder / DESCRIPTIONS),
        questions={
            name: ProjectedIndex(ExactIndex.open(folder / f"{name}.npz"), seen) for name in get_args(QuestionsOf)
        },
        points={name: ProjectedIndex(ExactIndex.open(folder / POINTS / _file_of(name)), pointed) for name in points},
        passage_words=FtsIndex(store, sqlite_library.PASSAGE_WORDS),
        way_words=FtsIndex(store, sqlite_library.WAY_WORDS),
        grams=PostingsIndex.open(folder / GRAMS),
        spelling=store,
        models=models,
        wishes=classifying.load(folder / WISHES),
        own=OwnIndex.open(folder / OWN) if own else None,
    )
    indexes = (library.passage_vectors, library.way_vectors, library.model_vectors)
    counts = (store.count(), store.behind(), *(index.count() for index in indexes))
    if counts != (passages + own, behind, passages, ways, len(models)) or (library.own and library.own.count() != own):
        raise _corrupt(folder)
    return library


def _grams(passages: Sequence[Passage]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The character grams of each passage and of each way in, by its id."""
    for passage in passages:
        yield passage.passage_id, danish.grams(sqlite_library.searchable(passage))
        for number, way in enumerate(passage.ways_in):
            yield f"{passage.passage_id}/{number}", danish.grams(way.text)


def _file_of(sub_question: str) -> str:
    return f"{sub_question.replace('/', '-')}.npz"


def _corrupt(folder: Path) -> IndexCorrupt:
    return IndexCorrupt(messages.INDEX_CORRUPT.format(path=folder), messages.INDEX_CORRUPT_REMEDY)
