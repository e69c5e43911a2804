"""What of the hits goes into an answer, and in which order: pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from advisor.danish.sentences import sentences
from advisor.danish.words import stems
from advisor.domain import CASES, Case, Hit, Passage, Span, Verdict
from advisor.knowledge import Model, Reference, fitting_cases
from advisor.knowledge.vocabulary import recognise
from advisor.retrieval import Found
from advisor.retrieval.own_specifics import bears
from advisor.retrieval.rewrite import asked_item
from advisor.retrieval.specifics import asked_for
from advisor.writing.forms import (
    asked_gain,
    asks_for_cases,
    asks_for_questions,
    asks_who,
    asks_yes_or_no,
    defined_term,
    turns,
)

ANSWERS = 0.4
"""A first hit below this chance of answering is not shown as an answer."""

_NAMED_ANSWERS = 0.05  # a name asked for and found says more than likeness does
_AS_LIKELY = 0.5  # of the first one's chance: what holds the figure but is far less likely is about something else
_SUPPORTS = 0.6  # of the first one's chance
_MOST_SUPPORTS = 2
_SUPPORT_SENTENCES = 2
_SHORT_LIST = 3
_SECOND_ANSWERS = 0.6  # a chance, of what answers the second of two questions when its first choice is taken
_REPEATED = 0.6  # of the stems of the shorter one
_CASE = 0.4
_MOST_CASES = 4
_LOOKED_THROUGH = 3
_DEFINITIONS_LOOKED_THROUGH = 5
_OPENING_WORDS = 2  # an article and the term
_IS = re.compile(r"\b(?:er|betyder|dækker|vil sige|handler om)\b(?! ikke)")
_SAME_QUESTION = 0.6  # a cosine as the projection sees it
_SHORT_PASSAGE_SENTENCES = 4
_LABEL = re.compile(r"[A-ZÆØÅ][^:.]{2,40}: (?=[A-ZÆØÅ])")
_NEAR_MODEL, _AHEAD = 2.8, 0.7  # in deviations: a model that near, and that far ahead of the next, is what is asked for
_MODELS_LOOKED_THROUGH = 3
_SHORT_MODEL = 3  # points that are soon told: such a model is given whole when it is the nearest and answers first
_BEHIND_BEST = 1.0
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


def answering(hits: Sequence[Hit], question: str, reference: Reference) -> tuple[Hit, ...]:
    """The hits with the one that answers first; none when nothing near enough holds what was asked for."""
    specifics = asked_for(question, reference)
    if not hits or hits[0].score < (_NAMED_ANSWERS if specifics.named_in(hits[0].passage) else ANSWERS):
        return ()
    if len(specifics.places) > 1:
        own = of_places(question, hits, reference)
        return (*own, *(hit for hit in hits if hit not in own)) if own else ()
    near = [hit for hit in hits[:_DEFINITIONS_LOOKED_THROUGH] if hit.score >= _AS_LIKELY * hits[0].score]
    bearing = [hit for hit in near[:_LOOKED_THROUGH] if bears(specifics, hit.passage, question)]
    term = defined_term(question)
    defining = [hit for hit in hits[:_DEFINITIONS_LOOKED_THROUGH] if bearing and term and _defines(hit.passage, term)]
    asking = [hit for hit in near if hit.passage.kind == "question"] if asks_for_questions(question) else []
    first = next(iter(asking or defining or bearing), None)
    return (first, *(hit for hit in hits if hit is not first)) if first else ()


def _defines(passage: Passage, term: str) -> bool:
    """Whether a sentence of the passage says what the term is: »En gevinstplan er …«."""
    for span in sentences(passage.text):
        opening = _IS.split(passage.text[span.start : span.end], maxsplit=1)
        if len(opening) == 2 and len(opening[0].split()) <= _OPENING_WORDS and stems(opening[0])[-1:] == (term,):
            return True
    return False


def wanted_item(message: str, hit: Hit) -> int | None:
    """The one list item that answers, or None when the list should be shown whole.

    A number in the message decides; else the item that the nearest way in leads to, unless the
    message asks for several things, or who says it.
    """
    count = len(hit.passage.items)
    if not count:
        return None
    asked = asked_item(message, count)
    if asked is not None and asked <= count:
        return asked
    if hit.item is None or asks_for_list(message) or asks_who(message):
        return None
    return hit.item


def verdict(message: str, hit: Hit) -> Verdict | None:
    """The passage's own yes or no to a message that asks for one; None unless that is sure.

    It is sure when the nearest way in is such a question, has been judged, and is as good as the
    message: near, and with as many words that turn a sentence round.
    """
    if hit.way_in is None or hit.nearness < _SAME_QUESTION or not asks_yes_or_no(message):
        return None
    return hit.verdict if turns(message) == turns(hit.way_in) else None


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
    whole = asks_for_list(message)
    one = asked_item(message) is not None or (not whole and (_ONE_THING.search(message) or defined_term(message)))
    if len(nearness) < _MODELS_LOOKED_THROUGH or one:
        return None
    places = {hit.passage.place for hit in hits[:_HOLD_MODEL]}
    least = max(nearness.values(), default=0.0) - _BEHIND_BEST
    nearest = [name for name in list(nearness)[:_MODELS_LOOKED_THROUGH] if nearness[name] >= least]
    model = next((models[name] for name in nearest if places & set(models[name].places)), None)
    if model is None or whole:
        return model
    first, second = list(nearness.values())[:2]
    ahead = first - second
    short = len(model.points) <= _SHORT_MODEL and model.id == nearest[0] and hits[0].passage.place in model.places
    return model if short or (nearness[model.id] >= _NEAR_MODEL and ahead >= _AHEAD) else None


def of_places(question: str, hits: Sequence[Hit], reference: Reference) -> tuple[Hit, ...]:
    """For a question that names several municipalities, the best hit for each; none when one of them has none."""
    specifics = asked_for(question, reference)
    if len(specifics.places) < 2:
        return ()
    each = [replace(specifics, places=frozenset({place})) for place in sorted(specifics.places)]
    found = [next((hit for hit in hits if one.borne_by(hit.passage)), None) for one in each]
    return tuple(dict.fromkeys(hit for hit in found if hit)) if all(found) else ()


def cases(hits: Sequence[Hit], question: str, known: Sequence[Case], reference: Reference) -> tuple[Hit, ...]:
    """For a question that asks what others have done: the likely cases, each once, at least two; else none.

    Of ``known`` cases those that fit the technology, area and gain that the question names, as long as
    two do: the gain is given up first, then the area. A municipality asked for by name is answered like
    any other thing.
    """
    specifics = asked_for(question, reference)
    if not asks_for_cases(question) or specifics.places:
        return ()
    found: dict[str, Hit] = {}
    for hit in hits:
        if hit.passage.source_id == CASES:
            found.setdefault(hit.passage.section_id, hit)
    area = recognise(question, reference.vocabulary.areas)
    wanted = {
        "technology": specifics.technology.id if specifics.technology else None,
        "area": area.id if area else None,
        "gain": asked_gain(question),
    }
    while any(wanted.values()):
        fitting = {case.id for case in fitting_cases(known, **wanted)}  # type: ignore[arg-type]  # ids and a gain
        own = [hit for section, hit in found.items() if section in fitting]
        if len(own) > 1:
            return tuple(own[:_MOST_CASES])
        wanted[next(name for name in ("gain", "area", "technology") if wanted[name])] = None
    likely = [hit for hit in found.values() if hit.score >= _CASE]
    return tuple(likely[:_MOST_CASES]) if len(likely) > 1 else ()


def led_by(model: Model, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits with the first that the model stands in before the others."""
    own = next(hit for hit in hits if hit.passage.place in model.places)
    return (own, *(hit for hit in hits if hit is not own))


