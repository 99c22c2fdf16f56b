# One word per chore. A fresh clone needs Python 3.11 and make; each target makes what it misses.
PYTHON ?= python3.11
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 4
BIN := .venv/bin
UV := $(BIN)/uv pip
export HOST PORT

.PHONY: run test check bench coverage-of-requirements readability format clean

run: .venv/.run ## the site with demo data, at http://HOST:PORT
	@$(BIN)/python -m wederhoor.site.assets
	@$(BIN)/wederhoor demo

test: .venv/.test ## every test; WORKERS processes
	@$(BIN)/python -m wederhoor.site.assets
	@$(BIN)/python tools/chromium.py
	@$(BIN)/pytest -q -n $(WORKERS) --dist worksteal $(ARGS)

check: .venv/.test ## style, types, layers, templates, regulations, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	DATABASE_URL=postgresql://nobody@localhost/none $(BIN)/mypy
	$(BIN)/lint-imports
	git ls-files -z 'src/*.html' | xargs -0 -r $(BIN)/djade --target-version 5.2 --check
	$(BIN)/wederhoor check regulations/*/*.yaml
	$(BIN)/wederhoor schema --check
	$(BIN)/wederhoor coverage --check
	WEDERHOOR_TESTING=1 WEDERHOOR_HOME=var/test $(BIN)/python -m django makemigrations --check --dry-run --settings wederhoor.site.settings

bench: .venv/.test ## the marks, each with the figure of a peer
	@$(BIN)/python -m benchmarks

coverage-of-requirements: .venv/.test ## which requirements no test proves
	@$(BIN)/python tools/coverage_of_requirements.py

readability: .venv/.test ## sentences that a complainant can meet and that could be plainer
	@$(BIN)/python -m tools.readability $(ARGS)

format: .venv/.test ## put style in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	git ls-files -z 'src/*.html' | xargs -0 -r $(BIN)/djade --target-version 5.2

clean: ## throw away the environment; data in var/ stays
	rm -rf .venv node_modules

.venv/.build: requirements/build.txt
	@echo "Making the environment in .venv ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/build.txt
	@touch $@

.venv/.run: .venv/.build requirements/run.txt pyproject.toml
	@$(UV) install -q --python $(BIN)/python --require-hashes -r requirements/run.txt
	@$(UV) install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: .venv/.run requirements/test.txt
	@$(UV) install -q --python $(BIN)/python --require-hashes -r requirements/test.txt
	@touch $@
