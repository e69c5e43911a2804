"""What of a document is no part of its text: page numbers, running titles, menus, addresses, tables of contents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.documents.model import Block, Repaired
from ingest.documents.spans import joined, lines, restored

_PAGE_NUMBER = re.compile(
    r"(?:side|s\.)?\s*[-–—|]?\s*(?=.*\d)[\dIl|\"']{1,4}(?:\s*(?:af|/|of)\s*\d{1,4})?\s*[-–—|]?", re.I
)
_ADDRESS_ON_NET = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b[\w-]+(?:\.[\w-]+)*\.(?:dk|com|org|net|eu)(?:/\S*)?\b"
)
_STAMP = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4},?\s+(?:kl\.?\s*)?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?")
_PLACE = re.compile(r"\b(?:tlf|telefon|fax|postboks|cvr|ean)\b|\b\d{4} [A-ZÆØÅ][a-zæøå]+|@|\bwww\.", re.I)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LEADER = re.compile(r"(?:[.…·_]\s?){3,}\s*\d{1,4}\s*$|\t\s*\d{1,4}\s*$|\s{3,}\d{1,4}\s*$")
_NUMBER_LAST = re.compile(r"\S\s+\d{1,4}\s*$")
_CONTENTS = re.compile(r"(?:indhold|indholdsfortegnelse|indholdsoversigt|contents|table of contents)", re.I)
_MENU = frozenset(
    """gå til hovedindhold|spring til indhold|
    spring til hovedindhold|hop til indhold|menu|luk menu|åbn menu|søg|log ind|
    log ud|del|del siden|del på facebook|del på linkedin|print|udskriv|tip en ven|læs op|læs højt|til toppen|
    tilbage til toppen|accepter alle|acceptér alle|accepter cookies|afvis alle|kun nødvendige|cookieindstillinger|
    cookies|cookiepolitik|privatlivspolitik|tilgængelighedserklæring|tilmeld nyhedsbrev|forrige|næste|se også|
    indhold|du er her|facebook|linkedin|instagram|twitter|youtube|rss|skip to content""".replace("\n", "").split("|")
)
_MENU_WORDS = frozenset(" ".join(word.split()) for word in _MENU)
_EDGE = 2  # blocks at the top and at the foot of a page that may be running titles
_PAGES = 3  # that a running title must stand on
_TITLE_WORDS = 8  # more of them, with a full stop, are a sentence
_LONG = 3_000  # characters that no boilerplate has; longer texts are not looked at
_SHORT = 200  # characters of a running title or an address line


def left_out(blocks: Sequence[Block]) -> list[str | None]:
    """For each block the reason why it is no part of the text (a key of ``messages.LEFT_OUT``), or None."""
    running = _running(blocks)
    contents = _contents(blocks)
    reasons: list[str | None] = []
    for number, block in enumerate(blocks):
        reason = "repeated" if number in running else "contents" if number in contents else _reason(block)
        rest = block.kind == "paragraph" and reasons[-1:] == ["links"] and goes_on_link(block.text)
        reasons.append("links" if rest else reason)
    return reasons


def apart(blocks: Iterable[tuple[Block, Repaired]]) -> Iterator[tuple[Block, Repaired]]:
    """The blocks, with the lines of addresses and the page numbers inside a paragraph made blocks of their own."""
    for block, repaired in blocks:
        broken = lines(repaired) if block.kind == "paragraph" else []
        stray: list[bool] = []
        for number, line in enumerate(broken):
            rest = bool(stray) and stray[-1] and goes_on_link(line.text)
            stray.append(rest or _is_stray(broken, number))
        if not any(stray) or all(stray):
            yield block, repaired
            continue
        for _, group in groupby(zip(broken, stray, strict=True), key=lambda pair: pair[1]):
            text = joined([part for line, _ in group for part in ("\n", line)][1:])
            yield replace(block, text=restored(text.text, text.repairs)), text


def _is_stray(broken: Sequence[Repaired], number: int) -> bool:
    """Whether a line is nothing but addresses, or a page number at the edge of its block."""
    line = broken[number].text.strip()
    if len(line) > _LONG:
        return False
    if only_links(line) and re.search(r"://|www\.|/|@", line):
        return True
    if not re.fullmatch(r"\d{1,3}", line) or len(broken) == 1:
        return False
    last = number == len(broken) - 1 and broken[number - 1].text.rstrip().endswith((".", "!", "?"))
    return last or (number == 0 and broken[1].text.strip()[:1].isupper())


def only_links(text: str) -> bool:
    """Whether a text is nothing but addresses on the net."""
    return _ADDRESS_ON_NET.search(text) is not None and not _WORD.search(_ADDRESS_ON_NET.sub(" ", text))


def _is_links(text: str) -> bool:
    broken = [line for line in text.splitlines() if line.strip()]
    follow = all(only_links(line) or goes_on_link(line) for line in broken[1:])
    return only_links(" ".join(text.split())) or (bool(broken) and only_links(broken[0]) and follow)


def goes_on_link(text: str) -> bool:
    """Whether a line reads as the rest of the address that the line before broke off."""
    return re.fullmatch(r"\S{8,500}", text.strip()) is not None and len(re.findall(r"[-/_.%=&]", text)) >= 2


def is_menu(text: str) -> bool:
    """Whether a text is a word of a web page's menu and nothing else."""
    return " ".join(text.lower().split()) in _MENU_WORDS


