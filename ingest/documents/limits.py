"""How much one document may cost. Beyond any of these it is refused with one line."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for reading one file, and for walking a folder.

    The defaults let through everything that a municipality publishes (the largest reports have some 400 pages
    and 60 MB) and stop what can only be a mistake or an attack.
    """

    file_bytes: int = 200 * MEBIBYTE
    """Size of the file itself."""
    pages: int = 2_000
    """Pages of a PDF, slides of a presentation."""
    members: int = 5_000
    """Files inside a DOCX or PPTX."""
    member_bytes: int = 64 * MEBIBYTE
    """One file inside, unpacked. lxml's tree takes about eight times as much memory."""
    unpacked_bytes: int = 500 * MEBIBYTE
    """All files inside, unpacked."""
    ratio: int = 200
    """Unpacked by packed size, of a file inside that is larger than 1 MiB. Text seldom passes 30."""
    depth: int = 200
    """Elements inside one another (HTML, XML, lists), and folders below the one that was given."""
    characters: int = 10_000_000
    """Text of one document: about 4,000 pages."""
    blocks: int = 200_000
    """Blocks of one document; a table has one for each row."""
    cells: int = 1_000
    """Cells of a table's row."""
    seconds: float = 300.0
    """By the clock, and of processor time."""
    memory_bytes: int = 1_024 * MEBIBYTE
    """Address space of the process that reads; what it really holds stays far below."""
    answer_bytes: int = 64 * MEBIBYTE
    """What the process that reads may send back."""
    files: int = 20_000
    """Files below the paths that were given."""
