# Everything from a clean clone with Rust and Python 3.11 or later: `make demo`, `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CASE ?= examples/marelan
OUT ?= out
TEXT ?= en
SEED ?= 1
ROUNDS ?= 10
PSPLIB ?=
EVERY ?= 8

.PHONY: demo test test-rust test-python fuzz wheel lint doc site package bench bench-score bench-load bench-evaluate bench-years bench-memory bench-plan bench-schedule clean

## The whole cycle on the Marelan case; OUT has the files. CASE=folder takes another case, TEXT=id writes Indonesian.
demo:
	cargo run --release -p mahir-examples --bin marelan -- $(CASE) --out $(OUT) --lang $(TEXT)

## All tests, of Rust and of Python.
test: test-rust test-python

## Random cases come from one seed, so that a run can be repeated; SEED=7 draws others.
test-rust:
	PROPTEST_RNG_SEED=$(SEED) cargo test --workspace

## Random cases from new seeds, ROUNDS times; stops at the first that fails and names its seed.
fuzz:
	for round in $$(seq $(ROUNDS)); do \
		seed=$$(od -An -N4 -tu4 /dev/urandom | tr -d ' '); echo "seed $$seed"; \
		PROPTEST_RNG_SEED=$$seed cargo test --release --workspace --quiet || exit 1; \
	done

test-python: wheel
	$(BIN)/python -m pytest python/tests examples/policy_tests
	$(BIN)/python -m mypy.stubtest mahir --mypy-config-file python/pyproject.toml
	$(BIN)/python -m mypy --config-file python/pyproject.toml python/tests/typing_sample.py python/tests/test_options.py

## A virtual environment inside the repository; made again when the pinned list changes.
$(VENV)/installed: python/tests/requirements.txt
	$(PYTHON) -c 'import sys; assert sys.version_info >= (3, 11), "mahir needs Python 3.11 or later"'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement python/tests/requirements.txt
	touch $@

SOURCES := Cargo.toml Cargo.lock python/Cargo.toml python/pyproject.toml python/README.md \
	$(shell find core python/src python/mahir -type f -not -path 'core/tests/*' -not -name '*.so' -not -name '*.pyc')

## The package as people get it: built in release mode, installed from its wheel.
wheel: $(VENV)/wheel

$(VENV)/wheel: $(VENV)/installed $(SOURCES)
	rm -rf $(VENV)/wheels
	$(BIN)/maturin build --quiet --release --locked --manifest-path python/Cargo.toml --interpreter $(BIN)/python --out $(VENV)/wheels
	$(BIN)/python -m pip install --quiet --force-reinstall --no-deps --no-index $(VENV)/wheels/*.whl
	touch $@

## Form and lints; warnings fail.
lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	cargo build -p mahir --no-default-features --locked

## The documentation of the core and its examples; warnings fail.
doc:
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked

## The documentation as a site in out/site, after every example on its pages has run.
site: wheel
	$(BIN)/python -m pip install --quiet --requirement docs/requirements.txt
	$(BIN)/python -m pytest python/tests/test_documents.py python/tests/test_stub_examples.py
	$(BIN)/python -m mkdocs build --quiet --strict --site-dir $(OUT)/site

## What is given out: the crate, built by itself, and the wheel and source package, each installed into
## an empty environment and tried there.
package: $(VENV)/installed
	cargo package -p mahir --locked --allow-dirty
	rm -rf $(OUT)/package
	$(BIN)/maturin build --quiet --release --locked --manifest-path python/Cargo.toml --interpreter $(BIN)/python --out $(OUT)/package
	$(BIN)/maturin sdist --manifest-path python/Cargo.toml --out $(OUT)/package
	for made in $(OUT)/package/*.whl $(OUT)/package/*.tar.gz; do \
		rm -rf $(OUT)/package/empty && $(PYTHON) -m venv $(OUT)/package/empty && \
		$(OUT)/package/empty/bin/python -m pip install --quiet "$$made" && \
		(cd $(OUT)/package && empty/bin/python $(CURDIR)/python/tests/try_package.py $(CURDIR)/examples/marelan) || exit 1; \
	done

## Every paired bench: scoring and reading against polars, evaluating against scipy and pingouin, years
## against numpy; and the memory of experiments.
bench: bench-score bench-load bench-evaluate bench-years bench-memory

## Scoring 4.7 million people against polars, numpy and duckdb; a million whose levels come as rows.
bench-score: wheel
	$(BIN)/python benches/score_peers.py 4700000 20
	$(BIN)/python benches/score_peers.py 1000000 20 --long

## Reading a million people against polars.
bench-load: wheel
	$(BIN)/python benches/load_peers.py 1000000

## Evaluating ten thousand programmes against scipy and pingouin.
bench-evaluate: wheel
	$(BIN)/python -m pip install --quiet scipy pingouin
	$(BIN)/python benches/evaluate_peers.py

## Five years of the example against the same loop in numpy, and with scipy and statsmodels.
bench-years: wheel
	$(BIN)/python -m pip install --quiet scipy statsmodels
	$(BIN)/python benches/years_peers.py

## Peak memory of experiments by their number of replications.
bench-memory: wheel
	$(BIN)/python benches/experiment_memory.py

## Planning made-up agencies of several sizes, HiGHS and CP-SAT beside the small ones. SIZES=60,200 PLANS=5 PEERS=60
SIZES ?= 60,200,2000,15000
PLANS ?= 5
PEERS ?= 60
bench-plan: $(VENV)/installed
	$(BIN)/python -m pip install --quiet highspy ortools
	cargo build --release -p mahir-benches --bin plan
	$(BIN)/python benches/plan_targets.py target/release/plan --sizes $(SIZES) --seeds $(PLANS) --peers $(PEERS)

## Project schedules against CP-SAT and PyJobShop. PSPLIB=folder has j30, j60, j120 with .sm files and NAME_best_known.csv; EVERY=1 takes all instances.
bench-schedule: wheel
	test -n "$(PSPLIB)" || (echo "PSPLIB=folder is missing"; exit 1)
	$(BIN)/python -m pip install --quiet ortools pyjobshop
	$(BIN)/python benches/schedule_peers.py $(PSPLIB)/j30 $(PSPLIB)/j60 $(PSPLIB)/j120 $(foreach set,j30 j60 j120,--best-known $(PSPLIB)/$(set)_best_known.csv) --every $(EVERY) --seconds 1

clean:
	cargo clean
	rm -rf $(VENV) $(OUT)
