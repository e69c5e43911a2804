"""The figures of a run, as numbers for the floors and as Markdown with a plot for people."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from eval import metrics
from eval.runner import Outcome

Figures = dict[str, float]


def retrieval(outcomes: Sequence[Outcome]) -> Figures:
    """Hit@1, 3, 5, recall@5, MRR and nDCG@10 over the answerable questions; n too."""
    asked = [o for o in outcomes if o.question.answerable]
    if not asked:
        return {"n": 0}

    def mean(values: Iterable[float]) -> float:
        return statistics.fmean(values)

    figures = {"n": float(len(asked))}
    for k in (1, 3, 5):
        figures[f"hit@{k}"] = mean(metrics.hit(o.ranking, o.question.gold, k) for o in asked)
    figures["recall@5"] = mean(metrics.recall(o.ranking, o.question.gold, o.question.gold_all, 5) for o in asked)
    figures["mrr"] = mean(metrics.reciprocal_rank(o.ranking, o.question.gold) for o in asked)
    figures["ndcg@10"] = mean(metrics.ndcg(o.ranking, o.question.gold, o.question.gold_all, 10) for o in asked)
    return figures


def answers(outcomes: Sequence[Outcome]) -> Figures:
    """Right facts and fact recall, wrong and right refusals, exact quotes, milliseconds."""
    asked = [o for o in outcomes if o.question.answerable]
    not_asked = [o for o in outcomes if not o.question.answerable]
    judged = [o.right for o in asked if o.right is not None]
    recalled = [o.fact_recall for o in asked if o.fact_recall is not None]
    facts = sum(o.facts for o in outcomes)
    times = [o.milliseconds for o in outcomes]
    figures = {
        "exact quotes": sum(o.exact for o in outcomes) / facts if facts else 1.0,
        "ms median": statistics.median(times),
        "ms p95": metrics.percentile(times, 0.95),
    }
    if asked:
        figures["wrong refusals"] = statistics.fmean(o.refused for o in asked)
    if judged:
        figures["right facts"] = statistics.fmean(judged)
        figures["fact recall"] = statistics.fmean(recalled)
    if not_asked:
        figures["right refusals"] = statistics.fmean(o.refused for o in not_asked)
    return figures


def below(figures: dict[str, Figures], floors: dict[str, Figures]) -> list[str]:
    """What falls short: a figure under its floor, or a ``wrong …`` figure over it."""
    found = []
    for group, limits in floors.items():
        for name, limit in limits.items():
            value = figures.get(group, {}).get(name)
            worse = value is None or (value > limit if name.startswith("wrong") else value < limit)
            if worse:
                found.append(f"{group}: {name} is {value if value is None else round(value, 3)}, its floor {limit}")
    return found


def markdown(figures: dict[str, Figures], outcomes: dict[str, list[Outcome]], sets: Sequence[str], head: str) -> str:
    """The whole report; ``sets`` names those of the groups that together hold each question once."""
    lines = [f"# Evaluation\n\n{head}\n", "![hit@3 by kind](report.png)\n"]
    for title, names in (
        ("Retrieval", ("n", "hit@1", "hit@3", "hit@5", "recall@5", "mrr", "ndcg@10")),
        (
            "Answers",
            ("right facts", "fact recall", "wrong refusals", "right refusals", "exact quotes", "ms median", "ms p95"),
        ),
    ):
        lines += [f"## {title}\n", f"| set | {' | '.join(names)} |", f"|---|{'---|' * len(names)}"]
        for group, values in figures.items():
            cells = [_cell(name, values.get(name)) for name in names]
            lines.append(f"| {group} | {' | '.join(cells)} |")
        lines.append("")
    lines += _intervals(outcomes)
    lines += ["\n## What failed\n"]
    for name in sets:
        lines += [f"- {name} {line}" for o in outcomes[name] if (line := _failure(o))]
    return "\n".join(lines) + "\n"


def _intervals(outcomes: dict[str, list[Outcome]]) -> list[str]:
    """The 95 % bootstrap interval of each figure in each group."""
    measures: dict[str, Callable[[Outcome], float | None]] = {
        "hit@3": lambda o: metrics.hit(o.ranking, o.question.gold, 3) if o.question.answerable else None,
        "recall@5": lambda o: (
            metrics.recall(o.ranking, o.question.gold, o.question.gold_all, 5) if o.question.answerable else None
        ),
        "fact recall": lambda o: o.fact_recall if o.question.answerable else None,
        "wrong refusals": lambda o: float(o.refused) if o.question.answerable else None,
        "right refusals": lambda o: None if o.question.answerable else float(o.refused),
    }
    lines = ["## Intervals (95 %, bootstrap)\n", f"| set | {' | '.join(measures)} |", f"|---|{'---|' * len(measures)}"]
    for group, found in outcomes.items():
        cells = []
        for measure in measures.values():
            values = [value for o in found if (value := measure(o)) is not None]
            low, high = metrics.interval(values)
            cells.append(f"{low:.2f}–{high:.2f} (n {len(values)})" if values else "–")
        lines.append(f"| {group} | {' | '.join(cells)} |")
    return lines


def plot(figures: dict[str, Figures], path: Path) -> None:
    """Hit@3 of every group as bars."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    groups = {name: values["hit@3"] for name, values in figures.items() if "hit@3" in values}
    figure, axes = plt.subplots(figsize=(8, 0.35 * len(groups) + 1), layout="constrained")
    axes.barh(list(groups), list(groups.values()), color="#1f5c99")
    axes.set(xlim=(0, 1), xlabel="hit@3 (section level)")
    axes.invert_yaxis()
    figure.savefig(path, dpi=120)
    plt.close(figure)


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if name == "n" or name.startswith("ms") else f"{value:.3f}"


def _failure(outcome: Outcome) -> str | None:
    question = outcome.question
    text = f"{question.id} ({question.kind}): {question.question}"
    if not question.answerable:
        return None if outcome.refused else f"answered, should refuse: {text}"
    if outcome.refused:
        return f"refused, should answer: {text}"
    if not metrics.hit(outcome.ranking, question.gold, 3):
        rank = metrics.first_rank(outcome.ranking, question.gold)
        return f"found at {rank if rank else 'none'}: {text}"
    return f"facts missing: {text}" if outcome.right is False else None
