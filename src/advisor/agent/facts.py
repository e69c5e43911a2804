"""What a message tells of the project: technology, area, phase and role, as far as it says so."""

from __future__ import annotations

import re
from dataclasses import replace

from advisor.danish.words import fold, words
from advisor.domain import Phase, Project, Role
from advisor.knowledge import Vocabulary
from advisor.knowledge.vocabulary import as_named, recognise

_TIME = r"\b.{0,60}\b(?:års?|måned\w*|uger|længe|siden)\b"
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
        r"\bi drift\b|\bkører allerede\b|\bblev indført\b|\b(?:har|vi har) (?:haft|brugt|kørt|gjort)"
        + _TIME
        + r"|\b(?:kørt|haft|brugt) (?:den|det|dem)?"
        + _TIME,
    ),
    (
        "implementation",
        (
            r"\b(?:har|er) (?:\w+ )?(?:købt|koebt|anskaffet|bestilt|indkøbt)\b"
            r"|\b(?:skrevet under|kontrakten er|går i luften|rul\w+ (?:\w+ )?ud|udrul\w*|skal til at bruge|lige fået|"
            r"er ved at indføre|indfører|(?:ved at|skal|bliver) (?:blive )?implementer\w*|(?:skal )?tages i brug|"
            r"bliver sat op|kommer op)\b"
        ),
    ),
    (
        "development",
        (
            r"\b(?:i udbud|udbuddet|kravspec\w*|pilot\w*|afprøv\w*|prøver (?:\w+ ){1,3}af|prøve (?:\w+ ){1,3}af|"
            r"tester|i test\w*|forsøg\w*|i gang med at (?:købe|udvikle|anskaffe|udvælge|vælge))\b"
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
    r"\b(?:(?:jeg|a|undertegnede) er|jeg (?:sidder|arbejder|er) (?:\w+ ){0,3}?som|som|i egenskab af)\s+"
    r"(?P<role>(?:(?!min\b|vores\b|jeres\b)[\w-]+\s+){0,2}[\w-]+)"
    r"|(?:^|[.!,;:]\s*)(?:hej\W+)?(?:er )?(?P<alone>[\w-]+)(?= her\b| (?:i|på|ved|fra|hos)\b|\W*$|[.,:;!])",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\b(?P<kind>[\w-]{3,}(?:app|robot|system|sensor|platform|portal|bot|software|program|værktøj|kamera|drone|lift|skærm|"
    r"løsning|genkendelse|underskrift|signatur|styring|registrering|planlægning|booking|overvågning|teknologi)"
    r"(?:e|en|et|er|ter|ne|erne|terne|s)?)\b",
    re.IGNORECASE,
)
"""What a technology is called that the vocabulary does not know: its kind is the end of its name."""
_NAMED = re.compile(
    r"^\W*(?:(?:ja|jo|nå|ok|okay)\W+)*(?:(?:det )?(?:handler|drejer sig) om|(?:det|vi|ledelsen|kommunen) "
    r"(?:er|skal have|vil have|får|har købt|har|skal|indfører|køber))?\s*(?P<name>[^.,;:!?\n]{3,40})",
    re.IGNORECASE,
)
_ARTICLES = re.compile(r"^(?:en|et|den|det|de|nye?|nyt|noget|nogle|et nyt|en ny)\s+", re.IGNORECASE)
_MOST_WORDS = 4
_WHOLE_WORD = 4  # letters: »tr« must stand alone


def facts(message: str, vocabulary: Vocabulary) -> Project:
    """What a message says of the project; None where it is silent. The words are those to show."""
    technology = recognise(message, vocabulary.technologies)
    area = as_named(message, vocabulary.areas)
    kind = None if technology else _KIND.search(message)
    return Project(
        technology=technology.name if technology else kind["kind"].lower() if kind else None,
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
    for match in _I_AM.finditer(message):
        for said in map(fold, (match["role"] or match["alone"]).split()):
            for term in vocabulary.roles:
                if any(_is_called(said, fold(name)) for name in term.names):
                    return term.id
    return None


def _is_called(said: str, name: str) -> bool:
    """Whether a word is a role's name or a compound that ends in it (»teamleder«)."""
    return said == name or (len(name) >= _WHOLE_WORD and said.endswith(name))
