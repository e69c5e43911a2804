"""The routes of a conversation: its file, the answers to the guide in it, its papers."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Query, Request, Response

from advisor import messages, papers, sessions
from advisor.api import session_schemas
from advisor.api.common import BAD_BODY, BUSY, MISSING, advisor_of, problem_docs
from advisor.domain import Contribution, CoreQuestion
from advisor.errors import InvalidValue

router = APIRouter()


@router.post(
    "/v1/conversations",
    response_model=session_schemas.ConversationOut,
    status_code=201,
    responses=BUSY,
    tags=["conversations"],
)
def new_conversation(request: Request) -> Any:
    """Begin a conversation."""
    return sessions.document(advisor_of(request).new_conversation())


@router.get(
    "/v1/conversations/{conversation_id}",
    response_model=session_schemas.ConversationOut,
    responses=MISSING | problem_docs(422),
    tags=["conversations"],
)
def conversation(request: Request, conversation_id: str) -> Any:
    """A conversation, whole, for its user to keep."""
    return sessions.document(advisor_of(request).conversation(conversation_id))


@router.put(
    "/v1/conversations/{conversation_id}",
    response_model=session_schemas.ConversationOut,
    responses=BAD_BODY | MISSING | problem_docs(409),
    tags=["conversations"],
)
def open_conversation(
    request: Request,
    conversation_id: str,
    document: dict[str, Any] = Body(...),  # noqa: B008
    if_match: Annotated[str | None, Header(description="The revision that may be replaced, such as `3`")] = None,
) -> Any:
    """Load a saved conversation."""
    opened = advisor_of(request).open_conversation(conversation_id, document, _revision(if_match))
    return sessions.document(opened)


@router.put(
    "/v1/conversations/{conversation_id}/answers/{question}/{number}",
    response_model=session_schemas.ConversationOut,
    responses=BAD_BODY | MISSING | problem_docs(409),
    tags=["conversations"],
)
def edit_answer(
    request: Request, conversation_id: str, question: CoreQuestion, number: int, body: session_schemas.AnswerIn
) -> Any:
    """Write the answer to one sub-question of the guide anew."""
    contributions = [Contribution(c.text, c.voice) for c in body.contributions]
    edited = advisor_of(request).edit_answer(conversation_id, f"{question}/{number}", contributions, body.revision)
    return sessions.document(edited)


@router.delete(
    "/v1/conversations/{conversation_id}",
    status_code=204,
    responses=MISSING | problem_docs(422),
    tags=["conversations"],
)
def erase_conversation(request: Request, conversation_id: str) -> Response:
    """Erase a conversation."""
    advisor_of(request).erase_conversation(conversation_id)
    return Response(status_code=204)


@router.get(
    "/v1/conversations/{conversation_id}/papers/{name}",
    response_class=Response,
    responses={200: {"content": {kind.media_type: {} for kind in papers.FORMATS.values()}}}
    | MISSING
    | problem_docs(422),
    tags=["conversations"],
)
async def paper(
    request: Request, conversation_id: str, name: papers.PaperName, wanted: Annotated[session_schemas.PaperIn, Query()]
) -> Response:
    """A paper made of the conversation: for the meeting, for one side of the table, or for a colleague."""
    advisor = advisor_of(request)
    file_format = wanted.format

    def work() -> bytes:
        return advisor.paper(conversation_id, name, file_format, wanted.side)

    content = await request.app.state.places.run(work)
    kind = papers.FORMATS[file_format]
    disposition = f'attachment; filename="{messages.PAPER_FILES[name]}{kind.ending}"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return Response(content, media_type=kind.media_type, headers=headers)


def _revision(if_match: str | None) -> int | None:
    """The revision in an If-Match header. Raises InvalidValue for anything else."""
    if if_match is None:
        return None
    number = if_match.strip().strip('"')
    if not number.isdecimal():
        raise InvalidValue(messages.INVALID_FIELD.format(field="If-Match"), messages.INVALID_FIELD_REMEDY)
    return int(number)
