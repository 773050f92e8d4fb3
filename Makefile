# Every target bootstraps .venv from the lock file first; nothing else needs installing.
PYTHON ?= python3
PORT ?= 8080
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

# Where this is set, every process would compile the program, and the tests be rewritten, each time anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test bench soak lint lock clean

demo: $(VENV)/.run
	@PORT=$(PORT) $(BIN)/prestige demo

# Every core takes its share; whoever is done early helps the other. One core runs what is named: `pytest tests/...`.
test: $(VENV)/.dev lint
	@$(BIN)/python -m pytest -n logical --dist worksteal

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/.dev $(VENV)/.bench
	@$(BIN)/prestige bench

soak: $(VENV)/.dev
	@$(BIN)/python -m pytest -m soak

# Writes the lock files anew from pyproject.toml (hashes, no addresses). What runs is what is tested: the second follows the first.
lock: $(VENV)/.dev
	@$(PIP) install uv
	@$(BIN)/uv pip compile -q pyproject.toml --extra setup --extra dev --universal --python-version 3.11 --generate-hashes --no-header --upgrade -o requirements-dev.lock
	@$(BIN)/uv pip compile -q pyproject.toml --extra setup --universal --python-version 3.11 --generate-hashes --no-header --upgrade -c requirements-dev.lock -o requirements.lock
	@$(BIN)/uv pip compile -q --group pyproject.toml:rivals --universal --python-version 3.11 --generate-hashes --no-header --upgrade -o requirements-bench.lock

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Prestige needs Python 3.11 or newer; set PYTHON=python3.12, say" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python requirements.lock pyproject.toml
	@echo "Installing what Prestige needs into $(VENV) (once) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@echo "Installing what the tests need into $(VENV) (once) ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# Inside the other, so that whoever passes that by passes this by too; it holds nothing of ours.
$(VENV)/.bench: $(VENV)/bin/python requirements-bench.lock
	@echo "Installing what the bench is measured against into $(VENV)/rivals (once) ..."
	@$(BIN)/python -m venv $(VENV)/rivals
	@$(VENV)/rivals/bin/python -m pip --disable-pip-version-check -q install --require-hashes -r requirements-bench.lock
	@touch $@

clean:
	@rm -rf $(VENV)
