"""Every Danish sentence that the page itself says; what the library says stands in ``advisor.messages``."""

from __future__ import annotations

from advisor.domain import Role

TITLE = "Teknologirådgiveren"
PURPOSE = "Svar fra KL og Fremfærd om at indføre ny teknologi i kommunen, med kilde til hver sætning."

# Header -------------------------------------------------------------------------------------
ROLE_LABEL = "Jeg er"
ROLES: tuple[tuple[str, Role], ...] = (
    ("leder", "leader"),
    ("tillidsvalgt", "representative"),
    ("HR, digitalisering eller medarbejder", "staff"),
)
ROLE_PARAMETER = "rolle"
ROLE_VALUES: dict[str, Role] = {
    "leder": "leader",
    "tillidsvalgt": "representative",
    "tillidsrepræsentant": "representative",
    "arbejdsmiljørepræsentant": "representative",
    "hr": "staff",
    "digitalisering": "staff",
    "medarbejder": "staff",
}
QUESTION_PARAMETER = "spm"

# First visit --------------------------------------------------------------------------------
EXAMPLES_HEADING = "Prøv for eksempel"
EXAMPLES = (
    "Hvad skal vi tænke over ved skærmbesøg?",
    "Hvad skal en businesscase indeholde?",
    "Ledelsen vil have GPS på kørelisterne. Hvad kan jeg sige i MED?",
    "Gå de fire spørgsmål igennem med mig",
)

# Chat ---------------------------------------------------------------------------------------
QUESTION_LABEL = "Dit spørgsmål"
QUESTION_PLACEHOLDER = "Skriv dit spørgsmål …"
SEND = "Send"
STATUS_WORKING = "Finder i kilderne …"
STATUS_READY = "Svaret er klar."
STATUS_BUSY = "Et svar er på vej. Vent, til det er her."
STATUS_MISSED = "Det, du trykkede på imens, har ikke virket. Tryk igen."
STATUS_EMPTY = "Skriv et spørgsmål først."
STATUS_ERASED = "Samtalen er slettet. Du kan begynde forfra."
EXPIRED = "Den tidligere samtale er udløbet, så jeg svarer uden at kende den."
CITED = "kilde"
COPY = "Kopiér med kilder"
COPY_QUESTION = "Spørgsmål: {question}"
COPY_FROM = "Fra Teknologirådgiveren. {notice}"

# Source cards -------------------------------------------------------------------------------
USED = "Det markerede er brugt i svaret."
NEAR = "Det markerede er det, der kommer nærmest."
USED_SPOKEN = "markeret tekst: "
NOTE = "Forbehold"
APPLIES_TO = "Gælder"
CHECKED = "Gengivelsen set efter"
ADDED = "Lagt ind"
EXACT = "Ordret i jeres eget eksemplar"
EXACT_MARKED = "Det markerede er det sted, der ligger tættest på det, svaret bruger."
EXACT_UNSURE = "Det er ikke sikkert, hvilke af ordene der svarer til det markerede ovenfor, så her er intet markeret."
REPAIRED = {
    False: "Ét ord er rettet, fordi siden er dårligt scannet.",
    True: "{count} ord er rettet, fordi siden er dårligt scannet.",
}
ORIGIN = "Stammer fra"
SPOKEN_BY = "Sagt af"
OPEN = "Åbn kilden"
OPEN_AT = "hos {host}"
NEW_WINDOW = "(nyt vindue)"
FIND = "Sådan finder du kilden"
BACK = "Tilbage til teksten"

# The four questions ---------------------------------------------------------------------------
PANEL_HEADING = "De fire spørgsmål"
PANEL_INTRO = "Tag dem ét for ét sammen med rådgiveren, eller gå direkte til det, I vil tale om."
GUIDE_BEGIN = "Begynd"
GUIDE_GO_ON = "Fortsæt"
GUIDE_BEGIN_MESSAGE = EXAMPLES[-1]
GUIDE_GO_TO_MESSAGE = "Gå til {number}"
GUIDE_GO_ON_AT = "Fortsæt ved {number}"
FIGURE_SPOKEN = "{answered} af {total} besvaret"
STATES = {"open": "åben", "answered": "dit svar", "unknown": "ved ikke", "disagreed": "uenige"}
GO_TO = "Gå til"
EDIT = {"held": "ret", "new": "skriv"}
EDIT_SPOKEN = "svaret på {name}"

