"""What is kept of own documents comes back as it was put, or is told to be damaged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from advisor.errors import IndexCorrupt
from ingest import messages
from ingest.documents.model import Document, Flag, LeftOut, Piece, Repair, Section
from ingest.documents.store import DocumentStore, digest_of
from ingest.files import write_whole

TEXT = "På plejehjemmet 🏠 prøver vi robotter.\n\n- Én ting\n- En anden"
DOCUMENT = Document(
    id="aftale-123456",
    title="MED-aftale »for« Søndervig",
    side="union",
    path="/papirer/aftale.pdf",
    digest="0" * 64,
    added=date(2026, 11, 25),
    sections=(
        Section(
            id="hoering",
            title="Høring",
            path=("Del 1", "Høring"),
            kind="list",
            text=TEXT,
            original=TEXT.replace("På", "P4"),
            pieces=(
                Piece(0, 40, "1", "sammen-om-ny-teknologi/kerneopgave/formaal"),
                Piece(40, len(TEXT), "1-2"),
            ),
            pages="1-2",
            repairs=(Repair(0, 2, "P4"),),
        ),
    ),
    pages=2,
    original_of="sammen-om-ny-teknologi",
    left_out=(LeftOut("12", "sidetal", 1), LeftOut("\x00\u202e", "tegn")),
    flags=(Flag("hidden", 3, 1), Flag("invisible", 1)),
)


@pytest.fixture
def store(tmp_path: Path) -> DocumentStore:
    return DocumentStore(tmp_path / "data")


def test_every_field_of_a_document_comes_back(store: DocumentStore) -> None:
    entry = store.put(DOCUMENT, "1", "union", None)
    store.replace([entry])
    [held] = DocumentStore(store.data_dir).entries()
    assert held == entry
    assert store.get(held) == DOCUMENT
    assert (held.passages, held.linked, held.repaired, held.left_out) == (2, 1, 1, 2)
    assert (held.flags, held.pages, held.given_side, held.given_title) == (("hidden", "invisible"), 2, "union", None)


def test_an_empty_store_holds_nothing_and_makes_nothing(store: DocumentStore) -> None:
    assert store.entries() == ()
    store.sweep(())
    assert not store.data_dir.exists()
    assert digest_of(()) == ""


def test_the_digest_follows_what_the_documents_hold_and_not_their_order(store: DocumentStore) -> None:
    one = store.put(DOCUMENT, "1")
    two = store.put(replace(DOCUMENT, id="b", title="Andet"), "1")
    assert digest_of([one, two]) == digest_of([two, one])
    assert len({digest_of(()), digest_of([one]), digest_of([two]), digest_of([one, two])}) == 4
    assert store.put(DOCUMENT, "1") == one


def test_what_no_entry_names_is_swept_and_nothing_else(store: DocumentStore) -> None:
    kept, gone = store.put(DOCUMENT, "1"), store.put(replace(DOCUMENT, id="b"), "1")
    for entry in (kept, gone):
        store.put_vectors(entry.record, "model", {b"k" * 16: np.ones(3, np.float16)})
    for folder in (store.folder, store.folder / "records", store.folder / "vectors" / kept.record):
        (folder / ".writing-half").write_bytes(b"half")
    store.sweep([kept])
    assert store.get(kept) == DOCUMENT
    assert store.vectors(kept.record, "model") is not None
    assert list(store.folder.rglob(".writing-*")) == []
    assert [path.stem for path in (store.folder / "records").iterdir()] == [kept.record]
    assert [path.name for path in (store.folder / "vectors").iterdir()] == [kept.record]
    with pytest.raises(IndexCorrupt):
        store.get(gone)


def test_vectors_are_by_embedder_and_damaged_ones_count_as_none(store: DocumentStore) -> None:
    vectors = {bytes([number] * 16): np.array([number, 1, 2], np.float16) for number in range(3)}
    store.put_vectors("r", "one", vectors)
    found = store.vectors("r", "one")
    assert found is not None
    assert {key: row.tolist() for key, row in found.items()} == {key: row.tolist() for key, row in vectors.items()}
    assert store.vectors("r", "other") is store.vectors("s", "one") is None
    store.put_vectors("r", "none", {})
    assert store.vectors("r", "none") == {}
    [path, _] = sorted((store.folder / "vectors" / "r").iterdir(), key=lambda path: -path.stat().st_size)
    for damaged in (path.read_bytes()[:100], b"", b"PK\x03\x04garbage"):
        path.write_bytes(damaged)
        assert store.vectors("r", "one") is None


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "one letter": lambda data: data.replace(b"robotter", b"Robotter"),
    "no JSON": lambda data: b"garbage",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_record_is_told_with_its_remedy_and_put_again_whole(
    store: DocumentStore, damage: Callable[[bytes], bytes]
) -> None:
    entry = store.put(DOCUMENT, "1")
    path = store.folder / "records" / f"{entry.record}.json"
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(IndexCorrupt) as raised:
        store.get(entry)
    assert raised.value.detail == messages.RECORD_DAMAGED.format(title=DOCUMENT.title, id=DOCUMENT.id)
    assert raised.value.remedy == messages.RECORD_DAMAGED_REMEDY
    assert store.put(DOCUMENT, "1") == entry
    assert store.get(entry) == DOCUMENT


MANIFESTS: dict[str, Callable[[str], str]] = {
    "cut": lambda text: text[: len(text) // 2],
    "empty": lambda text: "",
    "another shape": lambda text: "[]",
    "of a later version": lambda text: text.replace('"version": 1', '"version": 2'),
    "without a field": lambda text: text.replace('"record"', '"rekord"'),
    "no text": lambda text: "\udcff",
}


@pytest.mark.parametrize("damage", MANIFESTS.values(), ids=MANIFESTS.keys())
def test_a_damaged_manifest_is_told_with_its_remedy(store: DocumentStore, damage: Callable[[str], str]) -> None:
    store.replace([store.put(DOCUMENT, "1")])
    text = damage(store.manifest.read_text(encoding="utf-8"))
    store.manifest.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(IndexCorrupt) as raised:
        store.entries()
    assert raised.value.detail == messages.MANIFEST_DAMAGED.format(path=store.manifest)
    assert raised.value.remedy == messages.MANIFEST_DAMAGED_REMEDY


def test_a_file_is_replaced_whole_or_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deep" / "file"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"

    def failing(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"three")
    assert path.read_bytes() == b"two"
    assert [one.name for one in path.parent.iterdir()] == ["file"]
