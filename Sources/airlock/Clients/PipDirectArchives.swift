import Foundation
import Interception
import Packages
import Quarantine
import Resolution
import Synchronization

/// The archives that a pip command names by path or address: fetched and judged by Airlock before pip runs at all,
/// since pip would build them to resolve.
///
/// A remote one reaches pip as an answer in a download cache made for this command (`PipDownloadCache`), so that pip
/// itself sees the address that the user gave and records it; a local one stays where it is, and its bytes are compared
/// with those that were judged before and after pip ran.
struct PipDirectArchives: Sendable {
    struct Archive: Sendable {
        let artifact: Artifact
        /// Nil for a file on this machine.
        let remote: PipDownloadAddress?
        /// Whether name and version are promised by the file's name, as a wheel's are.
        let namesRelease: Bool
        let isInsecure: Bool
        /// From the address itself or the user's `.netrc`.
        let authorization: String?
    }

    private(set) var archives: [Archive] = []

    /// - Parameter trusts: whether the user accepts plain http for an address.
    init(
        _ references: [PipDirectReference], workingFolder: String, credentials: NetworkCredentials,
        trusts: (String) -> Bool
    ) throws {
        for reference in references where reference.kind != .versionControl {
            let archive = try Self.archive(
                reference, workingFolder: workingFolder, credentials: credentials, trusts: trusts)
            if !archives.contains(where: { $0.artifact == archive.artifact }) { archives.append(archive) }
        }
    }

    /// Whether any reaches pip through its download cache.
    var hasRemote: Bool { archives.contains { $0.remote != nil } }

    /// The archive behind an address of pip's report.
    func artifact(reportedAs place: PipReport.Place) -> Artifact? {
        let candidates = archives.filter { $0.artifact.folder?.path == place.folder }
        if let path = ArtifactFetch.localPath(of: place.address) {
            return candidates.first { ArtifactFetch.localPath(of: $0.artifact.url) == path }?.artifact
        }
        guard let reported = PipDownloadAddress(place.address) else { return nil }
        return candidates.first { $0.remote?.key == reported.key }?.artifact
    }

    /// Throws where one address was fetched as other bytes for another of its folders: pip gets one of them only.
    func expectSameBytes(of judged: [JudgedArtifact]) throws {
        var digests: [String: Digest] = [:]
        for one in judged where archive(of: one.artifact) != nil {
            guard case .judged(_, let held, _) = one.outcome else { continue }
            guard digests.updateValue(held.sha256, forKey: one.artifact.url) ?? held.sha256 == held.sha256 else {
                throw GuardError.changedAnswer(Messages.untrusted(one.artifact.url, limit: 400))
            }
        }
    }

    func archive(of artifact: Artifact) -> Archive? { archives.first { $0.artifact == artifact } }

    /// `host:port` of the addresses with plain http, whose answers pip keeps in its cache only when it trusts the host.
    var plainHosts: [String] {
        var seen: Set<String> = []
        return archives.compactMap(\.remote).filter { $0.scheme == "http" && seen.insert($0.authority).inserted }
            .map(\.authority)
    }

