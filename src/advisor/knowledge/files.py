"""Reading corpus files so that every finding names file, line and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

T = TypeVar("T")

_REMEDIES = {
    "extra_forbidden": "fjern feltet, eller ret stavemåden (corpus/README.md viser felterne)",
    "missing": "tilføj feltet",
    "literal_error": "vælg en af de nævnte værdier",
    "list_type": "skriv værdien som en liste: [a, b]",
    "string_type": "skriv værdien som tekst; sæt den i anførselstegn, hvis den ligner et tal",
    "date_from_datetime_parsing": "skriv datoen som 2026-11-21",
}


class FileModel(BaseModel):
    """Base of everything read from a corpus file: unknown fields are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(slots=True)
class Findings:
    """Collects what is wrong, so that an editor sees all of it at once."""

    root: Path
    lines: list[str] = field(default_factory=list)

    def add(self, path: Path, line: int, problem: str, remedy: str) -> None:
        """Note one finding; ``line`` counts from 1."""
        name = path.relative_to(self.root.parent) if path.is_relative_to(self.root.parent) else path
        self.lines.append(f"{name}:{line}: {problem} – {remedy}")

    def parse_yaml(self, path: Path, text: str, kind: type[T], first_line: int = 1) -> T | None:
        """``text`` as ``kind``, or None with the findings noted; ``first_line`` is where it begins."""
        try:
            tree = yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            line = first_line + (mark.line if mark else 0)
            self.add(path, line, f"ugyldig YAML ({error.problem})", "se efter indrykning, kolon og anførselstegn")
            return None
        except yaml.YAMLError:  # a character that YAML refuses, told without a line
            line = first_line + text[: _first_unprintable(text)].count("\n")
            self.add(path, line, "ugyldig YAML (et usynligt styretegn)", "slet linjen, og skriv den igen")
            return None
        faults = list(_faults(tree))
        for line, problem, remedy in faults:
            self.add(path, first_line + line, problem, remedy)
        if faults:
            return None
        try:
            return TypeAdapter(kind).validate_python(yaml.load(text, Loader=yaml.CSafeLoader))
        except ValidationError as error:
            for item in error.errors():
                place = ".".join(str(part) for part in item["loc"]) or "filen"
                remedy = _REMEDIES.get(item["type"], "ret værdien, som corpus/README.md viser")
                self.add(path, first_line + _line_of(tree, item["loc"]), f"{place}: {item['msg']}", remedy)
            return None

    def read(self, path: Path) -> str | None:
        """The file's text, or None with the finding noted."""
        try:
            return path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            self.add(path, 1, "filen er ikke UTF-8", "gem den som UTF-8")
        except OSError as error:
            self.add(path, 1, f"filen kan ikke læses ({error.strerror})", "se, om den findes, og om du har adgang")
        return None


def line_in(text: str, location: tuple[int | str, ...]) -> int:
    """The line (from 0) of the place ``location`` in a YAML text, or of the deepest place above it."""
    return _line_of(yaml.compose(text, Loader=yaml.CSafeLoader), location)


def _first_unprintable(text: str) -> int:
    return next((at for at, letter in enumerate(text) if not letter.isprintable() and letter not in "\t\n"), 0)


def _faults(node: Any) -> Iterator[tuple[int, str, str]]:
    """Line (from 0), problem and remedy of keys given twice and impossible dates, which YAML does not tell well."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                yield key.start_mark.line, f"feltet {key.value} står to gange", "slet det ene"
            seen.add(key.value if isinstance(key, yaml.ScalarNode) else id(key))
            yield from _faults(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _faults(value)
    elif isinstance(node, yaml.ScalarNode) and node.tag.endswith(":timestamp"):
        try:
            date(*(int(part) for part in re.split(r"\D", node.value)[:3]))
        except ValueError:
            yield node.start_mark.line, f"datoen {node.value} findes ikke", "skriv datoen som 2026-11-21"


def _line_of(node: Any, location: tuple[int | str, ...]) -> int:
    """The line (from 0) of the deepest node that the location reaches."""
    line = node.start_mark.line if node is not None else 0
    for part in location:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(part)]
            if not found:
                return int(line)
            key, node = found[0]
            line = key.start_mark.line
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
    return int(line)
