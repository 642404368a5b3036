import Packages
import Synchronization

/// Which artifact a tarball path stands for.
///
/// With `replace-registry-host=always` npm keeps only the path of a tarball's URL, so the host has to be found again.
/// One index serves all npm doors, since npm asks its default registry for every locked tarball.
final class TarballPaths: Sendable {
    /// What a path turned out to mean.
    enum Answer: Equatable {
        case artifact(Artifact)
        /// Several different files claim the path.
        case ambiguous([Artifact])
        case unknown
    }

    /// A version in a packument.
    private struct Place {
        let packument: Int32
        let entry: Int32
    }

    /// What packuments list: many thousands of versions, of which few are asked for, so only hashes of their paths are
    /// kept and the version is read when a path is.
    private struct Listed {
        var packuments: [Packument] = []
        var places: [Int: Place] = [:]
        /// Further versions under the same hash.
        var others: [Int: [Place]] = [:]
    }

    private let artifacts = Mutex<[String: [Artifact]]>([:])
    private let listed = Mutex(Listed())
    /// Addresses given in place of a version, as written, by the artifact's own address.
    private let written = Mutex<[String: String]>([:])
    /// What was found, by door and path as asked: where a door's address got into a file, this tells what it stands for.
    private let asked = Mutex<[String: String]>([:])

    /// Takes addresses of tarballs that stand in place of a version: on the command line, in a manifest, in a packument.
    ///
    /// Others than http and https, and such without a file name, are left out: they then have no path here.
    func add(directAddresses: some Sequence<String>) {
        var added: [Artifact] = []
        for text in directAddresses {
            guard let address = WebAddress(text), address.scheme != "file", address.userinfo == nil,
                let filename = address.filename
            else { continue }
            written.withLock { if $0[address.url] == nil { $0[address.url] = text } }
            added.append(
                Artifact(directAddress: address.url, ecosystem: .npm, kind: .npmTarball, filename: filename))
        }
        add(added)
    }

    /// Notes that a path of the door at `base` (ending in a slash) was asked for and what it led to.
    func note(_ path: String, at base: String, leadsTo artifact: Artifact) {
        let original = written.withLock { $0[artifact.url] } ?? artifact.url
        asked.withLock { $0[base + path.drop { $0 == "/" }] = original }
    }

    /// From the address at a door to the one that it stands for, of everything that was asked for.
    var originals: [String: String] { asked.withLock { $0 } }

    func add(_ added: some Sequence<Artifact>) {
        artifacts.withLock { known in
            for artifact in added {
                guard let address = WebAddress(artifact.url) else { continue }
                // Where npm swaps the host it writes a query behind the path, and loses its `?` on the way.
                let glued = address.query.isEmpty ? [] : [address.path + address.query.dropFirst()]
                for path in [address.path] + glued {
                    let key = Self.key(path)
                    if !known[key, default: []].contains(artifact) { known[key, default: []].append(artifact) }
                }
            }
        }
    }

    /// Takes the tarballs that a packument lists.
    func add(_ packument: Packument, tarballs: [(entry: Int, address: String)]) {
        let hashes = tarballs.compactMap { entry, address in
            WebAddress(address).map { (entry: Int32(entry), hash: Self.key($0.path).hashValue) }
        }
        listed.withLock { listed in
            let number = Int32(listed.packuments.count)
            listed.packuments.append(packument)
            for (entry, hash) in hashes {
                let place = Place(packument: number, entry: entry)
                if listed.places[hash] == nil {
                    listed.places[hash] = place
                } else {
                    listed.others[hash, default: []].append(place)
                }
            }
        }
    }

    private func listedArtifacts(_ key: String) -> [Artifact] {
        let places = listed.withLock { listed in
            let hash = key.hashValue
            let found = (listed.places[hash].map { [$0] } ?? []) + (listed.others[hash] ?? [])
            return found.map { (packument: listed.packuments[Int($0.packument)], entry: Int($0.entry)) }
        }
        return places.compactMap { $0.packument.release(at: $0.entry)?.artifact }
            .filter { WebAddress($0.url).map { Self.key($0.path) } == key }
    }

    /// Looks a requested path up; npm's own integrity header decides between files that share it.
    func find(_ path: String, integrity: String?) -> Answer {
        let key = Self.key(path)
        let found = (artifacts.withLock { $0[key] } ?? []) + listedArtifacts(key)
        guard let first = found.first else { return .unknown }
        if found.dropFirst().allSatisfy({ Self.areSameFile($0, first) }) { return .artifact(first) }
        let wanted = Set(integrity.map { Digest.parseIntegrity($0) } ?? [])
        let matching = found.filter { !wanted.isDisjoint(with: $0.expectedDigests) }
        guard let match = matching.first, matching.dropFirst().allSatisfy({ Self.areSameFile($0, match) }) else {
            return .ambiguous(found)
        }
        return .artifact(match)
    }

    /// Two entries are one file when they share a strong digest, or the URL without contradicting digests.
    private static func areSameFile(_ left: Artifact, _ right: Artifact) -> Bool {
        for digest in left.expectedDigests {
            guard let other = right.expectedDigests.first(where: { $0.algorithm == digest.algorithm }) else { continue }
            if digest != other { return false }
            if digest.algorithm > .sha1 { return true }
        }
        return left.url == right.url
    }

    /// Paths are compared decoded, since clients differ in what they encode.
    private static func key(_ path: String) -> String { PercentEncoding.decoded(path) ?? path }
}
