"""Embedding with sentence-transformers (extra ``models``): any model, or the default weights.

Everything heavy is imported by name inside functions: the extra may be missing, and the type checker
must come to the same verdict with and without it.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import re
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from advisor import messages
from advisor.adapters.e5_file import SHA256, E5File, Floats
from advisor.adapters.e5_numpy import (
    FINGERPRINT,
    MAX_TOKENS,
    PASSAGE_PREFIX,
    QUERY_CHARACTERS,
    QUERY_PREFIX,
    build_tokenizer,
    unit_rows,
)
from advisor.danish.text import clean
from advisor.errors import EmbedderError
from advisor.ports import Vectors

_BATCH = 32
_DIGEST_NUMBERS = 64  # of each weight tensor: enough to tell two trainings apart, read in no time
_E5 = re.compile(r"(?:^|[/_-])e5(?:[_-]|$)", re.IGNORECASE)


class SentenceTransformersEmbedder:
    """An ``Embedder`` on torch. Safe to share between threads, which then take turns.

    ``model`` is a name on the model hub (fetched unless ``local_files_only``) or a folder. Loads at
    once. Without a ``fingerprint`` one is made of the name, a digest of the weights and the prefixes.
    Raises EmbedderError when the extra is missing or the model cannot be loaded.
    """

    def __init__(self, model: str, *, local_files_only: bool = False, fingerprint: str | None = None) -> None:
        library = _import("sentence_transformers", model)
        try:
            self._model = library.SentenceTransformer(model, local_files_only=local_files_only)
        except Exception as error:  # whatever hub, file system, torch or the model's own code raises
            raise EmbedderError(
                messages.EMBEDDER_NOT_LOADED.format(model=model), messages.EMBEDDER_NOT_LOADED_REMEDY
            ) from error
        self._lock = threading.Lock()  # the tokenizer's padding is state that a call changes
        self._query, self._passage = prefixes(model, self._model.prompts, self._model.default_prompt_name)
        self._fingerprint = fingerprint or self._describe(model)
        self._dimension: int = self._embed([""], self._passage).shape[1]

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def dimension(self) -> int:
        return self._dimension

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Shape (texts, dimension), from about the first 1,000 characters. Raises EmbedderError."""
        return self._embed([clean(text, QUERY_CHARACTERS) for text in texts], self._query)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Shape (texts, dimension), from as many tokens as the model reads. Raises EmbedderError."""
        return self._embed([clean(text) for text in texts], self._passage)

    def _embed(self, texts: list[str], prefix: str) -> Vectors:
        if not texts:
            return np.empty((0, self._dimension), np.float32)
        with self._lock:
            # The prefix goes in as the prompt: some models leave it out of their pooling.
            rows = self._model.encode(texts, prompt=prefix, batch_size=_BATCH, show_progress_bar=False)
        return unit_rows(np.asarray(rows, np.float32))

    def _describe(self, model: str) -> str:
        digest = hashlib.sha256()
        for name, tensor in sorted(self._model.state_dict().items()):
            head = tensor.detach().reshape(-1)[:_DIGEST_NUMBERS].float().cpu().numpy()
            digest.update(f"{name}{tuple(tensor.shape)}".encode() + head.tobytes())
        # A folder's place says nothing about the weights and is nobody else's business.
        name = Path(model).name if Path(model).is_dir() else model
        return f"{name}@{digest.hexdigest()[:12]}|{self._query}|{self._passage}"


def prefixes(model: str, prompts: Mapping[str, str | None], default: str | None = None) -> tuple[str, str]:
    """What to put before a query and before a passage.

    The model's own prompts if it has any (``default`` names the one for everything); else e5's two
    for a model of that family, which was trained with them; else nothing.
    """
    everything = prompts.get(default or "") or ""
    query = prompts.get("query") or everything
    passage = next(filter(None, map(prompts.get, ("document", "passage", "corpus"))), everything)
    if query or passage:
        return query, passage
    # The "instruct" branch of e5 wants a task sentence of the user's own instead of the two words.
    if _E5.search(model) and "instruct" not in model.lower():
        return QUERY_PREFIX, PASSAGE_PREFIX
    return "", ""


def default_weights(directory: Path) -> SentenceTransformersEmbedder:
    """The default weights on torch, from an ordinary model folder under ``directory`` (made if missing).

    Downloads nothing; shares its fingerprint with the NumPy engine. Raises EmbedderError.
    """
    _import("sentence_transformers", "sentence-transformers")  # before half a gigabyte is written for it
    folder = write_model_folder(directory)
    return SentenceTransformersEmbedder(str(folder), local_files_only=True, fingerprint=FINGERPRINT)


def write_model_folder(directory: Path) -> Path:
    """Write the default weights as a sentence-transformers folder under ``directory``; return it.

    About 490 MB in float32 (only that holds scale x nibble exactly) and as much memory meanwhile. An
    existing folder is complete, since it gets its name last, and is left alone. Raises EmbedderError.
    """
    folder = directory / f"multilingual-e5-small-{SHA256[:12]}"
    if folder.is_dir():
        return folder
    safetensors = _import("safetensors", folder.name)
    store = _import("safetensors.numpy", folder.name)
    file = E5File()
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=directory) as staging:
            built = Path(staging) / "model"
            built.mkdir()
            store.save_file(_state(file), built / "model.safetensors", metadata={"format": "pt"})
            (built / "model.safetensors").chmod(0o644)  # as the files beside it; the library makes it private
            build_tokenizer(file).save(str(built / "tokenizer.json"))
            for name, content in _settings_files(file).items():
                path = built / name
                path.parent.mkdir(exist_ok=True)
                path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
            _settle(built, folder)
    except (OSError, safetensors.SafetensorError) as error:
        raise EmbedderError(
            messages.INDEX_UNWRITABLE.format(path=directory), messages.INDEX_UNWRITABLE_REMEDY
        ) from error
    return folder


def _settle(built: Path, folder: Path) -> None:
    try:
        built.rename(folder)
    except OSError:
        if not folder.is_dir():  # else another process was first, with the same content
            raise


def _state(file: E5File) -> dict[str, Floats]:
    """The weights under the names of transformers' BertModel."""
    shape = file.shape
    state = {
        "embeddings.word_embeddings.weight": file.matrix("emb.word", shape.hidden),
        "embeddings.position_embeddings.weight": file.matrix("emb.pos", shape.hidden),
        "embeddings.token_type_embeddings.weight": file.matrix("emb.type", shape.hidden),
        # Unused by mean pooling; without it transformers would warn and draw random numbers.
        "pooler.dense.weight": np.zeros((shape.hidden, shape.hidden), np.float32),
        "pooler.dense.bias": np.zeros(shape.hidden, np.float32),
    }
    norms = {"embeddings.LayerNorm": "emb.ln"}
    for index in range(shape.layers):
        at, layer = f"l{index}", f"encoder.layer.{index}"
        norms[f"{layer}.attention.output.LayerNorm"] = f"{at}.aln"
        norms[f"{layer}.output.LayerNorm"] = f"{at}.oln"
        for theirs, ours, inputs in (
            ("attention.self.query", "q", shape.hidden),
            ("attention.self.key", "k", shape.hidden),
            ("attention.self.value", "v", shape.hidden),
            ("attention.output.dense", "ao", shape.hidden),
            ("intermediate.dense", "fi", shape.hidden),
            ("output.dense", "fo", shape.feed_forward),
        ):
            state[f"{layer}.{theirs}.weight"] = file.matrix(f"{at}.{ours}.w", inputs)
            state[f"{layer}.{theirs}.bias"] = file.vector(f"{at}.{ours}.b")
    for theirs, ours in norms.items():
        state[f"{theirs}.weight"] = file.vector(f"{ours}.w")
        state[f"{theirs}.bias"] = file.vector(f"{ours}.b")
    return state


def _settings_files(file: E5File) -> dict[str, Any]:
    shape = file.shape
    modules = [("0", "", "Transformer"), ("1", "1_Pooling", "Pooling"), ("2", "2_Normalize", "Normalize")]
    return {
        "config.json": {
            "model_type": "bert",
            "architectures": ["BertModel"],
            "vocab_size": shape.vocabulary,
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.token_types,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": file.pad,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
        },
        "modules.json": [
            {"idx": int(index), "name": index, "path": path, "type": f"sentence_transformers.models.{kind}"}
            for index, path, kind in modules
        ],
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_cls_token": False,
            "pooling_mode_max_tokens": False,
        },
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "prompts": {"query": QUERY_PREFIX, "document": PASSAGE_PREFIX},
        },
    }


def _import(module: str, model: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise EmbedderError(
            messages.EMBEDDER_EXTRA_MISSING.format(model=model), messages.EMBEDDER_EXTRA_MISSING_REMEDY
        ) from error
