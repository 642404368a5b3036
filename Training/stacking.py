"""What more of what an installer knows of a release offline would add to the second stage; writes Evaluation/stacking.md.

  stacking.py                   beside the shipped weights

The second stage that ships reads gaps of the archive's own metadata (description.py). Here it is fitted anew with a name that resembles a well-known
one (the rule of NameLikeness.swift) and with code that acts at install time, each alone and both. A release's age, and dependencies younger than it, are
in registries' answers that no archive of the corpus came with: they cannot be fitted here, and are reasons of their own in the product.
"""
import csv
import os
import re
import sys

import numpy

import calibration
import description
import export
import sequences
from corpus_rules import LISTS, normalized
from dataset import FOLDS, Dataset
from evaluate import Models, names_by_digest, one_per_cluster, recall_row
from vocabulary import INSTALL

HERE = os.path.dirname(os.path.abspath(__file__))
RESULTS = os.path.join(HERE, "..", "Evaluation", "stacking.md")
RATES = (0.001, 0.005, 0.01)
sys.path.insert(0, os.path.join(HERE, "..", "Evaluation"))
from known_names import Known  # noqa: E402


def listed(name):
    """The names in a Swift table of well-known names or of their honest neighbors."""
    text = open(os.path.join(HERE, "..", "Sources", "Verdicts", "Names", f"KnownNames+{name}.swift"), encoding="utf-8").read()
    return set(text.split('"""')[1].split())


def names_of(data):
    """The project's name of every package; of malicious ones as their archive's path states it."""
    found = {digest: text.rsplit(" ", 1)[0] for digest, text in names_by_digest().items()}
    for ecosystem in ("npm", "pypi"):
        for row in csv.DictReader(open(os.path.join(LISTS, ecosystem + "-malicious.tsv"), encoding="utf-8"), delimiter="\t"):
            match = re.match(r".*?/((?:@[^/]+/)?[^/]+?)-\d+\.\d+\.\d+[^/]*\.tgz$", row["path"])
            if ecosystem == "pypi":
                found[row["sha256"]] = row["path"].split("/")[0].strip()
            elif match:
                found[row["sha256"]] = match.group(1)
    return [normalized(p.ecosystem, found.get(p.sha256, "")) for p in data.packages]


def look_alikes(data, with_neighbors):
    """Whether each package's name resembles a well-known one. The shipped list of honest neighbors was drawn up from this benign corpus too: with it the
    rule cannot be wrong here, without it it is wrong more often than in the product."""
    known = {"npm": Known(listed("npm")), "pypi": Known(listed("PyPI"))}
    honest = {"npm": listed("npmNeighbors"), "pypi": listed("PyPINeighbors")}
    return numpy.array([float(bool(known[p.ecosystem].resembling(name)) and not (with_neighbors and name in honest[p.ecosystem]))
                        for p, name in zip(data.packages, names_of(data))])


def added_by(data, logits, columns):
    """What the second stage adds to every package, cross-fitted as description.fit does it; packages without metadata have no gaps, but a name."""
    trainable = [p for p in range(len(data.packages)) if not data.is_valid[p] and len(data.members[p])]

    def fitted(chosen):
        labels, weights = data.labels[chosen].astype(float), data.weights[chosen].copy()
        for label in (0, 1):
            weights[labels == label] /= weights[labels == label].sum()
        rows = numpy.hstack([numpy.clip(logits[chosen], -8, 8)[:, None], columns[chosen]])
        slopes, _ = calibration.logistic(rows, labels, weights * len(chosen) / 2, ridge=numpy.array([1e-3] + [25.0] * columns.shape[1]))
        return slopes[1:] / max(slopes[0], 0.2)

    shipped = fitted(trainable)
    added = description.added_by(shipped, columns)
    for fold in range(FOLDS):
        held_out = ~data.is_valid & (data.folds == fold)
        added[held_out] = description.added_by(fitted([p for p in trainable if data.folds[p] != fold]), columns[held_out])
    return shipped, added


def main():
    data = Dataset(sequences.read_all())
    trees, encoders, fitted, tables, biases = export.read_weight_file()
    is_npm = numpy.array([p.ecosystem == "npm" for p in data.packages])
    alone = Models(tables, biases, export.unpacked(trees, len(tables)), encoders, fitted).logits(data) - fitted["npm"] * is_npm
    gaps = description.matrix(data.packages)
    strict, lenient = look_alikes(data, False)[:, None], look_alikes(data, True)[:, None]
    acts = numpy.array([float(any(unit[0] == INSTALL for unit in p.units)) for p in data.packages])[:, None]
    campaigns, training = (one_per_cluster(data, of & (data.labels == 1)) for of in (data.is_valid, ~data.is_valid))
    benign = data.labels == 0
    lines = ["# What more a release tells an installer offline", "",
             "Written by `Training/stacking.py`: the second stage fitted anew with other columns beside the same behaviors. Recall in percent at a pooled share of benign packages,",
             "each row with thresholds of its own; 95 % Wilson intervals in brackets. What a column adds to the logit stands in the last cell; all together at most "
             f"{description.MOST:g}.", "",
             "| second stage, campaigns | n | " + " | ".join(f"{100 * rate:g} %" for rate in RATES) + " | adds |", "|---" * (3 + len(RATES)) + "|"]
    for name, columns, extra in (("none", None, ()), ("gaps of the description (ships)", gaps, ()), ("and a look-alike name", numpy.hstack([gaps, strict]), ("name",)),
                                 ("and a look-alike name, honest neighbors known", numpy.hstack([gaps, lenient]), ("name",)),
                                 ("and acting at install time", numpy.hstack([gaps, acts]), ("install",)),
                                 ("and both", numpy.hstack([gaps, strict, acts]), ("name", "install"))):
        weights, added = added_by(data, alone, columns) if columns is not None else ((), numpy.zeros(len(alone)))
        values = alone + added
        values = values + calibration.npm_offset(data, values, description.counted(added)) * is_npm
        cuts = [calibration.threshold_at(values[benign], rate) for rate in RATES]
        shares = ", ".join(f"{word} {weight:.2f}" for word, weight in zip(extra, weights[len(weights) - len(extra):])) or "–"
        for label, of in (("validation", campaigns), ("training, cross-fitted", training)):
            lines.append(recall_row(f"{name}, {label}", values[of], cuts) + f" {shares} |")
    counts = [f"{int(column[of, 0].sum())} of {int(of.sum())} {what}" for column in (strict,) for what, of in (("validation campaigns", campaigns), ("training campaigns", training), ("benign packages", benign))]
    lines += ["", "The rule for names, without its list of honest neighbors, fires on " + ", ".join(counts) + "; with the list, which this corpus helped to draw up, on "
              f"{int(lenient[benign, 0].sum())} benign ones. Names are as the archives' paths state them."]
    with open(RESULTS, "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
