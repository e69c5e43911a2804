"""Where conversations are kept: in memory with a time limit, or in a file that forgets for good."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from advisor import messages
from advisor.adapters import conversations, sqlite_conversations
from advisor.adapters.conversations import MemoryConversations
from advisor.adapters.sqlite_conversations import SqliteConversations
from advisor.domain import Exchange, Session
from advisor.errors import Conflict, IndexUnwritable
from advisor.ports import (
    ConversationStore,
)
from advisor.testing.contracts import (
    ConversationStoreContract,
)


class TestSqliteConversations(ConversationStoreContract):
    @pytest.fixture(autouse=True)
    def _file(self, tmp_path: Path) -> None:
        self.path = tmp_path / "samtaler" / sqlite_conversations.FILE_NAME

    def make(self) -> SqliteConversations:
        return SqliteConversations(self.path, days=30)

    def test_another_process_finds_what_this_one_saved(self) -> None:
        saved = self.make().save(self.SESSION)
        assert self.make().load("c_en") == saved
        assert self.path.stat().st_mode & 0o077 == 0

    def test_its_time_is_up_after_the_days_and_nothing_of_it_is_left_in_the_file(self) -> None:
        now = [1_000_000.0]
        store = SqliteConversations(self.path, days=2, clock=lambda: now[0])
        store.save(replace(self.SESSION, exchanges=(Exchange("kendingsord", "refused", "Nej."),)))
        now[0] += 2 * 86_400 + 1
        assert store.load("c_en") is None
        assert b"kendingsord" in self.path.read_bytes()
        store.save(Session("c_to"))
        assert b"kendingsord" not in self.path.read_bytes()

    def test_what_is_erased_is_overwritten(self) -> None:
        store = self.make()
        store.save(replace(self.SESSION, exchanges=(Exchange("kendingsord", "refused", "Nej."),)))
        store.delete("c_en")
        assert b"kendingsord" not in self.path.read_bytes()

    def test_of_many_who_save_the_same_revision_one_is_heard(self) -> None:
        store = self.make()
        read = store.save(self.SESSION)

        def save(number: int) -> bool:
            try:
                store.save(replace(read, corpus=str(number)))
            except Conflict:
                return False
            return True

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(save, range(8))) == 1
        kept = store.load("c_en")
        assert kept is not None
        assert kept.revision == 2

    def test_a_folder_that_cannot_be_made_is_told_with_a_remedy(self, tmp_path: Path) -> None:
        (tmp_path / "fil").write_text("")
        with pytest.raises(IndexUnwritable) as caught:
            SqliteConversations(tmp_path / "fil" / "samtaler.sqlite", days=1)
        assert caught.value.remedy == messages.INDEX_UNWRITABLE_REMEDY


class TestMemoryConversations(ConversationStoreContract):
    def make(self) -> ConversationStore:
        return MemoryConversations(minutes=1)

    def test_a_session_is_forgotten_when_its_time_is_up(self) -> None:
        now = [0.0]
        store = MemoryConversations(minutes=2, clock=lambda: now[0])
        store.save(Session("c_gammel"))
        now[0] = 60.0
        store.save(Session("c_ny"))
        now[0] = 120.0
        assert store.load("c_gammel") is not None
        now[0] = 120.5
        assert store.load("c_gammel") is None
        assert store.load("c_ny") is not None

    def test_a_save_begins_the_time_anew_and_a_load_does_not(self) -> None:
        now = [0.0]
        store = MemoryConversations(minutes=1, clock=lambda: now[0])
        written, _ = store.save(Session("c_skrevet")), store.save(Session("c_laest"))
        now[0] = 50.0
        store.save(written)
        assert store.load("c_laest") is not None
        now[0] = 100.0
        assert store.load("c_skrevet") is not None
        assert store.load("c_laest") is None

    def test_beyond_the_most_the_one_untouched_for_longest_goes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(conversations, "MOST", 2)
        store = MemoryConversations(minutes=1, clock=lambda: 0.0)
        first, _ = store.save(Session("c_1")), store.save(Session("c_2"))
        store.save(first)
        store.save(Session("c_3"))
        assert [store.load(name) is not None for name in ("c_1", "c_2", "c_3")] == [True, False, True]
