"""What encoders of other sizes and coarser numbers find, beside what they cost; writes Evaluation/sizes.md.

  sizes.py [--model FOLDER] [--train] [--processes N]

Takes what train.py left in FOLDER: its encoders as they are, rounded, left out, and those of three seeds together where it has them. `--train` also trains
encoders of other sizes as train.py does, one for each fold (an hour on two cores). Every row is calibrated for itself and counts behaviors alone.
"""
import argparse
import multiprocessing
import os
import time

import numpy
import torch

import calibration
import description
import model
import sequences
from dataset import FOLDS, Dataset
from evaluate import one_per_cluster, recall_row
from linear import score_linear
from mutate import TRAINING
from train_encoder import fine_tune, pretrain, score_windows

HERE = os.path.dirname(os.path.abspath(__file__))
RESULTS = os.path.join(HERE, "..", "Evaluation", "sizes.md")
RATES = (0.001, 0.005, 0.01)
SHIPPED = (model.LAYERS, model.WIDTH, model.HEADS, model.FEED_FORWARD)
SIZES = ((1, 48, 2, 96), (2, 48, 2, 96), (2, 144, 6, 288))
SAMPLE = 4096


def encoder_of(size):
    model.LAYERS, model.WIDTH, model.HEADS, model.FEED_FORWARD = size
    return model.Encoder()


def trained(size, fold, folder):
    """The logits of all stored windows by an encoder of `size` that never saw `fold`."""
    torch.set_num_threads(1)
    stored = sequences.read_all()
    data, count = Dataset(stored + list(sequences.read(TRAINING))), len(Dataset(stored).windows)
    chosen, seed = data.training(fold), 100 + fold
    torch.manual_seed(seed)
    encoder = encoder_of(size)
    pretrain(encoder, [data.windows[n] for n in numpy.unique(numpy.concatenate([data.members[p] for p in chosen]))], 4, seed)
    tables = numpy.load(os.path.join(folder, "model.npz"))
    teacher = score_linear(data, tables["fold_linear"][fold], float(tables["fold_bias"][fold]))
    fine_tune(encoder, data, chosen, teacher, 8, seed)
    return score_windows(encoder, data.windows[:count])


def shipped_states(folder):
    stored = numpy.load(os.path.join(folder, "model.npz"))
    return [{name.split(".", 1)[1]: torch.from_numpy(stored[name]) for name in stored.files if name.startswith(f"{fold}.")} for fold in range(FOLDS)]


def rounded(state, bits):
    """Every matrix in half precision, or in whole steps of 1/127 of the largest value of a row."""
    found = {}
    for name, value in state.items():
        if value.ndim < 2:
            found[name] = value
        elif bits == 16:
            found[name] = value.half().float()
        else:
            step = value.abs().amax(1, keepdim=True).clamp(min=1e-9) / 127
            found[name] = (value / step).round() * step
    return found


def cost(size, windows):
    """(parameters, multiplications a position, milliseconds for 1,536 positions) of one encoder, by PyTorch on one core."""
    torch.set_num_threads(1)
    encoder = encoder_of(size).eval()
    layers, width, _, forward = size
    sample = windows[::max(1, len(windows) // SAMPLE)]
    best = min(timed(encoder, sample) for _ in range(3))
    positions = sum(map(len, sample))
    return sum(p.numel() for p in encoder.parameters()), layers * (4 * width * width + 2 * width * forward), 1000 * best * calibration.BUDGET / positions


def timed(encoder, windows):
    start = time.process_time()
    score_windows(encoder, windows)
    return time.process_time() - start


def rows_of(name, data, parts, stored_bytes, size, seeds=1):
    """A row of the table: recall of validation and of cross-fitted training campaigns, cost."""
    linear, trees, encoder = parts
    alone = calibration.package_logits(data, calibration.fit(data, linear, trees, encoder), linear, trees, encoder)
    added = description.fit(data, alone)[1]
    alone += calibration.npm_offset(data, alone + added, description.counted(added)) * numpy.array([p.ecosystem == "npm" for p in data.packages])
    cuts = [calibration.threshold_at(alone[data.labels == 0], rate) for rate in RATES]
    for label, of in (("validation", data.is_valid), ("training, cross-fitted", ~data.is_valid)):
        row = recall_row(f"{name}, {label}", alone[one_per_cluster(data, of & (data.labels == 1))], cuts)
        if size is None:
            yield row + " 0 | 0 | 0 |"
        else:
            _, products, milliseconds = cost(size, data.windows)
            yield row + f" {stored_bytes / 1e6:.2f} | {seeds * FOLDS * products / 1e6:.2f} | {seeds * FOLDS * milliseconds:.0f} |"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--model", default=os.path.join(HERE, "build"))
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--train", action="store_true")
    given = options.parse_args()
    found = []
    if given.train:
        with multiprocessing.get_context("spawn").Pool(given.processes, maxtasksperchild=1) as pool:
            found = pool.starmap(trained, [(size, fold, given.model) for size in SIZES for fold in range(FOLDS)], chunksize=1)
    data = Dataset(sequences.read_all())
    stored = numpy.load(os.path.join(given.model, "scores.npz"))
    linear, trees, encoder = (stored[name].astype(float) for name in ("linear", "trees", "encoder"))
    rows = list(rows_of("no encoder", data, (linear, trees, numpy.zeros_like(linear)), 0, None))
    every = [(SHIPPED, 4, encoder)]
    for bits in (16, 8):
        scores = []
        for state in shipped_states(given.model):
            one = encoder_of(SHIPPED)
            one.load_state_dict(rounded(state, bits))
            scores.append(score_windows(one, data.windows))
        every.append((SHIPPED, bits // 8, numpy.array(scores, dtype=float)))
    if given.train:
        every += [(size, 4, numpy.array([found[at * FOLDS + fold] for fold in range(FOLDS)], dtype=float)) for at, size in enumerate(SIZES)]
    for size, width_of_number, scores in every:
        name = f"{size[0]} layers, width {size[1]}" + (" (the shape that ships)" if (size, width_of_number) == (SHIPPED, 4) else f", {8 * width_of_number} bits" if width_of_number < 4 else "")
        rows += rows_of(name.replace("1 layers", "1 layer"), data, (linear, trees, scores), FOLDS * width_of_number * cost(size, data.windows)[0], size)
    seeds = os.path.join(given.model, "seeds.npz")
    if os.path.exists(seeds):
        scores = numpy.load(seeds)["encoder"].astype(float)
        stored_bytes = len(scores) * FOLDS * 4 * cost(SHIPPED, data.windows)[0]
        rows += rows_of(f"the same of {len(scores)} seeds together", data, (linear, trees, scores.mean(0)), stored_bytes, SHIPPED, len(scores))
    lines = ["# Encoders of other sizes and coarser numbers", "",
             "Written by `Training/sizes.py` from what `Training/train.py --seeds 3` makes of the committed sequences: the same linear model and trees, four encoders (one a fold). Recall in percent at a",
             "pooled share of benign packages, behaviors alone, each row calibrated for itself; 95 % Wilson intervals in brackets. Cost of the four encoders together: weights in MB,",
             f"million multiplications a position, and processor milliseconds of PyTorch for the {calibration.BUDGET} positions that a package has at most.", "",
             "| encoders, campaigns | n | " + " | ".join(f"{100 * rate:g} %" for rate in RATES) + " | MB | products | ms |", "|---" * (5 + len(RATES)) + "|"]
    with open(RESULTS, "w", encoding="utf-8") as out:
        out.write("\n".join(lines + rows) + "\n")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
