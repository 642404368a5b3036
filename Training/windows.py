"""Units cut into windows and spans, and the hashed features that the linear model and the trees read. `BehaviorTokens.swift` and `EventFeatures.swift` do the same."""
from kinds import OF_TOKEN
from vocabulary import IMPORT, INSTALL

WINDOW = 48    # positions of the encoder: the phase token and up to 47 events
STEP = 32      # events from one window's start to the next one's
SPAN = 16      # events that the linear model looks at together
SPAN_STEP = 8
BUCKETS = 1 << 16       # of the linear model
TREE_BUCKETS = 1 << 17  # of the trees, which choose few of them: a collision costs more
REACH = 3      # how far apart the two events of a pair may stand
# What a feature is about; the numbers go into its hash. Phases are 2, 3 and 4.
ANY_EVENT, ANY_KIND, KIND_IN_PHASE, PAIR, EARLY_PAIR, KIND_PAIR, EARLY_KIND_PAIR = 20, 21, 16, 8, 9, 10, 11


def cut(unit, size, step):
    """Overlapping pieces of the events, each with the unit's phase token before it."""
    phase, events = unit[0], unit[1:]
    found, at = [], 0
    while True:
        found.append((phase, *events[at:at + size]))
        if at + size >= len(events):
            return found
        at += step


def windows_of(unit):
    """What the encoder and the trees read at once."""
    return cut(unit, WINDOW - 1, STEP)


def spans_of(window):
    """What the linear model reads at once: its sum would grow with the length of anything longer."""
    return cut(window, SPAN, SPAN_STEP)


def mixed(about, first, second):
    """A multiplicative hash on 32 bits."""
    value = (about * 0x9E3779B1 + first * 0x85EBCA6B + second * 0xC2B2AE35) & 0xFFFFFFFF
    value = ((value ^ (value >> 15)) * 0x2C1B3C6D) & 0xFFFFFFFF
    value = ((value ^ (value >> 12)) * 0x297A2D39) & 0xFFFFFFFF
    return value ^ (value >> 15)


def features_of(piece):
    """The set of features that a window or span switches on: its events and their kinds, in this phase and in any; ordered pairs of events within
    REACH; ordered pairs of different kinds at any distance. Pairs count once for any phase, and once more for install and import time together."""
    phase, events = piece[0], piece[1:]
    kinds = [OF_TOKEN[event] for event in events]
    is_early = phase in (INSTALL, IMPORT)
    found = set()
    for event in events:
        found.add(mixed(phase, event, 0))
        found.add(mixed(ANY_EVENT, event, 0))
    for at, first in enumerate(events):
        for second in events[at + 1:at + 1 + REACH]:
            found.add(mixed(PAIR, first, second))
            if is_early:
                found.add(mixed(EARLY_PAIR, first, second))
    before = []
    for kind in kinds:
        if kind == 0:
            continue
        found.add(mixed(KIND_IN_PHASE + phase, kind, 0))
        found.add(mixed(ANY_KIND, kind, 0))
        for earlier in before:
            if earlier != kind:
                found.add(mixed(KIND_PAIR, earlier, kind))
                if is_early:
                    found.add(mixed(EARLY_KIND_PAIR, earlier, kind))
        if kind not in before:
            before.append(kind)
    return found


def buckets_of(piece, buckets):
    return sorted({feature & (buckets - 1) for feature in features_of(piece)})
