"""From the three logits of a window to one probability, and from cross-fitted scores to thresholds."""
import numpy


# Encoder positions per package; the weight file carries it.
BUDGET = 1536


def out_of_fold(data, scores, shipped=None):
    """Each window list of a package scored by the fold model that never saw it; validation by what ships: `shipped`, or the mean."""
    mean = scores.mean(0) if shipped is None else shipped
    return [mean[m] if valid else scores[fold][m] for m, fold, valid in zip(data.members, data.folds, data.is_valid)]


def logistic(rows, labels, weights, steps=400, ridge=None):
    """Newton's method with a ridge (of each column, where given); slopes below zero are set to zero and left out."""
    ridge = numpy.full(rows.shape[1], 1e-3) if ridge is None else ridge
    active = list(range(rows.shape[1]))
    while True:
        x = numpy.hstack([rows[:, active], numpy.ones((len(rows), 1))])
        penalty = numpy.append(ridge[active], 1e-3)
        beta = numpy.zeros(x.shape[1])
        for _ in range(steps):
            p = 1 / (1 + numpy.exp(-numpy.clip(x @ beta, -30, 30)))
            gradient = x.T @ (weights * (p - labels)) + penalty * beta
            hessian = (x * (weights * p * (1 - p))[:, None]).T @ x + numpy.diag(penalty)
            change = numpy.linalg.solve(hessian, gradient)
            beta -= numpy.clip(change, -2, 2)
            if abs(change).max() < 1e-7:
                break
        negative = [at for at, value in zip(active, beta[:-1]) if value < 0]
        if not negative:
            slopes = numpy.zeros(rows.shape[1])
            slopes[active] = beta[:-1]
            return slopes, beta[-1]
        active = [at for at in active if at not in negative]


def fit(data, linear_all, trees_all, encoder_all):
    """Slopes and offset on each training package's highest window, chosen anew three times; both classes weigh the same. `alone` is for windows that the
    encoders do not read."""
    logits = [out_of_fold(data, scores) for scores in (linear_all, trees_all, encoder_all)]
    chosen = [p for p in range(len(data.packages)) if not data.is_valid[p] and len(data.members[p])]
    labels = data.labels[chosen].astype(float)
    weights = data.weights[chosen].copy()
    weights[labels > 0] /= weights[labels > 0].sum()
    weights[labels == 0] /= weights[labels == 0].sum()
    weights *= len(chosen) / 2

    def fitted(models):
        slopes = numpy.full(len(models), 1 / len(models))
        for _ in range(4):
            rows = []
            for p in chosen:
                of_package = numpy.array([numpy.clip(logits[model][p], -15, 15) for model in models])
                rows.append(of_package[:, (slopes @ of_package).argmax()])
            slopes, offset = logistic(numpy.array(rows), labels, weights)
        return slopes, offset

    slopes, offset = fitted((0, 1, 2))
    alone, alone_offset = fitted((0, 1))
    return {"linear": slopes[0], "trees": slopes[1], "encoder": slopes[2], "offset": offset,
            "alone": alone[0], "alone_trees": alone[1], "alone_offset": alone_offset, "npm": 0.0}


def package_logits(data, fitted, linear_all, trees_all, encoder_all, linear_shipped=None, budget=BUDGET):
    """The logit of every package as the product computes it (-20 where there is no event): windows in the order of what the linear model and the trees
    say are encoded until `budget` positions are spent, the others count by those two alone."""
    linear, trees = out_of_fold(data, linear_all, linear_shipped), out_of_fold(data, trees_all)
    encoder = out_of_fold(data, encoder_all)
    lengths = numpy.array([len(window) for window in data.windows])
    found = numpy.full(len(data.packages), -20.0)
    for p, (l, t, e) in enumerate(zip(linear, trees, encoder)):
        if not len(l):
            continue
        l, t, e = (numpy.clip(logits, -15, 15) for logits in (l, t, e))
        alone = fitted["alone"] * l + fitted["alone_trees"] * t + fitted["alone_offset"]
        order = numpy.argsort(-alone, kind="stable")
        spent = numpy.cumsum(lengths[data.members[p]][order]) - lengths[data.members[p]][order]
        is_encoded = numpy.zeros(len(l), dtype=bool)
        is_encoded[order] = spent < budget
        all_three = fitted["linear"] * l + fitted["trees"] * t + fitted["encoder"] * e + fitted["offset"]
        found[p] = numpy.where(is_encoded, all_three, alone).max() + fitted["npm"] * (data.packages[p].ecosystem == "npm")
    return found


def threshold_at(benign, share, counted=None):
    """The lowest cut that at most `share` of the benign scores reach or pass, each counted once or as often as `counted` says; a cut lies between two scores."""
    order = numpy.argsort(-benign, kind="stable")
    ordered = benign[order]
    spent = numpy.cumsum(numpy.ones(len(benign)) if counted is None else counted[order])
    allowed = int((spent <= share * spent[-1]).sum())
    above = ordered[allowed - 1] if allowed else ordered[0] + 1.0
    return float((above + ordered[allowed]) / 2 if allowed else ordered[0] + 0.25)


def npm_offset(data, logits, counted, share=0.001):
    """What npm's logits are raised by, so that one threshold stops the same share of benign packages in either ecosystem: what npm packages do is more
    alike, and at a cut that PyPI's packages set none of them is near it."""
    cuts = {}
    for ecosystem in ("pypi", "npm"):
        benign = (data.labels == 0) & numpy.array([p.ecosystem == ecosystem for p in data.packages])
        cuts[ecosystem] = threshold_at(logits[benign], share, counted[benign])
    return cuts["pypi"] - cuts["npm"]
