# Needs Python 3.11 or later, make and pip; everything else goes into .venv.

PYTHON    ?= python3
HOST      = 127.0.0.1
PORT      = 5000
PROGRAMME = examples/rotterdam.json
PLAN      = instance/$(basename $(notdir $(PROGRAMME)))-plan.json
ARGS      =

VENV      := .venv
BIN       := $(VENV)/bin
MADE      := $(VENV)/.made
RUNS      := $(VENV)/.installed-run
DEVELOPS  := $(VENV)/.installed-dev
INSTALL   := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: run test check bench translations help
.NOTPARALLEL:

run: $(RUNS)  ## Plan the Rotterdam example, write plan and workbook to instance/, serve it (HOST=, PORT=, PROGRAMME=)
	@mkdir -p $(dir $(PLAN))
	$(BIN)/flask --app app db upgrade
	$(BIN)/flask --app app plan $(PROGRAMME) --out $(PLAN) --xlsx $(PLAN:.json=.xlsx)
	$(BIN)/flask --app app serve --demo $(PROGRAMME) $(PLAN) --host $(HOST) --port $(PORT)

# One more than there are cores: tests that wait for a process, a browser or a database leave theirs idle.
test: $(DEVELOPS)  ## Run the tests on all cores (ARGS="tests/planning -k carry" for some of them)
	$(BIN)/pytest -n $$(( $$(getconf _NPROCESSORS_ONLN) + 1 )) --dist loadgroup $(ARGS)

check: $(DEVELOPS)  ## Lint, formatting, types, direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: $(DEVELOPS)  ## Time the optimiser beside its peers
	$(BIN)/python -m bench.run $(ARGS)

translations: $(DEVELOPS)  ## Bring the English of the pages up to date with their Dutch (what is new is left open)
	$(BIN)/pybabel --quiet extract --mapping translations/babel.cfg --keywords _l --keywords lazy_gettext --no-location --omit-header --output $(VENV)/pages.pot .
	$(BIN)/pybabel --quiet update --input-file $(VENV)/pages.pot --output-dir translations --locale en --width 0 --no-fuzzy-matching --ignore-obsolete --omit-header
	$(BIN)/pybabel --quiet compile --use-fuzzy --directory translations

help:  ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# Debian keeps the pip of a venv in a package of its own: without it, the pip outside installs one.
$(MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Zaaiplan needs Python 3.11 or later.")'
	@if $(PYTHON) -c 'from ensurepip import bootstrap' 2>/dev/null; then $(PYTHON) -m venv $(VENV); \
	else $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; fi
	@touch $@

$(RUNS): requirements.txt constraints.txt | $(MADE)
	@echo "Installing what Zaaiplan needs to run, into $(VENV)"
	@$(INSTALL) -r requirements.txt
	@touch $@

$(DEVELOPS): requirements.txt requirements-dev.txt constraints.txt | $(MADE)
	@echo "Installing what the tests and checks need, into $(VENV)"
	@$(INSTALL) -r requirements-dev.txt
	@touch $(RUNS) $@
