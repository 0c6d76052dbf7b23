# Everything runs in a virtual environment of its own; only Python 3.10+, make and a package index are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test pytest lint docs validate clean

demo: $(STAMP)
	$(BIN)/python scripts/install_model.py
	$(BIN)/atau annotate corpus/demo.txt
	$(BIN)/atau facts corpus/demo_documents

test: lint docs pytest

pytest: $(STAMP)
	$(BIN)/python -m pytest -n 2 -rs --durations=5

lint: $(STAMP)
	$(BIN)/ruff check --no-cache src tests scripts
	$(BIN)/ruff format --check --no-cache src tests scripts
	$(BIN)/mypy

docs: $(STAMP)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

validate: $(STAMP)
	$(BIN)/atau validate corpus

clean:
	rm -rf $(VENV) .venv-* build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --constraint constraints.txt --editable ".[dev]"
	touch $(STAMP)
