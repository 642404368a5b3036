# Every command of the project; each recipe line also runs by hand.
.DEFAULT_GOAL := help
.PHONY: help build release try test kill-test clients ready fmt check goldens bench bench-installs oracle eval sequences train install uninstall

PREFIX ?= /usr/local
SHIMS := npm npx pip pip3
# The manual page and the completions, which the binary prints itself.
SHARED := man/man1/airlock.1 bash-completion/completions/airlock zsh/site-functions/_airlock fish/vendor_completions.d/airlock.fish
# The standard library is linked statically, so the installed binaries need no Swift toolchain.
RELEASE := swift build -c release --static-swift-stdlib --disable-sandbox -Xlinker -s
# Tests run optimized: judging a package in a debug build takes about fifty times as long.
# The end-to-end tests start real clients: eight at once on two cores are enough, eighty run into their own time limits.
TEST := SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=8 swift test -c release -Xswiftc -enable-testing --scratch-path .build/tests --disable-xctest --disable-sandbox
SOURCES = $(shell git ls-files '*.swift')

help: ## show this text
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: system-packages ## debug build of everything
	swift build --build-tests

release: system-packages ## optimized binaries in .build/release
	$(RELEASE)

try: release ## a real install that passes and look-alikes that are blocked, in a throwaway folder
	Demonstration/try.sh "$(CURDIR)/.build/release/airlock"

test: test-packages ## all tests, with the real pip and npm against loopback registries
	$(TEST)

kill-test: system-packages ## kill guarded installs at random moments (npm 51, pip, uv and pipx 30 each) and run them again
	AIRLOCK_KILLS=51 $(TEST) --filter KillTests

clients: test ## the forms with other versions of npm and pip, and with uv and pipx (takes an hour)
	Tests/npms.sh
	Tests/pips.sh
	Tests/tools.sh

ready: check build test ## everything CI runs and the format check

fmt: ## format all Swift files in place
	swift format -i --configuration .swift-format $(SOURCES)

check: ## format, shell syntax, nothing committed that must not be
	swift format lint --strict --configuration .swift-format $(SOURCES)
	sh -n $(addprefix shims/,$(SHIMS)) .ci/system-packages Tests/count_forms.sh
	bash -n .ci/run Demonstration/try.sh Demonstration/life.sh Demonstration/ci.sh Benchmarks/run.sh Benchmarks/packages.sh Benchmarks/installs.sh Tests/Oracles/run.sh Tests/npms.sh Tests/pips.sh Tests/tools.sh
	git diff --exit-code --stat

goldens: system-packages ## record the generated pages and golden files anew, then look at the difference
	-RECORD_GOLDENS=1 $(TEST) --filter BehaviorsTests
	git diff --stat

bench: release ## start-up and pass-through cost, speed of parsers, extraction and judging
	Benchmarks/run.sh "$(CURDIR)/.build/release"

bench-installs: release ## guarded installs against bare ones: npm and pip, cold and warm, phases, memory, large trees
	Benchmarks/installs.sh "$(CURDIR)/.build/release"

oracle: ## the parsers against CPython's, acorn's and TypeScript's own on thousands of real files
	Tests/Oracles/run.sh

eval: ## detection figures of the shipped weights from the committed sequences
	Evaluation/run.sh

sequences: release ## remake the committed sequences from the archives under AIRLOCK_CORPUS (Training/README.md)
	nice python3 Training/make_sequences.py .build/release/airlock-guard
	nice python3 Training/mutate.py .build/release/airlock-guard
	nice python3 Training/mutate.py .build/release/airlock-guard --training

train: ## remake the weights from the committed sequences (needs PyTorch)
	Training/train.sh

install: release ## put airlock, shims, manual page and completions under PREFIX (default /usr/local)
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/libexec/airlock" "$(DESTDIR)$(PREFIX)/lib/airlock/shims"
	install -m 755 .build/release/airlock "$(DESTDIR)$(PREFIX)/bin/airlock"
	install -m 755 .build/release/airlock-guard "$(DESTDIR)$(PREFIX)/libexec/airlock/airlock-guard"
	install -m 755 $(addprefix shims/,$(SHIMS)) "$(DESTDIR)$(PREFIX)/lib/airlock/shims"
	install -d $(foreach folder,$(SHARED),"$(DESTDIR)$(PREFIX)/share/$(dir $(folder))")
	.build/release/airlock manual >"$(DESTDIR)$(PREFIX)/share/man/man1/airlock.1"
	.build/release/airlock completions bash >"$(DESTDIR)$(PREFIX)/share/bash-completion/completions/airlock"
	.build/release/airlock completions zsh >"$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_airlock"
	.build/release/airlock completions fish >"$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/airlock.fish"

uninstall: ## remove what install put there
	rm -f "$(DESTDIR)$(PREFIX)/bin/airlock" "$(DESTDIR)$(PREFIX)/libexec/airlock/airlock-guard"
	rm -f $(foreach shim,$(SHIMS),"$(DESTDIR)$(PREFIX)/lib/airlock/shims/$(shim)")
	rm -f $(foreach file,$(SHARED),"$(DESTDIR)$(PREFIX)/share/$(file)")

.PHONY: system-packages test-packages
test-packages:
	-.ci/system-packages tests zsh fish

system-packages:
	.ci/system-packages
