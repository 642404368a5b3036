import Foundation
import Packages
import Verdicts

/// What was resolved, as a CycloneDX 1.6 bill of materials: every release with package URL, sha256, source and verdict.
///
/// The dependency graph holds for each release the nearest one that asked for it: what a plan knows. It is marked as
/// incomplete, the list of components as complete.
struct SoftwareBill {
    private let report: CommandReport

    init(_ report: CommandReport) {
        self.report = report
    }

    var document: JSONDocument {
        let releases = report.record.releases
        let root = "airlock:\(report.record.digest.hexadecimal)"
        return .object([
            ("bomFormat", .string("CycloneDX")),
            ("specVersion", .string("1.6")),
            ("serialNumber", .string("urn:uuid:\(serial)")),
            ("version", .integer(1)),
            (
                "metadata",
                .object([
                    ("timestamp", .string(timestamp(report.entry.time))),
                    (
                        "tools",
                        .object([
                            (
                                "components",
                                .array([
                                    .object([
                                        ("type", .string("application")), ("name", .string("airlock")),
                                        ("version", .string(AirlockCommand.version)),
                                    ])
                                ])
                            )
                        ])
                    ),
                    (
                        "component",
                        .object([
                            ("type", .string("application")), ("bom-ref", .string(root)),
                            ("name", .string((report.entry.folder as NSString).lastPathComponent)),
                        ])
                    ),
                ])
            ),
            ("components", .array(releases.map(component))),
            ("dependencies", .array(dependencies(root: root))),
            (
                "compositions",
                .array([
                    .object([("aggregate", .string("complete")), ("assemblies", .strings([root]))]),
                    .object([("aggregate", .string("incomplete")), ("dependencies", .strings([root]))]),
                ])
            ),
        ])
    }

    /// Made of the plan's digest, so that the same resolution has the same number.
    private var serial: String {
        var bytes = Array(report.record.digest.bytes.prefix(16))
        bytes[6] = bytes[6] & 0x0f | 0x80
        bytes[8] = bytes[8] & 0x3f | 0x80
        let digits = bytes.map { String(format: "%02x", $0) }.joined()
        let ends = [8, 12, 16, 20]
        return digits.enumerated().map { (ends.contains($0.offset) ? "-" : "") + String($0.element) }.joined()
    }

    private func reference(_ release: PlanRecord.Release) -> String {
        "\(packageURL(release))#\(release.sha256.map { String($0.prefix(16)) } ?? release.filename)"
    }

    private func component(_ release: PlanRecord.Release) -> JSONDocument {
        let scoped = release.ecosystem == .npm && release.name.hasPrefix("@")
        let parts = release.name.split(separator: "/", maxSplits: 1).map(String.init)
        let (group, name) = scoped && parts.count == 2 ? (parts[0], parts[1]) : (nil, release.name)
        var properties = [property("verdict", release.level?.rawValue ?? "none")]
        if let score = release.score { properties.append(property("score", String(format: "%.6f", score))) }
        properties += [
            property("kind", release.kind), property("file", release.filename),
            property("development", release.isDevelopment ? "true" : "false"),
        ]
        let members: [(String, JSONDocument?)] = [
            ("type", .string("library")),
            ("bom-ref", .string(reference(release))),
            ("group", .known(group)),
            ("name", .string(name)),
            ("version", .string(release.version)),
            ("scope", .string(release.isOptional ? "optional" : "required")),
            ("hashes", hashes(release)),
            ("purl", .string(packageURL(release))),
            ("externalReferences", source(release)),
            ("properties", .array(properties)),
        ]
        return .object(members)
    }

    private func hashes(_ release: PlanRecord.Release) -> JSONDocument? {
        guard let sha256 = release.sha256 else { return nil }
        return .array([.object([("alg", .string("SHA-256")), ("content", .string(sha256))])])
    }

    private func source(_ release: PlanRecord.Release) -> JSONDocument? {
        // The schema wants a URI reference; an address that is none tells nobody where the bytes came from.
        guard let url = URL(string: release.url), url.scheme != nil, !release.url.utf8.contains(where: { $0 <= 0x20 })
        else { return nil }
        return .array([.object([("type", .string("distribution")), ("url", .string(release.url))])])
    }

    private func property(_ name: String, _ value: String) -> JSONDocument {
        .object([("name", .string("airlock:\(name)")), ("value", .string(value))])
    }

    private func dependencies(root: String) -> [JSONDocument] {
        var children: [String: [String]] = [:]
        let byName = Dictionary(grouping: report.record.releases) { $0.name }
        for release in report.record.releases {
            let parents = release.requiredBy?.last.flatMap { byName[$0] } ?? []
            // Where a tree holds several versions of the parent, the one whose own way is the rest of this one's.
            let way = release.requiredBy.map { Array($0.dropLast()) }
            let parent = parents.first { $0.requiredBy == way } ?? parents.first
            children[parent.map(reference) ?? root, default: []].append(reference(release))
        }
        return ([root] + report.record.releases.map(reference)).distinct().map { key in
            .object([
                ("ref", .string(key)),
                ("dependsOn", children[key].map { .strings($0.distinct()) }),
            ])
        }
    }
}
