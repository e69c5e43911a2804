"""Saying that the sources do not answer: briefly, with the nearest they have, and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from advisor import messages
from advisor.citations import make_citation
from advisor.danish.language import is_english
from advisor.danish.sentences import sentences
from advisor.danish.text import listed
from advisor.danish.words import stems
from advisor.domain import CASES, Answer, Citation, Hit, Passage, Segment, Source, Span
from advisor.retrieval.specifics import says_unknown
from advisor.writing.draft import ENGINE
from advisor.writing.select import telling

NEAR = 0.12
"""A hit below this chance is not even near: the question is about something else."""

_MOST_NEAREST = 2
_AS_NEAR = 0.6  # of the first one's chance
_NAME = re.compile(r"(?<=\w )[A-ZÆØÅ]\w+")
_TOPICS = (
    (
        "pay",
        re.compile(
            r"\b(?:løn\w*|tillæg\w*|honorar\w*|timeløn\w*|løntrin\w*|pension\w*|tjener?|salary|pay|earns?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "law",
        re.compile(r"\b\w*(?:loven|lovgivning\w*|paragraf\w*|lovkrav|ret til|ulovlig\w*|legal)\b|§", re.IGNORECASE),
    ),
    ("price", re.compile(r"\b(?:pris\w*|koste\w*|betal\w*|kroner|kr|licens\w*|price|cost\w*)\b", re.IGNORECASE)),
)


def refuse(
    question: str, hits: Sequence[Hit], sources: Mapping[str, Source], whom: str | None = None
) -> tuple[Answer, tuple[Citation, ...]]:
    """A refusal and the nearest passages (at most two); none when the question is off the field.

    ``whom`` says whom to ask, where the kind of question is known.
    """
    near = _nearest(hits, question)
    nearest = tuple(
        make_citation(number, hit, _nearest_span(hit.passage, question), sources)
        for number, hit in enumerate(near, start=1)
    )
    english = (messages.ENGLISH,) if is_english(question) else ()
    if not near:
        return _talk(*english, messages.OFF_TOPIC, whom or messages.OFF_TOPIC_OFFER), ()
    subjects = listed(list(dict.fromkeys(f"»{_subject(hit)}«" for hit in near)))
    topic = next((topic for topic, words in _TOPICS if words.search(question)), "other")
    nearest_words = messages.REFUSED_NEAREST.format(subject=subjects)
    return _talk(*english, messages.REFUSED, nearest_words, whom or messages.ASK_WHOM[topic]), nearest


def blocked() -> Answer:
    """The answer to an attempt to turn the advisor against its purpose."""
    return _talk(messages.BLOCKED, messages.OFF_TOPIC_OFFER)


def _subject(hit: Hit) -> str:
    """What a passage is about, to name it alone: of a case its title, for its headings are all alike."""
    return hit.passage.section if hit.passage.source_id == CASES else hit.passage.heading


def _nearest(hits: Sequence[Hit], question: str) -> list[Hit]:
    """The best hits that are near at all, and about as near as the first, each from a section of its own.

    Those that share the matter come before those that share no more than a name (»vagtplaner i Syddjurs«).
    """
    sections: dict[str, Hit] = {}
    for hit in hits:
        if hit.score >= max(NEAR, _AS_NEAR * hits[0].score):
            sections.setdefault(hit.passage.section_id, hit)
    matter = set(stems(_NAME.sub("", question)))
    return sorted(sections.values(), key=lambda hit: not matter & _said(hit.passage))[:_MOST_NEAREST]


def _nearest_span(passage: Passage, question: str) -> Span:
    """What to show of a passage: the sentence that says that just this is not known, or else what tells most."""
    asked = set(stems(question))
    unknown = (span for span in sentences(passage.text) if says_unknown(passage.text[span.start : span.end]))
    return next(
        (span for span in unknown if asked & set(stems(passage.text[span.start : span.end]))),
        telling(passage, question),
    )


def _said(passage: Passage) -> set[str]:
    return set(stems(f"{passage.section} {passage.heading} {passage.text}"))


def _talk(*sentences: str) -> Answer:
    segments = [Segment(text, "talk", "sentence" if number else "paragraph") for number, text in enumerate(sentences)]
    return Answer(tuple(segments), (), ENGINE)
