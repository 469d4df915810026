# Two commands: `make demo` builds the example and says where it lies; `make test` runs everything that can run here.
# Both install what they need (Debian packages when root or sudo is there) and are quick when nothing changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
STAMPS := .cache/stamps

.PHONY: demo test test-live lint bench pictures messages clean
.DEFAULT_GOAL := help

help:
	@echo "make demo      construit l'exemple et dit comment le regarder"
	@echo "make test      installe ce qu'il faut et lance tous les tests"
	@echo "make test-live seulement les tests sur de vrais Moodle"
	@echo "make lint      ruff, mypy, import-linter"
	@echo "make bench     le tableau des mesures"
	@echo "make pictures  refait les images du README"
	@echo "make messages  met à jour les traductions à partir du code"

$(STAMPS)/run: setup.cfg pyproject.toml scripts/bootstrap.sh
	@PYTHON=$(PYTHON) sh scripts/bootstrap.sh run $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/test: $(STAMPS)/run
	@PYTHON=$(PYTHON) sh scripts/bootstrap.sh test $(VENV)
	@touch $@

demo: $(STAMPS)/run
	@$(BIN)/coursegen check examples/cipres-fdf
	@$(BIN)/coursegen build examples/cipres-fdf -o $(DEMO)
	@$(BIN)/python scripts/after_demo.py $(DEMO)

test: $(STAMPS)/test lint
	@sh scripts/run_tests.sh $(VENV)

test-live: $(STAMPS)/test
	@$(BIN)/pytest -m live

lint: $(STAMPS)/test
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: $(STAMPS)/test
	@$(BIN)/python -m benchmarks

messages: $(STAMPS)/run
	@$(BIN)/python scripts/messages.py

pictures: $(STAMPS)/test
	@$(BIN)/python -m scripts.pictures

clean:
	rm -rf $(VENV) .npm .cache $(DEMO) build *.egg-info
