"""Settings become a service; the page and the indexer are found, not imported."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

import ingest.index
import ui.page
from advisor import messages, wiring
from advisor.errors import IndexMissing, SettingsError
from advisor.knowledge import corpus_dir, load_corpus
from advisor.ports import Embedder
from advisor.service import Advisor
from advisor.settings import Settings
from tests import children


def test_the_installed_plugins_are_the_indexer_and_the_page() -> None:
    assert wiring.plugin("indexer") is ingest.index.ensure
    assert wiring.plugin("page") is ui.page.mount
    assert wiring.plugin("nothing") is None


def offer(monkeypatch: pytest.MonkeyPatch, *offered: EntryPoint) -> None:
    """Make these the only plugins that are installed."""
    monkeypatch.setattr(wiring, "entry_points", lambda **wanted: EntryPoints(offered).select(**wanted))


def test_any_package_may_offer_a_plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, EntryPoint("page", "json:dumps", wiring.PLUGINS), EntryPoint("indexer", "json:loads", "other"))
    assert getattr(wiring.plugin("page"), "__name__", None) == "dumps"
    assert wiring.plugin("indexer") is None


def test_without_an_indexer_the_index_is_missing_and_the_remedy_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, embedder: Embedder
) -> None:
    offer(monkeypatch)
    with pytest.raises(IndexMissing) as raised:
        wiring.make_library(Settings(data_dir=tmp_path / "data"), embedder)
    assert raised.value.detail == messages.INDEX_MISSING.format(path=tmp_path / "data")
    assert raised.value.remedy == messages.INDEX_MISSING_REMEDY
    assert not (tmp_path / "data").exists()


def test_what_an_advisor_says_of_itself_is_what_it_was_made_of(
    advisor: Advisor, settings: Settings, embedder: Embedder
) -> None:
    about = advisor.about()
    corpus = load_corpus(corpus_dir())
    assert about.passages == len(corpus.passages)
    assert about.sources == len(corpus.reference.entries)
    assert about.corpus_checked == max(entry.checked for entry in corpus.reference.entries.values()).isoformat()
    assert about.index == ingest.index.fingerprint(corpus.digest, embedder)
    assert about.embedder == embedder.fingerprint
    assert about.conversation_minutes == settings.conversation_minutes


def test_an_embedder_that_is_unknown_is_an_error_of_the_settings(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"ADVISOR_EMBEDDER.*word2vec"):
        wiring.make_advisor(Settings(data_dir=tmp_path, embedder="word2vec"))


@pytest.mark.parametrize("module", ["advisor.cli", "advisor.wiring", "advisor.api", "advisor.settings"])
def test_what_every_command_imports_is_light(module: str, tmp_path: Path) -> None:
    heavy = ["gradio", "chromadb", "torch", "langchain_core", "langgraph", "sentence_transformers", "tokenizers"]
    code = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
    done = children.run(sys.executable, "-c", code, data_dir=tmp_path / "data")
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
