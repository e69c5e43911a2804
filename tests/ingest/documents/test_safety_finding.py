"""What lies below the paths that somebody gave: in a stable order, each file once, nothing from outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.documents.finding import Discovery, discover, shown
from ingest.documents.limits import Limits


def names(found: Discovery, root: Path) -> list[str]:
    return [str(path.relative_to(root)) for path in found.files]


def reasons(found: Discovery) -> list[tuple[str, str]]:
    return [(refusal.path.name, refusal.error.reason) for refusal in found.refusals]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a folder in it."""
    root = tmp_path / "papirer"
    (root / "b").mkdir(parents=True)
    for name in ("ø.txt", "a.pdf", "b/c.docx", "b/d.MD"):
        (root / name).write_text("tekst", encoding="utf-8")
    return root


def test_files_come_sorted_and_each_once(folder: Path) -> None:
    wanted = ["a.pdf", "b/c.docx", "b/d.MD", "ø.txt"]
    assert names(discover([folder]), folder) == wanted
    assert names(discover([folder / "b" / ".." / "b" / "d.MD", folder, folder / "b"]), folder) == [
        "b/d.MD", "a.pdf", "b/c.docx", "ø.txt",
    ]  # fmt: skip


def test_hidden_and_leftover_files_are_passed_over(folder: Path) -> None:
    (folder / ".skjult").mkdir()
    for name in (".env.txt", ".skjult/a.txt", "~$a.docx", "Thumbs.db", "desktop.ini"):
        (folder / name).write_text("x", encoding="utf-8")
    assert discover([folder]) == discover([folder / "a.pdf", folder / "b", folder / "ø.txt"])


def test_other_kinds_in_a_folder_are_told_and_a_named_file_is_left_to_its_content(folder: Path) -> None:
    (folder / "tal.xlsx").write_bytes(b"x")
    (folder / "brev.doc").write_bytes(b"x")
    found = discover([folder])
    assert reasons(found) == [("tal.xlsx", "kind")]
    assert "brev.doc" in names(found, folder)  # the reader tells what to save it as
    assert names(discover([folder / "tal.xlsx"]), folder) == ["tal.xlsx"]


def test_links_are_followed_inside_the_folder_alone(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "hemmeligt.txt").write_text("x", encoding="utf-8")
    (folder / "ind.txt").symlink_to(folder / "ø.txt")
    (folder / "ud.txt").symlink_to(tmp_path / "hemmeligt.txt")
    (folder / "op").symlink_to(tmp_path)
    (folder / "rundt").symlink_to(folder)
    (folder / "væk.txt").symlink_to(folder / "findes-ikke.txt")
    (folder / "selv.txt").symlink_to(folder / "selv.txt")
    (folder / "b" / "bagud.txt").symlink_to("../../hemmeligt.txt")
    found = discover([folder])
    assert names(found, folder) == ["a.pdf", "b/c.docx", "b/d.MD", "ø.txt"]
    assert sorted(reasons(found)) == [
        ("bagud.txt", "outside"),
        ("op", "outside"),
        ("selv.txt", "missing"),
        ("ud.txt", "outside"),
        ("væk.txt", "missing"),
    ]


def test_a_link_that_is_named_is_followed(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "genvej"
    link.symlink_to(folder)
    assert len(discover([link]).files) == 4


def test_names_that_mislead_are_refused_and_printed_in_full(folder: Path) -> None:
    (folder / "a\x1b[2Jb.txt").write_text("x", encoding="utf-8")
    (folder / "regning\u202efdp.txt").write_text("x", encoding="utf-8")
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xe6.txt"))).write_text("x", encoding="utf-8")
    found = discover([folder])
    assert [reason for _, reason in reasons(found)] == ["name"] * 3
    printed = [shown(refusal.path.name) for refusal in found.refusals]
    assert printed == [r"a\x1b[2Jb.txt", r"regning\u202efdp.txt", r"\udce6.txt"]
    assert all(name.isprintable() for name in printed)
    assert shown("blåbær – ø.txt") == "blåbær – ø.txt"


def test_pipes_and_missing_paths(folder: Path) -> None:
    os.mkfifo(folder / "rør.txt")
    found = discover([folder, folder / "findes-ikke", Path("a\0b"), folder / ("x" * 300)])
    assert [reason for _, reason in reasons(found)] == ["special", "missing", "missing", "missing"]
    assert len(found.files) == 4


def test_too_many_files_and_too_deep_folders_end_with_a_line(folder: Path) -> None:
    found = discover([folder], Limits(files=2))
    assert (names(found, folder), reasons(found)) == (["a.pdf", "b/c.docx"], [("papirer", "too_many_files")])
    found = discover([folder], Limits(depth=0))
    assert (names(found, folder), reasons(found)) == (["a.pdf", "ø.txt"], [("b", "too_deep")])
