#!/usr/bin/env bash
# Runs one fuzz target for a while.
#
#   run.sh FuzzPython|FuzzJavaScript|FuzzShell|FuzzBehaviors|FuzzCommandLines|FuzzArchives|FuzzDocuments SECONDS [SEED_FOLDER]
#
# A crash is written to the working folder; it becomes a test fixture before it is fixed.
set -euo pipefail
cd "$(dirname "$0")"
swift build -c release --product "$1"
corpus=$(mktemp -d "${TMPDIR:-/tmp}/airlock-fuzz.XXXXXX")
# Without this, the crash handler's child keeps the pipe open for minutes.
export SWIFT_BACKTRACE=enable=no
exec ".build/release/$1" -max_total_time="$2" -timeout=20 -rss_limit_mb=4096 -max_len=65536 "$corpus" ${3:+"$3"}
