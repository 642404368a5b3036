#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder under `/tmp` for one test, removed with everything in it when the value goes.
package final class ScratchDirectory: Sendable {
    package let path: String

    /// Makes a new, empty folder; throws `errno` as `ScratchFailure` when the machine refuses.
    package init() throws(ScratchFailure) {
        let unique = String(UInt64.random(in: .min ... .max), radix: 16)
        let path = "/tmp/airlock-test-\(getpid())-\(unique)"
        guard mkdir(path, 0o700) == 0 else { throw ScratchFailure(path: path, code: errno) }
        self.path = path
    }

    deinit {
        Self.removeTree(path)
    }

    /// The absolute path of a name inside the folder.
    package func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file inside the folder and returns its absolute path.
    @discardableResult
    package func write(_ bytes: [UInt8], to name: String) throws(ScratchFailure) -> String {
        let target = file(name)
        guard let stream = fopen(target, "wb") else { throw ScratchFailure(path: target, code: errno) }
        let count = fwrite(bytes, 1, bytes.count, stream)
        guard fclose(stream) == 0, count == bytes.count else { throw ScratchFailure(path: target, code: errno) }
        return target
    }

    /// Reads a file inside the folder; nil when it is not there.
    package func read(_ name: String) -> [UInt8]? {
        guard let stream = fopen(file(name), "rb") else { return nil }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, stream)
            guard count > 0 else { return bytes }
            bytes += chunk[0..<count]
        }
    }

    /// The paths of all regular files below a folder, relative to it, sorted.
    package static func files(below folder: String) -> [String] {
        var found: [String] = []
        var pending = [""]
        while let prefix = pending.popLast() {
            for name in names(in: prefix.isEmpty ? folder : "\(folder)/\(prefix)") {
                let relative = prefix.isEmpty ? name : "\(prefix)/\(name)"
                if isFolder("\(folder)/\(relative)") { pending.append(relative) } else { found.append(relative) }
            }
        }
        return found.sorted()
    }

    /// Goes by the names' bytes: hostile archives leave names that are no UTF-8.
    private static func removeTree(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY)
        if descriptor >= 0 { removeContents(of: descriptor) }
        rmdir(folder)
    }

    /// Removes everything in an open folder and closes it.
    private static func removeContents(of descriptor: Int32) {
        guard let stream = fdopendir(descriptor) else { return }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            // Safety: `d_name` is a NUL-terminated array inside the entry, valid until the next `readdir`.
            withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { name in
                    if strcmp(name, ".") == 0 || strcmp(name, "..") == 0 { return }
                    guard unlinkat(descriptor, name, 0) != 0 else { return }
                    let inner = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
                    if inner >= 0 { removeContents(of: inner) }
                    unlinkat(descriptor, name, AT_REMOVEDIR)
                }
            }
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func names(in folder: String) -> [String] {
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

/// Why a scratch folder or a file in it could not be made.
package struct ScratchFailure: Error {
    package let path: String
    package let code: Int32
}
