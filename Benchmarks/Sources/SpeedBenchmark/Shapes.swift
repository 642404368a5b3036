import Foundation

/// A written source of some size that is meant to be slow.
struct Shape: Sendable {
    let name: String
    let language: MeasuredFile.Language
    /// Gives about so many bytes.
    let make: @Sendable (Int) -> String

    init(_ name: String, _ language: MeasuredFile.Language, _ make: @escaping @Sendable (Int) -> String) {
        self.name = name
        self.language = language
        self.make = make
    }

    /// `piece` over and over between a head and a tail; `#` in it becomes the running number.
    static func repeating(
        _ name: String, _ language: MeasuredFile.Language, head: String = "", _ piece: String, tail: String = ""
    ) -> Shape {
        Shape(name, language) { size in
            let parts = piece.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
            var text = head
            text.reserveCapacity(size + 1_024)
            var number = 0
            while text.utf8.count < size {
                text += parts.count == 1 ? piece : parts.joined(separator: String(number))
                number += 1
            }
            return text + tail
        }
    }

    /// Openers, then something, then as many closers.
    static func nested(
        _ name: String, _ language: MeasuredFile.Language, _ opener: String, _ middle: String, _ closer: String
    ) -> Shape {
        Shape(name, language) { size in
            let count = size / max(1, opener.utf8.count + closer.utf8.count)
            return String(repeating: opener, count: count) + middle + String(repeating: closer, count: count)
        }
    }
}

/// Prints every shape's MB/s to events at its size, and how the time grows at twice and four times the size.
///
/// False when one is slower than `floor`, or takes more than 1.5 times as long as linear growth would.
func measureShapes(size: Int, only: String, floor: Double) -> Bool {
    struct Row {
        let name: String
        let rates: [Double]
        let growth: [Double]
    }
    var rows: [Row] = []
    for shape in pythonShapes + javaScriptShapes + computingShapes
    where only.isEmpty || "\(shape.language.rawValue) \(shape.name)".contains(only) {
        var seconds: [Double] = []
        var rates: [Double] = []
        for factor in [1, 2, 4] {
            let file = MeasuredFile(
                name: shape.language == .typeScript ? "index.ts" : "", language: shape.language,
                bytes: Array(shape.make(size / 4 * factor).utf8))
            var best = [Double](repeating: .infinity, count: 3)
            for _ in 0..<2 {
                best[0] = min(best[0], processorSeconds { _ = file.countTokens() })
                best[1] = min(best[1], processorSeconds { _ = file.parse() })
                best[2] = min(best[2], processorSeconds { _ = file.extract() })
                if best[2] > 1 { break }
            }
            seconds.append(best[2])
            if factor == 4 || best[2] > 1 { rates = best.map { megabytesPerSecond(file.bytes.count, $0) } }
            if best[2] > 1 { break }
        }
        let growth = zip(seconds.dropFirst(), seconds).map { $0 / $1 }
        let row = Row(name: "\(shape.language.rawValue) \(shape.name)", rates: rates, growth: growth)
        rows.append(row)
        if row.rates.last ?? 0 < floor { FileHandle.standardError.write(Data("slow: \(row.name) \(seconds)\n".utf8)) }
    }
    print(
        "shape (\(size) bytes)                          lexing  parsing  to events (MB/s)   time at 2x, 4x of a quarter"
    )
    rows.sort { ($0.rates.last ?? 0) < ($1.rates.last ?? 0) }
    var isFast = true
    for row in rows {
        var remark = ""
        if row.rates.last ?? 0 < floor { remark += " SLOW" }
        if row.growth.count < 2 || row.growth.contains(where: { $0 > 3 }) { remark += " SUPERLINEAR" }
        if !remark.isEmpty { isFast = false }
        let rates = row.rates.map { number($0, 8) }.joined(separator: " ")
        print(padded(row.name, 44), rates, "      ", row.growth.map { number($0, 5) }.joined(separator: " "), remark)
    }
    return isFast
}

/// A number with one digit behind the point, right-aligned.
private func number(_ value: Double, _ width: Int) -> String {
    let tenths = Int((value * 10).rounded())
    let text = "\(tenths / 10).\(tenths % 10)"
    return String(repeating: " ", count: max(0, width - text.count)) + text
}
