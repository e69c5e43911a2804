"""What a corpus becomes: the small one in every detail, the shipped one held to its own rules."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from advisor.danish.words import fold, words
from advisor.domain import Link, Passage, Span, WayIn
from advisor.errors import CorpusError
from advisor.knowledge import Corpus, corpus_dir, load_corpus
from advisor.knowledge.corpus import corpus_digest
from advisor.knowledge.links import Target, parse_link
from advisor.testing import make_passage
from eval import dataset
from tests.knowledge.corpus_files import AFSNIT, FILES, LISTE, write

"""Sources whose sections are ours and stand in no original."""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(corpus_dir())


@pytest.fixture
def small(tmp_path: Path) -> dict[str, Passage]:
    return {passage.key: passage for passage in load_corpus(write(tmp_path)).passages}


def test_a_passage_inherits_from_its_section_and_source(small: dict[str, Passage]) -> None:
    benefit, risk = small["gevinst"], small["ulempe"]
    assert (benefit.section_id, benefit.section, benefit.pages) == ("haandbog/kapitel/afsnit", "Et afsnit", "12")
    assert (benefit.title, benefit.publisher, benefit.year, benefit.side) == (
        "Håndbog om ny teknologi",
        "Udgiveren",
        2024,
        "joint",
    )
    assert benefit.url == "https://example.dk/haandbog/kapitel"
    assert benefit.technologies == ("skaermbesoeg",)
    assert risk.technologies == ()
    assert benefit.core_questions == risk.core_questions == ("kerneopgave",)
    assert benefit.heading == "Mindre kørsel"
    assert benefit.text == "Skærmbesøg sparer kørsel."
    assert benefit.ways_in == (WayIn("Hvad vinder vi?"),)


def test_a_section_outside_the_listed_paths_has_the_address_of_its_source(small: dict[str, Passage]) -> None:
    assert small["dele"].url == "https://example.dk/haandbog"


def test_a_case_has_its_own_address_side_and_reservation(small: dict[str, Passage]) -> None:
    case = small["proeve"]
    assert (case.source_id, case.section_id) == ("cases", "cases/holbaek")
    assert (case.url, case.side, case.note) == ("https://example.dk/holbaek", "vendor", "Beløbet kendes ikke.")


def test_a_list_keeps_its_items_and_the_ways_in_to_them(small: dict[str, Passage]) -> None:
    passage = small["dele"]
    assert [passage.text[span.start : span.end] for span in passage.items] == [
        "Den første del.",
        "Den anden del.",
        "Den tredje del.",
    ]
    assert passage.text[: passage.prose.end] == "Oplæring har tre dele:"
    assert passage.ordered
    assert passage.ways_in[1] == WayIn("hvad er den sidste?", 3)


def test_links_hold_both_ways_though_written_once(small: dict[str, Passage]) -> None:
    assert small["gevinst"].pair == (Link(small["ulempe"].passage_id),)
    assert small["ulempe"].pair == (Link(small["gevinst"].passage_id),)
    assert small["dele"].counter == (Link(small["gevinst"].passage_id),)
    assert small["gevinst"].counter == (Link(small["dele"].passage_id),)


def test_the_id_follows_the_text_and_nothing_else(tmp_path: Path) -> None:
    root = write(tmp_path)
    before = {passage.key: passage.passage_id for passage in load_corpus(root).passages}
    text = FILES[AFSNIT]
    (root / AFSNIT).write_text(text.replace("Hvad vinder vi?", "Hvad er gevinsten?"), encoding="utf-8")
    assert {passage.key: passage.passage_id for passage in load_corpus(root).passages} == before
    (root / AFSNIT).write_text(text.replace("sparer kørsel", "sparer megen kørsel"), encoding="utf-8")
    after = {passage.key: passage.passage_id for passage in load_corpus(root).passages}
    assert [key for key in before if before[key] != after[key]] == ["gevinst"]


def test_one_text_in_two_sections_has_two_ids(tmp_path: Path) -> None:
    root = write(tmp_path)
    copy = FILES[LISTE].replace('counter: ["haandbog/kapitel/afsnit#gevinst"]\n', "")
    (root / "digest/haandbog/kopi.md").write_text(copy, encoding="utf-8")
    texts = [passage for passage in load_corpus(root).passages if passage.key == "dele"]
    assert len(texts) == len({passage.passage_id for passage in texts}) == 2


def test_the_digest_names_the_state_of_the_texts(tmp_path: Path) -> None:
    root = write(tmp_path)
    before = corpus_digest(root)
    (root / "README.md").write_text("anden vejledning", encoding="utf-8")
    (root / "vectors").mkdir()
    (root / "vectors/a.npz").write_bytes(b"0")
    assert corpus_digest(root) == before
    (root / AFSNIT).rename(root / "digest/haandbog/kapitel/andet.md")
    renamed = corpus_digest(root)
    (root / LISTE).write_text(FILES[LISTE] + "- en til\n", encoding="utf-8")
    assert len({before, renamed, corpus_digest(root)}) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#navn", Target(None, "navn", None)),
        ("kilde/afsnit#navn", Target("kilde/afsnit", "navn", None)),
        ("kilde/afsnit#navn[3]", Target("kilde/afsnit", "navn", 3)),
        ("navn", None),
        ("#Navn", None),
        ("#navn[x]", None),
        ("kilde#navn rest", None),
    ],
)
def test_links(text: str, expected: Target | None) -> None:
    assert parse_link(text) == expected


def test_a_passage_without_a_list_is_all_prose() -> None:
    passage = make_passage("k1", "Prisen er 3. 4 af 5 er tilfredse - næsten.")
    assert passage.items == ()
    assert passage.prose == Span(0, len(passage.text))
    assert not passage.ordered


def test_a_bulleted_list_is_not_ordered() -> None:
    passage = make_passage("k1", "Husk:\n- ét\n- to")
    assert [passage.text[span.start : span.end] for span in passage.items] == ["ét", "to"]
    assert not passage.ordered


class TestShipped:
    def test_it_loads_and_every_passage_is_whole(self, corpus: Corpus) -> None:
        assert len({passage.passage_id for passage in corpus.passages}) == len(corpus.passages) > 0
        for passage in corpus.passages:
            assert passage.text.strip() == passage.text
            assert passage.heading
            assert passage.source_id in corpus.reference.sources
            if passage.items:
                assert passage.text[: passage.prose.end].endswith(":"), passage.section_id
            assert all(passage.text[span.start : span.end].strip() for span in passage.items)

    def test_every_passage_has_five_ways_in(self, corpus: Corpus) -> None:
        assert [p.section_id + "#" + p.key for p in corpus.passages if len(p.ways_in) < 5] == []
        by_case: dict[str, int] = {}
        for passage in corpus.passages:
            if passage.section_id in corpus.cases:
                by_case[passage.section_id] = by_case.get(passage.section_id, 0) + len(passage.ways_in)
        assert all(count >= 6 for count in by_case.values())

    def test_texts_keep_within_the_words_that_the_corpus_readme_sets(self, corpus: Corpus) -> None:
        prose = [passage for passage in corpus.passages if not passage.items]
        lengths = {f"{p.section_id}#{p.key}": len(p.text.split()) for p in prose}
        assert {key: length for key, length in lengths.items() if not 10 <= length <= 120} == {}

    def test_pairs_and_counters_hold_both_ways(self, corpus: Corpus) -> None:
        by_id = {passage.passage_id: passage for passage in corpus.passages}
        pairs = counters = 0
        for passage in corpus.passages:
            for link in passage.pair:
                assert passage.passage_id in {back.passage_id for back in by_id[link.passage_id].pair}
                pairs += 1
            for link in passage.counter:
                assert passage.passage_id in {back.passage_id for back in by_id[link.passage_id].counter}
                counters += 1
            for link in (*passage.pair, *passage.counter):
                assert link.item is None or link.item <= len(by_id[link.passage_id].items)
        assert pairs >= 2
        assert counters >= 2

    def test_titles_are_those_of_the_originals(self, corpus: Corpus, shared: Path) -> None:
        outline = yaml.safe_load((shared / "sources" / "outline.yaml").read_text(encoding="utf-8"))
        titles = {section["id"]: section["titel"] for source in outline["sources"] for section in source["sections"]}
        core = {entry.id for entry in corpus.reference.entries.values() if entry.core}
        ours = {key: fields.title for key, fields in corpus.sections.items() if key.split("/")[0] in core}
        assert len(ours) > 0
        assert {key: title for key, title in ours.items() if titles.get(key) != title} == {}

    def test_no_question_of_the_evaluation_is_a_way_in(self, corpus: Corpus) -> None:
        def plain(text: str) -> str:
            return " ".join(fold(word) for word in words(text))

        asked = {plain(question.question): question.id for name in dataset.SETS for question in dataset.load(name)}
        assert len(asked) > 200
        guide = corpus.reference.guide
        known = [way.text for passage in corpus.passages for way in passage.ways_in]
        known += [
            way for core in guide.core_questions for sub in core.sub_questions for p in sub.points for way in p.ways_in
        ]
        known += [question for model in guide.models for question in model.asked_by]
        assert len(known) > 1_000
        assert [asked[plain(way)] for way in known if plain(way) in asked] == []

    def test_no_ten_words_in_a_row_are_the_originals(self, corpus: Corpus, shared: Path) -> None:
        tool = shared / "tools" / "own_words.py"
        run = [sys.executable, str(tool), str(corpus.root), "--run", "10", "--list"]
        done = subprocess.run(run, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode in (0, 1), done.stderr
        assert re.search(r"^\d+ shared runs of 10 or more words in \d{2,} files$", done.stdout, re.MULTILINE)
        rows = [line for line in done.stdout.splitlines()[:-1] if not self._is_title(line, corpus)]
        assert rows == []

    @staticmethod
    def _is_title(row: str, corpus: Corpus) -> bool:
        """Whether the shared run is a title or a name, which must be as they are."""
        run = " ".join(words(row.split(": ", 2)[2].rstrip()))
        reference = corpus.reference
        titles = [fields.title for fields in corpus.sections.values()]
        for source in reference.sources.values():
            titles += [f"{source.title} {source.subtitle or ''}", source.find or "", source.publisher or ""]
        for fields in corpus.cases.values():
            titles += [item.title for item in fields.references]
        return any(run in " ".join(words(title)) for title in titles)


def test_without_a_corpus_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("advisor.knowledge.corpus.resources.files", lambda _: tmp_path / "src" / "advisor")
    with pytest.raises(CorpusError, match="Installer pakken igen"):
        corpus_dir()


def test_passages_are_values() -> None:
    passage = make_passage("k1", "Tekst.")
    assert replace(passage) == passage
    assert replace(passage, text="Anden.") != passage
