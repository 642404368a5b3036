#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the front executable needs of the operating system, without Foundation.
///
/// Darwin has the same calls.
enum SystemCalls {
    /// Reads a whole file; nil when it cannot be opened or read, or is larger than `limit` bytes.
    static func contents(ofFile path: String, limit: Int) -> FileContents {
        let descriptor = retrying { open(path, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { return .unreadable(errno: errno) }
        defer { _ = close(descriptor) }
        var bytes: [UInt8] = []
        while true {
            let chunk = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                // Safety: `read` writes at most `buffer.count` bytes into the buffer that Swift handed out.
                count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
            }
            if chunk.isEmpty { return .bytes(bytes) }
            bytes += chunk
            guard bytes.count <= limit else { return .tooLarge }
        }
    }

    enum FileContents {
        case bytes([UInt8])
        case tooLarge
        case unreadable(errno: Int32)
    }

    static func isExecutableFile(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        return access(path, X_OK) == 0
    }

    /// Whether the path leads to a folder, links followed.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    static func isRegularFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The path with symbolic links resolved; nil when it does not exist.
    static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        // Safety: `realpath` returned a zero-terminated string that lives until the `free` above.
        return String(cString: resolved)
    }

    /// The first bytes of a file, at most `count`; empty when it cannot be read.
    static func firstBytes(ofFile path: String, count: Int) -> [UInt8] {
        let descriptor = retrying { open(path, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { return [] }
        defer { _ = close(descriptor) }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            // Safety: `read` writes at most `buffer.count` bytes into the buffer that Swift handed out.
            filled = max(0, read(descriptor, buffer.baseAddress, min(count, buffer.count)))
        }
    }

    static func environmentValue(_ name: String) -> String? {
        // Safety: `getenv` returns a zero-terminated string; it is copied before anything can change it.
        getenv(name).map { String(cString: $0) }
    }

    static func retrying(_ call: () -> Int32) -> Int32 {
        while true {
            let result = call()
            if result != -1 || errno != EINTR { return result }
        }
    }
}
