"""What a message tells of the project: technology, area, phase and role, as far as it says so."""

from __future__ import annotations

import re
from dataclasses import replace

from advisor.danish.words import words
from advisor.domain import Phase, Project, Role
from advisor.knowledge import Vocabulary
from advisor.knowledge.vocabulary import as_named, recognise

_TIME = r"\b.{0,60}\b(?:år|måned\w*|uger|længe|siden)\b"
_PHASES: tuple[tuple[Phase, str], ...] = (  # what is said outright goes before the vocabulary's words, in this order
    (
        "assessment",
        (
            r"\b(?:ikke|aldrig) (?:\w+ ){0,2}?(?:købt|koebt|anskaffet|bestilt|valgt|skrevet under|besluttet)\b"
            r"|\bfør (?:vi )?(?:køber|indkøb\w*|anskaffelse\w*|beslut\w*)"
        ),
    ),
    (
        "operation",
        r"\bi drift\b|\bkører allerede\b|\bblev indført\b|\b(?:har|vi har) (?:haft|brugt|kørt)"
        + _TIME
        + r"|\b(?:kørt|haft|brugt) (?:den|det|dem)?"
        + _TIME,
    ),
    (
        "implementation",
        (
            r"\b(?:har|er) (?:\w+ )?(?:købt|koebt|anskaffet|bestilt|indkøbt)\b"
            r"|\b(?:skrevet under|kontrakten er|går i luften|rul\w+ (?:\w+ )?ud|udrul\w*|skal til at bruge|lige fået|"
            r"er ved at indføre|indfører)\b"
        ),
    ),
    (
        "development",
        (
            r"\b(?:i udbud|udbuddet|kravspec\w*|pilot\w*|afprøv\w*|prøver (?:den|det|dem) af|tester|"
            r"i gang med at (?:købe|udvikle|anskaffe))\b"
        ),
    ),
    (
        "idea",
        r"\b(?:overvejer|ide|idé\w*|på tegnebrættet|tænker på at|har foreslået|snakker om at|drømmer)\b",
    ),
    ("assessment", r"\b(?:skal|vil) (?:snart |måske |gerne )?(?:have|ha|indføre|købe|anskaffe|i gang med)\b"),
)
_PATTERNS = tuple((phase, re.compile(pattern, re.IGNORECASE)) for phase, pattern in _PHASES)
_I_AM = re.compile(
    r"\b(?:jeg er|jeg (?:sidder|arbejder) som|som|i egenskab af|undertegnede er)\s+(?:\w+\s+){0,2}?(?P<role>[\w-]+)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^\W*(?:(?:ja|jo|nå|ok|okay)\W+)*(?:(?:det )?(?:handler|drejer sig) om|(?:det|vi|ledelsen|kommunen) "
    r"(?:er|skal have|vil have|får|har købt|har|skal|indfører|køber))?\s*(?P<name>[^.,;:!?\n]{3,40})",
    re.IGNORECASE,
)
_ARTICLES = re.compile(r"^(?:en|et|den|det|de|nye?|nyt|noget|nogle|et nyt|en ny)\s+", re.IGNORECASE)
_MOST_WORDS = 4


def facts(message: str, vocabulary: Vocabulary) -> Project:
    """What a message says of the project; None where it is silent. The words are those to show."""
    technology = recognise(message, vocabulary.technologies)
    area = as_named(message, vocabulary.areas)
    return Project(
        technology=technology.name if technology else None,
        area=area[1] if area else None,
        phase=_phase(message, vocabulary),
        role=_role(message, vocabulary),
    )


def merged(known: Project, told: Project) -> Project:
    """``known`` with what ``told`` says instead or besides."""
    return replace(
        known,
        technology=told.technology or known.technology,
        area=told.area or known.area,
        phase=told.phase or known.phase,
        role=told.role or known.role,
    )


def named(message: str) -> str | None:
    """What somebody who was asked for the technology calls it, where the vocabulary does not know it: a few words."""
    match = _NAMED.match(message)
    name = match["name"].strip() if match else ""
    while name != (name := _ARTICLES.sub("", name)):
        pass
    return name if 0 < len(words(name)) <= _MOST_WORDS else None


def _phase(message: str, vocabulary: Vocabulary) -> Phase | None:
    said = next((phase for phase, pattern in _PATTERNS if pattern.search(message)), None)
    term = recognise(message, vocabulary.phases)
    return said or (term.id if term else None)


def _role(message: str, vocabulary: Vocabulary) -> Role | None:
    """Only what people say of themselves: a message may speak of leaders and be a steward's."""
    match = _I_AM.search(message)
    term = recognise(match["role"], vocabulary.roles) if match else None
    return term.id if term else None
