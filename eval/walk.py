"""What the guide costs: a turn beside an ask turn, a whole session as a file, opening it, and its papers."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from typing import get_args

from advisor import sessions
from advisor.papers import PaperFormat, PaperName
from advisor.service import Advisor
from eval.guide import MarkedAnswer

_REPEATS = 15
_SHORT, _LONG = 600, 4_000  # characters
_QUESTION = "Hvad skal en businesscase indeholde?"


def table(advisor: Advisor, answers: Sequence[MarkedAnswer]) -> str:
    """The figures as a Markdown table; times are medians, in milliseconds, of one process on one machine."""
    advisor.warm_up()
    said = " ".join(answer.answer for answer in answers)
    short, longer = said[:_SHORT], said[:_LONG]
    ask = _median(lambda: advisor.chat(_QUESTION))
    ask_same = _median(lambda: advisor.chat(short, mode="ask"))
    walk = _begun(advisor)
    turn = _median(lambda: advisor.chat(short, walk))
    turn_long = _median(lambda: advisor.chat(longer, walk), repeats=3)
    whole = _answered(advisor, longer)
    document = sessions.document(advisor.conversation(whole))
    size = len(json.dumps(document, ensure_ascii=False).encode())
    opened = _median(lambda: advisor.open_conversation(_begun(advisor), document), repeats=3)
    rows = [
        ("ask turn, a short question", f"{ask:.0f} ms"),
        (f"ask turn, {_SHORT} characters", f"{ask_same:.0f} ms"),
        (f"guide turn, an answer of {_SHORT} characters", f"{turn:.0f} ms"),
        ("… beside an ask turn of the same length", f"{turn / ask_same:.2f}"),
        ("… beside a short question", f"{turn / ask:.2f}"),
        (f"guide turn, an answer of {_LONG:,} characters", f"{turn_long:.0f} ms"),
        (f"session of 20 answers of {_LONG:,} characters", f"{size / 1000:.0f} kB"),
        ("… opened", f"{opened:.0f} ms"),
    ]
    for name in get_args(PaperName):
        for file_format in get_args(PaperFormat):
            took = _median(lambda n=name, f=file_format: advisor.paper(whole, n, f), repeats=3)  # type: ignore[misc]
            rows.append((f"{name} as {file_format}", f"{took:.0f} ms"))
    return "\n".join(["| what | measured |", "|---|---|", *(f"| {what} | {figure} |" for what, figure in rows)])


def _begun(advisor: Advisor) -> str:
    turn = advisor.chat("Vi overvejer skærmbesøg i hjemmeplejen", role="leader", mode="guide")
    return turn.conversation_id


def _answered(advisor: Advisor, text: str) -> str:
    """A conversation with a long answer to every sub-question."""
    conversation = _begun(advisor)
    turn = advisor.chat(text, conversation)
    while turn.guide is not None and not turn.guide.done:
        advisor.chat("næste", conversation)
        turn = advisor.chat(text, conversation)
    return conversation


def _median(work: Callable[[], object], repeats: int = _REPEATS) -> float:
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)
