import Foundation
import Packages
import Testing
import Verdicts

@Suite struct VerdictTests {
    private static let thresholds = Thresholds(block: 0.9, warn: 0.5)
    private static let good = ArtifactFacts(requested: identity("left-pad", "1.3.1"), digestStatus: .verified(.sha512))

    private func verdict(
        _ evidence: Evidence, _ facts: ArtifactFacts = good, thresholds: Thresholds = thresholds,
        policy: Policy = .none, now: Date = today
    ) -> Verdict {
        judge(evidence, facts: facts, thresholds: thresholds, policy: policy, now: now)
    }

    @Test(
        arguments: [
            (0.0, VerdictLevel.allow, nil), (0.4999, .allow, nil), (0.5, .warn, ReasonCode.suspiciousBehavior),
            (0.8999, .warn, .suspiciousBehavior), (0.9, .block, .behaviorSequence), (1.0, .block, .behaviorSequence),
            (.nan, .block, .behaviorSequence), (.infinity, .block, .behaviorSequence),
        ] as [(Double, VerdictLevel, ReasonCode?)])
    func scoreIsComparedWithThresholds(score: Double, level: VerdictLevel, code: ReasonCode?) {
        let result = verdict(evidence(score: score))
        #expect(result.level == level)
        #expect(result.reasons.map(\.code) == [code].compactMap { $0 })
    }

    @Test(
        arguments: [
            (0.3, 0.4, VerdictLevel.allow, []), (0.3, 0.6, .warn, [ReasonCode.poorlyDescribed]),
            (0.3, 0.95, .block, [.poorlyDescribed]), (0.6, 0.95, .block, [.poorlyDescribed, .suspiciousBehavior]),
            (0.6, 0.8, .warn, [.suspiciousBehavior]), (0.95, 0.99, .block, [.behaviorSequence]),
        ] as [(Double, Double, VerdictLevel, [ReasonCode])])
    func gapsRaiseTheLevel(score: Double, described: Double, level: VerdictLevel, codes: [ReasonCode]) {
        let result = verdict(evidence(score: score, described: described, gaps: [.noSummary, .noAddress]))
        #expect(result.level == level && result.reasons.map(\.code) == codes)
        #expect(result.score == score)
    }