def _reason(block: Block) -> str | None:
    if block.kind == "furniture":
        return "furniture"
    text = " ".join(block.text.split())
    if len(text) > _LONG:
        return None
    if block.kind in ("item", "row"):
        return "links" if block.kind == "item" and only_links(text) else None
    tests = (
        ("page_number", _PAGE_NUMBER.fullmatch(text) is not None),
        ("links", _is_links(block.text)),
        ("stamp", _STAMP.fullmatch(text) is not None),
        ("menu", block.kind == "paragraph" and is_menu(text)),
        ("address", _is_address(text)),
        ("noise", not _WORD.search(text) and not re.search(r"\d{2,}", text)),
    )
    return next((reason for reason, holds in tests if holds), None)


def _is_address(text: str) -> bool:
    """Whether a short text names places and numbers to be reached at, and is no sentence about them."""
    small = sum(word[0].islower() for word in _WORD.findall(text))
    return len(text) <= _SHORT and len(_PLACE.findall(text)) >= 2 and small <= 0.4 * len(_WORD.findall(text))


def _running(blocks: Sequence[Block]) -> set[int]:
    """Blocks that stand at the edge of several pages with the same words; numbers may differ."""
    pages: dict[int, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        if block.page is not None and block.text.strip():
            pages[block.page].append(number)
    seen: dict[str, list[int]] = defaultdict(list)
    for numbers in pages.values():
        for number in {*numbers[:_EDGE], *numbers[-_EDGE:]}:
            text = re.sub(r"\d+", "#", " ".join(blocks[number].text.lower().split()))
            is_sentence = text.endswith(".") and len(text.split()) > _TITLE_WORDS
            if len(text) <= _SHORT and _WORD.search(text) and not is_sentence:
                seen[text].append(number)
    found: set[int] = set()
    for numbers in seen.values():
        if len({blocks[number].page for number in numbers}) >= _PAGES:
            first = min(numbers)
            keeps_first = blocks[first].kind in ("heading", "row")
            found.update(number for number in numbers if number != first or not keeps_first)
    return found


def _contents(blocks: Sequence[Block]) -> set[int]:
    """Blocks of a table of contents: lines with leaders, or short lines with a page number under its heading."""
    found: set[int] = set()
    under = False
    for number, block in enumerate(blocks):
        leaders = block.kind != "row" and _all_lines(block.text, _LEADER, 1)
        if len(block.text) < _SHORT and _CONTENTS.fullmatch(" ".join(block.text.split())):
            under = _is_entry(blocks, number + 1)
            leaders = under
        elif under and not leaders:
            under = leaders = _is_entry(blocks, number)
        if leaders:
            found.add(number)
    return found


def _is_entry(blocks: Sequence[Block], number: int) -> bool:
    return number < len(blocks) and _all_lines(blocks[number].text, _NUMBER_LAST, 0.7)


def _all_lines(text: str, pattern: re.Pattern[str], share: float) -> bool:
    """Whether at least that share of the lines ends as the pattern says; long ones do not."""
    broken = [line for line in text.splitlines() if line.strip()]
    fitting = sum(len(line) <= _SHORT and pattern.search(line) is not None for line in broken)
    return bool(broken) and fitting >= share * len(broken)
