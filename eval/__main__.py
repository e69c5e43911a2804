"""``python -m eval``: ask every question, report, hold the figures against the floors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from advisor.api import answers, schemas
from advisor.domain import Turn
from advisor.knowledge import corpus_dir, load_corpus
from advisor.service import Advisor
from advisor.settings import Settings
from advisor.wiring import make_advisor
from eval import (
    bench,
    collection,
    confidence,
    corpus,
    documents,
    guide,
    models,
    own_documents,
    own_fit,
    readings,
    readme,
    repair,
    report,
    runner,
    walk,
    wishes,
)
from eval.dataset import SETS, Question, load
from eval.runner import Outcome

FLOORS = Path(__file__).parent / "floors.json"
BASELINE = Path(__file__).parent / "baseline.json"
EXAMPLES = Path(schemas.__file__).parent / "examples.json"

_TAGS = ("typo", "no_aeoeaa", "yesno", "near_miss", "number", "name", "place", "other", "out_of_scope", "injection")

app = typer.Typer(add_completion=False, help="Evaluate the advisor.")


@app.callback(invoke_without_command=True)
def run(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="Folder for report.md and report.png.")] = Path("eval/out"),
    check: Annotated[bool, typer.Option("--check", help="Fail when a figure is below its floor.")] = False,
    save: Annotated[bool, typer.Option("--save", help="Write the figures as the committed baseline.")] = False,
) -> None:
    """Ask every question; write the report; with --check, hold it against the floors."""
    if context.invoked_subcommand:
        return
    advisor = make_advisor(Settings())
    advisor.warm_up()
    sections = runner.sections(advisor)
    outcomes = {name: runner.run(advisor, _within(load(name), sections)) for name in SETS}
    groups = dict(_groups(outcomes))
    figures = {name: report.retrieval(found) | report.answers(found) for name, found in groups.items() if found}
    asked = models.run(advisor)
    figures["models"] = {
        "whole": sum(outcome.whole for outcome in asked) / len(asked),
        "points held": sum(outcome.held for outcome in asked) / sum(outcome.points for outcome in asked),
    }
    heard = guide.run(advisor, [answer for answer in guide.load() if answer.split == "held"])
    figures["guide, held"] = guide.figures(heard)
    wished = wishes.run(advisor, [message for message in wishes.load() if message.half == "held"])
    figures["wishes, held"] = wishes.figures(wished)
    about = advisor.about()
    later = sum(1 for name in SETS for question in load(name) if question.within(sections) is None)
    head = (
        f"Index {about.index}, {about.passages} passages, embedder `{about.embedder}`. "
        f"{later} questions belong to sections that the corpus does not hold yet and were left out."
    )
    out.mkdir(parents=True, exist_ok=True)
    text = report.markdown(figures, groups, SETS, head) + models.markdown(asked)
    text += readings.markdown(readings.draw(advisor), readings.stored())
    (out / "report.md").write_text(text, encoding="utf-8")
    report.plot(figures, out / "report.png")
    typer.echo(text)
    if save:
        kept = {g: {n: round(v, 3) for n, v in f.items() if not n.startswith("ms")} for g, f in figures.items()}
        BASELINE.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    short = report.below(figures, json.loads(FLOORS.read_text(encoding="utf-8"))) if check else []
    for line in short:
        typer.echo(f"BELOW ITS FLOOR: {line}", err=True)
    if short:
        raise typer.Exit(1)


@app.command("corpus")
def corpus_command() -> None:
    """Count what the corpus holds, and how far its words are from the originals'."""
    typer.echo(corpus.table(load_corpus(corpus_dir())))


@app.command("confidence")
def confidence_command() -> None:
    """Fit anew what tells a question of the field from one outside it."""
    typer.echo(confidence.table(make_advisor(Settings())))


@app.command("draw")
def draw_command() -> None:
    """Print thirty answers from the held-out half, for two readers to mark in eval/data/readings.json."""
    advisor = make_advisor(Settings())
    typer.echo(readings.sheet(readings.draw(advisor)))


@app.command("guide")
def guide_command(
    fit: Annotated[bool, typer.Option("--fit", help="Print the weights that the tuning half teaches.")] = False,
) -> None:
    """Hold the points that the guide hears in an answer against those that its reader marked."""
    advisor = make_advisor(Settings())
    if fit:
        typer.echo(guide.fitted(advisor, guide.load()))
        return
    typer.echo(guide.table(guide.run(advisor, guide.load())))
    typer.echo(f"\n{wishes.table(wishes.run(advisor, wishes.load()))}")
    typer.echo(f"\n{walk.table(advisor, guide.load())}")


