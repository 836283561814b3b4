# Two commands need nothing but git, make and Python 3.11 or newer:
#   make demo   the main job, and an HTML page of it
#   make test   every check of the project
# Both make their own environment in .venv and keep it for the next time.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test lint bench quality fuzz nightly mutants generated playground pins dev clean

# The first Python that runs, is new enough, and can make an environment. A
# command that is there but does not run is passed over.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	"$$p" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' \
	>/dev/null 2>&1 && { echo "$$p"; break; }; done)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install -c constraints.txt
PINS := pyproject.toml constraints.txt requirements-dev.txt

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/demo.stamp ## run the main job on made-up scorecards and write demo.html
	@$(BIN)/fairscore demo --html demo.html
	@echo "The same as a page: $(CURDIR)/demo.html"

test: $(VENV)/dev.stamp ## run every check: lint, types, imports, tests with coverage
	@$(BIN)/python tools/gates.py

lint: $(VENV)/dev.stamp ## run every check but the tests
	@$(BIN)/python tools/gates.py --without-tests

bench: $(VENV)/dev.stamp ## measure, and print ratios
	@$(BIN)/python tests/benchmarks/run.py

quality: $(VENV)/dev.stamp ## measure suggestions of kinds on labelled phrases, where there are some
	@$(BIN)/python tests/quality/run.py --nested

fuzz: $(VENV)/dev.stamp ## fuzz the loaders, a million cases each; LOADERS="yaml case" for some
	@nice $(BIN)/python tests/fuzz/run.py $(LOADERS)

nightly: $(VENV)/dev.stamp ## run the tests with many more drawn examples, and the reliability runs in full (takes long)
	@HYPOTHESIS_PROFILE=nightly $(BIN)/python -m pytest -n 2 --dist loadfile -m ""
	@$(BIN)/python tools/mutants.py

mutants: $(VENV)/dev.stamp ## change what guards scorecards in every small way; the tests must notice
	@$(BIN)/python tools/mutants.py

generated: $(VENV)/dev.stamp ## write every generated page anew from the source
	@$(BIN)/python tools/generate.py

playground: $(VENV)/dev.stamp ## build the page that checks a rubric in the browser (needs npm)
	@$(BIN)/python tools/playground.py

pins: ## write constraints.txt anew from requirements-dev.txt
	@rm -rf build/pins
	@"$(PYTHON)" -m venv build/pins
	@build/pins/bin/python -m pip --disable-pip-version-check --quiet install -r requirements-dev.txt
	@build/pins/bin/python -m pip --disable-pip-version-check --quiet install --no-build-isolation -r requirements-dev.txt -e '.[all]'
	@build/pins/bin/python tools/pins.py
	@rm -rf build/pins

dev: $(VENV)/dev.stamp ## set up .venv with everything, and stop

clean: ## remove what the other targets made, .venv too
	rm -rf $(VENV) build dist demo.html .coverage .coverage.* .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache
	find src tests tools examples -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer with venv was found; say which: make PYTHON=/path/to/python" >&2; exit 2; }
	@echo "Setting up $(VENV) with $(PYTHON)"
	@"$(PYTHON)" -m venv $(VENV)

# The build tool comes first, at its pinned version, so that installing the
# package needs no build environment of its own.
$(VENV)/demo.stamp: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the demo needs (once)"
	@$(PIP) editables hatchling
	@$(PIP) --no-build-isolation -e '.[cli,report]'
	@touch $@

$(VENV)/dev.stamp: $(PINS) | $(BIN)/python
	@echo "Installing what the checks need (once; a minute or two)"
	@$(PIP) -r requirements-dev.txt
	@$(PIP) --no-build-isolation -e '.[all]'
	@touch $(VENV)/demo.stamp $@
