"""The house keeps its shape."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = [path for folder in ("src", "ingest", "ui", "eval") for path in (ROOT / folder).rglob("*.py")]


@pytest.mark.parametrize("name", ["advisor", "ingest", "ui", "eval", "tests"])
def test_each_package_is_the_one_in_this_checkout(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__file__ is not None
    assert Path(module.__file__).is_relative_to(ROOT)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_outgrows_three_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_importing_the_library_loads_nothing_heavy() -> None:
    heavy = ["gradio", "chromadb", "torch", "langgraph", "langchain_core", "tokenizers", "sentence_transformers"]
    code = f"import sys, advisor, advisor.domain; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_is_tied_to_one_machine_or_registry() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    markers = ["index" + "-url", "find" + "-links", "/ho" + "me/", "/simple" + "/"]
    for name in tracked.stdout.splitlines():
        path = ROOT / name
        if path.suffix in {".npz", ".png", ".bin"} or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        found = [marker for marker in markers if marker in text]
        assert not found, f"{name}: {found}"
