# Two commands matter: `make run` and `make test`. Both set up .venv by themselves, from
# requirements.lock, and need no network once that is done.
PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.installed

.PHONY: run test setup lint bench lock clean

run: setup
	@$(VENV)/bin/bot

test: setup
	@$(VENV)/bin/python -m pytest

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) \
	  || { echo "The venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

lint: setup
	@$(VENV)/bin/ruff format bot tests
	@$(VENV)/bin/ruff check --fix bot tests
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports

bench: setup
	@$(VENV)/bin/python -m tests.bench
	@$(VENV)/bin/python -m tests.bench.bench_reading
	@$(VENV)/bin/python -m tests.bench.unseen
	@$(VENV)/bin/python -m tests.bench.bench_numbers
	@$(VENV)/bin/python -m tests.bench.bench_files
	@$(VENV)/bin/python -m tests.bench.bench_storage
	@$(VENV)/bin/python -m tests.bench.bench_imports
	@$(VENV)/bin/python -m tests.bench.bench_calls

# Needs uv (pip install uv). The lock holds every platform and Python from 3.11 on.
lock:
	@uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --output-file requirements.lock

clean:
	@rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .hypothesis
