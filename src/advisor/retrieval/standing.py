"""How far a passage stands behind others that are as near to the question, by whom and where it holds for.

The digest of the core sources answers first; cases and further sources come behind it, since they
tell the same in other words, or of one place. What holds for others than municipalities comes last
unless the question is about them: a notice that regions must give must not reach a municipal shop
steward as theirs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from advisor.danish.words import fold, words
from advisor.domain import CASES, Role, Source
from advisor.ports import Reach

CASE = 1.0
FURTHER = 2.0
ONE_SIDED = 0.05  # what one side says, beside what the parties say jointly: more found fewer answers
FOR_OTHERS = 0.4  # what is written for another role than that of whoever asks
ELSEWHERE = 6.0
"""In deviations of the fused score, where first and tenth are often three apart."""

NAMED = 4.0
"""How far a source comes forward that the question names."""

_ELSEWHERE = re.compile(
    r"\b(?:region\w*|sygehus\w*|hospital\w*|stat|staten\w*|statslig\w*|minister\w*|privat\w*|virksomhed\w*|bank\w*|"
    r"finans\w*|jordemoder\w*|jordemødre\w*|gymnasi\w*|erhvervsskole\w*|su|samarbejdsudvalg\w*)\b",
    re.IGNORECASE,
)


def is_elsewhere(question: str) -> bool:
    """Whether a question is about regions, the state or the private sector."""
    return _ELSEWHERE.search(question) is not None


def behind(
    reach: Mapping[str, Reach], sources: Mapping[str, Source], elsewhere: bool, role: Role | None = None
) -> dict[str, float]:
    """For each passage that stands behind, by how much; those that do not are left out.

    With ``elsewhere`` the question is about others than municipalities; ``role`` is who asks.
    """
    found = {}
    for passage_id, (source_id, applies_to, roles, side) in reach.items():
        source = sources.get(source_id)
        gap = CASE if source_id == CASES else FURTHER if source is not None and not source.core else 0.0
        if applies_to and "municipality" not in applies_to and not elsewhere:
            gap += ELSEWHERE
        if side != "joint" and source_id != CASES:
            gap += ONE_SIDED
        if role and roles and role not in roles:
            gap += FOR_OTHERS
        if gap:
            found[passage_id] = gap
    return found


def named(question: str, sources: Mapping[str, Source]) -> frozenset[str]:
    """The ids of the sources that a question names: by what people call them, or by their publisher."""
    asked = f" {_folded(question)} "
    return frozenset(
        source.source_id for source in sources.values() for name in source.names if f" {_folded(name)} " in asked
    )


@lru_cache(maxsize=4_096)  # the names of the sources come again with every question
def _folded(text: str) -> str:
    return " ".join(fold(word) for word in words(text.replace("'", "").replace("’", "")))
