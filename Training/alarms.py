"""Names every benign package that would be blocked or warned about, with the events that carry its score and what was done; writes Evaluation/alarms.md.

  alarms.py              of the shipped weights, at their thresholds

Each package is scored by the fold model that never saw its project. The events are those without which the strongest window's logit falls most. What a
package is and what was done is written by hand, in Evaluation/alarms.tsv; an alarm without such a line stops this script.
"""
import csv
import os

import numpy

import description
import export
import sequences
from dataset import Dataset
from evaluate import Models, names_by_digest
from vocabulary import FIRST, NAMES

EVALUATION = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Evaluation")
NOTES, RESULTS = os.path.join(EVALUATION, "alarms.tsv"), os.path.join(EVALUATION, "alarms.md")
PHASES = {unit: word for unit, word in zip(sequences.LETTERS.values(), ("install", "import", "run"))}
SHOWN = 4


def like(package, windows):
    """A package of the same project with a unit for each of `windows`, so that the same fold model scores it."""
    return sequences.Package("", package.ecosystem, "", 0, "train", package.cluster, "", "", None, windows)


def carriers(models, data, at):
    """(phase, names) of the events that the strongest window of a package needs most."""
    package = data.packages[at]
    windows = [data.windows[n] for n in data.members[at]]
    of_windows = models.logits(Dataset([like(package, [window]) for window in windows]))
    strongest = windows[int(of_windows.argmax())]
    events = list(dict.fromkeys(strongest[1:]))
    without = [(strongest[0], *(event for event in strongest[1:] if event != left_out)) for left_out in events]
    fall = of_windows.max() - models.logits(Dataset([like(package, [window] if len(window) > 1 else []) for window in without]))
    return PHASES[strongest[0]], [NAMES[events[n] - FIRST] for n in numpy.argsort(-fall, kind="stable")[:SHOWN]]


def main():
    data = Dataset(sequences.read_all())
    trees, encoders, fitted, tables, biases = export.read_weight_file()
    models = Models(tables, biases, export.unpacked(trees, len(tables)), encoders, fitted)
    alone = models.logits(data)
    is_npm = numpy.array([p.ecosystem == "npm" for p in data.packages])
    logits = alone + description.fit(data, alone - fitted["npm"] * is_npm)[1]
    block, warn = (float(numpy.log(fitted[name] / (1 - fitted[name]))) for name in ("block", "warn"))
    names = names_by_digest()
    notes = {(row["package"], row["kind"]): row for row in csv.DictReader(open(NOTES, encoding="utf-8"), delimiter="\t")}
    lines, missing = [], []
    for at in numpy.argsort(-logits, kind="stable"):
        package = data.packages[at]
        if package.label or logits[at] < warn:
            continue
        name = names.get(package.sha256, package.cluster)
        phase, events = carriers(models, data, at)
        note = notes.get((name, package.kind))
        if note is None:
            missing.append(f"{name}\t{package.kind}\t{phase}: {', '.join(events)}")
            continue
        lines.append(f"| {name} | {package.kind} | {'**block**' if logits[at] >= block else 'warn'} | {1 / (1 + numpy.exp(-logits[at])):.3f} | {phase}: "
                     f"{', '.join(f'`{event}`' for event in events)} | {note['what']} | {note['done']} |")
    if missing:
        raise SystemExit("no line in alarms.tsv for\n" + "\n".join(missing))
    head = ["# Benign packages that would be blocked or warned about", "",
            f"Written by `Training/alarms.py`: {len(lines)} of {int((data.labels == 0).sum())} benign artifacts, each scored by the fold model that never saw its project, with its",
            "description. The events are those without which the strongest window's score falls most.", "",
            "| package | kind | level | score | what carries it | what it is | what was done |", "|---|---|---|---|---|---|---|"]
    with open(RESULTS, "w", encoding="utf-8") as out:
        out.write("\n".join(head + lines) + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
