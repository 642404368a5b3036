import Behaviors
import Foundation
import Packages

/// Name and version as an artifact's own metadata states them; nil where it states nothing readable.
struct DeclaredIdentity: Sendable {
    let name: String?
    let version: String?

    /// - Parameter files: the artifact's files as the installer sees them.
    init(files: [PackageFile], kind: ArtifactKind) {
        let metadata = releaseMetadata(in: files, kind: kind)?.bytes ?? []
        switch kind {
        case .npmTarball: self.init(manifestIdentity(in: metadata))
        case .wheel, .sdist: self.init(metadata: metadata)
        }
    }

    private init(_ identity: (name: String?, version: String?)) {
        (name, version) = identity
    }

    /// Reads the header lines of core metadata, which end at the first empty line.
    private init(metadata bytes: [UInt8]) {
        var found: [String: String] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            if text.isEmpty { break }
            guard let colon = text.firstIndex(of: ":") else { continue }
            let key = text[..<colon].lowercased()
            guard key == "name" || key == "version", found[key] == nil else { continue }
            found[key] = text[text.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)
        }
        name = found["name"]
        version = found["version"]
    }
}

/// What the artifact's own metadata leaves unsaid; nil where it has none.
func descriptionGaps(in files: [PackageFile], kind: ArtifactKind) -> Set<DescriptionGap>? {
    guard let metadata = releaseMetadata(in: files, kind: kind) else { return nil }
    return switch kind {
    case .npmTarball: descriptionGaps(inManifest: metadata.bytes)
    case .wheel, .sdist: descriptionGaps(inCoreMetadata: metadata.bytes)
    }
}

/// The file in which an artifact states its name, version and description.
private func releaseMetadata(in files: [PackageFile], kind: ArtifactKind) -> PackageFile? {
    func depth(_ path: String) -> Int { path.utf8.count { $0 == UInt8(ascii: "/") } }
    return switch kind {
    // Some are packed with a folder too many; npm refuses those, but `scan` should know what they are.
    case .npmTarball: files.first { $0.path == "package.json" } ?? files.first { $0.path == "package/package.json" }
    // PEP 427: exactly one .dist-info folder at the top.
    case .wheel: files.first { $0.path.hasSuffix(".dist-info/METADATA") && depth($0.path) == 1 }
    // Old ones and zips made by hand have it in their egg-info folder only; a wheel under another name has its own.
    case .sdist:
        files.first { $0.path == "PKG-INFO" }
            ?? files.first { $0.path.hasSuffix(".egg-info/PKG-INFO") && depth($0.path) <= 2 }
            ?? files.first { $0.path.hasSuffix(".dist-info/METADATA") && depth($0.path) == 1 }
    }
}
