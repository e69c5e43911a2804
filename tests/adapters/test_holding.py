"""An index is not removed while a process reads it, and is once nobody does."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.adapters import holding
from tests import children

NAME = "manifest.json"
HOLDER = """
import sys
from pathlib import Path
from advisor.adapters import holding
class Owner: pass
owner = Owner()
print(holding.hold(Path(sys.argv[1]), owner), flush=True)
sys.stdin.readline()
del owner
print("let go", flush=True)
sys.stdin.readline()
"""


class Owner:
    """Somebody who reads."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "index"
    (made / "deep").mkdir(parents=True)
    (made / NAME).write_text("{}", encoding="utf-8")
    (made / "deep" / "data").write_bytes(b"data")
    return made


def test_an_index_that_nobody_holds_is_removed(folder: Path) -> None:
    assert holding.remove(folder, NAME)
    assert not folder.exists()
    assert holding.remove(folder, NAME)


def test_what_was_left_of_a_removal_is_removed(folder: Path) -> None:
    (folder / NAME).unlink()
    assert holding.remove(folder, NAME)
    assert not folder.exists()


def test_a_held_index_stays_whole_until_the_last_holder_is_gone(folder: Path) -> None:
    first, second = Owner(), Owner()
    assert holding.hold(folder / NAME, first)
    assert holding.hold(folder / NAME, second)
    del first
    gc.collect()
    assert not holding.remove(folder, NAME)
    assert (folder / "deep" / "data").read_bytes() == b"data"
    assert (folder / NAME).is_file()
    del second
    gc.collect()
    assert holding.remove(folder, NAME)


def test_what_is_gone_cannot_be_held(folder: Path) -> None:
    assert holding.remove(folder, NAME)
    assert not holding.hold(folder / NAME, Owner())


@pytest.mark.parametrize("killed", [False, True])
def test_another_process_holds_it_until_it_lets_go_or_dies(folder: Path, killed: bool) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder / NAME)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=children.environment(folder),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        assert not holding.remove(folder, NAME)
        assert (folder / "deep" / "data").is_file()
        if killed:
            process.kill()
            process.wait()
        else:
            process.stdin.write("\n")
            process.stdin.flush()
            assert process.stdout.readline() == "let go\n"
        assert holding.remove(folder, NAME)
        process.stdin.close()
