import Foundation
import Packages
import Verdicts

/// A folder of its own below the system's temporary folder, removed when the test lets go of it.
final class ScratchFolder: Sendable {
    let path: String

    init() throws {
        let name = "airlock-verdicts-\(UInt64.random(in: 0...UInt64.max))"
        let folder = FileManager.default.temporaryDirectory.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.resolvingSymlinksInPath().path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a text below the folder, making the folders that it needs, and returns its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let url = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    func folder(_ name: String) throws -> String {
        let url = URL(filePath: path).appending(path: name)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url.path
    }

    func text(of name: String) throws -> String {
        try String(contentsOf: URL(filePath: path).appending(path: name), encoding: .utf8)
    }

    var databasePath: String { path + "/state/airlock/airlock.sqlite" }
}

/// The sha256 of a text, as a stand-in for an artifact's.
func digest(_ text: String) -> Digest { DigestFunction.digest(of: Array(text.utf8), .sha256) }

func identity(_ name: String, _ version: String, _ ecosystem: Ecosystem = .npm) -> PackageIdentity {
    PackageIdentity(name: PackageName(name, ecosystem: ecosystem), version: version)
}

let today = Date(timeIntervalSince1970: 1_795_219_200)  // 2026-11-21

func evidence(
    _ content: String = "left-pad", score: Double = 0.1, described: Double? = nil, gaps: [DescriptionGap]? = nil,
    findings: [Evidence.Finding] = [], name: String? = "left-pad",
    version: String? = "1.3.1", ecosystem: Ecosystem = .npm, inspector: String = "test-1"
) -> Evidence {
    Evidence(
        sha256: digest(content), inspector: inspector, ecosystem: ecosystem, declaredName: name,
        declaredVersion: version, byteCount: 1_024, score: score, describedScore: described,
        descriptionGaps: gaps, eventCount: 12, milliseconds: 3,
        behaviors: [
            Evidence.LeadingBehavior(
                phase: "install", event: "env.read-all", summary: "reads all environment variables",
                file: "scripts/postinstall.js", line: 12),
            Evidence.LeadingBehavior(
                phase: "install", event: "net.http.post", summary: "sends a web request",
                file: "scripts/postinstall.js", line: 14),
        ],
        findings: findings)
}
