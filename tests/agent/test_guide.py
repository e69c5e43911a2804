"""The guide's turn: what a message does to the walk, over fakes and the real sub-questions."""

from __future__ import annotations

import pytest

from advisor import citations, messages
from advisor.agent.guide import GuideAgent, GuideTurn
from advisor.domain import Contribution, GuideAnswer, Project, Session, Walk
from advisor.knowledge import corpus_dir, load_reference
from advisor.retrieval import PointFinder, Retriever
from advisor.testing import PASSAGES, FakeEmbedder, FakeHearing, make_library
from advisor.writing.guide import GuideWriter

HERE, NEXT = "kerneopgave/1", "kerneopgave/2"
FEWER = "Borgerne venter kortere tid"
POINTS = {HERE: {"gevinst-for-borgerne": [FEWER], "konkret-problem": ["problemet er lange køer"]}}


@pytest.fixture(scope="module")
def guide() -> GuideAgent:
    embedder, reference = FakeEmbedder(), load_reference(corpus_dir())
    subs = [sub.id for core in reference.guide.core_questions for sub in core.sub_questions]
    library = make_library(PASSAGES, embedder, points={**{sub: {"x": ["y"]} for sub in subs}, **POINTS})
    retriever, finder = Retriever(library, embedder, {}), PointFinder(library.points, embedder, reference.guide)
    return GuideAgent(reference, retriever, finder, GuideWriter(reference, library.passages), tuple)


def at(sub: str = HERE, *answers: GuideAnswer, awaits: str = "answer", path: tuple[str, ...] = ()) -> Session:
    walk = Walk(sub, awaits, answers, path)  # type: ignore[arg-type]
    return Session("c_x", walk=walk, project=Project(technology="droner"))


def answer(text: str, sub: str = HERE, voice: str = "") -> GuideAnswer:
    return GuideAnswer(sub, (Contribution(text, voice),))


def said(turn: GuideTurn) -> str:
    return citations.render(turn.draft.answer().segments)


def texts(turn: GuideTurn, sub: str = HERE) -> list[tuple[str, str]]:
    return [(c.voice, c.text) for c in turn.walk.answer(sub).contributions]


class TestHears:
    def test_nothing_before_it_was_offered(self, guide: GuideAgent) -> None:
        assert not guide.hears("ja", None)
        assert not guide.hears("næste", None)

    def test_only_a_yes_while_it_is_offered(self, guide: GuideAgent) -> None:
        offered = Walk(awaits="offer")
        assert guide.hears("ja tak", offered)
        assert not guide.hears("Hvad er en businesscase?", offered)

    def test_everything_while_it_leads(self, guide: GuideAgent) -> None:
        assert guide.hears("Hvad er en businesscase?", Walk(HERE, "answer"))

    def test_only_wishes_and_places_while_it_pauses(self, guide: GuideAgent) -> None:
        paused = Walk(HERE, "nothing")
        assert guide.hears("fortsæt", paused)
        assert guide.hears("gå til kompetencer", paused)
        assert not guide.hears("Hvad er en businesscase?", paused)


class TestBeginning:
    def test_what_is_known_is_read_back_and_the_first_question_asked(self, guide: GuideAgent) -> None:
        turn = guide.turn(Session("c_x"), "Vi overvejer droner. Tag de fire spørgsmål.", "leader")
        assert turn.project == Project("droner", None, "idea", "leader")
        assert turn.walk.current
        assert turn.walk.awaits == "answer"

    def test_what_is_not_known_is_asked_for_once(self, guide: GuideAgent) -> None:
        first = guide.turn(Session("c_x"), "Tag de fire spørgsmål", None)
        assert (first.walk.current, first.walk.awaits) == ("", "project")
        second = guide.turn(first.session, "spring over", None)
        assert (second.walk.current, second.walk.awaits) == (HERE, "answer")
        assert second.project == Project()

    def test_a_question_in_place_of_the_facts_is_answered_first(self, guide: GuideAgent) -> None:
        first = guide.turn(Session("c_x"), "Tag de fire spørgsmål", None)
        second = guide.turn(first.session, "Hvad er en superbruger?", None)
        assert second.question == "Hvad er en superbruger?"
        assert second.walk.awaits == "project"


