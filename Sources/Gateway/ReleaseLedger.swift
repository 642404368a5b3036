import Foundation
import Packages
import Synchronization

/// What registries and indexes said of releases in this session, for the verdict on each.
///
/// The doors write what they read anyway; nothing is asked for on a release's behalf. Made before the gateway, so that
/// whoever judges artifacts can be made before it too.
package final class ReleaseLedger: Sendable {
    private struct Document: Sendable {
        let source: String
        let packument: Packument
    }

    private struct State {
        var packuments: [String: Document] = [:]
        var pages: [String: [SimpleFile]] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    func add(_ packument: Packument, of name: String, source: String) {
        state.withLock { state in
            // An abbreviated document says less than a full one, and must not hide what that one says.
            if let known = state.packuments[name], known.packument.detail > packument.detail { return }
            state.packuments[name] = Document(source: source, packument: packument)
        }
    }

    func add(_ files: [SimpleFile], of project: String) {
        state.withLock { $0.pages[project] = files }
    }

    /// Whether times of publishing are known, as far as the package's registry or index tells any.
    func hasTimes(of name: PackageName) -> Bool {
        switch name.ecosystem {
        case .npm: state.withLock { $0.packuments[name.normalized]?.packument.times.isEmpty == false }
        case .pypi: true
        }
    }

    /// The release's record and those to compare it with; nil where no document of this session lists it.
    ///
    /// - Parameter replacing: the versions of the package that the project has now.
    package func release(of artifact: Artifact, replacing versions: [String] = []) -> ListedRelease? {
        let name = artifact.identity.name.normalized
        switch artifact.identity.name.ecosystem {
        case .npm:
            guard let document = state.withLock({ $0.packuments[name] }) else { return nil }
            return document.packument.listed(
                artifact.identity.version, source: document.source, replacing: versions)
        case .pypi:
            guard let files = state.withLock({ $0.pages[name] }) else { return nil }
            return Self.listed(artifact, in: files)
        }
    }

    private static func listed(_ artifact: Artifact, in files: [SimpleFile]) -> ListedRelease? {
        var same = files.filter { $0.artifact.url == artifact.url }
        if same.isEmpty { same = files.filter { $0.artifact.filename == artifact.filename } }
        guard let file = same.first else { return nil }
        let version = file.artifact.identity.version
        var record = ReleaseRecord(
            version: version, published: file.uploadTime.flatMap(secondsSince1970),
            // One attested file makes an attested release: wheels and sdists are often built in different places.
            hasProvenance: files.contains { $0.artifact.identity.version == version && $0.hasProvenance })
        record.yankReason = file.yankReason
        // The same file on several indexes came from any of them.
        record.sources = same.reduce(into: []) { if !$0.contains($1.source) { $0.append($1.source) } }
        guard let time = file.uploadTime else { return ListedRelease(record: record) }
        // Times of one index are written alike and compare as text.
        let earlier = files.filter { other in
            other.artifact.identity.version != version && other.yankReason == nil && other.source == file.source
                && other.uploadTime.map { $0 < time } ?? false
        }
        guard let latest = earlier.max(by: { ($0.uploadTime ?? "") < ($1.uploadTime ?? "") }) else {
            return ListedRelease(record: record)
        }
        let before = latest.artifact.identity.version
        let hadProvenance = earlier.contains { $0.artifact.identity.version == before && $0.hasProvenance }
        return ListedRelease(record: record, previous: ReleaseRecord(version: before, hasProvenance: hadProvenance))
    }
}

/// The moment of an RFC 3339 time in UTC, fractions cut; nil for any other text.
func secondsSince1970(_ text: String) -> Double? {
    let plain = text.prefix { $0 != "." && $0 != "Z" }
    return (try? Date(plain + "Z", strategy: .iso8601))?.timeIntervalSince1970
}
