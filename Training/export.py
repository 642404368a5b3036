"""Writes the weight file that CModelWeights embeds, and the reference that a Swift test reproduces.

  export.py [--model FOLDER/model.npz] [--random]

The format is specified in Sources/Classification/ModelWeights.swift. `--random` writes untrained weights.
"""
import argparse
import hashlib
import os
import random
import struct

import numpy
import torch

from calibration import BUDGET
from description import GAPS, MOST
from dataset import feature_matrix
from kinds import GROUPS, OF_TOKEN
from model import FEED_FORWARD, HEADS, LAYERS, WIDTH, Encoder, padded
from vocabulary import DIGEST, FIRST, IMPORT, INSTALL, NAMES, RUN, TOKENS
from trees import score_trees
from windows import BUCKETS, SPAN, SPAN_STEP, STEP, TREE_BUCKETS, WINDOW, buckets_of, spans_of, windows_of

HERE = os.path.dirname(os.path.abspath(__file__))
WEIGHTS = os.path.join(HERE, "..", "Sources", "CModelWeights", "weights.bin")
FOLD_TABLES = os.path.join(HERE, "linear-folds.npz")
REFERENCE = os.path.join(HERE, "..", "Tests", "ClassificationTests", "Fixtures", "reference.bin")
MODEL_NUMBER = 4
HEADER, MARKED, LEAF, TENSORS = 192, 72, 1 << 31, 2 + 12 * LAYERS + 4


def packed(trees_of_folds):
    """Trees of all folds as the file holds them: roots, nodes and leaves, numbered through; a window's logit is the mean of the folds'."""
    roots, nodes, leaves = [], [], []
    for trees in trees_of_folds:
        for of_tree, values in trees:
            first_node, first_leaf = len(nodes), len(leaves)
            place = lambda child: child + first_node if child >= 0 else LEAF | (~child + first_leaf)
            roots.append(place(0 if of_tree else ~0))
            nodes += [[bucket, place(absent), place(present)] for bucket, absent, present in of_tree]
            leaves += [value / len(trees_of_folds) for value in values]
    return {"tree_roots": numpy.array(roots, "<u4"), "tree_nodes": numpy.array(nodes, "<u4").reshape(-1, 3), "tree_leaves": numpy.array(leaves, "<f4")}


def unpacked(packed_trees, folds):
    """What `packed` was made of: the trees of each fold."""
    roots, nodes, leaves = (packed_trees[name] for name in ("tree_roots", "tree_nodes", "tree_leaves"))
    found, first_node, first_leaf = [], 0, 0
    for at, root in enumerate(roots):
        last = at + 1 == len(roots)
        following = len(nodes) if last else next((int(r) for r in roots[at + 1:] if not r & LEAF), len(nodes))
        own = nodes[first_node:following]
        place = lambda child: int(child) - first_node if not child & LEAF else ~(int(child ^ LEAF) - first_leaf)
        found.append(([[int(b), place(a), place(p)] for b, a, p in own], [float(v) * folds for v in leaves[first_leaf:first_leaf + len(own) + 1]]))
        first_node, first_leaf = following, first_leaf + len(own) + 1
    share = len(found) // folds
    return [found[fold * share:(fold + 1) * share] for fold in range(folds)]


def tensors_of(linear, trees, encoders):
    yield linear, "<f4"
    yield numpy.array(OF_TOKEN[FIRST:]), "<u4"
    yield trees["tree_roots"], "<u4"
    yield trees["tree_nodes"], "<u4"
    yield trees["tree_leaves"], "<f4"
    for encoder in encoders:
        for tensor in encoder_tensors(encoder):
            yield tensor, "<f4"


def encoder_tensors(encoder):
    state = encoder.state_dict()
    yield encoder.table().detach()
    yield state["positions.weight"]
    for layer in range(LAYERS):
        for name, is_matrix in (("norm1.weight", 0), ("norm1.bias", 0), ("qkv.weight", 1), ("qkv.bias", 0), ("out.weight", 1), ("out.bias", 0),
                                ("norm2.weight", 0), ("norm2.bias", 0), ("up.weight", 1), ("up.bias", 0), ("down.weight", 1), ("down.bias", 0)):
            value = state[f"blocks.{layer}.{name}"]
            yield value.T if is_matrix else value
    yield state["norm.weight"]
    yield state["norm.bias"]
    yield state["head.weight"].reshape(-1)
    yield state["head.bias"]


