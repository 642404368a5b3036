import Behaviors
import Foundation
import Packages
import Quarantine
import Verdicts

/// What `scan` found out about one path.
struct ScanResult: Sendable {
    enum Outcome: Sendable {
        case judged(Evidence, Verdict, BehaviorSequence)
        case unreadable(String)
    }

    let path: String
    let kind: ArtifactKind
    let outcome: Outcome

    var status: ExitStatus {
        switch outcome {
        case .judged(_, let verdict, _): verdict.level == .block ? .blocked : .success
        case .unreadable: .invalidArtifact
        }
    }
}

/// Judges a local archive or an unpacked folder by itself, without quarantine or store.
struct LocalScan: Sendable {
    let inspector: Inspector
    let policy: Policy
    let now: Date

    /// Archives up to this size are read whole, as wheels of a few gigabytes must be readable too.
    func scan(_ path: String) -> ScanResult {
        var kind = guessedKind(path)
        do {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                return ScanResult(path: path, kind: kind, outcome: .unreadable("no such file or folder"))
            }
            let unpacked: UnpackedArtifact
            let sha256: Digest
            let byteCount: Int
            if isFolder.boolValue {
                (unpacked, kind) = try readFolder(path)
                sha256 = digest(ofFolder: unpacked)
                byteCount = unpacked.files.reduce(0) { $0 + $1.byteCount }
            } else {
                let file = try MappedFile(path: path)
                sha256 = file.digest(.sha256)
                byteCount = file.byteCount
                (unpacked, kind) = try unpackGuessing(file, path: path, kind: kind)
            }
            let observation = inspector.inspect(unpacked, sha256: sha256, byteCount: byteCount, kind: kind)
            let verdict = judge(
                observation.evidence, facts: ArtifactFacts(requested: nil, digestStatus: .local),
                thresholds: inspector.thresholds, policy: policy, now: now)
            return ScanResult(
                path: path, kind: kind, outcome: .judged(observation.evidence, verdict, observation.sequence))
        } catch let error as QuarantineError {
            return ScanResult(path: path, kind: kind, outcome: .unreadable(error.description))
        } catch {
            return ScanResult(path: path, kind: kind, outcome: .unreadable("\(error)"))
        }
    }

    private func guessedKind(_ path: String) -> ArtifactKind {
        let lower = path.lowercased()
        if lower.hasSuffix(".whl") { return .wheel }
        return lower.hasSuffix(".tgz") ? .npmTarball : .sdist
    }

    /// Both ecosystems use gzip-compressed tars; what lies in the archive's root folder tells them apart.
    private func unpackGuessing(
        _ file: MappedFile, path: String, kind: ArtifactKind
    ) throws -> (UnpackedArtifact, ArtifactKind) {
        let filename = (path as NSString).lastPathComponent
        let unpacked = try ArchiveReader().read(file, kind: kind, filename: filename)
        guard kind != .wheel, unpacked.format != .zip else { return (unpacked, kind) }
        let names = Set(unpacked.files.map(\.path))
        let looksLikeNpm = names.contains("package.json")
        let looksLikePython = ["PKG-INFO", "setup.py", "pyproject.toml", "setup.cfg"].contains { names.contains($0) }
        switch (kind, looksLikeNpm, looksLikePython) {
        case (.sdist, true, false):
            return (try ArchiveReader().read(file, kind: .npmTarball, filename: filename), .npmTarball)
        case (.npmTarball, false, true):
            return (try ArchiveReader().read(file, kind: .sdist, filename: filename), .sdist)
        default: return (unpacked, kind)
        }
    }

    private func readFolder(_ path: String) throws -> (UnpackedArtifact, ArtifactKind) {
        var files: [UnpackedFile] = []
        let root = URL(fileURLWithPath: path)
        let walk = FileManager.default.enumerator(
            at: root, includingPropertiesForKeys: [.isRegularFileKey], options: [])
        while let next = walk?.nextObject() as? URL {
            guard (try? next.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true else { continue }
            let relative = String(next.standardizedFileURL.path.dropFirst(root.standardizedFileURL.path.count + 1))
            let bytes = [UInt8](try Data(contentsOf: next))
            files.append(
                UnpackedFile(
                    path: relative, bytes: bytes, leadingBytes: Array(bytes.prefix(512)), byteCount: bytes.count,
                    isExecutable: FileManager.default.isExecutableFile(atPath: next.path)))
        }
        files.sort { $0.path < $1.path }
        let isNpm = files.contains { $0.path == "package.json" }
        let unpacked = UnpackedArtifact(format: isNpm ? .gzippedTar : .plainTar, files: files, findings: [])
        return (unpacked, isNpm ? .npmTarball : .sdist)
    }

    /// A folder has no bytes of its own; its digest is over every path and content in order.
    private func digest(ofFolder unpacked: UnpackedArtifact) -> Digest {
        var function = DigestFunction(.sha256)
        for file in unpacked.files {
            function.update(Array("\(file.path)\u{0}\(file.byteCount)\u{0}".utf8))
            function.update(file.bytes ?? [])
        }
        return function.finalize()
    }
}
