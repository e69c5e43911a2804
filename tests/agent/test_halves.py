"""A question of which the sources answer one half alone."""

from __future__ import annotations

import pytest

from advisor import messages
from advisor.service import Advisor


def told(advisor: Advisor, question: str) -> list[str]:
    return [segment.text for segment in advisor.chat(question).answer.segments if segment.kind == "talk"]


@pytest.mark.parametrize(
    ("question", "other"),
    [
        (
            "Hvad skal der stå i en businesscase, og hvor mange sider må den højst fylde?",
            "hvor mange sider må den højst fylde",
        ),
        ("Hvor meget koster en licens? Hvilke faser går et projekt igennem?", "Hvor meget koster en licens"),
    ],
)
def test_that_half_is_answered_and_the_other_named(advisor: Advisor, question: str, other: str) -> None:
    assert advisor.chat(question).status == "answered"
    assert messages.OTHER_HALF.format(question=other) in told(advisor, question)


def test_when_neither_is_it_is_refused(advisor: Advisor) -> None:
    assert advisor.chat("Hvad koster en licens, og hvor meget tjener en konsulent i løn?").status == "refused"
