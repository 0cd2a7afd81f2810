# make run    build the example programme and serve it       make docs         write the generated pages of docs/ again
# make test   every check and every test                     make constraints  resolve and pin every dependency again
# make bench  time the main job
PYTHON ?= python3
PORT ?= 8000
DATA ?= ../shared/data
PYTEST ?= -n 2
BIN := .venv/bin
PINS := -c constraints.txt

.PHONY: run test docs bench constraints
.DELETE_ON_ERROR:

run: .venv/run.done var/birmingham/programme.sqlite3
	@$(BIN)/inhouse serve var/birmingham --port $(PORT)

var/birmingham/programme.sqlite3: | .venv/run.done
	@$(BIN)/inhouse demo var/birmingham

test: .venv/test.done
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --cache-dir .import_linter_cache
	$(BIN)/pytest $(PYTEST)

docs: .venv/test.done
	$(BIN)/python -m docs.generate

bench: .venv/test.done
	$(BIN)/python -m bench $(DATA)

.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "inhouse needs Python 3.11 or later: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet $(PINS) uv

# uv takes seconds; where it cannot reach the package index that pip is set up for, pip does the same, slower.
.venv/%.done: pyproject.toml constraints.txt | .venv/bin/uv
	$(BIN)/uv pip install --quiet --system-certs --python .venv $(PINS) -b constraints.txt -e '.[$(if $(filter test,$*),dev,web,report)]' \
	|| $(BIN)/python -m pip install --quiet $(PINS) -e '.[$(if $(filter test,$*),dev,web,report)]'
	@touch $@

constraints: | .venv/bin/uv
	printf 'uv\nhatchling\neditables\n' | $(BIN)/uv pip compile pyproject.toml - --system-certs --all-extras --universal --python-version 3.11 \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet --upgrade --output-file constraints.txt
