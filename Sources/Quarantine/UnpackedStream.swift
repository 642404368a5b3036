/// The unpacked bytes of a compressed tar, chunk by chunk, counted and checked as they pass.
final class UnpackedStream {
    private(set) var failure: QuarantineError?
    private(set) var findings: [ArchiveFinding] = []
    private let bytes: UnsafeRawBufferPointer
    private let format: ArchiveFormat
    private let limits: ArchiveLimits
    /// Nil for a plain tar.
    private let handle: LibarchiveHandle?
    private var unpacked = 0
    private var checksum = CyclicRedundancyCheck()
    private var isAtEnd = false

    /// Begins at the first byte; `bytes` must stay valid as long as the stream is used.
    init(
        _ bytes: UnsafeRawBufferPointer, _ format: ArchiveFormat, limits: ArchiveLimits
    ) throws(QuarantineError) {
        self.bytes = bytes
        self.format = format
        self.limits = limits
        guard format != .plainTar else {
            handle = nil
            return
        }
        let handle = try LibarchiveHandle.decompressing(bytes, format)
        switch handle.nextHeader() {
        case .ok: break
        case .end: throw .damagedArchive(detail: "the compressed stream is empty")
        case .warned(let reason), .failed(let reason): throw .damagedArchive(detail: reason)
        }
        self.handle = handle
    }

    /// The next chunk, valid until the next call; nil at the end and after a failure or a passed limit.
    func next() -> UnsafeRawBufferPointer? {
        guard !isAtEnd, failure == nil else { return nil }
        let taken = if let handle { nextUnpacked(handle) } else { nextPlain() }
        guard let chunk = taken, !chunk.isEmpty else {
            isAtEnd = true
            if failure == nil, findings.isEmpty { checkEnd() }
            return nil
        }
        unpacked += chunk.count
        if format == .gzippedTar { checksum.update(chunk) }
        let packed = max(1, handle?.consumedByteCount ?? unpacked)
        if unpacked > limits.unpackedByteCount {
            return stop("the archive unpacks to more than \(limits.unpackedByteCount) bytes")
        }
        if unpacked > limits.ratioFloor, unpacked / packed > limits.ratio {
            return stop("the archive unpacks to more than \(limits.ratio) times its size")
        }
        return chunk
    }

    private func stop(_ detail: String) -> UnsafeRawBufferPointer? {
        findings.append(ArchiveFinding(.overLimit, "", detail))
        isAtEnd = true
        return nil
    }

    private func nextPlain() -> UnsafeRawBufferPointer? {
        // Safety: a slice of `bytes`, which the caller keeps alive.
        let end = min(bytes.count, unpacked + 1 << 20)
        return UnsafeRawBufferPointer(rebasing: bytes[unpacked..<end])
    }

    private func nextUnpacked(_ handle: LibarchiveHandle) -> UnsafeRawBufferPointer? {
        while true {
            let (outcome, data) = handle.nextData()
            switch outcome {
            case .ok:
                if data.isEmpty { continue }
                return data
            case .end:
                return nil
            case .warned(let reason), .failed(let reason):
                failure = .damagedArchive(detail: reason)
                return nil
            }
        }
    }

    /// Checks what libarchive does not: bytes behind the compressed stream, and a gzip member's trailer.
    private func checkEnd() {
        guard let handle else { return }
        let consumed = min(bytes.count, max(0, handle.consumedByteCount))
        // Zeros are padding for every reader; anything else is a member to one and garbage to another.
        if bytes[consumed...].contains(where: { $0 != 0 }) {
            findings.append(ArchiveFinding(.trailingData, "", "bytes follow the compressed stream"))
        }
        guard format == .gzippedTar, consumed >= 8 else { return }
        let trailer = bytes[(consumed - 8)..<consumed]
        let stated = trailer.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let sum = UInt32(truncatingIfNeeded: stated)
        let count = UInt32(truncatingIfNeeded: stated >> 32)
        guard count == UInt32(truncatingIfNeeded: unpacked) else {
            let detail = "the stream is made of several gzip members, or its stated size is wrong"
            findings.append(ArchiveFinding(.severalMembers, "", detail))
            return
        }
        if sum != checksum.value {
            findings.append(ArchiveFinding(.checksumMismatch, "", "the gzip checksum does not match"))
        }
    }
}
