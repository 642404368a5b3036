"""The memory of a guard and its workers, sampled while it runs."""
import os
import threading
import time


class Sampler:
    """The highest sums over all processes of `airlock-guard` below one process; clients do not count."""

    def __init__(self):
        self.proportional = self.resident = self.processes = 0

    def watch(self, process):
        threading.Thread(target=self._run, args=(process,), daemon=True).start()

    def _run(self, process):
        while process.poll() is None:
            sums = [0, 0, 0]
            for identifier in guards(process.pid):
                try:
                    fields = dict(line.split(":", 1) for line in open("/proc/%d/smaps_rollup" % identifier).read().splitlines()[1:])
                    sums[0] += int(fields["Pss"].split()[0])
                    sums[1] += int(fields["Rss"].split()[0])
                    sums[2] += 1
                except (OSError, KeyError, ValueError):
                    continue
            self.proportional = max(self.proportional, sums[0])
            self.resident = max(self.resident, sums[1])
            self.processes = max(self.processes, sums[2])
            time.sleep(0.02)


def guards(root):
    """The process and those below it that run the guard's program."""
    parents, programs = {}, {}
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            rest = open("/proc/%s/stat" % entry).read().rpartition(")")[2]
            programs[int(entry)] = os.path.basename(os.readlink("/proc/%s/exe" % entry))
        except OSError:
            continue
        parents[int(entry)] = int(rest.split()[1])
    for identifier, program in programs.items():
        above = identifier
        while above and above != root:
            above = parents.get(above, 0)
        if above == root and program.startswith("airlock"):
            yield identifier


def show(name, case, side, runs):
    sampler = Sampler()
    for number in range(runs):
        case.prepare(side, number == 0)
        side.run(case.words, sampler=sampler)
    print("| %s | %.0f MB | %.0f MB | %d |" % (
        name, sampler.proportional / 1024, sampler.resident / 1024, sampler.processes), flush=True)
