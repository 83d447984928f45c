# GNU make. Every target is a command; what is up to date is known to the programs that it starts.
# A script says what went wrong by its exit status (3: something outside is missing; the whole list stands in README.md).
# make prints that number as "Error 3" and itself always exits 2: for the number itself, run the script or .build/release/ravine.

ravine := .build/release/ravine
# What ARGS holds goes to ravine or to swift test: make figures ARGS="sigmoid-decay --threads 1"
ARGS ?=

.DEFAULT_GOAL := help
# Two verbs at a time would write one store; each of them already fills the cores.
.NOTPARALLEL:
.PHONY: figures verify test test-mutations test-arm64 test-sanitizers build schema packages bench bench-guard format clean help

figures: build ## run what is missing and draw every figure
	$(ravine) draw $(ARGS)

verify: build ## judge every claim and write CLAIMS.md; fails when a verdict is not the expected one
	$(ravine) verify $(ARGS)

test: build ## run all tests, twins and mutations; ARGS="--filter GraphsTests" runs some tests alone
	$(if $(ARGS),,$(ravine) run)
	swift test $(ARGS)
	$(if $(ARGS),,@Tests/Mutations/run)

test-mutations: packages ## break the trainer in one place after another and expect the claims to notice
	@Tests/Mutations/run

test-arm64: ## compare the kernels' bits with those of emulated processors: arm64, and x86-64 without FMA
	@Scripts/test-arm64

test-sanitizers: ## run the kernels under sanitizers and Valgrind
	@Scripts/test-sanitizers

build: packages ## build the program, .build/release/ravine
	@Scripts/build

schema: build ## write Notebooks/study.schema.json anew, after a change of what manifests may say
	$(ravine) schema > Notebooks/study.schema.json.tmp && mv Notebooks/study.schema.json.tmp Notebooks/study.schema.json

bench: build ## time Ravine beside PyTorch, JAX and OpenBLAS: make bench ARGS="W1 W3"
	@Benchmarks/bench $(ARGS)

bench-guard: packages ## count instructions; fails when a count is above the committed one by more than 3%
	@Benchmarks/guard $(ARGS)

packages: ## install the Debian packages that are missing (as root or through sudo)
	@Scripts/packages

format: ## lay out the Swift sources as the formatter has them
	swift format format --in-place --recursive Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources Benchmarks/Benchmarks

clean: ## remove what was built; results in .ravine and figures stay
	rm -rf .build

help: ## print this list
	@echo 'Usage: make TARGET [ARGS="…"]'; echo
	@sed -n 's/^\([a-z0-9-]*\):[^#]*## \(.*\)/  \1\t\2/p' Makefile | expand -t 20
