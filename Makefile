# Thin lines over pasang.py, which also works without make and on Windows: py pasang.py run
PYTHON ?= python3

.PHONY: run test campaign bench setup
run test campaign bench setup:
	@$(PYTHON) $(dir $(abspath $(lastword $(MAKEFILE_LIST))))pasang.py $@ $(ARGS)
