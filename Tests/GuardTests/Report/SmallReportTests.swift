import Behaviors
import Foundation
import Testing

@testable import AirlockGuard

@Suite("Small parts of reports")
struct SmallReportTests {
    @Test("a comparison names what appears and vanishes, the most telling first")
    func change() {
        let old = BehaviorOutline(
            canonicalText: "run\ta.js\tfs.read\ta.js:1\nimport\ta.js\tnet.http.get\ta.js:2\nnonsense\n\t\t\t\n")
        let new = BehaviorOutline(
            canonicalText: "install\tb.js\timp.http\tb.js:1\ninstall\tb.js\tflow.sec>send\tb.js:9\tfrom b.js:2\n"
                + "run\ta.js\tfs.read\ta.js:5\nrun\ta.js\tfs.read\ta.js:7\ninstall\tb.js\tno.such\tb.js:1\n")
        #expect(old.steps.count == 2 && new.steps.count == 3)
        let change = VersionChange(from: old, version: "1.0", description: ", which is installed", to: new)
        #expect(change.appeared.map(\.done.behavior) == [.impHttp, .flowSecToSend])
        #expect(change.vanished.map(\.place) == ["a.js:2"])
        #expect(change.sentence == "new since 1.0, which is installed: sends credentials to a host")
        #expect(
            VersionChange(from: new, version: "2", description: "", to: new).sentence
                == "new since 2: no behavior that stands out")
    }

    static let sizes: [(text: String, bytes: Int?)] = [
        ("500MB", 500_000_000), ("1.5 GiB", 1_610_612_736), ("0", 0), ("12k", 12_000), ("-1", nil), ("x", nil),
        ("1e9", nil), ("9999999999999TB", nil), ("", nil), ("1.2.3MB", nil),
    ]

    @Test("sizes are read in powers of a thousand and of 1024", arguments: sizes)
    func size(text: String, bytes: Int?) { #expect(parseSize(text) == bytes) }

    @Test("progress says what is fetched of how much, in megabytes")
    func progress() {
        let counts = ProgressLine.Counts(resolved: 12, asked: 9, fetched: 7, bytes: 12_340_000, judged: 6, flagged: 1)
        #expect(counts.text == "resolved 12, fetched 7 of 12 (12.3 MB), judged 6, flagged 1")
        #expect(ProgressLine.Counts().text == "resolved 0, fetched 0 of 0, judged 0, flagged 0")
    }

    @Test("a build service's commands in package text are broken up")
    func commands() {
        #expect(Messages.untrusted("a ##[error]b") == "a ##?[error]b")
    }
}
