"""Fingerprints of the originals: which sections of the digest a text has the wording of.

A text is brought down to the consonants that scanning seldom changes, one stream without spaces, so that broken
æ, ø and å, other line breaks and words cut in two make no difference. From each word's beginning a gram of the
stream is taken and hashed; the hashes of a section are its fingerprint. (Overlapping hashed grams of a document are
the shingles of Broder, On the resemblance and containment of documents, 1997.)
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

FILE = "fingerprints.json"
_VERSION = 1
_GRAM = 12  # consonants, which are about four words
_WORD = re.compile(r"[^\W_]+")
_GONE = re.compile(r"[^bcdfhjkmnprtvwx]+")  # vowels; g, q, z and s, which æ and ø are read as; l, read as I and 1


@dataclass(frozen=True, slots=True)
class Gram:
    """A hash and the stretch of the text it stands for."""

    code: int
    start: int
    end: int


def grams(text: str) -> list[Gram]:
    """The grams of a text, one from the beginning of each word that has a consonant, in order."""
    words = [(m.start(), m.end(), _consonants(m.group())) for m in _WORD.finditer(text)]
    words = [word for word in words if word[2]]
    stream = "".join(consonants for _, _, consonants in words)
    at = 0
    last = 0
    ends: list[int] = []  # for each consonant of the stream the end of its word
    for _, end, consonants in words:
        ends += [end] * len(consonants)
    found = []
    for start, _, consonants in words:
        last = at + _GRAM
        if last > len(stream):
            break
        found.append(Gram(_code(stream[at:last]), start, ends[last - 1]))
        at += len(consonants)
    return found


@lru_cache(maxsize=65_536)
def _consonants(word: str) -> str:
    return _GONE.sub("", unicodedata.normalize("NFKD", word.lower()))


@lru_cache(maxsize=65_536)
def _code(gram: str) -> int:
    return int.from_bytes(hashlib.blake2b(gram.encode(), digest_size=4).digest(), "little")


@dataclass(frozen=True, slots=True)
class Hashes:
    """Which sections each hash belongs to."""

    sections: Mapping[int, tuple[str, ...]]
    sizes: Mapping[str, int]

    @classmethod
    def load(cls, corpus_dir: Path) -> Hashes:
        """Read ``fingerprints.json`` of the corpus; without the file nothing is ever recognised."""
        path = corpus_dir / FILE
        if not path.is_file():
            return cls.of({})
        kept = json.loads(path.read_text(encoding="utf-8"))
        codes = {key: np.frombuffer(base64.b64decode(text), "<u4").tolist() for key, text in kept["sections"].items()}
        return cls.of(codes if kept["version"] == _VERSION else {})

    @classmethod
    def of(cls, codes: Mapping[str, Iterable[int]]) -> Hashes:
        """From the hashes of each section."""
        found: dict[int, list[str]] = defaultdict(list)
        sizes = {section: set(each) for section, each in codes.items()}
        for section, each in sizes.items():
            for code in each:
                found[code].append(section)
        return cls({code: tuple(each) for code, each in found.items()}, {key: len(each) for key, each in sizes.items()})


def write(path: Path, texts: Mapping[str, Sequence[str]]) -> None:
    """Write the fingerprints of the sections, each given in one or more spellings: hashes only, in numeric order."""
    codes = {
        section: sorted({gram.code for text in spelled for gram in grams(text)}) for section, spelled in texts.items()
    }
    encoded = {section: base64.b64encode(np.array(each, "<u4").tobytes()).decode() for section, each in codes.items()}
    path.write_text(json.dumps({"version": _VERSION, "sections": encoded}, indent=0) + "\n", encoding="utf-8")
