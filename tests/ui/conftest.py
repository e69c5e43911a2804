"""What the tests of the page share: a scripted advisor for the quick ones, a real server for the browser."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Browser, sync_playwright

from advisor import messages
from advisor.about import About
from advisor.domain import (
    Answer,
    Case,
    Citation,
    CoreQuestion,
    Passage,
    Role,
    Segment,
    Session,
    Source,
    Trace,
    Turn,
)
from advisor.errors import NotFound
from advisor.knowledge import Guide, Term, Vocabulary
from advisor.knowledge.guide import CoreQuestionData
from advisor.testing.samples import make_case
from tests.ui.visit import Visit

NOTICE = messages.NOTICE.format(engine=messages.ENGINE_EXTRACT)
URL = "https://vpt.dk/kilde?a=1&b=2"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


SERVE = ("-c", "from advisor.cli import main; main()", "serve")
"""The command line of a server as it is installed, without the interpreter."""


def make_passage(text: str, **fields: object) -> Passage:
    """A passage with only what the test is about."""
    base = Passage(
        passage_id="p1",
        source_id="kilde",
        section_id="kilde/afsnit",
        key="noegle",
        heading="En overskrift",
        text=text,
        kind="advice",
        title="Sammen om ny teknologi",
        section="Afsnittet",
        side="joint",
        publisher="Fremfærd",
        year=2022,
        pages="12-13",
        url=URL,
    )
    return replace(base, **fields)  # type: ignore[arg-type]


def make_turn(
    segments: tuple[Segment, ...],
    citations: tuple[Citation, ...] = (),
    nearest: tuple[Citation, ...] = (),
    notice: str = NOTICE,
    suggestions: tuple[str, ...] = (),
) -> Turn:
    """A turn around an answer."""
    status = "answered" if citations else "refused"
    trace = Trace(1, len(citations), "sha256:0", 1)
    return Turn("c_1", status, Answer(segments, citations, "extract"), notice, trace, suggestions, nearest)  # type: ignore[arg-type]


VOCABULARY = Vocabulary(
    technologies=(Term(id="skaermbesoeg", name="skærmbesøg"), Term(id="ai", name="kunstig intelligens")),
    areas=(Term(id="social-sundhed", name="social og sundhed"), Term(id="administration", name="administration")),
    phases=(),
    roles=(),
    municipalities=("Holbæk",),
)


class ScriptedAdvisor:
    """Answers every message with one turn, or with an error; writes down what it was asked."""

    def __init__(self) -> None:
        passage = make_passage("Først dette. Så dette.")
        fact = Segment("Først dette.", "fact", "paragraph", (1,))
        self.reply: Turn | Exception = make_turn((fact,), (Citation(1, passage, 0, 12, 0.9),), suggestions=("Og så?",))
        self.asked: list[tuple[str, str | None, Role | None]] = []
        self.at: list[str | None] = []
        self.sessions: dict[str, Session] = {}
        self.expired = False
        self.erased: list[str] = []
        self.notice = NOTICE
        self.vocabulary = VOCABULARY
        self.guide = Guide(
            core_questions=tuple(
                CoreQuestionData(id=name, number=number, title=name.title(), question=f"Hvad med {name}?", why="Nu.")
                for number, name in enumerate(get_args(CoreQuestion), start=1)
            ),
            models=(),
        )

    def chat(
        self, message: str, conversation_id: str | None = None, role: Role | None = None, at: str | None = None
    ) -> Turn:
        self.asked.append((message, conversation_id, role))
        self.at.append(at)
        if self.expired and conversation_id is not None:
            raise NotFound(messages.NO_SUCH_CONVERSATION)
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply

    def conversation(self, conversation_id: str) -> Session:
        if conversation_id not in self.sessions:
            raise NotFound(messages.NO_SUCH_CONVERSATION)
        return self.sessions[conversation_id]

    def erase_conversation(self, conversation_id: str) -> None:
        self.erased.append(conversation_id)
        if self.expired:
            raise NotFound(messages.NO_SUCH_CONVERSATION)

    def sources(self) -> tuple[Source, ...]:
        return (
            Source("kilde", "Sammen om ny teknologi", "joint", publisher="Fremfærd", year=2022, url=URL),
            Source("artikel", "En <b>artikel</b>", "employer", find="KLK, artikel af 14.6.2012", note="Gammel."),
            Source("fjern", "Kendt gennem en anden", "union", answers=False),
        )

    def cases(self) -> tuple[Case, ...]:
        return (make_case(), make_case(id="cases/vejle", municipality="Vejle", technologies=("ai",)))

    def about(self) -> About:
        return About("0.1.0", messages.ENGINE_EXTRACT, "e5", "sha256:0", "2026-11-21", 3, 106, "memory", 240, 30)


@pytest.fixture(autouse=True, scope="module")
def _gradio_leaves_a_loop_open() -> Iterator[None]:
    """Gradio makes an event loop on import in a thread without one and never closes it; warnings are errors here."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def scripted() -> ScriptedAdvisor:
    """A fresh scripted advisor."""
    return ScriptedAdvisor()


@contextmanager
def serving(data: Path, port: int = 0, command: tuple[str, ...] = SERVE, **environment: str) -> Iterator[str]:
    """The address of one real server with its page ready; ended when left."""
    env = {**os.environ, "ADVISOR_DATA_DIR": str(data), **environment}
    command = (sys.executable, *command, "--port", str(port))
    log = Path(data, "server.log")
    with log.open("wb") as errors:
        process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=errors, text=True)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        _wait(address, process, log)
        yield f"{address}/"
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the servers."""
    return tmp_path_factory.mktemp("ui-data")


@pytest.fixture(scope="session")
def server(data: Path) -> Iterator[str]:
    """The address of one real server, shared by all tests that need no other."""
    if shutil.which("chromium") is None:
        pytest.skip("no chromium on the path: the tests in the browser need one")
    with serving(data) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        yield made
        made.close()


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visit]:
    made = Visit(browser, server)
    yield made
    made.context.close()


def _wait(address: str, process: subprocess.Popen[str], log: Path) -> None:
    """Until the page is there; the first start embeds the corpus, which may take minutes."""
    for _ in range(600):
        if process.poll() is not None:
            pytest.fail(f"the server ended: {log.read_text(encoding='utf-8')}")
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
                if b'"page":true' in answer.read():
                    return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.5)
    pytest.fail(f"the page did not come: {log.read_text(encoding='utf-8')}")
