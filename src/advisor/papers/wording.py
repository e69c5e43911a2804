"""Every Danish word that the papers add. A file of its own, since the library's messages fill a whole one already."""

from __future__ import annotations

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
DATE = "{day}. {month} {year}"
NOTICE = (
    "Papiret er sat sammen af en AI-rådgiver ud fra jeres egne svar og uddrag af vores gengivelse af kilderne "
    "({engine}). Det kan indeholde fejl og er ikke juridisk rådgivning."
)
NOTICE_OWN = NOTICE.replace(" af kilderne ", " af kilderne og af jeres egne dokumenter ")
AUTHOR = "Teknologirådgiveren"
KEYWORDS = "AI-genereret, Teknologirådgiveren, korpus {corpus}"
MADE = "Lavet {date}, korpus {corpus}."
CHECKED = "Kilderne er senest set efter {date}."
PAGE_WORDS = ("Side ", " af ")
SOURCES_OWN = "Kilderne er gengivet med vores ord, hvor der ikke står »ordret«. Linket fører til originalen."
OPEN_SOURCE = "Åbn kilden"
APPLIES_TO = "gælder kun {whom}"
ORIGIN = "stammer fra {title}"
EXACT = "Ordret i jeres eget eksemplar: »{words}« ({where})."
EXACT_SOMEWHERE = "Den ordrette tekst står i jeres eget eksemplar, {where}."
AS_KEPT = "som teksten stod, da I brugte den"
VOICE = "{voice}:"
OWN_VOICE = "Jeres svar"
NUMBERED = "{number} {title}"
SUMMARY = "{title}: {words}"

TITLES = {
    "discussion": "Dialogpapir",
    "arguments": "Argumentark",
    "open-questions": "Åbne spørgsmål",
    "selection": "Udtræk",
}
EMPTY = (
    "Der er ingen svar endnu. Når I har talt jer gennem de første spørgsmål, samler papiret, hvad I siger, og hvad "
    "kilderne siger til det."
)
EMPTY_QUESTIONS = "Det er de fire spørgsmål, det handler om:"

# The discussion paper
PROJECT = "Projektet kort"
FACTS = {
    "technology": "Teknologi:",
    "area": "Hvor:",
    "phase": "Hvor langt:",
    "answered": "Svar:",
}
UNKNOWN_FACT = "ikke oplyst endnu"
ANSWERED = "{answered} af {total} spørgsmål er besvaret."
FOUR = "De fire spørgsmål"
CORE_SHORT = "{number}. {title}"
CORE = "{number}. {title}: {question}"
SOURCES_SAY = "Kilderne siger:"
STILL_OPEN = "Det mangler I at tale om:"
DISAGREED = "I er ikke enige her. Det står på dagsordenen."
WITHOUT_ANSWER = "Uden svar endnu:"
STATES = {
    "disagreed": "I er ikke enige",
    "unknown": "I ved det ikke endnu",
    "skipped": "sprunget over",
    "untouched": "ikke nået endnu",
}
OPEN_POINTS = "Åbne punkter og uenigheder"
NOTHING_OPEN = "Alle spørgsmål har et svar, og I har ikke skrevet, at I er uenige om noget."
BUSINESS_CASE = "Businesscasen"
BUSINESS_CASE_CAPTION = "Businesscasens seks punkter"
BUSINESS_CASE_HEADER = ("Punkt", "Det har I svaret", "Mangler")
BUSINESS_CASE_MISSING = "Businesscasen fylder sig selv, når I svarer på 1.1 til 1.5. Her er intet at samle endnu."
BENEFITS = "Gevinstplanen"
BENEFITS_CAPTION = "Gevinstplan"
BENEFITS_HEADER = ("Punkt", "Det har I svaret", "Mål og dato", "Ansvarlig")
COMPETENCES = "Kompetenceplanen"
COMPETENCES_CAPTION = "Hvem skal kende, kunne og mestre teknologien"
COMPETENCES_HEADER = ("Niveau", "Hvem", "Hvad", "Hvordan og hvornår")
COMPETENCES_MISSING = "Kompetenceplanen mangler svar på 3.1 til 3.5."
COMPETENCES_WHO = "Hvem skal kunne hvad"
COMPETENCES_HOW = "Hvordan og hvornår"
INVOLVEMENT = "Inddragelsesplanen"
INVOLVEMENT_CAPTION = "Hvem er med hvornår, hvor meget og hvor"
INVOLVEMENT_HEADER = ("Fase", "Hvem er med", "Niveau", "Forum")
INVOLVEMENT_MISSING = "Inddragelsesplanen mangler svar på 4.1 til 4.5."
INVOLVEMENT_WHO = "Hvem og hvordan"
INVOLVEMENT_WHERE = "I hvilket forum"
HERE_NOW = "Her er I nu."
FILL = {
    "answer": "Ikke besvaret endnu:",
    "missing": "Skriv her:",
    "goal": "Mål, og hvornår:",
    "who": "Hvem:",
    "what": "Hvad:",
    "how": "Hvordan, hvornår:",
    "level": "Sæt ring om:",
    "forum": "Hvor:",
    "deadline": "Hvornår:",
}
AGENDA = "Forslag til dagsorden for MED-mødet"
AGENDA_PROJECT = "Projektet kort: hvad ligger fast, og hvad kan vi stadig påvirke?"
AGENDA_TITLE = "{title} ({number})"
AGENDA_DISAGREED = "{title}, som vi er uenige om: {question}"
AGENDA_UNKNOWN = "{title}, som vi ikke ved nok om: {question}"
AGENDA_REST = "{title}, det vi ikke har talt om endnu: {open}"
AGENDA_MED = "Hvad hører hjemme i udvalget? Se svaret på {number}."
AGENDA_PLANS = "Planerne for gevinster, kompetencer og inddragelse: Hvem gør hvad, og hvornår?"
AGENDA_NEXT = "Næste møde: Hvad følger vi op på?"

