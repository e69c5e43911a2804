"""What a user and an IT department feel: start-up, cold and warm answers, memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from advisor.domain import Message
from advisor.settings import Settings
from advisor.wiring import make_advisor, make_embedder
from eval import metrics
from eval.dataset import load

_COMMAND = [sys.executable, "-c", "from advisor.cli import main; main()"]
_ROUNDS = 5
_PATIENCE = 120.0


def table() -> str:
    """The measurements as a Markdown table."""
    cold = _cold()
    api, page, memory = _serve()
    warm, warm_p95, embedding, embedding_p95 = _warm()
    rows = [
        ("`advisor ask`, cold", f"{cold:.1f} s"),
        ("`advisor serve` to the API ready", f"{api:.1f} s"),
        ("`advisor serve` to the page", f"{page:.1f} s" if page else "no page installed"),
        ("memory of the server after 20 answers", f"{memory:.0f} MB"),
        ("embedding of a question, median / p95", f"{embedding:.1f} / {embedding_p95:.1f} ms"),
        ("warm answer, median / p95", f"{warm:.1f} / {warm_p95:.1f} ms"),
        ("warm answer : embedding, median / p95", f"{warm / embedding:.2f} / {warm_p95 / embedding_p95:.2f}"),
    ]
    return "\n".join(["| what | measured |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])


def _cold() -> float:
    """Median seconds of whole ``advisor ask`` processes, after one that fills the caches."""

    def once() -> float:
        started = time.perf_counter()
        subprocess.run([*_COMMAND, "ask", "Hvad er en businesscase?"], check=True, capture_output=True)
        return time.perf_counter() - started

    once()
    return statistics.median(once() for _ in range(_ROUNDS))


def _serve() -> tuple[float, float | None, float]:
    """Seconds from start to the API and to the page, and megabytes in use after twenty answers."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen([*_COMMAND, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            _until(lambda: bool(_get(f"{address}/readyz")))
            api = time.perf_counter() - started
            page = None
            if _until(lambda: bool((_get(f"{address}/readyz") or {}).get("page"))):
                page = time.perf_counter() - started
            for question in load("own")[:20]:
                _post(f"{address}/v1/chat", {"message": question.question})
            return api, page, _resident(process.pid)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _warm() -> tuple[float, float, float, float]:
    """Median and p95 milliseconds of answers, and of the embeddings of the same questions, by turns."""
    settings = Settings()
    advisor, embedder = make_advisor(settings), make_embedder(settings)
    advisor.warm_up()
    embedder.embed_queries(["opvarmning"])
    answers, embeddings = [], []
    for question in load("own"):
        history = [Message(turn.role, turn.text) for turn in question.history]
        asked = advisor.search(question.question, k=1, history=history).question
        started = time.perf_counter()
        embedder.embed_queries([asked])
        between = time.perf_counter()
        advisor.chat(question.question, history=history)
        embeddings.append((between - started) * 1000)
        answers.append((time.perf_counter() - between) * 1000)
    return (
        statistics.median(answers),
        metrics.percentile(answers, 0.95),
        statistics.median(embeddings),
        metrics.percentile(embeddings, 0.95),
    )


def _until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def _get(url: str) -> dict[str, object] | None:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310  our own server on loopback
            found: dict[str, object] = json.load(response)
            return found
    except (urllib.error.URLError, OSError):
        return None


def _post(url: str, body: dict[str, object]) -> None:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310  our own server on loopback
        response.read()


def _resident(pid: int) -> float:
    """Megabytes of a process that are in memory, as Linux tells."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
