"""A turn as server-sent events. What is streamed has already been checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fastapi.sse import format_sse_event

from advisor.api.answers import ChatOut


def events(turn: ChatOut) -> Iterator[tuple[str, Any]]:
    """The events of a turn in the order of the contract, each with its JSON data."""
    yield "start", {"conversation_id": turn.conversation_id, "notice": turn.notice, "engine": turn.answer.engine}
    for segment in turn.answer.segments:
        yield "segment", segment.model_dump(mode="json")
    yield "citations", [citation.model_dump(mode="json") for citation in turn.citations]
    if turn.guide is not None:
        yield "guide", turn.guide.model_dump(mode="json")
    yield "suggestions", turn.suggestions
    yield (
        "done",
        {
            "status": turn.status,
            "nearest": [citation.model_dump(mode="json") for citation in turn.nearest],
            "trace": turn.trace.model_dump(mode="json"),
        },
    )


def encode(event: str, data: Any) -> bytes:
    """One event on the wire."""
    return format_sse_event(data_str=json.dumps(data, ensure_ascii=False), event=event)
