import Testing

@testable import Resolution

@Suite("JSON values")
struct JSONValueTests {
    @Test("values of every kind are read")
    func valuesOfEveryKind() throws {
        let value = try parse(#" {"a":[1,-2.5e1,true,false,null],"b":"\u00e9\n\ud83d\ude00","c":{}} "#)
        #expect(value["a"] == .array([.number(1), .number(-25), .boolean(true), .boolean(false), .null]))
        #expect(value["b"]?.text == "é\n😀")
        #expect(value["c"]?.members?.isEmpty == true)
    }

    @Test("a byte order mark is skipped")
    func byteOrderMark() throws {
        #expect(try JSONValue.parse([0xef, 0xbb, 0xbf, 0x31], path: "x") == .number(1))
    }

    @Test(
        "text that two readers could take differently is refused",
        arguments: [
            #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, "{\"a\":\"\u{01}\"}", #""\ud800""#, #""\ud800\u0041""#,
            #"{"a":1}x"#, "[1,]", "{,}", "{\"a\"}", "nul", "'a'", "1.2.3", "--1", "", " ", "\"", "\"\\", "\"\\u12",
            "NaN", "Infinity", "1e999", "+1", ".5",
        ])
    func refusesDoubtfulText(_ text: String) {
        #expect(throws: ResolutionError.self) { try parse(text) }
    }

    @Test("text that is not UTF-8 is refused")
    func refusesOtherEncodings() {
        #expect(throws: ResolutionError.self) { try JSONValue.parse([0x22, 0xff, 0x22], path: "x") }
    }

    @Test("nesting beyond the limit is an error, not a crash")
    func refusesDeepNesting() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: ResolutionError.self) { try parse(deep) }
        #expect(throws: ResolutionError.self) { try parse(String(repeating: #"{"a":"#, count: 100_000)) }
        let fine = JSONValue.maximumDepth - 1
        let text = String(repeating: "[", count: fine) + String(repeating: "]", count: fine)
        #expect(throws: Never.self) { try parse(text) }
    }

    @Test("an error names the file and the place")
    func errorNamesFileAndPlace() {
        #expect(throws: ResolutionError.malformed(path: "x", problem: "a colon is missing at byte 5")) {
            try parse(#"{"a" 1}"#)
        }
    }

    private func parse(_ text: String) throws(ResolutionError) -> JSONValue {
        try JSONValue.parse(Array(text.utf8), path: "x")
    }
}
