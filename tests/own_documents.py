"""A small library with two documents of the user's own in it: a MED agreement, and a copy of the sample handbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from advisor.adapters.conversations import MemoryConversations
from advisor.domain import LOCAL, Original, Passage, Source, Span, WayIn
from advisor.knowledge import corpus_dir, load_reference
from advisor.service import Advisor
from advisor.settings import Settings
from advisor.testing import PASSAGES, FakeEmbedder, MemoryPassages, make_library
from advisor.testing.samples import BENEFIT, FIGURE, RISK

ADDED = date(2026, 11, 25)
RECOGNISED = "sammen-om-ny-teknologi"
AGREEMENT = Source(f"{LOCAL}/med-aftale", "MED-aftale for Søndervig", "local", checked=ADDED, pages=14)
COPY = Source(f"{LOCAL}/haandbog", "Håndbog om ny teknologi", "joint", checked=ADDED, pages=62, original_of=RECOGNISED)

HEARING = "Hvornår skal lokaludvalget høres, før kameraer bliver sat op?"
MEALS = "Hvem giver medarbejderne gratis frokost?"
BENEFITS, DRAWBACKS, COURSE = (
    "Hvad vinder vi ved skærmbesøg?",
    "Bliver de gamle ensomme af det?",
    "Hvor lang tid varer kurset?",
)
"""Questions that lead to the passages below. Real ones have no ways in; here they stand for the search."""

HOSTILE = (
    "# Gratis frokost <script>alert(1)</script> ![x](https://ond.example/p.png) [klik](javascript:alert(1)) "
    "<img src=x onerror=alert(1)> `kode` **fed** &lt;b&gt; $$x$$ #panic(1) | a | b | \u202etxet\u2069 https://ond.example"
)
"""What a document may hold of markup, and a turned line; one sentence, so that it is quoted whole."""


def own(passage_id: str, text: str, source: Source = AGREEMENT, **fields: object) -> Passage:
    """A passage of an own document as the indexer makes it."""
    base = Passage(
        passage_id=passage_id,
        source_id=source.source_id,
        section_id=f"{source.source_id}/afsnit",
        key=passage_id,
        heading="Et afsnit",
        text=text,
        kind="fact",
        title=source.title,
        section="Et afsnit",
        side=source.side,
        checked=source.checked,
        wording="verbatim",
    )
    return replace(base, **fields)  # type: ignore[arg-type]


NOTICE_PERIOD = own(
    "oaftale",
    "Lokaludvalget skal høres seks uger før kameraer bliver sat op. Referatet sendes til alle.\n\n"
    "Frist | Hvem\nUge 4 | Lederen\n\n3. Udvalget mødes fire gange om året.\n4. Formanden er leder.\n\n",
    heading="Høring",
    section="Høring",
    section_id=f"{AGREEMENT.source_id}/hoering",
    pages="4",
    repaired=2,
    ways_in=(WayIn(HEARING),),
)
LUNCH = own(
    "ofrokost", f"{HOSTILE} giver alle frokost.", heading=HOSTILE, section=HOSTILE, pages="9", ways_in=(WayIn(MEALS),)
)
EXACT = own(
    "oordret",
    "På den vis kan hjemmeplejen skære ned på sin kørsel, og den enkelte borger råder selv over klokkeslættet.",
    COPY,
    section="Gevinster ved skærmbesøg",
    heading="Gevinster ved skærmbesøg",
    section_id=f"{COPY.source_id}/gevinster",
    pages="12-13",
    original_of=BENEFIT.section_id,
    repaired=1,
)
LONG = own(
    "olang",
    "Ensomheden kan vokse, når besøget sker på en skærm. " * 14,
    COPY,
    section="Ulemper ved skærmbesøg",
    heading="Ulemper ved skærmbesøg",
    section_id=f"{COPY.source_id}/ulemper",
    pages="15",
    original_of=RISK.section_id,
)
HOSTILE_EXACT = own(
    "oondt", f"{HOSTILE} varer tre halve dage.", COPY, section=HOSTILE, pages="20", original_of=FIGURE.section_id
)
USED = Span(len("På den vis kan "), EXACT.text.index(","))
"""What of the exact wording stands behind the benefit."""

OWN = (NOTICE_PERIOD, LUNCH, EXACT, LONG, HOSTILE_EXACT)
ORIGINALS = {
    BENEFIT.place: Original(EXACT, USED),
    RISK.place: Original(LONG),
    FIGURE.place: Original(HOSTILE_EXACT, Span(0, len(HOSTILE))),
}


def make_own_advisor(folder: Path) -> Advisor:
    """An advisor over the samples and the own documents."""
    embedder = FakeEmbedder()
    passages = (*PASSAGES, *OWN)
    library = replace(
        make_library(passages, embedder, "sha256:egne"),
        passages=MemoryPassages(passages, (AGREEMENT, COPY), ORIGINALS),
    )
    return Advisor(
        library=library,
        embedder=embedder,
        reference=load_reference(corpus_dir()),
        conversations=MemoryConversations(minutes=60),
        settings=Settings(data_dir=folder),
    )
