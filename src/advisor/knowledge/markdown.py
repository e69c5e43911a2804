"""One Markdown file of the corpus → its front matter and its passages, with line numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from advisor.domain import Verdict, WayIn
from advisor.knowledge.files import Findings

WAYS_IN_HEADING = "Veje ind"

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_HEADING = re.compile(r"^(?P<title>.+?)\s*\{#(?P<key>[a-z0-9-]+)\}$")
_WAY = re.compile(r"^(?:\[(?P<item>\d+)\]\s+)?(?:\[(?P<verdict>ja|nej|kommer an på)\]\s+)?(?P<text>.+)$", re.DOTALL)
_VERDICTS: dict[str, Verdict] = {"ja": "yes", "nej": "no", "kommer an på": "depends"}
_MARKDOWN = MarkdownIt("zero").enable(["heading", "fence", "list"])


@dataclass(slots=True)
class RawPassage:
    """A passage as it stands in the file, before its fields are checked."""

    heading: str
    key: str
    line: int
    fields: str = ""
    fields_line: int = 0
    text: str = ""
    ways_in: list[WayIn] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as it stands: ``front`` is YAML that begins at line 2."""

    front: str
    passages: tuple[RawPassage, ...]


def parse(path: Path, text: str, findings: Findings) -> RawFile | None:
    """Split a file into its parts; what does not fit the format is noted in ``findings``."""
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    if front is None:
        findings.add(path, 1, "filen begynder ikke med oplysninger mellem to linjer ---", "se corpus/README.md")
        return None
    offset = text[: front.end()].count("\n") + 1
    passages: list[RawPassage] = []
    in_ways = False
    for token, group in _blocks(_MARKDOWN.parse(text[front.end() :])):
        line = offset + (token.map[0] if token.map else 0)
        if token.type == "heading_open" and token.tag == "h2":
            in_ways = False
            passages.append(_heading(path, line, group[1].content, findings))
        elif not passages:
            findings.add(path, line, "tekst før den første passage", "begynd passagen med ## Overskrift {#navn}")
        elif token.type == "heading_open" and group[1].content.strip() == WAYS_IN_HEADING:
            in_ways = True
        elif token.type == "heading_open":
            findings.add(path, line, f"ukendt overskrift: {group[1].content}", f"kun ### {WAYS_IN_HEADING} hører til")
        elif token.type == "fence":
            passages[-1].fields, passages[-1].fields_line = token.content, line + 1
        elif in_ways:
            passages[-1].ways_in += _ways(path, offset, group, findings)
        elif passages[-1].text.rstrip().startswith(("1. ", "- ")) or "\n" in passages[-1].text:
            findings.add(
                path, line, "der står tekst efter listen", "flyt den op foran listen eller til en passage for sig"
            )
        else:
            passages[-1].text = _join(passages[-1].text, group)
    return RawFile(front.group(1), tuple(passages))


def _blocks(tokens: list[Token]) -> list[tuple[Token, list[Token]]]:
    """Top-level blocks, each with the tokens inside it."""
    blocks: list[tuple[Token, list[Token]]] = []
    for token in tokens:
        if token.level == 0 and token.nesting >= 0:
            blocks.append((token, []))
        if blocks:
            blocks[-1][1].append(token)
    return blocks


def _heading(path: Path, line: int, content: str, findings: Findings) -> RawPassage:
    match = _HEADING.match(content.strip())
    if match is None:
        findings.add(path, line, f"overskriften «{content}» har intet navn", "skriv det til sidst: {#kort-navn}")
        return RawPassage(content, "", line)
    return RawPassage(match["title"], match["key"], line)


def _inline(group: list[Token]) -> list[Token]:
    return [token for token in group if token.type == "inline"]


def _plain(content: str) -> str:
    return " ".join(content.split())


def _join(text: str, group: list[Token]) -> str:
    """``text`` with one more block: a paragraph after a space, a list on lines of its own."""
    opening = group[0].type
    lines = [_plain(token.content) for token in _inline(group)]
    if opening == "ordered_list_open":
        lines = [f"{number}. {line}" for number, line in enumerate(lines, start=1)]
    elif opening == "bullet_list_open":
        lines = [f"- {line}" for line in lines]
    else:
        return f"{text} {' '.join(lines)}".strip()
    return "\n".join([text, *lines]) if text else "\n".join(lines)


def _ways(path: Path, offset: int, group: list[Token], findings: Findings) -> list[WayIn]:
    ways = []
    if group[0].type != "bullet_list_open":
        line = offset + (group[0].map[0] if group[0].map else 0)
        findings.add(path, line, "veje ind skal stå som punkter", "begynd hver med »- «")
        return []
    for token in _inline(group):
        match = _WAY.match(_plain(token.content))
        if match is not None:
            item = int(match["item"]) if match["item"] else None
            ways.append(WayIn(match["text"], item, _VERDICTS.get(match["verdict"] or "")))
    return ways
