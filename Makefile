# Retia. `make run` and `make test` do all their own set-up; nothing need be installed by hand.
SHELL := /bin/sh
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: run test check bench sheets libraries libraries-tests clean

run: $(STAMP) libraries
	@$(BIN)/retia view

test: $(STAMP) libraries-tests check
	@$(BIN)/pytest -n 2 --dist loadfile

check: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: $(STAMP) libraries-tests
	@$(BIN)/python -m benchmarks

# Every bone, the column and the skull base as pictures in sheets/; beside real bones with RETIA_REFERENCE=folder.
sheets: $(STAMP)
	@$(BIN)/python -m benchmarks.sheets

libraries:
	@scripts/system_libraries

libraries-tests:
	@scripts/system_libraries --tests

# The stamp is written last, so an interrupted installation is taken up again.
$(STAMP): requirements.lock pyproject.toml scripts/environment
	@scripts/environment
	@touch $@

clean:
	rm -rf .venv dist .pytest_cache .mypy_cache .ruff_cache
