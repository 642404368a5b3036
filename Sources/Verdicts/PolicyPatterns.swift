import Packages

/// The age below which a release counts as recent: `"48h"`, `"7d"`, `"0h"`.
package struct ReleaseAge: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// In force where no file states one: most malicious releases are found and taken down within two days.
    package static let standard = ReleaseAge(hours: 48)
    /// Ten years; a larger number is a slip.
    private static let maximumHours = 10 * 365 * 24

    package let hours: Int

    package init(hours: Int) {
        self.hours = hours
    }

    /// Parses a number of hours or days with its unit; nil for everything else and for more than ten years.
    package init?(parsing text: String) {
        let digits = text.dropLast()
        guard (1...6).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int(digits)
        else { return nil }
        switch text.last {
        case "h": hours = number
        case "d": hours = number * 24
        default: return nil
        }
        guard hours <= Self.maximumHours else { return nil }
    }

    package var seconds: Double { Double(hours) * 3600 }

    package var description: String { hours > 0 && hours % 24 == 0 ? "\(hours / 24)d" : "\(hours)h" }

    package static func < (left: ReleaseAge, right: ReleaseAge) -> Bool { left.hours < right.hours }
}

/// Names of one ecosystem: `npm:left-pad`, `npm:@acme/*`, `pypi:acme-*`.
package struct NamePattern: Sendable, Hashable, CustomStringConvertible {
    let ecosystem: Ecosystem
    private let stem: String
    private let isPrefix: Bool
    package let description: String

    /// Parses a pattern; a star stands only at its end, and never alone.
    package init?(parsing text: String) {
        guard let colon = text.firstIndex(of: ":"), let ecosystem = Ecosystem(rawValue: String(text[..<colon])) else {
            return nil
        }
        let name = text[text.index(after: colon)...]
        isPrefix = name.last == "*"
        let written = isPrefix ? name.dropLast() : name
        guard !written.isEmpty, written.utf8.count <= 256,
            written.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0 != "*" && $0 != ":" })
        else { return nil }
        self.ecosystem = ecosystem
        stem = PackageName(String(written), ecosystem: ecosystem).normalized
        description = text
    }

    package func matches(_ name: PackageName) -> Bool {
        guard name.ecosystem == ecosystem else { return false }
        return isPrefix ? name.normalized.hasPrefix(stem) : name.normalized == stem
    }
}

/// A host, with or without the beginning of a path: `files.example.com`, `*.example.com`, `github.com/acme`.
package struct HostPattern: Sendable, Hashable, CustomStringConvertible {
    private let host: String
    private let coversSubdomains: Bool
    /// Path components that an address must begin with.
    private let path: [Substring]
    package let description: String

    /// Parses a pattern without scheme, port, user or query.
    ///
    /// - Parameter allowsPath: false where only hosts are known, as for tunnels.
    package init?(parsing text: String, allowsPath: Bool) {
        let slash = text.firstIndex(of: "/")
        let written = text[..<(slash ?? text.endIndex)].lowercased()
        coversSubdomains = written.hasPrefix("*.")
        host = coversSubdomains ? String(written.dropFirst(2)) : written
        let hasProperHost = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard hasProperHost, (1...253).contains(host.utf8.count), host.first != ".", host.last != "." else {
            return nil
        }
        let rest = slash.map { text[text.index(after: $0)...] } ?? ""
        guard allowsPath || slash == nil, !rest.contains(where: { $0.isWhitespace || "?#*\\%".contains($0) }) else {
            return nil
        }
        path = rest.split(separator: "/")
        guard !path.contains(where: { $0 == "." || $0 == ".." }) else { return nil }
        description = text
    }

    /// - Parameter path: of the address, decoded, without query; dot segments match nothing.
    package func matches(host: String, path: String = "") -> Bool {
        let plain = Self.plain(host)
        guard coversSubdomains ? plain.hasSuffix("." + self.host) : plain == self.host else { return false }
        let components = path.split(separator: "/")
        guard !components.contains(where: { $0 == "." || $0 == ".." }) else { return false }
        return components.starts(with: self.path)
    }

    /// Lower case, without the dot that a complete name may end in.
    private static func plain(_ host: String) -> String {
        let lower = host.lowercased()
        return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }
}

/// Lists of hosts, each from one file: what is allowed must be on every list; no list allows every host.
package struct HostRule: Sendable, Hashable {
    package var lists: [[HostPattern]] = []

    package func allows(host: String, path: String = "") -> Bool {
        lists.allSatisfy { list in list.contains { $0.matches(host: host, path: path) } }
    }
}

/// One file's private names, and where they may come from.
package struct PrivateNames: Sendable, Hashable {
    package let names: [NamePattern]
    /// Hosts; empty: anywhere but the registry that the client is built with.
    package let registries: [HostPattern]
    package let path: String
    /// One-based, of `private-names`.
    package let line: Int
}
