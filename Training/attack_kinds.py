"""What a malicious package is after, told from its events: the first kind in this order whose events it has."""
from kinds import GROUPS
from vocabulary import FIRST, NAMES

NETWORK = {*GROUPS["request"].split(), *GROUPS["socket"].split(), *GROUPS["command.attack"].split(), *GROUPS["host.drop"].split(), *GROUPS["host.stage"].split()}


def has(*groups):
    wanted = {event for group in groups for event in GROUPS[group].split()}
    return lambda events: bool(wanted & events)


def any_of(*names):
    return lambda events: bool(set(names) & events)


def with_network(rule):
    return lambda events: rule(events) and bool(NETWORK & events)


KINDS = (
    ("opens a shell for somebody", any_of("cmd.remote-shell", "shell.pipe-to-shell", "proc.pty")),
    ("watches or injects", has("watch", "inject")),
    ("steals secrets", with_network(has("secret"))),
    ("downloads and runs", has("staged")),
    ("unpacks and runs hidden code", has("unpacked")),
    ("reports the machine", with_network(lambda events: has("machine")(events) or any_of("flow.sys>send", "flow.env>send", "flow.out>send", "env.all")(events))),
    ("sends or fetches otherwise", lambda events: bool(NETWORK & events)),
    ("runs commands", has("start", "evaluate")),
    ("acts otherwise", lambda events: bool(events)),
    ("no event", lambda events: True),
)


def attack_kind(package):
    events = {NAMES[token - FIRST] for unit in package.units for token in unit[1:]}
    return next(name for name, rule in KINDS if rule(events))
