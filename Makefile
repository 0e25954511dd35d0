# One word for each thing. `make run` needs Python 3.11 or newer, and nothing else.

PYTHON ?= python3
PORT ?= 8000
# Browser tests and benchmarks want a core of their own; two at a time is right for most machines.
JOBS ?= 2

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
# The settings of a real installation, so that what is checked is what will run.
AS_DEPLOYED := HUIYIN_SITE_URL=https://ask.example.org HUIYIN_BEHIND_PROXY=1 HUIYIN_DEMO=0 \
	HUIYIN_DEBUG=0 HUIYIN_SECRET_KEY=only-to-check-the-settings-0123456789-abcdefghijklmnopqrstuvwxyz

.DEFAULT_GOAL := help
.PHONY: help env env-dev built run test check bench fmt messages reference screenshots pictures player lighthouse lock clean distclean

help: ## say what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1@/' | tr '@' '\t' | expand -t 22

env:
	@$(PYTHON) tools/environment.py

env-dev:
	@$(PYTHON) tools/environment.py --dev

built: # what is made from sources: compiled messages and hashed static files
	@$(MANAGE) messages --compile
	@$(MANAGE) collectstatic --noinput --verbosity 0

run: env built ## a running Huiyin with demo content: http://localhost:8000 (PORT=8000)
	@HUIYIN_DEMO=1 HUIYIN_DEBUG=0 HUIYIN_SITE_URL=http://localhost:$(PORT) sh -ec '\
		$(MANAGE) migrate --noinput --verbosity 0; \
		$(MANAGE) demo; \
		exec $(MANAGE) serve --port $(PORT)'

test: env-dev built ## every test, the browser's included (ARGS="-k name" to choose)
	@CHROMIUM="$$($(BIN)/python tools/find_chromium.py)" && export CHROMIUM && \
		$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

check: env-dev ## style, types, import order, migrations, settings, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check $$(find frontend/templates -name '*.html' | sort)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(AS_DEPLOYED) $(MANAGE) check --deploy --fail-level WARNING
	$(MANAGE) messages --check

player: env ## fetch the player for browsers that cannot play live streams by themselves (wants npm)
	@$(BIN)/python -m tools.player

bench: env-dev built ## intake, fan-out, faults and pages, with figures (ARGS="intake --quick")
	$(BIN)/python -m benchmarks $(ARGS)

fmt: env-dev ## put code and templates into shape
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	$(BIN)/djade $$(find frontend/templates -name '*.html' | sort) || true

messages: env ## bring the catalogues in locale/ up to date and compile them
	$(MANAGE) messages
	$(MANAGE) messages --compile

reference: env ## docs/reference: events, acts, errors and commands, from the code
	$(MANAGE) reference

screenshots: env-dev built ## every page in every way it looks, into var/screenshots (ARGS="live --ways 390-zh")
	@CHROMIUM="$$($(BIN)/python tools/find_chromium.py)" && export CHROMIUM && \
		$(BIN)/python -m tools.screenshots $(ARGS)

pictures: env-dev built ## the pictures in docs/pictures, from a demo of its own (ARGS=live)
	@CHROMIUM="$$($(BIN)/python tools/find_chromium.py)" && export CHROMIUM && \
		$(BIN)/python -m tools.pictures $(ARGS)

lighthouse: env-dev built ## four scores for home, live, transcript and case, by Node (ARGS=live)
	@CHROMIUM="$$($(BIN)/python tools/find_chromium.py)" && export CHROMIUM && \
		$(BIN)/python -m tools.lighthouse $(ARGS)

lock: env-dev ## resolve requirements*.in anew into the locks, with hashes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@for name in requirements requirements-dev; do \
		UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --upgrade \
			--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
			$$name.in -o $$name.txt || exit 1; done

clean: ## remove caches, compiled messages and the demo's data
	rm -rf var .import_linter_cache .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete

distclean: clean ## also remove the environment
	rm -rf .venv
