/// The records of a pax extended header (`LENGTH KEY=VALUE` and a line feed each), read only where all readers agree.
///
/// Python and libarchive go by the lengths; npm's `tar` splits at line feeds and keeps the lines whose length fits. A
/// block where that makes a difference to a name or a size is refused.
struct PaxRecords: Equatable {
    private(set) var path: [UInt8]?
    private(set) var linkPath: [UInt8]?
    private(set) var size: Int?

    /// Why a block cannot be relied on: one sentence.
    struct Refusal: Error, Equatable {
        let reason: String
    }

    /// Reads the block of one header; a global one may hold nothing that changes what is installed.
    init(_ block: [UInt8], isGlobal: Bool) throws(Refusal) {
        var position = 0
        while position < block.count {
            let record = try Self.record(in: block, at: position)
            try take(record.key, record.value, isGlobal: isGlobal)
            position = record.end
        }
    }

    private mutating func take(
        _ key: String, _ value: ArraySlice<UInt8>, isGlobal: Bool
    ) throws(Refusal) {
        if key.hasPrefix("GNU.sparse.") || key == "SCHILY.realsize" {
            throw Refusal(reason: "a sparse file cannot be read the same way by all installers")
        }
        guard ["path", "linkpath", "size", "hdrcharset"].contains(key) else {
            try Self.refuseHiddenLines(in: value)
            return
        }
        guard !isGlobal else { throw Refusal(reason: "a global extended header states '\(key)'") }
        guard !value.isEmpty, !value.contains(0x0A), !value.contains(0) else {
            throw Refusal(reason: "an extended header states an empty '\(key)' or one with a line feed or NUL")
        }
        let isNumber = value.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        switch key {
        case "path", "linkpath":
            // npm turns a name of digits into a number and fails on it; broken UTF-8 changes the length it compares.
            guard !isNumber, String(validating: value, as: UTF8.self) != nil else {
                throw Refusal(reason: "an extended header states a '\(key)' that npm reads differently")
            }
            if key == "path" { path = Array(value) } else { linkPath = Array(value) }
        case "size":
            guard isNumber, value.count <= 15, let number = Int(String(decoding: value, as: UTF8.self)) else {
                throw Refusal(reason: "an extended header states no valid size")
            }
            size = number
        default:
            break
        }
    }

    private static func record(
        in block: [UInt8], at start: Int
    ) throws(Refusal) -> (key: String, value: ArraySlice<UInt8>, end: Int) {
        let malformed = Refusal(reason: "an extended header is malformed")
        var position = start
        var length = 0
        while position < block.count, block[position] >= 0x30, block[position] <= 0x39, position - start < 9 {
            length = length * 10 + Int(block[position] - 0x30)
            position += 1
        }
        guard position > start, position < block.count, block[position] == 0x20 else { throw malformed }
        let end = start + length
        guard length > position - start + 1, end <= block.count, block[end - 1] == 0x0A else { throw malformed }
        let body = block[position + 1..<end - 1]
        guard let equals = body.firstIndex(of: UInt8(ascii: "=")), equals > body.startIndex else { throw malformed }
        return (String(decoding: body[..<equals], as: UTF8.self), body[(equals + 1)...], end)
    }

    /// Refuses a value with a line that npm would take for a record of its own.
    private static func refuseHiddenLines(in value: ArraySlice<UInt8>) throws(Refusal) {
        guard value.contains(0x0A) else { return }
        for line in value.split(separator: 0x0A, omittingEmptySubsequences: false).dropFirst() {
            let digits = line.drop { $0 == 0x20 || $0 == 0x09 }.prefix { $0 >= 0x30 && $0 <= 0x39 }
            if !digits.isEmpty, line.contains(UInt8(ascii: "=")) {
                throw Refusal(reason: "an extended header hides a record inside a value")
            }
        }
    }
}
