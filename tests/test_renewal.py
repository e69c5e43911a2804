"""An advisor takes in a new library before a turn, whole; what has begun finishes on the old one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from advisor import messages
from advisor.knowledge import corpus_dir, load_reference
from advisor.ports import Library, Vectors
from advisor.service import Advisor
from advisor.settings import Settings
from advisor.testing import PASSAGES, FakeConversations, FakeEmbedder, MemoryPassages, make_library
from advisor.testing.samples import OWN, OWN_SOURCES

QUESTION = "Bliver de gamle ensomme af skærmbesøg?"


class Waiting(FakeEmbedder):
    """Stops in the middle of a turn until it is let on."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.go_on = threading.Event(), threading.Event()
        self.go_on.set()

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        self.reached.set()
        assert self.go_on.wait(60)
        return super().embed_queries(texts)


def library(fingerprint: str, own: bool) -> Library:
    passages = (*PASSAGES, OWN) if own else PASSAGES
    made = make_library(passages, fingerprint=fingerprint)
    return replace(made, passages=MemoryPassages(passages, OWN_SOURCES[:1] if own else ()))


@pytest.fixture
def renewals() -> list[Library]:
    """What there is to take in, the next one last."""
    return []


@pytest.fixture
def embedder() -> Waiting:
    return Waiting()


@pytest.fixture
def make(renewals: list[Library], embedder: Waiting, tmp_path: Path) -> Callable[[], Advisor]:
    def made() -> Advisor:
        return Advisor(
            library=library("sha256:gammel", own=False),
            embedder=embedder,
            reference=load_reference(corpus_dir()),
            conversations=FakeConversations(),
            settings=Settings(data_dir=tmp_path),
            renew=lambda: renewals.pop() if renewals else None,
        )

    return made


def test_a_new_library_is_taken_in_whole_and_conversations_are_kept(
    make: Callable[[], Advisor], renewals: list[Library]
) -> None:
    advisor = make()
    first = advisor.chat(QUESTION)
    assert first.trace.index == advisor.about().index == "sha256:gammel"
    assert not any(source.own_document for source in advisor.sources())
    renewals.append(library("sha256:ny", own=True))
    second = advisor.chat(QUESTION, first.conversation_id)
    assert (second.trace.index, second.conversation_id) == ("sha256:ny", first.conversation_id)
    assert advisor.about().index == "sha256:ny"
    assert advisor.about().passages == len(PASSAGES) + 1
    assert advisor.sources()[-1] == OWN_SOURCES[0]
    assert advisor.source(OWN.source_id) == (OWN_SOURCES[0], [OWN])
    assert advisor.passage(OWN.passage_id).passage == OWN
    assert advisor.notice == messages.NOTICE_OWN.format(engine=messages.ENGINE_EXTRACT)
    assert len(advisor.conversation(first.conversation_id).exchanges) == 2


@pytest.mark.parametrize(
    "call",
    [
        lambda advisor: advisor.sources(),
        lambda advisor: advisor.passage(PASSAGES[0].passage_id),
        lambda advisor: advisor.search("kurset"),
        lambda advisor: advisor.about(),
        lambda advisor: advisor.notice,
    ],
    ids=["sources", "passage", "search", "about", "notice"],
)
def test_whatever_is_asked_looks_first(
    make: Callable[[], Advisor], renewals: list[Library], call: Callable[[Advisor], object]
) -> None:
    advisor = make()
    renewals.append(library("sha256:ny", own=True))
    call(advisor)
    assert renewals == []


def test_a_turn_that_has_begun_finishes_on_the_old_library(
    make: Callable[[], Advisor], renewals: list[Library], embedder: Waiting
) -> None:
    advisor = make()
    embedder.reached.clear()
    embedder.go_on.clear()
    with ThreadPoolExecutor(1) as threads:
        begun = threads.submit(advisor.chat, QUESTION)
        assert embedder.reached.wait(60)
        renewals.append(library("sha256:ny", own=True))
        assert advisor.about().index == "sha256:ny"
        embedder.go_on.set()
        turn = begun.result(60)
    assert turn.trace.index == "sha256:gammel"
    assert turn.notice == messages.NOTICE.format(engine=messages.ENGINE_EXTRACT)
    assert advisor.chat(QUESTION).trace.index == "sha256:ny"
