"""What the repair of bad OCR is worth: on the two originals that were badly read, on the clean ones, on our own text.

The judged words are in ``eval/data/repairs.jsonl``: where a word stands in an original and what was printed there,
by someone who read it in its place. They say nothing of what the repair does, so they hold when it changes.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from eval import ocr
from eval.originals import MISSING, SOURCES
from ingest.documents.model import Repaired
from ingest.documents.repair import Repairer

ORIGINALS = SOURCES / "originals"
JUDGED = Path(__file__).parent / "data" / "repairs.jsonl"
NO_HUNSPELL = "not measured: hunspell-da is not here (apt-get install hunspell hunspell-da)"

_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")
_SEED = 6
_AROUND = 60  # characters shown on each side of a word to be judged
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\w\S*\.\w+|\b\w[\w-]*(?:\.\w[\w-]+)+(?:/\S*)?")
_NUMBER = re.compile(r"(?<![^\W\d_])\d(?:[\d.,:/–-]*\d)?(?![^\W\d_])")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_STARTS = re.compile(r"(?:^|^\s*\w|^\s*\d+\.|[.?!:…\"”“’'»(=*•+©°®>-])\s*$")
_ABBREVIATION = 5  # letters; a longer word in capitals is part of a heading


@dataclass(frozen=True, slots=True)
class Change:
    """``text[start:end]`` of an original, and what the repair put there."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Mended:
    """An original, whether the repair holds it for damaged, and what it changes."""

    source: str
    text: str
    damaged: bool
    changes: tuple[Change, ...]

    def after(self, start: int, end: int) -> str:
        """What stands in the mended text where ``text[start:end]`` stood; a change counts whole."""
        pieces, place = [], start
        for change in self.changes:
            if change.end > start and change.start < end:
                pieces += [self.text[place : change.start], change.new]
                place = change.end
        return "".join([*pieces, self.text[place:end]])

    @property
    def new(self) -> str:
        """The whole text, mended."""
        return self.after(0, len(self.text))


def mended(path: Path) -> Mended:
    """One original, cut at its blank lines as the reader cuts it, and mended."""
    text = path.read_text(encoding="utf-8")
    bounds = [0, *(place for match in _BLANK.finditer(text) for place in match.span()), len(text)]
    spans = list(zip(bounds[::2], bounds[1::2], strict=True))
    repairer = Repairer.of(text[start:end] for start, end in spans)
    changes = [
        change for start, end in spans for change in _changes(start, text[start:end], repairer.repair(text[start:end]))
    ]
    return Mended(path.stem, text, repairer.damaged, tuple(changes))


def _changes(offset: int, text: str, repaired: Repaired) -> Iterator[Change]:
    shift = 0
    for repair in repaired.repairs:
        start = repair.start + shift
        assert text[start : start + len(repair.original)] == repair.original
        shift += len(repair.original) - (repair.end - repair.start)
        new = repaired.text[repair.start : repair.end]
        yield Change(offset + start, offset + start + len(repair.original), new)


def table() -> str:
    """All figures, as they are printed."""
    parts = _originals()
    own = list(ocr.scores())
    parts.append("Our own text, damaged on purpose (not part of what mends it):")
    parts += [
        f"  {s.words} words, {s.damaged} damaged ({s.untouchable} of them names, left alone), {s.changed} changed, "
        f"{s.precision:.2%} of these right; {s.recall:.1%} of the damaged words are mended"
        for s in own
    ]
    return "\n".join(parts)


def _originals() -> list[str]:
    if not ORIGINALS.is_dir():
        return [f"Originals: {MISSING}", ""]
    found = [mended(path) for path in sorted(ORIGINALS.glob("*.txt"))]
    parts = []
    for each in found:
        parts.append(f"{each.source}: {'badly read' if each.damaged else 'clean'}, {len(each.changes)} changes")
        if each.damaged:
            parts += [f"  {line}" for line in (*_unknown_lines(each), *_guarded_lines(each))]
    return [*parts, "", *_judged_lines(found), ""]


def _unknown_lines(each: Mended) -> Iterator[str]:
    if shutil.which("hunspell") is None or not Path("/usr/share/hunspell/da_DK.dic").is_file():
        yield NO_HUNSPELL
        return
    for name, text in (("before", each.text), ("after", each.new)):
        words, names = _words(text)
        bad, bad_names = unknown(words), unknown(names)
        yield (
            f"unknown {name}: {len(bad)} of {len(words)} words ({len(bad) / len(words):.2%}), "
            f"and {len(bad_names)} of {len(names)} names and abbreviations; "
            f"both {(len(bad) + len(bad_names)) / (len(words) + len(names)):.2%}"
        )
        if name == "after":
            yield f"  still unknown: {', '.join(sorted(set(bad)))}"
            yield f"  names and abbreviations: {', '.join(sorted(set(bad_names)))}"