PAPERS = "Papirer"
PAPERS_WAIT = "Når samtalen er i gang, kan du hente papirer til mødet her."
PAPER_NAMES = {
    "discussion": "Dialogpapir",
    "arguments": "Argumentark",
    "open-questions": "Åbne spørgsmål",
    "selection": "Udtræk",
}
PAPER_AS = "som"
FORMATS = {"docx": "Word", "pdf": "PDF", "md": "Markdown"}
PAPER_SIDE = "Hvem er argumentarket for?"
PAPER_SIDES = {"leader": "for ledelsen", "representative": "for medarbejderne"}

KEEPING = "Forløbet"
SAVE = "Gem forløb"
OPEN_FILE = "Åbn forløb"
REMEMBER = "Husk i denne browser"
KEPT = {
    "off": "Intet ligger i browseren. Gem forløbet, før du lukker fanen, hvis du vil videre senere.",
    "on": "Dine svar ligger også i denne browser, hvor andre kan se dem. Fjern fluebenet for at slette dem herfra.",
}
RESTART = "Begynd forfra"
STATUS_OPENED = "Forløbet er åbnet."

# Footer -------------------------------------------------------------------------------------
ABOUT = "Om rådgiveren"
ABOUT_INTRO = (
    "Rådgiveren svarer med hele sætninger fra en gengivelse af kilderne, som er skrevet med vores egne ord. "
    "Hver sætning har et nummer, der viser, hvor den står. Når kilderne ikke svarer, siger den det."
)
ABOUT_VERSION = "Udgave"
ABOUT_ENGINE = "Svar skrives af"
ABOUT_ENGINE_VALUE = "uddrag, {engine}"
ABOUT_CORPUS = "Kilder"
ABOUT_CORPUS_VALUE = "{passages} passager fra {sources} kilder, sidst set efter {date}"
ABOUT_STORED = "Gemmes"
SOURCES = "Kilder"
SOURCES_INTRO = "Her er det, rådgiveren bygger på, og hvem der står bag."
OWN = "Egne dokumenter"
OWN_INTRO = "Dem har I selv lagt ind. De bliver citeret ordret, og de bliver på den maskine, hvor rådgiveren kører."
OWN_PAGES = {True: "{pages} side", False: "{pages} sider"}
OWN_ADDED = "lagt ind {date}"
OWN_COPY = "Jeres eget eksemplar af »{title}«"
PUBLISHED = "Udgivelser"
SOURCES_RELAYED = "Gengivet gennem de andre kilder"
CASES = "Kommunale cases"
CASES_INTRO = (
    "Det her har kommuner prøvet. Vi har kun kunnet læse noget af det, der er skrevet om dem; "
    "ved hver case står, hvad vi ikke ved."
)
CASES_AREA = "Område"
CASES_TECHNOLOGY = "Teknologi"
CASES_GAIN = "Gevinst"
CASES_ANY = "alle"
GAINS = {"economy": "økonomi", "steering": "styring", "quality": "faglighed"}
CASES_ALL = "{count} cases"
CASES_SOME = "{shown} af {count} cases vises."
CASES_NONE = "Ingen cases passer til det hele. Vælg »alle« et sted."
CASES_EVERY = "Vis alle"
CASES_FIGURES = "Oplyst"
CASES_NO_FIGURES = "ingen tal"
CASES_NO_GAINS = "ingen oplyst"
CATALOGUED = {"confirmed": "bekræftet i KL's katalog", "unconfirmed": "ikke bekræftet i KL's katalog"}
CASES_MISSING = "Mangler"
CASES_TOLD = "Læs mere"
UNDATED = "ukendt"  # as the corpus writes it
CASES_UNDATED = "år ukendt"
ACCESSIBILITY = "Tilgængelighed"
ACCESSIBILITY_TEXT = (
    (
        "Siden er bygget efter WCAG 2.1 på niveau AA og bliver prøvet automatisk efter 2.2 AA: lyst og mørkt, "
        "på telefon, ved kraftig forstørrelse og med tastatur alene."
    ),
    (
        "Kendte mangler: Siden er endnu ikke prøvet af mennesker med skærmlæser, og den kræver JavaScript. "
        "Uden JavaScript kan de samme svar fås gennem rådgiverens HTTP-grænseflade."
    ),
    (
        "Tilgængelighedserklæringen og en vej til at klage får du hos den kommune eller organisation, "
        "der stiller rådgiveren til rådighed."
    ),
)
PRIVACY = "Privatliv"
PRIVACY_BROWSER = {
    "off": "Intet af det, du skriver, ligger i din browser. Det sker kun, hvis du vælger »Husk i denne browser«.",
    "on": "Du har valgt »Husk i denne browser«, så samtalen og dine svar ligger i browseren her.",
}
PRIVACY_TEXT = (
    (
        "Siden henter intet fra andre end den server, den kommer fra, og det, du skriver, sendes ikke videre derfra. "
        "Den bruger ingen cookies."
    ),
    "Skriv ikke navne eller andre personoplysninger. Personnumre bliver skjult, før noget gemmes.",
    "»Begynd forfra« sletter samtalen med det samme. Lukker du fanen uden at gemme, kan samtalen ikke åbnes igen.",
)

