"""The parts of a DOCX or PPTX: a zip file that may be a bomb, and XML that may be one.

Nothing is ever unpacked to disk; a part is read into memory when it is asked for, and no further than it may be.
"""

from __future__ import annotations

import posixpath
import unicodedata
import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import Self

from lxml import etree

from ingest.documents.errors import DocumentRefused
from ingest.documents.limits import MEBIBYTE, Limits

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_STRICT = "http://purl.oclc.org/ooxml/"
_OFFICE = "/officeDocument"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError)


class Package:
    """An Office file. Raises DocumentRefused for whatever is wrong with it."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.limits = limits
        self._left = limits.unpacked_bytes
        try:
            self._zip = zipfile.ZipFile(path)
        except _BROKEN:
            raise DocumentRefused("damaged") from None
        self._members = self._checked()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._members

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._members)

    def _checked(self) -> dict[str, zipfile.ZipInfo]:
        limits, members = self.limits, {}
        infos = self._zip.infolist()
        if len(infos) > limits.members:
            raise DocumentRefused("bomb")
        if sum(info.file_size for info in infos) > limits.unpacked_bytes:
            raise DocumentRefused("bomb")
        for info in infos:
            if info.file_size > MEBIBYTE and info.file_size > limits.ratio * max(info.compress_size, 1):
                raise DocumentRefused("bomb")
            if info.flag_bits & 1:
                raise DocumentRefused("encrypted")
            if _escapes(info.filename):
                raise DocumentRefused("unsafe")
            if info.filename in members:  # two parts of one name: which one counts depends on who reads
                raise DocumentRefused("unsafe")
            members[info.filename] = info
        return members

    def read(self, name: str) -> bytes:
        """The bytes of a part, counted as they come out and not as the file says they will."""
        most = min(self.limits.member_bytes, self._left)
        try:
            with self._zip.open(self._members[name]) as part:
                content = part.read(most + 1)
        except _BROKEN:
            raise DocumentRefused("damaged") from None
        if len(content) > most:
            raise DocumentRefused("bomb")
        self._left -= len(content)
        return content

    def tree(self, name: str) -> etree._Element:
        """A part as XML. Office writes no document type; one that has it is refused."""
        content = self.read(name)
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True
        )
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            deep = "depth" in str(error).lower()
            raise DocumentRefused("unsafe" if b"<!DOCTYPE" in content else "too_deep" if deep else "damaged") from None
        info = root.getroottree().docinfo
        if info.doctype or info.internalDTD is not None:
            raise DocumentRefused("unsafe")
        if b"http://purl.oclc.org/ooxml/" in content:
            root = _transitional(content, parser)
        return root

    def relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """For each id: the last word of the relation's type, the part it leads to, and whether that lies outside."""
        folder, name = posixpath.split(part)
        sheet = posixpath.join(folder, "_rels", f"{name}.rels")
        if sheet not in self:
            return {}
        found = {}
        for relation in self.tree(sheet).iter(RELATIONS):
            target, outside = relation.get("Target", ""), relation.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target, outside)
        return found

    def related(self, part: str, kind: str) -> str | None:
        """The first part inside that is related to this one in this way."""
        for word, target, outside in self.relations(part).values():
            if word == kind and not outside and target in self:
                return target
        return None

    def main_part(self) -> str:
        """The part that the package is about."""
        main = self.related("", "officeDocument")
        if main is None:
            raise DocumentRefused("damaged" if "[Content_Types].xml" in self else "kind")
        return main


def _transitional(content: bytes, parser: etree.XMLParser) -> etree._Element:
    """The strict variant of the format differs in its namespaces only."""
    for strict, usual in (
        (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
        (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
        (b"http://purl.oclc.org/ooxml/presentationml/", b"http://schemas.openxmlformats.org/presentationml/2006/"),
        (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    ):
        content = content.replace(strict, usual)
    return etree.fromstring(content, parser)


def _escapes(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return (
        ".." in parts
        or name.startswith(("/", "\\"))
        or any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in name)
    )
