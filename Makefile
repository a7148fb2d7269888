# A fresh clone needs Python 3.11 or later and make; everything else is fetched. The work is done by `yimen`.
.DEFAULT_GOAL := help
.PHONY: run demo year test check bench screenshots messages clean help environment tools chromium java
SHELL := /bin/sh
unexport PYTHONDONTWRITEBYTECODE
export PYTHONUNBUFFERED := 1

BIN := .venv/bin
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
NODE := $(if $(shell command -v npm),,--group node)
LOCKED = .venv/locked.txt
# uv does not read pip's settings: where only pip knows a mirror, pip installs the same locked and hashed versions.
install = cmp -s uv.lock .venv/$@.lock || echo '  Python 依赖 / Python packages …'; { \
	$(BIN)/uv sync --frozen --inexact --quiet $(NODE) $(1) || { \
	echo '改用 pip 安装 / installing with pip instead'; \
	$(BIN)/uv export --frozen --quiet --no-emit-project $(NODE) $(1) --output-file $(LOCKED) >/dev/null && \
	$(BIN)/python -m pip install --quiet --require-hashes --requirement $(LOCKED) && \
	$(BIN)/python -m pip install --quiet --no-deps --editable .; }; } && cp uv.lock .venv/$@.lock

run: environment ## set everything up, start database, worker and server; Ctrl-C stops all
	@exec $(BIN)/yimen run

year: tools ## a year of 2,000 families in twelve towns, simulated through the real actions
	@$(BIN)/python -m tests.simulation $(ARGS)

demo: environment ## one family's case from the first knock to the award, printed step by step
	@$(BIN)/yimen prepare
	@exec $(BIN)/yimen demo

test: tools chromium java ## every test, on two cores
	@$(BIN)/yimen prepare
	@$(BIN)/python -m pytest -n 2 -q $(ARGS)

check: tools ## format, lint, types, floors, house rules, migrations, templates
	@$(BIN)/yimen check

bench: tools chromium java ## every published figure, measured side by side
	@$(BIN)/yimen prepare
	@$(BIN)/python -m bench

screenshots: tools chromium ## the pictures of the README, made by the browser that tests the pages
	@$(BIN)/yimen prepare
	@YIMEN_PICTURES=docs/images $(BIN)/python -m pytest tests/journeys/test_award.py -q

messages: tools ## bring the translation files up to date
	@$(BIN)/yimen messages

clean: ## remove what was fetched and built; DATA=1 also removes this clone's database and files
	@if [ -n "$(DATA)" ] && [ ! -x $(BIN)/yimen ]; then \
		echo '缺少 .venv，数据未删；请先 make environment / data is kept: make environment first'; exit 1; fi
	@if [ -n "$(DATA)" ]; then $(BIN)/yimen forget; fi
	@rm -rf .venv node_modules src/yimen/doors/desk/static_build .mypy_cache .ruff_cache .pytest_cache
	@find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

environment: $(BIN)/uv
	@$(call install,--no-dev)

tools: $(BIN)/uv
	@$(call install,--group dev --group bench --extra cluster)

$(BIN)/uv:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新版本 / Python 3.11 or later is needed"; exit 1; }
	@echo '  Python 环境 / Python environment …'
	@$(PYTHON) -m venv .venv || { echo "缺少 venv 模块：apt-get install python3-venv / the venv module is missing"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'

chromium:
	@.ci/browser || echo 'journeys 需要浏览器 / the journeys need a browser and will fail without it'

java:
	@.ci/java || echo 'Spark 需要 Java 17 / Spark needs Java 17: its tests are left out without it'