    private static func archive(
        _ reference: PipDirectReference, workingFolder: String, credentials: NetworkCredentials,
        trusts: (String) -> Bool
    ) throws -> Archive {
        func refused(_ why: String, hint: String) -> GuardError {
            GuardError.usage("'\(shown(reference.text))'\(place(of: reference)) \(why)", hint: hint)
        }
        guard !reference.isEditable else {
            throw refused("is an archive, which cannot be installed as editable", hint: "leave '--editable' out")
        }
        let folder: InnerFolder?
        do throws(UnreadFolder) {
            folder = try innerFolder(inFragmentOf: reference.text)
        } catch {
            throw refused(error.why, hint: error.hint)
        }
        let digests = stated(reference)
        switch reference.kind {
        case .versionControl: throw refused("is no archive", hint: "name a wheel or a source distribution")
        case .localArchive:
            guard namesOnePlace(reference.location, in: workingFolder) else {
                throw refused("leads to different places by links and by letters", hint: "write the path without '..'")
            }
            let path = lexicallyNormal(reference.location, in: workingFolder)
            guard FileManager.default.fileExists(atPath: path) else {
                throw refused("names a file that does not exist", hint: "check the path")
            }
            let filename = (path as NSString).lastPathComponent
            guard let kind = kind(of: filename) else {
                throw refused("is not of a kind that Airlock can judge", hint: "name a .whl, .tar.gz or .zip file")
            }
            guard folder == nil || kind == .sdist else { throw refused(noFolder.why, hint: noFolder.hint) }
            let url = URL(fileURLWithPath: path).absoluteString
            return Archive(
                artifact: Artifact(
                    identity: identity(reference, filename, kind, folder), kind: kind, url: url, filename: filename,
                    expectedDigests: digests, folder: folder), remote: nil, namesRelease: kind == .wheel,
                isInsecure: false,
                authorization: nil)
        case .remoteArchive:
            guard let address = PipDownloadAddress(reference.location) else {
                throw refused(
                    "is not an address that Airlock can fetch",
                    hint: "give an https address without blanks, folders like '..' and unusual characters")
            }
            guard address.scheme == "https" || address.isLoopback || trusts(reference.location) else {
                throw refused(
                    "comes over plain http, where anybody on the way can change it",
                    hint: "use https, or name its host with '--trusted-host'")
            }
            guard let kind = kind(of: address.filename) else {
                throw refused(
                    "does not end in the name of a wheel or source distribution",
                    hint: "name a .whl, .tar.gz or .zip file")
            }
            guard folder == nil || kind == .sdist else { throw refused(noFolder.why, hint: noFolder.hint) }
            return Archive(
                artifact: Artifact(
                    identity: identity(reference, address.filename, kind, folder), kind: kind, url: address.url,
                    filename: address.filename, expectedDigests: digests, folder: folder),
                remote: address, namesRelease: kind == .wheel,
                isInsecure: address.scheme == "http" && !address.isLoopback && digests.isEmpty,
                authorization: credentials.authorization(for: reference.location))
        }
    }

    /// pip takes for a wheel what ends in `.whl` in small letters; another spelling is unpacked and built as a source.
    private static func kind(of filename: String) -> ArtifactKind? {
        let kind = ArtifactKind.ofPythonFile(named: filename)
        return kind == .wheel && !filename.hasSuffix(".whl") ? nil : kind
    }

    private static func identity(
        _ reference: PipDirectReference, _ filename: String, _ kind: ArtifactKind, _ folder: InnerFolder?
    ) -> PackageIdentity {
        if let folder {
            let name =
                reference.name ?? projectNamed(inFragmentOf: reference.text) ?? lastPathComponent(of: folder.path)
            return PackageIdentity(name: PackageName(name, ecosystem: .pypi), version: "by address")
        }
        let stated = releaseStated(by: filename, kind)
        let name = reference.name ?? projectNamed(inFragmentOf: reference.text) ?? stated?.name.written ?? filename
        return PackageIdentity(name: PackageName(name, ecosystem: .pypi), version: stated?.version ?? "by address")
    }

    /// The digest in the fragment, and the only one of the line: of several, any one suffices, and pip compares them.
    private static func stated(_ reference: PipDirectReference) -> [Digest] {
        let fragment = reference.text.split(separator: "#", maxSplits: 1).dropFirst().first
        let inAddress = fragment.flatMap { Digest.parseFragment($0.prefix { !$0.isWhitespace }) }
        let beside = reference.hashes.count == 1 ? reference.hashes.first.flatMap { Digest(parsing: $0) } : nil
        return Array(Set([inAddress, beside].compactMap(\.self))).sorted { $0.description < $1.description }
    }
}

