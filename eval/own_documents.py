"""Own documents as they are asked: does the advisor answer from them, and leave to the digest what is the digest's?

``eval/data/documents`` holds the papers of an invented municipality, ``eval/data/documents.jsonl`` questions to them:
some they answer, some the digest answers though they lie near, some that nothing answers. They were written before
anything was fitted; one half is tuned on, the other only reported.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Literal

from pydantic import BaseModel, ConfigDict

from advisor import citations
from advisor.domain import LOCAL, Message, Passage
from advisor.service import Advisor
from advisor.settings import Settings
from advisor.wiring import make_advisor
from eval import metrics, runner
from eval.dataset import DATA, load

PAPERS = DATA / "documents"
_SETS = ("dev", "own")
_DEPTH = 10

_ENGLISH = "english"

Split = Literal["tune", "held"]
_NUMBER = re.compile(r"^\d+\. ")


class Asked(BaseModel):
    """One question. ``gold`` holds headings of ``document`` where its own papers answer, sections where the digest
    does; ``must`` patterns that each stand in a right answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    answers: Literal["own", "digest", "none"]
    kind: str
    document: str
    gold: tuple[str, ...]
    must: tuple[str, ...]
    split: Split


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question. ``ranking`` names, best first, ``<file>/<heading>`` of own papers and sections of the
    digest; ``text`` is the answer's, ``facts`` how many characters of it are quoted."""

    asked: Asked
    ranking: tuple[str, ...]
    refused: bool
    text: str
    facts: int

    @property
    def gold(self) -> tuple[str, ...]:
        """The right places, as ``ranking`` names them."""
        own = self.asked.answers == "own"
        return tuple(f"{self.asked.document}/{heading}".lower() if own else heading for heading in self.asked.gold)

    @property
    def recall(self) -> float:
        """The share of the facts that the answer has."""
        return 0.0 if self.refused else metrics.fact_recall(self.text, self.asked.must, ())


