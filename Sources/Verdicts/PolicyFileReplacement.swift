import Foundation
import Packages

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What became of an `airlock allow`.
package enum AllowOutcome: Sendable, Hashable {
    /// The entry stands in the file and is in force.
    case added
    /// The entry stands in the file, which was not trusted before and is not now: `airlock trust` comes next.
    case addedButUntrusted
    /// The file had it already; in force if and only if the file is.
    case alreadyAllowed
}

/// Adds a request to a user's or a project's policy file, which is made where there is none.
///
/// The file is replaced by one rename while the folder is locked against other `airlock allow`s; its permissions stay.
///
/// - Parameter trust: where the project's trusted contents are kept; nil for the user's own file, which needs none.
///   Trust is renewed only when the previous content was trusted or loosened nothing.
package func allow(
    _ request: AllowRequest, inFileAt path: String, trust: VerdictStore?, now: Date
) throws(VerdictsError) -> AllowOutcome {
    let target = resolvedPath(path) ?? path
    let folder = parentFolder(of: target)
    do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
        throw .policyNotEditable(path: path, cause: "its folder cannot be made")
    }
    let folderDescriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folderDescriptor >= 0 else { throw .policyNotEditable(path: path, cause: systemMessage(errno)) }
    // Closing the folder gives the lock back.
    defer { close(folderDescriptor) }
    while flock(folderDescriptor, LOCK_EX) != 0 {
        guard errno == EINTR else { throw .policyNotEditable(path: path, cause: systemMessage(errno)) }
    }

    let previous = try readPolicyBytes(target) ?? []
    let edited = try policyText(previous, adding: request, path: path)
    guard edited != previous else { return .alreadyAllowed }
    let before = try PolicyFile(parsing: previous, path: path)
    var keepsTrust = true
    if let trust, before.loosens {
        keepsTrust = try trust.isTrusted(policyAt: path, sha256: before.sha256)
    }
    if let failure = replaceFile(at: target, with: edited) {
        throw .policyNotEditable(path: path, cause: systemMessage(failure))
    }
    guard let trust else { return .added }
    guard keepsTrust else { return .addedButUntrusted }
    try trust.trust(PolicyFile(parsing: edited, path: path), now: now)
    return .added
}

func parentFolder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}
