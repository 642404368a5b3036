import Foundation
import Testing

@testable import AirlockGuard

@Suite("Messages")
struct MessageTests {
    @Test(
        "replace what could steer a terminal or reverse text",
        arguments: [
            ("plain-name", "plain-name"), ("a\u{1B}[31mred", "a?[31mred"), ("line\nbreak\ttab", "line?break?tab"),
            ("right\u{202E}left", "right?left"), ("zero\u{200B}width", "zero?width"), ("bell\u{7}", "bell?"),
            ("naïve-日本", "naïve-日本"), ("line\u{2028}separator", "line?separator"),
        ])
    func untrusted(text: String, shown: String) {
        #expect(Messages.untrusted(text) == shown)
    }

    @Test("cut what is long")
    func cut() {
        let shown = Messages.untrusted(String(repeating: "x", count: 10_000), limit: 50)
        #expect(shown.count == 51)
        #expect(shown.hasSuffix("…"))
    }

    @Test(
        "write JSON strings that a JSON reader reads back",
        arguments: ["plain", "quote\" and \\ back", "line\nbreak\r\t", "\u{1}\u{7f}\u{2028}", "日本 🎉", ""])
    func json(text: String) throws {
        let data = Data("[\(jsonString(text))]".utf8)
        #expect(!data.contains(UInt8(ascii: "\n")))
        #expect(try JSONSerialization.jsonObject(with: data) as? [String] == [text])
    }
}
