/// A package's name as one ecosystem writes it.
///
/// Equality and hashing use the normalized form: PEP 503 for PyPI (`Foo.Bar_baz` is `foo-bar-baz`), the name as it
/// stands for npm, where names are compared byte for byte.
package struct PackageName: Sendable, Hashable, CustomStringConvertible {
    package let ecosystem: Ecosystem
    /// The name as the source spelled it, for messages only.
    package let written: String
    package let normalized: String

    /// Makes a name; throws nothing, since hostile names are judged like any others and sanitized when printed.
    package init(_ written: String, ecosystem: Ecosystem) {
        self.ecosystem = ecosystem
        self.written = written
        switch ecosystem {
        case .npm: normalized = written
        case .pypi: normalized = Self.normalizedForPyPI(written)
        }
    }

    package var description: String { written }

    package static func == (left: PackageName, right: PackageName) -> Bool {
        left.ecosystem == right.ecosystem && left.normalized == right.normalized
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(ecosystem)
        hasher.combine(normalized)
    }

    /// Normalizes as PEP 503 says: ASCII lower case, runs of `-`, `_` and `.` become one `-`.
    package static func normalizedForPyPI(_ name: String) -> String {
        var result: [UInt8] = []
        var pendingDash = false
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                pendingDash = true
            default:
                if pendingDash {
                    result.append(UInt8(ascii: "-"))
                    pendingDash = false
                }
                let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
                result.append(isUpper ? byte + 32 : byte)
            }
        }
        if pendingDash { result.append(UInt8(ascii: "-")) }
        return String(decoding: result, as: UTF8.self)
    }
}

/// One exact version of one package; versions are compared as the text that the registry serves.
package struct PackageIdentity: Sendable, Hashable, CustomStringConvertible {
    package let name: PackageName
    package let version: String

    package init(name: PackageName, version: String) {
        self.name = name
        self.version = version
    }

    package var description: String { "\(name.written)@\(version)" }
}
