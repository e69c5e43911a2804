"""Badly read Danish is mended; what is clean, or no word at all, stays as it is."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.knowledge import corpus_dir, load_corpus
from eval import ocr, originals
from eval import repair as measuring
from ingest.documents.edits import Edit, edited
from ingest.documents.model import Repaired
from ingest.documents.repair import Repairer
from ingest.documents.spans import restored

PASSAGES = [passage.text for passage in load_corpus(corpus_dir()).passages]
WAYS = ocr.habits(random.Random(1))
DAMAGED = [ocr.damaged(text, random.Random(number), WAYS) for number, text in enumerate(PASSAGES[:120])]
REPAIRER = Repairer.of(DAMAGED)

SHUT = (
    "12,5",
    "1987",
    "3.400",
    "https://eksempel.dk/sa-far-vi-mal?ar=4",
    "navn@vaere.dk",
    "videncenter.losning.dk",
    "sag 17-P4/2",
    "KL",
    "FOA",
    "Maren Gade",
)
WORDS = st.one_of(st.sampled_from([word for text in DAMAGED for word in text.split()]), st.sampled_from(SHUT))
GAPS = st.sampled_from([" ", " ", " ", "\n", "-\n", "\n\n"])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=40).map(lambda pairs: "".join(word + gap for word, gap in pairs))


def mended(text: str) -> str:
    return REPAIRER.repair(text).text


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (
            "Ny teknologi kommer til at preege fremtidens velfeerd.",
            "Ny teknologi kommer til at præge fremtidens velfærd.",
        ),
        ("P4 mange omrader er vi n&et langt.", "På mange områder er vi nået langt."),
        ("Det store spgrgsmal er, om lgsningen virker.", "Det store spørgsmål er, om løsningen virker."),
        ("Det indebezerer, at vi szetter mal og fglger dem.", "Det indebærer, at vi sætter mål og følger dem."),
        ("| skal veere med, nar | far ny teknologi.", "I skal være med, når I får ny teknologi."),
        ("De digitale Iosninger skal hjzelpe borgeren.", "De digitale løsninger skal hjælpe borgeren."),
        ("Det er velfeerdsteknologiens udferelse.", "Det er velfærdsteknologiens udførelse."),
        ("FEM SPORGSMAL OM OPGAVELOSNING", "FEM SPØRGSMÅL OM OPGAVELØSNING"),
        ("e Hvordan kan vi leegge en plan?", "• Hvordan kan vi lægge en plan?"),
        ("i hej grad et hejt niveau", "i høj grad et højt niveau"),
    ],
)
def test_what_ocr_does_to_danish_is_undone(read: str, printed: str) -> None:
    assert mended(read) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("en del af frem-\ntidens velfeerd", "en del af fremtidens velfærd"),
        ("god implemente-\nring af en las-\nning", "god implementering af en løsning"),
        ("bade idé- og\nudviklingsfasen", "både idé- og\nudviklingsfasen"),
        ("bade social- \nog sundhedsomradet", "både social- \nog sundhedsområdet"),
        ("et stort ESDH-\nsystem i kommunen", "et stort ESDH-system i kommunen"),
        ("laes mere pa digitali-\nseringskataloget.dk i dag", "læs mere på digitali-\nseringskataloget.dk i dag"),
    ],
)
def test_words_cut_at_the_end_of_a_line_are_joined_and_hyphens_stay(read: str, printed: str) -> None:
    assert mended(read) == printed


def test_the_halves_of_a_word_in_two_blocks_are_left_alone() -> None:
    repairer = Repairer.of([*DAMAGED, "parterne i det kommu-", "nale arbejdsmarked"])
    assert repairer.repair("parterne i det kommu-").text == "parterne i det kommu-"
    assert repairer.repair("nale arbejdsmarked").text == "nale arbejdsmarked"


@pytest.mark.parametrize(
    "text",
    [
        "navn | dag | sted\nBo | 4 | 1987",  # a table
        "Det koster 12 kr. pr. stk. inkl. moms i 2 mdr. (jf. pkt. 3).",
        "The fare for the journey was made known over the phone, and the man was far from happy with that.",
        "ChatGPT, iPad, mitID, P4, A4, 100 m3",
        "",
        " \n\n ",
    ],
)
def test_tables_abbreviations_english_and_codes_are_left_alone(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(PASSAGES),
        "Kommunene står overfor store endringer i årene som kommer. Digitalisering krever at ansatte får opplæring.",
        "Kommunerna står inför stora förändringar. Digitalisering kräver att anställda får utbildning i tekniken.",
        "The municipalities face large changes. We must make sure that the technology is used as it should be used.",
        "Moder og fader bor i en gade med maske og star.",
    ],
    ids=["the digest", "Norwegian", "Swedish", "English", "five words"],
)
def test_what_is_no_badly_read_danish_passes_byte_for_byte(text: str) -> None:
    repairer = Repairer.of([text])
    assert not repairer.damaged
    assert repairer.repair(text) == Repaired(text)
    assert sum(map(len, PASSAGES)) > 100_000


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_repairing_twice_changes_nothing_more_and_the_original_comes_back(text: str) -> None:
    repaired = REPAIRER.repair(text)
    assert mended(repaired.text) == repaired.text
    assert restored(repaired.text, repaired.repairs) == text
    end = 0
    for repair in repaired.repairs:
        assert end <= repair.start <= repair.end <= len(repaired.text)
        assert repaired.text[repair.start : repair.end] != repair.original
        end = repair.end


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_numbers_names_and_addresses_stay(text: str) -> None:
    kept = re.compile("|".join(re.escape(each) for each in SHUT))
    assert kept.findall(mended(text)) == kept.findall(text)


def test_a_document_that_was_mended_is_clean() -> None:
    after = [mended(text) for text in DAMAGED]
    assert after != DAMAGED
    assert not Repairer.of(after).damaged


def test_text_that_taught_nothing_is_mended_too() -> None:
    [score] = ocr.scores(1)
    assert score.changed > 1_000
    assert score.precision > 0.985
    assert score.recall > 0.97


@given(st.text(alphabet="aæ -\n", max_size=30), st.data())
def test_edits_on_edits_give_the_original_back(text: str, data: st.DataObject) -> None:
    repaired = Repaired(text)
    for _ in range(3):
        size = len(repaired.text)
        bounds = sorted(data.draw(st.sets(st.integers(0, size), max_size=6)))
        edits = [
            Edit(a, b, data.draw(st.sampled_from(["", "ø", "xy"])))
            for a, b in zip(bounds[::2], bounds[1::2], strict=False)
        ]
        wanted = repaired.text
        for edit in reversed(edits):
            wanted = wanted[: edit.start] + edit.new + wanted[edit.end :]
        repaired = edited(repaired, edits)
        assert repaired.text == wanted
        assert restored(repaired.text, repaired.repairs) == text


def test_the_originals_are_mended_and_the_clean_ones_pass(shared: Path) -> None:
    found = {path.stem[:3]: measuring.mended(path) for path in sorted((shared / "sources/originals").glob("*.txt"))}
    assert [name for name, each in found.items() if each.changes] == ["000", "002"]
    judged = [json.loads(line) for line in measuring.JUDGED.read_text(encoding="utf-8").splitlines()]
    changed = wrong = 0
    for each in judged:
        original = found[each["source"][:3]]
        start, end = each["offset"], each["offset"] + each["length"]
        after = original.after(start, end)
        changed += after != original.text[start:end]
        wrong += after not in (original.text[start:end], each["expected"])
    assert changed >= 500
    assert wrong <= 0.02 * changed


def test_the_figures_say_what_could_not_be_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(measuring, "ORIGINALS", tmp_path / "none")
    monkeypatch.setattr(ocr, "scores", lambda: iter([]))
    assert originals.MISSING in measuring.table()
    (tmp_path / "000.txt").write_text("\n\n".join(DAMAGED), encoding="utf-8")
    monkeypatch.setattr(measuring, "ORIGINALS", tmp_path)
    monkeypatch.setattr(measuring, "JUDGED", tmp_path / "none.jsonl")
    monkeypatch.setenv("PATH", str(tmp_path))
    printed = measuring.table()
    assert measuring.NO_HUNSPELL in printed
    assert "000: badly read" in printed
