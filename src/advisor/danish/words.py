"""Danish words for search: tokens, stems, character grams, and letters folded so that æøå may be missing."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
_FOLDS = (("aa", "a"), ("ae", "a"), ("oe", "o"), ("å", "a"), ("æ", "a"), ("ø", "o"), ("é", "e"), ("ü", "y"))
_LOCAL = threading.local()  # a Snowball stemmer keeps its word in itself, so each thread has its own

STOP_WORDS = frozenset(
    """ad af al alle alt altså at bare blev blive bliver da de dem den denne der deres det dette dig din dine
    disse dit dog du eller en end er et fik for fra få får før først gerne gør gøre ham han hans har havde have
    hej hen hende hendes her hos hun hvad hvem hver hvilke hvilken hvilket hvis hvor hvordan hvorfor hvornår i
    ifølge igen ikke ind ja jeg jer jeres jo kan kom kommer kun kunne lad lige lidt man med meget mellem men mig
    min mine mit mod må måske ned nej nogen noget nogle nok nu når også og om omkring op os over par på samt sig
    sige siger sin sine sit skal skulle som så til tit tror ud under ved vi via vil ville vor vore vores være
    været ad mon hej tak egentlig overhovedet selv ting the a an of to in is are what how which do does and or for
    it we our should be can who when where why""".split()
)


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text in lower case, in order."""
    return tuple(match.group().lower() for match in _WORD.finditer(text))


def replace_words(text: str, others: Mapping[str, str]) -> str:
    """The text with the words that are keys of ``others`` (in lower case) replaced; the rest as it stands."""
    return _WORD.sub(lambda match: others.get(match.group().lower(), match.group()), text)


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word with æ, ø and å and their two-letter spellings brought to one letter.

    »gøre«, »goere« and »gore« meet in one form, as do »på«, »paa« and »pa«.
    """
    word = word.lower()
    for old, new in _FOLDS:
        word = word.replace(old, new)
    return word


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The Snowball stem of a Danish word, folded."""
    stemmer = getattr(_LOCAL, "stemmer", None)
    if stemmer is None:
        stemmer = _LOCAL.stemmer = snowballstemmer.stemmer("danish")
    return fold(str(stemmer.stemWord(word.lower())))


_FOLDED_STOP_WORDS = frozenset(fold(word) for word in STOP_WORDS)


def content_words(text: str) -> tuple[str, ...]:
    """The words that say what a text is about, in order; a word of one letter is none."""
    return tuple(word for word in words(text) if fold(word) not in _FOLDED_STOP_WORDS and len(word) > 1)


def stems(text: str) -> tuple[str, ...]:
    """The stems of the content words, in order."""
    return tuple(stem(word) for word in content_words(text))


def grams(text: str, size: int = 4) -> tuple[str, ...]:
    """Overlapping character grams of the content words; a short word is one gram.

    They let compounds and misspelt words meet: »skærmbesøgene« shares most of its grams with
    »skaermbesog«.
    """
    return tuple(gram for word in content_words(text) for gram in _grams(fold(word), size))


def _grams(word: str, size: int) -> Iterator[str]:
    if len(word) <= size:
        yield word
        return
    for start in range(len(word) - size + 1):
        yield word[start : start + size]
