import Foundation

/// What the training code computed for a few windows, in the format that `Training/export.py` writes.
struct ReferenceActivations {
    struct Window {
        let tokens: [UInt16]
        let linear: Float
        let trees: Float
        let encoders: [Float]
        let combined: Float
        /// Rows of the states that are recorded.
        let rows: [Int]
        /// Per stage of the first encoder: the recorded rows, one after another.
        let stages: [[Float]]
    }

    /// The first bytes of the weights' digest, in hexadecimal.
    let mark: String
    let windows: [Window]

    struct Truncated: Error {}

    init(width: Int) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let data = [UInt8](try Data(contentsOf: folder.appendingPathComponent("Fixtures/reference.bin")))
        var offset = 8
        func number() throws -> UInt32 {
            guard offset + 4 <= data.count else { throw Truncated() }
            defer { offset += 4 }
            return data[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
        }
        func numbers(_ count: Int) throws -> [UInt32] { try (0..<count).map { _ in try number() } }
        func floats(_ count: Int) throws -> [Float] { try numbers(count).map(Float.init(bitPattern:)) }
        guard data.count >= 8 else { throw Truncated() }
        mark = data[0..<8].map { String(format: "%02x", $0) }.joined()
        windows = try (0..<Int(try number())).map { _ in
            let tokens = try numbers(Int(try number())).map(UInt16.init)
            let linear = try floats(1)[0]
            let trees = try floats(1)[0]
            let encoders = try floats(Int(try number()))
            let combined = try floats(1)[0]
            let stageCount = Int(try number())
            let rows = try numbers(Int(try number())).map(Int.init)
            let stages = try (0..<stageCount).map { _ in try floats(rows.count * width) }
            return Window(
                tokens: tokens, linear: linear, trees: trees, encoders: encoders, combined: combined, rows: rows,
                stages: stages)
        }
    }
}
