import Foundation
import Packages

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where the three policy files would be; a file that does not exist says nothing.
package struct PolicyLocations: Sendable, Hashable {
    package let machine: String?
    package let user: String?
    package let project: String?

    package init(machine: String?, user: String?, project: String?) {
        self.machine = machine
        self.user = user
        self.project = project
    }

    /// The usual places.
    ///
    /// - Parameters:
    ///   - configurationHome: `$XDG_CONFIG_HOME`, or `~/.config` where that is unset.
    ///   - project: the project's root; nil for `-g` and for runs outside a project.
    package init(configurationHome: String?, project: ProjectRoot?) {
        self.init(
            machine: "/etc/airlock/config.toml",
            user: configurationHome.map { $0 + "/airlock/config.toml" },
            project: project?.policyPath)
    }
}

extension Policy {
    /// Reads the files and puts them together.
    ///
    /// - Parameter isTrusted: asked about a project file that loosens something: by the trust store, or by a digest
    ///   that the command line gives.
    package init(
        at locations: PolicyLocations, isTrusted: (PolicyFile) throws(VerdictsError) -> Bool
    ) throws(VerdictsError) {
        let machine = try PolicyFile(readingIfPresent: locations.machine)
        let user = try PolicyFile(readingIfPresent: locations.user)
        let project = try PolicyFile(readingIfPresent: locations.project)
        for file in [user, project].compactMap({ $0 }) {
            guard let locked = file.settings.locked else { continue }
            throw .policyMisplacedKey(path: file.path, line: locked.line, key: PolicyKey.locked.rawValue)
        }
        var trusts = false
        if let project, project.loosens { trusts = try isTrusted(project) }
        self.init(machine: machine, user: user, project: project) { _ in trusts }
    }
}

extension PolicyFile {
    /// Reads and parses a file; nil when there is no path or no file.
    package init?(readingIfPresent path: String?) throws(VerdictsError) {
        guard let path, let bytes = try readPolicyBytes(path) else { return nil }
        try self.init(parsing: bytes, path: path)
    }
}

/// The bytes of a policy file; nil when it does not exist.
///
/// What is not a regular file is refused, and so is one that another user owns: neither the user nor the
/// administrator wrote it.
func readPolicyBytes(_ path: String) throws(VerdictsError) -> [UInt8]? {
    // Without O_NONBLOCK, a FIFO in a cloned repository would hang the command.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw .policyUnreadable(path: path, cause: systemMessage(errno))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
        throw .policyUnreadable(path: path, cause: systemMessage(errno))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
        throw .policyUnreadable(path: path, cause: "it is not a regular file")
    }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
        throw .policyUnreadable(path: path, cause: "it belongs to another user")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else { throw .policyUnreadable(path: path, cause: systemMessage(errno)) }
        guard count > 0 else { return bytes }
        bytes += chunk.prefix(count)
        guard bytes.count <= PolicyFile.sizeLimit else {
            throw .policyTooLarge(path: path, limit: PolicyFile.sizeLimit)
        }
    }
}

/// The system's words for an error number, in lower case as our messages are.
func systemMessage(_ number: Int32) -> String {
    String(cString: strerror(number)).lowercased()
}
