import Foundation
import Packages
import Verdicts

@testable import AirlockGuard

/// A command's report with a block, a warning, an overridden release, a failure and a pass; every text that a package
/// chooses tries to break out of the format that it is written into.
enum ReportFixture {
    static let hostile = "x</title><script>alert(1)</script>\"' onload=x \u{1B}[31m\u{202E}::error::##[error]%0A&amp;\n"
    static let hostileName = "@evil/\"><img src=x onerror=alert(1)>"

    static func behavior(_ event: String, _ line: Int, origin: Int? = nil, phase: String = "install")
        -> Evidence.LeadingBehavior
    {
        .init(
            phase: phase, event: event, summary: "does \(event)", file: hostile + ".js", line: line,
            origin: origin.map { .init(file: hostile + ".js", line: $0) })
    }

    static func evidence(_ content: String, score: Double, findings: [Evidence.Finding] = []) -> Evidence {
        let behaviors = [behavior("flow.sec>send", 40, origin: 12), behavior("code.eval", 50)]
        return Evidence(
            sha256: DigestFunction.digest(of: Array(content.utf8), .sha256), inspector: "4.test/npm-tarball",
            ecosystem: .npm, declaredName: hostileName, declaredVersion: "1", byteCount: 9, score: score, eventCount: 3,
            milliseconds: 2, behaviors: score > 0.5 ? behaviors : [],
            timeline: score > 0.5 ? behaviors + [behavior("env.all", 1, phase: "run")] : [],
            quotes: [.init(file: hostile + ".js", line: 40, text: "send(\"</pre><script>\")" + hostile)],
            findings: findings)
    }

    /// Made as a stored one is read, since only a verdict makes one otherwise.
    static let override: PlanRecord.Release.Override? = {
        let text: [String: Any] = ["path": "/p/.airlock.toml", "line": 3, "reason": hostile, "overridden": "block"]
        guard let data = try? JSONSerialization.data(withJSONObject: text) else { return nil }
        return try? JSONDecoder().decode(PlanRecord.Release.Override.self, from: data)
    }()

    static let thresholds = Thresholds(block: 0.9, warn: 0.5)
    static let now = Date(timeIntervalSince1970: 1_795_219_200)

    static func release(
        _ name: String, _ version: String, _ evidence: Evidence, requiredBy: [String]?,
        kind: ArtifactKind = .npmTarball,
        isOptional: Bool = false
    ) -> PlanRecord.Release {
        let ecosystem: Ecosystem = kind == .npmTarball ? .npm : .pypi
        let artifact = Artifact(
            identity: PackageIdentity(name: PackageName(name, ecosystem: ecosystem), version: version), kind: kind,
            url: "https://me:secret@registry.invalid/\(hostile)", filename: "\(name)-\(version).tgz",
            expectedDigests: [])
        let verdict = judge(
            evidence, facts: ArtifactFacts(requested: nil, digestStatus: .verified(.sha512)), thresholds: thresholds,
            policy: .none, now: now)
        return PlanRecord.Release(
            artifact, requiredBy: requiredBy, isDirect: requiredBy?.isEmpty ?? false, isOptional: isOptional
        ).judged(verdict, evidence)
    }

    static func report(folder: String = "/nowhere") -> CommandReport {
        let bad = evidence(
            "bad", score: 0.99,
            findings: [.init(code: .hiddenCharacters, message: hostile, file: hostile, line: 3)])
        let odd = evidence("odd", score: 0.6)
        let good = evidence("good", score: 0.1)
        var allowed = release("allowed", "2.0.0+build", evidence("allowed", score: 0.95), requiredBy: ["top"])
        allowed.level = .allow
        allowed.override = override
        let failed = PlanRecord.Release(
            Artifact(
                identity: PackageIdentity(name: PackageName("Broken_Thing", ecosystem: .pypi), version: "1.0"),
                kind: .sdist, url: "https://index.invalid/broken.tar.gz", filename: "broken.tar.gz", expectedDigests: []
            ),
            requiredBy: nil, isDirect: false
        ).failed("'Broken_Thing' 1.0: \(hostile)")
        let record = PlanRecord(
            releases: [
                release("top", "1.0.0", good, requiredBy: []), release(hostileName, "1", bad, requiredBy: ["top"]),
                release("odd", "1.0.0", odd, requiredBy: ["top", hostileName], isOptional: true),
                release("orphan", "1.0.0", good, requiredBy: ["somebody", "else"]), allowed, failed,
            ], policy: .none, thresholds: thresholds)
        var entry = AuditEntry(
            time: now, command: ["npm", "install", hostile], folder: folder, allowed: 2, warned: 1, blocked: 1,
            overridden: 1, exitStatus: 77)
        entry.hosts = ["registry.invalid", hostile]
        return CommandReport(
            record: record, entry: entry,
            evidence: Dictionary([bad, odd, good].map { ($0.sha256.hexadecimal, $0) }) { first, _ in first })
    }
}
