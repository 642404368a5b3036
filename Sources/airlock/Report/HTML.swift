/// A piece of a page that is safe to write: every text that is put into one is sanitized and escaped on its way in.
///
/// Only literals of this source are taken as they stand, so that no text of a package can become an element or an
/// attribute: `let line: HTML = "<li>\(name)</li>"`.
struct HTML: ExpressibleByStringInterpolation, Sendable {
    let text: String

    init(stringLiteral value: String) { text = value }

    init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    private init(_ text: String) { self.text = text }

    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

        mutating func appendLiteral(_ literal: String) { text += literal }

        mutating func appendInterpolation(_ html: HTML) { text += html.text }

        mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { text += piece.text } }

        mutating func appendInterpolation(_ number: Int) { text += String(number) }

        mutating func appendInterpolation(_ untrusted: String) {
            for character in Messages.untrusted(untrusted, limit: 4_000).unicodeScalars {
                switch character {
                case "&": text += "&amp;"
                case "<": text += "&lt;"
                case ">": text += "&gt;"
                case "\"": text += "&quot;"
                case "'": text += "&#39;"
                default: text.unicodeScalars.append(character)
                }
            }
        }
    }

    static let empty: HTML = ""

    /// Puts pieces one behind the other.
    static func joined(_ pieces: [HTML]) -> HTML { HTML(pieces.map(\.text).joined()) }
}
