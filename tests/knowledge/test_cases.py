"""The heads of the cases as data, and which of them fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from advisor.domain import Gains, Telling
from advisor.errors import CorpusError
from advisor.knowledge import corpus_dir, fitting_cases, load_cases, load_corpus
from tests.knowledge.corpus_files import CASEFIL, write


def _broken(tmp_path: Path, old: str, new: str) -> str:
    path = write(tmp_path) / CASEFIL
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CorpusError) as raised:
        load_cases(path.parents[1], "other", [])
    return str(raised.value)


def test_a_case_has_all_that_its_head_says(tmp_path: Path) -> None:
    root = write(tmp_path)
    corpus = load_corpus(root)
    (case,) = load_cases(root, "other", corpus.passages)
    own = [passage.passage_id for passage in corpus.passages if passage.section_id == "cases/holbaek"]
    assert (case.id, case.title, case.municipality) == ("cases/holbaek", "Skærmbesøg i Holbæk", "Holbæk")
    assert (case.area, case.technologies, case.years, case.side) == ("administration", (), "2018", "vendor")
    assert (case.in_catalogue, case.certainty, case.missing) == ("confirmed", "partial", "Beløbet kendes ikke.")
    assert (case.gains, case.moves, case.figures) == (Gains(True, False, False), (), ())
    assert case.references == (Telling("Om Holbæk", "https://example.dk/holbaek"),)
    assert list(case.passages) == own != []


def test_a_case_that_names_no_side_has_that_of_its_source(tmp_path: Path) -> None:
    path = write(tmp_path) / CASEFIL
    path.write_text(path.read_text(encoding="utf-8").replace("side: vendor\n", ""), encoding="utf-8")
    (case,) = load_cases(path.parents[1], "employer", [])
    assert case.side == "employer"


def test_what_cannot_be_read_is_told_by_file_and_line(tmp_path: Path) -> None:
    assert "holbaek.md:6: in_catalogue" in _broken(tmp_path / "a", "confirmed", "maybe")
    assert "holbaek.md:1: filen begynder ikke" in _broken(tmp_path / "b", "---\n", "")


def test_the_shipped_cases_are_those_of_the_whole_corpus() -> None:
    corpus = load_corpus(corpus_dir())
    cases = load_cases(corpus_dir(), "other", corpus.passages)
    assert [case.id for case in cases] == list(corpus.cases)
    assert all(case.passages for case in cases)
    sides = {passage.section_id: passage.side for passage in corpus.passages}
    assert {case.id: case.side for case in cases} == {case.id: sides[case.id] for case in cases}


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Holbæk", ["Holbæk", "holbaek", "HOLBAK", "Holbæk Kommune", "holbæks", " Holbæk "]),
        ("Høje-Taastrup", ["Høje-Taastrup", "høje tåstrup", "hoeje taastrup", "Taastrup", "Høje"]),
        ("Hillerød, Gentofte og Ballerup", ["Gentofte", "ballerup", "hilleroed"]),
        ("Favrskov og Vesthimmerlands", ["Vesthimmerland", "Vesthimmerlands Kommune", "Favrskov"]),
        ("Esbjerg (og internt i Vejle)", ["Esbjerg", "vejle"]),
        ("Aarhus", ["Århus", "aarhus", "Aarhus Kommunes"]),
    ],
)
def test_a_municipality_fits_as_people_write_it(tmp_path: Path, written: str, asked: list[str]) -> None:
    (case,) = load_cases(write(tmp_path), "other", [])
    for name in asked:
        assert fitting_cases([replace(case, municipality=written)], municipality=name), name


@pytest.mark.parametrize("name", ["Hol", "bæk", "Holbækk", "Holbæk Lolland", "Kommune", "???"])
def test_another_name_or_none_does_not_fit(tmp_path: Path, name: str) -> None:
    assert fitting_cases(load_cases(write(tmp_path), "other", []), municipality=name) == ()


def test_everything_given_must_fit(tmp_path: Path) -> None:
    (case,) = load_cases(write(tmp_path), "other", [])
    case = replace(case, technologies=("ai", "esdh"))
    assert fitting_cases([case]) == (case,)
    assert fitting_cases([case], "administration", "esdh", "holbæk", "economy") == (case,)
    assert not fitting_cases([case], area="skole")
    assert not fitting_cases([case], technology="drone")
    assert not fitting_cases([case], "administration", "ai", "holbæk", "quality")
