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
    "bare_heading": "overskrift uden tekst",
}
NO_HEADING = "Uden overskrift"

# Keeping: what is wrong with what was kept, and what to do.

MANIFEST_DAMAGED = "Listen over jeres egne dokumenter ({path}) er beskadiget."
MANIFEST_DAMAGED_REMEDY = "Slet filen, og tilføj dokumenterne igen med `python -m ingest add`."
RECORD_DAMAGED = "Det, der er gemt af »{title}« ({id}), er beskadiget."
RECORD_DAMAGED_REMEDY = "Kør `python -m ingest check --repair`."
VECTORS_MISSING = "Jeres dokument »{title}« er ikke gjort klar til den søgemodel, der er valgt."
VECTORS_MISSING_REMEDY = "Kør `python -m ingest check --repair`, eller vælg den forrige søgemodel med ADVISOR_EMBEDDER."
DOCUMENTS_BUSY = "Der bliver allerede tilføjet eller fjernet dokumenter et andet sted."
DOCUMENTS_BUSY_REMEDY = "Vent, til det er færdigt, og prøv igen. Der er ikke ændret noget."

# The commands on own documents.

WAITING = "Venter: der bliver allerede tilføjet eller fjernet dokumenter et andet sted."
READING = "Læser"
PREPARING = "Gør klar til søgning"
PAGE_OF = "{name}, side {page} af {pages}"
SIDE_UNKNOWN = "Siden »{side}« findes ikke. Vælg en af: {sides}."
ONE_FILE_ONLY = "En titel kan kun gives til én fil ad gangen; her er {count}."
NOTHING_KEPT = "Det, der står som tilføjet, kom ikke med: søgningen er, som den var."
NOTHING_FOUND = "Der er ingen dokumenter at tilføje dér."
VERDICTS = {
    "added": "tilføjet",
    "changed": "ændret",
    "unchanged": "uændret",
    "moved": "flyttet",
    "duplicate": "findes allerede",
    "refused": "afvist",
}
DUPLICATE = "samme indhold som {path}"
PAGES = ("1 side", "{count} sider")
PASSAGES = ("1 passage", "{count} passager")
REPAIRED = ("1 ord rettet", "{count} ord rettet")
LEFT_OUT_OF = ("1 stykke udeladt", "{count} stykker udeladt")
RECOGNISED = "genkendt som »{title}«"
FLAGS = ("1 advarsel", "{count} advarsler")
FLAGGED = {
    "hidden": "skjult tekst er udeladt",
    "invisible": "usynlige tegn er fjernet",
    "bidirectional": "tegn, der vender skriveretningen, er fjernet",
    "macros": "makroer er ikke kørt",
    "active": "scripts og indlejrede filer er udeladt",
}
DOCUMENTS = ("1 dokument", "{count} dokumenter")
NO_DOCUMENTS = "Der er ingen dokumenter. Tilføj dem med `python -m ingest add STI`."
IN_ALL = "I alt: {parts}."
RECOGNISED_COUNT = ("1 genkendt", "{count} genkendt")
REMOVED = "fjernet  {title} ({id})"
NO_SUCH_DOCUMENT = "Der er intet dokument med id'et {id}. Se dem med `python -m ingest list`."
NOTHING_TO_REMOVE = "Angiv id'er, eller --all for at fjerne alle dokumenter."
CHECK_MISSING = "mangler  {path}: filen er væk. Dokumentet bruges stadig; fjern det med `python -m ingest remove {id}`."
CHECK_CHANGED = "ændret  {path}: filen er ændret siden. Tag ændringen med: `python -m ingest add {path}`."
CHECK_OLD = "forældet  {path}: læst af en tidligere udgave. Læs det igen: `python -m ingest add {path}`."
CHECK_DAMAGED = "beskadiget  {path}: det gemte kan ikke læses. Ret det med `python -m ingest check --repair`."
CHECK_VECTORS = "ikke klar  {path}: mangler for den valgte søgemodel. Ret det med `python -m ingest check --repair`."
CHECK_INDEX = "Søgeindekset er ikke ajour. Det bygger rådgiveren selv; eller kør `python -m ingest check --repair`."
CHECK_FINE = "Alt er i orden."
CHECK_LOST = (
    "beskadiget  {path}: filen er væk, så det kan ikke læses igen. Fjern det med `python -m ingest remove {id}`."
)
TOTALS = "Jeres egne: {documents} med {parts}."
