"""Own passages held against a question: cosines, shares of words counted by how rare they are, titles, home."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from advisor.adapters import own_index
from advisor.adapters.own_index import OwnIndex
from advisor.danish.words import grams, stems
from advisor.domain import Passage
from advisor.errors import IndexCorrupt
from advisor.testing.samples import make_passage

DIGEST = [make_passage("k1", "Kurset varer en dag."), make_passage("k2", "Kurset og borgerne.")]


def own(passage_id: str, text: str, document: str = "a", **fields: object) -> Passage:
    said = {
        "wording": "verbatim",
        "source_id": f"local/{document}",
        "side": "local",
        "title": "Papir",
        "section": "Frister",
    }
    return make_passage(passage_id, text, **{**said, **fields})


def written(folder: Path, *passages: Passage) -> OwnIndex:
    rows = np.eye(len(passages), dtype=np.float32)
    own_index.write(folder / "own.npz", DIGEST, passages, rows)
    return OwnIndex.open(folder / "own.npz")


def test_each_row_is_a_passage_in_its_order(tmp_path: Path) -> None:
    index = written(tmp_path, own("o1", "Hotlinen svarer."), own("o2", "Kurset begynder."), own("o3", "Ingenting."))
    assert (list(index.ids), index.count()) == (["o1", "o2", "o3"], 3)
    assert index.cosines(np.array([0.6, 0.0, 0.8], np.float32)).tolist() == pytest.approx([0.6, 0.0, 0.8])


def test_a_word_weighs_by_how_few_passages_of_both_kinds_hold_it(tmp_path: Path) -> None:
    index = written(tmp_path, own("o1", "Hotlinen svarer."), own("o2", "Kurset begynder."))
    every = 4
    hotline, course = (math.log((every + 1) / (uses + 0.5)) / math.log(2 * every + 2) for uses in (1, 3))
    held, asked = index.words(stems("hotline kursus kurset hvorledes ukendtord"))
    known = index.words(stems("hotlinen kurset"))
    assert known.held.tolist() == pytest.approx([hotline, course])
    assert known.asked == pytest.approx(hotline + course)
    assert held[0] == pytest.approx(hotline)
    assert asked > known.asked, "what nothing holds is asked for all the same"
    assert index.words(["findes-ikke"]).asked == 1.0


def test_a_word_said_twice_is_asked_for_once_and_nothing_asked_is_nothing_held(tmp_path: Path) -> None:
    index = written(tmp_path, own("o1", "Hotlinen svarer."))
    once, twice = index.words(stems("hotline")), index.words(stems("hotline hotline"))
    assert (once.held.tolist(), once.asked) == (twice.held.tolist(), twice.asked)
    assert (index.words([]).held.tolist(), index.words([]).asked) == ([0.0], 0)


def test_parts_of_words_meet_in_their_grams_and_titles_are_words_of_a_passage(tmp_path: Path) -> None:
    index = written(tmp_path, own("o1", "Mobilnettet er svagt."), own("o2", "Alt andet.", section="Udgifter"))
    found = index.grams(grams("mobildækning")).held
    assert found[0] > 0 == found[1]
    assert index.words(stems("udgifterne")).held[1] > 0
    assert index.titles(stems("udgifterne")).held.tolist() == pytest.approx(
        [0.0, index.titles(stems("udgift")).held[1]]
    )
    assert index.titles(stems("svagt")).held.tolist() == [0.0, 0.0]


def test_home_is_the_municipality_that_most_local_papers_speak_of(tmp_path: Path) -> None:
    here = "Aftale for Åkær Kommune. Se også Skive Kommunes aftale."
    papers = [own("o1", here, "a"), own("o2", "I Åkær Kommune er der åbent.", "b"), own("o3", "Intet.", "c")]
    of_others = [own(f"x{n}", "Vejle Kommune var først.", f"kl{n}", side="employer") for n in range(9)]
    assert written(tmp_path, *papers, *of_others).home == "Åkær"
    many = [own(f"m{n}", "Intet navn.", f"d{n}") for n in range(9)]
    (tmp_path / "two").mkdir()
    assert written(tmp_path / "two", own("o1", here, "a"), *many).home == ""


def test_damage_is_told(tmp_path: Path) -> None:
    written(tmp_path, own("o1", "Hotlinen svarer."))
    path = tmp_path / "own.npz"
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(IndexCorrupt):
        OwnIndex.open(path)
    with pytest.raises(IndexCorrupt):
        OwnIndex.open(tmp_path / "none.npz")
    passages = [own("o1", "a"), replace(own("o1", "b"), passage_id="o2")]
    own_index.write(path, DIGEST, passages, np.eye(3, dtype=np.float32))
    with pytest.raises(IndexCorrupt):
        OwnIndex.open(path)
