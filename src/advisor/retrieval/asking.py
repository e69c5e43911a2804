"""How questions ask for a figure, a name, a place or a rule, and how sentences give them: patterns alone."""

from __future__ import annotations

import re

from advisor.danish.words import stem

NUMBER = (
    r"(?:\d[\d.,]*|\b(?:to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tyve|halvdelen|tredjedel\w*|fjerdedel\w*|én|ét|"
    r"hundrede\w*|tusind\w*|million\w*)\b)"
)
AMOUNT = re.compile(rf"{NUMBER}|\b(?:årlig\w*|hvert år|hver (?:uge|måned))\b", re.IGNORECASE)
MONEY = re.compile(r"\d[\d.,]*\s*(?:kr|kroner|mio|million\w*|mia|tusind)|\b(?:kroner|kr\.)\s*\d", re.IGNORECASE)
SHARE = re.compile(
    r"\d[\d.,]*\s*(?:%|procent|pct)"
    r"|\b(?:halvdelen|\w*tredjedel\w*|\w*fjerdedel\w*|hver (?:anden|tredje|fjerde|femte|tiende))\b",
    re.IGNORECASE,
)
DATE = re.compile(
    r"\d{1,2}\.\s*(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)",
    re.IGNORECASE,
)
UNKNOWN = re.compile(
    r"\b(?:kendes|fremgår|vides|oplyses|står|nævnes|kender|siger)\b.{0,30}\bikke\b|"
    r"\bikke (?:kendt|oplyst|nævnt|angivet)\b|\bukendt\b",
    re.IGNORECASE,
)
TIME = re.compile(
    rf"(?:{NUMBER}|\b(?:et|en|halvand\w*|halve?|flere|få|par)\b)\s+(?:\w+ )?"
    r"(?:sekund|minut|time|dag|døgn|uge|måned|kvartal|år)\w*|\b(?:indtil|så længe|hele perioden|løbende)\b",
    re.IGNORECASE,
)
ASKED_TIME = re.compile(r"\bhvor (?:længe|lang tid)\b|\bhow long\b", re.IGNORECASE)
QUANTITY = re.compile(
    r"\bhvor ?(?:mange|mage)\b|\bhvor (?:tit|ofte|gammel|gamle)\b|\bhvor meget\b.{0,30}\b(?:19|20)\d\d\b"
    r"|\bhvor meget (?:\w+ ){0,3}?(?:koste\w*|betal\w*|spar\w*|penge|tid|løn|fyld\w*|får)\b"
    r"|\bhvor stor\w* (?:en |et )?(?:bøde|beløb|budget|besparelse)\b"
    r"|\bhvornår (?:kommer|udkommer|åbner|starter|udkom)\b|\bhow (?:many|much|often)\b"
    r"|\bhvad (?:er|var|endte|lød|blev) tallet\b|\bhvad endte (?:\w+ ){0,3}?tal\w*\b"
    r"|\bantal(?:let)?\b(?! af)|\b(?:headcount|number of|årsværk)\b|\btal(?:let|lene)?\b.{0,20}\bfor\b",
    re.IGNORECASE,
)
ASKED_SHARE = re.compile(
    r"\bhvor (?:stor\w*|mange) (?:en |et )?(?:\w*andel\w*|\w*procent\w*|\w*del af)\b"
    r"|\bprocent(?:vis|tal\w*|andel\w*)\b|\bandel(?:en)? (?:af )?\w+ der\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
ASKED_YEAR = re.compile(r"\bårstal(?:let)?\b|\bhvilket år\b|\b(?:which|what) year\b", re.IGNORECASE)
ASKED_DATE = re.compile(r"\b(?:hvilken|hvad for en) dato\b|\bhvilken dag\b", re.IGNORECASE)
PRICE = re.compile(
    r"\b(?:hvad?|hvor meget|hvor mange kroner)\b.{0,20}\b(?:koste\w*|prisen?|betalte?|kroner)\b"
    r"|\bhvor mange (?:kroner|penge)\b"
    r"|\bhow much\b.{0,20}\b(?:cost|pay|paid)\b"
    r"|\bhvor dyr\w*\b|\bhvad betal(?:er|te)\b|\b\w*licenspris\w*\b|\b(?:samle(?:t|de)|hvilket) beløb\b"
    r"|\bhva[d]?\b.{0,50}\b(?:regning\w*|udgift\w*|honorar\w*|kontingent\w*|gebyr\w*|prisen)\b"
    r"|\b(?:i kroner|beløbet)\b.{0,12}\?|\bkr\.?\s*\??$|\b(?:budget\w*|bevilling\w*)\b.{0,60}\b(?:kr|mio|kroner)\b",
    re.IGNORECASE,
)
ASKED_PAY = re.compile(
    r"\b(?:hvad?|hvor meget|hvor stor\w*|hvilke[nt]?)\b.{0,60}\b(?:\w*løn(?:nen)?|løntrin\w*|\w*tillæg(?:get)?)\b"
    r"|\b(?:hvad?|hvor meget|how much)\b.{0,60}\b(?:tjener|tjene|earns?)\b(?!.{0,12}\btil\b)",
    re.IGNORECASE,
)
PAY = re.compile(rf"(?=.*\b(?:\w*løn(?:nen)?|honorar\w*|\w*tillæg(?:get)?)\b).*?(?:{MONEY.pattern})", re.IGNORECASE)
DETERMINERS = (
    r"(?:(?:den|det|de|en|et|hende|ham|dem|der|selve|jeres|deres|dens|dets|denne|dette|egentlig|nu|"
    r"to|tre|fire|fem|seks|nye|ny|nyt)[ /])*"
)
NO_PRONOUN = r"(?!(?:de|den|det|han|hun|i|du|vi|jeg)\b)"
PERSON = (
    r"[\w-]*(?:chef|direktør|leder|konsulent|underviser|repræsentant|formand|formænd|borgmester|forfatter|forsker|"
    r"professor|lektor|ansvarlig|kontaktperson|rådmand|minister|udvikler|projektejer)(?:e|en|er|ne|ene|erne)?"
)
NAMED = re.compile(
    rf"\b(?:hva|hvad|hvordan) (?:hedder|hed|hedte|kaldes) {DETERMINERS}{NO_PRONOUN}(?P<named>\w+)"
    rf"|\bnavnet på {DETERMINERS}(?P<name_of>\w+)|\b(?P<product>produkt)navn(?:et)?\b"
    rf"|\bhvad (?:kalder|kaldte|døbte) \w+ {DETERMINERS}(?P<called>\w+)|\b(?P<titled>{PERSON})\b.{{0,12}}\bnavn\b"
    rf"|\bwho (?:is|was) (?:the )?(?P<role>chief executive|director|head|mayor|author|minister)\b"
    rf"|\bhvem (?:er|var|blev) {DETERMINERS}(?P<person>{PERSON})\b"
    rf"|\bhvilke[nt]? (?P<persons>{PERSON})\b(?=.{{0,60}}\b(?:har|står|stod|skrev|lavede|fandt|var)\b)"
    r"|\b(?:hvilke[nt]?|hvad (?:er det )?for (?:en|et|nogle|noget)) "
    r"(?P<which>[\w-]*(?:program|produkt|sprogmodel|platform|software|telefonnummer|mailadresse)\w*|[\w-]*system)\b"
    r"(?=.{0,60}\b(?:bruger|brugte|brugt|valgt\w*|valgte|købt\w*|købte|levere\w*|ligger|har|fik|bag|skifte\w*|kører|"
    r"anvend\w*)\b)"
    r"|\bhvem (?:er|var) (?P<who>vedkommende|personen|manden|kvinden)\b"
    r"|\b(?:hva|hvad) (?:hedder|hed|hedte) (?P<they>han|hun|vedkommende)\b",
    re.IGNORECASE,
)
MAKER = re.compile(
    r"\bhvilke[nt]? \w*(?:leverandør|firma|virksomhed|udbyder|producent|konsulenthus)\w*|"
    r"\b(?:leverandør|firma|producent)\w* (?:sit |dets |deres )?navn\b|"
    r"\bhvem har (?:leveret|bygget|udviklet|lavet|programmeret)\b"
    r"|\bhvem (?:leverede|byggede|udviklede|lavede|programmerede|kodede)\b|\bfabrikat(?:et)?\b"
    r"|\bwho (?:built|made|developed|delivered|supplied)\b|\bwhich (?:vendor|company|supplier|firm)\b",
    re.IGNORECASE,
)
MADE = re.compile(
    r"\b(?:\w*udvikl\w*|\w*lever\w*|byg\w*|\w*firma\w*|sammen med|hjælp af|samarbejde med)\b", re.IGNORECASE
)
PROPER = r"[A-ZÆØÅ][\wæøåÆØÅ.-]*"
FULL_NAME = re.compile(rf"({PROPER}) ({PROPER})(?: {PROPER})?")
IS_PERSON = re.compile(rf"{PERSON}|\w*(?:kollega|kollegaen|medarbejder|medarbejderen|ekspert|eksperten)", re.IGNORECASE)
HAS_TITLE = re.compile(rf"\b{PERSON}\b", re.IGNORECASE)
RULE = re.compile(
    r"\b([\w-]*(?:lovens?|forordning(?:en)?s?|bekendtg(?:ø|oe)relse\w*|direktiv\w*|overenskomsten?|bøde\w*|varsel\w*|udbud|"
    r"tærskelværdi\w*))\b|(§)",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\bhvor ?mange\s+(?!(?:er|var|blev|bliver|har|kan|skal|gange|af)\b)(\w+)", re.IGNORECASE)
ELSEWHERE = re.compile(r"\b(?:i|på)\s+(?P<place>[A-ZÆØÅ][a-zæøå]\w+)")
BROAD_PLACES = frozenset({"danmark", "norden", "europa"})
NAME = re.compile(r"(?<=[\w,] )[A-ZÆØÅ]\w+")
ALSO_WORDS = frozenset({"vejen", "skive", "greve", "odder"})  # municipalities whose names mean something else
OF_PLACE = re.compile(r"\b(?P<place>[A-ZÆØÅ][a-zæøå]{2,}?)s (?:erfaring|resultat|robot|løsning|projekt|forsøg|måde)")
PEOPLE = frozenset(
    stem(word)
    for word in "folk mennesker personer ansatte medarbejdere kolleger årsværk stillinger fuldtidsstillinger".split()
)
WITHOUT_LETTERS = {"paa": "på", "naar": "når", "hvornaar": "hvornår", "aar": "år", "maaned": "måned", "faar": "får"}
COUNT_OF = re.compile(rf"{NUMBER}(?=(?P<what>(?:\s+(?!pr\b)\w+){{1,3}}))", re.IGNORECASE)

FIGURES = (
    (ASKED_DATE, DATE),
    (ASKED_YEAR, YEAR),
    (ASKED_SHARE, SHARE),
    (ASKED_PAY, PAY),
    (PRICE, MONEY),
    (ASKED_TIME, TIME),
    (QUANTITY, AMOUNT),
)
"""How each kind of figure is asked for, and what gives it; the first that fits counts."""