@app.command("documents")
def documents_command(
    fingerprints: Annotated[bool, typer.Option("--fingerprints", help="Make those of the corpus anew.")] = False,
) -> None:
    """Take the originals in, in many copies, and hold their links and marks against the outline and a reader's."""
    typer.echo(documents.write_fingerprints() if fingerprints else documents.report())


@app.command("own-documents")
def own_documents_command(
    fit: Annotated[bool, typer.Option("--fit", help="Print the weights that the tuning halves teach.")] = False,
) -> None:
    """Ask the papers of an invented municipality, and see what they do to the digest's own questions."""
    if fit:
        with own_documents.folder() as data:
            typer.echo(own_fit.table(data))
        return
    typer.echo(own_documents.table())


@app.command("bench")
def bench_command() -> None:
    """Measure start-up, the cold and the warm answer, and memory."""
    typer.echo(bench.table())


@app.command("repair")
def repair_command(
    draw: Annotated[bool, typer.Option("--draw", help="Print words of the originals, to be judged by hand.")] = False,
) -> None:
    """Measure the repair of bad OCR: unknown words, judged changes, what must not change, damage done on purpose."""
    typer.echo(repair.sheet(500, 300) if draw else repair.table())


@app.command("collection")
def collection_command(
    passages: Annotated[int, typer.Option(help="How many passages to make up.")] = collection.PASSAGES,
) -> None:
    """Measure how long answers take beside a large collection of own documents."""
    typer.echo(collection.table(passages))


@app.command("readme")
def readme_command() -> None:
    """Renew the README's answers, figures and settings."""
    parts = readme.blocks(make_advisor(Settings()), readme.load_baseline())
    readme.README.write_text(readme.renewed(readme.README.read_text(encoding="utf-8"), parts), encoding="utf-8")


@app.command()
def examples() -> None:
    """Write the examples of the OpenAPI document, by asking."""
    EXAMPLES.write_text(
        json.dumps(make_examples(make_advisor(Settings())), ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


def make_examples(advisor: Advisor) -> dict[str, Any]:
    """Real requests and answers; what differs from run to run (ids, times) is fixed."""
    chat = schemas.ChatIn(message="Hvad skal en businesscase indeholde?", role="leader")
    search = schemas.SearchIn(query="må vi indføre teknologi for at spare?", k=1)
    found = advisor.search(search.query, search.k)
    search_out = answers.SearchOut(
        query=found.question,
        hits=[answers.HitOut.of_whole(citation) for citation in advisor.cited(found.hits)],
        passages_searched=found.searched,
        index=advisor.about().index,
        notice=advisor.notice,
    )
    turn = _fixed(advisor.chat(chat.message, role=chat.role))
    return {
        "chat": {
            "request": chat.model_dump(mode="json", exclude_defaults=True),
            "response": answers.ChatOut.of(turn).model_dump(mode="json"),
        },
        "search": {
            "request": search.model_dump(mode="json", exclude_defaults=True),
            "response": search_out.model_dump(mode="json"),
        },
    }


def _fixed(turn: Turn) -> Turn:
    return replace(turn, conversation_id="c_0000000000000000000000", trace=replace(turn.trace, milliseconds=20))


def _within(questions: tuple[Question, ...], sections: frozenset[str]) -> Iterator[Question]:
    return (cut for question in questions if (cut := question.within(sections)) is not None)


def _groups(outcomes: dict[str, list[Outcome]]) -> Iterator[tuple[str, list[Outcome]]]:
    """The sets, their halves, every kind of question, over all and over the held-out half alone."""
    everything = [outcome for found in outcomes.values() for outcome in found]
    held = [outcome for outcome in everything if outcome.question.split == "held"]
    yield from outcomes.items()
    for split in ("tune", "held"):
        yield f"own, {split}", [o for o in outcomes["own"] if o.question.split == split]
    for name, chosen in (("", everything), ("held, ", held)):
        for kind in sorted({o.question.kind for o in chosen}):
            yield f"{name}kind: {kind}", [o for o in chosen if o.question.kind == kind]
        for tag in _TAGS:
            yield f"{name}tag: {tag}", [o for o in chosen if tag in o.question.tags]


if __name__ == "__main__":
    app()
