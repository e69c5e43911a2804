"""``advisor``, as it is installed, in processes of its own."""

from __future__ import annotations

import json
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from advisor import __version__, messages
from advisor.service import Advisor
from advisor.settings import Settings
from tests import children
from tests.children import COMMAND, SECONDS

QUESTION = "Hvad skal en businesscase indeholde?"


@pytest.fixture(scope="module")
def data_dir(advisor: Advisor, settings: Settings) -> Path:
    """A data folder whose index is built."""
    assert advisor.about().passages
    return settings.data_dir


def test_the_version_is_the_packages_own(data_dir: Path) -> None:
    done = children.run(COMMAND, "--version", data_dir=data_dir)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{__version__}\n", "")


@pytest.mark.parametrize("arguments", [["--help"], []])
def test_help_names_every_command(data_dir: Path, arguments: list[str]) -> None:
    done = children.run(COMMAND, *arguments, data_dir=data_dir)
    assert done.returncode == (0 if arguments else 2)
    for name in ("ask", "serve", "doctor", "--version"):
        assert name in done.stdout + done.stderr


@pytest.mark.parametrize("arguments", [["nosuch"], ["ask"], ["serve", "--port", "mange"], ["--nosuch"]])
def test_a_wrong_call_is_told_without_a_traceback(data_dir: Path, arguments: list[str]) -> None:
    done = children.run(COMMAND, *arguments, data_dir=data_dir)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: advisor" in done.stderr
    assert "Traceback" not in done.stderr


def test_ask_shows_the_answer_its_sources_and_the_notice(data_dir: Path, advisor: Advisor) -> None:
    done = children.run(COMMAND, "ask", QUESTION, data_dir=data_dir)
    assert (done.returncode, done.stderr) == (0, "")
    turn = advisor.chat(QUESTION)
    answer, sources = done.stdout.split(f"\n{messages.SOURCES_HEADING}\n")
    for segment in turn.answer.segments:
        assert segment.text in answer
    for citation in turn.answer.citations:
        [line] = [line for line in sources.splitlines() if line.startswith(f"[{citation.number}] ")]
        assert citation.passage.title in line
        assert citation.passage.section in line
    assert sources.strip().endswith(turn.notice)


def test_ask_says_when_the_sources_do_not_answer(data_dir: Path) -> None:
    done = children.run(COMMAND, "ask", "Hvad koster en liter mælk i Japan?", data_dir=data_dir)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"\n{messages.SOURCES_HEADING}\n" not in done.stdout
    assert "[1]" not in done.stdout.split(messages.NEAREST_HEADING)[0]


def test_a_question_in_broken_bytes_is_answered(data_dir: Path) -> None:
    broken = os.fsdecode(b"hvad er en businesscase \xff\xfe?")
    done = children.run(COMMAND, "ask", broken, data_dir=data_dir)
    assert (done.returncode, done.stderr) == (0, "")
    assert messages.SOURCES_HEADING in done.stdout


def test_doctor_says_what_the_service_says(data_dir: Path, advisor: Advisor) -> None:
    done = children.run(COMMAND, "doctor", data_dir=data_dir)
    assert (done.returncode, done.stderr) == (0, "")
    told = dict(re.split(r"\s{2,}", line, maxsplit=1) for line in done.stdout.splitlines())
    about = advisor.about()
    assert told[messages.DOCTOR_VERSION].startswith(f"{__version__} ")
    assert told[messages.DOCTOR_ENGINE] == about.engine
    assert told[messages.DOCTOR_EMBEDDER] == about.embedder
    assert told[messages.DOCTOR_INDEX] == about.index
    assert {str(about.passages), str(about.sources)} <= set(told[messages.DOCTOR_CORPUS].split())
    assert about.corpus_checked in told[messages.DOCTOR_CORPUS]
    assert told[messages.DOCTOR_DATA] == f"{data_dir} (kan skrives)"
    assert str(about.conversation_minutes) in told[messages.DOCTOR_STORE]
    assert told[messages.DOCTOR_PAGE] == "installeret"
    assert told[messages.DOCTOR_NETWORK] == messages.DOCTOR_NO_NETWORK
    assert told[messages.DOCTOR_TRIAL] == "besvaret"
    assert len(told) == 10


def test_doctor_tells_of_a_retention_that_was_chosen(data_dir: Path) -> None:
    done = children.run(COMMAND, "doctor", data_dir=data_dir, settings={"CONVERSATION_MINUTES": "7"})
    assert messages.STORED.format(minutes=7) in done.stdout


def test_nothing_that_is_asked_is_written_to_the_disk(tmp_path: Path) -> None:
    word = "Kvababbelse"
    done = children.run(COMMAND, "ask", f"{QUESTION} {word}", data_dir=tmp_path / "data")
    assert done.returncode == 0
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.name == "library.sqlite" for path in files)
    for path in files:
        content = path.read_bytes().lower()
        assert word.lower().encode() not in content
        assert word.lower().encode("utf-16-le") not in content


