"""Windows, folds and weights shared by the two models."""
import collections
import hashlib
import math

import numpy
import scipy.sparse

from windows import BUCKETS, TREE_BUCKETS, buckets_of, spans_of, windows_of

FOLDS = 4


def fold_of(group):
    """Four folds by project (benign) or campaign (malicious)."""
    return hashlib.sha256(b"fold:" + group.encode()).digest()[0] % FOLDS


class Dataset:
    """Distinct windows once; a package is the set of its windows' numbers."""

    def __init__(self, packages):
        self.packages = packages
        index, self.members = {}, []
        for package in packages:
            numbers = set()
            for unit in package.units:
                for window in windows_of(unit):
                    numbers.add(index.setdefault(window, len(index)))
            self.members.append(numpy.array(sorted(numbers), dtype=numpy.int64))
        self.windows = list(index)
        index, self.spans_of_window = {}, []
        for window in self.windows:
            self.spans_of_window.append(numpy.array([index.setdefault(span, len(index)) for span in spans_of(window)]))
        self.spans = list(index)
        self.spans_of_package = [numpy.unique(numpy.concatenate([self.spans_of_window[n] for n in numbers])) if len(numbers) else numbers
                                 for numbers in self.members]
        self.labels = numpy.array([p.label for p in packages])
        self.folds = numpy.array([fold_of(p.group) for p in packages])
        self.is_valid = numpy.array([p.part == "valid" for p in packages])
        sizes = collections.Counter(p.group for p in packages if p.label)
        # A campaign weighs one, however many of its samples are here.
        self.weights = numpy.array([1 / sizes[p.group] if p.label else 1.0 for p in packages])
        self._features = None
        self._window_features = None

    def features(self):
        """Buckets of all spans as (flat, offsets)."""
        if self._features is None:
            flat, offsets = [], [0]
            for span in self.spans:
                flat += buckets_of(span, BUCKETS)
                offsets.append(len(flat))
            self._features = numpy.array(flat, dtype=numpy.int32), numpy.array(offsets, dtype=numpy.int64)
        return self._features

    def window_features(self):
        """Buckets of all windows for the trees, as a sparse matrix of ones."""
        if self._window_features is None:
            self._window_features = feature_matrix(self.windows)
        return self._window_features

    def training(self, held_out):
        """Numbers of the packages a model of this fold learns from; validation clusters are in no fold."""
        return numpy.flatnonzero((self.folds != held_out) & ~self.is_valid)


def feature_matrix(windows):
    """What the trees read of windows: a sparse matrix of ones."""
    flat, offsets = [], [0]
    for window in windows:
        flat += buckets_of(window, TREE_BUCKETS)
        offsets.append(len(flat))
    return scipy.sparse.csr_matrix((numpy.ones(len(flat), dtype=numpy.float32), flat, offsets), shape=(len(windows), TREE_BUCKETS))


def wilson(hits, total, z=1.96):
    if total == 0:
        return 0.0, 1.0
    share = hits / total
    middle = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return max(0.0, (middle - spread) / (1 + z * z / total)), min(1.0, (middle + spread) / (1 + z * z / total))