# When something fails -------------------------------------------------------------------------
CONNECTION = (
    "Beskeden nåede ikke frem. Prøv igen om et øjeblik. Er den meget lang, så kort den af. "
    "Hjælper det ikke, så genindlæs siden."
)
NO_SCRIPT = "Siden kræver JavaScript. Slå det til, eller brug rådgiverens HTTP-grænseflade (se openapi.json)."

# Names for screen readers, handed to page.js through the document (see ui.document) ---------------
SCRIPT = {
    "log": "Samtale",
    "user": "Dit spørgsmål",
    "bot": "Rådgiverens svar",
    "options": "Spørg videre",
    "copied": "Kopieret med kilder.",
    "notCopied": "Kunne ikke kopiere. Markér teksten, og kopiér den selv.",
    "connection": CONNECTION,
    "working": STATUS_WORKING,
    "busy": STATUS_BUSY,
    "missed": STATUS_MISSED,
    "casesSome": CASES_SOME,
    "casesNone": CASES_NONE,
}
GUIDE_SCRIPT = {
    "figure": FIGURE_SPOKEN,
    "states": STATES,
    "edit": EDIT,
    "begin": GUIDE_BEGIN,
    "goOn": GUIDE_GO_ON,
    "beginMessage": GUIDE_BEGIN_MESSAGE,
    "goToMessage": GUIDE_GO_TO_MESSAGE,
    "answer": "Svar på {number}",
    "voice": "Hvem svarer? (kan stå tomt)",
    "moreVoices": "Tilføj en stemme",
    "keep": "Gem",
    "undo": "Fortryd",
    "edited": "Svaret på {number} er gemt.",
    "emptied": "{number} står åbent igen.",
    "conflict": "Svaret er ændret et andet sted, mens du skrev. Intet er gemt endnu.",
    "theirs": "Det står der nu:",
    "nothingThere": "Ingenting. Svaret er slettet.",
    "mine": "Det her har du skrevet:",
    "keepBoth": "Gem begge",
    "keepMine": "Gem kun mit",
    "keepTheirs": "Behold kun det andet",
    "keptTheirs": "Det andet svar bliver stående.",
    "kept": KEPT,
    "privacyBrowser": PRIVACY_BROWSER,
    "remembered": "Forløbet bliver husket i denne browser.",
    "forgotten": "Forløbet er slettet fra denne browser.",
    "noMemory": "Browseren vil ikke gemme noget for denne side.",
    "broken": "Filen er ikke en gemt samtale. Vælg en fil, som rådgiveren selv har gemt.",
    "tooLarge": "Filen fylder {size}. Et gemt forløb fylder højst 1 MB, så det er nok en anden fil.",
    "saved": "Forløbet er gemt som {name}.",
    "unreachable": "Serveren svarer ikke. Intet er ændret. Prøv igen om et øjeblik.",
    "askOpen": "Det, du har nu, bliver erstattet af filen.",
    "yesOpen": "Åbn filen",
    "askRestart": "Samtalen og alle svar bliver slettet. Har du gemt det, du vil beholde?",
    "yesRestart": "Slet og begynd forfra",
    "no": "Nej, behold det",
    "file": "forloeb-{date}.json",
}

# Gradio's own words, as far as the page can come to show them ------------------------------------
GRADIO = {
    "chatbot": {"clear": "Ryd", "chatbot": "Samtale", "conversation": "Samtale", "copy_message": "Kopiér"},
    "common": {
        "clear": "Ryd",
        "error": "Fejl",
        "loading": "Henter",
        "submit": "Send",
        "empty": "Tom",
        "undo": "Fortryd",
        "edit": "Ret",
        "remove": "Fjern",
        "share": "Del",
    },
    "radio": {"radio": "Valg"},
    "textbox": {"textbox": "Tekst"},
    "blocks": {
        "connection_can_break": "Forbindelsen kan blive afbrudt, hvis fanen ikke er fremme.",
        "long_requests_queue": "Der er mange, der spørger lige nu.",
        "lost_connection": "Forbindelsen blev afbrudt. Prøver igen …",
        "waiting_for_inputs": "Vent et øjeblik.",
    },
}
