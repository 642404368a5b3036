import Foundation
import Packages
import Verdicts

/// A report as SARIF 2.1.0, for build services and editors that show findings.
///
/// One result per release and reason. It stands at the manifest that brings the release in, since that is in the user's
/// repository; the places in the package are code flows and related locations, addressed by package URL with the file
/// as its subpath. What policy lets pass is there and suppressed.
struct SARIFReport {
    private let report: CommandReport
    private let place: ManifestPlace?

    /// - Parameter place: nil puts each result at the artifact's own path, as `scan` does.
    init(_ report: CommandReport, isScan: Bool = false) {
        self.report = report
        place = isScan ? nil : ManifestPlace(folder: report.entry.folder)
    }

    private static let schema =
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

    var document: JSONDocument {
        let flagged = report.flagged
        let codes = flagged.flatMap { $0.reasons.map(\.code) }.distinct().filter { $0 != .allowedByPolicy }
        return .object([
            ("$schema", .string(Self.schema)),
            ("version", .string("2.1.0")),
            (
                "runs",
                .array([
                    .object([
                        ("tool", .object([("driver", driver(codes))])),
                        ("automationDetails", .object([("id", .string("airlock/"))])),
                        ("invocations", .array([invocation(flagged)])),
                        ("columnKind", .string("unicodeCodePoints")),
                        ("results", .array(flagged.flatMap { results($0, codes) })),
                    ])
                ])
            ),
        ])
    }

    private func driver(_ codes: [ReasonCode]) -> JSONDocument {
        .object([
            ("name", .string("Airlock")),
            ("version", .string(AirlockCommand.version)),
            (
                "rules",
                .array(
                    codes.map { code in
                        .object([
                            ("id", .string(code.rawValue)), ("shortDescription", text(code.summary)),
                            (
                                "help",
                                text(
                                    "\(code.summary); 'airlock explain NAME@VERSION' shows it, 'airlock allow' accepts it"
                                )
                            ),
                            ("defaultConfiguration", .object([("level", .string(level(code.defaultLevel)))])),
                        ])
                    })
            ),
        ])
    }

    private func invocation(_ flagged: [PlanRecord.Release]) -> JSONDocument {
        let failures = flagged.compactMap(\.failure)
        return .object([
            ("executionSuccessful", .boolean(failures.isEmpty)),
            ("exitCode", .integer(Int(report.entry.exitStatus))),
            ("endTimeUtc", .string(timestamp(report.entry.time))),
            ("commandLine", .string(report.entry.command.joined(separator: " "))),
            (
                "toolExecutionNotifications",
                failures.isEmpty
                    ? nil
                    : .array(failures.map { .object([("level", .string("error")), ("message", text($0))]) })
            ),
        ])
    }

    private func results(_ release: PlanRecord.Release, _ codes: [ReasonCode]) -> [JSONDocument] {
        let evidence = report.evidence(of: release)
        return release.reasons.filter { $0.code != .allowedByPolicy }.map { reason in
            let isAboutScore = reason.code == .behaviorSequence || reason.code == .suspiciousBehavior
            let said = isAboutScore ? report.sentence(of: release) : reason.message
            return .object([
                ("ruleId", .string(reason.code.rawValue)),
                ("ruleIndex", .known(codes.firstIndex(of: reason.code))),
                ("level", .string(level(reason.level))),
                ("message", text("\(releaseName(release.identity)) (\(release.ecosystem.rawValue)): \(said)")),
                ("locations", .array([location(release)])),
                ("codeFlows", isAboutScore ? codeFlows(release, evidence) : nil),
                ("relatedLocations", related(release, reason, isAboutScore ? evidence : nil)),
                (
                    "partialFingerprints",
                    .object([("artifact/v1", .string("\(release.sha256 ?? ""):\(reason.code.rawValue)"))])
                ),
                (
                    "suppressions",
                    release.override.map { override in
                        .array([
                            .object([("kind", .string("external")), ("justification", .string(override.reason))])
                        ])
                    }
                ),
                (
                    "properties",
                    .object([
                        ("purl", .string(packageURL(release))), ("sha256", .known(release.sha256)),
                        ("score", release.score.map(JSONDocument.number)),
                        ("requiredBy", release.requiredBy.map(JSONDocument.strings)),
                    ])
                ),
            ])
        }
    }

