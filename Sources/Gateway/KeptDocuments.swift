import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The documents of one session, which a large tree has more of than should lie in memory.
///
/// They go one behind the other into a file that has no name any more, so that nothing can change them and nothing is
/// left of them. Without a folder, or where it cannot be written, they stay in memory.
final class KeptDocuments: Sendable {
    private let descriptor: Int32
    private let length = Mutex(0)

    init(folder: String?) {
        guard let folder else {
            descriptor = -1
            return
        }
        let path = "\(folder)/documents-\(String(UInt64.random(in: .min ... .max), radix: 16))"
        descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if descriptor >= 0 { unlink(path) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Takes a document in.
    func keep(_ bytes: [UInt8]) -> KeptDocument {
        guard descriptor >= 0, !bytes.isEmpty else { return KeptDocument(bytes: bytes) }
        let offset = length.withLock { length in
            defer { length += bytes.count }
            return length
        }
        return write(bytes, at: offset)
            ? KeptDocument(documents: self, offset: offset, byteCount: bytes.count) : KeptDocument(bytes: bytes)
    }

    private func write(_ bytes: [UInt8], at offset: Int) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                // Safety: the rest of the buffer is only read during the call.
                let count = pwrite(
                    descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written,
                    off_t(offset + written))
                guard count > 0 || count < 0 && errno == EINTR else { return false }
                written += max(0, count)
            }
            return true
        }
    }

    fileprivate func read(_ range: Range<Int>) -> [UInt8]? {
        var isWhole = true
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            while filled < range.count {
                // Safety: at most the free rest of the buffer is written.
                let count = pread(
                    descriptor, buffer.baseAddress?.advanced(by: filled), range.count - filled,
                    off_t(range.lowerBound + filled))
                if count > 0 { filled += count } else if count == 0 || errno != EINTR { break }
            }
            isWhole = filled == range.count
        }
        return isWhole ? bytes : nil
    }
}

/// One document, wherever it lies.
struct KeptDocument: Sendable {
    private enum Place: Sendable {
        case memory([UInt8])
        case file(KeptDocuments, offset: Int)
    }

    private let place: Place
    let byteCount: Int

    init(bytes: [UInt8]) {
        place = .memory(bytes)
        byteCount = bytes.count
    }

    fileprivate init(documents: KeptDocuments, offset: Int, byteCount: Int) {
        place = .file(documents, offset: offset)
        self.byteCount = byteCount
    }

    /// A part of the document; nil where the file cannot be read.
    func bytes(_ range: Range<Int>) -> [UInt8]? {
        guard range.lowerBound >= 0, range.upperBound <= byteCount else { return nil }
        switch place {
        case .memory(let bytes): return Array(bytes[range])
        case .file(let documents, let offset):
            return documents.read(offset + range.lowerBound..<offset + range.upperBound)
        }
    }

    /// The whole document.
    var bytes: [UInt8]? {
        if case .memory(let bytes) = place { return bytes }
        return bytes(0..<byteCount)
    }
}