def weight_file(linear, trees, encoders, numbers):
    """`numbers`: block, warn, linear_bias, the calibration's, and the description's weights."""
    body = b""
    for tensor, kind in tensors_of(linear, trees, encoders):
        body += b"\0" * (-len(body) % 64) + numpy.ascontiguousarray(numpy.asarray(tensor), dtype=kind).tobytes()
    header = b"AIRLOCKW" + struct.pack("<IIQ", 4, len(NAMES), DIGEST)
    header += struct.pack("<10I", len(encoders), LAYERS, WIDTH, HEADS, FEED_FORWARD, WINDOW, STEP, BUCKETS, BUDGET, MODEL_NUMBER)
    rest = struct.pack("<8f", *(numbers[k] for k in ("block", "warn", "linear_bias", "linear", "encoder", "offset", "alone", "alone_offset")))
    rest += struct.pack("<6I", SPAN, SPAN_STEP, len(GROUPS), TREE_BUCKETS, len(trees["tree_roots"]), len(trees["tree_nodes"]))
    rest += struct.pack("<2f", numbers["trees"], numbers["alone_trees"])
    rest += struct.pack(f"<{2 + len(GAPS)}f", MOST, *numbers["description"], numbers["npm"])
    rest = rest.ljust(HEADER - MARKED, b"\0") + body
    return header + hashlib.sha256(rest).digest()[:8] + rest


def load(path):
    """(linear table, packed trees, encoders, numbers) of a trained model."""
    stored = numpy.load(path)
    encoders = []
    for fold in range(16):
        prefix = f"{fold}."
        state = {name[len(prefix):]: torch.from_numpy(stored[name]) for name in stored.files if name.startswith(prefix)}
        if state:
            encoder = Encoder()
            encoder.load_state_dict(state)
            encoders.append(encoder.eval())
    numbers = {name.removeprefix("calibration."): float(stored[name]) for name in stored.files if name.startswith("calibration.")}
    numbers["linear_bias"] = float(stored["linear_bias"])
    numbers["description"] = stored["description"] if "description" in stored.files else numpy.zeros(len(GAPS))
    return stored["linear"], {name: stored[name] for name in ("tree_roots", "tree_nodes", "tree_leaves")}, encoders, numbers


