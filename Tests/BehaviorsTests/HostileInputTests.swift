import Behaviors
import Packages
import Testing

@Suite("Hostile input")
struct HostileInputTests {
    @Test(
        "never traps",
        arguments: [
            "", "\u{0}", "def", "class C(C): pass\nC()", "def f(): f()\nf()", "a = a", "x = x + x\n",
            "exec('exec(\"exec(1)\")')",
            "import .", "from . import *", "(((((((((", "lambda: lambda: lambda: 0", "a[1:2:3] = b[::-1]", "'%' % 1",
            "'%s%s' % ('a',)",
            "'{' .format(1)", "'{0[a].b}'.format(x)", "chr(-1)\nchr(99999999999)", "''.join([1, 'a', None])",
            "'ab' * 99999999999",
            "1 << 9999\n1 % 0\n-9223372036854775808 // -1", "import os\nos.environ['A']['B'] = os.environ",
            "[x for x in x for y in y]",
            "class A(B): pass\nclass B(A): pass\nA().x()", "__import__(__import__)", "getattr(getattr, 'getattr')(1)",
            "open()", "exec()",
            "'x'.replace('', 'y')", "'aaa'.split('')", "try:\n  pass\nexcept\n",
            "@x\n@y()\ndef f(*a, **b): return a, b\nf(*f, **f)",
        ])
    func survivesOddPython(_ source: String) {
        for kind in [ArtifactKind.sdist, .wheel] {
            let result = sequence(
                ["setup.py": source, "pkg/__init__.py": source, "x.pth": "import \(source)"], kind: kind)
            #expect(result.units.allSatisfy { !$0.events.isEmpty })
        }
    }

    @Test(
        "never traps",
        arguments: [
            "", "\u{0}", "require(require)", "module.exports = module; exports.a = exports",
            "class A extends A {} new A()",
            "function f() { f() } f()", "a.b.c.d = a", "`${`${1}`}`", "eval(eval(eval))", "new Function()",
            "[].map([].map)",
            "const {a: {b: [c]}} = require('fs')", "for (;;) ;", "x = y => z => x", "Object.assign(a, a)",
            "Object.defineProperty(exports)",
            "String.fromCharCode(-1, 1e9, 0xd800)", "'a'.charCodeAt(-5)", "[1][-9223372036854775808]", "a?.b?.[c]?.(d)",
            "import('./index.js')",
            "export * from './index.js'; export {x as default} from '.'", "require('./../../..')",
            "var o = {o}; o.o = o; o.o.o()", "}}}}", "<a b={c}/>",
        ])
    func survivesOddJavaScript(_ source: String) {
        let result = npmSequence([
            "index.js": source,
            "package.json": "{\"main\":\"index.js\",\"scripts\":{\"install\":\"node -e '\(source)' && node .\"}}",
        ])
        #expect(result.units.allSatisfy { !$0.events.isEmpty })
    }

    @Test(
        "never traps on shell text",
        arguments: ["", "'", "\"$(", "`", ">", "|", "&&&&", "a > ", "\\", "$(((((", "sh -c", "node -e", "python -c"])
    func survivesOddHooks(_ text: String) {
        let escaped = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        let result = npmSequence(["package.json": "{\"scripts\":{\"install\":\"\(escaped)\"}}"])
        #expect(result.incomplete.isEmpty)
    }

    @Test func deepNestingIsNotedAndSurvived() {
        let deep = String(repeating: "(", count: 5_000) + "1" + String(repeating: ")", count: 5_000)
        let result = sequence(["pkg/__init__.py": "import os\nx = \(deep)\nos.system('y')\n"], kind: .wheel)
        #expect(
            result.incomplete.contains { $0.reason == .nestingTooDeep && $0.runsEarly }
                || result.unit("pkg/__init__.py") != nil)
    }

    @Test func longChainsOfCallsAreSurvived() {
        var source = "import os\n"
        for index in 0..<3_000 { source += "def f\(index)():\n    f\(index + 1)()\n" }
        source += "def f3000():\n    os.system('x')\nf0()\n"
        let result = sequence(["pkg/__init__.py": source], kind: .wheel)
        #expect(result.unit("pkg/__init__.py")?.contains("proc.shell") == true)
    }

    @Test func doublingTextsStayWithinTheBounds() {
        let source = "a = 'xxxxxxxx'\n" + String(repeating: "a = a + a\n", count: 200) + "exec(a)\n"
        #expect(pythonEvents(source).contains("code.exec"))
    }

    @Test func tooLargeFileIsNotedWithItsPhase() {
        let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: 17 << 20)
        let file = PackageFile(path: "pkg/__init__.py", bytes: bytes, isExecutable: false)
        let result = extractBehaviors(from: PackageSource(ecosystem: .pypi, kind: .wheel, files: [file]))
        #expect(
            result.incomplete == [IncompleteInspection(reason: .fileTooLarge, path: "pkg/__init__.py", runsEarly: true)]
        )
    }

    @Test func tooManyEventsAreCutAndNoted() throws {
        let source = "import os\n" + String(repeating: "os.remove('x')\nos.getcwd()\n", count: 5_000)
        let result = sequence(["pkg/__init__.py": source], kind: .wheel)
        let unit = try #require(result.units.first)
        #expect(unit.events.count == 4_096)
        #expect(result.incomplete.map(\.reason) == [.tooManyEvents])
    }

    @Test func unreadableManifestIsNoted() {
        let result = npmSequence(["package.json": "{not json", "index.js": "require('fs')"])
        #expect(result.incomplete.map(\.reason) == [.unreadableManifest])
        #expect(result.unit("index.js", .importing) == ["imp.files"])
    }

    @Test func sameBytesGiveTheSameSequence() {
        let files = [
            "pkg/__init__.py": "import os\nclass A:\n  def a(self): os.system('a')\n  def b(self): os.remove('b')\n"
                + "x = {'k': 1, 'l': 2}\n"
        ]
        #expect(sequence(files, kind: .wheel) == sequence(files, kind: .wheel))
    }
}
