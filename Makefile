# The commands that people use. `make run` and `make test` are the two that the README promises.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed-runtime
DEV_STAMP := .venv/.installed-dev

.PHONY: run serve setup test check lint types contracts golden lock clean

run: $(STAMP)
	$(BIN)/qbank demo --serve

serve: $(STAMP)
	$(BIN)/qbank serve

setup: $(DEV_STAMP)

test: $(DEV_STAMP)
	$(BIN)/pytest

check: lint types contracts test

lint: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV_STAMP)
	$(BIN)/mypy

contracts: $(DEV_STAMP)
	$(BIN)/lint-imports

golden: $(DEV_STAMP)
	$(BIN)/python -m tests.importers.golden

# Pins with digests and without download addresses, for every supported Python at once. Needs uv.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	    --no-header --upgrade --extra build pyproject.toml -o requirements/runtime.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
	    --no-header --extra build --extra dev -c requirements/runtime.txt pyproject.toml -o requirements/dev.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "qbank needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv

# The build backend is pinned with the rest, so the project itself is installed without a build environment of its own.
$(STAMP): .venv/bin/python requirements/runtime.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(DEV_STAMP): $(STAMP) requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@
