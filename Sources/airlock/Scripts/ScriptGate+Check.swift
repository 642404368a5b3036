import Behaviors
import Foundation
import Packages
import Quarantine
import Resolution

extension ScriptGate {
    /// One question beside all that was judged.
    struct Check: Sendable {
        let question: ScriptQuestion
        let judge: ArtifactJudge

        /// The largest manifest that is read.
        private static let maximumManifestBytes = 4 << 20

        /// What was judged of the digest, the commit, the archive or the address that npm names.
        func namedByNpm(_ address: String) async -> [JudgedArtifact] {
            let digests = Set(question.digests)
            let commit = address.hasPrefix("git") ? gitCommit(ofAddress: address) : nil
            var found = await judge.judged { artifact in
                if !digests.isDisjoint(with: artifact.expectedDigests) { return true }
                if let commit { return gitCommit(ofAddress: artifact.url) == commit }
                return !address.isEmpty && artifact.url == address
            }
            if address.hasPrefix("file:") { found += await archives(at: address) }
            return found
        }

        /// Local archives by their bytes, since npm and lockfiles write their paths in many ways.
        private func archives(at address: String) async -> [JudgedArtifact] {
            let path = address.dropFirst("file:".count).replacing(#/^\/\//#, with: "")
            guard path.hasPrefix("/"),
                let bytes = try? Data(contentsOf: URL(fileURLWithPath: String(path)), options: .alwaysMapped)
            else { return [] }
            let digest = DigestFunction.digest(of: Array(bytes), .sha256)
            return await judge.judged { $0.url.hasPrefix("file:") }.filter { one in
                guard case .judged(_, let held, _) = one.outcome else { return false }
                return held.sha256 == digest
            }
        }

        /// What was judged under the name and version that a folder's manifest states.
        func namesakes(of folder: String) async -> [JudgedArtifact] {
            guard let bytes = Self.manifestBytes(in: folder) else { return [] }
            let stated = manifestIdentity(in: bytes)
            guard let name = stated.name, let version = stated.version else { return [] }
            let identity = PackageIdentity(name: PackageName(name, ecosystem: .npm), version: version)
            return await judge.judged { $0.identity == identity || $0.isKnownByAddressOnly }.filter {
                $0.artifact.identity == identity
            }
        }

        /// The artifact that npm names and nobody has asked for, which its cache of judged bytes can have given.
        func unasked(_ address: String, in folder: String) -> Artifact? {
            guard !question.digests.isEmpty, address.hasPrefix("https://") || address.hasPrefix("http://"),
                let bytes = Self.manifestBytes(in: folder)
            else { return nil }
            let stated = manifestIdentity(in: bytes)
            guard let name = stated.name, let version = stated.version else { return nil }
            return Artifact(
                identity: PackageIdentity(name: PackageName(name, ecosystem: .npm), version: version),
                kind: .npmTarball, url: address,
                filename: URL(string: address)?.lastPathComponent ?? "package.tgz", expectedDigests: question.digests)
        }

        /// Whether a package's archive states the script at a path in it, and the folder's manifests are the archive's.
        func isStated(by package: JudgedArtifact, at path: String, in folder: String) async -> Bool {
            let manifests = await judge.manifests(of: package)
            for place in Set(["", path]) {
                let file = place.isEmpty ? folder : "\(folder)/\(place)"
                guard let bytes = Self.manifestBytes(in: file),
                    let manifest = manifests.first(where: { $0.folder == place }),
                    manifest.sha256 == DigestFunction.digest(of: bytes, .sha256)
                else { return false }
                if place == path, !manifest.states(question.script, for: question.event) { return false }
            }
            return true
        }

        /// What the manifest in a folder states now.
        func manifest(in folder: String) -> ReleaseManifest? {
            Self.manifestBytes(in: folder).flatMap { releaseManifest(in: $0, hasNativeBuild: false) }
        }

        private static func manifestBytes(in folder: String) -> [UInt8]? {
            guard let handle = FileHandle(forReadingAtPath: folder + "/package.json"),
                let data = try? handle.read(upToCount: maximumManifestBytes)
            else { return nil }
            return Array(data)
        }
    }
}

extension ArtifactJudge {
    /// The manifests in a judged artifact's archive, read by a worker.
    nonisolated func manifests(of judged: JudgedArtifact) async -> [ArchivedManifest] {
        guard case .judged(_, let held, _) = judged.outcome else { return [] }
        let (store, artifact) = (store, judged.artifact)
        return await inspections.run { desk in
            guard let file = try? store.map(held) else { return [] }
            return desk.manifests(of: file, sha256: held.sha256, artifact: artifact)
        }
    }
}
