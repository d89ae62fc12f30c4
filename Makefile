# Every recipe over two lines lives in bin/. `make help` lists what there is.
.DEFAULT_GOAL := help
PY := .venv/bin/python
export UV_PYTHON_DOWNLOADS := never

.PHONY: help setup run test lint types imports docs bench check lock texts clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r a b; do printf '  make %-10s %s\n' "$$a" "$$b"; done

setup: ## what running needs, into .venv
	@bin/setup run

run: setup ## the demo: the pages, the help desk with practice cases, a mailbox and an example platform
	@exec $(PY) -m recupera run --demo

test: ## every check and every test, on SQLite and on PostgreSQL
	@bin/test

check: lint types imports docs ## all checks that run nothing

lint: ## style of code and templates
	@bin/lint

types: ## mypy, strict
	@bin/types

imports: ## who may import whom
	@.venv/bin/lint-imports --no-logo

docs: ## what the documents promise about options, commands, paths and sizes
	@$(PY) -m pytest tests/rules

bench: ## measure, and write docs/benchmarks.md (QUICK=1: a few minutes)
	@bin/setup test && bin/bench $(if $(QUICK),--quick)

lock: ## write requirements/*.txt anew
	@bin/lock

texts: ## gather and compile the texts of both languages
	@$(PY) -m recupera.design.texts update && $(PY) -m recupera.design.texts compile

clean: ## forget the environment and everything built; data/ stays
	@rm -rf .venv build .mypy_cache .ruff_cache .import_linter_cache .hypothesis src/recupera/design/collected
