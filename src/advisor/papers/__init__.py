"""The papers that people bring to a meeting: from a session to one document model, and from that to files."""

from __future__ import annotations

from typing import Literal, NamedTuple

from advisor.papers import arguments, discussion, docx, markdown, open_questions, pdf, selection
from advisor.papers.document import Document, from_json, to_json
from advisor.papers.material import Material

PaperName = Literal["discussion", "arguments", "open-questions", "selection"]
PaperFormat = Literal["docx", "pdf", "md", "json"]


class FileKind(NamedTuple):
    """What a format is called on the way to its user."""

    media_type: str
    ending: str


FORMATS: dict[PaperFormat, FileKind] = {
    "docx": FileKind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "pdf": FileKind("application/pdf", ".pdf"),
    "md": FileKind("text/markdown; charset=utf-8", ".md"),
    "json": FileKind("application/json", ".json"),
}

_MAKERS = {
    "discussion": discussion.make,
    "arguments": arguments.make,
    "open-questions": open_questions.make,
    "selection": selection.make,
}
_RENDERERS = {"docx": docx.render, "pdf": pdf.render, "md": markdown.render, "json": to_json}

__all__ = ["FORMATS", "Document", "FileKind", "Material", "PaperFormat", "PaperName", "from_json", "make", "render"]


def make(name: PaperName, material: Material) -> Document:
    """The paper of that name, however far the session is."""
    return _MAKERS[name](material)


def render(document: Document, file_format: PaperFormat) -> bytes:
    """The paper as a file of that format."""
    return _RENDERERS[file_format](document)
