import Packages
import TOMLKit

/// Checks a parsed TOML table key by key, with the line of what is wrong.
struct PolicyReader {
    private static let topLevelKeys = PolicyKey.allCases.map(\.rawValue)
    static let entryKeys = ["ecosystem", "name", "version", "sha256", "reason", "expires", "added", "despite"]

    let text: PolicyText
    let path: String

    func refuseUnknownTopLevelKeys(_ root: TOMLTable) throws(VerdictsError) {
        let unknown = root.keys.filter { !Self.topLevelKeys.contains($0) }
        let located = unknown.map { (key: $0, line: text.line(ofTopLevel: $0) ?? 1) }
        guard let first = located.min(by: { $0.line < $1.line }) else { return }
        throw unknownKey(first.key, line: first.line, known: Self.topLevelKeys)
    }

    func allowEntries(_ root: TOMLTable) throws(VerdictsError) -> [AllowEntry] {
        guard let value = root["allow"] else { return [] }
        guard let array = value.array else { throw notEntries(got: named(value.type)) }
        var entries: [AllowEntry] = []
        for index in 0..<array.count {
            guard let table = array[index].table else { throw notEntries(got: named(array[index].type)) }
            entries.append(try entry(EntryReader(file: self, table: table, index: index)))
        }
        return entries
    }

    private func entry(_ reader: EntryReader) throws(VerdictsError) -> AllowEntry {
        try reader.refuseUnknownKeys(known: Self.entryKeys)
        let ecosystemText = try reader.string("ecosystem")
        guard let ecosystem = Ecosystem(rawValue: ecosystemText) else {
            let known = Ecosystem.allCases.map { "'\($0.rawValue)'" }.joined(separator: " or ")
            throw reader.wrongValue("ecosystem", expected: known, got: "'\(ecosystemText)'")
        }
        return AllowEntry(
            name: PackageName(try reader.string("name"), ecosystem: ecosystem),
            version: try exactVersion(reader),
            digests: try reader.digests("sha256"),
            reason: try reader.string("reason"),
            expires: try reader.date("expires"),
            added: try reader.date("added"),
            despite: try reader.advisories("despite"),
            path: path,
            line: reader.line(nil))
    }

    private func exactVersion(_ reader: EntryReader) throws(VerdictsError) -> String {
        let version = try reader.string("version")
        guard version.allSatisfy({ !$0.isWhitespace && !"<>=^~*|,".contains($0) }) else {
            throw reader.wrongValue("version", expected: "one exact version", got: "'\(version)'")
        }
        return version
    }

    private func notEntries(got: String) -> VerdictsError {
        let line = text.line(ofTopLevel: "allow") ?? 1
        return .policyValue(path: path, line: line, key: "allow", expected: "[[allow]] entries", got: got)
    }

    func unknownKey(_ key: String, line: Int, known: [String]) -> VerdictsError {
        .policyUnknownKey(path: path, line: line, key: key, nearest: nearestKey(to: key, among: known), known: known)
    }
}

/// Reads the values of one `[[allow]]` entry.
private struct EntryReader {
    let file: PolicyReader
    let table: TOMLTable
    let index: Int

    func line(_ key: String?) -> Int { file.text.line(of: key, inAllowEntry: index) }

    func refuseUnknownKeys(known: [String]) throws(VerdictsError) {
        let unknown = table.keys.filter { !known.contains($0) }.map { (key: $0, line: line($0)) }
        guard let first = unknown.min(by: { $0.line < $1.line }) else { return }
        throw file.unknownKey(first.key, line: first.line, known: known)
    }

    func string(_ key: String) throws(VerdictsError) -> String {
        guard let value = table[key] else {
            throw .policyMissingKey(path: file.path, line: line(nil), key: key)
        }
        guard let text = value.string else { throw wrongValue(key, expected: "a string", got: named(value.type)) }
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw wrongValue(key, expected: "text", got: "an empty string")
        }
        return text
    }

    func digests(_ key: String) throws(VerdictsError) -> [Digest] {
        guard let value = table[key] else {
            throw .policyMissingKey(path: file.path, line: line(nil), key: key)
        }
        let expected = "a list of 64 hexadecimal digits each"
        guard let array = value.array else { throw wrongValue(key, expected: expected, got: named(value.type)) }
        guard array.count > 0 else { throw wrongValue(key, expected: expected, got: "an empty list") }
        var digests: [Digest] = []
        for position in 0..<array.count {
            let element = array[position]
            guard let text = element.string else {
                throw wrongValue(key, expected: expected, got: named(element.type))
            }
            guard let digest = Digest(parsing: text) ?? Digest(algorithm: .sha256, hexadecimal: text),
                digest.algorithm == .sha256
            else { throw wrongValue(key, expected: expected, got: "'\(text)'") }
            digests.append(digest)
        }
        return digests
    }

    func advisories(_ key: String) throws(VerdictsError) -> [String] {
        guard let value = table[key] else { return [] }
        let expected = "a list of advisories such as \"MAL-2026-1\""
        guard let array = value.array else { throw wrongValue(key, expected: expected, got: named(value.type)) }
        var advisories: [String] = []
        for position in 0..<array.count {
            guard let text = array[position].string, !text.isEmpty else {
                throw wrongValue(key, expected: expected, got: named(array[position].type))
            }
            advisories.append(text)
        }
        return advisories
    }

    /// A TOML date, or a string of the same form for people who quote everything.
    func date(_ key: String) throws(VerdictsError) -> PolicyDate? {
        guard let value = table[key] else { return nil }
        let expected = "a date such as 2027-01-31"
        if let date = value.date, let day = PolicyDate(year: date.year, month: date.month, day: date.day) {
            return day
        }
        if let text = value.string {
            guard let day = PolicyDate(parsing: text) else {
                throw wrongValue(key, expected: expected, got: "'\(text)'")
            }
            return day
        }
        throw wrongValue(key, expected: expected, got: named(value.type))
    }

    func wrongValue(_ key: String, expected: String, got: String) -> VerdictsError {
        .policyValue(path: file.path, line: line(key), key: key, expected: expected, got: got)
    }
}

/// A TOML type with its article.
func named(_ type: TOMLType) -> String {
    switch type {
    case .table: "a table"
    case .array: "a list"
    case .string: "a string"
    case .int: "an integer"
    case .double: "a floating-point number"
    case .bool: "a boolean"
    case .date: "a date"
    case .time: "a time"
    case .dateTime: "a date-time"
    }
}

/// The known key that a misspelled one most likely means; nil when none is within two edits or a third of its length.
func nearestKey(to key: String, among known: [String]) -> String? {
    let bounded = Array(key.lowercased().prefix(64))
    let distances = known.map { (key: $0, distance: editDistance(bounded, Array($0))) }
    guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(2, best.key.count / 3) ? best.key : nil
}

/// Levenshtein's distance with two rows.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var previous = Array(0...right.count)
    for (row, character) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            let substitution = previous[column] + (character == other ? 0 : 1)
            current.append(min(substitution, previous[column + 1] + 1, current[column] + 1))
        }
        previous = current
    }
    return previous[right.count]
}
