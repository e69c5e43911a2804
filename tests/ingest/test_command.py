"""``python -m ingest corpus``: an editor is told file, line and remedy."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

import ingest.__main__ as command
import ingest.corpus
from advisor.errors import CorpusError
from advisor.knowledge import corpus_dir, load_corpus
from advisor.ports import Embedder
from ingest.vectors import VectorFile

PAGE = Path("digest/sammen-om-ny-teknologi/kerneopgave/businesscase.md")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the corpus that a test may spoil."""
    return Path(shutil.copytree(corpus_dir(), tmp_path / "corpus"))


def replace(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


FAULTS: dict[str, tuple[Callable[[str], str], str]] = {
    "an unknown field": (replace("title:", "titel: x\ntitle:"), "titel: x"),
    "an unknown phase": (replace("phases: [", "phases: [snart, "), "phases: [snart"),
    "an unknown kind": (replace("kind: fact", "kind: fakta"), "kind: fakta"),
    "broken YAML": (replace('title: "', 'title: "" "'), 'title: "" "'),
    "a link to nowhere": (replace("kind: fact", 'kind: fact\npair: ["#intet"]'), "## Hvad en businesscase er"),
    "no ways in": (lambda text: text[: text.index("### Veje ind")], "## Hvad en businesscase er"),
}


@pytest.mark.parametrize(("change", "at"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_its_file_and_its_line(
    root: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[str], str], at: str
) -> None:
    text = change((root / PAGE).read_text(encoding="utf-8"))
    (root / PAGE).write_text(text, encoding="utf-8")
    [line] = [number for number, own in enumerate(text.splitlines(), start=1) if own.startswith(at)]
    with pytest.raises(CorpusError) as raised:
        load_corpus(root)
    told = [finding for finding in raised.value.findings if finding.startswith(f"corpus/{PAGE}:{line}: ")]
    assert told, raised.value.findings
    assert all(" – " in finding for finding in told)

    monkeypatch.setattr(ingest.corpus, "corpus_dir", lambda: root)
    done = CliRunner().invoke(command.app, ["corpus"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert told[0] in done.stderr.splitlines()


def test_all_faults_are_told_at_once(root: Path) -> None:
    for name in ("businesscase", "dataetik", "fem-spoergsmaal"):
        path = root / PAGE.with_stem(name)
        path.write_text(path.read_text(encoding="utf-8").replace("title:", "titel:", 1), encoding="utf-8")
    with pytest.raises(CorpusError) as raised:
        load_corpus(root)
    for name in ("businesscase", "dataetik", "fem-spoergsmaal"):
        assert any(f"{name}.md:2: " in finding for finding in raised.value.findings)


def test_a_corpus_in_order_is_counted(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.setattr(ingest.corpus, "corpus_dir", lambda: root)
    done = CliRunner().invoke(command.app, ["corpus"])
    corpus = load_corpus(root)
    assert (done.exit_code, done.stderr) == (0, "")
    counts = [len(corpus.sections), len(corpus.passages), sum(len(passage.ways_in) for passage in corpus.passages)]
    assert [int(word) for word in done.stdout.split() if word.isdigit()] == counts


def test_vectors_of_what_is_new_are_added_and_those_of_what_is_gone_are_dropped(
    monkeypatch: pytest.MonkeyPatch, root: Path, embedder: Embedder
) -> None:
    file = VectorFile(root / "vectors", embedder.fingerprint)
    before = set(file.read())
    page = root / PAGE
    assert "- Hvad er en businesscase?\n" in page.read_text(encoding="utf-8")
    changed = page.read_text(encoding="utf-8").replace("- kan det betale sig?\n", "- kan det mon betale sig igen?\n", 1)
    page.write_text(changed, encoding="utf-8")
    monkeypatch.setattr(ingest.corpus, "corpus_dir", lambda: root)
    done = CliRunner().invoke(command.app, ["corpus", "--vectors"])
    assert done.exit_code == 0, done.output
    after = set(file.read())
    assert (len(after - before), len(before - after)) == (1, 1)
    stamp = file.path.stat().st_mtime_ns
    assert CliRunner().invoke(command.app, ["corpus", "--vectors"]).exit_code == 0
    assert file.path.stat().st_mtime_ns == stamp


def test_the_index_is_built_where_the_settings_say(tmp_path: Path) -> None:
    done = CliRunner().invoke(command.app, ["corpus", "--index"], env={"ADVISOR_DATA_DIR": str(tmp_path / "data")})
    assert done.exit_code == 0, done.output
    folder = Path(done.stdout.splitlines()[-1])
    assert folder.parent == tmp_path / "data" / "index"
    assert (folder / "manifest.json").is_file()


def test_a_data_folder_that_cannot_be_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = CliRunner().invoke(command.app, ["corpus", "--index"], env={"ADVISOR_DATA_DIR": str(tmp_path / "file")})
    assert done.exit_code == 1
    assert str(tmp_path / "file") in done.stderr
