"""A handful of Danish passages: a benefit and its risk, a list, a fact with a figure, a question, a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from advisor.domain import Case, Gains, Link, Passage, Source, Telling, WayIn

_TEMPLATE = Passage(
    passage_id="k0",
    source_id="haandbog",
    section_id="haandbog/afsnit",
    key="passage",
    heading="En overskrift",
    text="En passage siger én ting.",
    kind="fact",
    title="Håndbog om ny teknologi",
    section="Et afsnit",
    side="joint",
    publisher="Håndbogens udgiver",
    year=2024,
    checked=date(2026, 11, 21),
)


def make_passage(passage_id: str, text: str, **fields: Any) -> Passage:
    """A passage with sensible values for everything that ``fields`` does not name."""
    return replace(_TEMPLATE, passage_id=passage_id, key=passage_id, text=text, **fields)


BENEFIT = make_passage(
    "kgevinst",
    "Skærmbesøg sparer hjemmeplejen for kørsel. Borgeren bestemmer selv tidspunktet.",
    heading="Mindre kørsel",
    section_id="haandbog/skaermbesoeg/gevinster",
    section="Gevinster ved skærmbesøg",
    kind="benefit",
    pages="12-13",
    technologies=("skaermbesoeg",),
    phases=("idea", "assessment"),
    core_questions=("kerneopgave",),
    ways_in=(WayIn("Hvad vinder vi ved skærmbesøg?"), WayIn("slipper vi for at køre rundt")),
    pair=(Link("krisiko"),),
)
RISK = make_passage(
    "krisiko",
    "Et videoopkald kan gøre ensomme borgere mere ensomme. Personalet ser ikke, om køleskabet er tomt.",
    heading="Mere ensomhed",
    section_id="haandbog/skaermbesoeg/ulemper",
    section="Ulemper ved skærmbesøg",
    kind="risk",
    technologies=("skaermbesoeg",),
    core_questions=("kerneopgave",),
    ways_in=(WayIn("Bliver de gamle ensomme af det?"),),
    pair=(Link("kgevinst"),),
)
CHECKLIST = make_passage(
    "kliste",
    "En god oplæring har tre dele:\n1. Sidemandsoplæring på vagten.\n2. Kurset i systemet.\n"
    "3. Tid til at øve sig bagefter.",
    heading="Oplæringens tre dele",
    section_id="haandbog/oplaering",
    section="Oplæring",
    kind="model",
    phases=("implementation",),
    core_questions=("kompetencer",),
    ways_in=(WayIn("Hvad hører med til god oplæring?"), WayIn("hvornår skal de øve sig?", 3)),
)
FIGURE = make_passage(
    "ktal",
    "Kurset varer tre halve dage. Prisen for kurset kendes ikke.",
    heading="Kursets længde",
    section_id="haandbog/kursus",
    section="Kurset",
    core_questions=("kompetencer",),
    ways_in=(WayIn("Hvor lang tid varer kurset?"),),
)
QUESTION = make_passage(
    "kspoerg",
    "Hvem skal tage vare på borgernes oplysninger?",
    heading="Et spørgsmål at drøfte",
    section_id="loven/ansvar",
    section="Ansvar",
    source_id="loven",
    side="authority",
    kind="question",
    ways_in=(WayIn("Hvem har ansvaret for data?"),),
)
CASE = make_passage(
    "kcase",
    "Holbæk Kommune lod borgerne prøve skærmbesøg i et år.",
    heading="Et års prøve i Holbæk",
    source_id="cases",
    section_id="cases/holbaek-skaermbesoeg",
    section="Skærmbesøg i Holbæk",
    side="local",
    technologies=("skaermbesoeg",),
    ways_in=(WayIn("Hvem har prøvet skærmbesøg før os?"),),
)
PASSAGES: tuple[Passage, ...] = (BENEFIT, RISK, CHECKLIST, FIGURE, QUESTION, CASE)
"""In reading order."""

OWN_SOURCES = (
    Source("local/aftale", "MED-aftale", "local", pages=4),
    Source("local/haandbog", "Håndbog om skærmbesøg", "joint", original_of="haandbog"),
)
OWN = make_passage(
    "oaftale",
    "Udvalget holder møde fire gange om året.",
    source_id="local/aftale",
    section_id="local/aftale/moeder",
    section="Møder",
    side="local",
    wording="verbatim",
    repaired=1,
)
EXACT = make_passage(
    "oordret",
    "Ordret sådan står gevinsten beskrevet i bogen.",
    source_id="local/haandbog",
    section_id="local/haandbog/gevinster",
    section="Gevinster",
    wording="verbatim",
    original_of=BENEFIT.section_id,
)
"""A passage of an own document, and one that holds the exact wording of a section of the handbook."""


CASE_URL = "https://vpt.dk/holbaek"


def make_case(**fields: Any) -> Case:
    """A case as the head of its file tells it, with what differs given by name."""
    base = Case(
        id="cases/holbaek",
        title="Skærmbesøg i Holbæk",
        municipality="Holbæk",
        area="administration",
        technologies=("skaermbesoeg",),
        years="2018-2019",
        in_catalogue="confirmed",
        certainty="partial",
        missing="Vi kender ikke beløbet.",
        gains=Gains(economy=True, steering=False, quality=True),
        moves=(),
        figures=("12 borgere", "3 ture sparet"),
        references=(Telling("KL: Om Holbæk", CASE_URL),),
        side="vendor",
        passages=("p1",),
    )
    return replace(base, **fields)
