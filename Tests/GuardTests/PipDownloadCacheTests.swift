import AirlockTestSupport
import Foundation
import Testing

@testable import AirlockGuard

@Suite("pip's download cache")
struct PipDownloadCacheTests {
    @Test(
        "SHA-224 against the standard's examples and Python's",
        arguments: [
            ("", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f"),
            ("abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525"
            ),
        ])
    func hash(text: String, expected: String) {
        #expect(sha224(Array(text.utf8)) == expected)
    }

    @Test(
        "an address in pip's normal form",
        arguments: [
            ("HTTPS://Host.invalid/a/x-1.whl", "https://host.invalid/a/x-1.whl", "x-1.whl"),
            ("https://u:p@host.invalid/x-1%2ezip#sha256=00&egg=x", "https://host.invalid/x-1.zip", "x-1.zip"),
            ("https://host.invalid:8443/x%2b1.whl?q=1", "https://host.invalid:8443/x%2B1.whl?q=1", "x+1.whl"),
        ])
    func normalForm(text: String, key: String, filename: String) throws {
        let address = try #require(PipDownloadAddress(text))
        #expect(address.key == key)
        #expect(address.filename == filename)
    }

    @Test(
        "an address that pip would change, or read otherwise, is none",
        arguments: [
            "https://host.invalid/../x.whl", "https://host.invalid/a/%2e%2e/x.whl", "https://host.invalid/x y.whl",
            "https://host.invalid/ä.whl", "https://host.invalid", "https://host.invalid/", "ftp://host.invalid/x.whl",
            "https:///x.whl", "https://host.invalid/x%2.whl", "https://ho\\st/x.whl", "https://host.invalid/x%2Fy.whl",
        ])
    func refused(text: String) {
        #expect(PipDownloadAddress(text) == nil)
    }
}
