import Behaviors
import Testing

/// Whole packages and exactly what is seen in them; `RECORD_GOLDENS=1` writes the sequences (see `GoldenFile`).
@Suite("Golden sequences")
struct GoldenTests {
    @Test("the whole sequence is the recorded one", arguments: GoldenFile.all.flatMap(\.cases))
    func givesTheRecordedSequence(_ example: GoldenCase) throws {
        try #require(!GoldenFile.isRecording, "recorded; read the difference and run again without RECORD_GOLDENS")
        let actual = try #require(example.actual, "'kind:' is missing or a file is no base64")
        #expect(canonicalText(of: actual) == example.expected)
    }

    @Test("every family shows malicious shapes and benign look-alikes", arguments: GoldenFile.all)
    func hasBothSides(_ file: GoldenFile) {
        #expect(file.head.hasPrefix("# \(file.name): "), "the first line says what '\(file.name)' shows")
        #expect(file.cases.contains { $0.isLookAlike })
        #expect(file.cases.contains { !$0.isLookAlike })
        #expect(Set(file.cases.map(\.title)).count == file.cases.count, "titles are unique")
    }

    @Test("a look-alike follows what it resembles", arguments: GoldenFile.all)
    func lookAlikesFollow(_ file: GoldenFile) {
        #expect(file.cases.first?.isLookAlike == false)
    }

    /// Behaviors that no case needs to show, and why.
    static let exceptions: [Behavior: String] = [
        .memberGet: "reserved: `x.get()` of something unknown says nothing; the number stays taken",
        .memberRun: "reserved: `x.run()` of something unknown says nothing; the number stays taken",
        .memberDecode: "reserved: `x.decode()` gives the events of what it decodes; the number stays taken",
    ]

    @Test("every behavior occurs in a case, and those that cannot say why")
    func everyBehaviorIsShown() {
        var shown: Set<Behavior> = []
        for example in GoldenFile.all.flatMap(\.cases) {
            for unit in example.actual?.units ?? [] { shown.formUnion(unit.events.map(\.behavior)) }
        }
        let missing = Behavior.allCases.filter { !shown.contains($0) && Self.exceptions[$0] == nil }.map(\.name)
        #expect(missing == [])
        #expect(Self.exceptions.keys.filter { shown.contains($0) } == [])
    }
}
