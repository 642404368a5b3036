"""The monotone linear model: non-negative weights over n-gram buckets, trained on each package's strongest span."""
import numpy

from windows import BUCKETS


def sigmoid(value):
    return 1 / (1 + numpy.exp(-numpy.clip(value, -30, 30)))


def train_linear(dataset, chosen, steps=260, rate=0.02, l1=6e-6, l2=2e-6):
    """Returns (weights, bias). A package's logit is that of its highest span; Adam, weights cut at zero after each step."""
    flat, offsets = dataset.features()
    chosen = [p for p in chosen if len(dataset.spans_of_package[p])]
    numbers = numpy.unique(numpy.concatenate([dataset.spans_of_package[p] for p in chosen]))
    place = numpy.full(len(dataset.spans), -1, dtype=numpy.int64)
    place[numbers] = numpy.arange(len(numbers))
    buckets = numpy.concatenate([flat[offsets[n]:offsets[n + 1]] for n in numbers])
    lengths = (offsets[1:] - offsets[:-1])[numbers]
    starts = numpy.concatenate([[0], numpy.cumsum(lengths)[:-1]])
    members = [place[dataset.spans_of_package[p]] for p in chosen]
    member = numpy.concatenate(members)
    package_starts = numpy.concatenate([[0], numpy.cumsum([len(m) for m in members])[:-1]])
    labels = dataset.labels[chosen].astype(float)
    weight = dataset.weights[chosen].copy()
    weight[labels > 0] /= weight[labels > 0].sum()
    weight[labels == 0] *= 2 / weight[labels == 0].sum()
    owner_label = numpy.repeat(labels, [len(m) for m in members])
    # How often each span counts as benign, whichever packages it stands in.
    negatives = numpy.bincount(member[owner_label == 0], minlength=len(numbers)) / max(1, int((owner_label == 0).sum()))
    # The last entry is the bias.
    values = numpy.append(numpy.full(BUCKETS, 0.02), -4.0)
    first, second = numpy.zeros(BUCKETS + 1), numpy.zeros(BUCKETS + 1)
    for step in range(1, steps + 1):
        logits = numpy.add.reduceat(values[buckets], starts) + values[-1]
        in_packages = logits[member]
        highest = numpy.maximum.reduceat(in_packages, package_starts)
        # The first span that reaches its package's maximum carries the label.
        reaches = numpy.flatnonzero(in_packages == numpy.repeat(highest, [len(m) for m in members]))
        owners = numpy.searchsorted(package_starts, reaches, side="right") - 1
        carriers = member[reaches[numpy.unique(owners, return_index=True)[1]]]
        slope = numpy.bincount(carriers, weights=weight * (sigmoid(highest) - labels), minlength=len(numbers))
        slope += 0.5 * negatives * sigmoid(logits)
        gradient = numpy.append(numpy.bincount(buckets, weights=numpy.repeat(slope, lengths), minlength=BUCKETS), slope.sum())
        gradient[:-1] += l1 + 2 * l2 * values[:-1]
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient * gradient
        change = (first / (1 - 0.9 ** step)) / (numpy.sqrt(second / (1 - 0.99 ** step)) + 1e-8)
        pace = 1 - 0.9 * step / steps
        values[:-1] = numpy.maximum(0, values[:-1] - rate * pace * change[:-1])
        values[-1] -= 0.05 * pace * change[-1]
    return values[:-1].astype(numpy.float32), float(values[-1])


def score_linear(dataset, weights, bias):
    """The linear logit of every window: that of its highest span."""
    flat, offsets = dataset.features()
    of_spans = numpy.add.reduceat(weights[flat].astype(float), offsets[:-1]) + bias
    return numpy.array([of_spans[spans].max() for spans in dataset.spans_of_window])
