"""What the guide says of one sub-question: the introduction, the reflection, an example, a model.

Every sentence about the matter is a span of a passage, as in every answer; the words between them are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from advisor import messages
from advisor.danish.sentences import sentences
from advisor.danish.text import capital, listed
from advisor.domain import CASES, Case, GuideAnswer, Hit, Layout, Project, Span
from advisor.knowledge import Model, Reference, SubQuestion, Term
from advisor.knowledge.guide import Point
from advisor.knowledge.vocabulary import recognise
from advisor.ports import PassageStore
from advisor.writing.draft import Draft
from advisor.writing.places import passage_at, place
from advisor.writing.select import telling

_INTRODUCING = 2  # sentences that hold for any technology
_MISSING = 2  # points that the sources would add, at most, in one reflection
_NEAR = 0.35  # the chance that a passage about the very technology has something to say here


class GuideWriter:
    """Writes into a draft what belongs to one sub-question."""

    def __init__(self, reference: Reference, store: PassageStore) -> None:
        self._sources = reference.sources
        self._store = store
        self._technologies = reference.vocabulary.technologies
        self._areas = reference.vocabulary.areas
        self._guide = reference.guide
        self._models = {model.id: model for model in reference.guide.models}

    def draft(self) -> Draft:
        """An empty draft."""
        return Draft(self._sources)

    def introduce(self, draft: Draft, sub: SubQuestion, project: Project, hits: Sequence[Hit]) -> None:
        """The sub-question, what the sources say on it for this technology (``hits``), and the question back."""
        technology = self._technology(project)
        draft.talk(messages.GUIDE_QUESTION.format(number=self._guide.number(sub.id), question=sub.question))
        own = list(self._of_technology(sub, technology, hits))
        general = [found for target in sub.passages if (found := self._opening(target, sub.question))]
        for number, (hit, span) in enumerate((*general[: _INTRODUCING if not own else 1], *own[:1], *general[1:2])):
            if not draft.said(hit, span):
                draft.fact(hit, span, "sentence" if number else "paragraph")
        if technology and not own:
            draft.talk(messages.GUIDE_GENERAL, "sentence")
        model = self.model_for(sub, project)
        if model is not None:
            draft.talk(messages.GUIDE_MODEL.format(title=model.title), "sentence")
        draft.talk(messages.GUIDE_ANSWER)

    def ask(self, draft: Draft, sub: SubQuestion) -> None:
        """The sub-question alone, once more."""
        draft.talk(messages.GUIDE_QUESTION.format(number=self._guide.number(sub.id), question=sub.question))
        draft.talk(messages.GUIDE_ANSWER)

    def reflect(
        self, draft: Draft, sub: SubQuestion, answer: GuideAnswer, new: Sequence[str], project: Project
    ) -> None:
        """What the answer covers (``new``: points found just now), what the sources would add, one question to go on.

        Points that were told before are not told again as long as there are others.
        """
        covered = [point for point in sub.points if point.id in new]
        if covered:
            named = listed([point.text for point in covered])
            draft.talk(messages.GUIDE_COVERS.format(points=named), "sentence")
        missing = self._missing(sub, answer, project)
        if missing:
            draft.talk(messages.GUIDE_MISSING)
            for point in missing[:_MISSING]:
                self._tell(draft, point)
            draft.talk(sub.probe_for(missing[0]))
            return
        draft.talk(messages.GUIDE_AGREED)
        self._tell(draft, (covered or list(sub.points))[0])
        draft.talk(messages.GUIDE_GO_ON)

    def example(self, draft: Draft, sub: SubQuestion, project: Project, cases: Iterable[Case]) -> Case | None:
        """A case that resembles the project, or that the sub-question goes by, and why it fits; None without one."""
        technology, area = self._technology(project), recognise(project.area or "", self._areas)

        def likeness(case: Case) -> tuple[bool, bool, bool, bool]:
            own = technology is not None and technology.id in case.technologies
            same = area is not None and area.id == case.area
            return own, case.id.removeprefix(f"{CASES}/") in sub.cases, same, case.in_catalogue == "confirmed"

        case = max(cases, key=likeness, default=None)
        passage = next(iter(self._store.get(case.passages[:1])), None) if case else None
        if case is None or passage is None or not any(likeness(case)[:3]):
            draft.talk(messages.GUIDE_NO_EXAMPLE)
            return None
        own, _, same, _ = likeness(case)
        draft.talk(messages.GUIDE_EXAMPLE)
        draft.fact(Hit(passage, 0.0), telling(passage, sub.question), "sentence")
        if (passage.note or "").startswith(messages.CASE_UNCONFIRMED):
            draft.talk(f"({messages.CASE_UNCONFIRMED})", "sentence")
        why = "both" if own and same else "technology" if own else "area" if same else "question"
        fits = messages.GUIDE_FITS[why]
        draft.talk(fits.format(technology=project.technology, area=area.name if area else ""), "sentence")
        return case

    def model_for(self, sub: SubQuestion, project: Project) -> Model | None:
        """The first of the sub-question's models that fits the phase; the first of all when none does."""
        models = [self._models[name] for name in sub.models]
        fitting = (model for model in models if not model.phases or project.phase in model.phases)
        return next(fitting, models[0] if models else None)

    def show_model(self, draft: Draft, model: Model) -> None:
        """A model whole: a list with its items, each with both its sides where it has two."""
        draft.label(model.title)
        for target in model.places:
            passage = passage_at(self._store, target)
            points = model.by_place().get(target, [])
            if passage is None or not points:
                continue
            hit = Hit(passage, 0.0)
            if passage.items:
                self._list(draft, hit, model)
            else:
                draft.label(points[0].title, "bullet")
                draft.fact(hit, sentences(passage.text)[0], "sentence")

    def _list(self, draft: Draft, hit: Hit, model: Model) -> None:
        """The items of a passage; in a two-sided model what follows an item's first sentence stands below it."""
        for item in hit.passage.items:
            layout: Layout = "item" if hit.passage.ordered else "bullet"
            first, *rest = (
                Span(item.start + span.start, item.start + span.end)
                for span in sentences(hit.passage.text[item.start : item.end])
            )
            if model.shape != "two-sided" or not rest:
                draft.fact(hit, item, layout)
                continue
            draft.fact(hit, first, layout)
            draft.fact(hit, Span(rest[0].start, rest[-1].end), "under")

    def _tell(self, draft: Draft, point: Point) -> None:
        """What the sources say of a point."""
        found = place(self._store, point.passage, point.sentence)
        if found is not None:
            draft.label(capital(point.text), "bullet")
            draft.fact(*found, "sentence")

    def _missing(self, sub: SubQuestion, answer: GuideAnswer, project: Project) -> list[Point]:
        """The points not covered: first those not told of before, then those that speak of the technology."""
        technology, told = self._technology(project), {cited.quote for cited in answer.cited}

        def rank(point: Point) -> tuple[bool, bool]:
            found = place(self._store, point.passage, point.sentence)
            text = found[0].passage.text[found[1].start : found[1].end] if found else ""
            fits = technology is not None and found is not None and _speaks_of(found[0], technology)
            return any(text in quote for quote in told) if text else True, not fits

        return sorted(sub.lacking(answer.covered), key=rank)

    def _opening(self, target: str, question: str) -> tuple[Hit, Span] | None:
        """The sentence that a link names; of one that only leads up to a list, the item nearest to the question."""
        found = place(self._store, target)
        if found is None:
            return None
        hit, span = found
        leads_up = hit.passage.text[span.start : span.end].endswith(":")
        return (hit, telling(hit.passage, question)) if leads_up and hit.passage.items else found

    def _of_technology(
        self, sub: SubQuestion, technology: Term | None, hits: Sequence[Hit]
    ) -> Iterator[tuple[Hit, Span]]:
        """A sentence about the very technology from each passage that is likely to bear."""
        core = sub.id.split("/")[0]
        for hit in hits if technology else ():
            passage = hit.passage
            elsewhere = passage.section_id not in sub.sections and core not in passage.core_questions
            if passage.source_id == CASES or passage.kind == "question" or elsewhere or hit.score < _NEAR:
                continue
            for span in passage.items or sentences(passage.text):
                if technology and recognise(passage.text[span.start : span.end], [technology]):
                    yield hit, span
                    break

    def _technology(self, project: Project) -> Term | None:
        return recognise(project.technology or "", self._technologies)


def _speaks_of(hit: Hit, technology: Term) -> bool:
    return technology.id in hit.passage.technologies or recognise(hit.passage.text, [technology]) is not None
