import Foundation

/// The little of JSON Schema 2020-12 that `Documentation/airlock.schema.json` uses; any other keyword is a fault.
struct JSONSchema {
    private let root: [String: Any]

    private static let annotations: Set<String> = ["$schema", "title", "description", "$defs", "format"]

    init(contentsOf url: URL) throws {
        let value = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
        root = value as? [String: Any] ?? [:]
    }

    var topLevelKeys: Set<String> { Set(properties(of: root).keys) }

    func properties(_ name: String) -> [String: Any] {
        properties(of: properties(of: root)[name] as? [String: Any] ?? [:])
    }

    func definition(_ name: String) -> [String: Any] {
        (root["$defs"] as? [String: Any])?[name] as? [String: Any] ?? [:]
    }

    /// Where the value breaks the schema, and by which keyword; empty when it is valid.
    func faults(of value: Any) -> [String] { faults(of: value, schema: root, at: "") }

    private func properties(of schema: [String: Any]) -> [String: Any] { schema["properties"] as? [String: Any] ?? [:] }

    private func faults(of value: Any, schema: [String: Any], at place: String) -> [String] {
        var found: [String] = []
        for (keyword, wanted) in schema where !Self.annotations.contains(keyword) {
            found += faults(of: value, keyword: keyword, wanted: wanted, schema: schema, at: place)
        }
        return found
    }

    private func faults(
        of value: Any, keyword: String, wanted: Any, schema: [String: Any], at place: String
    ) -> [String] {
        let fault = ["\(place): \(keyword)"]
        let object = value as? [String: Any]
        switch keyword {
        case "$ref":
            let name = (wanted as? String ?? "").replacing("#/$defs/", with: "")
            return faults(of: value, schema: definition(name), at: place)
        case "type": return isOfType(value, wanted as? String ?? "") ? [] : fault
        case "enum": return (wanted as? [String] ?? []).contains(value as? String ?? "\u{0}") ? [] : fault
        case "pattern":
            guard let text = value as? String, let pattern = wanted as? String, let regex = try? Regex(pattern) else {
                return fault
            }
            return text.contains(regex) ? [] : fault
        case "minItems": return (value as? [Any] ?? []).count >= wanted as? Int ?? 0 ? [] : fault
        case "items":
            return (value as? [Any] ?? []).enumerated().flatMap { index, element in
                faults(of: element, schema: wanted as? [String: Any] ?? [:], at: "\(place)/\(index)")
            }
        case "required": return (wanted as? [String] ?? []).contains { object?[$0] == nil } ? fault : []
        case "dependentRequired":
            let missing = (wanted as? [String: [String]] ?? [:]).contains { key, others in
                object?[key] != nil && others.contains { object?[$0] == nil }
            }
            return missing ? fault : []
        case "additionalProperties":
            return (object ?? [:]).keys.allSatisfy { properties(of: schema)[$0] != nil } ? [] : fault
        case "properties":
            return (object ?? [:]).flatMap { key, element -> [String] in
                guard let below = properties(of: schema)[key] as? [String: Any] else { return [] }
                return faults(of: element, schema: below, at: "\(place)/\(key)")
            }
        default: return ["\(place): the keyword '\(keyword)' is not understood"]
        }
    }

    private func isOfType(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        // Foundation gives numbers and booleans one class; the encoding tells them apart.
        case "boolean": (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
        default: false
        }
    }
}
