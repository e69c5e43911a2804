"""Files for the readers, made on the spot. ``python -m tests.ingest.documents.making PAGES FILE`` makes a book and
tells how long it takes to read and how much memory that takes."""

from __future__ import annotations

import random
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import typst

WORDS = (
    "kommunen medarbejderne teknologien borgerne ledelsen opgaven samarbejdet udviklingen hverdagen løsningen "
    "erfaringerne inddrages drøftes ændres afprøves beskrives styrker kræver giver skaber fører viser både når fordi "
    "eller også ikke altid tidligt ny god fælles faglig digital mange flere små store"
).split()
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def sentences(number: int, seed: int = 0) -> str:
    """Danish-looking running text, the same for the same seed."""
    draw = random.Random(seed)
    return " ".join(
        " ".join(draw.choice(WORDS) for _ in range(draw.randint(7, 14))).capitalize() + "." for _ in range(number)
    )


def typeset(source: str, *, tagged: bool = True) -> bytes:
    """A PDF of Typst's markup. Without tags, a reader has only the look to go by."""
    made = typst.compile(source.encode(), pdf_tags=tagged)
    assert isinstance(made, bytes)
    return made


def book(pages: int) -> bytes:
    """A book with running headers, two columns, headings, lists and tables; a chapter fills two pages, or nearly."""
    chapters = "\n".join(
        f"""= Kapitel {number}
{sentences(30, number)}

== Hvad der skal til
{sentences(8, number + 1_000)}

- {sentences(1, number + 2_000)}
- {sentences(1, number + 3_000)}

#table(columns: 3, [Mål], [Frist], [Ansvarlig], [Bedre tid], [Forår {number}], [Ledelsen])

== Hvordan det går
{sentences(50, number + 4_000)}
#pagebreak(weak: true)
"""
        for number in range(1, pages // 2 + 1)
    )
    return typeset(
        f"""#set document(title: "En bog om teknologi")
#set page(paper: "a4", columns: 2, header: [Årsrapport], footer: context align(center, counter(page).display()))
#set text(lang: "da", size: 10pt, hyphenate: true)
#set par(justify: true)
{chapters}""",
        tagged=False,
    )


def pdf(
    *pages: bytes,
    parts: Mapping[str, bytes] | None = None,
    catalog: bytes = b"",
    objects: Iterable[bytes] = (),
    page: bytes = b"",
    size: tuple[int, int] = (595, 842),
) -> bytes:
    """A PDF written by hand: a stream for each page; ``/F1`` is Helvetica. ``parts`` are named pictures and forms,
    ``objects`` come first and are numbered from 1, ``page`` and ``catalog`` are further entries of those."""
    whole = list(objects)
    whole.append(HELVETICA)
    font = len(whole)
    names = b""
    for name, part in (parts or {}).items():
        whole.append(part)
        names += b"/%s %d 0 R" % (name.encode(), len(whole))
    tree = len(whole) + 2 * len(pages) + 1
    kids = b""
    for content in pages:
        whole.append(stream(content))
        whole.append(
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R/Resources<</Font<</F1 %d 0 R>>"
            b"/XObject<<%s>>>>%s>>" % (tree, *size, len(whole), font, names, page)
        )
        kids += b"%d 0 R " % len(whole)
    whole.append(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids))
    whole.append(b"<</Type/Catalog/Pages %d 0 R%s>>" % (tree, catalog))
    return assembled(whole)


def assembled(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """The objects as a file; the last is its catalog."""
    content, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(objects), trailer, len(content))
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object, packed."""
    packed = zlib.compress(content)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), entries, packed)


def picture(width: int, height: int, points: bytes) -> bytes:
    """A grey picture."""
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
    return stream(points, entries % (width, height))


def line(text: str, x: float, y: float, size: float = 11, more: str = "") -> bytes:
    """Operators that write one line, ``more`` before it: colour, way of drawing."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT {more} /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n".encode("cp1252")


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    """A zip file with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def with_members(path: Path, changed: Mapping[str, bytes]) -> Path:
    """The same Office file with some of its members replaced or added."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(path, members | dict(changed))


def _measure() -> None:
    import os
    import sys
    import time

    from ingest.documents.worker import read_apart

    pages, path = int(sys.argv[1]), Path(sys.argv[2])
    path.write_bytes(book(pages))
    peak = [0]

    def look(_page: int, _pages: int | None) -> None:
        child = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()[0]
        rows = Path(f"/proc/{child}/status").read_text("ascii").splitlines()
        peak[0] = next(int(row.split()[1]) for row in rows if row.startswith("VmHWM"))

    begun = time.perf_counter()
    extract = read_apart(path, progress=look)
    taken = time.perf_counter() - begun
    sys.stdout.write(
        f"{extract.pages} pages, {len(extract.blocks)} blocks, {path.stat().st_size / 1e6:.1f} MB: "
        f"{taken:.1f} s, {peak[0] / 1024:.0f} MB at most\n"
    )


if __name__ == "__main__":
    _measure()
