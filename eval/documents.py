"""Own documents: are the originals recognised and linked to the digest, and is nothing else?"""

from __future__ import annotations

import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from advisor.knowledge import Corpus, corpus_dir, load_corpus
from eval import marks
from eval.copies import AS_IT_IS, Copy, copies, mended_stretches
from eval.originals import MISSING, OriginalText, Stretch, here, load
from eval.others import made_sections, others
from ingest.documents.fingerprints import FILE, write
from ingest.documents.linking import Fingerprints
from ingest.documents.model import LeftOut, Section
from ingest.documents.repair import Repairer
from ingest.documents.structure import sections
from ingest.documents.worker import read_apart

_WORD = re.compile(r"[^\W_]+")
_ENOUGH = 0.8  # of a section's words that must be linked to it
_FOREIGN = 0.1  # of a linked piece's words that may be another section's, or
_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Read:
    """A document taken in: what it was recognised as, its sections, and the seconds it took."""

    original_of: str | None
    sections: tuple[Section, ...]
    left_out: tuple[LeftOut, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Links:
    """How the content sections of a copy were linked, and the pieces that were linked to a section they are not of."""

    right: tuple[str, ...]
    partly: tuple[str, ...]
    none: tuple[str, ...]
    wrong: tuple[tuple[str, str], ...]


def take_in(path: Path, known: Fingerprints) -> Read:
    """The whole way from a file to linked sections."""
    begun = time.perf_counter()
    extract = read_apart(path)
    repairer = Repairer.of([block.text for block in extract.blocks])
    made, left_out = sections([(block, repairer.repair(block.text)) for block in extract.blocks], extract.title)
    source, made = known.recognise(made)
    return Read(source, made, left_out, time.perf_counter() - begun)


@cache
def originals_taken_in() -> tuple[tuple[OriginalText, Read], ...]:
    """The five as they are, with the shipped fingerprints."""
    known = known_originals()
    return tuple((original, take_in(original.path, known)) for original in load())


def judge(read: Read, stretches: Sequence[Stretch]) -> Links:
    """Hold the links against the stretches that the document was made of.

    The words of the pieces and those of the stretches are aligned, so every piece's words have their true section. A
    section is right when 80 % of its words lie in pieces linked to it; a linked piece is wrong when more than a
    tenth of its words, and more than three, are another section's.
    """
    truth = [
        (word, stretch.section if stretch.content else "") for stretch in stretches for word in _words(stretch.text)
    ]
    pieces = [(section, piece) for section in read.sections for piece in section.pieces]
    owned: list[tuple[str, int]] = []
    for number, (section, piece) in enumerate(pieces):
        if piece.start == 0:
            owned += [(word, -1) for word in _words(section.title)]
        owned += [(word, number) for word in _words(section.text[piece.start : piece.end])]
    matcher = SequenceMatcher(None, [word for word, _ in truth], [word for word, _ in owned], autojunk=False)
    of_piece: dict[int, Counter[str]] = defaultdict(Counter)
    linked: dict[str, Counter[str | None]] = defaultdict(Counter)
    for mine, theirs, size in matcher.get_matching_blocks():
        for step in range(size):
            true, number = truth[mine + step][1], owned[theirs + step][1]
            if number >= 0:
                of_piece[number][true] += 1
                linked[true][pieces[number][1].original_of] += 1
    wrong = [
        (str(pieces[n][1].original_of), found.most_common(1)[0][0])
        for n, found in of_piece.items()
        if _is_wrong(found, pieces[n][1].original_of)
    ]
    present = dict.fromkeys(section for _, section in truth if section)
    shares = {section: linked[section][section] / max(1, linked[section].total()) for section in present}
    return Links(
        tuple(section for section, share in shares.items() if share >= _ENOUGH),
        tuple(section for section, share in shares.items() if 0 < share < _ENOUGH),
        tuple(section for section, share in shares.items() if share == 0),
        tuple(wrong),
    )


def _is_wrong(found: Counter[str], label: str | None) -> bool:
    foreign = found.total() - found[label or ""] - found[""]
    return label is not None and foreign > max(_FEW_WORDS, _FOREIGN * found.total())


def _words(text: str) -> list[str]:
    return [match.group().lower() for match in _WORD.finditer(text)]


def linked_copies(known: Fingerprints, only: str = "") -> Iterator[tuple[Copy, Read, Links]]:
    """Every copy of every original, taken in and judged."""
    with tempfile.TemporaryDirectory() as folder:
        for copy in copies(Path(folder)):
            if only in copy.name:
                read = take_in(copy.path, known)
                yield copy, read, judge(read, copy.stretches)


def falsely_linked(corpus: Corpus, known: Fingerprints) -> tuple[list[str], int]:
    """The names of the texts that are no original and were taken for one, and how many texts there were."""
    texts = list(others(corpus))
    return [name for name, text in texts if known.recognise(made_sections(text))[0]], len(texts)


def report() -> str:
    """Everything, as ``python -m eval documents`` prints it."""
    if not here():
        return MISSING
    corpus, known = load_corpus(corpus_dir()), known_originals()
    found = list(linked_copies(known))
    false, texts = falsely_linked(corpus, known)
    as_they_are = {copy.source_id: read for copy, read, _ in found if copy.name == AS_IT_IS}
    marked = marks.figures(corpus, [(original, as_they_are[original.source_id].sections) for original in load()])
    seconds = sum(read.seconds for read in as_they_are.values())
    notes = [
        f"{copy.name}, {copy.source_id}: partly {', '.join(links.partly) or '-'}; none {', '.join(links.none) or '-'}; "
        f"wrong {', '.join(f'{label} for {truth}' for label, truth in links.wrong) or '-'}"
        for copy, _, links in found
        if links.partly or links.none or links.wrong
    ]
    return "\n".join(
        [
            table(found),
            "",
            *notes,
            "",
            f"Other documents taken for an original: {len(false)} of {texts} {false or ''}",
            marks.table(*marked),
            f"Seconds to read, mend, structure and link all five as they are: {seconds:.1f}",
        ]
    )


def table(found: Iterable[tuple[Copy, Read, Links]]) -> str:
    """Right, partly, not and wrongly linked, by the kind of copy."""
    kinds: dict[str, list[tuple[Copy, Read, Links]]] = defaultdict(list)
    for each in found:
        kinds[each[0].name.split(":")[0]].append(each)
    rows = ["| copy | right | partly | none | wrong pieces | recognised | seconds |", "|---|---|---|---|---|---|---|"]
    for name, group in kinds.items():
        right, partly, none, wrong = (
            sum(len(getattr(links, kind)) for _, _, links in group) for kind in ("right", "partly", "none", "wrong")
        )
        known = sum(read.original_of == copy.source_id for copy, read, _ in group)
        seconds = sum(read.seconds for _, read, _ in group)
        total = right + partly + none
        rows.append(
            f"| {name} | {right}/{total} | {partly} | {none} | {wrong} | {known}/{len(group)} | {seconds:.1f} |"
        )
    return "\n".join(rows)


def known_originals() -> Fingerprints:
    """The shipped fingerprints."""
    return Fingerprints.load(corpus_dir())


def write_fingerprints() -> Path:
    """Make the fingerprints anew from the originals, as they are and as the repair leaves them."""
    texts: dict[str, list[str]] = {}
    for original in load():
        mended = replace(original, stretches=mended_stretches(original.stretches))
        for section, text in original.sections.items():
            texts[section] = list({text, mended.sections[section]})
    path = corpus_dir() / FILE
    write(path, texts)
    return path
