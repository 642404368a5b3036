"""Trains the shipped classifier: four fold models whose mean ships, calibrated on cross-fitted scores.

  train.py [--out FOLDER] [--pretrain N] [--epochs N] [--processes N] [--seeds N] [--device cuda] [--quick]

Fold model f never sees fold f, so every training package has one score from a model that did not know it; validation
campaigns are in no fold. The product takes the mean of the four, in logits.
"""
import argparse
import multiprocessing
import os
import time

import numpy
import torch

import calibration
import export
import sequences
from dataset import FOLDS, Dataset
from linear import score_linear, train_linear
from model import Encoder
from mutate import TRAINING
from train_encoder import fine_tune, pretrain, score_windows
from trees import train_trees

START = time.time()


def log(text):
    print(f"[{time.time() - START:6.0f} s] {text}", flush=True)


def train_fold(first_seed, fold, given):
    """One fold model: (linear table, bias, trees, encoder's state, and the three models' logits of all windows)."""
    torch.set_num_threads(1)
    stored = sequences.read_all()
    # Windows are numbered as packages come, so that those of the stored sequences are the first.
    data, count = Dataset(stored + list(sequences.read(TRAINING))), len(Dataset(stored).windows)
    chosen = data.training(fold)
    table, bias = train_linear(data, chosen)
    linear = score_linear(data, table, bias)
    log(f"fold {fold}: linear, {int((table > 0.01).sum())} buckets in use, bias {bias:.2f}")
    trees, of_trees = train_trees(data, chosen, linear, first_seed * 100 + fold)
    log(f"fold {fold}: {len(trees)} trees")
    seen = numpy.unique(numpy.concatenate([data.members[p] for p in chosen]))
    seed = first_seed * 100 + fold
    torch.manual_seed(seed)
    encoder = Encoder().to(given.device)
    loss = pretrain(encoder, [data.windows[n] for n in seen], given.pretrain, seed)
    log(f"fold {fold}: pretrained, loss {loss:.2f}")
    fine_tune(encoder, data, chosen, linear, given.epochs, seed, log=lambda text: log(f"fold {fold}:{text}"))
    scores = score_windows(encoder, data.windows[:count])
    log(f"fold {fold}: encoder done")
    return table, bias, trees, {name: value.cpu().numpy() for name, value in encoder.state_dict().items()}, linear[:count], of_trees[:count], scores


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--out", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "build"))
    options.add_argument("--pretrain", type=int, default=4)
    options.add_argument("--epochs", type=int, default=8)
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--seeds", type=int, default=1, help="train with that many; the first ships, the others say how much chance there is")
    options.add_argument("--device", default="cpu", help="of the encoders, such as cuda")
    options.add_argument("--quick", action="store_true", help="a rough model in a few minutes")
    given = options.parse_args()
    if given.quick:
        given.pretrain, given.epochs = 1, 4
    data = Dataset(sequences.read_all())
    log(f"{len(data.packages)} packages ({int(data.labels.sum())} malicious), {len(data.windows)} distinct windows")
    with multiprocessing.get_context("spawn").Pool(given.processes) as pool:
        trained = pool.starmap(train_fold, [(seed + 1, fold, given) for seed in range(given.seeds) for fold in range(FOLDS)], chunksize=1)
    tables, biases, trees, states, *scores = zip(*trained[:FOLDS])
    linear_all, trees_all, encoder_all = map(numpy.array, scores)
    fitted = calibration.fit(data, linear_all, trees_all, encoder_all)
    log(f"calibration {fitted}")
    os.makedirs(given.out, exist_ok=True)
    numpy.savez(os.path.join(given.out, "scores.npz"), linear=linear_all.astype("f4"), trees=trees_all.astype("f4"), encoder=encoder_all.astype("f4"))
    flat = {f"{fold}.{name}": value for fold, state in enumerate(states) for name, value in state.items()}
    numpy.savez(os.path.join(given.out, "model.npz"), linear=numpy.mean(tables, axis=0), linear_bias=numpy.mean(biases),
                **export.packed(trees), fold_linear=numpy.array(tables), fold_bias=numpy.array(biases),
                **{f"calibration.{name}": value for name, value in fitted.items()}, **flat)
    if given.seeds > 1:
        of_seeds = [numpy.array([part[at] for part in trained]).reshape(given.seeds, FOLDS, -1) for at in (5, 6)]
        numpy.savez(os.path.join(given.out, "seeds.npz"), linear=linear_all.astype("f4"), trees=of_seeds[0].astype("f4"), encoder=of_seeds[1].astype("f4"))
    log("written")


if __name__ == "__main__":
    main()
