"""Stored behavior sequences: hashes, labels, clusters, dates, folds and events; never the content of a file.

Text, xz-compressed. A record is one line `> sha256 ecosystem kind label part cluster built note gaps` (tab between fields,
`-` where empty) and then one line a unit: phase letter (i, m, r) and the event numbers in order. `gaps` is what the
release leaves unsaid about itself (`DescriptionGap.swift`), with commas between: `none` where it leaves nothing out.
"""
import dataclasses
import lzma
import os

from vocabulary import DIGEST, FIRST, IMPORT, INDEX, INSTALL, NAMES, RUN

FOLDER = os.environ.get("AIRLOCK_SEQUENCES") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "sequences")
LETTERS = {"i": INSTALL, "m": IMPORT, "r": RUN}
LETTER_OF_PHASE = {"install": "i", "import": "m", "run": "r"}


@dataclasses.dataclass
class Package:
    sha256: str
    ecosystem: str
    kind: str
    label: int
    part: str
    cluster: str
    built: str
    note: str
    gaps: frozenset  # None where the artifact holds no metadata
    units: list  # of tuples: phase token, then event tokens

    @property
    def group(self):
        """What folds keep together: a campaign, or all versions and files of a project."""
        return self.ecosystem + ":" + self.cluster


def parse_canonical(lines):
    """Yields (header fields, gaps, units) of `airlock scan --sequence` text; units are (letter, event numbers)."""
    header, gaps, units, key = None, "", [], None
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("# "):
            if header is not None:
                yield header, gaps, units
            header, gaps, units, key = line[2:].rsplit(" ", 3), "", [], None
        elif line.startswith("!"):
            gaps = ",".join(line[1:].split()) or "none"
        elif line and "\t" in line:
            phase, unit, event, _ = line.split("\t", 3)
            if (phase, unit) != key:
                key = (phase, unit)
                units.append((LETTER_OF_PHASE[phase], []))
            units[-1][1].append(INDEX[event])
    if header is not None:
        yield header, gaps, units


def write(path, records):
    """Records: (field list, units)."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with lzma.open(path, "wt", preset=6, encoding="ascii") as out:
        out.write(f"airlock-sequences 2 {DIGEST:016x} {len(NAMES)}\n")
        for fields, units in records:
            out.write("> " + "\t".join(field or "-" for field in fields) + "\n")
            for letter, events in units:
                out.write(letter + " " + " ".join(map(str, events)) + "\n")


def read(path):
    with lzma.open(path, "rt", encoding="ascii") as lines:
        magic, version, digest, _ = next(lines).split()
        if (magic, version, digest) != ("airlock-sequences", "2", f"{DIGEST:016x}"):
            raise SystemExit(f"{path}: sequences of another vocabulary ({digest}, got {DIGEST:016x}): run 'make sequences'")
        package = None
        for line in lines:
            if line.startswith("> "):
                if package:
                    yield package
                fields = ["" if f == "-" else f for f in line[2:].rstrip("\n").split("\t")]
                gaps = frozenset(gap for gap in fields[8].split(",") if gap != "none") if fields[8] else None
                package = Package(*fields[:3], int(fields[3]), *fields[4:8], gaps=gaps, units=[])
            else:
                letter, *events = line.split()
                package.units.append((LETTERS[letter], *(FIRST + int(event) for event in events)))
        if package:
            yield package


def read_all():
    found = []
    for name in sorted(os.listdir(FOLDER)):
        if name.endswith(".txt.xz"):
            found += read(os.path.join(FOLDER, name))
    return found
