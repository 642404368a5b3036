import Foundation
import Packages
import Quarantine

/// What Python's core metadata says beside name and version.
enum CoreMetadata {
    /// The names behind `Requires-Dist` in the header of the artifact's core metadata.
    static func requirements(in unpacked: UnpackedArtifact) -> [PackageName] {
        let metadata = unpacked.files.first { $0.path.hasSuffix(".dist-info/METADATA") || $0.path == "PKG-INFO" }
        let lines = (metadata?.bytes ?? []).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var names: [PackageName] = []
        for line in lines {
            let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            if text.isEmpty { break }
            guard text.lowercased().hasPrefix("requires-dist:") else { continue }
            let requirement = text.dropFirst("requires-dist:".count).drop { $0 == " " }
            let name = requirement.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
            names.append(PackageName(String(name), ecosystem: .pypi))
        }
        return names
    }
}
