import Packages
import Testing
import Verdicts

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct PolicyFileTests {
    private func parse(_ text: String) throws -> PolicyFile {
        try PolicyFile(parsing: Array(text.utf8), path: "p.toml")
    }

    private static let hexadecimal = digest("left-pad").hexadecimal

    @Test func readsEveryKey() throws {
        let file = try parse(
            """
            # our policy
            strict = true

            [[allow]]  # one
            ecosystem = "pypi"
            name = "Foo.Bar"
            version = "1.0"
            sha256 = [
                "\(Self.hexadecimal)", # wheel
                "sha256:\(digest("sdist").hexadecimal)",
            ]
            reason = "reviewed [[allow]] # not a comment"
            expires = 2027-01-31
            added = "2026-11-21"

            [[allow]]
            ecosystem = 'npm'
            name = "@scope/tool"
            version = "2.0.0-rc.1+x"
            sha256 = ["\(Self.hexadecimal)"]
            reason = \"""
            two
            lines\"""
            """)
        #expect(file.settings.strict?.value == true && file.loosens)
        try #require(file.allowEntries.count == 2)
        let first = file.allowEntries[0]
        #expect(first.names(identity("foo-bar", "1.0", .pypi)))
        #expect(first.digests == [digest("left-pad"), digest("sdist")])
        #expect(first.expires == PolicyDate(year: 2027, month: 1, day: 31))
        #expect(first.added?.description == "2026-11-21")
        #expect(first.line == 4 && file.allowEntries[1].line == 16)
        #expect(file.allowEntries[1].reason == "two\nlines")
    }

    @Test(arguments: [("", false), ("strict = true", false), ("strict = false", true), (allowText(), true)])
    func knowsWhatLoosens(text: String, loosens: Bool) throws {
        #expect(try parse(text).loosens == loosens)
    }

    /// Each text with the line of its fault and what the message must say.
    static let faults: [(text: String, message: String)] = [
        ("strict = maybe", "policy file 'p.toml' line 1 column "),
        ("\n\nstrict = \"yes\"", "line 3: 'strict' expected true or false, got a string"),
        ("strict = true\nstrict = false", "line 2 column "),
        ("# c\nstrikt = true", "line 2: unknown key 'strikt', nearest valid key is 'strict'"),
        ("[allows]\nx = 1", "line 1: unknown key 'allows', nearest valid key is 'allow'"),
        ("a.b = 1", "line 1: unknown key 'a', valid keys are 'strict', 'minimum-release-age', "),
        ("[allow]\nname = 1", "line 1: 'allow' expected [[allow]] entries, got a table"),
        ("\nallow = [1]", "line 2: 'allow' expected [[allow]] entries, got an integer"),
        ("[[allow]]", "line 1: the entry has no 'ecosystem'"),
        (entry(without: "sha256"), "line 2: the entry has no 'sha256'"),
        (entry(without: "reason"), "line 2: the entry has no 'reason'"),
        (entry("ecosystem", "\"cargo\""), "line 3: 'ecosystem' expected 'npm' or 'pypi', got 'cargo'"),
        (entry("name", "\" \""), "line 4: 'name' expected text, got an empty string"),
        (entry("version", "\"^1.3.1\""), "line 5: 'version' expected one exact version, got '^1.3.1'"),
        (
            entry("version", "1.3"),
            "line 5 column 11: '1.3' is not a value that policy files use (text stands in quotes)"
        ),
        (entry("version", "13"), "line 5: 'version' expected a string, got an integer"),
        (entry("sha256", "\"abc\""), "line 6: 'sha256' expected a list of 64 hexadecimal digits each, got a string"),
        (entry("sha256", "[]"), "line 6: 'sha256' expected a list of 64 hexadecimal digits each, got an empty list"),
        (entry("sha256", "[\n\"abc\"]"), "line 6: 'sha256' expected a list of 64 hexadecimal digits each, got 'abc'"),
        (entry("sha256", "[\"sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709\"]"), "line 6: 'sha256' expected a list"),
        (entry("reason", "\"\""), "line 7: 'reason' expected text, got an empty string"),
        (entry("expires", "\"soon\""), "line 8: 'expires' expected a date such as 2027-01-31, got 'soon'"),
        (entry("expires", "2027-02-30"), "line 8 column "),
        (entry("expires", "2027-01-31T00:00:00Z"), "line 8 column 11: '2027-01-31T00:00:00Z' is not a value"),
        (entry("expires", "true"), "line 8: 'expires' expected a date such as 2027-01-31, got a boolean"),
        (entry("expire", "2027-01-31"), "line 8: unknown key 'expire', nearest valid key is 'expires'"),
        ("allow = [{ nam = \"x\" }]", "line 1 column 10: an inline table, which policy files do not use"),
        ("strict = [[true]]", "line 1 column 11: a list inside a list"),
        ("strict = true\n  [[", "line 2 column 5: a header without a name"),
        ("t = 12:00:", "line 1 column 5: '12:00:' is not a value"),
    ]

    @Test(arguments: faults)
    func faultIsReportedWithItsLine(text: String, message: String) throws {
        let error = try #require(throws: VerdictsError.self) { try parse(text) }
        #expect(error.description.contains(message), "\(error.description)")
        #expect(error.concernsPolicy)
    }

    @Test(
        arguments: [
            [0xFF, 0xFE], Array("strict = false\0 # rest".utf8), Array("[[allow]]\nname = \"a\\u0000b\"".utf8),
        ] as [[UInt8]])
    func whatIsNotPlainTextIsRefused(bytes: [UInt8]) {
        #expect(throws: VerdictsError.policyNotText(path: "p.toml")) { try PolicyFile(parsing: bytes, path: "p.toml") }
    }

    @Test func hugeFileIsRefused() {
        let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: PolicyFile.sizeLimit + 1)
        #expect(throws: VerdictsError.policyTooLarge(path: "p", limit: PolicyFile.sizeLimit)) {
            try PolicyFile(parsing: bytes, path: "p")
        }
    }

    @Test(arguments: [
        "[[[[", "a = \"", "x = '''", "= =\n]\n[", "[[allow]]\nsha256 = [[[[", "\u{FEFF}strict = 1", "\\", "a",
    ])
    func brokenTextNeverTraps(text: String) {
        #expect(throws: VerdictsError.self) { try parse(text) }
    }

    /// The TOML library aborts on some malformed texts; none of them may reach it.
    @Test func mutatedTextsNeverTrap() {
        let pieces = [
            "[", "]", "[[", "{", "}", "=", "\"", "'", "\"\"\"", "\n", "\r", "#", ",", ".", "\\", "\\uD800", "inf", "-",
            "_", "0x",
            "1e", "2020-01-01", "12:00:", "\u{2028}", "\u{1}", "99999999999999999999", "a.b",
        ].map { Array($0.utf8) }
        let original = Array((Self.entry("expires", "2027-01-31") + "[[allow]]\nsha256 = [\n'a', # c\n]\n").utf8)
        // Knuth's MMIX constants: the same texts on every run.
        var state: UInt64 = 1
        func random(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var accepted = 0
        for _ in 0..<500 {
            var bytes = original
            for _ in 0...random(below: 4) {
                let place = random(below: bytes.count)
                switch random(below: 3) {
                case 0: bytes.insert(contentsOf: pieces[random(below: pieces.count)], at: place)
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + 8))
                default: bytes[place] = UInt8(1 + random(below: 255))
                }
            }
            if (try? PolicyFile(parsing: bytes, path: "p")) != nil { accepted += 1 }
        }
        #expect(accepted < 500)
    }

    @Test func fileOfAnotherUserAndPipesAreRefused() throws {
        let scratch = try ScratchFolder()
        let pipe = scratch.path + "/pipe.toml"
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(throws: VerdictsError.policyUnreadable(path: pipe, cause: "it is not a regular file")) {
            try PolicyFile(readingIfPresent: pipe)
        }
        // Only root can give a file away.
        guard geteuid() == 0 else { return }
        let foreign = try scratch.write("strict = true", to: "foreign.toml")
        #expect(chown(foreign, 12_345, 12_345) == 0)
        #expect(throws: VerdictsError.policyUnreadable(path: foreign, cause: "it belongs to another user")) {
            try PolicyFile(readingIfPresent: foreign)
        }
    }

    @Test func missingFileSaysNothingAndOddOnesAreErrors() throws {
        let scratch = try ScratchFolder()
        #expect(try PolicyFile(readingIfPresent: scratch.path + "/none.toml") == nil)
        #expect(try PolicyFile(readingIfPresent: nil) == nil)
        #expect(throws: VerdictsError.policyUnreadable(path: scratch.path, cause: "it is not a regular file")) {
            try PolicyFile(readingIfPresent: scratch.path)
        }
        let file = try scratch.write("strict = true", to: "a.toml")
        #expect(try PolicyFile(readingIfPresent: file)?.settings.strict?.value == true)
    }

    private static func entry(_ key: String = "", _ value: String = "", without left: String = "") -> String {
        var lines: [(key: String, value: String)] = [
            ("ecosystem", "\"npm\""), ("name", "\"left-pad\""), ("version", "\"1.3.1\""),
            ("sha256", "[\"\(hexadecimal)\"]"), ("reason", "\"reviewed\""),
        ].filter { $0.0 != left }
        if let index = lines.firstIndex(where: { $0.key == key }) {
            lines[index].value = value
        } else if !key.isEmpty {
            lines.append((key, value))
        }
        return "# first\n[[allow]]\n" + lines.map { "\($0.key) = \($0.value)\n" }.joined()
    }
}
