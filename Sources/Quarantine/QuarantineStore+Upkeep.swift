import Packages

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the store holds.
package struct QuarantineStatus: Sendable, Hashable {
    package let artifactCount: Int
    package let byteCount: Int
    /// Files of admissions under way, or left by killed processes.
    package let arrivingCount: Int

    package init(artifactCount: Int, byteCount: Int, arrivingCount: Int) {
        self.artifactCount = artifactCount
        self.byteCount = byteCount
        self.arrivingCount = arrivingCount
    }
}

extension QuarantineStore {
    private struct StoredFile {
        let path: String
        let byteCount: Int
        let lastUse: Int
    }

    /// Admissions older than this were killed: a day is longer than any transfer that the limits allow.
    private static let abandonedAfterSeconds = 86_400

    /// Counts artifacts and bytes.
    package func status() -> QuarantineStatus {
        let artifacts = files(of: .sha256)
        return QuarantineStatus(
            artifactCount: artifacts.count, byteCount: artifacts.reduce(0) { $0 &+ $1.byteCount },
            arrivingCount: entries(of: bucket + "/tmp").count)
    }

    /// Removes the least recently used artifacts until at most `byteLimit` bytes are kept, the index entries that point
    /// nowhere, and admissions abandoned for a day; returns the number of artifacts removed.
    @discardableResult
    package func prune(keepingAtMost byteLimit: Int) -> Int {
        let artifacts = files(of: .sha256).sorted { ($0.lastUse, $0.path) < ($1.lastUse, $1.path) }
        var total = artifacts.reduce(0) { $0 &+ $1.byteCount }
        var removed = 0
        for artifact in artifacts {
            guard total > max(0, byteLimit) else { break }
            guard unlink(artifact.path) == 0 else { continue }
            total -= artifact.byteCount
            removed += 1
        }
        removeDanglingIndexEntries()
        removeAbandonedAdmissions(olderThan: Self.abandonedAfterSeconds)
        return removed
    }

    /// Removes everything that is held; admissions under way go on.
    package func clear() {
        for algorithm in Digest.Algorithm.allCases {
            for file in files(of: algorithm) { unlink(file.path) }
        }
        removeAbandonedAdmissions(olderThan: Self.abandonedAfterSeconds)
    }

    private func removeDanglingIndexEntries() {
        for algorithm in Digest.Algorithm.allCases where algorithm != .sha256 {
            for file in files(of: algorithm) {
                let name = file.path.split(separator: "/").last ?? ""
                // `locate` removes an entry whose artifact is gone.
                guard let digest = Digest(algorithm: algorithm, hexadecimal: name) else {
                    unlink(file.path)
                    continue
                }
                _ = locate(digest)
            }
        }
    }

    private func removeAbandonedAdmissions(olderThan seconds: Int) {
        let now = time(nil)
        for name in entries(of: bucket + "/tmp") {
            let path = "\(bucket)/tmp/\(name)"
            if let file = examine(path), now - file.lastUse > seconds { unlink(path) }
        }
    }

    private func files(of algorithm: Digest.Algorithm) -> [StoredFile] {
        let top = "\(bucket)/\(algorithm.rawValue)"
        return entries(of: top).flatMap { folder in
            entries(of: "\(top)/\(folder)").compactMap { examine("\(top)/\(folder)/\($0)") }
        }
    }

    private func examine(_ path: String) -> StoredFile? {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        #if canImport(Glibc)
            let lastUse = Int(status.st_mtim.tv_sec)
        #else
            let lastUse = Int(status.st_mtimespec.tv_sec)
        #endif
        return StoredFile(path: path, byteCount: Int(status.st_size), lastUse: lastUse)
    }

    private func entries(of folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            // Safety: `d_name` is a NUL-terminated array inside the entry, valid until the next `readdir`.
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }
}
