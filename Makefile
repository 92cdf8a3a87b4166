# Two commands matter: `make run` and `make test`. Both set up everything they need.
PY ?= python3
BIN := .venv/bin
export DJANGO_SETTINGS_MODULE ?= commonpurchase.entrance.settings

.DEFAULT_GOAL := help
.PHONY: help run test check real prove docs system clean

help:            ## list the targets
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/: .*## /\t/' | expand -t 16

.venv/run: requirements/run.txt pyproject.toml
	@test -x $(BIN)/python || $(PY) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

.venv/test: .venv/run requirements/test.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

run: .venv/run   ## set up everything and serve the example consortium on this machine
	$(BIN)/commonpurchase example serve

test: .venv/test ## set up everything and run every test
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest

check: .venv/test ## the fast part: style, types, layout, pure rules, architecture
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/pytest -q tests/architecture tests/vocabulary tests/contracts/rules

real: .venv/test ## read the real files in COMMONPURCHASE_DATA (default ../shared/data)
	COMMONPURCHASE_DATA=$${COMMONPURCHASE_DATA:-../shared/data} $(BIN)/pytest -m real -s

prove: .venv/test ## the long runs
	HYPOTHESIS_PROFILE=prove $(BIN)/pytest tests/sharing tests/contracts

docs: .venv/test ## write the generated reference
	$(BIN)/python docs/generate.py

system:          ## install what tests need from the system (Debian)
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk gettext postgresql

clean:           ## remove what the other targets made
	rm -rf .venv var build dist
