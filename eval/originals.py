"""The five originals beside the checkout, by section of the canonical outline."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

SOURCES = Path(__file__).parents[2] / "shared" / "sources"
MISSING = "not measured: ../shared is not here"
OUTLINE = SOURCES / "outline.yaml"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of an original that belong to one section; ``content`` is false for boilerplate."""

    section: str
    text: str
    content: bool


@dataclass(frozen=True, slots=True)
class OriginalText:
    """One of the five: its stretches in the order of the file, blank lines included."""

    source_id: str
    path: Path
    stretches: tuple[Stretch, ...]

    @property
    def sections(self) -> dict[str, str]:
        """The whole text of each content section, by its id."""
        found: dict[str, str] = {}
        for stretch in self.stretches:
            if stretch.content:
                found[stretch.section] = found.get(stretch.section, "") + stretch.text
        return found


def here() -> bool:
    """Whether the originals are beside the checkout."""
    return OUTLINE.is_file()


@lru_cache
def load() -> tuple[OriginalText, ...]:
    """The five originals. Raises OSError where they are not there."""
    outline = yaml.safe_load(OUTLINE.read_text(encoding="utf-8"))
    return tuple(_original(entry) for entry in outline["sources"])


def _original(entry: dict[str, object]) -> OriginalText:
    path = SOURCES / "originals" / str(entry["file"])
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    owner: dict[int, tuple[str, bool]] = {}
    sections = entry["sections"]
    assert isinstance(sections, list)
    for section in sections:
        for first, last in section["lines"]:
            owner |= dict.fromkeys(range(first - 1, last), (section["id"], section["kind"] != "boilerplate"))
    stretches: list[Stretch] = []
    for number, line in enumerate(lines):
        section_id, content = owner.get(
            number, (stretches[-1].section, stretches[-1].content) if stretches else ("", False)
        )
        if stretches and stretches[-1].section == section_id:
            stretches[-1] = Stretch(section_id, stretches[-1].text + line, content)
        else:
            stretches.append(Stretch(section_id, line, content))
    return OriginalText(str(entry["id"]), path, tuple(stretches))
