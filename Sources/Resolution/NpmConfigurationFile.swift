/// One `.npmrc` file: `key = value` lines, `;` and `#` comments, `key[]` for lists (npm's `ini` format).
///
/// Sections are read as npm does: their keys do not count at the top level, so they are left out.
package struct NpmConfigurationFile: Sendable, Equatable {
    /// Every value of a key, in order; the last one counts unless the key is a list.
    package let values: [String: [String]]

    package init(values: [String: [String]]) {
        self.values = values
    }

    /// Reads the text; `environment` serves `${NAME}` in keys and values.
    ///
    /// What counts as a line, a section and a blank is what JavaScript says in npm's `ini`: a section that only we saw
    /// would hide the settings behind it. Lines that are no pair are left out.
    package init(parsing text: String, environment: [String: String]) {
        var values: [String: [String]] = [:]
        var lists: Set<String> = []
        for line in text.unicodeScalars.split(whereSeparator: { $0 == "\r" || $0 == "\n" }) {
            guard let first = line.first(where: { !isScriptBlank($0) }), first != ";", first != "#" else { continue }
            if Self.isSection(line) { break }
            let equals = line.firstIndex(of: "=")
            // Nothing stands before it, or a line's end within the value: ini's pattern does not match.
            if let equals, equals == line.startIndex { continue }
            let right = equals.map { line[line.index(after: $0)...] }
            if let right, right.contains(where: { $0.value == 0x2028 || $0.value == 0x2029 }) { continue }
            let rawKey = Self.unquoted(equals.map { line[..<$0] } ?? line).joined(separator: ",")
            let found = right.map(Self.unquoted) ?? ["true"]
            let isList = rawKey.count > 2 && rawKey.hasSuffix("[]")
            let key = Self.expanded(isList ? String(rawKey.dropLast(2)) : rawKey, environment)
            guard !key.isEmpty else { continue }
            let expanded = found.map { Self.expanded($0, environment) }
            if isList { lists.insert(key) }
            if lists.contains(key) {
                values[key, default: []] += expanded
            } else {
                values[key] = expanded
            }
        }
        self.values = values
    }

    /// `/^\[([^\]]*)\]\s*$/`: nothing before the bracket.
    private static func isSection(_ line: String.UnicodeScalarView.SubSequence) -> Bool {
        guard line.first == "[", let close = line.firstIndex(of: "]") else { return false }
        return line[line.index(after: close)...].allSatisfy(isScriptBlank)
    }

    /// Strips quotes or an unescaped comment: `ini`'s `unsafe`, which reads as JSON what stands in quotes of either kind.
    ///
    /// A list in single quotes gives several values.
    private static func unquoted(_ raw: String.UnicodeScalarView.SubSequence) -> [String] {
        var text = raw.drop(while: isScriptBlank)
        while text.last.map(isScriptBlank) == true { text = text.dropLast() }
        if let quote = text.first, quote == text.last, quote == "\"" || quote == "'" {
            if quote == "'" { text = text.dropFirst().dropLast() }
            let inner = String(String.UnicodeScalarView(text))
            guard let value = try? JSONValue.parse(Array(inner.utf8), path: ".npmrc") else { return [inner] }
            return value.text.map { [$0] } ?? value.elements.map { $0.compactMap(\.text) } ?? [inner]
        }
        var result = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in text {
            if isEscaped {
                if scalar != "\\", scalar != ";", scalar != "#" { result.append("\\") }
                result.append(scalar)
                isEscaped = false
            } else if scalar == ";" || scalar == "#" {
                break
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                result.append(scalar)
            }
        }
        if isEscaped { result.append("\\") }
        while result.last.map(isScriptBlank) == true { result.removeLast() }
        return [String(result)]
    }

    /// Replaces `${NAME}`, `${NAME?}` (empty when unset) and `${NAME-default}`; unset ones of the first form stay.
    static func expanded(_ text: String, _ environment: [String: String]) -> String {
        var result = ""
        var rest = text[...]
        while let range = rest.firstRange(of: "${") {
            let before = rest[..<range.lowerBound]
            let body = rest[range.upperBound...]
            let name = body.prefix { $0 != "}" && $0 != "$" && $0 != "{" }
            guard !name.isEmpty, body.dropFirst(name.count).first == "}" else {
                result += rest[..<range.upperBound]
                rest = body
                continue
            }
            let escapes = before.reversed().prefix { $0 == "\\" }.count
            let halved = before.dropLast(escapes) + String(repeating: "\\", count: escapes / 2)
            rest = body.dropFirst(name.count + 1)
            result += halved
            result += escapes % 2 == 1 ? "${\(name)}" : value(of: name, environment)
        }
        return result + rest
    }

    private static func value(of name: Substring, _ environment: [String: String]) -> String {
        if let value = environment[String(name)] { return value }
        if name.hasSuffix("?") { return environment[String(name.dropLast())] ?? "" }
        if let dash = name.firstIndex(of: "-") {
            let plain = name[..<dash]
            let variable = plain.hasSuffix(":") ? plain.dropLast() : plain
            return environment[String(variable)] ?? String(name[name.index(after: dash)...])
        }
        return "${\(name)}"
    }
}

/// What JavaScript's `trim` takes away, the byte order mark included.
private func isScriptBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0d, 0x20, 0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff: true
    default: false
    }
}

extension Substring {
    /// The text without white space at either side.
    var trimmed: Substring {
        var result = drop(while: \.isWhitespace)
        while result.last?.isWhitespace == true { result = result.dropLast() }
        return result
    }
}
