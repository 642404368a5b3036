.DEFAULT_GOAL := help
.PHONY: help build

help: ## show this text
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## debug build of everything
	.ci/system-packages
	swift build
