import Packages

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Why bytes could not be taken into the quarantine, found there, or read as an archive.
package enum QuarantineError: Error, Sendable, Equatable {
    /// A file system call failed; `code` is its `errno`.
    case storeFailed(operation: String, path: String, code: Int32)
    /// The bytes that arrived do not have a digest that the registry, lockfile or requirements file states.
    case digestMismatch(got: Digest, expected: Digest)
    /// The file in the store no longer has the digest it is named by; it has been removed.
    case heldBytesChanged(Digest)
    /// The store no longer holds these bytes, as after a prune.
    case notHeld(Digest)
    /// The admission was already finished or canceled.
    case admissionClosed
    /// More bytes arrived than one artifact may have.
    case tooLarge(limit: Int)
    /// The first bytes are no archive of a format that the artifact's kind and name call for.
    case wrongFormat(got: String, expected: String)
    /// The archive is truncated, corrupt, or otherwise refused by its reader.
    case damagedArchive(detail: String)
    /// The registry refuses the artifact (401 or 403).
    case accessDenied(artifact: String, status: Int)
    /// The registry does not have the artifact (404 or 410).
    case artifactMissing(artifact: String)
    /// The registry failed (5xx).
    case registryFailed(artifact: String, status: Int)
    /// The registry answered with a status that carries no artifact.
    case unexpectedStatus(artifact: String, status: Int)
    /// The transfer broke off; `detail` is the transfer's own sentence.
    case transferFailed(artifact: String, detail: String)
    /// The URL is neither `https:`, `http:` nor a local `file:` URL.
    case unsupportedURL(artifact: String, url: String)
}

extension QuarantineError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .storeFailed(let operation, let path, let code):
            "could not \(operation) '\(path)': \(String(cString: strerror(code)).lowercased())"
        case .digestMismatch(let got, let expected):
            "the bytes have digest '\(got)', but '\(expected)' was stated"
        case .heldBytesChanged(let digest):
            "the quarantined file no longer has its digest '\(digest)' and was removed"
        case .notHeld(let digest):
            "the quarantine holds no bytes with digest '\(digest)'"
        case .admissionClosed:
            "the artifact's admission was already finished or canceled"
        case .tooLarge(let limit):
            "the artifact has more than \(limit) bytes"
        case .wrongFormat(let got, let expected):
            "the file begins as '\(got)', but '\(expected)' was expected"
        case .damagedArchive(let detail):
            "the archive is damaged: \(detail)"
        case .accessDenied(let artifact, let status):
            "the registry refused '\(artifact)' with status \(status)"
        case .artifactMissing(let artifact):
            "the registry does not have '\(artifact)'"
        case .registryFailed(let artifact, let status):
            "the registry failed to serve '\(artifact)' with status \(status)"
        case .unexpectedStatus(let artifact, let status):
            "the registry answered status \(status) for '\(artifact)', but 200 was expected"
        case .transferFailed(let artifact, let detail):
            "could not fetch '\(artifact)': \(detail)"
        case .unsupportedURL(let artifact, let url):
            "'\(artifact)' has the address '\(url)', but only https, http and file addresses can be fetched"
        }
    }
}

extension QuarantineError {
    /// The next step for the user, where there is one.
    package var hint: String? {
        switch self {
        case .storeFailed(_, _, ENOSPC), .storeFailed(_, _, EDQUOT):
            "nothing was lost; make room, or name another folder with 'XDG_CACHE_HOME', and run the command again"
        case .storeFailed(_, _, EROFS), .storeFailed(_, _, EACCES), .storeFailed(_, _, EPERM):
            "the cache must be a folder that you can write; 'XDG_CACHE_HOME' names another one"
        case .storeFailed, .digestMismatch, .heldBytesChanged, .notHeld, .admissionClosed, .tooLarge, .wrongFormat,
            .damagedArchive, .accessDenied, .artifactMissing, .registryFailed, .unexpectedStatus, .transferFailed,
            .unsupportedURL:
            nil
        }
    }
}
