"""The second stage: what a release leaves unsaid about itself, as a bounded addition to the logit of its behaviors.

Two stages, because a model that saw both at once would learn that a good description excuses bad behavior. Weights are not
negative and their sum is cut at MOST. `DescriptionWeights.swift` computes the same.
"""
import os
import re

import numpy

import calibration
from dataset import FOLDS

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Sources", "Packages", "DescriptionGap.swift")
GAPS = re.findall(r'^\s+case \w+ = "([a-z-]+)"$', open(SOURCE, encoding="utf-8").read(), re.M)
# With behavior in the upper hundredth of benign packages, and no less, gaps can block.
MOST = 2.0
# Our benign packages are better described than most of a registry: one in eighty states no summary. Thresholds
# count those that gaps raise by POOR and more as if they were four.
POOR, COUNTED = 1.0, 4.0


def matrix(packages):
    found = numpy.zeros((len(packages), len(GAPS)))
    for row, package in zip(found, packages):
        for gap in package.gaps or ():
            row[GAPS.index(gap)] = 1.0
    return found


def fit_weights(data, logits, chosen):
    """Weights in the order of GAPS, fitted beside the behaviors' logit; both classes weigh the same, a campaign counts once."""
    labels, weights = data.labels[chosen].astype(float), data.weights[chosen].copy()
    for label in (0, 1):
        weights[labels == label] /= weights[labels == label].sum()
    weights *= len(chosen) / 2
    rows = numpy.hstack([numpy.clip(logits[chosen], -8, 8)[:, None], matrix([data.packages[p] for p in chosen])])
    # A ridge of its own for the gaps: they occur together, and none should carry what others say as well.
    slopes, _ = calibration.logistic(rows, labels, weights, ridge=numpy.array([1e-3] + [25.0] * len(GAPS)))
    return slopes[1:] / max(slopes[0], 0.2)


def fit(data, logits):
    """(weights that ship, what they add to every package): each training package by weights that never saw its project."""
    trainable = [p for p in range(len(data.packages)) if not data.is_valid[p] and data.packages[p].gaps is not None and len(data.members[p])]
    shipped = fit_weights(data, logits, trainable)
    gaps = matrix(data.packages)
    added = added_by(shipped, gaps)
    for fold in range(FOLDS):
        own = fit_weights(data, logits, [p for p in trainable if data.folds[p] != fold])
        held_out = ~data.is_valid & (data.folds == fold)
        added[held_out] = added_by(own, gaps[held_out])
    return shipped, added


def added_by(weights, gaps):
    return numpy.minimum(MOST, gaps @ weights)


def counted(added):
    """How often each benign package counts against a threshold."""
    return numpy.where(added >= POOR, COUNTED, 1.0)
