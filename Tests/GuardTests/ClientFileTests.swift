import Testing

@testable import AirlockGuard

@Suite("configuration files of clients, as doctor reads them")
struct ClientFileTests {
    static let npm: [(text: String, words: [String])] = [
        ("registry=https://npm.example/\n; strict-ssl=false\n", []), ("registry=http://127.0.0.1:4873/\n", []),
        ("strict-ssl = false\n", ["strict-ssl"]),
        ("@acme:registry=http://npm.example/x/\n", ["plain http ('@acme:registry')", "https://npm.example/x/"]),
        ("fetch-retries=3\n//npm.example/:_authToken=x\n", []),
    ]

    @Test("an .npmrc is well unless it names plain http or turns certificates off", arguments: npm)
    func npmrc(text: String, words: [String]) {
        let found = npmFindings(text, path: "/h/.npmrc", environment: [:])
        #expect(found.isEmpty == words.isEmpty)
        for word in words { #expect(found.contains { ($0.finding + $0.mend).contains(word) }, "\(found)") }
    }

    static let pip: [(text: String, words: [String])] = [
        ("[global]\nindex-url = https://pypi.example/simple\n# trusted-host = x\n", []),
        ("[global]\ntrusted-host = pypi.example\n", ["pip config unset global.trusted-host"]),
        (
            "[install]\nextra_index_url =\n    https://a.example/simple\n    http://b.example/simple\n",
            ["plain http (install.extra-index-url)"]
        ),
        ("[global]\nindex-url = http://localhost:3141/root/pypi\ntimeout = 3\n", []),
    ]

    @Test("so is a pip.conf", arguments: pip)
    func pipConf(text: String, words: [String]) {
        let found = pipFindings(text, path: "/h/pip.conf")
        #expect(found.isEmpty == words.isEmpty, "\(found)")
        for word in words { #expect(found.contains { ($0.finding + $0.mend).contains(word) }, "\(found)") }
    }
}
