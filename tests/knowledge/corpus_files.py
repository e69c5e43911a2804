"""A small whole corpus on disk, for tests to break in one place at a time."""

from __future__ import annotations

from pathlib import Path

SOURCES = """\
- id: haandbog
  title: Håndbog om ny teknologi
  publisher: Udgiveren
  side: joint
  year: 2024
  kind: håndbog
  url: https://example.dk/haandbog
  section_urls:
    kapitel: https://example.dk/haandbog/kapitel
  find: Hos udgiveren
  applies_to: [municipality]
  checked: 2026-11-21

- id: cases
  title: Kommunale eksempler
  publisher: Os
  side: other
  year: null
  kind: eksempler
  url: null
  find: Her
  applies_to: [municipality]
  checked: 2026-11-20
"""
WISHES = """\
wishes:
  - {id: skip, phrases: [spring over, hop over, drop det, pas, skip, lad ligge, ikke relevant, tager senere]}
agreeing: [ja]
fillers: [så]
"""
SAID = """\
wishes:
  skip: [hop over, spring den over, den er ikke for os, lad den ligge, vi dropper den, tag en anden, skip den, ikke nu]
answers: [de ældre hopper ikke over noget, det er mindre kørsel]
questions: [hvad er en pilot, hvem bestemmer]
"""
VOCABULARY = """\
technologies:
  - {id: skaermbesoeg, name: skærmbesøg}
areas:
  - {id: administration, name: administration}
phases:
  - {id: idea, name: idé, klk: before}
roles:
  - {id: leader, name: leder}
municipalities: [Holbæk]
"""
SECTION = """\
---
title: "Et afsnit"
pages: "12"
core_questions: [kerneopgave]
technologies: [skaermbesoeg]
---

## Mindre kørsel {#gevinst}

```yaml
kind: benefit
pair: ["#ulempe"]
```

Skærmbesøg sparer kørsel.

### Veje ind

- Hvad vinder vi?

## Mere ensomhed {#ulempe}

```yaml
kind: risk
technologies: []
```

Et videoopkald kan gøre ensomme.

### Veje ind

- Bliver de ensomme?
"""
LIST = """\
---
title: "En liste"
---

## Tre dele {#dele}

```yaml
kind: model
counter: ["haandbog/kapitel/afsnit#gevinst"]
```

Oplæring har tre dele:

1. Den første del.
2. Den anden del.
3. Den tredje del.

### Veje ind

- Hvilke dele?
- [3] hvad er den sidste?
"""
CASE = """\
---
title: Skærmbesøg i Holbæk
municipality: Holbæk
area: administration
years: "2018"
in_catalogue: confirmed
certainty: partial
missing: Beløbet kendes ikke.
gains: {economy: true, steering: false, quality: false}
side: vendor
references:
  - {title: "Om Holbæk", url: "https://example.dk/holbaek"}
---

## Prøven {#proeve}

```yaml
kind: fact
```

Holbæk prøvede skærmbesøg.

### Veje ind

- Hvem har prøvet?
"""
_WAYS = "[" + ", ".join(f"vej {number}" for number in range(8)) + "]"
GUIDE = f"""\
id: kerneopgave
number: 1
title: Kerneopgave
question: Hvad skal vi med den?
why: Fordi.
sub_questions:
  - id: kerneopgave/1
    title: Værdien
    question: Hvilken værdi?
    why: Fordi.
    points:
      - {{id: et, text: det ene, passage: "haandbog/liste#dele[1]", probe: 1, ways_in: {_WAYS}}}
      - {{id: to, text: det andet, passage: "haandbog/liste#dele[3]", probe: 1, ways_in: {_WAYS}}}
      - {{id: tre, text: det tredje, passage: "haandbog/kapitel/afsnit#gevinst", probe: 1, ways_in: {_WAYS}}}
    probes: [Hvem mærker det?]
    phases: {{idea: 1.0}}
    roles: {{leader: 1.0}}
    passages: ["haandbog/liste#dele[2]"]
    sections: [haandbog/kapitel/afsnit]
    models: [tre-dele]
    cases: [holbaek]
    ask: {{leader: Spørg.}}
"""
MODELS = """\
- id: tre-dele
  title: De tre dele
  shape: checklist
  passages: ["haandbog/liste#dele"]
  points: [{title: Den tredje, item: 3}]
  helps: Når I lærer op.
  asked_by: [en, to, tre]
"""
OUTSIDE = """\
- id: frokost
  ask: Spørg køkkenet.
  questions: [hvad får vi, er der fisk, er der kød, er der æg, er der grød, er der brød, er der suppe, er der kage]
"""
ARGUMENTS = """\
- id: det-hjaelper
  title: Det hjælper
  passage: "haandbog/kapitel/afsnit#gevinst"
  ask: Hvad skal det hjælpe på?
  counter: "haandbog/liste#dele[2]"
  helps: [leader]
  basis: advice
  core_questions: [kerneopgave]
  technologies: []
  ways_in: [vej 1, vej 2, vej 3, vej 4, vej 5, vej 6, vej 7, vej 8]
"""
FILES = {
    "arguments.yaml": ARGUMENTS,
    "sources.yaml": SOURCES,
    "vocabulary.yaml": VOCABULARY,
    "outside.yaml": OUTSIDE,
    "wishes.yaml": WISHES,
    "said.yaml": SAID,
    "digest/haandbog/kapitel/afsnit.md": SECTION,
    "digest/haandbog/liste.md": LIST,
    "cases/holbaek.md": CASE,
    "guide/kerneopgave.yaml": GUIDE,
    "guide/models/dele.yaml": MODELS,
}
AFSNIT, LISTE, CASEFIL, GUIDEFIL, MODELFIL = (
    "digest/haandbog/kapitel/afsnit.md",
    "digest/haandbog/liste.md",
    "cases/holbaek.md",
    "guide/kerneopgave.yaml",
    "guide/models/dele.yaml",
)


def write(folder: Path) -> Path:
    """The whole corpus in ``folder/corpus``."""
    root = folder / "corpus"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