def read_weight_file():
    """(packed trees, encoders, numbers) of the shipped file, and the folds' linear tables and biases beside it. The encoders come back with their kinds
    summed into the tokens."""
    data = open(WEIGHTS, "rb").read()
    shape = struct.unpack_from("<10I", data, 24)
    more = struct.unpack_from("<6I", data, 104)
    expected = (LAYERS, WIDTH, HEADS, FEED_FORWARD, WINDOW, STEP, BUCKETS)
    if data[:8] != b"AIRLOCKW" or shape[1:8] != expected or struct.unpack_from("<Q", data, 16)[0] != DIGEST or more[:4] != (SPAN, SPAN_STEP, len(GROUPS), TREE_BUCKETS):
        raise SystemExit(f"{WEIGHTS} is of another shape or vocabulary than this training code")
    sizes = {"tree_roots": (more[4],), "tree_nodes": (more[5], 3), "tree_leaves": (more[4] + more[5],)}
    trees = {name: numpy.zeros(size, "<u4" if name != "tree_leaves" else "<f4") for name, size in sizes.items()}
    encoders = [Encoder().eval() for _ in range(shape[0])]
    for encoder in encoders:
        torch.nn.init.zeros_(encoder.kinds.weight)
    offset = HEADER
    for at, (tensor, kind) in enumerate(tensors_of(numpy.zeros(BUCKETS), trees, encoders)):
        offset += -offset % 64
        count = int(numpy.prod(tensor.shape))
        stored = numpy.frombuffer(data, kind, count, offset).reshape(tensor.shape)
        if 2 <= at < 5:
            tensor[...] = stored
        elif at >= 5:
            # The first of an encoder's tensors is a sum; with kinds at zero it is the token table itself.
            index = (at - 5) % TENSORS
            target = encoders[(at - 5) // TENSORS].tokens.weight.data if index == 0 else tensor.data
            target.copy_(torch.from_numpy(stored.copy()))
        offset += 4 * count
    keys = ("block", "warn", "linear_bias", "linear", "encoder", "offset", "alone", "alone_offset")
    numbers = {**dict(zip(keys, struct.unpack_from("<8f", data, 72))), **dict(zip(("trees", "alone_trees"), struct.unpack_from("<2f", data, 128))),
               "npm": struct.unpack_from("<f", data, 140 + 4 * len(GAPS))[0]}
    folds = numpy.load(FOLD_TABLES)
    return trees, encoders, numbers, folds["tables"], folds["biases"]


def random_model():
    torch.manual_seed(7)
    linear = numpy.maximum(0, numpy.random.default_rng(7).normal(0, 0.2, BUCKETS))
    numbers = {"block": 0.9, "warn": 0.6, "linear_bias": -4.0, "linear": 0.6, "encoder": 0.5, "offset": 0.1, "alone": 0.8, "alone_offset": -0.5, "trees": 0.4, "alone_trees": 0.3, "npm": 0.7, "description": [0.5] * len(GAPS)}
    encoders = [Encoder().eval() for _ in range(4)]
    for encoder in encoders:
        for value in encoder.parameters():
            if value.ndim == 1:
                torch.nn.init.normal_(value, mean=1.0 if value.shape[0] == WIDTH else 0.0, std=0.1)
    generator = random.Random(7)
    trees = [[([[generator.randrange(TREE_BUCKETS), 1, ~0], [generator.randrange(TREE_BUCKETS), ~1, ~2]], [-0.1, 0.2, 0.3]) for _ in range(50)] for _ in range(4)]
    return linear, packed(trees), encoders, numbers


REFERENCE_UNITS = [
    (INSTALL, ["hook.class", "url.raw-ip", "net.http.get", "proc.shell", "flow.net>proc"]),
    (IMPORT, ["sys.host", "sys.user", "enc.base64", "url.out-of-band", "net.http.get", "flow.sys>send"]),
    (RUN, ["fs.open"]),
    (RUN, None),      # 40 events, a fixed pattern
    (IMPORT, "long"),  # 300 events: several windows
]


def reference_units():
    for phase, names in REFERENCE_UNITS:
        if isinstance(names, list):
            known = [name for name in names if name in NAMES]
            yield (phase, *(FIRST + NAMES.index(name) for name in known))
        else:
            count = 300 if names == "long" else 40
            yield (phase, *(FIRST + (at * at * 31 + at * 7) % len(NAMES) for at in range(count)))


def combined(numbers, linear, trees, encoder):
    clip = lambda value: max(-15.0, min(15.0, value))
    return numbers["linear"] * clip(linear) + numbers["trees"] * clip(trees) + numbers["encoder"] * clip(encoder) + numbers["offset"]


@torch.no_grad()
def reference(linear, trees, encoders, numbers):
    """Little endian: mark (8 bytes); u32 windows; for each: u32 tokens, the tokens as u32, f32 linear logit, f32 logit of the trees, u32 encoders, f32 logit of each,
    f32 combined logit, u32 stages, and of the first encoder every stage's states [tokens][width] as f32."""
    windows = [window for unit in reference_units() for window in windows_of(unit)]
    out = [struct.pack("<I", len(windows))]
    matrix = feature_matrix(windows)
    fold_trees = [tree for trees_of_fold in unpacked(trees, 1) for tree in trees_of_fold]
    of_trees = score_trees(fold_trees, matrix)
    for window, tree_logit in zip(windows, of_trees):
        linear_logit = float(numbers["linear_bias"] + max(sum(float(numpy.float32(linear[b])) for b in buckets_of(span, BUCKETS)) for span in spans_of(window)))
        ids = padded([window])
        logits = [float(encoder(ids)) for encoder in encoders]
        final, trace = encoders[0].states(ids)
        # Long windows would make a large file; their last row stands for all in the middle stages.
        out.append(struct.pack("<I", len(window)) + struct.pack(f"<{len(window)}I", *window))
        out.append(struct.pack("<ffI", linear_logit, tree_logit, len(logits)) + struct.pack(f"<{len(logits)}f", *logits))
        out.append(struct.pack("<f", combined(numbers, linear_logit, tree_logit, sum(logits) / len(logits))))
        rows = [0, len(window) - 1] if len(window) > 16 else list(range(len(window)))
        stages = [*trace, final]
        out.append(struct.pack("<II", len(stages), len(rows)) + struct.pack(f"<{len(rows)}I", *rows))
        for stage in stages:
            out.append(stage[0, rows].numpy().astype("<f4").tobytes())
    return b"".join(out)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--model", default=os.path.join(HERE, "build", "model.npz"))
    options.add_argument("--random", action="store_true")
    given = options.parse_args()
    torch.set_num_threads(1)
    linear, trees, encoders, numbers = random_model() if given.random else load(given.model)
    data = weight_file(linear, trees, encoders, numbers)
    if len(data) > 4 << 20:
        raise SystemExit(f"the weight file has {len(data)} bytes, more than 4 MiB")
    with open(WEIGHTS, "wb") as out:
        out.write(data)
    if not given.random:
        # What `make eval` needs beside the weights: the linear model of each fold.
        stored = numpy.load(given.model)
        numpy.savez_compressed(FOLD_TABLES, tables=stored["fold_linear"], biases=stored["fold_bias"])
    os.makedirs(os.path.dirname(REFERENCE), exist_ok=True)
    with open(REFERENCE, "wb") as out:
        out.write(data[64:72] + reference(linear, trees, encoders, numbers))
    print(len(data), "bytes of weights,", os.path.getsize(REFERENCE), "bytes of reference, mark", data[64:72].hex())


if __name__ == "__main__":
    main()
