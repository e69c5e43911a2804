"""The examples in the OpenAPI document are what the advisor says today."""

from __future__ import annotations

import json

from advisor.api.schemas import ChatIn, SearchIn
from advisor.service import Advisor
from eval.__main__ import EXAMPLES, make_examples
from tests.support import loosely

REMEDY = "run: python -m eval examples"


def test_the_shipped_examples_are_the_answers_given_now(advisor: Advisor) -> None:
    assert make_examples(advisor) == loosely(json.loads(EXAMPLES.read_text(encoding="utf-8"))), REMEDY


def test_making_them_twice_gives_the_same(advisor: Advisor) -> None:
    assert make_examples(advisor) == make_examples(advisor)


def test_they_show_an_answer_with_sources_and_a_hit() -> None:
    shipped = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    assert ChatIn(**shipped["chat"]["request"]).message
    assert SearchIn(**shipped["search"]["request"]).query
    assert shipped["chat"]["response"]["status"] == "answered"
    assert shipped["chat"]["response"]["citations"]
    assert len(shipped["search"]["response"]["hits"]) == shipped["search"]["request"]["k"]
