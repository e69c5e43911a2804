"""What all routes need: the advisor behind them, and how the OpenAPI document tells of errors."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import Request

from advisor import messages
from advisor.api import problems, schemas
from advisor.errors import NotReady
from advisor.service import Advisor


def problem_docs(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How the OpenAPI document tells of errors."""
    content = {problems.MEDIA_TYPE: {"schema": schemas.ProblemOut.model_json_schema()}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


BAD_BODY = problem_docs(400, 413, 422)
MISSING = problem_docs(404, 503)
BUSY = problem_docs(503)


def advisor_of(request: Request) -> Advisor:
    """The advisor that answers. Raises NotReady while it is loaded, or why it cannot be."""
    advisor: Advisor | None = request.app.state.advisor
    if advisor is None:
        raise request.app.state.failure or NotReady(messages.NOT_READY, messages.NOT_READY_REMEDY)
    return advisor
