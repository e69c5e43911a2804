"""Reading corpus files so that every finding names file, line and remedy."""

from __future__ import annotations

from dataclasses import dataclass, field
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
            data = yaml.load(text, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            line = first_line + (mark.line if mark else 0)
            self.add(path, line, f"ugyldig YAML ({error.problem})", "se efter indrykning, kolon og anførselstegn")
            return None
        try:
            return TypeAdapter(kind).validate_python(data)
        except ValidationError as error:
            tree = yaml.compose(text, Loader=yaml.CSafeLoader)
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
