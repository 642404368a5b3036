/// Where the versions of a packument lie, and the little that is wanted of all of them.
///
/// Members of an unexpected type are left out. Of several members with one name the last counts, as in npm.
struct PackumentOutline {
    private(set) var name: String?
    private(set) var latestVersion: String?
    private(set) var times: [String: String] = [:]
    private(set) var entries: [PackumentVersions.Entry] = []
    /// The tarballs' addresses as written, each with its version's place in `entries`; some may be of no use.
    private(set) var tarballs: [(entry: Int, address: String)] = []
    private(set) var directDependencies: Set<String> = []
    private(set) var showsInstallScripts = false

    /// Nil when the text is no JSON object.
    init?(_ bytes: [UInt8]) {
        guard bytes.count <= UInt32.max else { return nil }
        // Safety: the scanners live inside the closure only.
        let isRead = bytes.withUnsafeBufferPointer { read($0) }
        guard isRead else { return nil }
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var scanner = JSONScanner(bytes)
        var (nameRange, tags, versions, time): (Range<Int>?, Range<Int>?, Range<Int>?, Range<Int>?)
        let isObject = scanner.members { key, value in
            if scannerIs(bytes, key, "name") { nameRange = value }
            if scannerIs(bytes, key, "dist-tags") { tags = value }
            if scannerIs(bytes, key, "versions") { versions = value }
            if scannerIs(bytes, key, "time") { time = value }
        }
        guard isObject, scanner.isAtEnd() else { return false }
        name = nameRange.flatMap { scanner.text($0) }
        if let tags {
            Self.members(bytes, tags) { scanner, key, value in
                if scanner.isName(key, "latest") { latestVersion = scanner.text(value) }
            }
        }
        if let time {
            Self.members(bytes, time) { scanner, key, value in
                if let version = scanner.text(key), let text = scanner.text(value) { times[version] = text }
            }
        }
        guard let versions else { return true }
        var places: [String: Int] = [:]
        Self.members(bytes, versions) { scanner, key, value in
            guard let version = scanner.text(key) else { return }
            let entry = PackumentVersions.Entry(
                version: version, start: UInt32(value.lowerBound), end: UInt32(value.upperBound))
            if let place = places[version] {
                entries[place] = entry
            } else {
                places[version] = entries.count
                entries.append(entry)
            }
        }
        for place in entries.indices {
            read(bytes, Int(entries[place].start)..<Int(entries[place].end), at: place)
        }
        return true
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, at place: Int) {
        Self.members(bytes, range) { scanner, key, value in
            if scanner.isName(key, "dist") {
                Self.members(bytes, value) { scanner, key, value in
                    guard scanner.isName(key, "tarball"), let address = scanner.text(value) else { return }
                    if tarballs.last?.entry == place { tarballs.removeLast() }
                    tarballs.append((place, address))
                }
            } else if scanner.isName(key, "dependencies") || scanner.isName(key, "optionalDependencies") {
                Self.members(bytes, value) { scanner, _, value in
                    guard value.count > 8, bytes[value.lowerBound + 1] | 0x20 == UInt8(ascii: "h"),
                        let text = scanner.text(value)
                    else { return }
                    let lower = text.lowercased()
                    if lower.hasPrefix("https://") || lower.hasPrefix("http://") { directDependencies.insert(text) }
                }
            } else if scanner.isName(key, "scripts"), !showsInstallScripts {
                Self.members(bytes, value) { scanner, key, value in
                    let isRun =
                        scanner.isName(key, "preinstall") || scanner.isName(key, "install")
                        || scanner.isName(key, "postinstall")
                    if isRun, scanner.text(value) != nil { showsInstallScripts = true }
                }
            }
        }
    }

    private func scannerIs(_ bytes: UnsafeBufferPointer<UInt8>, _ key: Range<Int>, _ name: StaticString) -> Bool {
        JSONScanner(bytes).isName(key, name)
    }

    /// The members of an object whose text is known to be well formed; none of another value.
    private static func members(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
        _ body: (_ scanner: JSONScanner, _ key: Range<Int>, _ value: Range<Int>) -> Void
    ) {
        let reader = JSONScanner(bytes)
        var scanner = JSONScanner(bytes, in: range)
        _ = scanner.members { body(reader, $0, $1) }
    }
}

/// The versions of a packument in its order, each with its place in the document.
struct PackumentVersions: Sendable, Sequence {
    struct Entry: Sendable {
        let version: String
        let start: UInt32
        let end: UInt32
    }

    let entries: [Entry]
    let document: KeptDocument

    func makeIterator() -> some IteratorProtocol<String> { entries.lazy.map(\.version).makeIterator() }

    /// The place of a version among the entries.
    func place(of version: String) -> Int? { entries.firstIndex { $0.version == version } }

    /// The JSON text of the version at a place; nil where it cannot be read.
    func bytes(at place: Int) -> [UInt8]? {
        guard entries.indices.contains(place) else { return nil }
        return document.bytes(Int(entries[place].start)..<Int(entries[place].end))
    }
}
