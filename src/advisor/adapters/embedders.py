"""From the setting ``ADVISOR_EMBEDDER`` to an embedder."""

from __future__ import annotations

from pathlib import Path

from advisor import messages
from advisor.errors import SettingsError
from advisor.ports import Embedder


def make_embedder(spec: str, data_dir: Path) -> Embedder:
    """The embedder that ``spec`` names.

    ``numpy`` and ``sentence-transformers`` run the default weights, the latter from a folder that it
    writes under ``data_dir`` the first time; ``sentence-transformers:NAME`` runs any other model.
    Raises SettingsError for anything else, and EmbedderError when the model cannot be had.
    """
    engine, colon, model = spec.partition(":")
    if spec == "numpy":
        from advisor.adapters.e5_numpy import E5Numpy

        return E5Numpy()
    if engine == "sentence-transformers" and (model or not colon):
        from advisor.adapters.st_embedder import SentenceTransformersEmbedder, default_weights

        return SentenceTransformersEmbedder(model) if model else default_weights(data_dir / "models")
    raise SettingsError(
        messages.SETTING_INVALID.format(name="ADVISOR_EMBEDDER", reason=messages.EMBEDDER_UNKNOWN.format(spec=spec)),
        messages.EMBEDDER_UNKNOWN_REMEDY,
    )
