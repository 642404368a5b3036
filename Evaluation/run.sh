#!/usr/bin/env bash
# Scores the committed sequences with the shipped weights and writes results.md; a few minutes.
set -euo pipefail
cd "$(dirname "$0")/../Training"
. ./environment.sh
"$PYTHON" evaluate.py
