/// How npm's registry protocol forms paths.
enum NpmPaths {
    /// The package asked for by `/name`, `/@scope%2fname` or `/@scope/name`; nil for every other path.
    static func packumentName(_ path: String) -> String? {
        guard let name = PercentEncoding.decoded(path.dropFirst()), !name.hasPrefix("-") else { return nil }
        return isName(name) ? name : nil
    }

    /// The package of `/name/-/file.tgz`, with or without a base path before it.
    static func packageName(ofTarball path: String) -> String? {
        guard let decoded = PercentEncoding.decoded(path) else { return nil }
        let parts = decoded.split(separator: "/", omittingEmptySubsequences: true)
        guard let dash = parts.lastIndex(of: "-"), dash > 0, dash + 1 < parts.count else { return nil }
        let isScoped = dash > 1 && parts[dash - 2].hasPrefix("@")
        let name = isScoped ? "\(parts[dash - 2])/\(parts[dash - 1])" : String(parts[dash - 1])
        return isName(name) ? name : nil
    }

    /// Whether npm could ask for a package of this name.
    static func isName(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= 512, !name.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F })
        else { return false }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && $0 != "@" }) else { return false }
        return name.hasPrefix("@") ? parts.count == 2 : parts.count == 1
    }
}

extension NpmUpstream {
    /// The registry's address with exactly one slash at the end.
    var base: String { registryURL.hasSuffix("/") ? registryURL : registryURL + "/" }

    /// Where a package's document is; the slash of a scoped name is encoded, as npm does.
    func packumentURL(_ name: String) -> String {
        guard name.hasPrefix("@") else { return base + PercentEncoding.encodedSegment(name) }
        return base + PercentEncoding.encodedSegment(name).replacing("%2F", with: "%2f")
    }

    /// Its address as a message may show it.
    var shown: String { WebAddress(registryURL)?.url ?? "registry" }
}
