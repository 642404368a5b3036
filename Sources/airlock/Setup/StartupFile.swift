import Foundation
import Verdicts

/// A shell's startup file on disk, its links followed.
struct StartupFile: Sendable {
    /// As the shell names it.
    let path: String
    /// The file that a link leads to, so that a folder of dotfiles keeps its links.
    let target: String
    /// Nil when there is no such file.
    let bytes: [UInt8]?

    /// The longest startup files of frameworks have some hundred kilobytes.
    private static let byteLimit = 4 << 20

    init(reading path: String) throws(GuardError) {
        self.path = path
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw Self.failure(path, errno) }
            target = path
            bytes = nil
            return
        }
        guard let real = realpath(path, nil) else {
            throw GuardError.startupFile(path, cause: "it is a link that leads nowhere")
        }
        defer { free(real) }
        // Safety: `realpath` returned a zero-terminated string that lives until the `free` above.
        target = String(cString: real)
        guard stat(target, &status) == 0 else { throw Self.failure(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw GuardError.startupFile(path, cause: "it is not a regular file")
        }
        guard status.st_size <= Self.byteLimit else {
            throw GuardError.startupFile(path, cause: "it has more than \(Self.byteLimit) bytes")
        }
        guard let data = FileManager.default.contents(atPath: target) else { throw Self.failure(path, errno) }
        bytes = Array(data)
    }

    /// The folders above the file that are not there yet, outermost first.
    var missingFolders: [String] {
        var missing: [String] = []
        var current = folder(of: target)
        while current.count > 1, access(current, F_OK) != 0 {
            missing.append(current)
            current = folder(of: current)
        }
        return missing.reversed()
    }

    /// Puts `bytes` in the file's place by one rename; mode and owner stay, and nothing else is left in the folder.
    func replace(with bytes: [UInt8]) throws(GuardError) {
        for folder in missingFolders where mkdir(folder, 0o777) != 0 && errno != EEXIST {
            throw Self.failure(path, errno)
        }
        guard try StartupFile(reading: path).bytes == self.bytes else {
            throw GuardError.startupFile(path, cause: "it was changed by somebody else just now")
        }
        if let failure = replaceFile(at: target, with: bytes) { throw Self.failure(path, failure) }
    }

    /// Removes the file, and `folderCount` folders above it as far as they are empty.
    func remove(folderCount: Int) throws(GuardError) {
        guard unlink(target) == 0 else { throw Self.failure(path, errno) }
        var parent = folder(of: target)
        for _ in 0..<folderCount {
            guard rmdir(parent) == 0 else { return }
            parent = folder(of: parent)
        }
    }

    private func folder(of path: String) -> String { (path as NSString).deletingLastPathComponent }

    private static func failure(_ path: String, _ code: Int32) -> GuardError {
        // Safety: `strerror` returns a zero-terminated string that is copied at once.
        .startupFile(path, cause: strerror(code).map { String(cString: $0).lowercased() } ?? "error \(code)")
    }
}
