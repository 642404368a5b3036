import Packages

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file's bytes mapped read-only into memory, so that a multi-gigabyte wheel needs no copy.
///
/// The mapping is private, but a process of the same user that rewrites the file in place can still change pages not
/// yet touched, and one that truncates it makes the reader die of `SIGBUS`. For a held artifact only Airlock writes in
/// the folder (0700, files 0444, replaced by rename only); for `scan` of a user's own file that is the user's doing.
package final class MappedFile: Sendable {
    package let byteCount: Int
    // Safety: set once, points to `byteCount` readable bytes until `deinit`, and is never written through.
    private nonisolated(unsafe) let address: UnsafeMutableRawPointer?
    /// Open, read-only, as long as the value lives; -1 for a file that came as a descriptor.
    private let descriptor: Int32

    /// Maps a regular file; throws `storeFailed` when it cannot be opened, is no regular file, or cannot be mapped.
    package init(path: String) throws(QuarantineError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .storeFailed(operation: "open", path: path, code: errno) }
        do throws(QuarantineError) {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else {
                throw .storeFailed(operation: "examine", path: path, code: errno)
            }
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw .storeFailed(operation: "map", path: path, code: EINVAL)
            }
            byteCount = Int(status.st_size)
            address = try Self.map(descriptor, byteCount, path)
            self.descriptor = descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Maps a file that another process opened, and closes the descriptor; throws where it has another size.
    ///
    /// Uses no call that names a path, so that a confined process can do it.
    package init(takingOver descriptor: Int32, byteCount: Int) throws(QuarantineError) {
        defer { close(descriptor) }
        guard lseek(descriptor, 0, Int32(SEEK_END)) == off_t(byteCount) else {
            throw .storeFailed(operation: "measure", path: "", code: errno)
        }
        self.byteCount = byteCount
        self.descriptor = -1
        address = try Self.map(descriptor, byteCount, "")
    }

    private static func map(
        _ descriptor: Int32, _ byteCount: Int, _ path: String
    ) throws(QuarantineError) -> UnsafeMutableRawPointer? {
        guard byteCount > 0 else { return nil }
        let mapping = mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let mapping, mapping != MAP_FAILED else {
            throw .storeFailed(operation: "map", path: path, code: errno)
        }
        return mapping
    }

    deinit {
        if let address { munmap(address, byteCount) }
        if descriptor >= 0 { close(descriptor) }
    }

    /// Lends the open descriptor for the length of the call, to hand the same file to another process.
    package func withDescriptor<Result, Failure: Error>(
        _ body: (Int32) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(self) {} }
        return try body(descriptor)
    }

    /// Lends the bytes for the length of the call.
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        // Safety: the mapping outlives the call because `self` does.
        withExtendedLifetime(self) { body(UnsafeRawBufferPointer(start: address, count: byteCount)) }
    }

    /// Gives the pages that were read back to the system; they are read again when they are looked at.
    ///
    /// For a caller that has unpacked what it needs: a mapped archive counts as memory of its process.
    package func releasePages() {
        // Safety: the pages are clean copies of the file, so that dropping them changes nothing that can be read.
        if let address { madvise(address, byteCount, Int32(MADV_DONTNEED)) }
    }

    /// A copy of all bytes.
    package func copy() -> [UInt8] { withBytes { [UInt8]($0) } }

    /// The digest of all bytes.
    package func digest(_ algorithm: Digest.Algorithm) -> Digest {
        withBytes { bytes in
            var function = DigestFunction(algorithm)
            function.update(bytes)
            return function.finalize()
        }
    }
}