class TestAnswers:
    def test_an_answer_is_kept_with_what_it_covers(self, guide: GuideAgent) -> None:
        turn = guide.turn(at(), FEWER, None)
        assert texts(turn) == [("", FEWER)]
        assert turn.walk.answer(HERE).covered == ("gevinst-for-borgerne",)
        assert (turn.walk.current, turn.walk.awaits, turn.about) == (HERE, "move", HERE)

    def test_more_is_added_and_nothing_lost(self, guide: GuideAgent) -> None:
        turn = guide.turn(at(HERE, answer(FEWER), awaits="move"), "problemet er lange køer", None)
        assert texts(turn) == [("", f"{FEWER}\nproblemet er lange køer")]

    def test_a_new_answer_takes_the_place_of_the_old_one(self, guide: GuideAgent) -> None:
        turn = guide.turn(at(HERE, answer("gammelt svar"), awaits="new answer"), FEWER, None)
        assert texts(turn) == [("", FEWER)]
        assert turn.walk.awaits == "move"

    def test_an_answer_from_another_window_goes_where_it_was_written(self, guide: GuideAgent) -> None:
        turn = guide.turn(at(NEXT, answer("svar i det ene vindue")), "svar i det andet vindue", None, HERE)
        assert texts(turn) == [("", "svar i det ene vindue\nsvar i det andet vindue")]
        assert (turn.walk.current, texts(turn, NEXT)) == (NEXT, [])

    def test_a_place_that_is_none_is_taken_for_here(self, guide: GuideAgent) -> None:
        assert texts(guide.turn(at(), FEWER, None, "findes/ikke")) == [("", FEWER)]

    def test_an_answer_with_a_question_is_kept_and_the_question_handed_on(self, guide: GuideAgent) -> None:
        turn = guide.turn(at(), f"{FEWER}. Hvad er en gevinstplan?", None)
        assert texts(turn) == [("", f"{FEWER}.")]
        assert turn.question == "Hvad er en gevinstplan?"

    def test_a_question_alone_answers_nothing(self, guide: GuideAgent) -> None:
        turn = guide.turn(at(), "Hvad er en gevinstplan?", None)
        assert (turn.question, turn.walk) == ("Hvad er en gevinstplan?", at().walk)

    def test_who_takes_over_speaks_until_the_next(self, guide: GuideAgent) -> None:
        first = guide.turn(at(), "nu er det TR", None)
        assert texts(first) == []
        second = guide.turn(first.session, "Vi er bange for data", None)
        third = guide.turn(second.session, "Ledelsen: Det er vi ikke", None)
        assert texts(third) == [("TR", "Vi er bange for data"), ("Ledelsen", "Det er vi ikke")]


class TestWishes:
    def test_skipping_leaves_it_open_and_goes_on(self, guide: GuideAgent) -> None:
        turn = guide.turn(at(), "spring over", None)
        assert turn.walk.answer(HERE).skipped
        assert turn.walk.current == NEXT

    def test_skipping_what_is_answered_keeps_the_answer(self, guide: GuideAgent) -> None:
        turn = guide.turn(at(HERE, answer(FEWER), awaits="move"), "spring over", None)
        assert not turn.walk.answer(HERE).skipped
        assert texts(turn) == [("", FEWER)]

    def test_not_knowing_says_whom_to_ask_by_role(self, guide: GuideAgent) -> None:
        subs = load_reference(corpus_dir()).guide.core_questions[0].sub_questions
        for role in ("leader", "representative", "staff"):
            turn = guide.turn(at(), "det ved vi ikke", role)
            assert turn.walk.answer(HERE).unknown
            assert subs[0].ask[role] in said(turn)

    def test_disagreeing_is_an_answer_of_its_own(self, guide: GuideAgent) -> None:
        turn = guide.turn(at(), "Vi er uenige. Ledelsen: Spar. Medarbejderne: Spar ikke.", None)
        assert turn.walk.answer(HERE).disagreed
        assert texts(turn) == [("Ledelsen", "Spar."), ("Medarbejderne", "Spar ikke.")]

    def test_back_and_back_until_the_first(self, guide: GuideAgent) -> None:
        session = at("kompetencer/1", path=(HERE, NEXT))
        first = guide.turn(session, "tilbage", None)
        second = guide.turn(first.session, "tilbage", None)
        third = guide.turn(second.session, "tilbage", None)
        assert [turn.walk.current for turn in (first, second, third)] == [NEXT, HERE, HERE]

    def test_going_to_a_core_question_stands_at_its_first_open_one(self, guide: GuideAgent) -> None:
        turn = guide.turn(at(HERE, answer("x", "kompetencer/1")), "gå til kompetencer", None)
        assert turn.walk.current == "kompetencer/2"

    @pytest.mark.parametrize("message", ["opsummer", "hvad mangler vi?", "giv et eksempel", "vis listen", "gentag"])
    def test_looking_changes_no_answer_and_no_place(self, guide: GuideAgent, message: str) -> None:
        before = at(HERE, answer(FEWER), awaits="move")
        turn = guide.turn(before, message, None)
        assert before.walk is not None
        assert (turn.walk.current, turn.walk.answers) == (HERE, before.walk.answers)
        assert said(turn)

    def test_a_pause_waits_for_nothing_and_keeps_all(self, guide: GuideAgent) -> None:
        turn = guide.turn(at(HERE, answer(FEWER)), "pause", None)
        assert turn.walk.awaits == "nothing"
        assert texts(turn) == [("", FEWER)]

    def test_beginning_anew_is_asked_for_twice(self, guide: GuideAgent) -> None:
        first = guide.turn(at(NEXT, answer(FEWER)), "begynd forfra", None)
        assert texts(first) == [("", FEWER)]
        second = guide.turn(first.session, "begynd forfra", None)
        assert second.walk.answers == ()
        assert second.walk.current == HERE
        assert second.project.technology == "droner"

    def test_beginning_anew_not_confirmed_keeps_all(self, guide: GuideAgent) -> None:
        first = guide.turn(at(NEXT, answer(FEWER)), "begynd forfra", None)
        second = guide.turn(first.session, "opsummer", None)
        assert texts(second) == [("", FEWER)]

    def test_the_last_question_done_says_so(self, guide: GuideAgent) -> None:
        cores = load_reference(corpus_dir()).guide.core_questions
        held = [answer("x", sub.id) for core in cores for sub in core.sub_questions]
        turn = guide.turn(at(HERE, *held, awaits="move"), "næste", None)
        assert turn.walk.awaits == "nothing"
        assert "20 af 20" in said(turn)


