"""From a question to the passages that answer it."""

from advisor.retrieval.retriever import Found, Retriever
from advisor.retrieval.rewrite import with_history

__all__ = ["Found", "Retriever", "with_history"]
