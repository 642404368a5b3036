"""Validation payloads hidden in benign packages: as one more file, and inside one of their functions or files."""
import random

import numpy

import sequences
from dataset import Dataset
from vocabulary import FIRST, INSTALL

# Packages of that many events stand for those of 100 KB and more, whose bytes the stored sequences do not tell.
LARGE = 300


def strongest_window(data, at, by_window):
    members = data.members[at]
    return data.windows[members[by_window[members].argmax()]] if len(members) else (INSTALL, FIRST)


def as_one_more_file(data, campaigns):
    """Each campaign's units beside those of a large benign package."""
    generator = random.Random(11)
    hosts = [package for package in data.packages if not package.label and sum(map(len, package.units)) >= LARGE]
    return Dataset([package(data.packages[at].ecosystem, at, [*generator.choice(hosts).units, *data.packages[at].units]) for at in campaigns])


def inside_a_unit(data, campaigns, by_window):
    """The events of each campaign's strongest window in the middle of a benign unit of 60 events and more, under the host's phase."""
    generator = random.Random(11)
    hosts = [unit for package in data.packages if not package.label for unit in package.units if len(unit) > 60]
    found = []
    for at in campaigns:
        payload, host = strongest_window(data, at, by_window), generator.choice(hosts)
        place = generator.randrange(1, len(host))
        found.append(package(data.packages[at].ecosystem, at, [(host[0], *host[1:place], *payload[1:], *host[place:])]))
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


def package(ecosystem, at, units):
    return sequences.Package("", ecosystem, "", 1, "valid", str(at), "", "", None, units)
