"""Everything that the library raises on purpose, as one tree.

::

    AdvisorError
    ├── InputError                 the caller sent something that cannot be used
    │   ├── EmptyMessage           nothing is left to answer
    │   ├── Malformed              a body that is not JSON in UTF-8
    │   ├── MessageTooLong         more than ``service.MESSAGE_CHARACTERS``
    │   ├── BodyTooLarge           more bytes than a request may have
    │   └── InvalidValue           a field has a value outside its range
    ├── NotFound                   no such source, passage, conversation or route
    ├── Conflict                   somebody else has changed the conversation in between
    ├── WrongMethod                the route is there, but not for this HTTP method
    ├── CorpusError                a corpus file breaks the format; carries every finding
    ├── SettingsError              a setting has a value that cannot work
    ├── IndexProblem               the search index cannot be used
    │   ├── IndexMissing           it was never built, and nothing here can build it
    │   ├── IndexCorrupt           its files are damaged
    │   └── IndexUnwritable        the data folder cannot be written to
    ├── EmbedderError              the embedding model cannot be loaded or gave a bad vector
    ├── NotReady                   the advisor is still being loaded
    └── Overloaded                 too many requests at once, or one that took too long

The library raises; the edges (HTTP, command line, page) translate. ``code`` is stable and may be
relied on, ``detail`` and ``remedy`` are Danish and may be shown, ``retryable`` says whether the
same call can succeed later without anyone changing anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from advisor import messages


class AdvisorError(Exception):
    """Base of the tree. ``str(error)`` is the Danish detail followed by the remedy."""

    code: ClassVar[str] = "internal"
    retryable: ClassVar[bool] = False

    def __init__(self, detail: str, remedy: str = "") -> None:
        self.detail = detail
        self.remedy = remedy
        super().__init__(f"{detail} {remedy}".strip())


class InputError(AdvisorError):
    """The caller sent something that cannot be used."""

    code = "invalid_input"


class EmptyMessage(InputError):
    """The message holds no words once invisible characters are gone."""

    code = "empty_message"

    def __init__(self) -> None:
        super().__init__(messages.EMPTY_MESSAGE, messages.EMPTY_MESSAGE_REMEDY)


class MessageTooLong(InputError):
    """The message is longer than ``limit`` characters."""

    code = "message_too_long"

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            messages.MESSAGE_TOO_LONG.format(length=length, limit=limit),
            messages.MESSAGE_TOO_LONG_REMEDY,
        )


class Malformed(InputError):
    """The body is not JSON in UTF-8."""

    code = "malformed"

    def __init__(self) -> None:
        super().__init__(messages.MALFORMED_JSON, messages.MALFORMED_JSON_REMEDY)


class BodyTooLarge(InputError):
    """The body has more than ``limit`` bytes."""

    code = "body_too_large"

    def __init__(self, limit: int) -> None:
        super().__init__(messages.BODY_TOO_LARGE, messages.BODY_TOO_LARGE_REMEDY.format(limit=limit))


class InvalidValue(InputError):
    """A field has a value outside its range."""

    code = "invalid_value"


class NotFound(AdvisorError):
    """There is no such thing here."""

    code = "not_found"


class Conflict(AdvisorError):
    """The conversation was changed, maybe in another window, since it was read."""

    code = "conflict"
    retryable = True

    def __init__(self) -> None:
        super().__init__(messages.CONFLICT, messages.CONFLICT_REMEDY)


class WrongMethod(AdvisorError):
    """The route is there, but only for the HTTP methods in ``allowed``."""

    code = "method_not_allowed"

    def __init__(self, allowed: Iterable[str]) -> None:
        self.allowed = tuple(sorted(allowed))
        super().__init__(messages.WRONG_METHOD, messages.NO_SUCH_ROUTE_REMEDY)


class CorpusError(AdvisorError):
    """One or more corpus files break the format.

    ``findings`` holds one line for each: file, line, what is wrong, what to do.
    """

    code = "corpus"

    def __init__(self, findings: Sequence[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(self.findings))


class SettingsError(AdvisorError):
    """A setting has a value that cannot work."""

    code = "settings"


class IndexProblem(AdvisorError):
    """The search index cannot be used."""

    code = "index"


class IndexMissing(IndexProblem):
    """The index was never built, and nothing installed here can build it."""

    code = "index_missing"


class IndexCorrupt(IndexProblem):
    """The files of the index are damaged."""

    code = "index_corrupt"


class IndexUnwritable(IndexProblem):
    """The data folder cannot be written to."""

    code = "index_unwritable"


class EmbedderError(AdvisorError):
    """The embedding model cannot be loaded or gave a vector that is not one."""

    code = "embedder"


class NotReady(AdvisorError):
    """The advisor is still being loaded; the same call can succeed in a moment."""

    code = "not_ready"
    retryable = True


class Overloaded(AdvisorError):
    """Too many requests at once; the same call can succeed in a moment."""

    code = "overloaded"
    retryable = True
