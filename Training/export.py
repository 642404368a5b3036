"""Writes the weight file that CModelWeights embeds, and the reference that a Swift test reproduces.

  export.py [--model FOLDER/model.npz] [--random]

The format is specified in Sources/Classification/ModelWeights.swift. `--random` writes untrained weights.
"""
import argparse
import hashlib
import os
import struct

import numpy
import torch

from calibration import BUDGET
from model import FEED_FORWARD, HEADS, LAYERS, WIDTH, Encoder, padded
from vocabulary import DIGEST, FIRST, IMPORT, INSTALL, NAMES, RUN, TOKENS
from windows import BUCKETS, SPAN, SPAN_STEP, STEP, WINDOW, features_of, spans_of, windows_of

HERE = os.path.dirname(os.path.abspath(__file__))
WEIGHTS = os.path.join(HERE, "..", "Sources", "CModelWeights", "weights.bin")
FOLD_TABLES = os.path.join(HERE, "linear-folds.npz")
REFERENCE = os.path.join(HERE, "..", "Tests", "ClassificationTests", "Fixtures", "reference.bin")
MODEL_NUMBER = 1


def tensors_of(linear, encoders):
    yield linear
    for encoder in encoders:
        state = encoder.state_dict()
        yield state["tokens.weight"]
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


def weight_file(linear, encoders, numbers):
    """`numbers`: block, warn, linear_bias, linear, encoder, offset, alone, alone_offset."""
    body = b""
    for tensor in tensors_of(linear, encoders):
        body += b"\0" * (-len(body) % 64) + numpy.ascontiguousarray(numpy.asarray(tensor), dtype="<f4").tobytes()
    header = b"AIRLOCKW" + struct.pack("<IIQ", 1, len(NAMES), DIGEST)
    header += struct.pack("<10I", len(encoders), LAYERS, WIDTH, HEADS, FEED_FORWARD, WINDOW, STEP, BUCKETS, BUDGET, MODEL_NUMBER)
    header += hashlib.sha256(body).digest()[:8]
    header += struct.pack("<8f", *(numbers[k] for k in ("block", "warn", "linear_bias", "linear", "encoder", "offset", "alone", "alone_offset")))
    header += struct.pack("<II", SPAN, SPAN_STEP)
    return header.ljust(128, b"\0") + body


def load(path):
    """(linear table, encoders, numbers) of a trained model."""
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
    return stored["linear"], encoders, numbers


def read_weight_file():
    """(encoders of the folds, numbers) of the shipped file, and the folds' linear tables and biases beside it."""
    data = open(WEIGHTS, "rb").read()
    shape = struct.unpack_from("<10I", data, 24)
    if data[:8] != b"AIRLOCKW" or shape[1:8] != (LAYERS, WIDTH, HEADS, FEED_FORWARD, WINDOW, STEP, BUCKETS) or struct.unpack_from("<Q", data, 16)[0] != DIGEST:
        raise SystemExit(f"{WEIGHTS} is of another shape or vocabulary than this training code")
    encoders, offset = [Encoder().eval() for _ in range(shape[0])], 128 + 4 * BUCKETS
    for tensor in list(tensors_of(None, encoders))[1:]:
        offset += -offset % 64
        stored = torch.frombuffer(bytearray(data[offset:offset + 4 * tensor.numel()]), dtype=torch.float32)
        tensor.data.copy_(stored.view(tensor.shape))
        offset += 4 * tensor.numel()
    keys = ("block", "warn", "linear_bias", "linear", "encoder", "offset", "alone", "alone_offset")
    folds = numpy.load(FOLD_TABLES)
    return encoders, dict(zip(keys, struct.unpack_from("<8f", data, 72))), folds["tables"], folds["biases"]


def random_model():
    torch.manual_seed(7)
    linear = numpy.maximum(0, numpy.random.default_rng(7).normal(0, 0.2, BUCKETS))
    numbers = {"block": 0.9, "warn": 0.6, "linear_bias": -4.0, "linear": 0.6, "encoder": 0.5, "offset": 0.1, "alone": 0.8, "alone_offset": -0.5}
    encoders = [Encoder().eval() for _ in range(4)]
    for encoder in encoders:
        for value in encoder.parameters():
            if value.ndim == 1:
                torch.nn.init.normal_(value, mean=1.0 if value.shape[0] == WIDTH else 0.0, std=0.1)
    return linear, encoders, numbers


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


def combined(numbers, linear, encoder):
    clip = lambda value: max(-15.0, min(15.0, value))
    return numbers["linear"] * clip(linear) + numbers["encoder"] * clip(encoder) + numbers["offset"]


@torch.no_grad()
def reference(linear, encoders, numbers):
    """Little endian: mark (8 bytes); u32 windows; for each: u32 tokens, the tokens as u32, f32 linear logit, u32 encoders, f32 logit of each,
    f32 combined logit, u32 stages, and of the first encoder every stage's states [tokens][width] as f32."""
    windows = [window for unit in reference_units() for window in windows_of(unit)]
    out = [struct.pack("<I", len(windows))]
    for window in windows:
        linear_logit = float(numbers["linear_bias"] + max(sum(float(numpy.float32(linear[b])) for b in features_of(span)) for span in spans_of(window)))
        ids = padded([window])
        logits = [float(encoder(ids)) for encoder in encoders]
        final, trace = encoders[0].states(ids)
        # Long windows would make a large file; their last row stands for all in the middle stages.
        out.append(struct.pack("<I", len(window)) + struct.pack(f"<{len(window)}I", *window))
        out.append(struct.pack("<fI", linear_logit, len(logits)) + struct.pack(f"<{len(logits)}f", *logits))
        out.append(struct.pack("<f", combined(numbers, linear_logit, sum(logits) / len(logits))))
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
    linear, encoders, numbers = random_model() if given.random else load(given.model)
    data = weight_file(linear, encoders, numbers)
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
        out.write(data[64:72] + reference(linear, encoders, numbers))
    print(len(data), "bytes of weights,", os.path.getsize(REFERENCE), "bytes of reference, mark", data[64:72].hex())


if __name__ == "__main__":
    main()