    private func location(_ release: PlanRecord.Release) -> JSONDocument {
        let found = place?.find(release)
        let path = found.map { relativePath($0.path, to: report.entry.folder) } ?? release.url
        return .object([
            (
                "physicalLocation",
                .object([
                    ("artifactLocation", .object([("uri", .string(uri(path)))])),
                    ("region", .object([("startLine", .integer(found?.line ?? 1))])),
                ])
            ),
            (
                "logicalLocations",
                .array([
                    .object([
                        ("name", .string(release.name)), ("fullyQualifiedName", .string(packageURL(release))),
                        ("kind", .string("package")),
                    ])
                ])
            ),
        ])
    }

    /// Each flow from where its value came from to where it goes.
    private func codeFlows(_ release: PlanRecord.Release, _ evidence: Evidence?) -> JSONDocument? {
        let flows = (evidence?.behaviors ?? []).compactMap { behavior in
            behavior.origin.map { (origin: $0, behavior: behavior) }
        }
        guard !flows.isEmpty else { return nil }
        return .array(
            flows.map { flow in
                let steps = [
                    self.flow(release, flow.origin.file, flow.origin.line, "where the value comes from", evidence),
                    self.flow(release, flow.behavior.file, flow.behavior.line, flow.behavior.summary, evidence),
                ]
                return .object([("threadFlows", .array([.object([("locations", .array(steps))])]))])
            })
    }

    private func flow(
        _ release: PlanRecord.Release, _ file: String, _ line: Int, _ said: String, _ evidence: Evidence?
    ) -> JSONDocument {
        .object([("location", inPackage(release, file, line, said, evidence))])
    }

    private func related(_ release: PlanRecord.Release, _ reason: Reason, _ evidence: Evidence?) -> JSONDocument? {
        var places: [JSONDocument] = []
        if let evidence {
            places = evidence.behaviors.map { inPackage(release, $0.file, $0.line, $0.summary, evidence) }
        } else if let file = reason.file {
            places = [inPackage(release, file, reason.line ?? 0, reason.code.summary, report.evidence(of: release))]
        }
        return places.isEmpty ? nil : .array(places)
    }

    private func inPackage(
        _ release: PlanRecord.Release, _ file: String, _ line: Int, _ said: String, _ evidence: Evidence?
    ) -> JSONDocument {
        let quote = evidence?.quote(file, line)
        return .object([
            (
                "physicalLocation",
                .object([
                    ("artifactLocation", .object([("uri", .string("\(packageURL(release))#\(uri(file))"))])),
                    (
                        "region",
                        line > 0
                            ? .object([
                                ("startLine", .integer(line)),
                                ("snippet", quote.map { .object([("text", .string($0))]) }),
                            ]) : nil
                    ),
                ])
            ),
            ("message", text(said)),
        ])
    }

    private func text(_ sentence: String) -> JSONDocument {
        .object([("text", .string(Messages.untrusted(sentence, limit: 1_000)))])
    }

    private func level(_ level: VerdictLevel) -> String {
        switch level {
        case .allow: "note"
        case .warn: "warning"
        case .block: "error"
        }
    }

    /// A path as a URI reference, segment by segment; a URL keeps its scheme and host.
    private func uri(_ path: String) -> String {
        let (scheme, rest) =
            path.range(of: "://").map { (String(path[..<$0.upperBound]), String(path[$0.upperBound...])) } ?? ("", path)
        let segments = rest.split(separator: "/", omittingEmptySubsequences: false).map { percentEncoded(String($0)) }
        let encoded = segments.joined(separator: "/")
        // A colon in the first segment of a relative reference would make it a scheme (RFC 3986, 4.2).
        return scheme.isEmpty && segments.first?.contains(":") == true ? "./" + encoded : scheme + encoded
    }
}
