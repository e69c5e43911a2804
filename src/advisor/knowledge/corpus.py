"""The whole corpus, read and checked: used where an index is built and where the corpus is tested."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path

from advisor import messages
from advisor.domain import CASES, Link, Passage, WayIn
from advisor.errors import CorpusError
from advisor.knowledge.checks import check_arguments, check_guide, check_terms
from advisor.knowledge.fields import CaseFields, PassageFields, SectionFields
from advisor.knowledge.files import Findings
from advisor.knowledge.links import resolve
from advisor.knowledge.markdown import RawPassage, parse
from advisor.knowledge.reference import Reference, load_reference
from advisor.knowledge.wishes import Said


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything under ``corpus/``. ``digest`` names this state of it, ``said`` is what the guide learns from."""

    root: Path
    digest: str
    reference: Reference
    passages: tuple[Passage, ...]
    sections: dict[str, SectionFields]
    said: Said = field(default_factory=Said)

    @property
    def cases(self) -> dict[str, CaseFields]:
        """The cases by section id."""
        return {key: value for key, value in self.sections.items() if isinstance(value, CaseFields)}

    @property
    def models(self) -> dict[str, tuple[str, ...]]:
        """The ids of the passages that each of the guide's models stands in, by the model's id."""
        found = {f"{passage.section_id}#{passage.key}": passage for passage in self.passages}
        return {
            model.id: tuple(dict.fromkeys(found[place[0]].passage_id for place in places if place))
            for model in self.reference.guide.models
            for places in [[resolve("", link, found) for link in model.places]]
        }


def corpus_dir() -> Path:
    """Where the corpus lies: inside the installed package, or beside ``src`` in a checkout."""
    package = Path(str(resources.files("advisor")))
    for candidate in (package / "_corpus", package.parents[1] / "corpus"):
        if (candidate / "sources.yaml").is_file():
            return candidate
    raise CorpusError([f"{messages.CORPUS_NOT_FOUND} {messages.CORPUS_NOT_FOUND_REMEDY}"])


def corpus_digest(root: Path) -> str:
    """A hash over every text file of the corpus, names included; vectors are left out."""
    state = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.suffix in {".md", ".yaml"} and p.name != "README.md"):
        state.update(str(path.relative_to(root)).encode())
        state.update(hashlib.sha256(path.read_bytes()).digest())
    return state.hexdigest()[:16]


def load_corpus(root: Path) -> Corpus:
    """Read and check everything under ``root``. Raises CorpusError with every finding at once."""
    findings = Findings(root)
    reference = load_reference(root, findings)
    loader = _Loader(root, reference, findings)
    passages = loader.load()
    said = _said(root / "said.yaml", findings)
    if said is None or findings.lines:
        raise CorpusError(findings.lines)
    return Corpus(root, corpus_digest(root), reference, passages, loader.sections, said)


def _said(path: Path, findings: Findings) -> Said | None:
    """What people say to the guide; that a message stands in two places is a finding."""
    text = findings.read(path)
    said = None if text is None else findings.parse_yaml(path, text, Said)
    if text is None or said is None:
        return None
    known: dict[str, str] = {}
    for name, messages_of in said.by_class().items():
        for message in messages_of:
            before = known.setdefault(message.casefold(), name)
            if before != name:
                line = next((n for n, row in enumerate(text.splitlines(), 1) if message in row), 1)
                problem = f"»{message}« står både under {before} og {name}"
                findings.add(path, line, problem, "lad den stå ét af stederne")
    return said


