import Testing

@testable import Transfer

@Suite("TransferAddress")
struct TransferAddressTests {
    @Test(
        "what is no http address is refused",
        arguments: [
            "", "example.invalid", "ftp://a.invalid/", "file:///etc/passwd", "http://", "http://a b/",
            "http://a/\r\nX: 1",
            "javascript:alert(1)", "http://a.invalid:99999/",
        ])
    func malformed(text: String) {
        #expect(TransferAddress(text) == nil)
    }

    @Test("the user and the fragment leave the URL, the query leaves what is shown")
    func parts() throws {
        let address = try #require(TransferAddress("https://u:p%2F@Host.invalid:8443/a/b?q=1#f"))
        #expect(
            address.url == "https://host.invalid:8443/a/b?q=1" || address.url == "https://Host.invalid:8443/a/b?q=1")
        #expect(address.host == "host.invalid")
        #expect(address.port == 8443)
        #expect(address.user == "u")
        #expect(address.password == "p/")
        #expect(!address.shown.contains("q=1"))
        #expect(TransferAddress("https://host.invalid/a")?.port == 443)
    }

    @Test(
        "loopback is known in its forms and only there",
        arguments: [
            ("http://127.0.0.1/", true), ("http://127.8.9.1:80/", true), ("http://localhost/", true),
            ("http://[::1]/", true), ("http://127.0.0.1.example.invalid/", false), ("http://128.0.0.1/", false),
            ("http://127.example.invalid/", false), ("http://127.0.0.1@example.invalid/", false),
            ("http://localhost.example.invalid/", false), ("http://0.0.0.0/", false),
        ])
    func loopback(url: String, expected: Bool) throws {
        #expect(try #require(TransferAddress(url)).isLoopback == expected)
    }

    @Test(
        "a redirect never leaves TLS and never enters loopback",
        arguments: [
            ("https://a.invalid/", "https://b.invalid/", true), ("https://a.invalid/", "http://a.invalid/", false),
            ("https://a.invalid/", "http://127.0.0.1/", false), ("http://127.0.0.1/", "http://localhost/", true),
            ("http://127.0.0.1/", "https://a.invalid/", true), ("http://trusted.invalid/", "http://127.0.0.1/", false),
            ("http://trusted.invalid/", "http://trusted.invalid/x", true),
            ("http://127.0.0.1/", "http://trusted.invalid/", false),
            ("http://trusted.invalid/", "http://other.invalid/", false),
        ])
    func redirects(from: String, to: String, expected: Bool) throws {
        let source = try #require(TransferAddress(from))
        let target = try #require(TransferAddress(to))
        #expect(source.mayRedirect(to: target, plainHTTPHosts: ["trusted.invalid"]) == expected)
    }

    @Test("a location is resolved against the page that named it")
    func relative() throws {
        let base = try #require(TransferAddress("https://a.invalid/x/y"))
        #expect(TransferAddress(redirect: "../z?q", from: base)?.url == "https://a.invalid/z?q")
        #expect(TransferAddress(redirect: "//b.invalid/z", from: base)?.url == "https://b.invalid/z")
        #expect(TransferAddress(redirect: "file:///etc/passwd", from: base) == nil)
    }

    @Test("no message shows a password or a query", arguments: ["ht!tp://u:p@h/x?t=1", "u:p@h"])
    func redaction(text: String) {
        let shown = TransferAddress.withoutSecrets(text)
        #expect(!shown.contains("p@") && !shown.contains("t=1"))
    }
}
