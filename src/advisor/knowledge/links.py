"""How one place of the corpus points to another: ``#key``, ``section#key``, ``section#key[3]``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from advisor.domain import Passage

_LINK = re.compile(r"^(?P<section>[A-Za-z0-9/-]+)?#(?P<key>[a-z0-9-]+)(?:\[(?P<item>\d+)\])?$")


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


def resolve(origin: str, text: str, found: Mapping[str, Passage]) -> tuple[str, int | None] | None:
    """The passage of ``found`` (by ``section#key``), and the item of it, that a link means.

    ``origin`` is the passage in which the link stands. None when the link leads nowhere.
    """
    link = parse_link(text)
    if link is None:
        return None
    target = f"{link.section or origin.split('#')[0]}#{link.key}"
    if target not in found or (link.item is not None and not 1 <= link.item <= len(found[target].items)):
        return None
    return target, link.item
