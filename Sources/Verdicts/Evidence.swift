// Verdicts: from what an inspection found to what happens with the package, and the memory of both.
//
// What it does: names the reasons, holds the evidence of one artifact, computes a verdict from evidence, policy and
// thresholds, reads and edits policy files, and keeps evidence, trust and the audit trail in one SQLite database.
// What it never does: look at a package's bytes, talk to a network, print, read the environment or the clock.
// What it guarantees: `judge` is pure, so that a changed policy or threshold acts at once on old evidence; nothing
// that loosens is in force unless its exact content is trusted; what cannot be read is an error, never an allow.

import Foundation
import Packages

/// What one inspector version found in the bytes of one artifact; everything a verdict needs except policy.
///
/// Thresholds and policy are not part of it: they are applied anew on every run.
///
/// Stored as JSON, format 1: one object, keys sorted, no white space, UTF-8:
/// ```
/// format         1
/// sha256         64 hexadecimal digits of the artifact's bytes
/// inspector      version of parsers, vocabulary and model together; other versions' evidence is never used
/// ecosystem      "npm" | "pypi"
/// name, version  what the artifact's own metadata says; absent when it says nothing readable
/// bytes          size of the artifact
/// score          0…1, larger is more like malware
/// described      the score raised by what the release leaves unsaid about itself; absent where it is the score
/// gaps           what that is, codes of `DescriptionGap`; absent where the artifact holds no metadata
/// events         number of behavior events in the whole sequence
/// milliseconds   time of the inspection
/// behaviors      the 3 to 5 events to show first: [{phase, event, summary, file, line, origin?}], flows before what
///                else carried the score; origin is {file, line}, where the value of a flow came from
/// timeline       the telling events in the order in which they would run, as in behaviors; absent when empty
/// quotes         lines of the source that behaviors, findings and timeline name: [{file, line, text}]; absent when empty
/// manifest       npm: what package.json states, {scripts?, dependencies?, programs?, hasNativeBuild}; else absent
/// findings       [{code, message, file?, line?, data}]; data is true when no text that would run is concerned
/// ```
/// Only what is flagged has behaviors, timeline and quotes: some kilobytes then, some hundred bytes otherwise.
/// A reader refuses other formats, scores outside 0…1 and unknown reason codes; refused evidence is made anew.
package struct Evidence: Sendable, Hashable {
    /// One behavior event that weighed in the score.
    package struct LeadingBehavior: Sendable, Hashable, Codable {
        /// A line of a file of the artifact; lines are one-based.
        package struct Place: Sendable, Hashable, Codable {
            package let file: String
            package let line: Int

            package init(file: String, line: Int) {
                self.file = file
                self.line = line
            }
        }

        /// `install`, `import` or `run`.
        package let phase: String
        /// The event's name in the closed vocabulary, such as `net.http.get`.
        package let event: String
        /// What the event does, in a few words for people, such as "sends a web request".
        package let summary: String
        package let file: String
        /// One-based; 0 when the event belongs to the file as a whole.
        package let line: Int
        /// For a flow, where its value came from.
        package let origin: Place?

        package init(phase: String, event: String, summary: String, file: String, line: Int, origin: Place? = nil) {
            self.phase = phase
            self.event = event
            self.summary = summary
            self.file = file
            self.line = line
            self.origin = origin
        }
    }

    /// One line of the artifact's own source, as package text: whoever prints it sanitizes it.
    package struct Quote: Sendable, Hashable, Codable {
        package let file: String
        /// One-based.
        package let line: Int
        /// Without indentation; cut behind `Evidence.quoteLimit` characters, which an ellipsis then follows.
        package let text: String

        package init(file: String, line: Int, text: String) {
            self.file = file
            self.line = line
            self.text = text.count > quoteLimit ? text.prefix(quoteLimit) + "…" : text
        }
    }

    /// Something beside the score that speaks against the artifact.
    package struct Finding: Sendable, Hashable, Codable {
        private enum CodingKeys: String, CodingKey {
            case code, message, file, line
            case concernsDataOnly = "data"
        }

        package let code: ReasonCode
        package let message: String
        package let file: String?
        /// One-based.
        package let line: Int?
        /// True when only data or native bytes are concerned, which softens `incomplete-inspection` to a warning.
        package let concernsDataOnly: Bool

        package init(
            code: ReasonCode, message: String, file: String? = nil, line: Int? = nil, concernsDataOnly: Bool = false
        ) {
            self.code = code
            self.message = message
            self.file = file
            self.line = line
            self.concernsDataOnly = concernsDataOnly
        }

        /// The level of this finding before policy.
        package var level: VerdictLevel {
            code == .incompleteInspection && concernsDataOnly ? .warn : code.defaultLevel
        }
    }

    /// How much of the artifact could not be inspected.
    package enum Incompleteness: Sendable, Hashable {
        case none
        case data
        case code
    }

    /// Findings kept per artifact: an archive of 200,000 bad entries must not make a report, or a row, of that size.
    package static let findingLimit = 64
    /// Events that fit one screen together with their source lines.
    package static let behaviorLimit = 5
    /// Enough for a page that is read, too few to make a row large.
    package static let timelineLimit = 24
    /// Both ends of the behaviors, and some of the rest.
    package static let quotesLimit = 12
    /// Characters of one quoted line.
    package static let quoteLimit = 160

    package let sha256: Digest
    package let inspector: String
    package let ecosystem: Ecosystem
    package let declaredName: String?
    package let declaredVersion: String?
    package let byteCount: Int
    /// Of the behaviors alone.
    package let score: Double
    /// Of the behaviors and of what the release leaves unsaid about itself: never lower than `score`.
    package let describedScore: Double
    /// In the order of `DescriptionGap`; nil where the artifact holds no metadata.
    package let descriptionGaps: [DescriptionGap]?
    package let eventCount: Int
    package let milliseconds: Int
    /// The strongest first, at most `behaviorLimit`.
    package let behaviors: [LeadingBehavior]
    /// The telling events as they would run, at most `timelineLimit`.
    package let timeline: [LeadingBehavior]
    /// At most `quotesLimit`.
    package let quotes: [Quote]
    /// npm: what the tarball's own manifest states; nil for other artifacts and unreadable manifests.
    package let manifest: ReleaseManifest?
    /// The worst findings first, otherwise in the order in which they were made, at most `findingLimit`.
    package let findings: [Finding]

    package init(
        sha256: Digest, inspector: String, ecosystem: Ecosystem, declaredName: String? = nil,
        declaredVersion: String? = nil, byteCount: Int, score: Double, describedScore: Double? = nil,
        descriptionGaps: [DescriptionGap]? = nil, eventCount: Int, milliseconds: Int,
        behaviors: [LeadingBehavior] = [], timeline: [LeadingBehavior] = [], quotes: [Quote] = [],
        manifest: ReleaseManifest? = nil, findings: [Finding] = []
    ) {
        self.sha256 = sha256
        self.inspector = inspector
        self.ecosystem = ecosystem
        self.declaredName = declaredName
        self.declaredVersion = declaredVersion
        self.byteCount = byteCount
        self.score = score
        // Asked this way round, a described score that is not a number counts for nothing.
        self.describedScore = describedScore.map { $0 > score ? $0 : score } ?? score
        self.descriptionGaps = descriptionGaps
        self.eventCount = eventCount
        self.milliseconds = milliseconds
        self.behaviors = Array(behaviors.prefix(Self.behaviorLimit))
        self.timeline = Array(timeline.prefix(Self.timelineLimit))
        self.quotes = Array(quotes.prefix(Self.quotesLimit))
        self.manifest = manifest
        self.findings = Self.worstFirst(findings)
    }

    /// The source line at a place, where it was kept.
    package func quote(_ file: String, _ line: Int) -> String? {
        quotes.first { $0.line == line && $0.file == file }?.text
    }

    /// Whether, and in what, the inspection was incomplete.
    package var incompleteness: Incompleteness {
        let incomplete = findings.filter { $0.code == .incompleteInspection }
        guard !incomplete.isEmpty else { return .none }
        return incomplete.contains { !$0.concernsDataOnly } ? .code : .data
    }

    private static func worstFirst(_ findings: [Finding]) -> [Finding] {
        var kept: [Finding] = []
        for level in [VerdictLevel.block, .warn, .allow] {
            kept += findings.lazy.filter { $0.level == level }.prefix(findingLimit - kept.count)
        }
        return kept
    }
}
