"""The nodes of a turn: each a function of (state, runtime) that gives what it adds to the state."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from advisor import citations, messages
from advisor.agent import steps
from advisor.agent.state import Services, State
from advisor.agent.understand import intent, masked, matter, side
from advisor.danish.cpr import mask
from advisor.danish.text import clean
from advisor.domain import MOST_EXCHANGES, Answer, CitedText, Exchange, Hit, Segment, Walk
from advisor.errors import EmptyMessage
from advisor.knowledge.vocabulary import recognise
from advisor.retrieval import is_follow_up, questions, with_history
from advisor.writing import blocked, forms, refuse, select
from advisor.writing.overview import is_open

if TYPE_CHECKING:
    from langgraph.runtime import Runtime

HITS = 8
HITS_MANY = 50  # an overview wants the best of each sub-question's sections, a list of cases every case
_MOST_SUGGESTIONS = 3
_SURE = 0.8  # of half a question: what is not quite sure is refused with the rest
_GENERAL = re.compile(r"\b(?:teknologi\w*|digital\w*|system\w*|løsning\w*|technolog\w*)\b", re.IGNORECASE)


def understand(state: State, runtime: Runtime[Services]) -> State:
    """Hide personal numbers, decide what the message is, and make a follow-up whole.

    Raises EmptyMessage when no word or number is left.
    """
    message, numbers = mask(state["message"])
    if not any(character.isalnum() for character in clean(message)):
        raise EmptyMessage
    history = masked(state.get("history") or state["session"].history)
    mode = state.get("mode", "auto")
    wanted = intent(message, mode)
    if wanted != "blocked" and mode == "auto" and runtime.context.guide.hears(message, state["session"].walk):
        wanted = "guide"
    return {
        "message": message,
        "history": history,
        "masked": numbers,
        "intent": wanted,
        "question": clean(with_history(message, history)),
        "questions": tuple(clean(question) for question in questions(message, history)),
    }


def retrieve(state: State, runtime: Runtime[Services]) -> State:
    """Find the passages that are most likely to answer."""
    many = is_open(state["question"]) or forms.asks_for_cases(state["question"])
    k = HITS_MANY if many else HITS
    found = runtime.context.retriever.search_all(state["questions"], k, role=state.get("role") or state["session"].role)
    argued = state["intent"] == "argue"
    return {
        "arguments": runtime.context.retriever.arguments(matter(state["question"])) if argued else {},
        "hits": found.hits,
        "halves": found.halves,
        "models": dict(found.models),
        "outside": found.outside,
        "searched": found.searched,
    }


def write(state: State, runtime: Runtime[Services]) -> State:
    """Write the answer, or the refusal when no passage is likely enough to answer."""
    hits = state.get("hits", ())
    if state["intent"] == "blocked":
        return {"answer": blocked(), "status": "blocked", "nearest": (), "suggestions": ()}
    answer = _composed(state, runtime)
    if answer is None:
        return _refusal(state, runtime)
    return {"answer": answer, "status": "answered", "nearest": (), "suggestions": _suggestions(answer, hits)}


def argue(state: State, runtime: Runtime[Services]) -> State:
    """Write what one side can stand on and what the other may answer; both sides when it is not said whose.

    What is not of this field is refused, as any other question.
    """
    hits = state["hits"]
    if not hits or hits[0].score < select.ANSWERS:
        return _refusal(state, runtime)
    question = state["question"]
    technology = recognise(question, runtime.context.reference.vocabulary.technologies)
    whose = side(state["message"], state.get("role") or state["session"].role)
    answer = runtime.context.arguer.write(whose, state["arguments"], technology)
    other = (messages.ARGUE_OTHER_SIDE[whose],) if whose in messages.ARGUE_OTHER_SIDE else ()
    return {"answer": answer, "status": "answered", "nearest": (), "suggestions": other}


def _composed(state: State, runtime: Runtime[Services]) -> Answer | None:
    """The answer in the form that the question calls for; None when nothing near enough answers."""
    writer, question, hits = runtime.context.writer, state["question"], state.get("hits", ())
    message = clean(state["message"])
    reference = runtime.context.reference
    technology = recognise(question, reference.vocabulary.technologies)
    if is_open(question) and (technology or _GENERAL.search(question)):
        return writer.overview(message, question, hits, technology)
    if state.get("halves"):
        return _both(state, runtime)
    answering = select.answering(hits, runtime.context.retriever.at_home(question, hits), reference)
    if not answering:
        return None
    cases = select.cases(answering, question, runtime.context.cases(), reference)
    if cases:
        return writer.cases(message, question, cases)
    return writer.write(message, question, answering, state.get("models", {}), _heard(state))


def _heard(state: State) -> str:
    """The last answer, where the message follows it up."""
    answers = [turn.content for turn in state["history"] if turn.role == "assistant"]
    return answers[-1] if answers and is_follow_up(state["message"]) else ""


def _both(state: State, runtime: Runtime[Services]) -> Answer | None:
    """The answer to both questions of a message, or to the one that the sources do answer, naming the other."""
    writer, reference = runtime.context.writer, runtime.context.reference
    at_home = runtime.context.retriever.at_home
    halves = [
        replace(half, hits=select.answering(half.hits, at_home(half.question, half.hits), reference))
        for half in state["halves"]
    ]
    answered = [half for half in halves if half.hits]
    if len(answered) == len(halves):
        return writer.both(clean(state["message"]), halves)
    half = next((half for half in answered if half.hits[0].score >= _SURE), None)
    if half is None:
        return None
    answer = writer.write(half.question, half.question, half.hits, half.models)
    other = next(other for other in halves if other is not half)
    talk = Segment(messages.OTHER_HALF.format(question=other.question.strip(" ?.,")), "talk", "paragraph")
    return replace(answer, segments=(*answer.segments, talk))


def guide(state: State, runtime: Runtime[Services]) -> State:
    """Lead on through the sub-questions; what is asked in between goes on to be answered like any question."""
    role = state.get("role") or state["session"].role
    turn = runtime.context.guide.turn(state["session"], state["message"], role, state.get("at"))
    answer = turn.draft.answer()
    update: State = {
        "session": turn.session,
        "said": answer.segments if turn.question else (),
        "about": turn.about,
        "suggestions": turn.suggestions,
        "hits": (),
        "searched": 0,
        "nearest": (),
    }
    if not turn.question:
        return {**update, "answer": answer, "status": "guide"}
    asked = intent(turn.question, "auto")
    exchanges = state["session"].exchanges  # the guide's own words are nothing to go on from
    history = state["session"].asked if exchanges and exchanges[-1].status == "answered" else ()
    return {
        **update,
        "intent": "ask" if asked == "guide" else asked,
        "question": clean(with_history(turn.question, history)),
        "questions": tuple(clean(question) for question in questions(turn.question, history)),
    }


def check(state: State, runtime: Runtime[Services]) -> State:
    """Take out every fact that its source does not bear; refuse when none of an answer is left."""
    if state["status"] not in ("answered", "guide"):
        return {}
    answer = citations.check(state["answer"])
    if state["status"] == "answered" and not answer.citations:
        return _refusal(state, runtime)
    return {"answer": answer}


def lead_on(state: State, runtime: Runtime[Services]) -> State:
    """The way back to the guide after a question in between, or the offer to begin it after an open question."""
    session, answer = state["session"], state["answer"]
    if state["status"] == "guide":
        return {}
    walk = session.walk
    if walk is not None and walk.begun and walk.awaits != "nothing":
        back = Segment(runtime.context.guide.way_back(walk), "talk", "paragraph")
        return {
            "answer": replace(answer, segments=(*state.get("said", ()), *answer.segments, back)),
            "suggestions": (messages.GUIDE_PRESS["resume"], *state["suggestions"])[:_MOST_SUGGESTIONS],
        }
    offered = state["status"] == "answered" and is_open(state["question"]) and not (walk and walk.begun)
    if offered:
        offer = Segment(messages.GUIDE_OFFER, "talk", "paragraph")
        return {
            "answer": replace(answer, segments=(*answer.segments, offer)),
            "session": replace(session, walk=Walk(awaits="offer")),
            "suggestions": (messages.GUIDE_OFFER_PRESS, *state["suggestions"])[:_MOST_SUGGESTIONS],
        }
    withdrawn = walk is not None and walk.awaits == "offer"
    return {"session": replace(session, walk=None)} if withdrawn else {}


def remember(state: State, runtime: Runtime[Services]) -> State:
    """Add the turn to the session, with the cited texts as they stand today."""
    answer, session = state["answer"], state["session"]
    cited = tuple(
        CitedText(
            c.passage.passage_id, c.passage.section_id, c.passage.title, c.passage.section, c.quote, c.passage.url
        )
        for c in answer.citations
    )
    exchange = Exchange(state["message"], state["status"], citations.render(answer.segments), cited)
    about = state.get("about")
    walk = session.walk
    if walk is not None and about and state["status"] == "guide":
        walk = steps.considered(walk, about, cited)
    return {
        "session": replace(
            session,
            walk=walk,
            corpus=runtime.context.corpus,
            role=state.get("role") or session.role,
            exchanges=(*session.exchanges, exchange)[-MOST_EXCHANGES:],
        )
    }


def _refusal(state: State, runtime: Runtime[Services]) -> State:
    reference = runtime.context.reference
    whom = next((kind.ask for kind in reference.outside if kind.id == state.get("outside")), None)
    answer, nearest = refuse(state["question"], state.get("hits", ()), reference.sources, whom)
    return {"answer": answer, "status": "refused", "nearest": nearest, "suggestions": ()}


def _suggestions(answer: Answer, hits: tuple[Hit, ...]) -> tuple[str, ...]:
    """Questions that lead on: the first way in of passages found but not used, each from a new section."""
    used = {citation.passage.section_id for citation in answer.citations}
    found: dict[str, str] = {}
    for hit in hits:
        if hit.passage.section_id not in used and hit.passage.ways_in:
            found.setdefault(hit.passage.section_id, hit.passage.ways_in[0].text)
    return tuple(found.values())[:_MOST_SUGGESTIONS]
