"""Every break of the format names its file, its line and what to do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from advisor.errors import CorpusError
from advisor.knowledge import load_corpus, load_reference
from tests.knowledge.corpus_files import AFSNIT, CASEFIL, FILES, GUIDEFIL, LISTE, MODELFIL, write

FINDING = re.compile(r"^(?P<file>corpus[^:]*):(?P<line>\d+): (?P<problem>.+) – (?P<remedy>.{8,})$")

LIST_FIELDS = FILES[LISTE][FILES[LISTE].index("```yaml") : FILES[LISTE].index("Oplæring")]


@dataclass(frozen=True)
class Break:
    """One change to one file, and where the finding must point: the first line that holds ``at``."""

    file: str
    old: str
    new: str
    at: str
    problem: str


BREAKS = {
    # the front matter
    "no front matter": Break(
        AFSNIT, '---\ntitle: "Et afsnit"', 'title: "Et afsnit"', 'title: "Et', "begynder ikke med"
    ),
    "unknown field": Break(AFSNIT, 'pages: "12"', 'sider: "12"', "sider:", "sider"),
    "wrong type": Break(AFSNIT, 'pages: "12"', "pages: 12", "pages: 12", "pages"),
    "not a list": Break(
        AFSNIT, "core_questions: [kerneopgave]", "core_questions: kerneopgave", "core_q", "core_questions"
    ),
    "not one of the values": Break(AFSNIT, "[kerneopgave]", "[kerneopgaver]", "[kerneopgaver]", "core_questions.0"),
    "missing field": Break(AFSNIT, 'title: "Et afsnit"\n', "", "pages", "title"),
    "bad yaml": Break(AFSNIT, 'pages: "12"', 'pages: "12" til 13', "pages", "ugyldig YAML"),
    "a control character": Break(AFSNIT, 'pages: "12"', 'pages: "1\x012"', "pages", "ugyldig YAML"),
    "a field twice": Break(AFSNIT, 'pages: "12"', 'pages: "12"\ntitle: Igen', "title: Igen", "title står to gange"),
    "unknown technology": Break(AFSNIT, "[skaermbesoeg]", "[skaermbesoeg,\n  dron]", "  dron]", "teknologien dron"),
    "unknown origin": Break(AFSNIT, 'pages: "12"', 'pages: "12"\norigin: ingen', "origin: ingen", "origin ingen"),
    "a day that is none": Break(
        AFSNIT, 'pages: "12"', "checks:\n  - {date: 2026-02-30, findings: ok}", "2026-02-30", "2026-02-30"
    ),
    # the passages
    "no passage": Break(CASEFIL, FILES[CASEFIL][FILES[CASEFIL].index("## ") :], "", "---", "ingen passage"),
    "text before the first passage": Break(
        LISTE, "## Tre dele", "Indledning.\n\n## Tre dele", "Indledning", "før den første"
    ),
    "a heading without a name": Break(LISTE, " {#dele}", "", "## Tre dele", "intet navn"),
    "another heading": Break(LISTE, "### Veje ind", "### Spørgsmål", "### Spørgsmål", "ukendt overskrift: Spørgsmål"),
    "a passage without fields": Break(LISTE, LIST_FIELDS, "", "## Tre", "mangler sine felter"),
    "a passage without text": Break(CASEFIL, "Holbæk prøvede skærmbesøg.\n", "", "## Prøven", "ingen tekst"),
    "text after a list": Break(
        LISTE, "### Veje ind", "Til sidst en bemærkning.\n\n### Veje ind", "Til sidst", "efter listen"
    ),
    "no ways in": Break(CASEFIL, "### Veje ind\n\n- Hvem har prøvet?\n", "", "## Prøven", "ingen veje ind"),
    "ways in as text": Break(CASEFIL, "- Hvem har prøvet?", "Hvem har prøvet?", "Hvem har prøvet?", "som punkter"),
    "a way in to no item": Break(LISTE, "- [3]", "- [4]", "## Tre dele", "[4] peger på et punkt"),
    "a kind that is none": Break(AFSNIT, "kind: risk", "kind: fare", "kind: fare", "kind"),
    "bad yaml in a passage": Break(AFSNIT, "kind: risk", "kind: [risk", "technologies: []", "ugyldig YAML"),
    "unknown field in a passage": Break(AFSNIT, "kind: risk", "kind: risk\npar: []", "par: []", "par"),
    "unknown technology in a passage": Break(
        AFSNIT, "technologies: []", "technologies: [dron]", "[dron]", "teknologien dron"
    ),
    "unknown origin in a passage": Break(AFSNIT, "technologies: []", "origin: ingen", "origin: ingen", "origin ingen"),
    "a name twice": Break(
        AFSNIT, "Mere ensomhed {#ulempe}", "Mere ensomhed {#gevinst}", "## Mere", "#gevinst står to gange"
    ),
    "the same text twice": Break(
        AFSNIT, "Et videoopkald kan gøre ensomme.", "Skærmbesøg sparer kørsel.", "## Mindre", "samme tekst"
    ),
    # links
    "a pair that leads nowhere": Break(AFSNIT, '"#ulempe"', '"#fordel"', "## Mindre", "henvisningen #fordel"),
    "a counter that leads nowhere": Break(LISTE, "afsnit#gevinst", "afsnit#tab", "## Tre", "afsnit#tab"),
    "a link that is none": Break(AFSNIT, '"#ulempe"', '"ulempe"', "## Mindre", "henvisningen ulempe"),
    "a link to no item": Break(AFSNIT, '"#ulempe"', '"haandbog/liste#dele[4]"', "## Mindre", "dele[4]"),
    # sources, vocabulary, guide
    "unknown source": Break("sources.yaml", "id: haandbog", "id: haandbogen", "", "kilden haandbog findes ikke"),
    "a source twice": Break("sources.yaml", "id: cases", "id: haandbog", "", "haandbog står to gange"),
    "a source without a side": Break("sources.yaml", "  side: joint\n", "", "- id: haandbog", "0.side"),
    "a role that is none": Break("vocabulary.yaml", "{id: leader", "{id: boss", "boss", "roles.0.id"),
    "a message in two places": Break(
        "said.yaml", "hvad er en pilot", "Hop over", "questions", "»Hop over« står både under skip og question"
    ),
    "too few messages": Break("said.yaml", ", ikke nu", "", "hop over", "wishes.skip"),
    "too few questions outside": Break("outside.yaml", ", er der kage", "", "questions", "0.questions"),
    "an argument's passage": Break("arguments.yaml", "#gevinst", "#tab", "- id", "det-hjaelper: passagen"),
    "an argument's item": Break("arguments.yaml", "dele[2]", "dele[9]", "- id", "dele[9] findes ikke"),
    "an argument's sentence": Break(
        "arguments.yaml", "  ask:", "  sentence: 9\n  ask:", "- id", "ingen sætning nummer 9"
    ),
    "an argument's technology": Break(
        "arguments.yaml", "technologies: []", "technologies: [dron]", "- id", "teknologien dron"
    ),
    "a basis that is none": Break("arguments.yaml", "basis: advice", "basis: mening", "basis", "0.basis"),
    "unknown area": Break(CASEFIL, "area: administration", "area: skole", "area: skole", "området skole"),
    "a gain that is none": Break(CASEFIL, "economy: true", "economy: måske", "economy", "gains.economy"),
    "the guide's passage": Break(GUIDEFIL, "liste#dele[2]", "liste#dele[9]", "dele[9]", "dele[9] findes ikke"),
    "a point's passage": Break(GUIDEFIL, "liste#dele[3]", "liste#dele[9]", "dele[9]", "dele[9] findes ikke"),
    "a point's sentence": Break(
        GUIDEFIL, '#gevinst", probe', '#gevinst", sentence: 9, probe', "id: tre", "ingen sætning nummer 9"
    ),
    "a point's probe": Break(
        GUIDEFIL, '#gevinst", probe: 1', '#gevinst", probe: 2', "probe: 2", "tre har intet spørgsmål nummer 2"
    ),
    "the guide's section": Break(
        GUIDEFIL, "[haandbog/kapitel/afsnit]", "[haandbog/intet]", "haandbog/intet", "haandbog/intet"
    ),
    "the guide's model": Break(GUIDEFIL, "[tre-dele]", "[fire-dele]", "fire-dele", "modellen fire-dele"),
    "the guide's case": Break(GUIDEFIL, "[holbaek]", "[odense]", "odense", "casen odense"),
    "too few ways in": Break(
        GUIDEFIL, ", vej 7]}\n    probes", "]}\n    probes", "id: tre", "sub_questions.0.points.2.ways_in"
    ),
    "a weight above one": Break(GUIDEFIL, "idea: 1.0", "idea: 1.5", "idea: 1.5", "sub_questions.0.phases.idea"),
    "a model's passage": Break(MODELFIL, "liste#dele", "liste#intet", "liste#intet", "liste#intet findes ikke"),
    "a model's item": Break(MODELFIL, "item: 3", "item: 4", "item: 4", "punkt 4 findes ikke"),
    "a model's shape": Break(MODELFIL, "checklist", "cirkel", "cirkel", "0.shape"),
}
ELSEWHERE = {"unknown source": (AFSNIT, 1), "a source twice": ("sources.yaml", 1)}
"""Where a change in one file shows in another, or the line is that of the file as a whole."""


def findings(root: Path) -> list[re.Match[str]]:
    with pytest.raises(CorpusError) as caught:
        load_corpus(root)
    matches = [FINDING.match(line) for line in caught.value.findings]
    assert all(matches), caught.value.findings
    return [match for match in matches if match]


def test_the_small_corpus_is_right_to_begin_with(tmp_path: Path) -> None:
    corpus = load_corpus(write(tmp_path))
    assert [passage.key for passage in corpus.passages] == ["gevinst", "ulempe", "dele", "proeve"]


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_is_found_where_it_is(tmp_path: Path, name: str) -> None:
    made = BREAKS[name]
    root = write(tmp_path)
    whole = FILES[made.file]
    assert whole.count(made.old) >= 1
    broken = whole.replace(made.old, made.new, 1)
    (root / made.file).write_text(broken, encoding="utf-8")
    line = broken[: broken.index(made.at)].count("\n") + 1
    file, line = ELSEWHERE.get(name, (made.file, line))
    found = [(match["file"], int(match["line"])) for match in findings(root) if made.problem in match["problem"]]
    assert (f"corpus/{file}", line) in found


@pytest.mark.parametrize("file", FILES)
def test_what_is_not_utf8_is_named(tmp_path: Path, file: str) -> None:
    root = write(tmp_path)
    (root / file).write_bytes(FILES[file].encode("latin-1"))
    found = findings(root)
    assert any(match["file"] == f"corpus/{file}" and "UTF-8" in match["problem"] for match in found)


@pytest.mark.parametrize(
    "file", ["sources.yaml", "vocabulary.yaml", "arguments.yaml", "outside.yaml", "wishes.yaml", "said.yaml"]
)
def test_a_missing_file_is_named(tmp_path: Path, file: str) -> None:
    root = write(tmp_path)
    (root / file).unlink()
    assert any(match["file"] == f"corpus/{file}" and "kan ikke læses" in match["problem"] for match in findings(root))


def test_all_findings_come_at_once(tmp_path: Path) -> None:
    root = write(tmp_path)
    for name in ("unknown field", "unknown area", "the guide's passage"):
        made = BREAKS[name]
        (root / made.file).write_text(FILES[made.file].replace(made.old, made.new, 1), encoding="utf-8")
    assert {match["file"] for match in findings(root)} >= {f"corpus/{file}" for file in (AFSNIT, CASEFIL, GUIDEFIL)}


def test_both_passages_of_one_text_are_named(tmp_path: Path) -> None:
    root = write(tmp_path)
    made = BREAKS["the same text twice"]
    broken = FILES[AFSNIT].replace(made.old, made.new)
    (root / AFSNIT).write_text(broken, encoding="utf-8")
    lines = [broken[: broken.index(heading)].count("\n") + 1 for heading in ("## Mindre", "## Mere")]
    assert [int(match["line"]) for match in findings(root) if "samme tekst" in match["problem"]] == lines


def test_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    plain = load_corpus(write(tmp_path / "unix")).passages
    root = write(tmp_path / "windows")
    (root / AFSNIT).write_bytes(FILES[AFSNIT].replace("\n", "\r\n").encode())
    assert load_corpus(root).passages == plain


def test_the_reference_alone_reports_too(tmp_path: Path) -> None:
    root = write(tmp_path)
    made = BREAKS["a source without a side"]
    (root / made.file).write_text(FILES[made.file].replace(made.old, made.new, 1), encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_reference(root)
    assert caught.value.findings[0].startswith("corpus/sources.yaml:1: 0.side")
