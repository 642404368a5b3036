/// Where an installer puts an archive's member.
enum InstallLayout: Equatable {
    /// npm: the first component goes, whatever its name (`strip: 1`); links are ignored.
    case npm
    /// pip: the first component goes when all members share it (`has_leading_dir`); links are made.
    case sdist
    /// pip: as the wheel states it.
    case wheel
}

/// A member's name turned into the path it is installed at, or the reasons why it has none.
struct InstalledPath {
    /// Components joined with `/`; nil when the name is refused, empty when the installer writes no file for it.
    private(set) var path: [UInt8]?
    private(set) var findings: [ArchiveFinding] = []

    init(_ name: [UInt8], layout: InstallLayout, sharesRoot: Bool, limits: ArchiveLimits) {
        let text = String(decoding: name, as: UTF8.self)
        describeCharacters(of: name, text)
        if let refusal = Self.refusal(of: name, limits: limits) {
            findings.append(ArchiveFinding(refusal.code, text, refusal.detail))
            return
        }
        var rest = name[...]
        switch layout {
        case .npm: rest = Self.split(name, separators: [Self.slash]).rest
        case .sdist: if sharesRoot { rest = Self.leadingFolder(of: name).rest }
        case .wheel: break
        }
        guard rest.first != Self.slash else {
            findings.append(ArchiveFinding(.absolutePath, text, "the path is absolute once its root is stripped"))
            return
        }
        path = Array(Self.components(of: rest).joined(separator: [Self.slash]))
    }

    private mutating func describeCharacters(of name: [UInt8], _ text: String) {
        if String(validating: name, as: UTF8.self) == nil {
            findings.append(ArchiveFinding(.nameNotUTF8, text, "the name is not UTF-8", severity: .incomplete))
        }
        if name.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            findings.append(
                ArchiveFinding(.controlCharacterInName, text, "the name has control characters", severity: .warning))
        }
        if text.contains(where: { $0.unicodeScalars.count > 1 && $0.utf8.contains(where: Self.isPunctuation) }) {
            findings.append(
                ArchiveFinding(
                    .irregularPath, text, "a mark in the name joins a separator, so that readers part it in two ways"))
        }
        if name.contains(Self.backslash) {
            findings.append(
                ArchiveFinding(
                    .backslashInName, text, "the name has a backslash, a separator on Windows only", severity: .warning)
            )
        }
    }

    /// ASCII but letters and digits, which marks follow in honest names (`é` in two code points).
    private static func isPunctuation(_ byte: UInt8) -> Bool {
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        return byte < 0x80 && !isDigit && !isLetter
    }

    private static func refusal(
        of name: [UInt8], limits: ArchiveLimits
    ) -> (code: ArchiveFinding.Code, detail: String)? {
        if name.contains(0) { return (.nulInName, "the name has a NUL") }
        let second = name.count > 1 ? name[1] : 0
        let isDrive =
            second == UInt8(ascii: ":") && name.first.map { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A } == true
        // npm strips Windows roots on every system, and strips them instead of the first component.
        if name.first == slash || name.first == backslash || isDrive {
            return (.absolutePath, "the path is absolute")
        }
        let parts = name.split(separator: slash, omittingEmptySubsequences: false)
        if parts.contains(where: { $0.elementsEqual("..".utf8) }) {
            return (.parentPath, "the path leads to a parent folder")
        }
        if name.count > limits.pathByteCount || parts.count > limits.pathDepth {
            return (.overLimit, "the path has \(name.count) bytes and \(parts.count) components")
        }
        return nil
    }

    /// The components, without the empty ones and `.`, as every file system reads them.
    static func components(of path: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        path.split(separator: slash).filter { !$0.elementsEqual(".".utf8) }
    }

    /// pip's `split_leading_dir`: at the first slash or backslash.
    static func leadingFolder(of name: [UInt8]) -> (root: ArraySlice<UInt8>, rest: ArraySlice<UInt8>) {
        split(name, separators: [slash, backslash])
    }

    private static func split(
        _ name: [UInt8], separators: [UInt8]
    ) -> (root: ArraySlice<UInt8>, rest: ArraySlice<UInt8>) {
        guard let cut = name.firstIndex(where: separators.contains) else { return (name[...], []) }
        return (name[..<cut], name[(cut + 1)...])
    }

    static let slash = UInt8(ascii: "/")
    static let backslash = UInt8(ascii: "\\")
}
