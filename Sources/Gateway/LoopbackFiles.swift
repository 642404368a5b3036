import Packages
import Synchronization

/// Which upstream file a `/files/<key>/<name>` address of the Python door stands for.
///
/// A key is the first half of the SHA-256 of the upstream URL: the same for the whole session, and not to be chosen by
/// an index so that two files share it.
final class LoopbackFiles: Sendable {
    private let files = Mutex<[String: SimpleFile]>([:])

    /// Remembers a file and gives its path below the door's secret.
    ///
    /// What is already known of a URL is replaced, since a
    /// later page may state digests that an earlier one did not.
    func path(of file: SimpleFile) -> String {
        let key = Self.key(file.artifact.url)
        files.withLock { $0[key] = file }
        return "files/\(key)/\(PercentEncoding.encodedSegment(file.artifact.filename))"
    }

    func file(key: String) -> SimpleFile? { files.withLock { $0[key] } }

    static func key(_ url: String) -> String {
        String(DigestFunction.digest(of: Array(url.utf8), .sha256).hexadecimal.prefix(32))
    }
}
