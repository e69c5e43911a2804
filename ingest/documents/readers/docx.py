"""DOCX."""

from __future__ import annotations

from pathlib import Path

from ingest.documents.readers.gather import Gathered
from ingest.documents.readers.zips import Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(path: Path, gathered: Gathered) -> None:
    """Take in a DOCX."""
    with Package(path, gathered.limits) as package:
        for paragraph in package.tree(package.main_part()).iter(f"{_W}p"):
            gathered.add("paragraph", "".join(text.text or "" for text in paragraph.iter(f"{_W}t")))
