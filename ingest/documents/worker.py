"""Reading one file in a process of its own, which may be killed.

Files come from anywhere, and what reads them is partly C. So a new interpreter reads each file: started without the
environment of this one, in a session and working folder of its own, bound in memory, processor time and open files,
unable to write a file, and killed with its whole group when time is up. It is told a path on standard input and
answers on standard output, a line of JSON for each page begun and each block; what comes back is checked and counted
like anything else that strangers send. A process for each file costs about 0.1 s and leaves nothing that one file
could do to the next. When the parent dies, standard input ends and the process with it.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Final, get_args

from ingest.documents.errors import REASONS, DocumentRefused
from ingest.documents.limits import Limits
from ingest.documents.model import Block, BlockKind, Extract, Flag, FlagKind

Progress = Callable[[int, int | None], None]
"""Told the page that was just read, from 1, and how many there are."""

_LOG = logging.getLogger(__name__)
_KINDS: Final = frozenset(get_args(BlockKind))
_FLAGS: Final = frozenset(get_args(FlagKind))
_COMMAND: Final = ("-I", "-B", "-X", "utf8", "-m", __name__)
_ENVIRONMENT: Final = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # no interpreter starts without them


def read_apart(path: Path, limits: Limits | None = None, progress: Progress | None = None) -> Extract:
    """What the file holds, read in another process. Raises DocumentRefused, whatever the file does."""
    limits = limits or Limits()
    with _started() as process:
        late = threading.Event()

        def stop() -> None:
            late.set()
            _kill(process)

        clock = threading.Timer(limits.seconds, stop)
        clock.start()
        try:
            return _ask(process, path.absolute(), limits, progress)
        except _Ended:
            raise _why(process, late.is_set(), limits) from None
        finally:
            clock.cancel()


class _Ended(Exception):
    """The process ended, or talked nonsense, before it had answered."""


@contextlib.contextmanager
def _started() -> Iterator[subprocess.Popen[bytes]]:
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    process = subprocess.Popen(  # noqa: S603 – our own interpreter with fixed arguments
        [sys.executable, *_COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=Path(sys.executable).anchor,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        _kill(process)
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is not None:  # its number may be somebody else's by now
        return
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _ask(process: subprocess.Popen[bytes], path: Path, limits: Limits, progress: Progress | None) -> Extract:
    assert process.stdin  # noqa: S101
    assert process.stdout  # noqa: S101
    job = json.dumps({"path": os.fsencode(path).hex(), "limits": asdict(limits)}).encode() + b"\n"
    with contextlib.suppress(OSError):  # an end shows in the answer
        process.stdin.write(job)
        process.stdin.flush()
    blocks: list[Block] = []
    left = limits.answer_bytes
    while left > 0 and (line := process.stdout.readline(left)):
        left -= len(line)
        try:
            (word, value), *_ = json.loads(line).items()
            if word == "page" and progress:
                progress(int(value[0]), None if value[1] is None else int(value[1]))
            elif word == "block":
                blocks.append(_block(value))
            elif word == "done":
                return _extract(value, blocks)
            elif word == "refused" and value["reason"] in REASONS:
                if trace := value.get("trace"):
                    _LOG.debug("%s", trace)
                raise DocumentRefused(value["reason"], **_fields(value["fields"]))
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            break
    if left <= 0:
        raise DocumentRefused("too_long")
    raise _Ended


def _block(value: list[Any]) -> Block:
    kind, text, level, page = value
    if kind not in _KINDS or not isinstance(text, str):
        raise ValueError
    return Block(kind, text, int(level), None if page is None else int(page))


def _extract(value: dict[str, Any], blocks: list[Block]) -> Extract:
    title, pages = value["title"], value["pages"]
    if not (title is None or isinstance(title, str)) or any(flag[0] not in _FLAGS for flag in value["flags"]):
        raise ValueError
    flags = (Flag(kind, int(count), None if page is None else int(page)) for kind, count, page in value["flags"])
    return Extract(tuple(blocks), title, None if pages is None else int(pages), tuple(flags))


def _fields(value: Mapping[str, Any]) -> dict[str, str | int]:
    return {name: part for name, part in value.items() if isinstance(part, str | int)}


def _why(process: subprocess.Popen[bytes], late: bool, limits: Limits) -> DocumentRefused:
    if late:
        return DocumentRefused("too_slow", limit=round(limits.seconds))
    try:
        code = process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        return DocumentRefused("crashed")
    _LOG.debug("ended with %s", code)
    if os.name == "posix" and code == -signal.SIGXCPU:
        return DocumentRefused("too_slow", limit=round(limits.seconds))
    if os.name == "posix" and code == -signal.SIGKILL:  # by the system, which was short of memory
        return DocumentRefused("too_much_memory")
    return DocumentRefused("crashed")


# From here on, in the process that reads.


def main() -> None:
    """Do the one job that standard input asks for."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints does not talk into the answer
    job = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**job["limits"])
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _confine(limits)
    try:
        _answer(answers, os.fsdecode(bytes.fromhex(job["path"])), limits)
    except DocumentRefused as refused:
        _refuse(answers, refused)
    except MemoryError:
        _refuse(answers, DocumentRefused("too_much_memory"))
    except RecursionError:
        _refuse(answers, DocumentRefused("too_deep"))
    except Exception:
        import traceback

        _refuse(answers, DocumentRefused("crashed"), traceback.format_exc(limit=20))
    answers.flush()
    os._exit(0)  # nothing that a library has left behind delays or spoils the end


def _answer(answers: IO[bytes], path: str, limits: Limits) -> None:
    from ingest.documents import readers

    def progress(page: int, pages: int | None) -> None:
        _say(answers, "page", [page, pages])
        answers.flush()

    extract = readers.read(Path(path), limits, progress)
    for block in extract.blocks:
        _say(answers, "block", [block.kind, block.text, block.level, block.page])
    flags = [[flag.kind, flag.count, flag.page] for flag in extract.flags]
    _say(answers, "done", {"title": extract.title, "pages": extract.pages, "flags": flags})


def _refuse(answers: IO[bytes], refused: DocumentRefused, trace: str | None = None) -> None:
    _say(answers, "refused", {"reason": refused.reason, "fields": refused.fields, "trace": trace})


def _say(answers: IO[bytes], word: str, value: object) -> None:
    answers.write(json.dumps({word: value}, ensure_ascii=True).encode() + b"\n")


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


def _confine(limits: Limits) -> None:
    """Bounds that the system keeps. Where it has none (Windows), the clock and the readers' own limits remain."""
    try:
        import resource
    except ImportError:
        return
    seconds = max(1, round(limits.seconds))
    bounds = {
        "RLIMIT_AS": limits.memory_bytes,
        "RLIMIT_CPU": seconds,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NOFILE": 64,
    }
    for name, bound in bounds.items():
        with contextlib.suppress(AttributeError, ValueError, OSError):  # macOS refuses some of them
            resource.setrlimit(getattr(resource, name), (bound, bound))


if __name__ == "__main__":
    main()
