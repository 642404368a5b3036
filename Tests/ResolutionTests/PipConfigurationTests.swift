import Testing

@testable import Resolution

@Suite("pip configuration")
struct PipConfigurationTests {
    private let listing = """
        :env:.extra-index-url='https://a.invalid/simple https://b.invalid/simple'
        :env:.require-hashes=''
        :env:.quiet='1'
        download.index-url='https://download.invalid/simple'
        global.cert='/etc/certs.pem'
        global.find-links='/opt/wheels'
        global.index-url='https://global.invalid/simple'
        global.no-index='yes'
        global.timeout="60"
        install.index-url='https://install.invalid/simple'
        install.no-index='false'
        install.pre='true'
        WARNING: something else
        """

    @Test("the subcommand's section beats the global one, variables beat both")
    func precedence() {
        let sources = PipConfiguration(listing: listing).sources(for: "install")
        #expect(sources.index == "https://install.invalid/simple")
        #expect(sources.extraIndexes == ["https://a.invalid/simple", "https://b.invalid/simple"])
        #expect(sources.findLinks == ["/opt/wheels"])
        #expect(!sources.usesNoIndex)
        #expect(sources.certificateAuthorities == "/etc/certs.pem")
        #expect(PipConfiguration(listing: listing).sources(for: "download").index == "https://download.invalid/simple")
        #expect(PipConfiguration(listing: listing).sources(for: "wheel").usesNoIndex)
    }

    @Test("what is not about sources is carried over as variables")
    func carriedOver() {
        #expect(
            PipConfiguration(listing: listing).carriedOver(for: "install")
                == ["PIP_TIMEOUT": "60", "PIP_PRE": "true", "PIP_QUIET": "1"])
    }

    @Test(
        "a value is read as Python's repr writes it",
        arguments: [
            ("'a'", "a"), (#""it's""#, "it's"), (#"'a\\b'"#, #"a\b"#), (#"'a\nb'"#, "a\nb"), (#"'\x1b'"#, "\u{1b}"),
            (#"'\u20ac'"#, "€"), (#"'\U0001f600'"#, "😀"), ("''", ""), ("'a", nil), ("a", nil), (#"'\q'"#, nil),
            (#"'\x1'"#, nil), ("'", nil), (#"'\ud800'"#, nil),
        ])
    func pythonLiterals(literal: String, expected: String?) {
        #expect(pythonText(literal[...]) == expected)
    }

    @Test("an index of the command line replaces the configured one, an index of a file replaces all")
    func overruling() {
        var configured = PipSources()
        configured.index = "https://configured.invalid"
        configured.extraIndexes = ["https://extra.invalid"]
        var line = PipSources()
        line.index = "https://line.invalid"
        var file = PipSources()
        file.index = "https://file.invalid"
        file.extraIndexes = ["https://file-extra.invalid"]
        let addresses = { (sources: PipSources) in
            sources.indexes(builtIn: "https://built.invalid", credentials: NetworkCredentials(parsing: ""))
                .map(\.address)
        }
        #expect(addresses(PipSources()) == ["https://built.invalid"])
        #expect(addresses(configured) == ["https://configured.invalid", "https://extra.invalid"])
        let both = configured.overruled(byCommandLine: line)
        #expect(addresses(both) == ["https://line.invalid", "https://extra.invalid"])
        #expect(
            addresses(both.overruled(byRequirementsFiles: file)) == [
                "https://file.invalid", "https://file-extra.invalid",
            ])
        line.usesNoIndex = true
        #expect(addresses(configured.overruled(byCommandLine: line)).isEmpty)
    }

    @Test(
        "a trusted host is a host, or a host and port",
        arguments: [
            ("http://h.invalid/simple", true), ("http://h.invalid:8080/simple", true),
            ("http://p.invalid:8080/", true), ("http://p.invalid/", false), ("http://x.h.invalid/", false),
            ("http://h.invalid@evil.invalid/", false), ("nonsense", false),
        ])
    func trustedHosts(address: String, expected: Bool) {
        var sources = PipSources()
        sources.trustedHosts = ["H.invalid", "p.invalid:8080"]
        #expect(sources.trusts(address) == expected)
    }

    @Test(
        "the built-in index is read from pip's help",
        arguments: [
            (
                "-i, --index-url <url>  Base URL (default https://built.invalid/simple). This",
                "https://built.invalid/simple"
            ),
            (
                "--timeout (default 15)\n--index-url <url> Base (default: https://built.invalid/s)",
                "https://built.invalid/s"
            ),
            ("--index-url <url> Base (default\n   https://built.invalid/s)", "https://built.invalid/s"),
            ("--index-url <url> Base", nil), ("", nil), ("--index-url (default none)", nil),
        ])
    func builtInIndex(help: String, expected: String?) {
        #expect(pipBuiltInIndex(fromHelp: help) == expected)
    }

    @Test("every truncation of a listing is read without a trap")
    func truncations() {
        let characters = Array(listing)
        for length in 0..<characters.count {
            _ = PipConfiguration(listing: String(characters[..<length])).sources(for: "install")
        }
    }
}

@Suite("netrc files")
struct NetworkCredentialsTests {
    @Test(
        "a host's own entry is used, else the default one",
        arguments: [
            ("machine a.invalid login u password p", "https://a.invalid/simple", "Basic dTpw"),
            ("machine a.invalid\n  login u\n  password p\n", "https://A.invalid:8443/", "Basic dTpw"),
            ("machine a.invalid password p", "https://a.invalid/", "Basic OnA="),
            ("machine a.invalid login u password p", "https://b.invalid/", nil),
            ("default login u password p", "https://b.invalid/", "Basic dTpw"),
            ("machine b.invalid login x password y default login u password p", "https://b.invalid/", "Basic eDp5"),
            ("# comment\nmachine a.invalid login u account z password p", "https://a.invalid/", "Basic dTpw"),
            (#"machine a.invalid login "u" password "p q""#, "https://a.invalid/", "Basic dTpwIHE="),
            ("machine a.invalid login u", "https://a.invalid/", nil),
            ("nonsense machine a.invalid login u password p", "https://a.invalid/", nil),
            ("", "https://u:p@a.invalid/simple", "Basic dTpw"), ("", "https://u%40x:p@a.invalid/", "Basic dUB4OnA="),
            ("machine a.invalid login x password y", "https://u:p@a.invalid/", "Basic dTpw"),
            ("machine a.invalid login u password p", "https://a.invalid.evil/", nil),
        ])
    func authorization(text: String, address: String, expected: String?) {
        #expect(NetworkCredentials(parsing: text).authorization(for: address) == expected)
    }

    @Test("every truncation is read without a trap")
    func truncations() {
        let characters = Array("machine a login \"b\\\" c\" password d\ndefault login x password y")
        for length in 0..<characters.count { _ = NetworkCredentials(parsing: String(characters[..<length])) }
    }
}
