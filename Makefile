# Everything runs in a virtual environment of its own; only Python 3.10+, make and a package index are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# The tools that make a release, apart from what they release; they need Python 3.11.
RELEASE := .venv-release
RELEASE_STAMP := $(RELEASE)/.installed
# Extras whose licences and SBOM are not listed. Two bring PyTorch, on Linux with some GB of NVIDIA's packages that have
# licences of their own; Spark has hundreds of Java libraries, which are no packages of Python, and Ray is large.
# `make dist LEFT_OUT=` looks at them too.
LEFT_OUT := ray,spark,train,trf

.PHONY: demo test pytest distributed lint docs validate dist clean

demo: $(STAMP)
	$(BIN)/python scripts/install_model.py
	$(BIN)/atau annotate corpus/demo.txt
	$(BIN)/atau facts corpus/demo_documents

test: lint docs pytest

pytest: $(STAMP)
	$(BIN)/python -m pytest -n 2 -rs --durations=5

# Ray and Spark, half a gigabyte: only for whoever works on atau.distributed. Afterwards `make pytest` runs these, too.
distributed: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --constraint constraints.txt --editable ".[dev,ray,spark]"
	$(BIN)/python -m pytest -rs tests/distributed

lint: $(STAMP)
	$(BIN)/ruff check --no-cache src tests scripts
	$(BIN)/ruff format --check --no-cache src tests scripts
	$(BIN)/mypy

docs: $(STAMP)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

validate: $(STAMP)
	$(BIN)/atau validate corpus

# Source distribution and wheel in dist/, built twice and compared; their contents and the models' wheels checked; the
# wheel tried in an empty environment; licences and SBOM of every extra. Nothing is uploaded.
dist: $(RELEASE_STAMP)
	$(RELEASE)/bin/python scripts/dist_build.py
	$(RELEASE)/bin/python scripts/dist_check.py
	$(RELEASE)/bin/python scripts/dist_install.py --leave-out "$(LEFT_OUT)"

clean:
	rm -rf $(VENV) .venv-* build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --constraint constraints.txt --editable ".[dev]"
	touch $(STAMP)

$(RELEASE_STAMP): scripts/dist_tools.txt constraints.txt
	$(PYTHON) -m venv $(RELEASE)
	$(RELEASE)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
	  --requirement scripts/dist_tools.txt
	touch $(RELEASE_STAMP)
