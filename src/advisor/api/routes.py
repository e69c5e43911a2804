"""The routes, thin: what comes in is checked by its schema, what goes out is made by the service."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.routing import APIRoute
from starlette.routing import Match

from advisor import messages
from advisor.about import about_document
from advisor.api import answers, conversations, problems, schemas, streaming
from advisor.api.common import BAD_BODY, BUSY, MISSING, advisor_of, problem_docs
from advisor.domain import LOCAL
from advisor.errors import AdvisorError, NotFound, WrongMethod

router = APIRouter()
_ANY = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


@router.post("/v1/chat", response_model=answers.ChatOut, responses=BAD_BODY | MISSING, tags=["advisor"])
async def chat(request: Request, body: schemas.ChatIn) -> Any:
    """One turn: a question, a step of the guide or an argument; with ``stream`` as server-sent events."""
    advisor = advisor_of(request)

    def work() -> answers.ChatOut:
        history = [message.to_domain() for message in body.history]
        turn = advisor.chat(body.message, body.conversation_id, body.role, body.mode, history, body.at)
        return answers.ChatOut.of(turn)

    if not body.stream:
        return await request.app.state.places.run(work)
    turn = await request.app.state.places.run(work)

    async def stream() -> AsyncIterator[bytes]:
        for event, data in streaming.events(turn):
            yield streaming.encode(event, data)

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(stream(), media_type="text/event-stream", headers=headers)


@router.post("/v1/search", response_model=answers.SearchOut, responses=BAD_BODY | BUSY, tags=["advisor"])
async def search(request: Request, body: schemas.SearchIn) -> Any:
    """Passages for a query, with no answer written."""
    advisor = advisor_of(request)

    def work() -> answers.SearchOut:
        history = [message.to_domain() for message in body.history]
        found = advisor.search(body.query, body.k, history, body.filters.to_domain())
        return answers.SearchOut(
            query=found.question,
            hits=[answers.HitOut.of_whole(citation) for citation in advisor.cited(found.hits)],
            passages_searched=found.searched,
            index=advisor.about().index,
            notice=advisor.notice,
        )

    return await request.app.state.places.run(work)


@router.get("/v1/sources", response_model=schemas.SourcesOut, responses=BUSY, tags=["sources"])
def sources(request: Request) -> Any:
    """The bibliography."""
    return {"sources": list(advisor_of(request).sources())}


@router.get("/v1/sources/local/{name}", response_model=schemas.SourceWithSectionsOut, include_in_schema=False)
def own_source(request: Request, name: str) -> Any:
    """An own document: its id holds a slash, which is the same to a server whether it was encoded or not."""
    return source(request, f"{LOCAL}/{name}")


@router.get(
    "/v1/sources/{source_id}",
    response_model=schemas.SourceWithSectionsOut,
    responses=MISSING | problem_docs(422),
    tags=["sources"],
)
def source(request: Request, source_id: str) -> Any:
    """One source, with its sections and their passages; ``local/<id>`` is a document of the user's own."""
    found, passages = advisor_of(request).source(source_id)
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
    responses=MISSING | problem_docs(422),
    tags=["sources"],
)
def passage(request: Request, passage_id: str) -> Any:
    """One passage whole, for a citation card."""
    return advisor_of(request).passage(passage_id).passage


@router.get("/v1/cases", response_model=schemas.CasesOut, responses=BUSY | problem_docs(422), tags=["sources"])
def cases(request: Request, wanted: Annotated[schemas.CasesIn, Query()]) -> Any:
    """The municipal cases that fit all filters given; none where nothing fits."""
    return {"cases": list(advisor_of(request).cases(**wanted.model_dump()))}


@router.get("/v1/guide", responses=BUSY, tags=["guide"])
def guide(request: Request) -> dict[str, Any]:
    """The four core questions, the sub-questions and the models, as data."""
    return advisor_of(request).guide.model_dump(mode="json")


router.routes.extend(conversations.router.routes)


@router.get("/healthz", tags=["operation"])
def healthz() -> dict[str, str]:
    """Alive."""
    return {"status": "ok"}


@router.get("/readyz", responses=BUSY, tags=["operation"])
def readyz(request: Request) -> JSONResponse:
    """Ready: the index is loaded; says which."""
    try:
        about = advisor_of(request).about()
    except AdvisorError as error:
        return problems.of_error(error)
    return JSONResponse({"status": "ready", "page": request.app.state.page_ready, **about_document(about)})


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
