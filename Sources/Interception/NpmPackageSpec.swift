/// What an npm package spec points at, as `npm-package-arg` reads it.
package enum NpmPackageSpec: Sendable, Equatable {
    /// A registry package, with a version, range or tag; an alias (`a@npm:b@1`) is one too.
    case registry(name: String)
    case folder(path: String)
    /// A local `.tgz`, `.tar.gz` or `.tar`.
    case archive(path: String)
    case git
    /// An `http:` or `https:` address of a tarball.
    case remote

    /// Reads a spec as given on the command line.
    package init(parsing text: String) {
        let (name, specifier) = Self.split(text)
        if let name {
            self = Self.classify(specifier, name: name)
        } else {
            self = Self.classify(specifier, name: nil)
        }
    }

    /// Reads the value of a dependency in a manifest: `^1.0.0`, `file:../x`, `npm:other@2`, `owner/name`.
    package init(dependency name: String, specifier: String) {
        self = Self.classify(specifier, name: name)
    }

    private static func split(_ text: String) -> (name: String?, specifier: String) {
        let isScoped = text.hasPrefix("@")
        let searched = isScoped ? text.dropFirst() : text[...]
        let at = searched.firstIndex(of: "@")
        let namePart = at.map { text[..<$0] } ?? text[...]
        if hasScheme(text) { return (nil, text) }
        if isSecureShellAddress(text) { return (nil, "git+ssh://" + text) }
        if !isScoped, namePart.contains("/") || isArchiveName(namePart) { return (nil, text) }
        if let at, at > text.startIndex {
            let rest = String(text[text.index(after: at)...])
            return (String(namePart), rest.isEmpty ? "*" : rest)
        }
        return isPlausibleName(text) ? (text, "*") : (nil, text)
    }

    private static func classify(_ specifier: String, name: String?) -> NpmPackageSpec {
        let lower = specifier.lowercased()
        if lower.hasPrefix("file:") {
            let path = withoutSlashes(specifier.dropFirst(5))
            return isArchiveName(path[...]) ? .archive(path: path) : .folder(path: path)
        }
        if specifier.hasPrefix(".") || specifier.hasPrefix("/") || specifier.hasPrefix("~/") || isDrive(specifier) {
            return isArchiveName(specifier[...]) ? .archive(path: specifier) : .folder(path: specifier)
        }
        if lower.hasPrefix("npm:") {
            let target = NpmPackageSpec(parsing: String(specifier.dropFirst(4)))
            guard case .registry(let real) = target else { return target }
            return .registry(name: real)
        }
        if lower.hasPrefix("link:") { return .folder(path: String(specifier.dropFirst(5))) }
        if lower.hasPrefix("workspace:") { return .folder(path: name ?? "") }
        if isGit(lower) { return .git }
        if hasScheme(specifier) { return .remote }
        if specifier.contains("/") || isArchiveName(specifier[...]) {
            return isArchiveName(specifier[...]) ? .archive(path: specifier) : .folder(path: specifier)
        }
        return .registry(name: name ?? specifier)
    }

    /// Git by its scheme, by a host's shortcut, by `owner/name`, or by a code host's web address.
    private static func isGit(_ lower: String) -> Bool {
        let schemes = ["git+", "git:", "git@", "ssh:", "github:", "gitlab:", "bitbucket:", "gist:", "sourcehut:"]
        if schemes.contains(where: lower.hasPrefix) { return true }
        if lower.hasPrefix("http:") || lower.hasPrefix("https:") {
            let address = lower.prefix { $0 != "#" && $0 != "?" }
            return address.hasSuffix(".git")
        }
        return !hasScheme(lower) && isOwnerSlashName(lower)
    }

    /// `owner/name` with an optional `#commit`, npm's shortcut for a code host.
    private static func isOwnerSlashName(_ text: String) -> Bool {
        let path = text.prefix { $0 != "#" }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return false }
        let isOwnerPlain = !parts[0].hasPrefix("@") && !parts[0].contains { "@:".contains($0) || $0.isWhitespace }
        return isOwnerPlain && !parts[1].contains(where: \.isWhitespace)
    }

    /// `/^(?:git[+])?[a-z]+:/i`.
    private static func hasScheme(_ text: String) -> Bool {
        var rest = text.lowercased()[...]
        if rest.hasPrefix("git+") { rest = rest.dropFirst(4) }
        let letters = rest.prefix { $0 >= "a" && $0 <= "z" }
        return !letters.isEmpty && rest.dropFirst(letters.count).first == ":"
    }

    /// `/^[^@]+@[^:.]+\.[^:]+:.+$/`: `git@host.tld:path`.
    private static func isSecureShellAddress(_ text: String) -> Bool {
        guard let at = text.firstIndex(of: "@"), at > text.startIndex else { return false }
        let host = text[text.index(after: at)...]
        guard let colon = host.firstIndex(of: ":"), host.index(after: colon) < host.endIndex else { return false }
        let name = host[..<colon]
        guard let dot = name.firstIndex(of: "."), dot > name.startIndex else { return false }
        return name.index(after: dot) < name.endIndex
    }

    /// `/[.](?:tgz|tar.gz|tar)$/i`, in which any character stands for the second dot.
    private static func isArchiveName(_ text: Substring) -> Bool {
        let bytes = Array(text.lowercased().utf8)
        let ending = Array(bytes.suffix(4))
        if ending == Array(".tgz".utf8) || ending == Array(".tar".utf8) { return true }
        let end = bytes.suffix(7)
        return end.count == 7 && Array(end.prefix(4)) == Array(".tar".utf8) && Array(end.suffix(2)) == Array("gz".utf8)
    }

    /// A word with a colon, a slash or a blank is no registry name, whatever else npm would say of it.
    private static func isPlausibleName(_ text: String) -> Bool {
        if text.hasPrefix("@") { return text.split(separator: "/").count == 2 }
        return !text.isEmpty && !text.contains { "/:\\%".contains($0) || $0.isWhitespace } && !text.hasPrefix(".")
    }

    private static func isDrive(_ text: String) -> Bool {
        guard let first = text.utf8.first, (first | 32) >= 97, (first | 32) <= 122 else { return false }
        return text.utf8.dropFirst().first == UInt8(ascii: ":")
    }

    /// `file:///a` and `file://a` name the same folders as `file:/a`.
    private static func withoutSlashes(_ path: Substring) -> String {
        guard path.hasPrefix("//") else { return String(path) }
        return "/" + path.drop { $0 == "/" }
    }
}
