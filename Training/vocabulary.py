"""The event vocabulary as the Swift sources state it, so that training and product can not drift apart."""
import os
import re

BEHAVIORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Sources", "Behaviors")
PAD, MASK, INSTALL, IMPORT, RUN, FIRST = 0, 1, 2, 3, 4, 5
PHASES = {"install": INSTALL, "import": IMPORT, "run": RUN}


def read_names():
    """Names in the order of the raw values."""
    cases = re.findall(r"^\s+case (\w+)$", open(os.path.join(BEHAVIORS, "Behavior.swift"), encoding="utf-8").read(), re.M)
    text = open(os.path.join(BEHAVIORS, "Behavior+Name.swift"), encoding="utf-8").read()
    names = dict(re.findall(r'case \.(\w+): "([^"]+)"', text))
    missing = [case for case in cases if case not in names]
    if missing or len(set(names[c] for c in cases)) != len(cases):
        raise SystemExit(f"behaviors without a name, or names that repeat: {missing}")
    return [names[case] for case in cases]


def digest_of(names):
    """FNV-1a over every name and a line break, as `vocabularyDigest` in Behaviors computes it."""
    value = 0xCBF29CE484222325
    for byte in b"".join(name.encode() + b"\n" for name in names):
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


NAMES = read_names()
DIGEST = digest_of(NAMES)
INDEX = {name: at for at, name in enumerate(NAMES)}
TOKENS = FIRST + len(NAMES)