class TestTheProject:
    def test_a_correction_is_taken_in_and_is_no_answer(self, guide: GuideAgent) -> None:
        turn = guide.turn(at(), "nej vi er i drift", None)
        assert turn.project == Project("droner", phase="operation")
        assert turn.walk.answers == ()

    def test_a_long_sentence_is_an_answer_whatever_it_begins_with(self, guide: GuideAgent) -> None:
        long = "vi har købt to droner til at se til tagene, og nu skal pedellerne lære at flyve dem helt uden frygt"
        turn = guide.turn(at(), long, None)
        assert texts(turn) == [("", long)]


class TestHearing:
    """What is heard by likeness goes through the same doors as what is known by its words."""

    @staticmethod
    def hearing(known: dict[str, dict[str, float]]) -> GuideAgent:
        embedder, reference = FakeEmbedder(), load_reference(corpus_dir())
        library = make_library(PASSAGES, embedder, points=POINTS)
        retriever, finder = Retriever(library, embedder, {}), PointFinder(library.points, embedder, reference.guide)
        writer = GuideWriter(reference, library.passages)
        return GuideAgent(reference, retriever, finder, writer, tuple, FakeHearing(known))

    def test_kind_words_are_answered_and_never_kept(self) -> None:
        agent = self.hearing({"du er sandelig en god hjælp": {"thanks": 0.95}})
        turn = agent.turn(at(HERE), "du er sandelig en god hjælp", None)
        assert messages.GUIDE_THANKS in said(turn)
        assert "1.1" in said(turn)
        assert (texts(turn), turn.walk.current, turn.walk.awaits) == ([], HERE, "answer")

    def test_an_answer_before_a_wish_is_kept_before_it_goes_on(self) -> None:
        agent = self.hearing({})
        turn = agent.turn(at(HERE), f"{FEWER}, videre", None)
        assert (texts(turn), turn.walk.current) == ([("", FEWER)], NEXT)
        assert turn.walk.answer(HERE).covered == ("gevinst-for-borgerne",)

    def test_what_is_learnt_of_the_project_goes_before_a_wish_that_is_only_likely(self) -> None:
        message = "hov, vi har ikke købt noget endnu"
        turn = self.hearing({message: {"unknown": 0.95}}).turn(at(HERE), message, None)
        assert turn.project.phase == "assessment"
        assert not turn.walk.answer(HERE).unknown

    def test_a_message_that_tells_of_the_project_is_no_wish(self) -> None:
        agent = self.hearing({"noget med droner over markerne": {"skip": 1.0, "question": 1.0}})
        session = Session("c_x", walk=Walk("", "project"), project=Project())
        turn = agent.turn(session, "noget med droner over markerne", None)
        assert (turn.project.technology, turn.question) == ("droner", "")

    def test_answers_are_deleted_after_a_second_wish_in_other_words(self) -> None:
        message = "vi kører hele turen en gang til"
        agent = self.hearing({message: {"restart": 0.95}})
        first = agent.turn(at(HERE, answer("noget")), message, None)
        assert (first.walk.awaits, texts(first)) == ("restart", [("", "noget")])
        assert agent.turn(first.session, message, None).walk.answers == ()

    def test_while_it_pauses_a_likely_wish_takes_it_up(self) -> None:
        agent = self.hearing({"så er alle tilbage ved bordet": {"next": 0.95}})
        assert agent.hears("så er alle tilbage ved bordet", Walk(HERE, "nothing"))
        assert not agent.hears("så er alle tilbage i bilen", Walk(HERE, "nothing"))