    @Test func gapsAreNamedWithBothScores() {
        let result = verdict(evidence(score: 0.6, described: 0.9567, gaps: [.noSummary, .noAddress]))
        #expect(
            result.reasons.first?.message
                == "score 0.600, and it has no summary, no home page or repository: together 0.956, blocks from 0.900")
    }

    private func policy(_ text: String) throws -> Policy {
        let file = try PolicyFile(parsing: Array(text.utf8), path: "/home/u.toml")
        return Policy(machine: nil, user: file, project: nil) { _ in false }
    }

    @Test func gapsOfAPrivateNameDoNotCount() throws {
        let found = evidence(score: 0.6, described: 0.95, gaps: [.noSummary])
        let mine = try policy("private-names = [\"npm:left-*\"]")
        let others = try policy("private-names = [\"npm:right-*\"]")
        #expect(verdict(found, policy: mine).reasons.map(\.code) == [.suspiciousBehavior])
        #expect(verdict(found, policy: others).level == .block)
        #expect(verdict(found, policy: try policy("[levels]\npoorly-described = \"warn\"")).level == .warn)
    }

    @Test func reasonOfTheScoreSaysWhatHappensWhere() throws {
        let reason = try #require(verdict(evidence(score: 0.95)).reasons.first)
        #expect(reason.message == "at install: reads all environment variables, then sends a web request")
        #expect(reason.file == "scripts/postinstall.js" && reason.line == 12)
    }

    @Test func changedThresholdActsAtOnceOnOldEvidence() {
        let old = evidence(score: 0.7)
        #expect(verdict(old).level == .warn)
        #expect(verdict(old, thresholds: Thresholds(block: 0.6, warn: 0.5)).level == .block)
        #expect(verdict(old, thresholds: Thresholds(block: 0.9, warn: 0.8)).level == .allow)
    }

    @Test func warnThresholdAboveTheBlockThresholdDoesNotHideABlock() {
        #expect(verdict(evidence(score: 0.7), thresholds: Thresholds(block: 0.6, warn: 0.8)).level == .block)
    }

    @Test(arguments: ReasonCode.allCases)
    func findingHasTheLevelOfItsCode(code: ReasonCode) {
        let result = verdict(evidence(findings: [Evidence.Finding(code: code, message: "x")]))
        #expect(result.level == code.defaultLevel)
    }

    @Test func incompleteInspectionOfDataOnlyWarns() {
        let data = Evidence.Finding(code: .incompleteInspection, message: "large", concernsDataOnly: true)
        #expect(verdict(evidence(findings: [data])).level == .warn)
    }

    @Test(
        arguments: [
            (DigestStatus(verified: []), ReasonCode.unstatedDigest),
            (DigestStatus(verified: [DigestFunction.digest(of: [], .sha1)]), .weakDigest),
            (DigestStatus(verified: [DigestFunction.digest(of: [], .sha1), digest("")]), nil),
            (.local, nil),
        ] as [(DigestStatus, ReasonCode?)])
    func digestStatusIsJudged(status: DigestStatus, code: ReasonCode?) {
        let result = verdict(evidence(), ArtifactFacts(requested: nil, digestStatus: status))
        #expect(result.reasons.map(\.code) == [code].compactMap { $0 })
        #expect(result.level == (code == nil ? .allow : .warn))
    }

    @Test func plainHTTPWarns() {
        let facts = ArtifactFacts(requested: nil, digestStatus: .verified(.sha256), cameInsecurely: true)
        #expect(verdict(evidence(), facts).reasons.map(\.code) == [.insecureIndex])
    }

    @Test func strictModeTurnsWarningsIntoBlocks() {
        var policy = Policy.none
        policy.isStrict = true
        let raised = verdict(evidence(score: 0.6), policy: policy)
        #expect(raised.level == .block && raised.isRaisedByStrictMode)
        #expect(raised.reasons.map(\.level) == [.block])
        let block = verdict(evidence(score: 0.95), policy: policy)
        #expect(block.level == .block && !block.isRaisedByStrictMode)
        #expect(verdict(evidence(), policy: policy).level == .allow)
    }

    @Test(
        arguments: [
            ("evil", "1.3.1", VerdictLevel.block), ("left-pad", "1.3.2", .warn), ("left-pad", "v1.3.1+build", .allow),
            ("Left-Pad", "1.3.1", .block), (nil, nil, .allow),
        ] as [(String?, String?, VerdictLevel)])
    func metadataIsComparedWithWhatWasAsked(name: String?, version: String?, level: VerdictLevel) {
        #expect(verdict(evidence(name: name, version: version)).level == level)
    }

    @Test func namesOfPyPIAreComparedNormalized() {
        let facts = ArtifactFacts(requested: identity("Zope.Interface", "1.0", .pypi), digestStatus: .local)
        let value = evidence(name: "zope_interface", version: "1.0.0", ecosystem: .pypi)
        #expect(verdict(value, facts).level == .allow)
    }

    @Test func reasonsComeWorstFirst() {
        let result = verdict(
            evidence(score: 0.6, findings: [Evidence.Finding(code: .unsafePath, message: "x")]),
            ArtifactFacts(requested: nil, digestStatus: .unstated))
        #expect(result.reasons.map(\.code) == [.unsafePath, .suspiciousBehavior, .unstatedDigest])
    }

    @Test func overrideKeepsTheReasonsAndNamesItsEntry() throws {
        let file = try PolicyFile(parsing: Array(allowText(expires: "2026-11-21").utf8), path: "/home/me/config.toml")
        let policy = Policy(machine: nil, user: file, project: nil) { _ in false }
        let bad = evidence(score: 0.95)
        let allowed = verdict(bad, policy: policy)
        #expect(allowed.level == .allow && allowed.override?.overridden == .block)
        #expect(allowed.reasons.map(\.code) == [.allowedByPolicy, .behaviorSequence])
        #expect(allowed.reasons.first?.message == "allowed by '/home/me/config.toml' line 1: reviewed")
        // The day after its last one, the same entry does nothing.
        #expect(verdict(bad, policy: policy, now: today.addingTimeInterval(86_400)).level == .block)
        // Other bytes, another version, another name: blocked.
        #expect(verdict(evidence("other bytes", score: 0.95), policy: policy).level == .block)
        for requested in [identity("left-pad", "1.3.2"), identity("left-pad2", "1.3.1")] {
            let facts = ArtifactFacts(requested: requested, digestStatus: .verified(.sha512))
            #expect(verdict(bad, facts, policy: policy).level == .block)
        }
        // What passes anyway needs no override.
        #expect(verdict(evidence(score: 0.1), policy: policy).override == nil)
    }
}

/// One `[[allow]]` entry for the bytes of `evidence()`.
func allowText(expires: String? = nil, content: String = "left-pad") -> String {
    """
    [[allow]]
    ecosystem = "npm"
    name = "left-pad"
    version = "1.3.1"
    sha256 = ["\(digest(content).hexadecimal)"]
    reason = "reviewed"

    """ + (expires.map { "expires = \($0)\n" } ?? "")
}