def questions() -> tuple[Asked, ...]:
    """The questions to the own papers."""
    lines = (DATA / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(Asked.model_validate_json(line) for line in lines)


@contextmanager
def folder(papers: Path | None = PAPERS) -> Iterator[Path]:
    """A data folder with the shipped corpus and ``papers`` in it, for a while."""
    with tempfile.TemporaryDirectory() as name:
        if papers is not None:
            add(Path(name), papers)
        yield Path(name)


def _advisor(data: Path) -> Advisor:
    advisor = make_advisor(Settings(data_dir=data))
    advisor.warm_up()
    return advisor


def add(data: Path, papers: Path) -> None:
    """Take papers in as a user does. Raises CalledProcessError when one is refused."""
    command = (sys.executable, "-m", "ingest", "add", str(papers), "--side", LOCAL)
    subprocess.run(command, check=True, env={**os.environ, "ADVISOR_DATA_DIR": str(data)}, stdout=subprocess.DEVNULL)


def ask(advisor: Advisor, asked: Asked) -> Outcome:
    """Ask one question, search and answer."""
    hits = advisor.search(asked.question, k=_DEPTH).hits
    turn = advisor.chat(asked.question)
    quoted = [segment for segment in turn.answer.segments if segment.kind == "fact"]
    return Outcome(
        asked=asked,
        ranking=tuple(dict.fromkeys(place(hit.passage) for hit in hits)),
        refused=turn.status in ("refused", "blocked"),
        text=citations.plain(turn.answer.segments),
        facts=sum(len(segment.text) for segment in quoted),
    )


def place(passage: Passage) -> str:
    """How ``Outcome.ranking`` names where a passage stands."""
    if not passage.source_id.startswith(f"{LOCAL}/"):
        return passage.section_id
    document = passage.source_id.removeprefix(f"{LOCAL}/").rpartition("-")[0]
    return f"{document}/{_NUMBER.sub('', passage.section)}".lower()


def table() -> str:
    """The figures by half, what failed on the tuning half, and what the own papers do to the digest's questions."""
    with folder() as data:
        advisor = _advisor(data)
        outcomes = [ask(advisor, asked) for asked in questions()]
        beside = _digest(advisor)
    with folder(None) as data:
        alone = _digest(_advisor(data))
    names = (
        "half", "n", "hit@1", "hit@3", "fact recall", "wrong refusals", "characters quoted",
        "stays with the digest", "recall there", "right refusals",
    )  # fmt: skip
    lines = [f"| {' | '.join(names)} |", "|---" * len(names) + "|"]
    for name, kinds in (("", {o.asked.kind for o in outcomes} - {_ENGLISH}), ("English, ", {_ENGLISH})):
        of_kind = [o for o in outcomes if o.asked.kind in kinds]
        lines += [_row(f"{name}{split}", [o for o in of_kind if o.asked.split == split]) for split in ("tune", "held")]
    lines += ["", *_changes(alone, beside), "", "On the tuning half:"]
    lines += [f"- {said}" for o in outcomes if o.asked.split == "tune" and (said := _failure(o))]
    return "\n".join(lines)


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    own, near, none = ([o for o in outcomes if o.asked.answers == kind] for kind in ("own", "digest", "none"))
    stays = [float(o.ranking[0] not in _headings(o) and not o.refused) for o in near]
    cells: list[list[float]] = [
        [metrics.hit(o.ranking, o.gold, 1) for o in own],
        [metrics.hit(o.ranking, o.gold, 3) for o in own],
        [o.recall for o in own],
        [o.refused for o in own],
        [o.facts for o in own if not o.refused],
        stays,
        [o.recall for o in near],
        [o.refused for o in none],
    ]
    shown = [f"{fmean(values):.3f}" if values else "–" for values in cells]
    return f"| {name} | {len(outcomes)} | {' | '.join(shown)} |"


def _headings(outcome: Outcome) -> set[str]:
    """Of a ranking what is of the own papers."""
    stems = {path.stem for path in PAPERS.iterdir()}
    return {place for place in outcome.ranking if place.split("/")[0] in stems}


@dataclass(frozen=True, slots=True)
class _OfDigest:
    """What came of a question to the digest: whose the first hit is, and the figures that ``eval`` has for it."""

    first: str
    recall: float
    facts: float
    refused: bool
    answerable: bool


def _digest(advisor: Advisor) -> dict[str, _OfDigest]:
    """What comes of the digest's own questions, by their ids."""
    found = {}
    for question in (question for name in _SETS for question in load(name)):
        outcome = runner.ask(advisor, question)
        history = [Message(turn.role, turn.text) for turn in question.history]
        first = advisor.search(question.question, k=1, history=history).hits[0].passage.source_id
        recall = metrics.recall(outcome.ranking, question.gold, question.gold_all, 5) if question.answerable else 1.0
        recalled = outcome.fact_recall if question.answerable else None
        found[question.id] = _OfDigest(
            first, recall, 1.0 if recalled is None else recalled, outcome.refused, question.answerable
        )
    return found


def _changes(alone: dict[str, _OfDigest], beside: dict[str, _OfDigest]) -> list[str]:
    """What the own papers do to the digest's questions: those taken by them, and each figure before and after."""
    lines = []
    for name, answerable in (("that the digest answers", True), ("that it does not", False)):
        asked = {key: one for key, one in beside.items() if one.answerable == answerable}
        taken = [key for key, one in asked.items() if one.first.startswith(f"{LOCAL}/")]
        lines.append(
            f"Of {len(asked)} questions {name}, {len(taken)} find an own paper first: {', '.join(taken) or '–'}"
        )
    for name in ("recall", "facts", "refused"):
        before, after = ({key: float(getattr(one, name)) for key, one in them.items()} for them in (alone, beside))
        less = [key for key in before if after[key] < before[key]]
        more = [key for key in before if after[key] > before[key]]
        lines.append(
            f"{name}: {fmean(before.values()):.3f} → {fmean(after.values()):.3f}; "
            f"less: {', '.join(less) or '–'}; more: {', '.join(more) or '–'}"
        )
    return lines


def _failure(outcome: Outcome) -> str | None:
    asked = outcome.asked
    text = f"{asked.id} ({asked.kind}): {asked.question}"
    if asked.answers == "none":
        return None if outcome.refused else f"answered, should refuse: {text}"
    if outcome.refused:
        return f"refused, should answer: {text}"
    rank = metrics.first_rank(outcome.ranking, outcome.gold)
    if rank != 1:
        return f"found at {rank or 'none'}: {text}"
    return f"facts missing: {text}" if outcome.recall < 1 else None
