"""Thresholds and validation figures from cross-fitted scores; writes Evaluation/results.md.

  evaluate.py                   of the shipped weights, at their thresholds
  evaluate.py --model FOLDER    of what train.py wrote there: sets the thresholds too
  evaluate.py --scores FILE     writes the score of every benign artifact and validation sample there too
"""
import argparse
import collections
import copy
import csv
import os

import numpy

import calibration
import description
import export
import grafts
import sequences
import tree_alarms
from attack_kinds import KINDS, attack_kind
from corpus_rules import LISTS
from dataset import Dataset, wilson
from linear import score_linear
from mutate import FOLDER as MUTATED, MUTATIONS
from train_encoder import score_windows
from trees import score_trees
from vocabulary import IMPORT, INSTALL, INDEX, FIRST, NAMES

HERE = os.path.dirname(os.path.abspath(__file__))
RESULTS = os.environ.get('AIRLOCK_RESULTS') or os.path.join(HERE, '..', 'Evaluation', 'results.md')
RATES = (0.001, 0.005, 0.01, 0.02, 0.05)


def baselines(data, campaigns, benign):
    """What one gets without any model: (name, recall, false alarms) of known digests, of any install script and of any that acts."""
    known = {package.sha256 for package in data.packages if package.label and package.part != "valid"}
    rules = (("digest of a training sample", lambda package: package.sha256 in known),
             ("acts at install time", lambda package: any(unit[0] == INSTALL for unit in package.units)),
             ("acts at all", lambda package: bool(package.units)))
    for name, rule in rules:
        hits = sum(rule(data.packages[at]) for at in campaigns)
        alarms = sum(rule(package) for package, is_benign in zip(data.packages, benign) if is_benign)
        yield f"| {name} | {100 * hits / len(campaigns):.0f} % of {len(campaigns)} | {100 * alarms / benign.sum():.2f} % of {int(benign.sum())} |"


def precision_rows(logits, campaigns, benign, levels):
    """How many of a hundred blocks are right where one package in 400 or in 6,000 is malicious; no alarm counts as one half."""
    for name, cut in levels:
        recall, alarms = (logits[campaigns] >= cut).mean(), max(0.5, (logits[benign] >= cut).sum()) / benign.sum()
        cells = [f"{100 * recall * share / (recall * share + alarms * (1 - share)):.0f} %" for share in (1 / 400, 1 / 6000)]
        yield f"| {name} | {100 * recall:.0f} % | {100 * alarms:.3f} % | " + " | ".join(cells) + " |"


def seen_by_three(data):
    """The same packages as if all were validation: scored by the mean of the fold models."""
    found = copy.copy(data)
    found.is_valid = numpy.ones(len(data.packages), dtype=bool)
    return found


def names_by_digest():
    found = {}
    for name in os.listdir(LISTS):
        if "benign" in name:
            for row in csv.DictReader(open(os.path.join(LISTS, name), encoding="utf-8"), delimiter="\t"):
                found[row["sha256"]] = f"{row['name']} {row['version']}"
    return found


def first_phase(package):
    phases = {unit[0] for unit in package.units}
    return "install" if INSTALL in phases else "import" if IMPORT in phases else "run" if phases else "none"


def recall_row(name, scores, cuts):
    cells = []
    for cut in cuts:
        hits = int((scores >= cut).sum())
        low, high = wilson(hits, len(scores))
        cells.append(f"{100 * hits / max(1, len(scores)):.0f} ({100 * low:.0f}-{100 * high:.0f})")
    return f"| {name} | {len(scores)} | " + " | ".join(cells) + " |"


class Models:
    """The three models of every fold, and the linear table that ships."""

    def __init__(self, tables, biases, trees, encoders, fitted):
        self.tables, self.biases, self.trees, self.encoders, self.fitted = tables, biases, trees, encoders, fitted

    def scores(self, data):
        """Logits of all windows by fold, as train.py stores them."""
        matrix = data.window_features()
        return {"linear": numpy.array([score_linear(data, table, bias) for table, bias in zip(self.tables, self.biases)]),
                "trees": numpy.array([score_trees(trees, matrix) for trees in self.trees]),
                "encoder": numpy.array([score_windows(encoder, data.windows) for encoder in self.encoders])}

    def shipped_linear(self, data):
        return score_linear(data, self.tables.mean(0), float(self.biases.mean()))

    def logits(self, data, scores=None):
        """Of every package, as the product computes them."""
        scores = scores or self.scores(data)
        return calibration.package_logits(data, self.fitted, scores["linear"], scores["trees"], scores["encoder"], self.shipped_linear(data))