/// The project in an address's `#egg=`, without extras.
func projectNamed(inFragmentOf address: String) -> String? {
    guard let start = address.firstRange(of: "#egg=") ?? address.firstRange(of: "&egg=") else { return nil }
    let name = address[start.upperBound...].prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    return name.isEmpty ? nil : String(name)
}

/// The folder in an address's `#subdirectory=`, found as pip finds it: the first one behind `#` or `&`, undecoded.
func innerFolder(inFragmentOf address: String) throws(UnreadFolder) -> InnerFolder? {
    let key = "subdirectory="
    var folders = address.split(separator: "#", omittingEmptySubsequences: false).dropFirst().flatMap {
        $0.split(separator: "&").filter { $0.hasPrefix(key) }.map { String($0.dropFirst(key.count)) }
    }
    // pip takes one in the query as well, and a second '#' into the name.
    let query = address.prefix { $0 != "#" }
    if query.contains("&" + key) { folders.append("") }
    if !folders.isEmpty, address.count(where: { $0 == "#" }) > 1 { folders.append("") }
    guard let first = folders.first else { return nil }
    guard folders.count == 1, let folder = InnerFolder(first), first.utf8.count <= FrameLimit.folder else {
        throw UnreadFolder(
            why: "names a folder that Airlock does not read", hint: "write it without unusual characters and dots")
    }
    return folder
}

/// Why an inner folder is refused.
struct UnreadFolder: Error {
    let why: String
    let hint: String
}

private let noFolder = UnreadFolder(
    why: "names a folder inside a wheel, where nothing is built", hint: "leave '#subdirectory=' out")

/// A requirement's text for a message, without a password.
func shown(_ text: String) -> String {
    guard let scheme = text.firstRange(of: "://") else { return Messages.untrusted(text) }
    let authority = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let at = authority.lastIndex(of: "@") else { return Messages.untrusted(text) }
    return Messages.untrusted(text[..<scheme.upperBound] + "****" + text[at...])
}

/// ` in 'FILE' line N` for a requirement of a file.
func place(of reference: PipDirectReference) -> String {
    reference.place.map { " in " + Messages.untrusted($0, limit: 400) } ?? ""
}

/// Whether a path leads to one place by its letters and through links.
///
/// pip mostly takes `..` away by the letters, and follows links where percent signs hide the dots. It drops tabs and line
/// ends from addresses, so a path with such leads nowhere.
func namesOnePlace(_ path: String, in folder: String) -> Bool {
    guard !path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return false }
    let written = path.hasPrefix("/") ? path : folder + "/" + path
    return resolved(written) == resolved(lexicallyNormal(path, in: folder))
}

private func resolved(_ path: String) -> [UInt8]? {
    // Safety: `realpath` returns a zero-terminated string of its own, which is copied before it is freed.
    guard let text = realpath(path, nil) else { return nil }
    defer { free(text) }
    return Array(String(cString: text).utf8)
}

/// Python's `os.path.normpath(os.path.abspath(…))`: `.` and `..` go by the letters, whatever is a link.
private func lexicallyNormal(_ path: String, in folder: String) -> String {
    var kept: [Substring] = []
    for part in (path.hasPrefix("/") ? path : folder + "/" + path).split(separator: "/") where part != "." {
        if part == ".." { kept = kept.dropLast() } else { kept.append(part) }
    }
    return "/" + kept.joined(separator: "/")
}

/// The files on this machine that were judged where they lie, each with the digest that was judged.
///
/// pip reads them itself, so they are compared once more before and after it ran.
final class JudgedFiles: Sendable {
    private let digests = Mutex<[String: Digest]>([:])

    func note(_ path: String, sha256: Digest) { digests.withLock { $0[path] = sha256 } }

    /// Throws the first that is not as it was judged.
    func check() throws {
        for (path, sha256) in digests.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            guard let now = try? MappedFile(path: path).digest(.sha256), now == sha256 else {
                throw GuardError.changedFile(Messages.untrusted(path, limit: 400))
            }
        }
    }
}
