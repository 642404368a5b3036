import Packages
import Testing
import Verdicts

@Suite struct EvidenceTests {
    private static let full = evidence(
        score: 0.9970001,
        findings: [
            Evidence.Finding(code: .unsafePath, message: "'../../etc/passwd' leads out", file: "../../etc/passwd"),
            Evidence.Finding(
                code: .incompleteInspection, message: "larger than 64 MiB", file: "data/weights.bin",
                concernsDataOnly: true),
        ])

    @Test(arguments: [
        full, evidence(described: 0.8, gaps: [.noSummary, .noAddress]), evidence(gaps: []),
        evidence(name: nil, version: nil), evidence(name: "a\u{202E}\"\\/\u{0}b"),
    ])
    func survivesTheRoundTrip(value: Evidence) throws {
        let bytes = try value.encoded()
        #expect(try Evidence(decoding: bytes) == value)
        #expect(try Evidence(decoding: bytes).encoded() == bytes)
    }

    @Test func formatIsTheDocumentedOne() throws {
        let value = Evidence(
            sha256: digest("x"), inspector: "1", ecosystem: .pypi, declaredName: "six", declaredVersion: "1.0",
            byteCount: 9, score: 0.5, eventCount: 1, milliseconds: 2,
            behaviors: [.init(phase: "import", event: "net.http.get", summary: "fetches", file: "a.py", line: 1)],
            findings: [.init(code: .damagedArchive, message: "bad", file: "b", line: 3)])
        let expected = """
            {"behaviors":[{"event":"net.http.get","file":"a.py","line":1,"phase":"import","summary":"fetches"}],\
            "bytes":9,"ecosystem":"pypi","events":1,\
            "findings":[{"code":"damaged-archive","data":false,"file":"b","line":3,"message":"bad"}],\
            "format":1,"inspector":"1","milliseconds":2,"name":"six","score":0.5,\
            "sha256":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881","version":"1.0"}
            """
        #expect(String(decoding: try value.encoded(), as: UTF8.self) == expected)
    }

    @Test(arguments: [
        ("\"format\":1", "\"format\":2"), ("\"score\":0.5", "\"score\":1.5"), ("\"score\":0.5", "\"score\":-1"),
        ("damaged-archive", "no-such-reason"), ("\"bytes\":9", "\"bytes\":\"9\""), ("2d711642", "2d71164"), ("}", ""),
    ])
    func foreignTextIsRefused(original: String, replacement: String) throws {
        let value = Evidence(
            sha256: digest("x"), inspector: "1", ecosystem: .pypi, byteCount: 9, score: 0.5, eventCount: 1,
            milliseconds: 2, findings: [.init(code: .damagedArchive, message: "bad")])
        let text = String(decoding: try value.encoded(), as: UTF8.self)
        #expect(throws: Never.self) { try Evidence(decoding: Array(text.utf8)) }
        let changed = text.replacing(original, with: replacement)
        try #require(changed != text)
        #expect(throws: DecodingError.self) { try Evidence(decoding: Array(changed.utf8)) }
    }

    @Test func whatIsKeptForPeopleIsBounded() throws {
        let event = Evidence.LeadingBehavior(phase: "run", event: "fs.read", summary: "reads", file: "a", line: 1)
        let value = Evidence(
            sha256: digest("x"), inspector: "1", ecosystem: .npm, byteCount: 1, score: 1, eventCount: 1,
            milliseconds: 1, behaviors: Array(repeating: event, count: 9),
            timeline: Array(repeating: event, count: 99),
            quotes: (0..<99).map { .init(file: "a", line: $0, text: String(repeating: "y", count: 999)) })
        #expect(value.behaviors.count == Evidence.behaviorLimit && value.timeline.count == Evidence.timelineLimit)
        #expect(value.quotes.count == Evidence.quotesLimit)
        #expect(value.quote("a", 3) == String(repeating: "y", count: Evidence.quoteLimit) + "…")
        #expect(value.quote("b", 3) == nil)
        let bytes = try value.encoded()
        #expect(bytes.count < 10_000)
        #expect(try Evidence(decoding: bytes) == value)
        let longer = String(decoding: bytes, as: UTF8.self).replacing("…", with: "yyyy")
        #expect(try Evidence(decoding: Array(longer.utf8)) == value)
    }

    @Test func describedScoreIsNeverTheLowerOne() throws {
        #expect(evidence(score: 0.4, described: 0.3).describedScore == 0.4)
        #expect(evidence(score: 0.4, described: .nan).describedScore == 0.4)
        #expect(evidence(score: 0.4).describedScore == 0.4)
        let text = String(decoding: try evidence(score: 0.4, described: 0.75).encoded(), as: UTF8.self)
        for wrong in ["1.5", "-1", "\"0.5\""] {
            let changed = text.replacing("\"described\":0.75", with: "\"described\":\(wrong)")
            try #require(changed != text)
            #expect(throws: DecodingError.self) { try Evidence(decoding: Array(changed.utf8)) }
        }
    }

    @Test func scoreThatIsNoNumberIsNotStored() {
        #expect(throws: EncodingError.self) { try evidence(score: .nan).encoded() }
    }

    @Test func thousandsOfMildFindingsDoNotPushOutABadOne() {
        let mild = (0..<5_000).map {
            Evidence.Finding(code: .incompleteInspection, message: "entry \($0)", concernsDataOnly: true)
        }
        let value = evidence(findings: mild + [Evidence.Finding(code: .ambiguousArchive, message: "last")])
        #expect(value.findings.count == Evidence.findingLimit)
        #expect(value.findings.first?.code == .ambiguousArchive)
        #expect(value.findings[1].message == "entry 0")
    }

    @Test func incompletenessTellsCodeFromData() {
        let data = Evidence.Finding(code: .incompleteInspection, message: "large", concernsDataOnly: true)
        let code = Evidence.Finding(code: .incompleteInspection, message: "unreadable")
        #expect(evidence().incompleteness == .none)
        #expect(evidence(findings: [data]).incompleteness == .data)
        #expect(evidence(findings: [data, code]).incompleteness == .code)
    }
}
