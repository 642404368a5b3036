import Foundation

/// A private folder for one command, removed at its end; the one way to temporary files.
///
///     TMPDIR/airlock-XXXXXX/.airlock-owner     empty, locked by the process whose folder it is
///
/// The lock goes with its process: a folder with the file and without a lock was left by a guard that was killed, and
/// the next one removes it.
struct ScratchFolder: Sendable {
    private static let prefix = "airlock-"
    private static let ownerFile = ".airlock-owner"
    /// Between making the file and locking it a guard may be stopped, but hardly for so long.
    private static let graceSeconds = 60

    let path: String
    private let owner: Int32

    init() throws {
        var template = Array((Self.parent + Self.prefix + "XXXXXX").utf8CString)
        // Safety: `mkdtemp` changes only the X's of a zero-terminated buffer that it is given.
        let made = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        guard let made else { throw CocoaError(.fileWriteUnknown) }
        path = made
        owner = open("\(made)/\(Self.ownerFile)", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        // Where no lock can be had, no other guard can have it either, and the folder is left alone.
        if owner >= 0 { _ = flock(owner, LOCK_EX | LOCK_NB) }
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Removes the folder; call it once.
    func remove() {
        // What a client has started may still be writing when all is interrupted.
        for _ in 0..<10 {
            try? FileManager.default.removeItem(atPath: path)
            guard FileManager.default.fileExists(atPath: path) else { break }
            usleep(20_000)
        }
        if owner >= 0 { close(owner) }
    }

    /// Removes what killed guards of this user left, on a thread of its own, since the folder of all can be large.
    static func beginRemovingAbandoned() {
        Thread.detachNewThread {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
            for name in names where name.hasPrefix(prefix) && name.utf8.count == prefix.utf8.count + 6 {
                removeIfAbandoned(parent + name)
            }
        }
    }

    private static var parent: String {
        let folder = NSTemporaryDirectory()
        return folder.hasSuffix("/") ? folder : folder + "/"
    }

    private static func removeIfAbandoned(_ folder: String) {
        var status = stat()
        guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else {
            return
        }
        let owner = open("\(folder)/\(ownerFile)", O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        guard owner >= 0 else { return }
        defer { close(owner) }
        guard fstat(owner, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else { return }
        #if canImport(Glibc)
            let made = status.st_mtim.tv_sec
        #else
            let made = status.st_mtimespec.tv_sec
        #endif
        guard time(nil) - made > graceSeconds, flock(owner, LOCK_EX | LOCK_NB) == 0 else { return }
        // The file that marks the folder goes last, so that a removal that is cut off is taken up again.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name != ownerFile {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
        try? FileManager.default.removeItem(atPath: folder)
    }
}
