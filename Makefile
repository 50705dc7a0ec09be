# Everything goes into .venv/ and var/; nothing needs root, Docker or an account.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help install run test check lock
.DEFAULT_GOAL := help

help: ## what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: .venv/installed ## the virtual environment from the hashed lock, with .venv/bin/samraad in it

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

run: install ## the whole system with demo mails and a fast clock (Ctrl-C stops it)
	$(BIN)/samraad up --demo

test: install ## all tests, on real servers started for them
	$(BIN)/python -m pytest

check: install ## style, types, and that the core is covered branch by branch
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -p no:cacheprovider tests/samraad
	$(BIN)/coverage report

lock: install ## the lock anew, from pyproject.toml
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --extra dev --no-annotate --no-header --quiet --upgrade pyproject.toml -o requirements.lock
