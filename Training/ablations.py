"""What each part is worth: the linear model and the trees, half as many as ship, trained anew without it; for some rows an encoder beside them.

  ablations.py [--processes N] [--device cuda] [--only NAME]     writes Evaluation/ablations.md

Recall of validation campaigns at shares of the benign packages, as in evaluate.py; `cerebro` reads sixteen features instead of the vocabulary.
"""
import argparse
import multiprocessing
import os
import random
import re

import numpy
import torch

import calibration
import kinds
import sequences
from dataset import FOLDS, Dataset
from evaluate import RATES, highest, one_per_cluster, recall_row
from linear import score_linear, train_linear
from model import Encoder
from train_encoder import fine_tune, pretrain, score_windows
from trees import train_trees
from vocabulary import BEHAVIORS, FIRST, INDEX, NAMES, RUN

HERE = os.path.dirname(os.path.abspath(__file__))
RESULTS = os.environ.get("AIRLOCK_ABLATIONS") or os.path.join(HERE, "..", "Evaluation", "ablations.md")
OF_TOKEN = list(kinds.OF_TOKEN)


def events_changed(packages, change):
    """Every package with each unit's events changed; units that become empty go."""
    for package in packages:
        units = []
        for unit in package.units:
            events = change(unit[1:])
            if events:
                units.append((unit[0], *events))
        package.units = units
    return packages


def cerebro_features():
    """The feature of each event, as CerebroFeature.swift states it; -1 where it has none."""
    text = open(os.path.join(BEHAVIORS, "CerebroFeature.swift"), encoding="utf-8").read()
    names = dict(re.findall(r'case \.(\w+): "([^"]+)"', open(os.path.join(BEHAVIORS, "Behavior+Name.swift"), encoding="utf-8").read()))
    found = {}
    for cases, feature in re.findall(r"case ((?:\.\w+,?\s*)+):\s*(?:return )?\.(\w+)", text):
        for case in re.findall(r"\.(\w+)", cases):
            if case in names:
                found[INDEX[names[case]]] = feature
    order = {feature: at for at, feature in enumerate(sorted(set(found.values())))}
    return [order[found[at]] if at in found else -1 for at in range(len(NAMES))], len(order)


def shuffled(packages):
    generator = random.Random(5)
    return events_changed(packages, lambda events: generator.sample(events, len(events)))


def without_flows(packages):
    flows = {FIRST + at for at, name in enumerate(NAMES) if name.startswith("flow.")}
    return events_changed(packages, lambda events: [event for event in events if event not in flows])


def without_phases(packages):
    for package in packages:
        package.units = [(RUN, *unit[1:]) for unit in package.units]
    return packages


def cerebro(packages):
    features, count = cerebro_features()
    print(count, "features", flush=True)
    return events_changed(packages, lambda events: [FIRST + features[event - FIRST] for event in events if features[event - FIRST] >= 0])


def fewer(share):
    """A share of the campaigns and of the benign projects, folds alike; validation stays whole, and so do the benign packages that are scored."""
    return lambda data: [p for p in range(len(data.packages)) if hash_share(data.packages[p].group) < share]


def hash_share(group):
    return random.Random("curve:" + group).random()


def of_ecosystem(name):
    return lambda data: [p for p in range(len(data.packages)) if data.packages[p].ecosystem == name]


# Name, how the sequences are changed, which packages a model may learn from, and the encoder's epochs of pretraining where there is one.
VARIANTS = {
    "all": (None, None), "events shuffled in training and test": (shuffled, None), "without flow events": (without_flows, None),
    "without phases": (without_phases, None), "without kinds": ("kinds", None), "Cerebro's sixteen features": (cerebro, None),
    "half of the training packages": (None, fewer(0.5)), "a quarter": (None, fewer(0.25)), "a tenth": (None, fewer(0.1)),
    "trained on PyPI only": (None, of_ecosystem("pypi")), "trained on npm only": (None, of_ecosystem("npm")),
    "all, and an encoder": (None, None, 4), "all, and an encoder without pretraining": (None, None, 0),
    "Cerebro's sixteen features, and an encoder": (cerebro, None, 4), "without kinds, and an encoder": ("kinds", None, 4),
}


def encoded(data, chosen, teacher, epochs, fold, device):
    """The logits of an encoder trained as train.py does it."""
    torch.set_num_threads(1)
    torch.manual_seed(100 + fold)
    encoder = Encoder().to(device)
    if epochs:
        pretrain(encoder, [data.windows[n] for n in numpy.unique(numpy.concatenate([data.members[p] for p in chosen]))], epochs, 100 + fold)
    return score_windows(fine_tune(encoder, data, chosen, teacher, 8, 100 + fold), data.windows)


def run(name, device):
    change, chosen_from, *epochs = VARIANTS[name]
    kinds.OF_TOKEN[:] = OF_TOKEN
    if change in ("kinds", cerebro):
        kinds.OF_TOKEN[:] = [0] * len(OF_TOKEN)
    packages = sequences.read_all()
    if callable(change):
        packages = change(packages)
    data = Dataset(packages)
    allowed = set(range(len(packages)) if chosen_from is None else chosen_from(data))
    linear, trees, encoders = [], [], []
    for fold in range(FOLDS):
        chosen = numpy.array([p for p in data.training(fold) if p in allowed])
        table, bias = train_linear(data, chosen)
        linear.append(score_linear(data, table, bias))
        trees.append(train_trees(data, chosen, linear[-1], 100 + fold, rounds=110, passes=1)[1])
        if epochs:
            encoders.append(encoded(data, chosen, linear[-1], epochs[0], fold, device))
    values = highest(data, *(numpy.array(part) for part in (linear, trees, encoders) if part))
    rows = []
    for ecosystem in (None, "pypi", "npm"):
        of = numpy.array([ecosystem in (None, p.ecosystem) for p in packages])
        campaigns = one_per_cluster(data, data.is_valid & (data.labels == 1) & of)
        cuts = [calibration.threshold_at(values[(data.labels == 0) & of], rate) for rate in RATES]
        rows.append(recall_row(f"{name}, {ecosystem or 'both'}", values[campaigns], cuts))
    print("\n".join(rows), flush=True)
    return rows


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--device", default="cpu", help="of the encoders, such as cuda")
    options.add_argument("--only", action="append")
    given = options.parse_args()
    names = given.only or list(VARIANTS)
    with multiprocessing.get_context("spawn").Pool(given.processes, maxtasksperchild=1) as pool:
        found = pool.starmap(run, [(name, given.device) for name in names], chunksize=1)
    lines = ["# What each part is worth", "", "Written by `Training/ablations.py`: the linear model and half as many trees as ship, trained anew for each row (summed logits, behaviors alone; an encoder only where the row says so);",
             "recall of validation campaigns in percent at shares of the benign packages of both or of the same ecosystem, 95 % Wilson intervals in brackets.", "",
             "| model | n | " + " | ".join(f"{100 * rate:g} %" for rate in RATES) + " |", "|---" * (2 + len(RATES)) + "|"]
    with open(RESULTS, "w", encoding="utf-8") as out:
        out.write("\n".join(lines + [row for rows in found for row in rows]) + "\n")


if __name__ == "__main__":
    main()
