"""Kinds: a coarser reading of each event, so that what was learnt of one host or one secret holds for its like.

A model that saw webhooks in hundreds of campaigns and tunnels in three knows nothing of tunnels, unless both are one kind to it.
The table of kinds travels in the weight file; the vocabulary of events stays as it is.
"""
from vocabulary import FIRST, NAMES

GROUPS = {
    "host.drop": "url.tunnel url.out-of-band url.webhook url.discord url.telegram url.hidden-service net.webhook",
    "host.stage": "url.paste url.file-host url.raw-ip url.odd-port url.shortener url.odd-tld url.payload url.raw-git arg.hidden-address lit.ip",
    "host.probe": "url.ip-check url.metadata-address sys.network",
    "host.plain": "url.ordinary url.templated url.developer url.local url.platform-host url.chain-node",
    "secret": "cred.browser cred.discord cred.wallet cred.ssh cred.cloud cred.package-token cred.git cred.game cred.chat cred.system cred.keychain cred.container "
              "cred.env-file cred.private-key cred.history cred.token-pattern env.secret cloud.secrets crypt.dpapi wallet.key browser.cookies",
    "machine": "sys.user sys.host sys.hardware",
    "place.hidden": "path.startup path.registry-run path.shell-profile path.service path.workflow path.editor win.registry-write cmd.persist path.login-keys",
    "place.temporary": "path.app-data path.temporary fs.temporary",
    "leak": "flow.sec>send flow.sys>send flow.env>send flow.file>send flow.out>send flow.ui>send flow.env>address",
    "staged": "flow.net>exec flow.net>proc flow.net>load flow.drop>proc flow.drop>load",
    "unpacked": "flow.dec>exec flow.dec>proc flow.dec>load flow.dec>write flow.dec>address flow.code>proc",
    "request": "net.http.get net.http.post net.http.any net.download net.websocket member.request member.post member.download member.upload",
    "socket": "net.socket net.connect net.send net.receive member.connect member.send",
    "start": "proc.spawn proc.shell proc.capture proc.replace proc.start-file proc.fork proc.pty member.execute member.spawn member.run",
    "evaluate": "code.exec code.eval code.compile code.function code.timer-string code.vm code.load-file code.make-module",
    "decode": "dec.base64 dec.base-other dec.hex dec.compressed dec.marshal dec.pickle dec.codec dec.char-code dec.xor dec.reverse dec.bytes crypt.decrypt member.decode member.decrypt",
    "late": "code.import-dynamic code.import-computed code.late-attribute code.globals code.builtins code.frame",
    "hidden": "obf.long-line obf.padding obf.names obf.escapes obf.string-array obf.flattened obf.symbols obf.invisible obf.built-string obf.reader-trap arg.hidden-string "
              "lit.base64 lit.hex lit.entropy lit.binary lit.int-list",
    "quiet": "arg.hidden-window arg.detached arg.silent win.hide-window cmd.hidden exc.swallow",
    "command.attack": "cmd.download cmd.powershell cmd.encoded cmd.recon cmd.remote-shell cmd.miner cmd.privilege cmd.defense cmd.secret-scan cmd.system-loader shell.download shell.send shell.pipe-to-shell",
    "watch": "ui.clipboard ui.key-log ui.screenshot ui.camera imp.input",
    "inject": "nat.memory nat.inject nat.anti-debug",
    "write": "fs.write fs.write-binary fs.write-code fs.write-program fs.append fs.copy",
    "read": "fs.open fs.read fs.read-binary fs.list fs.walk fs.pack member.read",
}
# Numbers from 1; 0 is an event that has no like.
KINDS = {name: at + 1 for at, name in enumerate(GROUPS)}
OF_NAME = {event: KINDS[group] for group, events in GROUPS.items() for event in events.split()}
unknown = [event for event in OF_NAME if event not in NAMES]
if unknown:
    raise SystemExit(f"kinds of unknown events: {unknown}")
OF_TOKEN = [0] * FIRST + [OF_NAME.get(name, 0) for name in NAMES]
