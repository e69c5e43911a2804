"""Errors as RFC 9457 ``application/problem+json``: a stable code, a Danish detail, no internals."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from advisor import errors, messages

MEDIA_TYPE = "application/problem+json"

_log = logging.getLogger(__name__)
_STATUS: dict[type[errors.AdvisorError], int] = {
    errors.MessageTooLong: 413,
    errors.InputError: 422,
    errors.NotFound: 404,
    errors.IndexProblem: 503,
    errors.NotReady: 503,
    errors.Overloaded: 503,
}
_HTTP = {
    404: ("not_found", messages.NO_SUCH_ROUTE, messages.NO_SUCH_ROUTE_REMEDY),
    405: ("method_not_allowed", messages.WRONG_METHOD, messages.NO_SUCH_ROUTE_REMEDY),
}
_RETRY_SECONDS = "5"


def problem(status: int, code: str, detail: str, remedy: str = "") -> JSONResponse:
    """A problem document."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": f"{detail} {remedy}".strip(),
    }
    headers = {"Retry-After": _RETRY_SECONDS} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
    return JSONResponse(body, status_code=status, headers=headers, media_type=MEDIA_TYPE)


def of_error(error: errors.AdvisorError) -> JSONResponse:
    """An error of the library as a problem; anything not the caller's doing is logged."""
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s: %s", error.code, error)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return problem(status, errors.AdvisorError.code, messages.INTERNAL, messages.INTERNAL_REMEDY)
    if isinstance(error, errors.IndexProblem):  # its own detail names a folder of the server
        return problem(status, error.code, messages.NOT_READY, messages.NOT_READY_REMEDY)
    return problem(status, error.code, error.detail, error.remedy)


def install(app: FastAPI) -> None:
    """Make every error that leaves a route a problem document."""

    @app.exception_handler(errors.AdvisorError)
    async def _library(_request: Request, error: errors.AdvisorError) -> JSONResponse:
        return of_error(error)

    @app.exception_handler(RequestValidationError)
    async def _validation(_request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return problem(400, "malformed", messages.MALFORMED_JSON, messages.MALFORMED_JSON_REMEDY)
        place = ".".join(str(part) for part in first["loc"] if part not in ("body", "query", "path")) or "body"
        detail = messages.INVALID_FIELD.format(field=place)
        return problem(422, errors.InvalidValue.code, detail, messages.INVALID_FIELD_REMEDY)

    @app.exception_handler(HTTPException)
    async def _http(_request: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == HTTPStatus.BAD_REQUEST:  # the body was not readable as JSON at all
            return problem(400, "malformed", messages.MALFORMED_JSON, messages.MALFORMED_JSON_REMEDY)
        code, detail, remedy = _HTTP.get(error.status_code, ("internal", messages.INTERNAL, messages.INTERNAL_REMEDY))
        return problem(error.status_code, code, detail, remedy)

    @app.exception_handler(Exception)
    async def _unexpected(_request: Request, error: Exception) -> JSONResponse:
        _log.exception("unexpected error", exc_info=error)
        return problem(500, errors.AdvisorError.code, messages.INTERNAL, messages.INTERNAL_REMEDY)
