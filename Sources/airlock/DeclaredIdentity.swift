import Behaviors
import Foundation
import Packages

/// Name and version as an artifact's own metadata states them; nil where it states nothing readable.
struct DeclaredIdentity: Sendable {
    let name: String?
    let version: String?

    /// - Parameter files: the artifact's files as the installer sees them.
    init(files: [PackageFile], kind: ArtifactKind) {
        switch kind {
        case .npmTarball:
            self.init(manifestIdentity(in: files.first { $0.path == "package.json" }?.bytes ?? []))
        case .wheel:
            // PEP 427: exactly one .dist-info folder at the top.
            self.init(
                metadata: files.first { $0.path.hasSuffix(".dist-info/METADATA") && Self.depth($0.path) == 1 }?.bytes
                    ?? [])
        case .sdist:
            // Old ones and zips made by hand have it in their egg-info folder only.
            let metadata =
                files.first { $0.path == "PKG-INFO" }
                ?? files.first { $0.path.hasSuffix(".egg-info/PKG-INFO") && Self.depth($0.path) <= 2 }
            self.init(metadata: metadata?.bytes ?? [])
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

    private static func depth(_ path: String) -> Int { path.utf8.count { $0 == UInt8(ascii: "/") } }
}
