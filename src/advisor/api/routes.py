"""The routes, thin: what comes in is checked by its schema, what goes out is made by the service."""

from __future__ import annotations

from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.routing import APIRoute
from starlette.routing import Match

from advisor import messages, service
from advisor.api import answers, problems, schemas, streaming
from advisor.errors import AdvisorError, NotFound, NotReady, WrongMethod
from advisor.service import Advisor

router = APIRouter()
_ANY = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How the OpenAPI document tells of errors."""
    content = {problems.MEDIA_TYPE: {"schema": schemas.ProblemOut.model_json_schema()}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


_BAD_BODY = _problems(400, 413, 422)
_MISSING = _problems(404, 503)
_BUSY = _problems(503)


def _advisor(request: Request) -> Advisor:
    advisor: Advisor | None = request.app.state.advisor
    if advisor is None:
        raise request.app.state.failure or NotReady(messages.NOT_READY, messages.NOT_READY_REMEDY)
    return advisor


@router.post("/v1/chat", response_model=answers.ChatOut, responses=_BAD_BODY | _MISSING, tags=["advisor"])
async def chat(request: Request, body: schemas.ChatIn) -> Any:
    """One turn: a question, a step of the guide or an argument; with ``stream`` as server-sent events."""
    advisor = _advisor(request)

    def work() -> answers.ChatOut:
        history = [message.to_domain() for message in body.history]
        turn = advisor.chat(body.message, body.conversation_id, body.role, body.mode, history)
        return answers.ChatOut.of(turn)

    if not body.stream:
        return await request.app.state.places.run(work)
    turn = await request.app.state.places.run(work)

    async def stream() -> AsyncIterator[bytes]:
        for event, data in streaming.events(turn):
            yield streaming.encode(event, data)

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(stream(), media_type="text/event-stream", headers=headers)


@router.post("/v1/search", response_model=answers.SearchOut, responses=_BAD_BODY | _BUSY, tags=["advisor"])
async def search(request: Request, body: schemas.SearchIn) -> Any:
    """Passages for a query, with no answer written."""
    advisor = _advisor(request)

    def work() -> answers.SearchOut:
        history = [message.to_domain() for message in body.history]
        found = advisor.search(body.query, body.k, history, body.filters.to_domain())
        sources = {source.source_id: source for source in advisor.sources()}
        return answers.SearchOut(
            query=found.question,
            hits=[answers.HitOut.of_hit(n, hit, sources) for n, hit in enumerate(found.hits, start=1)],
            passages_searched=found.searched,
            index=advisor.about().index,
            notice=advisor.notice,
        )

    return await request.app.state.places.run(work)


@router.get("/v1/sources", response_model=schemas.SourcesOut, responses=_BUSY, tags=["sources"])
def sources(request: Request) -> Any:
    """The bibliography."""
    return {"sources": list(_advisor(request).sources())}


@router.get(
    "/v1/sources/{source_id}",
    response_model=schemas.SourceWithSectionsOut,
    responses=_MISSING | _problems(422),
    tags=["sources"],
)
def source(request: Request, source_id: str) -> Any:
    """One source, with its sections and their passages."""
    found, passages = _advisor(request).source(source_id)
    sections: dict[str, schemas.SectionOut] = {}
    for passage in passages:
        section = sections.setdefault(
            passage.section_id,
            schemas.SectionOut(section_id=passage.section_id, title=passage.section, pages=passage.pages, passages=[]),
        )
        section.passages.append(passage.passage_id)
    base = schemas.SourceOut.model_validate(found)
    return schemas.SourceWithSectionsOut(**base.model_dump(), sections=list(sections.values()))


@router.get(
    "/v1/passages/{passage_id}",
    response_model=schemas.PassageOut,
    responses=_MISSING | _problems(422),
    tags=["sources"],
)
def passage(request: Request, passage_id: str) -> Any:
    """One passage whole, for a citation card."""
    return _advisor(request).passage(passage_id).passage


@router.get("/v1/cases", response_model=schemas.CasesOut, responses=_BUSY | _problems(422), tags=["sources"])
def cases(request: Request, wanted: Annotated[schemas.CasesIn, Query()]) -> Any:
    """The municipal cases that fit all filters given; none where nothing fits."""
    return {"cases": list(_advisor(request).cases(**wanted.model_dump()))}


@router.get("/v1/guide", responses=_BUSY, tags=["guide"])
def guide(request: Request) -> dict[str, Any]:
    """The four core questions, the sub-questions and the models, as data."""
    return _advisor(request).guide.model_dump(mode="json")


@router.post(
    "/v1/conversations",
    response_model=schemas.ConversationOut,
    status_code=201,
    responses=_BUSY,
    tags=["conversations"],
)
def new_conversation(request: Request) -> Any:
    """Begin a conversation."""
    return service.session_document(_advisor(request).new_conversation())


@router.get(
    "/v1/conversations/{conversation_id}",
    response_model=schemas.ConversationOut,
    responses=_MISSING | _problems(422),
    tags=["conversations"],
)
def conversation(request: Request, conversation_id: str) -> Any:
    """A conversation, whole, for its user to keep."""
    return service.session_document(_advisor(request).conversation(conversation_id))


@router.put(
    "/v1/conversations/{conversation_id}",
    response_model=schemas.ConversationOut,
    responses=_BAD_BODY | _MISSING,
    tags=["conversations"],
)
def open_conversation(request: Request, conversation_id: str, document: dict[str, Any] = Body(...)) -> Any:  # noqa: B008
    """Load a saved conversation."""
    return service.session_document(_advisor(request).open_conversation(conversation_id, document))


@router.delete(
    "/v1/conversations/{conversation_id}",
    status_code=204,
    responses=_MISSING | _problems(422),
    tags=["conversations"],
)
def erase_conversation(request: Request, conversation_id: str) -> Response:
    """Erase a conversation."""
    _advisor(request).erase_conversation(conversation_id)
    return Response(status_code=204)


@router.get("/healthz", tags=["operation"])
def healthz() -> dict[str, str]:
    """Alive."""
    return {"status": "ok"}


@router.get("/readyz", responses=_BUSY, tags=["operation"])
def readyz(request: Request) -> JSONResponse:
    """Ready: the index is loaded; says which."""
    try:
        about = _advisor(request).about()
    except AdvisorError as error:
        return problems.of_error(error)
    return JSONResponse({"status": "ready", "page": request.app.state.page_ready, **service.about_document(about)})


@router.api_route("/healthz", methods=_ANY, include_in_schema=False)
@router.api_route("/readyz", methods=_ANY, include_in_schema=False)
@router.api_route("/v1", methods=_ANY, include_in_schema=False)
@router.api_route("/v1/{_:path}", methods=_ANY, include_in_schema=False)
def unknown(request: Request) -> None:
    """Unknown API addresses and wrong methods are answered here, before the page, which is mounted at the root."""
    near = [r for r in router.routes if isinstance(r, APIRoute) and r.matches(request.scope)[0] is Match.PARTIAL]
    if near:
        raise WrongMethod(method for route in near for method in route.methods or ())
    raise NotFound(messages.NO_SUCH_ROUTE, messages.NO_SUCH_ROUTE_REMEDY)
