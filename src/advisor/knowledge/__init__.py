"""The corpus as typed data: sources, passages, cases, the four core questions and the models."""

from advisor.knowledge.arguments import Argument
from advisor.knowledge.cases import fitting_cases, load_cases
from advisor.knowledge.corpus import Corpus, corpus_dir, load_corpus
from advisor.knowledge.guide import CoreQuestionData, Guide, Model, SubQuestion
from advisor.knowledge.reference import Reference, load_reference
from advisor.knowledge.vocabulary import Term, Vocabulary

__all__ = [
    "Argument",
    "CoreQuestionData",
    "Corpus",
    "Guide",
    "Model",
    "Reference",
    "SubQuestion",
    "Term",
    "Vocabulary",
    "corpus_dir",
    "fitting_cases",
    "load_cases",
    "load_corpus",
    "load_reference",
]
