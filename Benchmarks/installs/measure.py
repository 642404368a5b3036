"""Guarded installs against bare ones, alternating in one run; called by `Benchmarks/installs.sh`.

    measure.py BINARIES WORK [--runs 5] [--cases npm,pip,small,pass,phases,judging,memory,scale]

Ratios are of medians. Every run of a cold case begins with an empty home (no client caches, no Airlock store, no
verdicts) and an empty project or virtual environment; before a warm case, an unmeasured run fills the caches.
"""
import argparse
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time

import memory

HERE = os.path.dirname(os.path.abspath(__file__))


class Upstream:
    """A running `upstream.py`."""

    def __init__(self, tree):
        self.process = subprocess.Popen([sys.executable, HERE + "/upstream.py", tree], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.base = self.process.stdout.readline().strip()
        assert self.base, "the upstream did not start"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


class Side:
    """One home with the settings a user would have; `airlock` is None for the bare tool."""

    def __init__(self, work, name, base, airlock):
        self.home, self.base, self.airlock = os.path.join(work, "home-" + name), base, airlock
        self.project, self.venv = os.path.join(work, "project"), os.path.join(work, "venv")
        self.renew()

    def renew(self):
        shutil.rmtree(self.home, ignore_errors=True)
        os.makedirs(self.home + "/.config/pip")
        open(self.home + "/.npmrc", "w").write("registry=%s/\n" % self.base)
        open(self.home + "/.config/pip/pip.conf", "w").write(
            "[global]\nindex-url = %s/simple\ndisable-pip-version-check = true\n" % self.base)

    def run(self, words, options=(), sampler=None):
        """Runs the command; gives wall and CPU seconds and what it said."""
        path = ":".join([self.venv + "/bin"] + os.environ["PATH"].split(":"))
        command = ([self.airlock] + list(options) if self.airlock else []) + words
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        process = subprocess.Popen(command, cwd=self.project, env={"HOME": self.home, "PATH": path, "LANG": "C.UTF-8"},
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if sampler:
            sampler.watch(process)
        output, errors = process.communicate()
        wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        if process.returncode != 0:
            sys.exit("%s ended with %d:\n%s%s" % (command, process.returncode, output, errors))
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return wall, cpu, errors


class NpmCase:
    def __init__(self, tree, words, is_cold, dependencies=None):
        self.tree, self.words, self.is_cold, self.dependencies = tree, words, is_cold, dependencies

    def prepare(self, side, first):
        shutil.rmtree(side.project, ignore_errors=True)
        os.makedirs(side.project)
        dependencies = self.dependencies or json.load(open(self.tree + "/dependencies.json"))
        json.dump({"name": "application", "version": "1.0.0", "dependencies": dependencies},
                  open(side.project + "/package.json", "w"))
        if self.is_cold:
            side.renew()
        elif first:
            side.renew()
            side.run(["npm", "install"])
            shutil.copy(side.project + "/package-lock.json", side.home + "/package-lock.json")
            shutil.rmtree(side.project + "/node_modules")
        else:
            shutil.copy(side.home + "/package-lock.json", side.project + "/package-lock.json")

    def check(self, side):
        return len(os.listdir(side.project + "/node_modules"))


class PipCase:
    def __init__(self, template, is_cold, asked=("-r", HERE + "/pip-tree.txt")):
        self.template, self.is_cold, self.words = template, is_cold, ["pip", "install", *asked]

    def prepare(self, side, first):
        os.makedirs(side.project, exist_ok=True)
        self.renew(side)
        if self.is_cold:
            side.renew()
        elif first:
            side.renew()
            side.run(self.words)
            self.renew(side)

    def renew(self, side):
        shutil.rmtree(side.venv, ignore_errors=True)
        shutil.copytree(self.template, side.venv, symlinks=True)

    def check(self, side):
        place = [entry for entry in os.listdir(side.venv + "/lib")][0]
        return len([name for name in os.listdir("%s/lib/%s/site-packages" % (side.venv, place)) if name.endswith(".dist-info")])


def compare(name, case, bare, guarded, runs, target):
    """Alternates bare and guarded runs and prints a row of the table."""
    walls, cpus, results = {bare: [], guarded: []}, {bare: [], guarded: []}, set()
    for number in range(runs):
        # Who is first changes from pair to pair.
        for side in ((bare, guarded), (guarded, bare))[number % 2]:
            case.prepare(side, number == 0)
            wall, cpu, _ = side.run(case.words)
            walls[side].append(wall)
            cpus[side].append(cpu)
            results.add(case.check(side))
    assert len(results) == 1, "bare and guarded installed different trees: %s" % results
    middle = {side: statistics.median(walls[side]) for side in walls}
    pairs = sorted(two / one for one, two in zip(walls[bare], walls[guarded]))
    print("| %s | %.2f s | %.2f s | **%.2f** | %.2f to %.2f | %.1f / %.1f s | %s |" % (
        name, middle[bare], middle[guarded], middle[guarded] / middle[bare], pairs[0], pairs[-1],
        statistics.median(cpus[bare]), statistics.median(cpus[guarded]), target), flush=True)
    return middle


HEAD = "| case | bare | guarded | guarded ÷ bare | of pairs | CPU bare / guarded | target |\n|---|---|---|---|---|---|---|"


def phases(name, case, side, runs=3):
    """Where the guarded command's time goes, as `--verbose` tells; the medians of each phase."""
    found = {}
    for number in range(runs):
        case.prepare(side, number == 0)
        errors = side.run(case.words, options=["--verbose"])[2]
        for phase, seconds in re.findall(r"([a-z]+) (\d+\.\d+) s", next(
                line for line in errors.splitlines() if line.startswith("airlock: time: "))):
            found.setdefault(phase, []).append(float(seconds))
    print("| %s | %s |" % (name, " | ".join("%.2f" % statistics.median(found.get(phase, [0])) for phase in PHASES)), flush=True)


PHASES = ["start", "plan", "judge", "install", "end", "fetching", "inspecting"]


def judging(name, side, folder, ending):
    """What one inspection takes, as the evidence says; both workers at work."""
    files = sorted(folder + "/" + file for file in os.listdir(folder) if file.endswith(ending))
    output = subprocess.run([side.airlock, "scan", "--json", *files], env=dict(os.environ, HOME=side.home),
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    times = sorted(json.loads(line)["milliseconds"] for line in output.splitlines())
    print("| %s | %d | %d | %d | %d | %d |" % (
        name, len(times), statistics.median(times), times[len(times) * 95 // 100], times[-1], sum(times)), flush=True)


def passing(side, commands, runs=25):
    print("| pass-through | bare | through airlock | cost |\n|---|---|---|---|")
    for words in commands:
        times = {True: [], False: []}
        for number in range(runs):
            for is_guarded in (True, False):
                airlock, side.airlock = side.airlock, side.airlock if is_guarded else None
                times[is_guarded].append(side.run(words)[0] * 1000)
                side.airlock = airlock
        one, two = statistics.median(times[False]), statistics.median(times[True])
        print("| `%s` | %.0f ms | %.0f ms | %+.1f ms |" % (" ".join(words), one, two, two - one), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binaries")
    parser.add_argument("work")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cases", default="npm,pip,small,pass,phases,judging,memory,scale")
    options = parser.parse_args()
    cases, work, runs = options.cases.split(","), options.work, options.runs
    airlock = os.path.abspath(options.binaries + "/airlock")
    trees = {count: "%s/npm-%d" % (work, count) for count in (200, 1000, 3000)}
    template = work + "/template"

    def sides(base):
        return Side(work, "bare", base, None), Side(work, "guarded", base, airlock)

    with Upstream(trees[200]) as npm, Upstream(work + "/pip") as pip:
        install, clean = (NpmCase(trees[200], ["npm", "install"], True), NpmCase(trees[200], ["npm", "ci"], False))
        cold, warm = PipCase(template, True), PipCase(template, False)
        if {"npm", "pip", "small"} & set(cases):
            print(HEAD)
        if "npm" in cases:
            compare("npm install, cold", install, *sides(npm.base), runs, "≤ 0.8")
            compare("npm ci, warm", clean, *sides(npm.base), runs, "≤ 1.3")
        if "pip" in cases:
            compare("pip install, cold", cold, *sides(pip.base), runs, "≤ 1.25 (1.1)")
            compare("pip install, warm", warm, *sides(pip.base), runs, "≤ 1.1")
        if "small" in cases:
            # What a guard costs that has nothing to win: no target.
            one = NpmCase(trees[200], ["npm", "install"], True, {"chalk": "^5.3.0"})
            compare("npm install, cold, one package", one, *sides(npm.base), runs, "")
            compare("pip install, warm, one package", PipCase(template, False, ["six"]), *sides(pip.base), runs, "")
        if "pass" in cases:
            side = sides(pip.base)[1]
            cold.prepare(side, True)
            print()
            passing(side, [["npm", "--version"], ["pip", "list"]])
        four = [("npm install, cold", install, npm), ("npm ci, warm", clean, npm), ("pip install, cold", cold, pip),
                ("pip install, warm", warm, pip)]
        if "phases" in cases:
            print("\n| seconds of | %s |\n|---|%s" % (" | ".join(PHASES), "---|" * len(PHASES)))
            for name, case, upstream in four:
                phases(name, case, sides(upstream.base)[1])
        if "judging" in cases:
            side = sides(npm.base)[1]
            cold.prepare(side, True)
            print("\n| judging, ms each | packages | median | p95 | highest | sum |\n|---|---|---|---|---|---|")
            judging("npm tree", side, trees[200], ".tgz")
            judging("pip tree", side, work + "/pip", ".whl")
        if "memory" in cases:
            print("\n| peak memory of all guard processes | proportional (PSS) | sum of RSS | processes |\n|---|---|---|---|")
            for name, case, upstream in four:
                memory.show(name, case, sides(upstream.base)[1], 1)
    if "scale" in cases:
        print("\n" + HEAD)
        for count, tree in trees.items():
            with Upstream(tree) as npm:
                case = NpmCase(tree, ["npm", "install"], True)
                bare, guarded = sides(npm.base)
                compare("npm install, cold, %d packages" % count, case, bare, guarded, 1, "")
                memory.show("%d packages" % count, case, guarded, 1)


if __name__ == "__main__":
    main()
