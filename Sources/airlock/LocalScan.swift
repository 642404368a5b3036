import Foundation
import Packages
import Quarantine
import Verdicts

/// What `scan` found out about one path.
struct ScanResult: Sendable {
    enum Outcome: Sendable {
        /// The canonical text of the behaviors is empty unless it was asked for.
        case judged(Evidence, Verdict, sequence: String)
        case unreadable(String)
        /// Nothing could be judged, by a fault that is not the input's.
        case failed(GuardError)
    }

    let path: String
    let kind: ArtifactKind
    let outcome: Outcome

    var status: ExitStatus {
        switch outcome {
        case .judged(_, let verdict, _): verdict.level == .block ? .blocked : .success
        case .unreadable: .invalidArtifact
        case .failed(let error): error.status
        }
    }
}

/// Judges a local archive or an unpacked folder by itself, without quarantine or stored evidence.
struct LocalScan: Sendable {
    let inspector: Inspector
    let policy: Policy
    let now: Date
    var wantsSequence = false
    /// Where the feed of known malicious releases is; nil where there is none.
    var feed: VerdictStore?

    /// Judges one path; the desk's worker reads what lies in it.
    func scan(_ path: String, at desk: InspectionDesk) -> ScanResult {
        var kind = guessedKind(path)
        do {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                return ScanResult(path: path, kind: kind, outcome: .unreadable("no such file or folder"))
            }
            desk.prepare()
            let inspected: Inspected
            if isFolder.boolValue {
                let files = try readFolder(path)
                kind = files.contains { $0.path == "package.json" } ? .npmTarball : .sdist
                inspected = try desk.inspect(
                    folder: files, sha256: digest(ofFolder: files), byteCount: files.reduce(0) { $0 + $1.byteCount },
                    kind: kind, wantsSequence: wantsSequence)
            } else {
                let file = try MappedFile(path: path)
                inspected = try desk.inspect(
                    file, sha256: file.digest(.sha256), kind: kind, filename: (path as NSString).lastPathComponent,
                    guessesKind: kind != .wheel, wantsSequence: wantsSequence)
            }
            let promised = contradictedIdentity(
                fileName: (path as NSString).lastPathComponent, kind: inspected.kind,
                declaredName: inspected.evidence.declaredName, declaredVersion: inspected.evidence.declaredVersion)
            let verdict = judge(
                inspected.evidence,
                facts: ArtifactFacts(
                    requested: promised, digestStatus: .local,
                    listings: try feed?.feedListings(
                        of: promised ?? inspected.evidence.declaredIdentity, digests: [inspected.evidence.sha256]) ?? []
                ),
                thresholds: inspector.thresholds, policy: policy, now: now)
            return ScanResult(
                path: path, kind: inspected.kind,
                outcome: .judged(inspected.evidence, verdict, sequence: inspected.sequence))
        } catch let error as GuardError {
            return ScanResult(path: path, kind: kind, outcome: .failed(error))
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

    private func readFolder(_ path: String) throws -> [UnpackedFile] {
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
        return files
    }

    /// A folder has no bytes of its own; its digest is over every path and content in order.
    private func digest(ofFolder files: [UnpackedFile]) -> Digest {
        var function = DigestFunction(.sha256)
        for file in files {
            function.update(Array("\(file.path)\u{0}\(file.byteCount)\u{0}".utf8))
            function.update(file.bytes ?? [])
        }
        return function.finalize()
    }
}