def highest(data, *scores):
    """Of every package the highest sum over its windows."""
    parts = [calibration.out_of_fold(data, part) for part in scores]
    return numpy.array([sum(of_package).max() if len(of_package[0]) else -20.0 for of_package in zip(*parts)])


class Report:
    def __init__(self):
        self.lines = []

    def table(self, title, header, rows):
        self.lines += ["", f"## {title}", "", "| " + " | ".join(header) + " |", "|" + "---|" * len(header), *rows]

    def text(self, *lines):
        self.lines += ["", *lines]


def groups_of(data):
    """Named subsets of the validation campaigns."""
    packages = data.packages
    valid = data.is_valid & (data.labels == 1)
    yield "all", valid
    for ecosystem in ("pypi", "npm"):
        yield ecosystem, valid & numpy.array([p.ecosystem == ecosystem for p in packages])
    yield "pypi without `exercise`", valid & numpy.array([p.ecosystem == "pypi" and p.note != "exercise" for p in packages])
    phases = [first_phase(p) for p in packages]
    for phase in ("install", "import", "run", "none"):
        yield f"first acts at {phase} time" if phase != "none" else "no event", valid & numpy.array([found == phase for found in phases])
    counts = numpy.array([sum(len(u) - 1 for u in p.units) for p in packages])
    for low, high in ((1, 8), (8, 20), (20, 60), (60, 10 ** 9)):
        yield f"{low}-{high - 1} events" if high < 10 ** 9 else f"{low} events and more", valid & (counts >= low) & (counts < high)
    kinds = numpy.array([attack_kind(p) for p in packages])
    for kind, _ in KINDS:
        yield kind, valid & (kinds == kind)
    yield "training campaigns, each by the model that never saw it", ~data.is_valid & (data.labels == 1)


def one_per_cluster(data, mask):
    """Validation counts campaigns: the first sample of each."""
    seen, kept = set(), mask.copy()
    for at in numpy.flatnonzero(mask):
        kept[at] = data.packages[at].group not in seen
        seen.add(data.packages[at].group)
    return kept


def description_rows(data, alone, added, benign, block, warn):
    """What the second stage adds: recall and false alarms of the behaviors alone and with descriptions, each at cuts of its own."""
    campaigns = one_per_cluster(data, data.is_valid & (data.labels == 1))
    training = one_per_cluster(data, ~data.is_valid & (data.labels == 1))
    stated = numpy.array([package.gaps is not None for package in data.packages])
    for name, mask in (("validation campaigns", campaigns), ("of them, with metadata", campaigns & stated), ("training campaigns, cross-fitted", training)):
        for stage, values in (("behaviors alone", alone), ("with descriptions", alone + added)):
            cuts = [block, warn, *(calibration.threshold_at(values[benign], rate) for rate in RATES)]
            yield recall_row(f"{name}, {stage}", values[mask], cuts)


def poor_rows(data, alone, added, benign, block, warn):
    """False alarms among benign packages that say little of themselves, and among the others."""
    together = alone + added
    stated = numpy.array([package.gaps is not None for package in data.packages])
    for name, mask in ((f"gaps add {description.POOR:g} or more", benign & (added >= description.POOR)), ("gaps add less", benign & stated & (added < description.POOR)),
                       ("no metadata in the archive", benign & ~stated)):
        cells = [f"{int((values[mask] >= cut).sum())}" for cut in (block, warn) for values in (alone, together)]
        yield f"| {name} | {int(mask.sum())} | " + " | ".join(cells) + " |"


def mutation_rows(models, weights, cuts):
    """Recall of the same campaigns after their source was changed (mutate.py): behaviors alone, and with descriptions."""
    for name in MUTATIONS:
        path = os.path.join(MUTATED, name + ".txt.xz")
        if os.path.exists(path):
            changed = Dataset(list(sequences.read(path)))
            alone = models.logits(changed)
            yield recall_row(f"{name}, behaviors alone", alone, cuts)
            yield recall_row(f"{name}, with descriptions", alone + description.added_by(weights, description.matrix(changed.packages)), cuts)


