/// Reads the JSON documents of a file, member by member: a zip or tar of them, or one text.
///
/// For lists of advisories, not for packages: no installer reads them another way, so one reader is enough, and nothing is
/// kept. Memory is bounded by one chunk and the archive's own directory (about 300 bytes for each of a zip's members).
/// Blocks while it unpacks: call it off Swift's cooperative threads.
package struct DocumentArchive: Sendable {
    /// One step of the reading.
    package enum Piece: Sendable {
        /// A new text begins.
        case began(name: String)
        /// The next bytes of the text, a megabyte at most.
        case bytes([UInt8])
    }

    /// How much of a file is read before it counts as hostile.
    package struct Limits: Sendable {
        /// Members, documents or not; OSV's npm archive had 220,000 in 2026.
        package var memberCount = 4_000_000
        /// Bytes of all members; OSV's npm archive unpacks to some 500 MB.
        package var unpackedByteCount = 16 << 30

        package init() {}
    }

    private static let endings = [".json", ".jsonl", ".ndjson"]
    private static let chunkByteCount = 1 << 20

    private let file: MappedFile
    private let limits: Limits

    /// Opens a file; throws `storeFailed` where it cannot be read.
    package init(path: String, limits: Limits = Limits()) throws(QuarantineError) {
        file = try MappedFile(path: path)
        self.limits = limits
    }

    /// Hands out every document in order; `take` returns false to stop.
    ///
    /// - Throws: `damagedArchive` for an archive that breaks off, is corrupt or over a limit; what was handed out before
    ///   is then part of something broken.
    package func read(_ take: (Piece) -> Bool) throws(QuarantineError) {
        let failure = file.withBytes { bytes -> QuarantineError? in
            do throws(QuarantineError) {
                switch ArchiveFormat.detect(bytes) {
                case .zip: try readMembers(of: LibarchiveHandle.zip(bytes), take)
                case .plainTar, .gzippedTar, .bzippedTar, .xzTar:
                    try readMembers(of: LibarchiveHandle.tarball(bytes), take)
                case nil: readText(bytes, take)
                }
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    private func readText(_ bytes: UnsafeRawBufferPointer, _ take: (Piece) -> Bool) {
        guard take(.began(name: "")) else { return }
        var position = 0
        while position < bytes.count {
            // Safety: the slice lies within the mapping and is copied.
            let end = min(bytes.count, position + Self.chunkByteCount)
            guard take(.bytes([UInt8](bytes[position..<end]))) else { return }
            position = end
        }
    }

    private func readMembers(of handle: LibarchiveHandle, _ take: (Piece) -> Bool) throws(QuarantineError) {
        var members = 0
        var unpacked = 0
        while true {
            switch handle.nextHeader() {
            case .ok: break
            case .end: return
            case .warned(let reason), .failed(let reason): throw .damagedArchive(detail: reason)
            }
            members += 1
            guard members <= limits.memberCount else {
                throw .damagedArchive(detail: "it has more than \(limits.memberCount) members")
            }
            guard let header = handle.header, header.kind == .file else { continue }
            let name = String(decoding: header.name, as: UTF8.self)
            guard Self.endings.contains(where: { name.hasSuffix($0) }) else {
                // Skipped members are unpacked too.
                unpacked += min(max(0, header.size), limits.unpackedByteCount + 1)
                try check(unpacked)
                continue
            }
            guard take(.began(name: name)) else { return }
            guard try readMember(handle, unpacked: &unpacked, take) else { return }
        }
    }

    private func readMember(
        _ handle: LibarchiveHandle, unpacked: inout Int, _ take: (Piece) -> Bool
    ) throws(QuarantineError) -> Bool {
        while true {
            let (outcome, data) = handle.nextData()
            switch outcome {
            case .ok: break
            case .end: return true
            case .warned(let reason), .failed(let reason): throw .damagedArchive(detail: reason)
            }
            unpacked += data.count
            try check(unpacked)
            // Safety: the copy is made before the next call into libarchive.
            guard take(.bytes([UInt8](data))) else { return false }
        }
    }

    private func check(_ unpacked: Int) throws(QuarantineError) {
        guard unpacked <= limits.unpackedByteCount else {
            throw .damagedArchive(detail: "it unpacks to more than \(limits.unpackedByteCount) bytes")
        }
    }
}
