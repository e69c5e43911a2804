"""What the corpus holds: sections, models, points, ways in, readers' checks, and words shared with the originals."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from advisor.domain import CASES
from advisor.knowledge import Corpus

OUTLINE = 107
"""Content sections of the five originals in the canonical outline."""

_SHARED = Path(__file__).parents[2] / "shared"
_SHORTEST_RUN = 10


def table(corpus: Corpus) -> str:
    """The counts as a Markdown table."""
    core = {entry.id for entry in corpus.reference.entries.values() if entry.core}
    digest = {key: section for key, section in corpus.sections.items() if key.split("/")[0] in core}
    cases = corpus.cases
    guide = corpus.reference.guide
    subs = [sub for core_question in guide.core_questions for sub in core_question.sub_questions]
    further = len(corpus.sections) - len(digest) - len(cases)
    rows = [
        ("sections of the originals covered", f"{len(digest)}/{OUTLINE}"),
        ("of these checked by a second reader", f"{sum(bool(s.checks) for s in digest.values())}/{len(digest)}"),
        (f"cases (sections of `{CASES}`)", f"{len(cases)}, {sum(bool(c.checks) for c in cases.values())} checked"),
        ("further sources that answer", str(further)),
        ("sources in the bibliography", str(len(corpus.reference.entries))),
        ("passages", str(len(corpus.passages))),
        ("ways in", str(sum(len(p.ways_in) for p in corpus.passages))),
        ("models, and their points", f"{len(guide.models)}, {sum(len(m.points) for m in guide.models)}"),
        ("sub-questions, and their points", f"{len(subs)}, {sum(len(s.points) for s in subs)}"),
        ("ways to answer a sub-question", str(sum(len(p.ways_in) for s in subs for p in s.points))),
        ("longest run of words shared with an original", longest_run(corpus.root)),
    ]
    return "\n".join(["| what | count |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])


def longest_run(root: Path) -> str:
    """The longest run outside titles, as the tool beside the checkout finds it; says so where that is missing."""
    tool = _SHARED / "tools" / "own_words.py"
    if not tool.is_file():
        return "not measured: ../shared is not here"
    command = [sys.executable, str(tool), str(root), "--run", str(_SHORTEST_RUN - 1), "--list"]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    runs = re.findall(r"^(\S+):~(\d+): (\d+) words as in", found, re.MULTILINE)
    text = [int(words) for path, line, words in runs if not _is_title(Path(path), int(line))]
    return str(max(text)) if text else f"under {_SHORTEST_RUN - 1} (titles, {len(runs)} runs, apart)"


def _is_title(path: Path, line: int) -> bool:
    lines = path.read_text(encoding="utf-8").splitlines()
    return bool(re.match(r"\s*(?:title|subtitle):", lines[line - 1]))
