"""Writes the parts of the README that follow from the program: answers, figures, settings."""

from __future__ import annotations

import json
import re
from pathlib import Path

from advisor import citations
from advisor.knowledge import corpus_dir, load_corpus
from advisor.service import Advisor
from advisor.settings import Settings
from eval import corpus, guide

README = Path(__file__).parents[1] / "README.md"
QUESTIONS = (
    "Hvad skal en businesscase indeholde?",
    "Vi skal have skærmbesøg i hjemmeplejen. Hvad skal vi tænke over?",
    "hvor meget mere i løn får man for at være superbruger?",
)
FIGURES = (
    "hit@3",
    "recall@5",
    "mrr",
    "right facts",
    "fact recall",
    "wrong refusals",
    "right refusals",
    "exact quotes",
    "whole",
    *guide.NAMES,
)
GROUPS = (
    "dev",
    "kind: paraphrase",
    "own, tune",
    "own, held",
    "held, tag: near_miss",
    "offtopic",
    "models",
    "guide, held",
)


def blocks(advisor: Advisor, baseline: dict[str, dict[str, float]]) -> dict[str, str]:
    """The text of each block, by its name."""
    return {
        "answers": answers(advisor),
        "corpus": corpus.table(load_corpus(corpus_dir())) + "\n",
        "figures": figures(baseline),
        "settings": settings(),
    }


def answers(advisor: Advisor) -> str:
    """The questions with their real answers and sources, as quotations."""
    shown = []
    for question in QUESTIONS:
        turn = advisor.chat(question)
        sources = citations.reference_list(turn.answer.citations or turn.nearest).replace("\n", "  \n")
        text = f"{citations.render(turn.answer.segments)}\n\n{sources}"
        quoted = "\n".join(f"> {line}" if line else ">" for line in text.splitlines())
        shown.append(f"**{question}**\n\n{quoted}\n")
    return "\n".join(shown)


def figures(baseline: dict[str, dict[str, float]]) -> str:
    """The baseline's main figures."""
    rows = [
        f"| {group} | {name} | {baseline[group][name]:.3f} |"
        for group in GROUPS
        for name in FIGURES
        if name in baseline[group]
    ]
    return "\n".join(["| questions | figure | value |", "|---|---|---|", *rows]) + "\n"


def settings() -> str:
    """The table of settings."""
    rows = ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "platform" if field.default_factory else f"`{field.default}`" if field.default != "" else "empty"
        rows.append(f"| `ADVISOR_{name.upper()}` | {default} | {field.description} |")
    return "\n".join(rows) + "\n"


def renewed(text: str, parts: dict[str, str]) -> str:
    """``text`` with what stands between each block's marks replaced."""
    for name, part in parts.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = pattern.sub(lambda match, part=part: f"{match[1]}\n{part}\n{match[2]}", text)  # type: ignore[misc]
    return text


def load_baseline() -> dict[str, dict[str, float]]:
    """The committed figures."""
    text = (Path(__file__).parent / "baseline.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, float]] = json.loads(text)
    return found
