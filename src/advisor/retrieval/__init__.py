"""From a question to the passages that answer it."""

from advisor.retrieval.hearing import Hearing
from advisor.retrieval.points import PointFinder
from advisor.retrieval.retriever import Found, Retriever
from advisor.retrieval.rewrite import is_follow_up, questions, with_history

__all__ = ["Found", "Hearing", "PointFinder", "Retriever", "is_follow_up", "questions", "with_history"]
