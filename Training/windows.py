"""Units cut into windows and spans, and the hashed n-gram features of a span. `BehaviorTokens.swift` and `LinearEvidence.swift` do the same."""
from vocabulary import IMPORT, INSTALL

WINDOW = 48    # positions of the encoder: the phase token and up to 47 events
STEP = 32      # events from one window's start to the next one's
SPAN = 16      # events that the linear model looks at together
SPAN_STEP = 8
BUCKETS = 1 << 15
REACH = 3      # how far apart the two events of a pair may stand


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
    """What the encoder reads at once."""
    return cut(unit, WINDOW - 1, STEP)


def spans_of(window):
    """What the linear model reads at once: its sum would grow with the length of anything longer."""
    return cut(window, SPAN, SPAN_STEP)


def bucket(kind, first, second):
    """A multiplicative hash on 32 bits; kinds keep phases and pairs apart."""
    value = (kind * 0x9E3779B1 + first * 0x85EBCA6B + second * 0xC2B2AE35) & 0xFFFFFFFF
    value = ((value ^ (value >> 15)) * 0x2C1B3C6D) & 0xFFFFFFFF
    value = ((value ^ (value >> 12)) * 0x297A2D39) & 0xFFFFFFFF
    return (value ^ (value >> 15)) & (BUCKETS - 1)


def features_of(span):
    """The set of buckets that a span switches on: events with their phase, and ordered pairs within REACH,
    once for any phase and once more for install or import time together."""
    phase, events = span[0], span[1:]
    found = {bucket(phase, event, 0) for event in events}
    is_early = phase in (INSTALL, IMPORT)
    for at, first in enumerate(events):
        for second in events[at + 1:at + 1 + REACH]:
            found.add(bucket(8, first, second))
            if is_early:
                found.add(bucket(9, first, second))
    return sorted(found)
