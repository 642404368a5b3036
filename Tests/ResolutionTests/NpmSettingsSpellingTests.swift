import Testing

@testable import Resolution

/// What npm's `ini` makes of a file, where a repository's `.npmrc` tries to have it read otherwise.
@Suite("npm configuration, odd spellings")
struct NpmSettingsSpellingTests {
    private func registry(_ text: String) -> [String]? {
        NpmConfigurationFile(parsing: text, environment: [:]).values["@e:registry"]
    }

    @Test(
        "a line that is no section to npm ends nothing",
        arguments: [
            " [x]", "\t[x]", "\u{a0}[x]", "\u{2028}[x]", "\u{b}[x]", "\u{feff}[x]", "[x", "[x] y", "[x]=y", "a\u{b}[x]",
        ])
    func sections(line: String) {
        #expect(registry("\(line)\n@e:registry=https://h.invalid/\n") == ["https://h.invalid/"])
    }

    @Test("a section ends what counts", arguments: ["[x]", "[x]  ", "[x]\u{a0}", "[]"])
    func realSections(line: String) {
        #expect(registry("\(line)\n@e:registry=https://h.invalid/\n") == nil)
    }

    @Test(
        "a key in blanks, quotes or behind a byte order mark",
        arguments: [
            "\u{feff}@e:registry", "'\"@e:registry\"'", "\"@e:registry\"", "'@e:registry'",
            "\u{2003}@e:registry\u{3000}",
        ])
    func keys(key: String) {
        #expect(registry("\(key)=https://h.invalid/\n") == ["https://h.invalid/"])
    }

    @Test("only line feeds and carriage returns end a line", arguments: ["\u{b}", "\u{c}", "\u{85}"])
    func lines(character: String) {
        #expect(registry("a=b\(character)@e:registry=https://h.invalid/") == nil)
        #expect(registry("a=b\u{2028}c\r@e:registry=https://h.invalid/") == ["https://h.invalid/"])
    }

    @Test("a list in single quotes, and one in brackets that a plain line goes on")
    func lists() {
        #expect(registry("@e:registry='[\"https://h.invalid/\"]'") == ["https://h.invalid/"])
        #expect(registry("@e:registry[]=a\n@e:registry=b") == ["a", "b"])
    }

    @Test(
        "a scope's address in which npm could find another host is an error",
        arguments: [
            "https:h.invalid/", "https:/h.invalid", "https:\\\\h.invalid", "ht\ttps://h.invalid/",
            "https://h\t.invalid/",
            " https:///h.invalid/", "HTTPS://h.invalid/", "https://h.invalid/?a", "https://h.invalid\\x",
            "https://${npm_config_registry}/", "[\"https://h.invalid/", "https:///x", "https://?",
        ])
    func addresses(value: String) {
        var configuration = NpmConfiguration()
        configuration.set(.project, to: NpmConfigurationFile(values: ["@e:registry": [value]]))
        #expect(throws: ResolutionError.self) {
            try configuration.npmUpstreams(defaultRegistry: "https://r.invalid/")
        }
    }

    @Test(
        "one that is no address to npm either is left out",
        arguments: ["nonsense", "", "${REGISTRY}", "https://${REGISTRY}/", "//h.invalid/", "ftp://h.invalid/", "true"])
    func leftOut(value: String) throws {
        var configuration = NpmConfiguration()
        configuration.set(.project, to: NpmConfigurationFile(values: ["@e:registry": [value]]))
        #expect(try configuration.npmUpstreams(defaultRegistry: "https://r.invalid/").count == 1)
    }

    @Test("a key with a variable that only the guarded npm has is an error")
    func variablesOfTheGuard() {
        let key = "@${npm_config_replace_registry_host}:registry"
        var configuration = NpmConfiguration()
        configuration.set(.project, to: NpmConfigurationFile(values: [key: ["https://h.invalid/"]]))
        #expect(throws: ResolutionError.self) {
            try configuration.npmUpstreams(defaultRegistry: "https://r.invalid/")
        }
    }
}
