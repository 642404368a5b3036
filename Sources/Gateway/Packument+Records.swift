import Packages

/// What a packument says of single releases, for the verdicts on them.
extension Packument {
    /// How much the document says: full ones have times and scripts, abbreviated ones neither.
    var detail: Int {
        (times.isEmpty ? 0 : 2) + (showsInstallScripts ? 1 : 0)
    }

    /// A version's record, with the next lower version's and with that of the version which the project has now.
    func listed(_ version: String, source: String, replacing versions: [String]) -> ListedRelease? {
        guard var record = record(of: version) else { return nil }
        record.sources = [source]
        let replaced = versions.contains(version) ? nil : versions.compactMap { self.record(of: $0) }.first
        return ListedRelease(
            record: record, previous: lowerVersions(than: version).lazy.compactMap { self.record(of: $0) }.first,
            replaced: replaced)
    }

    private func record(of version: String) -> ReleaseRecord? {
        guard let release = release(version) else { return nil }
        var record = ReleaseRecord(
            version: version, published: times[version].flatMap(secondsSince1970), hasProvenance: release.hasProvenance)
        record.deprecation = release.deprecation
        record.publisher = release.publisher
        // Abbreviated documents have the flag where it is true, full ones the scripts themselves.
        record.runsInstallScript = release.hasInstallScript == true || release.manifest.scripts?.isEmpty == false
        record.manifest = release.manifest
        return record
    }

    /// The next lower versions, the highest first; some may be without a release.
    private func lowerVersions(than version: String) -> [String] {
        guard let own = LikelyRange.Version(version) else { return [] }
        let all = versions.compactMap { text in LikelyRange.Version(text).map { (version: $0, text: text) } }
        return all.filter { $0.version < own }.sorted { $0.version > $1.version }.prefix(16).map(\.text)
    }
}
