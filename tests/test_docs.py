"""What the README says is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from advisor import errors
from advisor.cli import app as cli
from advisor.service import Advisor
from advisor.settings import Settings
from eval import readme

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """The README's text under a heading."""
    return re.split(r"^## ", README.split(f"\n## {title}\n")[1], flags=re.MULTILINE)[0]


def block(name: str) -> str:
    """What stands between a block's marks."""
    match = re.search(rf"<!-- {name} -->\n\n(.*?)\n<!-- /{name} -->", README, re.DOTALL)
    assert match is not None, f"no block {name}"
    return match[1]


def test_the_settings_are_those_of_the_program() -> None:
    assert block("settings") == readme.settings()
    assert set(re.findall(r"ADVISOR_(\w+)`", block("settings"))) == {name.upper() for name in Settings.model_fields}


def test_every_make_target_the_readme_names_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z]+)`?", README)) - {"it"}
    assert {"run", "test", "install"} <= named
    assert named <= targets


def test_every_command_the_readme_names_is_there() -> None:
    listed = CliRunner().invoke(cli, ["--help"]).output
    for command in set(re.findall(r"advisor (ask|serve|doctor|\w+) ", section("Two commands"))):
        assert command in listed
    for module in re.findall(r"python -m (\w+)", README):
        done = subprocess.run([sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == 0, module


def test_the_answers_in_the_readme_are_the_program_s_own(advisor: Advisor) -> None:
    assert block("answers") == readme.answers(advisor)


def test_every_path_in_the_layout_is_there() -> None:
    for path in re.findall(r"^\| `(.+?)` \|", section("Layout"), re.MULTILINE):
        assert (ROOT / path).is_dir(), path


def test_every_link_and_picture_of_the_readme_is_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_licence_is_named_the_same_everywhere() -> None:
    assert "SPDX-License-Identifier: EUPL-1.2" in README
    assert 'license = "EUPL-1.2"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_error_tree_in_the_docstring_is_the_tree() -> None:
    def tree(kind: type[errors.AdvisorError]) -> list[str]:
        # the indexer has errors of its own
        own = [child for child in kind.__subclasses__() if child.__module__ == errors.__name__]
        return [kind.__name__, *(name for child in own for name in tree(child))]

    drawn = re.findall(r"[├└]── (\w+)|^    (AdvisorError)$", errors.__doc__ or "", re.MULTILINE)
    assert sorted(a or b for a, b in drawn) == sorted(tree(errors.AdvisorError))


def test_the_figures_in_the_readme_are_those_of_the_baseline() -> None:
    assert block("figures") == readme.figures(readme.load_baseline())
