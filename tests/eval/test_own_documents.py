"""The questions to the papers of an invented municipality: what is a right answer stands where it is said to stand."""

from __future__ import annotations

import re
from collections import Counter

from advisor.knowledge import corpus_dir, load_corpus
from eval.own_documents import PAPERS, questions

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in PAPERS.iterdir()}


def test_they_are_enough_of_every_kind_and_halved() -> None:
    asked = questions()
    assert len({one.id for one in asked}) == len(asked)
    assert len({one.question for one in asked}) == len(asked)
    counts: Counter[tuple[str, str]] = Counter((one.answers, one.split) for one in asked)
    for answers, least in (("own", 60), ("digest", 15), ("none", 15)):
        tune, held = counts[answers, "tune"], counts[answers, "held"]
        assert tune + held >= least
        assert abs(tune - held) <= 1


def test_the_facts_of_a_right_answer_stand_under_its_heading() -> None:
    for one in (one for one in questions() if one.answers == "own"):
        text = TEXTS[one.document]
        bodies = [_under(text, heading) for heading in one.gold]
        assert all(any(re.search(fact, body, re.IGNORECASE) for body in bodies) for fact in one.must), one


def test_the_digest_has_the_sections_that_answer_and_nothing_else_is_asked_of_the_rest() -> None:
    sections = {passage.section_id for passage in load_corpus(corpus_dir()).passages}
    for one in questions():
        if one.answers == "digest":
            assert set(one.gold) <= sections, one
        if one.answers == "none":
            assert (one.gold, one.must) == ((), ()), one
            assert one.document in TEXTS


def _under(text: str, heading: str) -> str:
    """What stands under a heading: of Markdown, of a numbered line, or of one in capitals."""
    head = re.search(rf"^(?:#+ |\d+\. )?{re.escape(heading)}$", text, re.MULTILINE | re.IGNORECASE)
    assert head, heading
    rest = text[head.end() :]
    after = re.search(r"^(?:#+ .*|\d+\. [^.\n]+|[A-ZÆØÅ ,-]{4,})$", rest, re.MULTILINE)
    return rest[: after.start()] if after else rest
