"""The words that a badly read word may have been: every known word, and every compound of known words, that the
changes of a channel may have turned into it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.documents.confusions import Change, Channel
from ingest.documents.lexicon import LONGEST, Lexicon

_MOST_CHANGES = 4
_DEAREST = 22.0  # nats; a candidate that costs more is none
_COMPOUND = 7  # letters that a compound has at least


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may have been meant, the logarithm of its probability as a word, and the changes that it takes."""

    word: str
    log: float
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    end: int
    word: str
    cost: float
    changes: tuple[Change, ...]


class Candidates:
    """Finds the words that a read word may have been. What was found is kept, whatever the channel turns out to be."""

    def __init__(self, lexicon: Lexicon, channel: Channel) -> None:
        self._lexicon = lexicon
        self._channel = channel
        self._found: dict[str, tuple[Candidate, ...]] = {}

    def through(self, channel: Channel) -> Candidates:
        """The same words, ranked by the costs of another channel."""
        other = Candidates(self._lexicon, channel)
        other._found = self._found
        return other

    def of(self, word: str, *, most: int = 8) -> tuple[Candidate, ...]:
        """The likeliest words other than the word itself, best first. ``word`` is in lower case."""
        if word not in self._found:
            self._found[word] = self._spelled(word)
        ranked = sorted(self._found[word], key=lambda candidate: self.cost(candidate) - candidate.log)
        return tuple(ranked[:most])

    def _spelled(self, word: str) -> tuple[Candidate, ...]:
        if len(word) > LONGEST:
            return ()
        parts = self._parts(word, 0)
        found: dict[str, Candidate] = {}
        for part in parts:
            if part.end == len(word) and part.changes:
                _keep(found, part, self._lexicon.log(part.word))
        if not found and len(word) >= _COMPOUND and word not in self._lexicon:
            self._compounds(word, parts, found)
        return tuple(found.values())

    def cost(self, candidate: Candidate) -> float:
        """What the changes of a candidate cost, in nats."""
        return self._channel.cost(candidate.changes)

    def _compounds(self, word: str, first: list[_Part], found: dict[str, Candidate]) -> None:
        """Compounds of two parts or three, with or without a linking s or e."""
        begun: dict[int, list[tuple[float, _Part]]] = {}
        for part in first:
            if (head := self._lexicon.head(part.word)) is not None:
                self._begin(word, part, head, begun)
        for depth in range(2):
            following: dict[int, list[tuple[float, _Part]]] = {}
            for place, heads in begun.items():
                heads.sort(key=lambda scored: scored[1].cost - scored[0])
                for part in self._parts(word, place):
                    for log, begin in heads[:3]:
                        changes = begin.changes + part.changes
                        cost = begin.cost + part.cost
                        if len(changes) > _MOST_CHANGES or cost > _DEAREST:
                            continue
                        whole = _Part(part.end, begin.word + part.word, cost, changes)
                        if part.end == len(word) and changes and (tail := self._lexicon.tail(part.word)) is not None:
                            _keep(found, whole, log + tail)
                        elif depth == 0 and (more := self._lexicon.head(part.word)) is not None:
                            self._begin(word, whole, log + more, following)
            begun = following

    @staticmethod
    def _begin(word: str, part: _Part, log: float, begun: dict[int, list[tuple[float, _Part]]]) -> None:
        for link in ("", "s", "e"):
            place = part.end + len(link)
            if word.startswith(link, part.end) and len(word) - place >= 3:
                linked = _Part(place, part.word + link, part.cost, part.changes)
                begun.setdefault(place, []).append((log, linked))

    def _parts(self, word: str, start: int) -> list[_Part]:
        """Every known word that the letters from ``start`` on may spell."""
        lexicon, channel = self._lexicon, self._channel
        found: list[_Part] = []
        todo: list[tuple[int, str, int, float, tuple[Change, ...]]] = [(start, "", 0, 0.0, ())]
        while todo:
            place, prefix, first, cost, changes = todo.pop()
            if prefix and lexicon.at(first) == prefix:
                found.append(_Part(place, prefix, cost, changes))
            if place == len(word):
                continue
            for length, letter, more, change in channel.at(word, place):
                if change and (len(changes) == _MOST_CHANGES or cost + more > _DEAREST):
                    continue
                following = lexicon.first(prefix + letter, first)
                if following is not None:
                    taken = (*changes, change) if change else changes
                    todo.append((place + length, prefix + letter, following, cost + more, taken))
        return found


def _keep(found: dict[str, Candidate], part: _Part, log: float) -> None:
    old = found.get(part.word)
    if old is None or len(part.changes) < len(old.changes):
        found[part.word] = Candidate(part.word, log, part.changes)
