"""How one place of the corpus points to another: ``#key``, ``section#key``, ``section#key[3]``."""

from __future__ import annotations

import re
from typing import NamedTuple

_LINK = re.compile(r"^(?P<section>[a-z0-9/-]+)?#(?P<key>[a-z0-9-]+)(?:\[(?P<item>\d+)\])?$")


class Target(NamedTuple):
    """Where a link points: ``section`` None means the same section, ``item`` counts from 1."""

    section: str | None
    key: str
    item: int | None


def parse_link(text: str) -> Target | None:
    """The parts of a link, or None when it is none."""
    match = _LINK.match(text)
    if match is None:
        return None
    return Target(match["section"], match["key"], int(match["item"]) if match["item"] else None)