def _words(text: str) -> tuple[list[str], list[str]]:
    """The words of a text, and its names and abbreviations; addresses are neither."""
    plain = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
    words: list[str] = []
    names: list[str] = []
    for match in _LETTERS.finditer(plain):
        word = match.group()
        short = len(word) <= _ABBREVIATION and plain.startswith(".", match.end())  # »osv.« is a word, »osv« is none
        (names if _is_name(plain, match) else words).append(f"{word}." if short else word)
    return words, names


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether a word has a capital that its place does not explain."""
    word = match.group()
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    line = text[start : end if end >= 0 else len(text)]
    if word.isupper():
        return len(word) <= _ABBREVIATION and not line.isupper()
    if word.islower():
        return False
    return not word[1:].islower() or not _STARTS.search(text[start : match.start()])


def unknown(words: Iterable[str]) -> list[str]:
    """Those of the words that hunspell's Danish dictionary does not know."""
    words = list(words)
    listed = "\n".join(sorted(set(words)))
    found = subprocess.run(
        ["hunspell", "-d", "da_DK", "-i", "utf-8", "-l"],  # noqa: S607
        input=listed, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    bad = set(found.stdout.split("\n"))
    return [word for word in words if word in bad or word.rstrip(".") in bad]


def _guarded_lines(each: Mended) -> Iterator[str]:
    """What was changed among that which never may be."""
    plain = _ADDRESS.sub(lambda match: " " * len(match.group()), each.text)
    spans = {
        "addresses": [match.span() for match in _ADDRESS.finditer(each.text)],
        "numbers": [match.span() for match in _NUMBER.finditer(plain)],
        "names and abbreviations": [m.span() for m in _LETTERS.finditer(plain) if _is_name(plain, m)],
    }
    for name, guarded in spans.items():
        hit = [
            f"{each.text[change.start : change.end]} → {change.new}"
            for change in each.changes
            if any(change.start < end and start < change.end for start, end in guarded)
        ]
        capital = [line for line in hit if line[0] == "I" and line.split(" → ")[1].startswith("l")]
        more = f", and {len(capital)} where a capital I was read for an l ({'; '.join(capital)})" if capital else ""
        rest = [line for line in hit if line not in capital]
        yield f"changed {name}: {len(rest)} of {len(guarded)}{': ' if rest else ''}{'; '.join(rest)}{more}".replace(
            "\n", "⏎"
        )


def _judged_lines(found: list[Mended]) -> Iterator[str]:
    if not JUDGED.is_file():
        yield f"judged words: not measured, {JUDGED.name} is not here"
        return
    by_source = {each.source: each for each in found}
    changed = right = kept = missed = 0
    wrong: list[str] = []
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        judged = json.loads(line)
        each = by_source[judged["source"]]
        start, end = judged["offset"], judged["offset"] + judged["length"]
        before, after, expected = each.text[start:end], each.after(start, end), judged["expected"]
        if after == before:
            kept += 1
            missed += expected != before
        else:
            changed += 1
            right += after == expected
            if after != expected:
                wrong.append(f"{before!r} → {after!r}, not {expected!r}")
    share = (changed - right) / max(changed, 1)
    yield f"judged by hand: {changed} changed words, {changed - right} wrong ({share:.2%})"
    yield f"  and {kept} that were left alone, {missed} of them badly read ({missed / max(kept, 1):.2%})"
    yield from (f"  wrong: {line}" for line in wrong)


def sheet(changed: int, left: int) -> str:
    """Words drawn for judging, with what stands around them: so many changed, and so many left alone."""
    rng = random.Random(_SEED)
    found = [mended(path) for path in sorted(ORIGINALS.glob("*.txt"))]
    bad = [each for each in found if each.damaged]
    pool = [(each, change.start, change.end) for each in bad for change in each.changes]
    drawn = rng.sample(pool, min(changed, len(pool)))
    untouched = [
        (each, match.start(), match.end())
        for each in bad
        for match in _LETTERS.finditer(_ADDRESS.sub(lambda match: " " * len(match.group()), each.text))
        if not any(change.start < match.end() and match.start() < change.end for change in each.changes)
    ]
    drawn += rng.sample(untouched, min(left, len(untouched)))
    return "\n".join(_row(each, start, end) for each, start, end in drawn)


def _row(each: Mended, start: int, end: int) -> str:
    around = f"{each.text[max(0, start - _AROUND) : start]}⟦{each.text[start:end]}⟧{each.text[end : end + _AROUND]}"
    cells = (each.source, str(start), str(end - start), each.after(start, end), " ".join(around.split()))
    return "\t".join(cells)
