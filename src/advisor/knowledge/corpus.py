"""The whole corpus, read and checked: used where an index is built and where the corpus is tested."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from advisor import messages
from advisor.domain import CASES, Link, Passage
from advisor.errors import CorpusError
from advisor.knowledge.fields import CaseFields, PassageFields, SectionFields
from advisor.knowledge.files import Findings
from advisor.knowledge.links import parse_link
from advisor.knowledge.markdown import RawPassage, parse
from advisor.knowledge.reference import Reference, load_reference


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything under ``corpus/``. ``digest`` names this state of it."""

    root: Path
    digest: str
    reference: Reference
    passages: tuple[Passage, ...]
    sections: dict[str, SectionFields]

    @property
    def cases(self) -> dict[str, CaseFields]:
        """The cases by section id."""
        return {key: value for key, value in self.sections.items() if isinstance(value, CaseFields)}


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
    if findings.lines:
        raise CorpusError(findings.lines)
    return Corpus(root, corpus_digest(root), reference, passages, loader.sections)


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
        found: dict[str, Passage] = {}
        for section_id, path in self._files():
            for reference, passage in self._section(section_id, path):
                if reference in found:
                    self._at(reference, f"navnet #{passage.key} står to gange", "giv den ene et andet navn")
                found[reference] = passage
        self._check_ids(found)
        linked = self._linked(found)
        self._check_guide(linked)
        return tuple(linked.values())

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
        self._check_terms(path, section)
        for raw_passage in raw.passages:
            fields = self._fields(path, raw_passage)
            if fields is not None:
                reference = f"{section_id}#{raw_passage.key}"
                self.places.setdefault(reference, (path, raw_passage.line))
                self.links[reference] = fields
                yield reference, self._passage(section_id, section, raw_passage, fields)

    def _fields(self, path: Path, raw: RawPassage) -> PassageFields | None:
        if not raw.fields:
            self.findings.add(path, raw.line, f"passagen {raw.key} mangler sine felter", "skriv dem i ```yaml … ```")
            return None
        fields = self.findings.parse_yaml(path, raw.fields, PassageFields, first_line=raw.fields_line)
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
            note=case.missing if case else entry.note,
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

    def _check_terms(self, path: Path, section: SectionFields) -> None:
        vocabulary = self.reference.vocabulary
        known = {term.id for term in vocabulary.technologies}
        for technology in section.technologies:
            if technology not in known:
                self.findings.add(path, 1, f"teknologien {technology} er ukendt", "tilføj den i vocabulary.yaml")
        if isinstance(section, CaseFields) and section.area not in {term.id for term in vocabulary.areas}:
            self.findings.add(path, 1, f"området {section.area} er ukendt", "vælg et fra vocabulary.yaml")
        if section.origin and section.origin not in self.reference.entries:
            self.findings.add(path, 1, f"origin {section.origin} er ukendt", "tilføj kilden i sources.yaml")

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
                    other, item = self._target(reference, target, found)
                    if other is None:
                        self._at(reference, f"henvisningen {target} fører ingen steder hen", "ret navnet efter #")
                        continue
                    links[reference][other] = Link(found[other].passage_id, item)
                    links[other].setdefault(reference, Link(found[reference].passage_id))
        return {
            reference: replace(
                passage, pair=tuple(pairs[reference].values()), counter=tuple(counters[reference].values())
            )
            for reference, passage in found.items()
        }

    @staticmethod
    def _target(reference: str, target: str, found: dict[str, Passage]) -> tuple[str | None, int | None]:
        """The passage, and the item of it, that a link such as ``#name``, ``section#name[3]`` means."""
        link = parse_link(target)
        if link is None:
            return None, None
        section, key, item = link
        other = f"{section or reference.split('#')[0]}#{key}"
        if other not in found or (item is not None and not 1 <= item <= len(found[other].items)):
            return None, None
        return other, item

    def _check_guide(self, found: dict[str, Passage]) -> None:
        guide, path = self.reference.guide, self.root / "guide"
        models = {model.id for model in guide.models}
        for model in guide.models:
            for target in (*model.passages, *(p.passage for p in model.points if p.passage)):
                if target not in found:
                    self.findings.add(path, 1, f"model {model.id}: {target} findes ikke", "ret henvisningen")
            items = max((len(found[t].items) for t in model.passages if t in found), default=0)
            for point in model.points:
                if point.item is not None and point.item > items:
                    self.findings.add(path, 1, f"model {model.id}: punkt {point.item} findes ikke", "ret item")
        for question in (sub for core in guide.core_questions for sub in core.sub_questions):
            targets = [*question.sections, *(f"{CASES}/{case}" for case in question.cases)]
            for target in (t for t in question.passages if self._target("", t, found)[0] is None):
                self.findings.add(path, 1, f"{question.id}: passagen {target} findes ikke", "ret henvisningen")
            for target in (t for t in targets if t not in self.sections):
                self.findings.add(path, 1, f"{question.id}: afsnittet {target} findes ikke", "ret id'et")
            for target in (m for m in question.models if m not in models):
                self.findings.add(path, 1, f"{question.id}: modellen {target} findes ikke", "ret id'et")

    def _at(self, reference: str, problem: str, remedy: str) -> None:
        path, line = self.places.get(reference, (self.root, 1))
        self.findings.add(path, line, problem, remedy)


def _passage_id(section_id: str, text: str) -> str:
    return "k" + hashlib.sha256(f"{section_id}\0{text}".encode()).hexdigest()[:10]
