/// Texts put together from pieces that are shared, so that making one costs nothing for what is in it.
///
/// An expression that is used twice is written twice only when it is written, and there its size is known before.
struct CodeText {
    /// A piece of a text.
    enum Piece {
        case text(String)
        case node(Int32)
    }

    private struct Node {
        let first: Int32
        let count: Int32
        let size: Int
    }

    private var nodes: [Node] = []
    private var pieces: [Piece] = []

    /// The text of these pieces in a row.
    mutating func make(_ parts: [Piece]) -> Int32 {
        var size = 0
        for part in parts {
            switch part {
            case .text(let text): size += text.utf8.count
            case .node(let node): size += self.size(of: node)
            }
            size = min(size, Int(Int32.max))
        }
        nodes.append(Node(first: Int32(pieces.count), count: Int32(parts.count), size: size))
        pieces += parts
        return Int32(nodes.count - 1)
    }

    mutating func make(_ text: String) -> Int32 { make([.text(text)]) }

    /// Its length in bytes, at most `Int32.max`.
    func size(of node: Int32) -> Int { nodes.indices.contains(Int(node)) ? nodes[Int(node)].size : 0 }

    /// Writes a text; the caller has looked at its size.
    func write(_ node: Int32, to output: inout [UInt8]) {
        guard nodes.indices.contains(Int(node)) else { return }
        // By hand, since long sums are nested as deep as they have terms.
        var open = [(nodes[Int(node)].first, nodes[Int(node)].first + nodes[Int(node)].count)]
        while let (next, end) = open.last {
            guard next < end else {
                open.removeLast()
                continue
            }
            open[open.count - 1].0 = next + 1
            switch pieces[Int(next)] {
            case .text(let text): output += text.utf8
            case .node(let inner):
                open.append((nodes[Int(inner)].first, nodes[Int(inner)].first + nodes[Int(inner)].count))
            }
        }
    }
}

/// How Python writes constants and names.
enum PythonLiteral {
    private static let digits = Array("0123456789abcdef".utf8)

    /// A literal in apostrophes; nothing in it can end it.
    static func quoted(_ bytes: some Sequence<UInt8>, isBytes: Bool) -> String {
        var result: [UInt8] = isBytes ? [UInt8(ascii: "b"), UInt8(ascii: "'")] : [UInt8(ascii: "'")]
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "'"), UInt8(ascii: "\\"): result += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): result += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case 0x20..<0x7f: result.append(byte)
            case 0x80... where !isBytes: result.append(byte)
            default:
                result += [UInt8(ascii: "\\"), UInt8(ascii: "x"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        result.append(UInt8(ascii: "'"))
        return String(decoding: result, as: UTF8.self)
    }

    /// A number of 15-bit digits in hexadecimal; linear in its length.
    static func hexadecimal(_ number: [UInt16], isNegative: Bool) -> String {
        var nibbles: [UInt8] = []
        var accumulator: UInt32 = 0
        var bits: UInt32 = 0
        for digit in number {
            accumulator |= UInt32(digit) << bits
            bits += 15
            while bits >= 4 {
                nibbles.append(digits[Int(accumulator & 15)])
                accumulator >>= 4
                bits -= 4
            }
        }
        nibbles.append(digits[Int(accumulator & 15)])
        while nibbles.count > 1, nibbles.last == UInt8(ascii: "0") { nibbles.removeLast() }
        return (isNegative ? "-0x" : "0x") + String(decoding: nibbles.reversed(), as: UTF8.self)
    }

    /// Longer names are cut, so that using one costs the same however often it is used.
    private static let longestName = 256

    /// A name, or what is most like it: bytecode can have names that no source could.
    static func name(_ whole: String) -> String {
        let name = whole.utf8.count <= longestName ? whole : String(whole.unicodeScalars.prefix(longestName))
        var isPlain = !name.isEmpty
        for (offset, byte) in name.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
                0x80...:
                continue
            case UInt8(ascii: "0")...UInt8(ascii: "9"): if offset > 0 { continue }
            default: break
            }
            isPlain = false
            break
        }
        if isPlain { return keywords.contains(name) ? name + "_" : name }
        let kept = name.utf8.map { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte >= 0x80
                ? byte : UInt8(ascii: "_")
        }
        return "_" + String(decoding: kept, as: UTF8.self)
    }

    private static let keywords: Set<String> = [
        "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
        "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass",
        "raise", "return", "try", "while", "with", "yield", "None", "True", "False",
    ]
}
