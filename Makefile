# make run    opens the sample desk
# make test   runs the tests
# make check  checks style, types and the borders between the rooms
# Everything is installed into .venv, once; from then on nothing is fetched.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# A .venv whose Python has gone is no .venv.
ifeq ($(shell test -x $(BIN)/python && echo yes),)
$(shell rm -f $(VENV)/.desk $(VENV)/.desk-dev)
endif

.PHONY: run test check style types borders pictures format install install-dev lock clean

run: install
	@$(BIN)/agentdesk demo

test: install-dev
	$(BIN)/python -m pytest -n auto --dist worksteal

check: style types borders

style: install-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: install-dev
	$(BIN)/mypy $(wildcard agentdesk tests benchmarks hatch_build.py)

borders: install-dev
	$(BIN)/lint-imports --no-cache

pictures: install
	$(BIN)/python docs/make_pictures.py

format: install-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

install: $(VENV)/.desk

install-dev: $(VENV)/.desk-dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "agentdesk needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	@$(PYTHON) -m pip --version > /dev/null || { echo "agentdesk installs with pip, which $(PYTHON) lacks; on Debian: apt install python3-pip"; exit 1; }
	@$(PYTHON) -m venv --without-pip --clear $(VENV)

# --no-build-isolation and --no-deps: whatever an installation needs is in the lock file.
INSTALL := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check install --quiet

$(VENV)/.desk: requirements.lock pyproject.toml hatch_build.py | $(BIN)/python
	@echo "Installing into $(VENV)/, once …"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.desk-dev: requirements-dev.lock $(VENV)/.desk
	@echo "Installing the tools for tests and checks, once …"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

# The only target that looks for newer versions: UPGRADE=1 takes them.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

lock: install
	$(INSTALL) 'uv>=0.9,<1'
	$(LOCK) pyproject.toml --group build -o requirements.lock
	$(LOCK) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find agentdesk tests -name __pycache__ -prune -exec rm -rf {} +
	find agentdesk -name '*.mo' -delete