WRONG = [
    ("PORT", "mange"),
    ("PORT", "65536"),
    ("PORT", "-1"),
    ("CONCURRENCY", "0"),
    ("CONCURRENCY", "1.5"),
    ("REQUEST_TIMEOUT", "0"),
    ("REQUEST_TIMEOUT", "længe"),
    ("CONVERSATION_MINUTES", "0"),
    ("STORE", "disk"),
    ("EMBEDDER", "word2vec"),
    ("EMBEDDER", "sentence-transformers:"),
    ("EMBEDDER", ""),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_is_told_in_one_danish_line_with_its_name(data_dir: Path, name: str, value: str) -> None:
    done = children.run(COMMAND, "doctor", data_dir=data_dir, settings={name: value})
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    assert line.startswith(f"Indstillingen ADVISOR_{name} har en værdi, der ikke kan bruges: ")
    assert not re.search(r"\b(?:input|should|value|must|valid|Traceback)\b", line, re.IGNORECASE)


def test_unknown_settings_are_ignored(data_dir: Path) -> None:
    assert children.run(COMMAND, "doctor", data_dir=data_dir, settings={"NOSUCH": "x"}).returncode == 0


def test_a_port_in_use_is_told_in_one_danish_line(data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = children.run(COMMAND, "serve", "--port", port, data_dir=data_dir)
    assert (done.returncode, done.stdout) == (1, "")
    expected = messages.PORT_IN_USE.format(port=port, host="127.0.0.1")
    assert done.stderr == f"{expected} {messages.PORT_IN_USE_REMEDY}\n"


def test_an_address_that_is_not_this_machines_is_told_in_one_danish_line(data_dir: Path) -> None:
    done = children.run(COMMAND, "serve", "--host", "192.0.2.1", "--port", "0", data_dir=data_dir)
    assert (done.returncode, done.stdout) == (1, "")
    expected = messages.ADDRESS_UNUSABLE.format(port=0, host="192.0.2.1")
    assert done.stderr == f"{expected} {messages.ADDRESS_UNUSABLE_REMEDY}\n"


class Server:
    """``advisor serve`` in a process of its own, as one who calls it sees it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        self.process = process
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, args=[process.stdout], daemon=True)
        self._reader.start()
        self.address = self._lines.get(timeout=SECONDS).strip()

    def _read(self, stream: Any) -> None:
        for line in stream:
            self._lines.put(line)

    def get(self, path: str, body: object = None) -> tuple[int, Any]:
        """Status and JSON of a GET, or of a POST when there is a body."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def until_ready(self) -> Any:
        """Ask ``/readyz`` until it says so."""
        pause = threading.Event()
        for _ in range(SECONDS * 20):
            status, told = self.get("/readyz")
            if status == 200:
                return told
            assert (status, told["code"]) == (503, "not_ready")
            pause.wait(0.05)
        raise AssertionError("the server did not get ready")

    def stop(self) -> str:
        """Send SIGTERM; what stood on standard error."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=SECONDS)
        assert self.process.stderr is not None
        return self.process.stderr.read()


@contextmanager
def serving(data_dir: Path, *arguments: str) -> Iterator[Server]:
    with subprocess.Popen(
        [COMMAND, "serve", "--port", "0", *arguments],
        env=children.environment(data_dir),
        cwd=data_dir.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Server(process)
        finally:
            process.kill()


def test_serve_prints_its_address_gets_ready_answers_and_stops(data_dir: Path, advisor: Advisor) -> None:
    with serving(data_dir) as server:
        assert re.fullmatch(r"http://127\.0\.0\.1:[1-9]\d*", server.address)
        assert server.get("/healthz") == (200, {"status": "ok"})
        assert server.until_ready()["index"] == advisor.about().index
        status, turn = server.get("/v1/chat", {"message": QUESTION})
        assert (status, turn["status"]) == (200, "answered")
        expected = [citation.passage.passage_id for citation in advisor.chat(QUESTION).answer.citations]
        assert [citation["passage_id"] for citation in turn["citations"]] == expected
        status, told = server.get("/v1/nope")
        assert (status, told["code"]) == (404, "not_found")
        server.stop()
        assert server.process.returncode in (0, -signal.SIGTERM)
        port = int(server.address.rsplit(":", 1)[1])
        with socket.create_server(("127.0.0.1", port)):
            pass


def test_serve_listens_on_ipv6_too(data_dir: Path) -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("no IPv6 here")
    with serving(data_dir, "--host", "::1") as server:
        assert re.fullmatch(r"http://\[::1\]:[1-9]\d*", server.address)
        assert server.get("/healthz") == (200, {"status": "ok"})


def test_serve_lives_without_a_data_folder_and_says_why_it_cannot_answer(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with serving(tmp_path / "file") as server:
        pause = threading.Event()
        told: Any = {}
        for _ in range(SECONDS * 20):
            status, told = server.get("/readyz")
            assert status == 503
            if told["code"] != "not_ready":
                break
            pause.wait(0.05)
        assert told["code"] == "index_unwritable"
        assert str(tmp_path) not in json.dumps(told)
        status, refused = server.get("/v1/chat", {"message": QUESTION})
        assert (status, refused["code"]) == (503, "index_unwritable")
        assert messages.INDEX_UNWRITABLE.format(path=tmp_path / "file") in server.stop()
    assert (tmp_path / "file").read_text(encoding="utf-8") == "not a folder"


def test_no_command_loads_what_it_does_not_need(data_dir: Path) -> None:
    code = (
        "import sys; from advisor.cli import main; sys.argv = ['advisor', 'ask', 'Hvad er en businesscase?']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([name for name in ('gradio', 'torch', 'fastapi', 'uvicorn', 'matplotlib') if name in sys.modules])"
    )
    done = children.run(sys.executable, "-c", code, data_dir=data_dir)
    assert done.stdout.splitlines()[-1] == "[]"
