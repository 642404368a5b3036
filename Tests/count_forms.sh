#!/bin/sh
# Says how many forms and other tests passed in the output of a test run, and names those that did not.
#   Tests/count_forms.sh LOG
set -eu
awk '
    match($0, / with [0-9]+ test cases (passed|failed) after/) {
        split(substr($0, RSTART), words, " ")
        cases += words[2]
        next
    }
    / Test run with / { run = 1; next }
    / Test .* passed after / { tests += 1 }
    / Test .* failed after / { tests += 1; failed += 1; name($0) }
    match($0, /recorded an issue with [0-9]+ arguments? /) {
        text = substr($0, RSTART + RLENGTH)
        sub(/ at [A-Za-z]+\.swift:.*$/, "", text)
        if (!(text in seen)) { seen[text] = 1; lost += 1; name(text) }
    }
    function name(text) { names = names "    " text "\n" }
    END {
        printf "  %d of %d cases and %d of %d other tests passed\n%s", cases - lost, cases, tests - failed, tests, names
        if (!run) { print "  the run broke off"; exit 1 }
    }
' "$1"