class _Loader:
    """One pass over the files; holds what the cross references need."""

    def __init__(self, root: Path, reference: Reference, findings: Findings) -> None:
        self.root = root
        self.reference = reference
        self.findings = findings
        self.sections: dict[str, SectionFields] = {}
        self.places: dict[str, tuple[Path, int]] = {}
        self.links: dict[str, PassageFields] = {}

    def load(self) -> tuple[Passage, ...]:
        found = {
            reference: passage
            for section_id, path in self._files()
            for reference, passage in self._section(section_id, path)
        }
        self._check_ids(found)
        linked = self._linked(found)
        check_guide(self.findings, self.root / "guide", self.reference.guide, linked, self.sections)
        check_arguments(self.findings, self.root, self.reference, linked)
        return tuple(_asked_for(linked, self.reference).values())

    def _files(self) -> Iterator[tuple[str, Path]]:
        digest = self.root / "digest"
        for path in sorted(digest.rglob("*.md")):
            yield path.relative_to(digest).with_suffix("").as_posix(), path
        for path in sorted((self.root / CASES).glob("*.md")):
            yield f"{CASES}/{path.stem}", path

    def _section(self, section_id: str, path: Path) -> Iterator[tuple[str, Passage]]:
        text = self.findings.read(path)
        raw = None if text is None else parse(path, text, self.findings)
        if raw is None:
            return
        kind = CaseFields if section_id.startswith(f"{CASES}/") else SectionFields
        section = self.findings.parse_yaml(path, raw.front, kind, first_line=2)
        source_id = section_id.split("/")[0]
        if source_id not in self.reference.entries:
            self.findings.add(path, 1, f"kilden {source_id} findes ikke", "tilføj den i sources.yaml")
            return
        if section is None:
            return
        if not raw.passages:
            self.findings.add(path, 1, "afsnittet har ingen passage", "skriv mindst én: ## Overskrift {#navn}")
        self.sections[section_id] = section
        check_terms(self.findings, path, section, raw.front, 2, self.reference)
        for raw_passage in raw.passages:
            fields = self._fields(path, raw_passage)
            if fields is not None:
                reference = f"{section_id}#{raw_passage.key}"
                if reference in self.places:
                    problem = f"navnet #{raw_passage.key} står to gange"
                    self.findings.add(path, raw_passage.line, problem, "giv den ene et andet navn")
                self.places[reference] = path, raw_passage.line
                self.links[reference] = fields
                yield reference, self._passage(section_id, section, raw_passage, fields)

    def _fields(self, path: Path, raw: RawPassage) -> PassageFields | None:
        if not raw.fields:
            self.findings.add(path, raw.line, f"passagen {raw.key} mangler sine felter", "skriv dem i ```yaml … ```")
            return None
        fields = self.findings.parse_yaml(path, raw.fields, PassageFields, first_line=raw.fields_line)
        if fields is not None:
            check_terms(self.findings, path, fields, raw.fields, raw.fields_line, self.reference)
        if not raw.text:
            self.findings.add(path, raw.line, f"passagen {raw.key} har ingen tekst", "skriv den under felterne")
            return None
        if not raw.ways_in:
            self.findings.add(
                path, raw.line, f"passagen {raw.key} har ingen veje ind", "skriv mindst fem under ### Veje ind"
            )
        return fields

    def _passage(self, section_id: str, section: SectionFields, raw: RawPassage, fields: PassageFields) -> Passage:
        entry = self.reference.entries[section_id.split("/")[0]]
        origin_id = fields.origin or section.origin
        origin = self.reference.entries.get(origin_id) if origin_id else None
        case = section if isinstance(section, CaseFields) else None
        url = case.references[0].url if case and case.references else entry.url_of(section_id)

        def inherit(own: tuple[str, ...] | None, parent: tuple[str, ...]) -> tuple[str, ...]:
            return parent if own is None else own

        passage = Passage(
            passage_id=_passage_id(section_id, raw.text),
            source_id=entry.id,
            section_id=section_id,
            key=raw.key,
            heading=raw.heading,
            text=raw.text,
            kind=fields.kind,
            title=entry.title,
            section=section.title,
            side=fields.side or section.side or (origin.side if origin else entry.side),
            publisher=entry.publisher,
            year=entry.year,
            pages=section.pages,
            url=url,
            find=entry.find,
            note=_honest(case) if case else entry.note,
            speaker=fields.speaker or section.speaker,
            origin=origin_id,
            applies_to=section.applies_to or entry.applies_to,
            checked=entry.checked,
            core_questions=inherit(fields.core_questions, section.core_questions),  # type: ignore[arg-type]
            phases=inherit(fields.phases, section.phases),  # type: ignore[arg-type]
            roles=inherit(fields.roles, section.roles),  # type: ignore[arg-type]
            technologies=inherit(fields.technologies, section.technologies),
            points=fields.points,
            ways_in=tuple(raw.ways_in),
        )
        for way in passage.ways_in:
            if way.item is not None and not 1 <= way.item <= len(passage.items):
                self._at(f"{section_id}#{raw.key}", f"[{way.item}] peger på et punkt, der ikke er", "ret tallet")
        return passage

    def _check_ids(self, found: dict[str, Passage]) -> None:
        counted = Counter(passage.passage_id for passage in found.values())
        for reference, passage in found.items():
            if counted[passage.passage_id] > 1:
                self._at(reference, "to passager har samme tekst", "slet den ene")

    def _linked(self, found: dict[str, Passage]) -> dict[str, Passage]:
        """The passages with ``pair`` and ``counter`` resolved, and made to hold both ways."""
        pairs: dict[str, dict[str, Link]] = {reference: {} for reference in found}
        counters: dict[str, dict[str, Link]] = {reference: {} for reference in found}
        for reference, fields in self.links.items():
            for links, given in ((pairs, fields.pair), (counters, fields.counter)):
                for target in given:
                    resolved = resolve(reference, target, found)
                    if resolved is None:
                        self._at(reference, f"henvisningen {target} fører ingen steder hen", "ret navnet efter #")
                        continue
                    other, item = resolved
                    links[reference][other] = Link(found[other].passage_id, item)
                    links[other].setdefault(reference, Link(found[reference].passage_id))
        return {
            reference: replace(
                passage, pair=tuple(pairs[reference].values()), counter=tuple(counters[reference].values())
            )
            for reference, passage in found.items()
        }

    def _at(self, reference: str, problem: str, remedy: str) -> None:
        path, line = self.places.get(reference, (self.root, 1))
        self.findings.add(path, line, problem, remedy)


def _asked_for(found: dict[str, Passage], reference: Reference) -> dict[str, Passage]:
    """The passages with the questions that ask for a model as further ways into its first passage."""
    asked = dict(found)
    for model in reference.guide.models:
        passage = asked.get(model.passages[0])
        if passage is not None:
            known = {way.text for way in passage.ways_in}
            ways = tuple(WayIn(text) for text in model.asked_by if text not in known)
            asked[model.passages[0]] = replace(passage, ways_in=(*passage.ways_in, *ways))
    return asked


def _honest(case: CaseFields) -> str:
    """What a reader of a case should know: whether KL lists it, and what could not be read."""
    return case.missing if case.in_catalogue == "confirmed" else f"{messages.CASE_UNCONFIRMED} {case.missing}"


def _passage_id(section_id: str, text: str) -> str:
    return "k" + hashlib.sha256(f"{section_id}\0{text}".encode()).hexdigest()[:10]
