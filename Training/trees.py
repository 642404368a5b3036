"""Boosted trees over the features of a window: whether each is there or not. `TreeEvidence.swift` walks the same trees."""
import lightgbm
import numpy

ROUNDS, PASSES, RARE = 220, 2, 8
SETTINGS = {"objective": "binary", "learning_rate": 0.08, "num_leaves": 15, "min_data_in_leaf": 10, "feature_fraction": 0.3, "bagging_fraction": 0.8, "bagging_freq": 1,
            "lambda_l2": 5.0, "verbose": -1, "num_threads": 1, "deterministic": True, "force_col_wise": True}


def train_trees(dataset, chosen, teacher, seed, rounds=ROUNDS, passes=PASSES):
    """Returns (trees, logits of all windows). As for the encoder, a package's highest window carries its label, every benign window is a negative and
    the highest two of each package count twice more; `teacher` (the linear logits) picks first, the trees themselves in the second pass."""
    matrix = dataset.window_features()
    malicious = [p for p in chosen if dataset.labels[p] and len(dataset.members[p])]
    benign = [p for p in chosen if not dataset.labels[p] and len(dataset.members[p])]
    weight = dataset.weights[malicious]
    benign_windows = numpy.unique(numpy.concatenate([dataset.members[p] for p in benign]))
    seen = numpy.unique(numpy.concatenate([dataset.members[p] for p in chosen if len(dataset.members[p])]))
    columns = numpy.flatnonzero(numpy.asarray(matrix[seen].sum(0)).ravel() >= RARE)
    matrix = matrix[:, columns]
    scores = teacher
    for _ in range(passes):
        positives = numpy.array([dataset.members[p][scores[dataset.members[p]].argmax()] for p in malicious])
        hardest = numpy.concatenate([dataset.members[p][numpy.argsort(-scores[dataset.members[p]], kind="stable")[:2]] for p in benign])
        negatives = numpy.concatenate([benign_windows, hardest, hardest])
        rows = numpy.concatenate([positives, negatives])
        labels = numpy.concatenate([numpy.ones(len(positives)), numpy.zeros(len(negatives))])
        # Negatives together weigh twice the positives.
        weights = numpy.concatenate([weight / weight.sum(), numpy.full(len(negatives), 2 / len(negatives))]) * len(rows) / 3
        booster = lightgbm.train({**SETTINGS, "seed": seed}, lightgbm.Dataset(matrix[rows], label=labels, weight=weights), num_boost_round=rounds)
        scores = booster.predict(matrix, raw_score=True)
    return parsed(booster, columns), scores


def parsed(booster, columns):
    """Trees as lists of nodes (bucket, child where absent, child where present), the root first and children after their parents; a child is a node's
    number, or ~n for leaf n; and the leaves' values."""
    found = []
    for tree in booster.dump_model()["tree_info"]:
        nodes, leaves, waiting = [], [], [(tree["tree_structure"], None, None)]
        while waiting:
            part, parent, side = waiting.pop(0)
            if "leaf_value" in part:
                number = ~len(leaves)
                leaves.append(part["leaf_value"])
            else:
                if part["decision_type"] != "<=" or not 0 <= part["threshold"] < 1:
                    raise SystemExit(f"a split that is no question of presence: {part['decision_type']} {part['threshold']}")
                number = len(nodes)
                nodes.append([int(columns[part["split_feature"]]), None, None])
                waiting += [(part["left_child"], number, 1), (part["right_child"], number, 2)]
            if parent is not None:
                nodes[parent][side] = number
        found.append((nodes, leaves))
    return found


def score_trees(trees, matrix):
    """The logits of the windows whose features a sparse matrix holds, as the product computes them."""
    columns, columns_read = matrix.tocsc(), {}
    count = matrix.shape[0]

    def has(bucket):
        if bucket not in columns_read:
            found = numpy.zeros(count, dtype=bool)
            found[columns.indices[columns.indptr[bucket]:columns.indptr[bucket + 1]]] = True
            columns_read[bucket] = found
        return columns_read[bucket]

    total = numpy.zeros(count)
    for nodes, leaves in trees:
        waiting = [(0 if nodes else ~0, numpy.arange(count))]
        while waiting:
            at, rows = waiting.pop()
            if at < 0:
                total[rows] += leaves[~at]
            elif len(rows):
                bucket, absent, there = nodes[at]
                present = has(bucket)[rows]
                waiting += [(absent, rows[~present]), (there, rows[present])]
    return total
