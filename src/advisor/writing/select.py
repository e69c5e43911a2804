"""What of the hits goes into an answer, and in which order: pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from advisor.danish.sentences import sentences
from advisor.danish.words import stems
from advisor.domain import CASES, Hit, Passage, Span
from advisor.knowledge import Model
from advisor.retrieval.rewrite import asked_item
from advisor.retrieval.specifics import asked_for

ANSWERS = 0.55
"""A first hit below this chance of answering is not shown as an answer."""

_NAMED_ANSWERS = 0.05  # a name asked for and found says more than likeness does
_SUPPORTS = 0.55
_MOST_SUPPORTS = 2
_CASE = 0.4
_LOOKED_THROUGH = 3
_SHORT_PASSAGE_SENTENCES = 4
_LABEL = re.compile(r"[A-ZÆØÅ][^:.]{2,40}: (?=[A-ZÆØÅ])")
_NEAR_MODEL, _AHEAD = 2.8, 0.7  # in deviations: a model that near, and that far ahead of the next, is what is asked for
_MODELS_LOOKED_THROUGH = 3
_HOLD_MODEL = 2  # of the first hits, those that decide which model it is
_WHOLE_LIST = re.compile(
    r"\b(?:hvilke|liste\w*|punkter\w*|alle|nævn|tjekliste\w*|princip\w*|typer|slags|faser\w*|trin|råd|greb|niveauer\w*|"
    r"overblik\w*|kriteri\w*|kendetegn\w*|faktorer\w*|grunde\w*|eksempler\w*|fordele og ulemper|"
    r"hvad skal .* (?:indeholde|rumme|med|stå|tjekke|se på|måle på|igennem|spørge om)|list|which|all)\b",
    re.IGNORECASE | re.DOTALL,
)
_ONE_THING = re.compile(
    r"\b(?:hvad (?:betyder|menes|dækker)|hvor (?:mange|meget|længe|lang|stor\w*)|hvem|hvornår|how many|"
    r"what does .* mean)\b",
    re.IGNORECASE,
)


def answering(hits: Sequence[Hit], question: str, municipalities: Sequence[str]) -> tuple[Hit, ...]:
    """The hits with the one that answers first; none when nothing near enough holds what was asked for."""
    specifics = asked_for(question, municipalities)
    if not hits or hits[0].score < (_NAMED_ANSWERS if specifics.named_in(hits[0].passage) else ANSWERS):
        return ()
    for number, hit in enumerate(hits[:_LOOKED_THROUGH]):
        if specifics.borne_by(hit.passage):
            return (hit, *hits[:number], *hits[number + 1 :])
    return ()


def wanted_item(message: str, hit: Hit) -> int | None:
    """The one list item that answers, or None when the list should be shown whole.

    A number in the message decides; else the item that the nearest way in leads to, unless the
    message asks for several things.
    """
    count = len(hit.passage.items)
    if not count:
        return None
    asked = asked_item(message)
    if asked is not None and asked <= count:
        return asked
    if hit.item is None or _WHOLE_LIST.search(message):
        return None
    return hit.item


def leading_sentences(passage: Passage, question: str) -> tuple[Span, ...]:
    """The sentences of a prose passage that answer: all of a short one.

    Of a long one the first, which stands alone by the corpus's rule, and the three others that share
    most with the question, in their order.
    """
    whole = sentences(passage.text[: passage.prose.end])
    if len(whole) <= _SHORT_PASSAGE_SENTENCES:
        return whole
    asked = set(stems(question))
    shared = {span: len(asked & set(stems(passage.text[span.start : span.end]))) for span in whole[1:]}
    best = sorted(whole[1:], key=lambda span: (-shared[span], span.start))[: _SHORT_PASSAGE_SENTENCES - 1]
    return (whole[0], *sorted(best, key=lambda span: span.start))


def asked_model(
    message: str, hits: Sequence[Hit], nearness: Mapping[str, float], models: Mapping[str, Model]
) -> Model | None:
    """The model that a message asks for, to be given whole: one that the first hits stand in.

    ``nearness`` is in deviations, best first. A message that asks for all of something (»hvilke«, »listen
    over«) may be given a model that is less near than one that does not say so; one that asks for a
    single thing is given none.
    """
    whole = bool(_WHOLE_LIST.search(message))
    one = asked_item(message) is not None or (_ONE_THING.search(message) and not whole)
    if len(nearness) < _MODELS_LOOKED_THROUGH or one:
        return None
    first = {hit.passage.place for hit in hits[:_HOLD_MODEL]}
    nearest = list(nearness)[:_MODELS_LOOKED_THROUGH]
    model = next((models[name] for name in nearest if first & set(models[name].places)), None)
    if model is None or whole:
        return model
    ahead = nearness[nearest[0]] - nearness[nearest[1]]
    return model if nearness[model.id] >= _NEAR_MODEL and ahead >= _AHEAD else None


def led_by(model: Model, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits with the first that the model stands in before the others."""
    own = next(hit for hit in hits if hit.passage.place in model.places)
    return (own, *(hit for hit in hits if hit is not own))


def without_label(text: str, span: Span) -> Span:
    """A list item without the name it begins with (»Prisen: …«), where something else already names it."""
    label = _LABEL.match(text[span.start : span.end])
    return Span(span.start + label.end(), span.end) if label else span


def telling(passage: Passage, question: str, item: int | None = None) -> Span:
    """The one sentence to show of a passage: the first, which stands alone.

    Of a list the given item (counted from 1), or else the one that shares most with the question.
    """
    if item is not None:
        return passage.items[item - 1]
    if not passage.items:
        return sentences(passage.text)[0]
    asked = set(stems(question))
    return max(passage.items, key=lambda span: len(asked & set(stems(passage.text[span.start : span.end]))))


def supports(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Other hits worth a sentence each: likely answers, no cases, no lists, not from the first one's section."""
    first = hits[0]
    found = [
        hit
        for hit in hits[1:]
        if hit.score >= _SUPPORTS
        and hit.passage.source_id != CASES
        and hit.passage.kind != "question"
        and not hit.passage.items
        and hit.passage.section_id != first.passage.section_id
    ]
    return tuple(found[:_MOST_SUPPORTS])


def fitting_case(hits: Sequence[Hit]) -> Hit | None:
    """The best case among the hits, when the answer itself is not from a case and it is likely to fit."""
    if not hits or hits[0].passage.source_id == CASES:
        return None
    return next((h for h in hits if h.passage.source_id == CASES and h.score >= _CASE), None)