# The argument sheet
ARGUMENTS_FOR = {
    "representative": "Det kan medarbejdersiden stå på",
    "leader": "Det kan ledelsen stå på",
    "staff": "Det kan man stå på",
}
ARGUMENTS_INTRO = (
    "Hvert punkt er en sætning fra kilderne, hvad den bygger på, et spørgsmål at stille og det bedste, modparten kan "
    "svare."
)
ARGUMENTS_SWITCH = "Arket kan også laves fra den anden side af bordet. Kilderne er de samme."
ARGUMENTS_NONE = "Kilderne har ikke noget, der passer til sagen. Fortæl rådgiveren, hvilken teknologi det handler om."
SOURCE = "Kilde: {source} ({side})."
BASIS = "Bygger på {basis}."
ASK = "Spørg:"
COUNTER = "Modparten kan sige:"
BEFORE_USE = "Før du bruger arket"

# The open questions
OPEN_INTRO = "Punkterne kan gå direkte på dagsordenen."
OPEN_EMPTY = "I er ikke begyndt endnu, så her står alle spørgsmålene. De kan gå direkte på dagsordenen."
OPEN_GROUPS = {
    "disagreed": "Det er I uenige om",
    "unknown": "Det ved I ikke endnu",
    "skipped": "Det er sprunget over",
    "untouched": "Det har I ikke talt om endnu",
}
OPEN_ASK = "Gå videre sådan:"
OPEN_POINT = "{point} ({number}):"
OPEN_DEEPER = "Svar, der kan foldes mere ud"
OPEN_DEALS = "Hvem følger op?"
OPEN_DEALS_CAPTION = "Aftaler om de åbne spørgsmål"
OPEN_DEALS_HEADER = ("Spørgsmål", "Hvem", "Hvornår")

# The selection
MODELS = "Modeller"
MODELS_CAPTION = "Modeller fra kilderne"
MODELS_HEADER = ("Model", "Brug den", "Punkter", "Kilde")
MODELS_NONE = "I har ikke set på nogen modeller endnu. Skriv »vis listen« i guiden, så kommer de med her."
CASES = "Cases"
CASES_CAPTION = "Kommuner, der har prøvet det"
CASES_HEADER = ("Case", "Kommune og år", "Hvad de gjorde", "Kilde")
CASES_NONE = "I har ikke set på nogen cases endnu. Skriv »giv et eksempel« i guiden, så kommer de med her."
CASE_STATUS = {
    "confirmed": "Bekræftet i KL's katalog.",
    "unconfirmed": "Ikke bekræftet som del af KL's katalog.",
}
CASE_GAINS = "Gevinster: {gains}."
GAINS = {"economy": "økonomi", "steering": "styring", "quality": "faglighed"}
