#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Puts `bytes` in a file's place by one rename; mode and owner stay, and nothing else is left in the folder.
///
/// A file that was not there gets the mode of any new file; made by root in somebody's folder, it is theirs.
///
/// - Parameter path: of a file whose links are followed already.
/// - Returns: the system's error number; nil when it is done.
package func replaceFile(at path: String, with bytes: [UInt8]) -> Int32? {
    var status = stat()
    let isThere = stat(path, &status) == 0
    let temporary = "\(path).airlock-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isThere ? 0o600 : 0o666)
    guard descriptor >= 0 else { return errno }
    var failure: Int32 = 0
    var written = 0
    while written < bytes.count && failure == 0 {
        let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count > 0 { written += count } else if errno != EINTR { failure = errno }
    }
    if !isThere, failure == 0, geteuid() == 0, stat(parentFolder(of: path), &status) == 0 {
        if fchown(descriptor, status.st_uid, status.st_gid) != 0 { failure = errno }
    } else if isThere, failure == 0 {
        let isMine = status.st_uid == geteuid() && status.st_gid == getegid()
        // The owner first: a change of owner takes special bits of the mode away.
        if !isMine, fchown(descriptor, status.st_uid, status.st_gid) != 0 { failure = errno }
        if failure == 0, fchmod(descriptor, status.st_mode & 0o7777) != 0 { failure = errno }
    }
    if failure == 0, fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0, failure == 0 { failure = errno }
    if failure == 0, rename(temporary, path) != 0 { failure = errno }
    guard failure == 0 else {
        unlink(temporary)
        return failure
    }
    return nil
}
