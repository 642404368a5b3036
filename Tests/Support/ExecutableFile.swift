#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Makes a written file a program, and returns once the kernel will run it.
///
/// A test beside this one may be starting a process at this moment, whose copy of our descriptors still has the file open for
/// writing until it becomes its own program; until then running the file ends with "text file busy".
package func makeExecutable(_ path: String) throws(ScratchFailure) {
    guard chmod(path, 0o755) == 0 else { throw ScratchFailure(path: path, code: errno) }
    #if os(Linux)
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw ScratchFailure(path: path, code: errno) }
        defer { close(file) }
        // A read lease (fcntl(2), F_SETLEASE is 1024) is granted only where nobody has the file open for writing.
        let setLease: CInt = 1024
        for _ in 0..<1000 {
            if fcntl(file, setLease, F_RDLCK) == 0 {
                _ = fcntl(file, setLease, F_UNLCK)
                return
            }
            usleep(5_000)
        }
    #endif
}
