"""From a question to the passages that answer it."""

from advisor.retrieval.points import PointFinder
from advisor.retrieval.retriever import Found, Retriever
from advisor.retrieval.rewrite import questions, with_history

__all__ = ["Found", "PointFinder", "Retriever", "questions", "with_history"]
