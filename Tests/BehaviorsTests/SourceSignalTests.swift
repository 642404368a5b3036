import Behaviors
import Packages
import Testing

@Suite("Signals of source text")
struct SourceSignalTests {
    // MARK: Data that runs

    @Test func textFileThatIsExecuted() {
        let files = [
            archived("x/__init__.py", "exec(open('x/notes.txt').read())\n"),
            archived("x/notes.txt", "import os\nos.system('echo inert')\n"),
        ]
        #expect(signals(.dataRunAsCode, files).map(\.path) == ["x/notes.txt"])
    }

    @Test func styleSheetThatIsRequired() {
        let files = [
            archived("package.json", "{\"main\": \"index.js\"}"), archived("index.js", "require('./colors.css')\n"),
            archived("colors.css", "require('child_process').exec('echo inert')\n"),
        ]
        #expect(signals(.dataRunAsCode, files, .npmTarball).map(\.path) == ["colors.css"])
    }

    @Test(
        arguments: [
            ("print(open('x/notes.txt').read())\n", "x/notes.txt", "import os\nos.system('echo inert')\n"),
            ("exec(open('x/version.py').read())\n", "x/version.py", "import os\nname = os.name\n"),
            ("exec(open('x/version.txt').read())\n", "x/version.txt", "__version__ = '1'\n"),
        ])
    func dataThatIsReadOnly(code: String, path: String, text: String) {
        #expect(signals(.dataRunAsCode, [archived("x/__init__.py", code), archived(path, text)]).isEmpty)
    }

    @Test("what only a bundler understands does nothing in an interpreter")
    func styleSheetThatIsOne() {
        let sheet = "@import url('https://fonts.invalid/a.css');\n.a ~ .b { color: #fff; background: url(x.png) }\n"
        let files = [
            archived("package.json", "{\"main\": \"colors.css\"}"), archived("colors.css", sheet),
            archived("index.js", "require('./colors.css')\nrequire('./names.map')\n"),
            archived("names.map", "{\"version\": 3, \"sources\": [\"https://code.invalid/a.js\"]}\n"),
        ]
        #expect(signals(.dataRunAsCode, files, .npmTarball).isEmpty)
    }

    // MARK: Hidden lines

    private static let plain = String(repeating: "value = compute(value)\n", count: 20)
    private static let encoded = String(repeating: "QUJD", count: 3_000)

    @Test(
        arguments: [
            ("x.py", plain + "exec(b64decode('\(encoded)'))\n" + plain, 21),
            ("x.py", plain + String(repeating: "alpha(beta); ", count: 1_000), 21),
            ("x.js", plain + "eval(\"\(encoded)\")\n", 21),
        ])
    func oneLineOfCode(path: String, text: String, line: Int) {
        let found = signals(.hiddenLine, [archived(path, text)])
        #expect(found.map(\.line) == [line])
    }

    @Test(
        arguments: [
            ("x.py", plain + "TABLE = '\(encoded)'\n" + plain),
            ("x.py", plain + "numbers = [\(String(repeating: "123, ", count: 4_000))]\n"),
            ("x.py", plain + "# \(encoded) exec eval\n"),
            ("x.py", String(repeating: "exec(b64decode('\(encoded)'))\n", count: 6) + plain),
            ("x.py", "exec('\(encoded)')\n"),
            ("x.min.js", plain + String(repeating: "alpha(beta);", count: 1_000)),
            ("x.js", "/*\n * a\n * b\n * c\n * d\n * e\n */\n" + String(repeating: "alpha(beta);", count: 1_000)),
            ("x.js", plain + "//# sourceMappingURL=data:application/json;base64,\(encoded)\n"),
            ("x.js", plain + "eval(\"\(encoded)//# sourceURL=webpack://x/./a.js?\")\n"),
            ("x.js", plain + "keyword = /(?:\(String(repeating: "abstract|", count: 2_000)))/\n"),
        ])
    func ordinaryLongLine(path: String, text: String) {
        #expect(signals(.hiddenLine, [archived(path, text)]).isEmpty)
    }

    // MARK: Hidden characters

    @Test(
        arguments: [
            ("x.js", "let a = 1\nlet s = 'user\u{202e} \u{2066}// admin\u{2069} \u{2066}'\n", 2),
            ("x.py", "# \u{202e}} \u{2066}if is_admin\n", 1),
            ("x.js", "a = `\(String(repeating: "\u{fe00}\u{fe01}\u{e0101}", count: 6))`\n", 1),
            ("x.py", "\n\nf(\"\(String(repeating: "\u{200b}\u{200c}", count: 9))\")\n", 3),
            ("x.py", "a = 1\n" + String(repeating: "s𝑒𝗅f.𝘦𝘅𝘦𝘤(v𝐚lue)\n", count: 3), 2),
        ])
    func hidden(path: String, text: String, line: Int) {
        #expect(signals(.hiddenCharacters, [archived(path, text)]).map(\.line) == [line])
    }

    @Test(
        arguments: [
            ("x.py", "flag = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'\n"),
            ("x.py", "family = '\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{fe0f}'\n"),
            ("x.py", "text = '\u{2067}مرحبا\u{2069} \u{202b}سلام\u{202c}'\n"),
            ("x.py", "\u{feff}name = 'می\u{200c}خواهم'\n"),
            ("x.py", "\"\"\"a docstring\(String(repeating: "\u{200b}", count: 58))\"\"\"\n"),
            ("x.py", "\"\"\"\n" + String(repeating: "s𝑒𝗅f.𝘦𝘅𝘦𝘤\n", count: 9) + "\"\"\"\n"),
            ("x.py", String(repeating: "print('s𝑒𝗅f') # 𝘦𝘅𝘦𝘤\n", count: 9)),
            ("x.py", "𝑥 = 1\n𝑦 = 𝑥\nx = ''\ny = '''𝐚b𝑐'''\n"),
            ("x.js", "a = /[\u{202a}-\u{202e}\u{2066}]/;" + String(repeating: "f(a);", count: 300) + "\n"),
            ("x.txt", "\u{202e}abc\n"),
            ("x.py", "names = {\"afii61574\": \"\u{202d}\"}\n"),
            ("x.py", "assert plain('\u{202e}text') == 'text'\n"),
        ])
    func ordinaryCharacters(path: String, text: String) {
        #expect(signals(.hiddenCharacters, [archived(path, text)]).isEmpty)
    }

    @Test func brokenUTF8IsNoTrap() {
        let bytes: [UInt8] = [0xf3, 0xa0, 0x0a, 0xf0, 0x9d, 0x22, 0xe2, 0x80] + [UInt8](repeating: 0xf0, count: 100)
        #expect(signals(.hiddenCharacters, [archived("x.py", bytes)]).isEmpty)
    }
}
