"""The HTTP API: routes over the service, and nothing else."""

from advisor.api.app import create_app

__all__ = ["create_app"]
