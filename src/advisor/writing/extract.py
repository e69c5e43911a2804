"""The writer that needs no model: an answer made of whole sentences from the passages found."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from advisor import messages
from advisor.citations import credit
from advisor.danish.language import is_english
from advisor.danish.sentences import sentences
from advisor.danish.words import stems
from advisor.domain import Answer, Hit, Layout, Passage
from advisor.knowledge import Model, Reference, SubQuestion, Term
from advisor.knowledge.links import parse_link
from advisor.knowledge.vocabulary import recognise
from advisor.ports import PassageStore
from advisor.retrieval import Found
from advisor.retrieval.own_specifics import is_own
from advisor.writing import forms, overview, own, select
from advisor.writing.draft import Draft
from advisor.writing.narrow import narrow

_MOST_OTHER_SIDES = 2
_SUPPORTS_HALF = 0.7  # of the chance of what answers one of two questions
_DISCUSSED = frozenset({"advice", "requirement", "benefit", "risk", "model"})


class ExtractWriter:
    """Writes answers from hits. Every fact segment is a contiguous span of one passage."""

    def __init__(self, reference: Reference, store: PassageStore) -> None:
        """``store`` gives the other side of a pair, which need not be among the hits."""
        self._reference = reference
        self._sources = reference.sources
        self._guide = reference.guide
        self._store = store
        self._models = {model.id: model for model in reference.guide.models}

    def overview(self, message: str, question: str, hits: Sequence[Hit], technology: Term | None) -> Answer:
        """The answer to an open question: a point for each sub-question."""
        by_id = {hit.passage.passage_id: hit for hit in hits}
        found = overview.points(self._guide, self._store, by_id)
        draft = self._begin(message)
        draft.talk(messages.OVERVIEW)
        for sub, hit in found:
            draft.label(sub.title, "bullet")
            span = select.telling(hit.passage, question, hit.item)
            draft.fact(hit, select.without_label(hit.passage.text, span), "sentence")
            self._other_sides(draft, [hit], question, "sentence")
        if technology and not any(recognise(hit.passage.text, [technology]) for _, hit in found):
            draft.talk(messages.OVERVIEW_GENERAL.format(technology=technology.name))
        self._case(draft, question, hits)
        draft.talk(self._discussion(found[0][0]))
        return draft.answer()

    def cases(self, message: str, question: str, found: Sequence[Hit]) -> Answer:
        """What others have done: a sentence from each case, and which of them KL does not list."""
        draft = self._begin(message)
        draft.talk(messages.CASES_TRIED)
        for hit in found:
            draft.fact(hit, select.telling(hit.passage, question), "bullet")
        unconfirmed = [hit for hit in found if (hit.passage.note or "").startswith(messages.CASE_UNCONFIRMED)]
        if unconfirmed:
            draft.talk(messages.CASES_ALL_UNCONFIRMED if len(unconfirmed) == len(found) else messages.CASES_UNCONFIRMED)
        return draft.answer()

    def write(
        self, message: str, question: str, hits: Sequence[Hit], models: Mapping[str, float], heard: str = ""
    ) -> Answer:
        """The answer to ``message``; ``question`` is the same made whole, ``hits`` are best first, at least one.

        ``models`` says how near each model is, best first; the one asked for is given whole. ``heard`` is the
        answer before, where the message follows it up: what that said is not said again.
        """
        draft = self._begin(message, heard)
        if forms.asks_who(message):
            draft.talk(messages.SAID_BY.format(credit=credit(hits[0].passage)))
        several = select.of_places(question, hits, self._reference)
        for hit in several:
            self._lead(draft, message, question, hit)
        if not several and is_own(hits[0].passage):
            self._own(draft, message, question, hits)
            return self._ended(draft, question, hits)
        told = () if several else narrow(message, hits[0].passage, self._reference)
        for number, span in enumerate(told):
            draft.fact(hits[0], span, "sentence" if number else "paragraph")
        if not several and not told:
            self._answer(draft, message, question, hits, models)
            if not select.asks_for_list(message):
                self._support(draft, question, select.supports(hits))
        return self._ended(draft, question, hits)

    def both(self, message: str, halves: Sequence[Found]) -> Answer:
        """The answer to the two questions that ``message`` holds, one after the other, each from its own hits."""
        draft = self._begin(message)
        for half, hits in zip(halves, select.shared_out(halves), strict=True):
            if hits:
                self._answer(draft, half.question, half.question, hits, half.models)
                self._support(draft, half.question, select.supports(hits, _SUPPORTS_HALF, most=1))
        return self._ended(draft, halves[0].question, halves[0].hits)

    def _own(self, draft: Draft, message: str, question: str, hits: Sequence[Hit]) -> None:
        """The first hit, of an own document, and one more where it does not give just what was asked for."""
        exact = own.quote(draft, message, hits[0], self._reference)
        if not exact and not select.asks_for_list(message):
            self._support(draft, question, select.supports(hits, most=1))

    def _answer(
        self, draft: Draft, message: str, question: str, hits: Sequence[Hit], models: Mapping[str, float]
    ) -> None:
        """The model asked for, whole; or else the first hit."""
        model = None if is_own(hits[0].passage) else select.asked_model(message, hits, models, self._models)
        if model is not None:
            self._model(draft, model, question, select.led_by(model, hits)[0])
        else:
            self._verdict(draft, message, hits[0])
            self._lead(draft, message, question, hits[0])

    def _support(self, draft: Draft, question: str, hits: Sequence[Hit]) -> None:
        """A paragraph from each of the hits, of what is not said yet."""
        for hit in hits:
            if is_own(hit.passage):
                own.quote(draft, question, hit, self._reference, brief=True)
                continue
            spans = [span for span in select.supporting(hit, question) if not draft.said(hit, span)]
            for number, span in enumerate(spans):
                layout: Layout = "bullet" if span in hit.passage.items and len(spans) > 1 else "sentence"
                draft.fact(hit, span, layout if number else "paragraph")

    def _verdict(self, draft: Draft, message: str, hit: Hit) -> None:
        """Yes, no or »det kommer an på« before the sentences that say why, where the passage settles it."""
        verdict = select.verdict(message, hit)
        if verdict is not None:
            draft.open(messages.VERDICTS[verdict])

    def _ended(self, draft: Draft, question: str, hits: Sequence[Hit]) -> Answer:
        """The answer with what belongs beside it: the other side, a case, what to discuss."""
        self._other_sides(draft, draft.hits, question, "paragraph")
        self._case(draft, question, hits)
        sub = self._to_discuss(draft.hits[0].passage, question)
        if sub is not None:
            draft.talk(self._discussion(sub))
        return draft.answer()

    def _begin(self, message: str, heard: str = "") -> Draft:
        draft = Draft(self._sources, heard)
        if is_english(message):
            draft.talk(messages.ENGLISH)
        return draft

    def _lead(self, draft: Draft, message: str, question: str, hit: Hit) -> None:
        if is_own(hit.passage):
            own.quote(draft, message, hit, self._reference)
            return
        passage = hit.passage
        item = select.wanted_item(message, hit)
        if item is not None:
            if not draft.said(hit, passage.items[item - 1]):
                draft.fact(hit, passage.items[item - 1], "paragraph")
            return
        self._whole(draft, hit, question)

    def _whole(self, draft: Draft, hit: Hit, question: str) -> None:
        """A passage whole: of long prose what answers, of a list every item; nothing twice."""
        for number, span in enumerate(draft.news(hit, select.leading_sentences(hit.passage, question))):
            draft.fact(hit, span, "sentence" if number else "paragraph")
        for span in hit.passage.items:
            if not draft.said(hit, span):
                draft.fact(hit, span, "item" if hit.passage.ordered else "bullet")

    def _model(self, draft: Draft, model: Model, question: str, hit: Hit) -> None:
        """A model: the passage found, then each point that stands elsewhere."""
        self._whole(draft, hit, question)
        for place, points in model.by_place().items():
            link = parse_link(place)
            passages = self._store.of_section(link.section) if link and link.section else ()
            passage = next((p for p in passages if p.place == place), None)
            if passage is None or passage.passage_id in {shown.passage.passage_id for shown in draft.hits}:
                continue
            elsewhere = Hit(passage, 0.0)
            if len(points) > 1 or (passage.items and points[0].item is None):
                self._whole(draft, elsewhere, question)
            elif points[0].item is not None:
                draft.fact(elsewhere, passage.items[points[0].item - 1], "bullet")
            else:
                draft.label(points[0].title, "bullet")
                draft.fact(elsewhere, sentences(passage.text)[0], "sentence")

    def _other_sides(self, draft: Draft, hits: Sequence[Hit], question: str, layout: Layout) -> None:
        """The other side of every benefit and risk among ``hits``, where the source pairs them."""
        shown = {hit.passage.passage_id for hit in draft.hits}
        wanted = {
            link.passage_id: link.item
            for hit in hits
            if hit.passage.kind in ("benefit", "risk")
            for link in hit.passage.pair
            if link.passage_id not in shown
        }
        for passage in self._store.get(list(wanted))[:_MOST_OTHER_SIDES]:
            draft.fact(Hit(passage, 0.0), select.telling(passage, question, wanted[passage.passage_id]), layout)

    def _case(self, draft: Draft, question: str, hits: Sequence[Hit]) -> None:
        case = select.fitting_case(hits)
        if case is not None:
            draft.talk(messages.SEE_ALSO)
            draft.fact(case, select.telling(case.passage, question), "sentence")
            if (case.passage.note or "").startswith(messages.CASE_UNCONFIRMED):
                draft.talk(f"({messages.CASE_UNCONFIRMED})", "sentence")

    def _to_discuss(self, passage: Passage, question: str) -> SubQuestion | None:
        """The sub-question to take up together: of those the passage bears on, the nearest to the question."""
        if passage.kind not in _DISCUSSED:
            return None
        said = set(stems(f"{question} {passage.heading} {passage.text}"))

        def nearness(sub: SubQuestion) -> tuple[bool, float]:
            own = set(stems(" ".join([sub.title, sub.question, *(point.text for point in sub.points)])))
            introduced = any(target.startswith(f"{passage.section_id}#") for target in sub.passages)
            return introduced, len(said & own) / math.sqrt(len(own))

        bearing = [sub for sub in self._guide.sub_questions.values() if passage.section_id in sub.sections]
        return max(bearing, key=nearness, default=None)

    def _discussion(self, sub: SubQuestion) -> str:
        return messages.DISCUSS.format(question=sub.question, number=self._guide.number(sub.id))
