# make run    serve page and API on http://127.0.0.1:8000
# make test   run the tests
# make check  format, lint, types, import contracts, wheel, evaluation floors
# make lock   renew the hashed requirements from pyproject.toml

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python

.DEFAULT_GOAL := help
.PHONY: help run test install check format lint types imports docs wheel floors corpus report bench lock clean

help:
	@sed -n '1,/^$$/s/^# //p' Makefile

# Everything comes with hashes; the project itself is installed without looking at the network again.
$(VENV)/.run: requirements/build.txt requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/build.txt
	$(UV) --require-hashes -r requirements/run.txt
	$(UV) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.run
	$(UV) --require-hashes -r requirements/test.txt
	touch $@

install: $(VENV)/.test

run: $(VENV)/.run
	$(BIN)/advisor serve --port $(PORT)

test: install
	$(BIN)/python -m pytest

check: format lint types imports docs wheel floors

format: install
	$(BIN)/ruff format --check src ingest ui eval tests

lint: install
	$(BIN)/ruff check src ingest ui eval tests

types: install
	$(BIN)/mypy

imports: install
	$(BIN)/lint-imports

docs: install
	$(BIN)/python -m pytest -q tests/test_docs.py tests/test_layout.py

# The wheel, in an environment of its own, answers from a folder that is not the checkout.
wheel: install
	rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation --outdir dist . >/dev/null
	set -e; empty=$$(mktemp -d); wheel=$$(ls $(CURDIR)/dist/*.whl); $(PYTHON) -m venv $$empty/venv; \
	  $(BIN)/uv pip install --quiet --python $$empty/venv/bin/python --require-hashes -r requirements/run.txt; \
	  $(BIN)/uv pip install --quiet --python $$empty/venv/bin/python --no-deps $$wheel; \
	  (cd / && ADVISOR_DATA_DIR=$$empty/data $$empty/venv/bin/advisor doctor); rm -rf $$empty

floors: install
	$(BIN)/python -m eval --check >/dev/null

corpus: install
	$(BIN)/python -m ingest corpus --vectors

report: install
	$(BIN)/python -m eval

bench: install
	$(BIN)/python -m eval bench

lock: $(VENV)/.run
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock' requirements/build.in -o requirements/build.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock' pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock' -c requirements/run.txt pyproject.toml --group dev -o requirements/test.txt

clean:
	rm -rf $(VENV) dist eval/out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
