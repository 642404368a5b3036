import Foundation
import Packages

extension Evidence {
    private static let format = 1

    /// The stored form; equal evidence gives equal bytes.
    package func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }

    /// Reads the stored form; throws what `Decodable` throws for anything that this version would not have written.
    package init(decoding bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(Evidence.self, from: Data(bytes))
    }
}

extension Evidence: Codable {
    private enum CodingKeys: String, CodingKey {
        case format, sha256, inspector, ecosystem, name, version, bytes, score, described, gaps, events, milliseconds
        case behaviors, timeline, quotes, manifest, findings
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        guard try values.decode(Int.self, forKey: .format) == Self.format else {
            throw DecodingError.dataCorruptedError(forKey: .format, in: values, debugDescription: "unknown format")
        }
        let hexadecimal = try values.decode(String.self, forKey: .sha256)
        guard let sha256 = Digest(algorithm: .sha256, hexadecimal: hexadecimal) else {
            throw DecodingError.dataCorruptedError(forKey: .sha256, in: values, debugDescription: "not a sha256")
        }
        let score = try values.decode(Double.self, forKey: .score)
        guard (0...1).contains(score) else {
            throw DecodingError.dataCorruptedError(forKey: .score, in: values, debugDescription: "not in 0...1")
        }
        let described = try values.decodeIfPresent(Double.self, forKey: .described)
        guard (0...1).contains(described ?? 0) else {
            throw DecodingError.dataCorruptedError(forKey: .described, in: values, debugDescription: "not in 0...1")
        }
        self.init(
            sha256: sha256,
            inspector: try values.decode(String.self, forKey: .inspector),
            ecosystem: try values.decode(Ecosystem.self, forKey: .ecosystem),
            declaredName: try values.decodeIfPresent(String.self, forKey: .name),
            declaredVersion: try values.decodeIfPresent(String.self, forKey: .version),
            byteCount: try values.decode(Int.self, forKey: .bytes),
            score: score,
            describedScore: described,
            descriptionGaps: try values.decodeIfPresent([DescriptionGap].self, forKey: .gaps),
            eventCount: try values.decode(Int.self, forKey: .events),
            milliseconds: try values.decode(Int.self, forKey: .milliseconds),
            behaviors: try values.decode([LeadingBehavior].self, forKey: .behaviors),
            timeline: try values.decodeIfPresent([LeadingBehavior].self, forKey: .timeline) ?? [],
            // Made anew, so that a foreign text's quotes are cut as ours are.
            quotes: (try values.decodeIfPresent([Quote].self, forKey: .quotes) ?? []).map {
                Quote(file: $0.file, line: $0.line, text: $0.text)
            },
            manifest: try values.decodeIfPresent(ReleaseManifest.self, forKey: .manifest),
            findings: try values.decode([Finding].self, forKey: .findings))
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(Self.format, forKey: .format)
        try values.encode(sha256.hexadecimal, forKey: .sha256)
        try values.encode(inspector, forKey: .inspector)
        try values.encode(ecosystem, forKey: .ecosystem)
        try values.encodeIfPresent(declaredName, forKey: .name)
        try values.encodeIfPresent(declaredVersion, forKey: .version)
        try values.encode(byteCount, forKey: .bytes)
        try values.encode(score, forKey: .score)
        if describedScore > score { try values.encode(describedScore, forKey: .described) }
        try values.encodeIfPresent(descriptionGaps, forKey: .gaps)
        try values.encode(eventCount, forKey: .events)
        try values.encode(milliseconds, forKey: .milliseconds)
        try values.encode(behaviors, forKey: .behaviors)
        try values.encodeIfPresent(manifest, forKey: .manifest)
        if !timeline.isEmpty { try values.encode(timeline, forKey: .timeline) }
        if !quotes.isEmpty { try values.encode(quotes, forKey: .quotes) }
        try values.encode(findings, forKey: .findings)
    }
}