def seed_rows(data, path):
    """Recall of each seed's models and of the mean of all, each calibrated for itself."""
    stored = numpy.load(path)
    linear, trees, encoder = stored["linear"].astype(float), stored["trees"].astype(float), stored["encoder"].astype(float)
    campaigns = one_per_cluster(data, data.is_valid & (data.labels == 1))
    training = one_per_cluster(data, ~data.is_valid & (data.labels == 1))
    for name, parts in [*((f"seed {at + 1}", (linear, trees[at], encoder[at])) for at in range(len(trees))), ("mean of the seeds", (linear, trees.mean(0), encoder.mean(0)))]:
        alone = calibration.package_logits(data, calibration.fit(data, *parts), *parts)
        added = description.fit(data, alone)[1]
        alone += calibration.npm_offset(data, alone + added, description.counted(added)) * numpy.array([p.ecosystem == "npm" for p in data.packages])
        for stage, values in (("behaviors alone", alone), ("with descriptions", alone + added)):
            cuts = [calibration.threshold_at(values[data.labels == 0], rate) for rate in RATES]
            yield recall_row(f"{name}, {stage}", values[campaigns], cuts)
            yield recall_row(f"{name}, {stage}, training campaigns cross-fitted", values[training], cuts)


def write_seeds(rows):
    report = Report()
    report.lines.append("# The same training with other seeds\n\nWritten by `Training/evaluate.py --model` after `Training/train.py --seeds N`. All three are newly trained; what ships is another seed of the same recipe (Documentation/ModelCard.md).")
    report.table("Recall at a pooled share of benign packages", ("campaigns", "n", *(f"{100 * rate:g} %" for rate in RATES)), rows)
    with open(os.path.join(os.path.dirname(RESULTS), "seeds.md"), "w", encoding="utf-8") as out:
        out.write("\n".join(report.lines) + "\n")


