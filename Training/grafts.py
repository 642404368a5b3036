"""Validation payloads hidden in benign packages of their ecosystem: as one more file, and inside one of their functions or files.

A host is benign and so in training: the graft is scored by the one fold model that saw neither, not by the mean of the four that ships.
"""
import random

import numpy

import sequences
from dataset import Dataset
from vocabulary import FIRST, INSTALL

# Packages of that many events stand for those of 100 KB and more, whose bytes the stored sequences do not tell.
LARGE = 300
LONG = 61  # the phase and 60 events


def strongest_window(data, at, by_window):
    members = data.members[at]
    return data.windows[members[by_window[members].argmax()]] if len(members) else (INSTALL, FIRST)


def hosts_of(data, campaigns, fits):
    """For each campaign, in order: a benign package of its ecosystem that `fits`, the same whenever it is asked for again."""
    generator = random.Random(11)
    hosts = {name: [p for p in data.packages if not p.label and p.ecosystem == name and fits(p)] for name in ("npm", "pypi")}
    return [generator.choice(hosts[data.packages[at].ecosystem]) for at in campaigns]


def is_large(package):
    return sum(map(len, package.units)) >= LARGE


def has_long_unit(package):
    return any(len(unit) > LONG for unit in package.units)


def as_found(data, campaigns, fits):
    """The campaigns themselves, each to be scored by the fold model that scores its host."""
    return Dataset([grafted(host, data.packages[at].units) for at, host in zip(campaigns, hosts_of(data, campaigns, fits))])


def as_one_more_file(data, campaigns):
    """Each campaign's units beside those of a large benign package."""
    return Dataset([grafted(host, [*host.units, *data.packages[at].units]) for at, host in zip(campaigns, hosts_of(data, campaigns, is_large))])


def inside_a_unit(data, campaigns, by_window):
    """The events of each campaign's strongest window in the middle of a benign unit of more than 60 events, under the host's phase."""
    generator = random.Random(12)
    found = []
    for at, host in zip(campaigns, hosts_of(data, campaigns, has_long_unit)):
        payload, unit = strongest_window(data, at, by_window), generator.choice([unit for unit in host.units if len(unit) > LONG])
        place = generator.randrange(1, len(unit))
        found.append(grafted(host, [(unit[0], *unit[1:place], *payload[1:], *unit[place:])]))
    return Dataset(found)


def shuffled(data):
    """Every package with the events of each unit in random order."""
    generator = random.Random(12)
    found = []
    for given in data.packages:
        units = []
        for unit in given.units:
            events = list(unit[1:])
            generator.shuffle(events)
            units.append((unit[0], *events))
        found.append(sequences.Package(given.sha256, given.ecosystem, given.kind, given.label, given.part, given.cluster, given.built, given.note, given.gaps, units))
    return Dataset(found)


def grafted(host, units):
    """A malicious package in the host's fold, so that it is scored by the model that saw neither the host nor, being of the validation part, the payload."""
    return sequences.Package("", host.ecosystem, "", 1, "train", host.cluster, "", "", None, units)
