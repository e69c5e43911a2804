"""Processes of their own: what is started, killed or deprived of rights must not be the test run itself."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("advisor")
SECONDS = 120
"""Far beyond what any of them needs."""

_DROP_CAPABILITY = 24  # prctl(2), PR_CAPBSET_DROP
_FILE_CAPABILITIES = (1, 2)  # capabilities(7): CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def environment(data_dir: Path, settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment with these settings and no others of the advisor's."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("ADVISOR_")}
    return (
        own
        | {"ADVISOR_DATA_DIR": str(data_dir)}
        | {f"ADVISOR_{name}": value for name, value in (settings or {}).items()}
    )


def run(
    *arguments: str | Path,
    data_dir: Path,
    before: Callable[[], None] | None = None,
    settings: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; ``before`` runs in the child first."""
    return subprocess.run(
        [str(argument) for argument in arguments],
        env=environment(data_dir, settings),
        cwd=data_dir.parent,
        preexec_fn=before,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def bound_by_permissions() -> None:
    """For ``before``: file permissions count from here on, for root too."""
    if os.geteuid() != 0:
        return
    for capability in _FILE_CAPABILITIES:
        if ctypes.CDLL(None).prctl(_DROP_CAPABILITY, capability, 0, 0, 0):
            os._exit(77)


def needs_permissions() -> None:
    """Skip where permissions cannot be made to count."""
    if sys.platform != "linux":
        pytest.skip("needs Linux, or the test run by someone who is not root")
    probe = subprocess.run([sys.executable, "-c", ""], preexec_fn=bound_by_permissions, timeout=SECONDS, check=False)
    if probe.returncode:
        pytest.skip("this container does not let root give up its rights over files")
