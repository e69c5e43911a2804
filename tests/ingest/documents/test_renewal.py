"""A running advisor follows the documents; the index that a process reads is not taken from under it."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from advisor import wiring
from advisor.domain import Filters
from advisor.service import Advisor
from advisor.settings import OWN_DOCUMENTS, Settings
from tests.ingest.documents import small

FIRST = "Udvalget har fire uger til at svare på en høring om kameraer.\n"
SECOND = "Plejehjemmet Bakkebo prøver tolv robotstøvsugere af i ét år.\n"


pytestmark = pytest.mark.usefixtures("indexing_little")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A document that is added in the data folder beside it."""
    path = tmp_path / "papers" / "aftale.txt"
    path.parent.mkdir()
    path.write_text(FIRST, encoding="utf-8")
    assert small.run(tmp_path / "data", "add", path).exit_code == 0
    return path


def own(advisor: Advisor) -> str:
    """All that the own documents say."""
    return "".join(
        passage.text
        for source in advisor.sources()
        if source.own_document
        for passage in advisor.source(source.source_id)[1]
    )


def folders(data_dir: Path) -> set[str]:
    return {path.name for path in (data_dir / "index").iterdir() if path.is_dir()}


def test_it_follows_without_a_restart_and_keeps_what_it_has_where_it_cannot(paper: Path, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    advisor = wiring.make_advisor(Settings(data_dir=data_dir))
    assert own(advisor) == FIRST.rstrip()
    conversation = advisor.new_conversation().conversation_id
    first = folders(data_dir)

    paper.write_text(SECOND, encoding="utf-8")
    assert small.run(data_dir, "add", paper).exit_code == 0
    assert own(advisor) == SECOND.rstrip()
    found = advisor.search("Hvor mange robotstøvsugere prøver Bakkebo?", 1, filters=Filters(sides=("local",)))
    assert [hit.passage.text for hit in found.hits] == [SECOND.rstrip()]
    assert advisor.conversation(conversation).conversation_id == conversation

    gc.collect()  # nothing holds the first index any more
    manifest = data_dir / OWN_DOCUMENTS
    whole = manifest.read_bytes()
    manifest.write_bytes(whole[:40])
    assert own(advisor) == SECOND.rstrip()
    manifest.write_bytes(whole)
    assert own(advisor) == SECOND.rstrip()

    assert small.run(data_dir, "remove", "--all").exit_code == 0
    assert own(advisor) == ""
    assert not first & folders(data_dir)


READER = """
import threading
from advisor.settings import Settings
from advisor.wiring import make_embedder, make_library
settings = Settings(data_dir=data_dir)
embedder = make_embedder(settings)
library = make_library(settings, embedder)
def read():
    [source] = library.passages.own_sources()
    print([passage.text for passage in library.passages.of_source(source.source_id)], flush=True)
    key, _ = library.passage_vectors.nearest(embedder.embed_queries(["kameraer"])[0], 1)[0]
    assert library.passages.get([key])
print("ready", flush=True)
sys.stdin.readline()
thread = threading.Thread(target=read)  # with a connection of its own, which it opens now
thread.start()
thread.join()
"""


def test_an_index_that_another_process_reads_stays_until_that_is_done(
    paper: Path, tmp_path: Path, stored_corpus: Path
) -> None:
    data_dir = tmp_path / "data"
    [old] = folders(data_dir)
    with small.start(stored_corpus, data_dir, code=READER) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        paper.write_text(SECOND, encoding="utf-8")
        assert small.run(data_dir, "add", paper).exit_code == 0
        assert len(folders(data_dir)) == 2
        assert old in folders(data_dir)
        out, err = process.communicate("go\n", timeout=60)
    assert (out, err) == (f"{[FIRST.rstrip()]}\n", "")
    assert small.run(data_dir, "remove", "--all").exit_code == 0
    assert old not in folders(data_dir)
