import Foundation
import Packages
import Quarantine
import Resolution
import Verdicts

/// A `package.json` that lies in an archive, with every script that it states.
struct ArchivedManifest: Sendable, Equatable {
    /// The folder in the archive; empty for its root.
    let folder: String
    /// Of the file's bytes.
    let sha256: Digest
    let scripts: [String: String]
    /// Whether a `binding.gyp` stands beside it.
    let hasNativeBuild: Bool

    /// Bundled packages and examples together; the largest honest packages have some hundreds.
    static let limit = 4_096
    static let scriptLimit = 512

    /// Every manifest of an archive that npm could read.
    static func all(in unpacked: UnpackedArtifact) -> [ArchivedManifest] {
        let native = Set(unpacked.files.map(\.path).filter { $0 == "binding.gyp" || $0.hasSuffix("/binding.gyp") })
        let files = unpacked.files.filter { $0.path == "package.json" || $0.path.hasSuffix("/package.json") }
        return files.prefix(limit).compactMap { file in
            guard let bytes = file.bytes, let manifest = try? JSONValue.parse(bytes, path: file.path) else {
                return nil
            }
            let folder = String(file.path.dropLast("package.json".count + (file.path == "package.json" ? 0 : 1)))
            let stated = (manifest["scripts"]?.members ?? [:]).compactMapValues(\.text)
            let scripts = stated.sorted { $0.key < $1.key }.prefix(scriptLimit).map { ($0.key, $0.value) }
            return ArchivedManifest(
                folder: folder, sha256: DigestFunction.digest(of: bytes, .sha256),
                scripts: Dictionary(scripts) { first, _ in first },
                hasNativeBuild: native.contains(folder.isEmpty ? "binding.gyp" : folder + "/binding.gyp"))
        }
    }

    /// Whether npm runs this text for an event of this package.
    func states(_ script: String, for event: String) -> Bool {
        guard let own = scripts[event], !own.isEmpty else {
            // npm's own rule for native code, of which a manifest says nothing.
            return event == "install" && script == "node-gyp rebuild" && hasNativeBuild
                && scripts["preinstall", default: ""].isEmpty
        }
        return script == own || script == withoutProgramFolder(own)
    }
}

/// npm leaves out the folder of programs where a script begins with it, since that is on PATH.
private func withoutProgramFolder(_ script: String) -> String {
    for start in ["./node_modules/.bin/", "node_modules/.bin/"] where script.hasPrefix(start) {
        return String(script.dropFirst(start.count))
    }
    return script
}

extension ReleaseManifest {
    /// The same for a released package's own manifest; long scripts are compared by their digests.
    func states(_ script: String, for event: String) -> Bool {
        let asked = ReleaseManifest(scripts: [event: script], dependencies: [:], programs: nil).scripts?[event]
        let own = scripts ?? [:]
        guard let text = own[event], !text.isEmpty else {
            return event == "install" && script == "node-gyp rebuild" && hasNativeBuild
                && own["preinstall", default: ""].isEmpty
        }
        return asked == text || script == withoutProgramFolder(text)
    }
}

/// How a worker tells them: folder, digest, native build, scripts by name.
extension ArchivedManifest {
    private static let textLimit = 256 << 10

    func write(to frame: inout FrameWriter) {
        let kept = scripts.filter { $0.key.utf8.count <= Self.textLimit && $0.value.utf8.count <= Self.textLimit }
        frame.counted(folder.utf8)
        frame.fixed(sha256.bytes)
        frame.byte(hasNativeBuild ? 1 : 0)
        frame.number(kept.count)
        for (name, script) in kept {
            frame.counted(name.utf8)
            frame.counted(script.utf8)
        }
    }

    init(from frame: inout FrameReader) throws(WorkerFailure) {
        folder = try frame.text(limit: Self.textLimit)
        guard let digest = Digest(algorithm: .sha256, bytes: Array(try frame.fixed(32))) else {
            throw .malformed("no digest")
        }
        sha256 = digest
        hasNativeBuild = try frame.flag()
        let count = try frame.number()
        guard count <= Self.scriptLimit else { throw .malformed("too many scripts") }
        var scripts: [String: String] = [:]
        for _ in 0..<count {
            let name = try frame.text(limit: Self.textLimit)
            scripts[name] = try frame.text(limit: Self.textLimit)
        }
        self.scripts = scripts
    }
}
