# Two commands: `make demo` builds the example, publishes it to the sandbox and says how to look at it; `make test` runs everything that can run here.
# Both install what they need (Debian packages when root or sudo is there) and are quick when nothing changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
STAMPS := .cache/stamps

.PHONY: demo test test-live lint bench pictures messages clean
.DEFAULT_GOAL := help

help:
	@echo "make demo      construit l'exemple, le publie au bac à sable, dit comment le regarder"
	@echo "make test      installe ce qu'il faut et lance tous les tests"
	@echo "make test-live tous les tests sur de vrais Moodle, sur chaque version trouvée (une heure)"
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
	@echo
	@$(BIN)/coursegen publish examples/cipres-fdf --site bac-a-sable --visible --yes
	@echo
	@echo "Pour voir ce cours comme une apprenante : $(BIN)/coursegen preview examples/cipres-fdf"

test: $(STAMPS)/test lint
	@sh scripts/run_tests.sh $(VENV)

test-live: $(STAMPS)/test
	@COURSEGEN_FULL_MATRIX=1 $(BIN)/pytest -n auto --dist loadgroup -m live

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
