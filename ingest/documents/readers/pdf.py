"""PDF, through PDFium."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium

from ingest.documents.errors import DocumentRefused
from ingest.documents.readers.gather import Gathered


def read(path: Path, gathered: Gathered) -> None:
    """Take in a PDF."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise DocumentRefused("encrypted" if "password" in str(error).lower() else "damaged") from None
    gathered.pages = len(document)
    if gathered.pages > gathered.limits.pages:
        raise DocumentRefused("too_many_pages", limit=gathered.limits.pages)
    for number in range(len(document)):
        page = document[number]
        words = page.get_textpage().get_text_range()
        for paragraph in words.replace("\r\n", "\n").split("\n\n"):
            gathered.add("paragraph", paragraph, page=number + 1)
        page.close()
        if gathered.progress:
            gathered.progress(number + 1, gathered.pages)
