"""Errors as RFC 9457 ``application/problem+json``: a stable code, a Danish detail, no internals."""

from __future__ import annotations

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from advisor import errors, messages
from advisor.api.security import HEADERS
from advisor.danish.text import clean

MEDIA_TYPE = "application/problem+json"

_log = logging.getLogger(__name__)
_UNUSABLE = (errors.IndexProblem, errors.EmbedderError, errors.SettingsError, errors.CorpusError)
"""No answers until somebody mends it. Their own details name files of the server and stay in the log."""
_STATUS: dict[type[errors.AdvisorError], int] = {
    errors.Malformed: 400,
    errors.MessageTooLong: 413,
    errors.BodyTooLarge: 413,
    errors.InputError: 422,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.WrongMethod: 405,
    errors.NotReady: 503,
    errors.Overloaded: 503,
    **dict.fromkeys(_UNUSABLE, 503),
}
_RETRY_SECONDS = "5"
_FIELD_CHARACTERS = 100


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
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, errors.NotReady):  # polled while starting
        _log.error("%s: %s", error.code, error)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return problem(status, errors.AdvisorError.code, messages.INTERNAL, messages.INTERNAL_REMEDY)
    if isinstance(error, _UNUSABLE):
        return problem(status, error.code, messages.NOT_READY, messages.NOT_READY_REMEDY)
    response = problem(status, error.code, error.detail, error.remedy)
    if isinstance(error, errors.WrongMethod):
        response.headers["Allow"] = ", ".join(error.allowed)
    return response


def install(app: FastAPI, body_limit: int) -> None:
    """Make every error that leaves a route a problem document."""

    @app.exception_handler(errors.AdvisorError)
    async def _library(_request: Request, error: errors.AdvisorError) -> JSONResponse:
        return of_error(error)

    @app.exception_handler(RequestValidationError)
    async def _validation(_request: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            return of_error(errors.Malformed())
        place = ".".join(str(part) for part in first["loc"][1:]) or "body"  # it begins with the part of the request
        detail = messages.INVALID_FIELD.format(field=clean(place, _FIELD_CHARACTERS))  # an unknown key can be anything
        return of_error(errors.InvalidValue(detail, messages.INVALID_FIELD_REMEDY))

    @app.exception_handler(HTTPException)
    async def _http(_request: Request, error: HTTPException) -> JSONResponse:
        return of_error(_of_http(error, body_limit))

    @app.exception_handler(Exception)
    async def _unexpected(_request: Request, error: Exception) -> JSONResponse:
        _log.exception("unexpected error", exc_info=error)
        response = of_error(errors.AdvisorError(messages.INTERNAL, messages.INTERNAL_REMEDY))
        response.headers.update(HEADERS)  # it is sent from outside all layers
        return response


def _of_http(error: HTTPException, body_limit: int) -> errors.AdvisorError:
    """What the framework itself refused, as an error of ours."""
    if error.status_code == HTTPStatus.BAD_REQUEST:  # the body was not readable as JSON at all
        return errors.Malformed()
    if error.status_code == HTTPStatus.NOT_FOUND:
        return errors.NotFound(messages.NO_SUCH_ROUTE, messages.NO_SUCH_ROUTE_REMEDY)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return errors.WrongMethod((error.headers or {}).get("Allow", "").split(", "))
    if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return errors.BodyTooLarge(body_limit)
    return errors.AdvisorError(messages.INTERNAL, messages.INTERNAL_REMEDY)
