"""An original is recognised by its wording, in whatever shape it comes; nothing else is."""

from __future__ import annotations

import random
import textwrap
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from advisor.knowledge import corpus_dir, load_corpus
from eval import documents as evaluation
from eval import originals
from ingest.documents.fingerprints import FILE, Hashes, grams, write
from ingest.documents.linking import Fingerprints
from ingest.documents.model import Block, Piece, Repaired, Section
from ingest.documents.structure import sections


@cache
def texts() -> dict[str, str]:
    """Stand-ins for originals: sections of our own digest, long enough to tell apart."""
    found: dict[str, list[str]] = defaultdict(list)
    for passage in load_corpus(corpus_dir()).passages:
        found[passage.section_id].append(passage.text)
    joined = {section: "\n\n".join(parts) for section, parts in found.items() if section.startswith("sammen-om-ny")}
    return {section: text for section, text in sorted(joined.items())[:30] if len(text) > 300}


@pytest.fixture(scope="module")
def known() -> Fingerprints:
    return Fingerprints(Hashes.of({section: [gram.code for gram in grams(text)] for section, text in texts().items()}))


def document(*paragraphs: str) -> tuple[Section, ...]:
    blocks = [block for text in paragraphs for block in text.split("\n\n")]
    return sections([(Block("paragraph", text), Repaired(text)) for text in blocks])[0]


def labels(found: tuple[Section, ...]) -> dict[str | None, str]:
    """The words linked to each section of the digest."""
    linked: dict[str | None, list[str]] = defaultdict(list)
    for section in found:
        for piece in section.pieces:
            linked[piece.original_of] += section.text[piece.start : piece.end].split()
    return {label: " ".join(words) for label, words in linked.items()}


def words(text: str) -> list[str]:
    return [word.strip("-0123456789.»«:") for word in text.split() if word.strip("-0123456789.»«:")]


def scanned(text: str) -> str:
    """æ, ø and å read as something else, lines of 50 characters, long words cut at their ends."""
    letters = {"æ": "ee", "ø": "g", "å": "a"}
    damaged = "".join(letters.get(letter, letter) for letter in text)
    return "\n\n".join("\n".join(textwrap.wrap(part, 50)) for part in damaged.split("\n\n"))


@pytest.mark.parametrize("shape", [str, scanned], ids=["as it is", "scanned"])
def test_each_section_is_found_with_its_own_words(known: Fingerprints, shape: Callable[[str], str]) -> None:
    source, found = known.recognise(document(*(shape(text) for text in texts().values())))
    assert source == "sammen-om-ny-teknologi"
    linked = labels(found)
    for section, text in texts().items():
        expected, got = words(shape(text)), words(linked.get(section, ""))
        common = len(set(expected) & set(got))
        assert common >= 0.9 * len(set(expected)), section
        assert common >= 0.9 * len(set(got)), section


def test_the_order_of_the_sections_and_what_stands_between_do_not_matter(known: Fingerprints) -> None:
    shuffled = list(texts().items())
    random.Random(1).shuffle(shuffled)
    between = "Denne side er med vilje tom bortset fra bibliotekets eget stempel og nummer."
    source, found = known.recognise(document(*(part for _, text in shuffled for part in (text, between))))
    assert source == "sammen-om-ny-teknologi"
    assert all("bibliotekets eget stempel" not in text for label, text in labels(found).items() if label)
    assert set(texts()) <= set(labels(found))


def test_an_excerpt_is_recognised_and_a_paper_that_quotes_is_not(known: Fingerprints) -> None:
    section, text = next(iter(texts().items()))
    source, found = known.recognise(document(text))
    assert source == "sammen-om-ny-teknologi"
    assert {piece.original_of for each in found for piece in each.pieces} == {section}
    paper = [
        f"Udvalget drøftede punkt {number} på mødet i Næstved og bad forvaltningen om at vende tilbage med tal for "
        f"udgifterne til vikarer, kørsel og lokaler i kvartal {number}."
        for number in range(1, 12)
    ]
    quoted = text.split(". ")[0]
    source, found = known.recognise(document(*paper, quoted, *paper))
    assert source is None
    assert all(piece.original_of is None for each in found for piece in each.pieces)


def test_pieces_are_cut_where_one_section_gives_way_to_another(known: Fingerprints) -> None:
    (first, one), (second, two) = list(texts().items())[:2]
    one, two = " ".join(one.split()), " ".join(two.split())
    whole = f"{one} {two}"
    section = Section("a", "A", (), "text", whole, whole, (Piece(0, len(whole), "4-5"),), "4-5")
    _, (found,) = known.recognise([section])
    assert "".join(whole[piece.start : piece.end] for piece in found.pieces) == whole
    assert {piece.original_of for piece in found.pieces if piece.end <= len(one) + 1} == {first}
    assert {piece.original_of for piece in found.pieces if piece.start > len(one)} == {second}
    assert {piece.pages for piece in found.pieces} == {"4-5"}


def test_without_fingerprints_nothing_is_recognised(tmp_path: Path) -> None:
    found = document(*texts().values())
    assert Fingerprints.load(tmp_path).recognise(found) == (None, found)


def test_fingerprints_are_written_and_read(tmp_path: Path, known: Fingerprints) -> None:
    write(tmp_path / FILE, {section: [text] for section, text in texts().items()})
    assert Fingerprints.load(tmp_path) == known


def test_the_shipped_fingerprints_know_every_section_of_the_originals_and_no_word() -> None:
    path = corpus_dir() / FILE
    assert path.stat().st_size < 300_000
    known = Fingerprints.load(corpus_dir()).hashes
    sections_of_digest = {passage.section_id for passage in load_corpus(corpus_dir()).passages}
    assert len(known.sizes) == 107
    assert set(known.sizes) <= sections_of_digest
    assert all(known.sizes.values())


def test_our_own_digest_is_not_taken_for_the_originals() -> None:
    found = document(*texts().values())
    assert Fingerprints.load(corpus_dir()).recognise(found) == (None, found)


@pytest.mark.skipif(not originals.here(), reason="../shared is not beside the checkout")
def test_the_originals_are_linked_section_by_section() -> None:
    right = 0
    for original, read in evaluation.originals_taken_in():
        assert read.original_of == original.source_id
        links = evaluation.judge(read, original.stretches)
        assert links.wrong == ()
        right += len(links.right)
    assert right >= 102


@pytest.mark.skipif(not originals.here(), reason="../shared is not beside the checkout")
def test_the_shipped_fingerprints_hold_every_gram_of_the_originals() -> None:
    known = Fingerprints.load(corpus_dir()).hashes
    for original in originals.load():
        for section, text in original.sections.items():
            assert all(section in known.sections[gram.code] for gram in grams(text))
