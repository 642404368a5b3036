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
    /// Lines that are no pair are left out.
    package init(parsing text: String, environment: [String: String]) {
        var values: [String: [String]] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let trimmed = line.drop(while: \.isWhitespace)
            guard let first = trimmed.first, first != ";", first != "#" else { continue }
            if first == "[", let close = trimmed.firstIndex(of: "]"),
                trimmed[trimmed.index(after: close)...].allSatisfy(\.isWhitespace)
            {
                break
            }
            let equals = line.firstIndex(of: "=")
            let rawKey = Self.unquoted(equals.map { line[..<$0] } ?? line)
            let value = equals.map { Self.unquoted(line[line.index(after: $0)...]) } ?? "true"
            let isList = rawKey.count > 2 && rawKey.hasSuffix("[]")
            let key = Self.expanded(isList ? String(rawKey.dropLast(2)) : rawKey, environment)
            guard !key.isEmpty else { continue }
            let expandedValue = Self.expanded(value, environment)
            if isList || (values[key]?.count ?? 0) > 1 {
                values[key, default: []].append(expandedValue)
            } else {
                values[key] = [expandedValue]
            }
        }
        self.values = values
    }

    /// Strips quotes or an unescaped comment: `ini`'s `unsafe`.
    private static func unquoted(_ raw: Substring) -> String {
        let text = raw.trimmed
        if text.count >= 2, let quote = text.first, quote == text.last, quote == "\"" || quote == "'" {
            let inner = String(text.dropFirst().dropLast())
            if quote == "'" { return inner }
            guard let value = try? JSONValue.parse(Array(text.utf8), path: ".npmrc") else { return String(text) }
            return value.text ?? inner
        }
        var result = ""
        var isEscaped = false
        for character in text {
            if isEscaped {
                result += "\\;#".contains(character) ? String(character) : "\\\(character)"
                isEscaped = false
            } else if character == ";" || character == "#" {
                break
            } else if character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
            }
        }
        return String((result + (isEscaped ? "\\" : ""))[...].trimmed)
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

extension Substring {
    /// The text without white space at either side.
    var trimmed: Substring {
        var result = drop(while: \.isWhitespace)
        while result.last?.isWhitespace == true { result = result.dropLast() }
        return result
    }
}
