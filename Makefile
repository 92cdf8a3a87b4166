# Two commands matter: `make run` and `make test`. Both set up everything they need.
PY ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-strip-extras --quiet
SYSTEM := chromium fonts-noto-cjk gettext postgresql

.DEFAULT_GOAL := help
.PHONY: help run test check real prove docs lock system clean

help:            ## list the targets
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/: .*## /\t/' | expand -t 16

.venv/run: requirements/build.txt requirements/run.txt pyproject.toml
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Common Purchase needs Python 3.11 or newer as $(PY); name another with: make run PY=python3.13"; exit 1; }
	@test -x $(BIN)/pip || $(PY) -m venv .venv \
	  || { rm -rf .venv; echo "$(PY) cannot make an environment; on Debian: apt-get install python3-venv"; exit 1; }
	@echo "Setting up .venv (once; about half a minute) …"
	$(PIP) --require-hashes -r requirements/build.txt -r requirements/run.txt
	$(PIP) --no-build-isolation --no-deps --editable .
	@touch $@

.venv/test: .venv/run requirements/test.txt
	$(PIP) --require-hashes -r requirements/test.txt
	@touch $@

run: .venv/run   ## set up everything and serve the example consortium on this machine
	$(BIN)/commonpurchase example serve $(if $(PORT),--port $(PORT))

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

# Two processes, so that both cores of a small machine work; each long run in tests/specification splits itself.
prove: .venv/test ## the long runs
	for part in 1 2; do \
	  COMMONPURCHASE_SHARD=$$part/2 HYPOTHESIS_PROFILE=prove $(BIN)/pytest -q -p no:cacheprovider --durations=20 \
	    --junit-xml=var/prove-$$part.xml tests/specification & pids="$$pids $$!"; \
	done; for pid in $$pids; do wait $$pid || failed=1; done; test -z "$$failed"
	HYPOTHESIS_PROFILE=prove $(BIN)/pytest -q --durations=20 --junit-xml=var/prove.xml \
	  tests/sharing tests/contracts tests/holdings tests/history tests/entrance/test_restoring.py

docs: .venv/test ## write the generated reference
	$(BIN)/python docs/generate.py

# requirements/*.txt are what gets installed: exact versions with the hash of every file, and no
# address of where to fetch them. Needs uv; run it after changing dependencies in pyproject.toml.
# Extras stay written: older pip takes `coverage[toml]` for another package than `coverage` and,
# once a newer release is out, refuses it as one that has no pin.
lock:            ## pin the dependencies again
	$(LOCK) --extra web --extra analytics -o requirements/run.txt pyproject.toml
	$(LOCK) --extra web --extra analytics --extra test -o requirements/test.txt pyproject.toml
	printf 'hatchling\neditables\n' | $(LOCK) -c requirements/test.txt -o requirements/build.txt -

system:          ## install what tests need from the system (Debian)
	@command -v apt-get >/dev/null || { \
	  echo "make system knows Debian's apt-get only. Elsewhere install: Chromium, PostgreSQL, gettext, a CJK font."; exit 1; }
	@if dpkg-query -W -f '$${db:Status-Status}\n' $(SYSTEM) 2>/dev/null | sort | uniq -c | grep -qx ' *$(words $(SYSTEM)) installed'; \
	then echo "The system has all of it: $(SYSTEM)"; \
	elif [ "$$(id -u)" = 0 ]; then $(MAKE) --no-print-directory install-system; \
	elif command -v sudo >/dev/null; then sudo $(MAKE) --no-print-directory install-system; \
	else echo "make system installs $(SYSTEM): run it as root, or install sudo."; exit 1; fi

.PHONY: install-system
install-system:
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(SYSTEM)

clean:           ## remove what the other targets made, but never a workspace's data
	rm -rf .venv build dist var/static var/example*.sqlite3* .mypy_cache .ruff_cache .pytest_cache .hypothesis
