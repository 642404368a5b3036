import Foundation
import Packages
import Testing
import Verdicts

@testable import AirlockGuard

@Suite("The block on the terminal")
struct FlaggedReleaseTextTests {
    private static let thresholds = Thresholds(block: 0.9, warn: 0.5)
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    /// Evidence as full as it can be, every text of the package hostile.
    private static func release(file: String = "lib/\u{1B}[2Jindex\u{202E}.js") -> FlaggedRelease {
        let behaviors = (1...5).map { number in
            Evidence.LeadingBehavior(
                phase: "install", event: "flow.sec>send", summary: "sends credentials to a host", file: file,
                line: number * 10, origin: .init(file: file, line: number * 10 - 5))
        }
        let quotes = (1...12).map {
            Evidence.Quote(
                file: file, line: $0 * 5, text: "line \($0) \u{1B}]0;x\u{7}" + String(repeating: "y", count: 400))
        }
        let evidence = Evidence(
            sha256: DigestFunction.digest(of: [1], .sha256), inspector: "1", ecosystem: .npm, byteCount: 1, score: 0.99,
            eventCount: 5, milliseconds: 1, behaviors: behaviors, timeline: behaviors, quotes: quotes,
            findings: (0..<9).map {
                .init(code: .ambiguousArchive, message: "\($0) " + String(repeating: "z ", count: 150), file: file)
            })
        let verdict = judge(
            evidence, facts: ArtifactFacts(requested: nil, digestStatus: .local), thresholds: thresholds, policy: .none,
            now: now)
        return FlaggedRelease(
            identity: PackageIdentity(name: PackageName("x", ecosystem: .npm), version: "1"), verdict: verdict,
            evidence: evidence, origin: .plan([]), published: now.addingTimeInterval(-7_200))
    }

    private func lines(_ extent: FlaggedReleaseText.Extent, width: Int?) -> [String] {
        FlaggedReleaseText(thresholds: Self.thresholds, extent: extent, width: width, now: Self.now)
            .lines(Self.release())
    }

    @Test("shows a flow with both ends and their source lines, the score, the age")
    func content() {
        let text = lines(.screen, width: nil).joined(separator: "\n")
        #expect(text.contains("at install it reads credentials and sends them to a host"))
        #expect(text.contains("score 0.990, blocks from 0.900"))
        #expect(text.contains("published 2 hours ago"))
        #expect(text.contains("index?.js:5 -> lib/?[2Jindex?.js:10  sends credentials to a host (at install)"))
        #expect(text.contains("       5 | line 1 "))
        #expect(text.contains("      10 | line 2 "))
    }

    @Test("fits a screen of 80 columns and shows its ends", arguments: [FlaggedReleaseText.Extent.brief, .screen])
    func screen(extent: FlaggedReleaseText.Extent) {
        let text = lines(extent, width: 80)
        #expect(text.allSatisfy { $0.count <= 82 })
        // The subject, two hints and the prompt stand around it.
        #expect(text.count <= 17, "\(text.joined(separator: "\n"))")
    }

    @Test(
        "lets no control or bidirectional character of a package through",
        arguments: [
            FlaggedReleaseText.Extent.brief, .screen, .whole,
        ])
    func sanitized(extent: FlaggedReleaseText.Extent) {
        for line in lines(extent, width: nil) {
            #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f || $0.value == 0x202E })
        }
    }

    @Test("cuts the front of a long path, so that line and summary stay readable")
    func longPath() {
        let file = "node_modules/" + String(repeating: "deep/", count: 30) + "index.js"
        let text = FlaggedReleaseText(thresholds: Self.thresholds, extent: .screen, width: 80, now: Self.now)
            .lines(Self.release(file: file))
        #expect(
            text.contains {
                $0.contains("deep/index.js:5 -> …") && $0.hasSuffix("sends credentials to a host (at install)")
            },
            "\(text.joined(separator: "\n"))")
    }

    @Test("folds between words and keeps long words whole")
    func folding() {
        #expect(fold("aa bb cc", width: 7, indent: 2, continuation: 4) == ["  aa bb", "    cc"])
        #expect(fold("aaaaaaaaaa b", width: 5, indent: 0, continuation: 2) == ["aaaaaaaaaa", "  b"])
        #expect(fold("a b", width: nil, indent: 2, continuation: 2) == ["  a b"])
    }

    static let agesInWords: [(seconds: Double, text: String)] = [
        (30.0, "less than a minute ago"), (60, "1 minute ago"), (7_199, "119 minutes ago"), (7_200, "2 hours ago"),
        (86_400 * 3, "3 days ago"), (86_400 * 800, "2 years ago"), (-5, "in the future"),
    ]

    @Test("says ages in one unit", arguments: agesInWords)
    func ages(seconds: Double, text: String) {
        #expect(age(of: Self.now.addingTimeInterval(-seconds), at: Self.now) == text)
    }
}
