import Packages

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The content-addressed store of unvetted artifacts.
///
///     ROOT/                                 0700
///       v1/                                 the layout's version; another layout gets another folder
///         sha256/ab/ab…                     the artifact, named by its SHA-256 (64 digits), 0444; its modification
///                                           time is the time of its last use
///         sha512/cd/cd…                     a line of 64 digits: the SHA-256 of the artifact with this SHA-512
///         sha384/…  sha1/…                  the same for the other algorithms
///         tmp/PROCESS-RANDOM                what is arriving; never looked up
///         tmp/turn-ALGORITHM-DIGEST         locked by the process that fetches these bytes
///
/// Files appear by `rename` only, without `fsync`: a killed process leaves at most a file in `tmp`, which the next
/// prune removes, and a machine that loses power can leave a file of the right name with wrong bytes. Therefore the name
/// is never believed: `read` and `map` compute the SHA-256 of the whole file again (about 1.6 GB/s) and remove it when
/// it differs. Any number of processes may use one root at once; equal names hold equal bytes, so the last rename wins
/// harmlessly.
package struct QuarantineStore: Sendable {
    /// The folder given to `init`.
    package let root: String
    let bucket: String

    /// One artifact may have this many bytes unless told otherwise; PyPI's largest wheels are below 4 GB.
    package static let standardByteLimit = 8 << 30

    /// Opens the store, making its folders where they are missing.
    package init(root: String) throws(QuarantineError) {
        self.root = root
        bucket = root + "/v1"
        for folder in [root, bucket, bucket + "/tmp"] + Digest.Algorithm.allCases.map({ "\(root)/v1/\($0.rawValue)" }) {
            try Self.makeFolder(folder)
        }
    }

    /// The artifact with this digest, if held; looks at names only, since `read` and `map` check the bytes.
    ///
    /// A hit counts as use for `prune`.
    package func find(_ digest: Digest) -> HeldArtifact? {
        guard let held = locate(digest) else { return nil }
        utimensat(AT_FDCWD, held.path, nil, 0)
        return held
    }

    /// Finds without counting as use; removes an index entry that points to nothing.
    func locate(_ digest: Digest) -> HeldArtifact? {
        guard let sha256 = digest.algorithm == .sha256 ? digest : indexed(digest) else { return nil }
        let path = self.path(of: sha256)
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            if digest.algorithm != .sha256 { unlink(self.path(of: digest)) }
            return nil
        }
        return HeldArtifact(sha256: sha256, byteCount: Int(status.st_size), path: path)
    }

    /// Begins to take an artifact in; the algorithms of `expecting` are computed in the same pass as the SHA-256.
    package func beginAdmission(
        expecting: [Digest] = [], computing algorithms: Set<Digest.Algorithm> = [],
        byteLimit: Int = standardByteLimit
    ) throws(QuarantineError) -> Admission {
        try Admission(
            store: self, temporaryPath: temporaryPath(),
            algorithms: algorithms.union(expecting.map(\.algorithm)), byteLimit: byteLimit)
    }

    /// The bytes of a held artifact, in memory, their SHA-256 just computed.
    package func read(_ held: HeldArtifact) throws(QuarantineError) -> [UInt8] {
        let file = try openHeld(held)
        // The copy is what gets hashed: a file changed afterwards cannot change what is handed over.
        let bytes = file.copy()
        try check(DigestFunction.digest(of: bytes, .sha256), held)
        return bytes
    }

    /// A held artifact mapped into memory, its SHA-256 just computed; for what is too large for `read`.
    package func map(_ held: HeldArtifact) throws(QuarantineError) -> MappedFile {
        let file = try openHeld(held)
        try check(file.digest(.sha256), held)
        return file
    }

    /// Removes one artifact; what is already open stays readable.
    package func remove(_ held: HeldArtifact) {
        unlink(path(of: held.sha256))
    }

    private func openHeld(_ held: HeldArtifact) throws(QuarantineError) -> MappedFile {
        let path = self.path(of: held.sha256)
        let file: MappedFile
        do throws(QuarantineError) {
            file = try MappedFile(path: path)
        } catch .storeFailed(_, _, ENOENT) {
            throw .notHeld(held.sha256)
        } catch {
            throw error
        }
        guard file.byteCount == held.byteCount else {
            unlink(path)
            throw .heldBytesChanged(held.sha256)
        }
        return file
    }

    private func check(_ digest: Digest, _ held: HeldArtifact) throws(QuarantineError) {
        guard digest == held.sha256 else {
            unlink(path(of: held.sha256))
            throw .heldBytesChanged(held.sha256)
        }
    }

    /// Moves a finished temporary file to its name and records its other digests.
    func accept(temporaryPath: String, byteCount: Int, digests: [Digest]) throws(QuarantineError) -> HeldArtifact {
        guard let sha256 = digests.first(where: { $0.algorithm == .sha256 }) else { throw .admissionClosed }
        let path = self.path(of: sha256)
        try Self.makeFolder(folder(of: sha256))
        guard rename(temporaryPath, path) == 0 else {
            throw .storeFailed(operation: "rename", path: temporaryPath, code: errno)
        }
        for digest in digests where digest.algorithm != .sha256 {
            try record(digest, as: sha256)
        }
        return HeldArtifact(sha256: sha256, byteCount: byteCount, path: path)
    }

    private func record(_ digest: Digest, as sha256: Digest) throws(QuarantineError) {
        guard indexed(digest) != sha256 else { return }
        let temporary = temporaryPath()
        let descriptor = createExclusively(temporary)
        guard descriptor >= 0 else { throw .storeFailed(operation: "create", path: temporary, code: errno) }
        let code = Array((sha256.hexadecimal + "\n").utf8).withUnsafeBytes { writeAll($0, to: descriptor) }
        close(descriptor)
        if let code {
            unlink(temporary)
            throw .storeFailed(operation: "write", path: temporary, code: code)
        }
        try Self.makeFolder(folder(of: digest))
        guard rename(temporary, path(of: digest)) == 0 else {
            let code = errno
            unlink(temporary)
            throw .storeFailed(operation: "rename", path: temporary, code: code)
        }
    }

    private func indexed(_ digest: Digest) -> Digest? {
        guard let file = try? MappedFile(path: path(of: digest)), file.byteCount == 65 else { return nil }
        let line = String(decoding: file.copy().prefix(64), as: UTF8.self)
        return Digest(algorithm: .sha256, hexadecimal: line)
    }

    private func folder(of digest: Digest) -> String {
        "\(bucket)/\(digest.algorithm.rawValue)/\(digest.hexadecimal.prefix(2))"
    }

    private func path(of digest: Digest) -> String { "\(folder(of: digest))/\(digest.hexadecimal)" }

    private func temporaryPath() -> String {
        let unique = String(UInt64.random(in: .min ... .max), radix: 16)
        return "\(bucket)/tmp/\(getpid())-\(unique)"
    }

    private static func makeFolder(_ path: String) throws(QuarantineError) {
        guard mkdir(path, 0o700) != 0 else { return }
        let code = errno
        var status = stat()
        guard code == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .storeFailed(operation: "create folder", path: path, code: code)
        }
    }
}