def asks_for_list(message: str) -> bool:
    """Whether a message asks for all of something (»hvilke«, »listen over«) rather than for one thing."""
    return bool(_WHOLE_LIST.search(message))


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


def supports(hits: Sequence[Hit], share: float = _SUPPORTS, most: int = _MOST_SUPPORTS) -> tuple[Hit, ...]:
    """Other hits worth a word each: those that have at least ``share`` of the first one's chance.

    No questions to discuss, no cases but the one that the answer itself is from, and nothing that says
    nearly the same as another.
    """
    first = hits[0]
    found: list[Hit] = []
    for hit in hits[1:]:
        passage = hit.passage
        own = passage.source_id != CASES or passage.section_id == first.passage.section_id
        likely = hit.score >= share * first.score and passage.kind != "question" and own
        if likely and not any(_repeats(passage, other.passage) for other in (first, *found)):
            found.append(hit)
    return tuple(found[:most])


def shared_out(halves: Sequence[Found]) -> list[list[Hit]]:
    """The hits that answer each of two questions.

    Where one passage comes first for both, the question that loses least by it takes its next, if that
    is likely too; else the passage answers both and is told once. So it does where the second question
    leans on the first (»hvad hedder den, og hvem står bag?«).
    """
    one, other = (list(half.hits) for half in halves)
    first = one[0].passage.passage_id
    if first != other[0].passage.passage_id:
        return [one, other]
    rest = [[hit for hit in hits if hit.passage.passage_id != first] for hits in (one, other)]
    left = [hits[0].score if hits else 0.0 for hits in rest]
    if max(left) < _SECOND_ANSWERS or halves[1].question.startswith(halves[0].question):
        return [one, []]
    loses = [one[0].score - left[0], other[0].score - left[1]]
    return [rest[0], other] if left[0] >= _SECOND_ANSWERS and loses[0] < loses[1] else [one, rest[1]]


def _repeats(passage: Passage, other: Passage) -> bool:
    """Whether two passages of different sections say nearly the same."""
    said, own = set(stems(other.text)), set(stems(passage.text))
    return passage.section_id != other.section_id and len(own & said) >= _REPEATED * min(len(own), len(said))


def supporting(hit: Hit, question: str) -> tuple[Span, ...]:
    """What to show of a passage that supports: two sentences of prose, a short list whole, one item of a longer."""
    passage = hit.passage
    if not passage.items:
        return leading_sentences(passage, question)[:_SUPPORT_SENTENCES]
    if len(passage.items) > _SHORT_LIST:
        return (telling(passage, question, hit.item),)
    return (*sentences(passage.text[: passage.prose.end]), *passage.items)


def fitting_case(hits: Sequence[Hit]) -> Hit | None:
    """The best case among the hits, when the answer itself is not from a case and it is likely to fit."""
    if not hits or hits[0].passage.source_id == CASES:
        return None
    return next((h for h in hits if h.passage.source_id == CASES and h.score >= _CASE), None)
