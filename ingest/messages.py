"""What people read from the indexer, in Danish."""

from __future__ import annotations

# Reading: why a document is refused, and what to do. Each is what happened and the remedy.

REFUSED = {
    "missing": ("Filen findes ikke.", "Tjek stien."),
    "unreadable": ("Filen må ikke læses.", "Giv dig selv læseadgang til den, og prøv igen."),
    "special": ("Det er ikke en almindelig fil.", "Angiv et dokument eller en mappe."),
    "outside": ("Genvejen peger ud af mappen og følges ikke.", "Kopiér selve filen ind i mappen."),
    "name": ("Navnet indeholder tegn, der kan vildlede.", "Omdøb filen, og prøv igen."),
    "kind": ("Filtypen kan ikke læses.", "Gem den som PDF, DOCX, PPTX, HTML, Markdown eller TXT."),
    "legacy": ("Det er et ældre Office-format.", "Åbn filen, og gem den som {instead}."),
    "empty": ("Filen er tom.", "Find den rigtige udgave."),
    "too_big": ("Filen fylder mere end {limit} MB.", "Del den i mindre dele."),
    "too_long": ("Dokumentet har mere tekst, end der er plads til.", "Del det i mindre dele."),
    "too_many_files": ("Der er flere end {limit} filer.", "Tilføj mapperne enkeltvis."),
    "too_many_pages": ("Dokumentet har flere end {limit} sider.", "Del det i mindre dele."),
    "too_deep": ("Indholdet ligger i for mange lag.", "Gem dokumentet på ny, eller gem det som PDF."),
    "bomb": ("Filen pakker sig ud til langt mere, end den fylder.", "Hent den igen fra et sted, du stoler på."),
    "unsafe": (
        "Filen har definitioner, som et dokument ikke skal have.",
        "Gem den på ny, eller gem den som PDF.",
    ),
    "encrypted": ("Filen er låst med en adgangskode.", "Gem den uden adgangskode, og prøv igen."),
    "damaged": ("Filen er beskadiget eller ikke hel.", "Hent den igen, eller gem den på ny."),
    "no_text": ("Der er ingen tekst at læse.", "Er det en skanning, så få den gjort søgbar (OCR) først."),
    "too_slow": ("Læsningen tog mere end {limit} sekunder.", "Del dokumentet i mindre dele, eller gem det på ny."),
    "too_much_memory": ("Læsningen brugte for meget hukommelse.", "Del dokumentet i mindre dele, eller gem det på ny."),
    "crashed": ("Filen kunne ikke læses.", "Gem den på ny, eller gem den som PDF."),
}

# Structure: why a text of a document is left out, and what is written where it has no heading of its own.

LEFT_OUT = {
    "furniture": "sidehoved, sidefod eller menu",
    "page_number": "sidetal",
    "repeated": "går igen fra side til side",
    "links": "kun henvisninger til adresser på nettet",
    "address": "adresse eller telefonnummer",
    "contents": "indholdsfortegnelse",
    "menu": "knapper og menu fra en hjemmeside",
    "stamp": "dato og klokkeslæt for en udskrift",
    "noise": "tegn uden ord",
}
NO_HEADING = "Uden overskrift"

# Keeping: what is wrong with what was kept, and what to do.

MANIFEST_DAMAGED = "Listen over jeres egne dokumenter ({path}) er beskadiget."
MANIFEST_DAMAGED_REMEDY = "Slet filen, og tilføj dokumenterne igen med `python -m ingest add`."
RECORD_DAMAGED = "Det, der er gemt af »{title}« ({id}), er beskadiget."
RECORD_DAMAGED_REMEDY = "Kør `python -m ingest check --repair`."
VECTORS_MISSING = "Jeres dokument »{title}« er ikke gjort klar til den søgemodel, der er valgt."
VECTORS_MISSING_REMEDY = "Kør `python -m ingest check --repair`, eller vælg den forrige søgemodel med ADVISOR_EMBEDDER."
