# make run and make test need nothing typed before them on a Debian 12 with Python 3.11.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test lint bench shots accept lock kernels system ready ready-test clean

PY := .venv/bin/python
CODE := $(wildcard geodata console main.py benchmarks tests)
# A checkout's own picture of its code, whatever the shell was told.
unexport PYTHONPATH PYTHONHOME

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */  make \1\t/' | expand -t 20

run: ready  ## open the console
	@$(PY) main.py $(ARGS)

test: ready-test  ## the whole suite, real windows too (TESTS=path for a part)
	@.ci/test $(TESTS)

lint: ready  ## ruff, mypy --strict, import-linter
	$(PY) -m ruff check $(CODE)
	$(PY) -m ruff format --check $(CODE)
	$(PY) -m mypy $(CODE)
	.venv/bin/lint-imports --no-logo

bench: ready-test  ## one JSON line a measurement (ONLY=name,... for some)
	@xvfb-run -a -s "-screen 0 1920x1080x24" $(PY) -m benchmarks $(ONLY)

shots: ready  ## the screenshots of README.md and docs/
	@.ci/shots

accept:  ## the checks against real data: make accept DATA=../shared/data
	@DATA="$(DATA)" .ci/accept

lock:  ## renew requirements.lock from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-annotate --custom-compile-command "make lock" --quiet \
	    --output-file requirements.lock

kernels: ready  ## compile the numba kernels, cached on disk
	@rm -f .venv/kernels.stamp
	@.ci/kernels

system:  ## install the Debian packages that are missing (or print the one command)
	@.ci/system test

ready:
	@.ci/ready run

ready-test:
	@.ci/ready test

clean:  ## remove what was made, but for .venv
	find geodata console tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -rf __pycache__ .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache benchmarks/out
	rm -f .venv/kernels.stamp .venv/bytecode.stamp