def rule_rates(data):
    """How often a flow event at install or import time occurs in benign and in validation packages."""
    benign = int((data.labels == 0).sum())
    valid = one_per_cluster(data, data.is_valid & (data.labels == 1))
    counts = collections.defaultdict(lambda: [0, 0])
    for at, package in enumerate(data.packages):
        if package.label and not valid[at]:
            continue
        seen = {(unit[0], token) for unit in package.units for token in unit[1:] if NAMES[token - FIRST].startswith("flow.")}
        for phase, token in seen:
            counts[{INSTALL: "install", IMPORT: "import"}.get(phase, "run"), NAMES[token - FIRST]][package.label] += 1
    for (phase, name), (of_benign, of_malicious) in sorted(counts.items(), key=lambda item: (item[1][0], -item[1][1])):
        yield f"| {phase} | `{name}` | {of_malicious} of {int(valid.sum())} | {of_benign} of {benign} |"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--model")
    options.add_argument("--scores")
    given = options.parse_args()
    data = Dataset(sequences.read_all())
    stored = scores = None
    if given.model:
        path = os.path.join(given.model, "model.npz")
        stored, scores = dict(numpy.load(path)), dict(numpy.load(os.path.join(given.model, "scores.npz")))
        _, trees, encoders, fitted = export.load(path)
        tables, biases = stored["fold_linear"], stored["fold_bias"]
    else:
        trees, encoders, fitted, tables, biases = export.read_weight_file()
    models = Models(tables, biases, export.unpacked(trees, len(tables)), encoders, fitted)
    scores = scores or models.scores(data)
    benign = data.labels == 0
    is_npm = numpy.array([p.ecosystem == "npm" for p in data.packages])
    by_ecosystem = {"pypi": benign & ~is_npm, "npm": benign & is_npm}
    alone = models.logits(data, scores)
    # Fitted before the ecosystems are set beside each other.
    weights, added = description.fit(data, alone - fitted["npm"] * is_npm)
    counted = description.counted(added)
    if stored is not None:
        offset = calibration.npm_offset(data, alone - fitted["npm"] * is_npm + added, counted)
        alone, fitted["npm"] = alone + (offset - fitted["npm"]) * is_npm, offset
    logits = alone + added
    # One cut for both: at the block threshold they agree, at the warn threshold the stricter decides, so that the easy packages of one can not pay
    # for the other's alarms.
    block, warn = (max(calibration.threshold_at(logits[mask], rate, counted[mask]) for mask in by_ecosystem.values()) for rate in (0.001, 0.01))
    of_digest = {package.sha256: logit for package, logit in zip(data.packages, logits) if not package.label}
    # No real tree that we know should meet a block, whatever the share allows.
    block = max(block, tree_alarms.highest(of_digest) + 0.02)
    if stored is None:
        block, warn = (float(numpy.log(fitted[name] / (1 - fitted[name]))) for name in ("block", "warn"))
    probability = lambda logit: 1 / (1 + numpy.exp(-logit))
    report = Report()
    report.lines.append("# Detection on validation data\n\nWritten by `Training/evaluate.py`; percentages of campaigns, 95 % Wilson intervals in brackets.")
    n = {name: int(mask.sum()) for name, mask in by_ecosystem.items()}
    report.text(f"Benign: {n['pypi']} PyPI and {n['npm']} npm artifacts, each scored by the model that never saw its project. "
                f"Block at a score of {probability(block):.4f}, warn at {probability(warn):.4f}. "
                f"The logit of npm packages is raised by {fitted['npm']:.2f}, so that both ecosystems reach 0.1 % of benign packages, each counted as Documentation/ModelCard.md says, at the same score.")
    rows = []
    for name, mask in [*by_ecosystem.items(), ("both", benign)]:
        for level, cut in (("block", block), ("warn", warn)):
            hits = int((logits[mask] >= cut).sum())
            low, high = wilson(hits, int(mask.sum()))
            rows.append(f"| {name} | {level} | {hits} of {int(mask.sum())} | {100 * hits / mask.sum():.2f} ({100 * low:.2f}-{100 * high:.2f}) |")
    report.table("False alarms", ("ecosystem", "level", "packages", "%"), rows)
    header = ("validation campaigns", "n", "block", "warn", *(f"{100 * rate:g} %" for rate in RATES))
    cuts = [block, warn, *(calibration.threshold_at(logits[benign], rate) for rate in RATES)]
    rows = [recall_row(name, logits[one_per_cluster(data, mask)], cuts) for name, mask in groups_of(data) if mask.any()]
    report.table("Recall at the shipped thresholds, and at a pooled share of benign packages", header, rows)
    report.table("What descriptions add: behaviors alone, and raised by what a release leaves unsaid", header, list(description_rows(data, alone, added, benign, block, warn)))
    report.table("False alarms by description", ("benign packages", "n", "block, behaviors alone", "block, with descriptions", "warn, behaviors alone", "warn, with descriptions"),
                 list(poor_rows(data, alone, added, benign, block, warn)))
    report.text("What each gap adds to the logit, all together at most " + f"{description.MOST:g}: " + ", ".join(f"`{gap}` {weight:.2f}" for gap, weight in zip(description.GAPS, weights)) + ".")
    campaigns = numpy.flatnonzero(one_per_cluster(data, data.is_valid & (data.labels == 1)))
    rows = []
    by_slope = {name: fitted[name] * scores[name] for name in ("linear", "trees", "encoder")}
    in_disorder = models.logits(grafts.shuffled(data))
    raised = fitted["npm"] * is_npm
    for model, values in (("all three", alone), ("without the encoders", highest(data, fitted["alone"] * scores["linear"], fitted["alone_trees"] * scores["trees"]) + raised),
                          ("without the trees", highest(data, by_slope["linear"], by_slope["encoder"]) + raised),
                          ("without the linear model", highest(data, by_slope["trees"], by_slope["encoder"]) + raised),
                          ("linear alone", highest(data, scores["linear"])), ("trees alone", highest(data, scores["trees"])),
                          ("encoders alone", highest(data, scores["encoder"])), ("all three, events shuffled", in_disorder)):
        benign_values = values[benign]
        rows.append(recall_row(f"{model}, both", values[campaigns], [calibration.threshold_at(benign_values, r) for r in RATES]))
        for ecosystem in ("pypi", "npm"):
            mask = one_per_cluster(data, data.is_valid & numpy.array([p.ecosystem == ecosystem for p in data.packages]) & (data.labels == 1))
            if mask.any():
                rows.append(recall_row(f"{model}, {ecosystem}", values[mask], [calibration.threshold_at(values[by_ecosystem[ecosystem]], r) for r in RATES]))
    report.table("Models without descriptions, at shares of the benign packages of both or of the same ecosystem", ("model", "n", *(f"{100 * r:g} %" for r in RATES)), rows)
    without_encoders = highest(data, fitted["alone"] * scores["linear"], fitted["alone_trees"] * scores["trees"]) + fitted["alone_offset"] + raised
    report.table("The encoders and the order of events at the shipped thresholds", header,
                 [recall_row(f"{name}, {stage}", (values + plus)[campaigns], [block, warn, *(calibration.threshold_at((values + plus)[benign], r) for r in RATES)])
                  for name, values in (("all three", alone), ("without the encoders", without_encoders), ("events shuffled", in_disorder))
                  for stage, plus in (("behaviors alone", 0 * added), ("with descriptions", added))])
    by_window = sum(slope.mean(0) for slope in by_slope.values())
    report.table("Without a model", ("rule", "validation campaigns", "benign packages"), list(baselines(data, campaigns, benign)))
    report.table("Precision, recomputed for the share of malicious packages among those installed", ("level", "recall", "false alarms", "1 in 400", "1 in 6,000"),
                 list(precision_rows(logits, campaigns, benign, (("block", block), ("warn", warn)))))
    report.table("Payloads hidden in benign packages: the host's description, so behaviors alone", header,
                 [recall_row("as found, behaviors alone, by the mean of four", alone[campaigns], cuts),
                  recall_row("as found, by one fold model", models.logits(grafts.as_found(data, campaigns, grafts.is_large)), cuts),
                  recall_row("as one more file of a large package, by that model", models.logits(grafts.as_one_more_file(data, campaigns)), cuts),
                  recall_row("as found, by another fold model", models.logits(grafts.as_found(data, campaigns, grafts.has_long_unit)), cuts),
                  recall_row("inside a unit of more than 60 events, under its phase, by that model", models.logits(grafts.inside_a_unit(data, campaigns, by_window)), cuts)])
    report.table("Payloads whose source was changed: names, texts cut in two, texts behind base64, code put between, all but base64", header, list(mutation_rows(models, weights, cuts)))
    names = names_by_digest()
    flagged = [at for at in numpy.argsort(-logits) if benign[at] and logits[at] >= warn]
    seen = calibration.package_logits(seen_by_three(data), fitted, scores["linear"], scores["trees"], scores["encoder"], models.shipped_linear(data)) + added
    report.text(f"Scored by the mean that ships, which has seen three quarters of each, {int((seen[benign] >= block).sum())} of the {int(benign.sum())} benign artifacts "
                f"reach the block threshold and {int((seen[benign] >= warn).sum())} the warn threshold.")
    report.table("Benign packages at or above the warn threshold", ("package", "kind", "behaviors alone", "with description", "level"),
                 [f"| {names.get(data.packages[at].sha256, data.packages[at].cluster)} | {data.packages[at].kind} | {probability(alone[at]):.4f} | {probability(logits[at]):.4f} | "
                  f"{'block' if logits[at] >= block else 'warn'} |" for at in flagged[:60]])
    report.table("Real dependency trees: nodes that are not reserved and that the corpus holds", ("tree", "nodes", "scored", "blocked", "warned"),
                 list(tree_alarms.rows(of_digest, block, warn)))
    report.table("Flow events by phase", ("phase", "event", "validation campaigns", "benign packages"), list(rule_rates(data)))
    seeds = os.path.join(given.model or "", "seeds.npz")
    if os.path.exists(seeds):
        write_seeds(list(seed_rows(data, seeds)))
    if given.scores:
        with open(given.scores, "w", encoding="utf-8") as out:
            out.write("sha256\tscore\n")
            out.writelines(f"{package.sha256}\t{probability(logit):.5f}\n" for package, logit in zip(data.packages, logits) if not package.label or package.part == "valid")
    os.makedirs(os.path.dirname(RESULTS), exist_ok=True)
    with open(RESULTS, "w", encoding="utf-8") as out:
        out.write("\n".join(report.lines) + "\n")
    if stored is not None:
        stored["calibration.block"], stored["calibration.warn"], stored["calibration.npm"] = probability(block), probability(warn), fitted["npm"]
        stored["description"] = weights
        numpy.savez(os.path.join(given.model, "model.npz"), **stored)
    print("\n".join(report.lines))


if __name__ == "__main__":
    main()
