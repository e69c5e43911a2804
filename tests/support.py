"""What tests of several parts share."""

from __future__ import annotations

from typing import Any

import pytest

SCORE = 0.02


def loosely(document: Any) -> Any:
    """A JSON document to compare with, in which scores may differ a little: processors add up in other orders."""
    if isinstance(document, dict):
        return {key: loosely(value) for key, value in document.items()}
    if isinstance(document, list):
        return [loosely(value) for value in document]
    return pytest.approx(document, abs=SCORE) if isinstance(document, float) else document
