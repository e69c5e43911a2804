"""The process that reads: bound, alone, killed when it must be, and never believed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.documents import worker
from ingest.documents.errors import DocumentRefused
from ingest.documents.limits import Limits
from ingest.documents.worker import read_apart
from tests.ingest.documents.making import line, pdf

ON_LINUX = pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="needs Linux's /proc")
PAGE = line("En side i en bog.", 60, 700)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A PDF of five pages."""
    path = tmp_path / "bog.pdf"
    path.write_bytes(pdf(*[PAGE] * 5))
    return path


def children() -> list[int]:
    """The processes that this one has started."""
    return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()]


def test_progress_tells_each_page(book: Path) -> None:
    told: list[tuple[int, int | None]] = []
    extract = read_apart(book, progress=lambda page, pages: told.append((page, pages)))
    assert told == [(page, 5) for page in range(1, 6)]
    assert extract.pages == 5
    assert [block.page for block in extract.blocks] == [1, 2, 3, 4, 5]


def test_three_hundred_pages_need_less_than_600_mb(tmp_path: Path) -> None:
    """The bound is on address space, so what it really holds is less."""
    page = b"".join(
        line("Kommunen og medarbejderne drøfter den nye teknologi.", 60, 780 - 18 * row) for row in range(12)
    )
    path = tmp_path / "bog.pdf"
    path.write_bytes(pdf(*[page] * 300))
    told: list[int] = []
    extract = read_apart(path, Limits(memory_bytes=600 << 20), lambda number, _: told.append(number))
    assert extract.pages == 300
    assert sum(block.text.count("teknologi") for block in extract.blocks) == 300 * 12
    assert told == list(range(1, 301))


@ON_LINUX
def test_it_is_bound_and_knows_nothing_of_us(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_API_KEY", "hemmelig")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    seen: dict[str, str] = {}

    def look(page: int, _pages: int | None) -> None:
        if page == 1:
            [child] = children()
            for name in ("limits", "environ", "cmdline"):
                seen[name] = Path(f"/proc/{child}/{name}").read_text("utf-8")
            seen["folder"] = str(Path(f"/proc/{child}/cwd").readlink())
            seen["group"] = str(os.getpgid(child) == child)

    read_apart(book, Limits(memory_bytes=900 << 20, seconds=77), look)
    bounds = {row[:25].strip(): row[25:].split()[:2] for row in seen["limits"].splitlines()}
    assert bounds["Max address space"] == [str(900 << 20)] * 2
    assert bounds["Max cpu time"] == ["77", "77"]
    assert bounds["Max file size"] == ["0", "0"]
    assert bounds["Max core file size"] == ["0", "0"]
    assert "hemmelig" not in seen["environ"]
    assert "PYTHONPATH" not in seen["environ"]
    assert str(book) not in seen["cmdline"]
    assert (seen["folder"], seen["group"]) == ("/", "True")


@ON_LINUX
def test_nothing_is_left_when_it_is_done_refused_or_interrupted(book: Path, tmp_path: Path) -> None:
    before = children()
    read_apart(book)
    with pytest.raises(DocumentRefused):
        read_apart(tmp_path / "findes-ikke.pdf")

    def stop(_page: int, _pages: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_apart(book, progress=stop)
    assert children() == before


@ON_LINUX
@pytest.mark.parametrize(
    ("number", "reason"),
    [(signal.SIGSEGV, "crashed"), (signal.SIGKILL, "too_much_memory"), (signal.SIGXCPU, "too_slow")],
)
def test_a_death_is_told_and_the_next_file_is_read(book: Path, number: signal.Signals, reason: str) -> None:
    def strike(page: int, _pages: int | None) -> None:
        if page == 1:
            [child] = children()
            os.kill(child, signal.SIGSTOP)  # it may not finish before it dies
            os.kill(child, number)
            os.kill(child, signal.SIGCONT)

    large = book.with_name("stor.pdf")
    large.write_bytes(pdf(*[PAGE] * 300))
    with pytest.raises(DocumentRefused) as refused:
        read_apart(large, progress=strike)
    assert refused.value.reason == reason
    assert read_apart(book).pages == 5


def test_the_clock_stops_what_does_not_answer(tmp_path: Path) -> None:
    """A page whose drawing takes far longer than it may."""
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(PAGE + b"0 0 m 500 800 l S " * 3_000_000))
    with pytest.raises(DocumentRefused) as refused:
        read_apart(path, Limits(seconds=1.5))
    assert refused.value.reason == "too_slow"


def test_memory_has_an_end(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("ord og flere ord\n\n" * 1_200_000, encoding="utf-8")
    most = Limits(memory_bytes=120 << 20, characters=10**9, blocks=10**9, answer_bytes=1 << 30)
    with pytest.raises(DocumentRefused) as refused:
        read_apart(path, most)
    assert refused.value.reason in {"too_much_memory", "crashed"}


@ON_LINUX
def test_it_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(PAGE, b"0 0 m 500 800 l S " * 3_000_000))
    code = """
        import os, sys
        from pathlib import Path
        from ingest.documents.worker import read_apart
        def tell(page, pages):
            print(Path(f"/proc/self/task/{os.getpid()}/children").read_text(), flush=True)
        read_apart(Path(sys.argv[1]), progress=tell)
    """
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(path)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(600):
        if not running(child):
            return
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the reader outlived its parent")


def running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] not in {"Z", "X"}
    except (FileNotFoundError, ProcessLookupError):
        return False


ANSWERS = {
    "nothing": "",
    "no JSON": "print('hej')",
    "another shape": """print('["block"]')""",
    "an unknown kind": """print('{"block": ["<script>", "x", 0, null]}')""",
    "a text that is none": """print('{"block": ["paragraph", 7, 0, null]}')""",
    "an unknown reason": """print('{"refused": {"reason": "because", "fields": {}, "trace": null}}')""",
    "half a line": """print('{"done": {"title": null, "pages"', end="")""",
    "an unknown flag": """print('{"done": {"title": null, "pages": null, "flags": [["evil", 1, null]]}}')""",
    "a title that is none": """print('{"done": {"title": ["x"], "pages": null, "flags": []}}')""",
}


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Lets a process of our making answer instead of the reader."""

    def answer(code: str) -> None:
        monkeypatch.setattr(worker, "_COMMAND", ("-c", code))

    return answer


@pytest.mark.parametrize("code", ANSWERS.values(), ids=ANSWERS.keys())
def test_an_answer_that_makes_no_sense_is_not_believed(book: Path, answering: Callable[[str], None], code: str) -> None:
    answering(code)
    with pytest.raises(DocumentRefused) as refused:
        read_apart(book, Limits(seconds=20))
    assert refused.value.reason == "crashed"


def test_an_answer_without_end_is_cut(book: Path, answering: Callable[[str], None]) -> None:
    answering("""while True: print('{"block": ["paragraph", "' + "x" * 100000 + '", 0, null]}')""")
    with pytest.raises(DocumentRefused) as refused:
        read_apart(book, Limits(answer_bytes=5 << 20))
    assert refused.value.reason == "too_long"


def test_the_same_file_reads_the_same_apart_and_here(book: Path) -> None:
    from ingest.documents import readers

    assert read_apart(book) == readers.read(book, Limits())


def test_starting_it_loads_no_reader_and_nothing_heavy() -> None:
    code = "import sys, ingest.documents.worker; print([m for m in sys.argv[1:] if m in sys.modules])"
    heavy = ["lxml", "pypdfium2", "docx", "pptx", "numpy", "chromadb", "pydantic", "markdown_it", "tinycss2"]
    done = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
