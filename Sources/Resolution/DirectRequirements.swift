/// A requirement that names an address instead of a release, `name @ file:…`, as some metadata states it.
///
/// pip fetches and builds what it names while it still resolves, before anybody could judge it.
package struct DirectRequirement: Sendable, Hashable {
    /// The requirement's beginning as written: name, extras, `@`, scheme and some of the address.
    package let text: String
    /// One-based.
    package let line: Int

    package init(text: String, line: Int) {
        self.text = text
        self.line = line
    }
}

/// Finds direct requirements in the files from which pip and build tools take requirements.
///
/// All searches are of text, tolerant of damage, and linear in its length.
package enum DirectRequirements {
    /// In core metadata (`METADATA`, `PKG-INFO`): `Requires-Dist` with an `@` behind name and extras (PEP 508).
    ///
    /// Folded lines are joined. Headers behind the first empty line count too, since readers differ there.
    package static func inMetadata(_ bytes: [UInt8]) -> [DirectRequirement] {
        var found: [DirectRequirement] = []
        var header: [UInt8] = []
        var start = 0
        var isCut = false
        let field = Array("requires-dist:".utf8)
        func flush() {
            let value = header.dropFirst(field.count)
            let wasCut = isCut
            (header, isCut) = ([], false)
            // Before a marker, `@` can stand in a direct requirement only.
            let release = value.prefix { $0 != UInt8(ascii: ";") }
            guard let at = release.firstIndex(of: UInt8(ascii: "@")) else {
                // No honest one is that long: what was not kept counts as an address.
                if wasCut, release.count == value.count {
                    found.append(DirectRequirement(text: shown(value.prefix(80)), line: start))
                }
                return
            }
            found.append(DirectRequirement(text: shown(value.prefix(at - value.startIndex + 80)), line: start))
        }
        var number = 1
        for line in bytes.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 10 || $0 == 13 }) {
            // The emptiness between the two halves of `\r\n` is no line.
            let isHalf = line.isEmpty && line.startIndex > 0 && bytes[line.startIndex - 1] == 13
            if isHalf, line.endIndex < bytes.endIndex, bytes[line.endIndex] == 10 {
                number += 1
                continue
            }
            if !header.isEmpty, line.first == 32 || line.first == 9 {
                if header.count < 1 << 16 { header += line } else { isCut = true }
            } else {
                if !header.isEmpty { flush() }
                if line.prefix(field.count).map({ $0 | 0x20 }).elementsEqual(field.map { $0 | 0x20 }) {
                    header = Array(line)
                    start = number
                }
            }
            if line.endIndex < bytes.endIndex, bytes[line.endIndex] == 10 { number += 1 }
        }
        if !header.isEmpty { flush() }
        return found
    }

    /// In a project's own files (`pyproject.toml`, `setup.cfg`, `requires.txt`): requirements at the beginning of a
    /// string, a list element or a line whose address has a scheme that pip fetches.
    ///
    /// Extras, dependency groups and tools' tables are often for developers alone; an address on the network that
    /// stands there is left out, since the gateway refuses to fetch it. Files and other version control are not.
    ///
    /// - Parameter isReferenced: true for files that a project's file names, which may be anything, a readme too.
    package static func inProjectFile(_ bytes: [UInt8], isReferenced: Bool = false) -> [DirectRequirement] {
        let text = withoutEscapes(bytes)
        var found: [DirectRequirement] = []
        var (number, lineStart) = (1, 0)
        var isOptional = isReferenced
        for index in text.indices {
            let byte = text[index]
            if byte == 10 {
                let line = text[lineStart..<index]
                if !isReferenced, let header = tableHeader(line) { isOptional = isForDevelopers(header) }
                (number, lineStart) = (number + 1, index + 1)
            }
            guard byte == UInt8(ascii: "@"), let scheme = scheme(in: text[(index + 1)...]) else { continue }
            guard !isOptional || !networkSchemes.contains(scheme) else { continue }
            guard let start = requirementStart(before: index, in: text), start < index else { continue }
            found.append(DirectRequirement(text: shown(text[start...].prefix(index - start + 80)), line: number))
        }
        return found
    }

    /// Texts of a project's file that could be paths of files from which a build tool takes requirements, as setuptools
    /// does for `dynamic` and behind `file:`; each once, without `.` and doubled slashes.
    ///
    /// Any text between quotes or separators counts: a file's name needs no ending, and may hold blanks and signs.
    package static func referencedPaths(inProjectFile bytes: [UInt8]) -> [String] {
        var seen: Set<ArraySlice<UInt8>> = []
        var paths: Set<String> = []
        let plain = withoutEscapes(bytes)
        let quotes = Set("\"'\n\r".utf8)
        let separators = quotes.union("=:,;[]{}()".utf8)
        let blanks = separators.union(" \t".utf8)
        for text in plain == bytes ? [plain] : [plain, bytes] {
            for ends in [quotes, separators, blanks] {
                for word in text.split(whereSeparator: ends.contains) {
                    let trimmed = trimmingBlanks(word)
                    guard !trimmed.isEmpty, trimmed.count <= 4_096, seen.insert(trimmed).inserted else { continue }
                    if let path = relativePath(trimmed) { paths.insert(path) }
                }
            }
        }
        return paths.sorted()
    }

    private static func trimmingBlanks(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = word.drop(while: isBlank)
        return start.prefix((start.lastIndex { !isBlank($0) } ?? start.startIndex - 1) - start.startIndex + 1)
    }

    /// A path with `.`, `..` and empty parts taken away; nil for one that leads nowhere.
    private static func relativePath(_ word: ArraySlice<UInt8>) -> String? {
        let slash = UInt8(ascii: "/")
        guard word.first != slash else { return nil }
        var parts: [ArraySlice<UInt8>] = []
        for part in word.split(separator: slash) where !part.elementsEqual(".".utf8) {
            if part.elementsEqual("..".utf8), parts.last.map({ !$0.elementsEqual("..".utf8) }) == true {
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        guard !parts.isEmpty, !word.contains(0) else { return nil }
        return String(decoding: Array(parts.joined(separator: [slash])), as: UTF8.self)
    }

    /// Schemes that the gateway's proxy door or git's own settings refuse while pip plans.
    private static let networkSchemes: Set<String> = ["http", "https", "ftp", "git", "ssh"]
    private static let schemes: Set<String> = networkSchemes.union(["file", "hg", "svn", "bzr", "lp"])

    /// The scheme that follows, without what stands behind its `+`.
    private static func scheme(in rest: ArraySlice<UInt8>) -> String? {
        let word = rest.drop(while: isBlank).prefix(12).prefix { $0 | 0x20 >= 97 && $0 | 0x20 <= 122 }
        let scheme = String(decoding: word, as: UTF8.self).lowercased()
        guard schemes.contains(scheme), word.endIndex < rest.endIndex else { return nil }
        let next = rest[word.endIndex]
        if next == UInt8(ascii: "+") {
            // `git+file` takes nothing that is not local; the program is the same.
            return scheme
        }
        return next == UInt8(ascii: ":") ? scheme : nil
    }

    /// Where name and extras before `@` begin; nil when they do not begin a string, an element or a line.
    private static func requirementStart(before at: Int, in text: [UInt8]) -> Int? {
        let limit = max(0, at - 400)
        var index = at
        func skipBlanks() { while index > limit, isBlank(text[index - 1]) { index -= 1 } }
        skipBlanks()
        if index > limit, text[index - 1] == UInt8(ascii: "]") {
            while index > limit, text[index - 1] != UInt8(ascii: "[") { index -= 1 }
            index = max(limit, index - 1)
            skipBlanks()
        }
        let end = index
        while index > limit, isNameByte(text[index - 1]) { index -= 1 }
        guard index < end else { return nil }
        let start = index
        skipBlanks()
        guard index > 0 else { return start }
        // Python strips blanks that are no ASCII, and control characters that separate.
        let before = text[index - 1]
        return before < 0x20 || before >= 0x80 || "\"'=,[".utf8.contains(before) ? start : nil
    }

    /// The name in `[name]` when the line is a table's header.
    private static func tableHeader(_ line: ArraySlice<UInt8>) -> String? {
        let trimmed = line.drop(while: isBlank)
        guard trimmed.first == UInt8(ascii: "[") else { return nil }
        let name = trimmed.drop { $0 == UInt8(ascii: "[") }.prefix(100).prefix { $0 != UInt8(ascii: "]") }
        return String(decoding: name, as: UTF8.self).filter { !" \t\"'".contains($0) }
    }

    private static func isForDevelopers(_ table: String) -> Bool {
        table.hasPrefix("tool.") || table.hasPrefix("project.optional-dependencies") || table == "dependency-groups"
            || table == "options.extras_require"
    }

    /// TOML's escapes undone (`\u0040`, a backslash at a line's end), so that they hide nothing.
    private static func withoutEscapes(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "\\")) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else {
                result.append(bytes[index])
                index += 1
                continue
            }
            let kind = bytes[index + 1]
            let count =
                kind == UInt8(ascii: "u") ? 4 : kind == UInt8(ascii: "U") ? 8 : kind == UInt8(ascii: "x") ? 2 : 0
            let digits = String(decoding: bytes[(index + 2)...].prefix(count), as: UTF8.self)
            if count > 0, digits.utf8.count == count, let value = UInt32(digits, radix: 16),
                let scalar = Unicode.Scalar(value)
            {
                result += Array(String(Character(scalar)).utf8)
                index += 2 + count
            } else if isBlank(kind) || kind == 10 || kind == 13 {
                // The backslash and the line's end vanish together; a blank keeps neighbors apart.
                result.append(32)
                index += 1
                while index < bytes.count, isBlank(bytes[index]) || bytes[index] == 10 || bytes[index] == 13 {
                    index += 1
                }
            } else {
                result.append(kind == UInt8(ascii: "t") ? 9 : kind)
                index += 2
            }
        }
        return result
    }

    private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
        let line = bytes.drop(while: isBlank).prefix { $0 != 10 && $0 != 13 && $0 != 34 && $0 != 39 }
        return String(decoding: line, as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
