import Foundation

/// A JSON value that keeps the order of its keys, for formats that people read and compare.
enum JSONDocument: Sendable {
    case object([(String, JSONDocument?)])
    case array([JSONDocument])
    case string(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    case null

    /// The text; members that are nil are left out.
    ///
    /// - Parameter indentation: spaces per level; nil writes one line.
    func text(indentation: Int? = nil) -> String { text(indentation, level: 0) }

    private func text(_ indentation: Int?, level: Int) -> String {
        switch self {
        case .object(let members):
            let kept = members.compactMap { key, value in value.map { (key, $0) } }
            return enclosed(
                kept.map { key, value in
                    jsonString(key) + (indentation == nil ? ":" : ": ") + value.text(indentation, level: level + 1)
                }, "{", "}", indentation, level)
        case .array(let elements):
            return enclosed(elements.map { $0.text(indentation, level: level + 1) }, "[", "]", indentation, level)
        case .string(let text): return jsonString(text)
        case .integer(let number): return String(number)
        case .number(let number): return number.isFinite ? String(format: "%.6f", number) : "null"
        case .boolean(let flag): return flag ? "true" : "false"
        case .null: return "null"
        }
    }

    private func enclosed(
        _ parts: [String], _ open: String, _ close: String, _ indentation: Int?, _ level: Int
    ) -> String {
        guard let indentation, !parts.isEmpty else { return open + parts.joined(separator: ",") + close }
        let outer = String(repeating: " ", count: indentation * level)
        let inner = String(repeating: " ", count: indentation * (level + 1))
        return open + "\n" + parts.map { inner + $0 }.joined(separator: ",\n") + "\n" + outer + close
    }
}

extension JSONDocument {
    static func strings(_ texts: [String]) -> JSONDocument { .array(texts.map(JSONDocument.string)) }

    /// A text where there is one; nil members are left out of their object.
    static func known(_ text: String?) -> JSONDocument? { text.map { .string($0) } }

    /// A number where there is one.
    static func known(_ number: Int?) -> JSONDocument? { number.map { .integer($0) } }
}

/// A moment as RFC 3339 writes it, in UTC.
func timestamp(_ moment: Date) -> String { moment.formatted(.iso8601) }
