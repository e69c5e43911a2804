"""Telling English questions from Danish ones, by their small words."""

from __future__ import annotations

from advisor.danish.words import words

_ENGLISH = frozenset(
    """the a an and or of to in is are was were be been do does did how what which who whom whose when where why can
    could should would will shall may might must have has had our we you your they their them it its this that these
    those with without for from by about there here not if into than then us my me""".split()
)
_DANISH = frozenset(
    """og er at det den de en et der på til med for af som kan skal vi vores i jeg du han hun man ikke hvad hvem
    hvordan hvorfor hvornår hvilke hvilken om så har havde fra mig os jer ved være blive sig eller når men også min mit
    din dit nogen noget hvor få får gør må vil efter under over op ned ud ind""".split()
)


def is_english(text: str) -> bool:
    """Whether a text has more English than Danish small words; words of both languages count for both."""
    tokens = words(text)
    english = sum(token in _ENGLISH for token in tokens)
    danish = sum(token in _DANISH for token in tokens)
    return english > danish
