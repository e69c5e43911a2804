"""Settings from the environment (``ADVISOR_*``). Reads values and builds nothing.

Every field here stands in the README's table; a test holds the two together.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

OWN_DOCUMENTS = Path("documents", "manifest.json")
"""Below the data folder: the indexer replaces it, last of all, whenever the own documents have changed."""


def _default_data_dir() -> Path:
    return Path(platformdirs.user_data_dir("teknologiraadgiveren", appauthor=False))


class Settings(BaseSettings):
    """What an installation may choose. Unknown ``ADVISOR_*`` variables are ignored."""

    model_config = SettingsConfigDict(env_prefix="ADVISOR_", frozen=True)

    data_dir: Path = Field(
        default_factory=_default_data_dir,
        description="Where the index and everything else on disk lives; the platform's user data folder",
    )
    host: str = Field(default="127.0.0.1", description="Address the server listens on")
    port: int = Field(default=8000, ge=0, le=65535, description="Port the server listens on; 0 picks a free one")
    root_path: str = Field(default="", description="Sub-path behind a proxy, such as `/advisor`")
    embedder: str = Field(
        default="numpy",
        description="`numpy`, or with the extra `models`: `sentence-transformers`, `sentence-transformers:MODEL`",
    )
    store: Literal["memory", "sqlite"] = Field(
        default="memory",
        description="Where conversations are kept: `memory` (until the process ends) or `sqlite` (in the data folder)",
    )
    retention_days: int = Field(
        default=30, ge=1, description="Days a stored conversation is kept after its last message (`sqlite`)"
    )
    conversation_minutes: int = Field(
        default=240, ge=1, description="Minutes a conversation is kept in memory after its last message"
    )
    request_timeout: float = Field(default=30.0, gt=0, description="Seconds before a request is given up")
    concurrency: int = Field(default=16, ge=1, description="Answers written at the same time; more wait, then get 503")
    frame_ancestors: str = Field(
        default="", description="Sites that may show the page in a frame, separated by spaces; empty means none"
    )
    cors_origins: str = Field(
        default="", description="Sites whose scripts may call the API, separated by spaces; empty means none"
    )
