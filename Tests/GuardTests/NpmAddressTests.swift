import Testing

@testable import AirlockGuard

@Suite("Addresses of doors in npm's files")
struct NpmAddressTests {
    @Test("whole strings that stand for another address are replaced, nothing else")
    func originals() {
        let door = "http://127.0.0.1:4001/a.tgz"
        let originals = [door: "https://h.invalid/a.tgz?x=\"1\"", "http://127.0.0.1:4001/b.tgz": "https://h.invalid/b"]
        func replaced(_ text: String) -> String {
            String(decoding: NpmClient.withOriginals(Array(text.utf8), originals), as: UTF8.self)
        }
        let text =
            #"{"\"x": ["\#(door)", "\#(door)#f", "see \"\#(door)\"", "http://127.0.0.1:4001/b.tgz"], "\#(door)": 1}"#
        let original = #""https://h.invalid/a.tgz?x=\"1\"""#
        #expect(
            replaced(text)
                == #"{"\"x": [\#(original), "\#(door)#f", "see \"\#(door)\"", "https://h.invalid/b"], \#(original): 1}"#
        )
        for other in ["", "\"", "{\"a\": \"\(door)", "\"\\"] { #expect(replaced(other) == other) }
        #expect(NpmClient.withOriginals(Array(text.utf8), [:]) == Array(text.utf8))
    }
}
