/// Why a worker gave no usable answer about an artifact.
enum WorkerFailure: Error, Sendable, Equatable {
    /// It ended by itself or was ended by the system: a crash, or memory that ran out.
    case crashed(signal: Int32)
    case exited(status: Int32)
    case tookTooLong(seconds: Int64)
    /// What it said is not what it was asked for, or no frame at all.
    case malformed(String)
}

extension WorkerFailure: CustomStringConvertible {
    var description: String {
        switch self {
        case .crashed(let signal): "the inspection crashed (signal \(signal))"
        case .exited(let status): "the inspection ended early (status \(status))"
        case .tookTooLong(let seconds): "the inspection took longer than \(seconds) s and was stopped"
        case .malformed(let detail): "the inspection gave no usable answer: \(detail)"
        }
    }
}

/// The bounds of what guard and worker say to each other; a frame is 4 bytes of length and so many bytes, all numbers
/// little-endian.
enum FrameLimit {
    /// A request is a few numbers and a file name, and must fit into an empty socket whole.
    static let request = 4_096
    /// Of the name, only the ending decides anything; registries' longest names have some 200 bytes.
    static let filename = 1_024
    /// Longer ones are refused where they are read.
    static let folder = 1_024
    /// Evidence has at most 64 findings and a few names; honest ones come to some kilobytes.
    static let evidence = 1 << 20
    /// The canonical text of 120,000 events has some 12 MB.
    static let sequence = 64 << 20
    /// Requirements of one package; the longest honest lists have some hundreds.
    static let requirements = 4_096
    static let answer = evidence + sequence + 4_096
}

/// Puts the fields of a frame one behind the other.
struct FrameWriter {
    private(set) var bytes: [UInt8] = []

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func number(_ value: Int) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    mutating func fixed(_ value: [UInt8]) { bytes += value }

    mutating func counted(_ value: some Collection<UInt8>) {
        number(value.count)
        bytes += value
    }

    /// The frame as it goes over the socket.
    var framed: [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> ($0 * 8)) } + bytes
    }
}

/// Takes a frame apart; each field is checked against what is left, so that no frame makes it trap.
struct FrameReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func byte() throws(WorkerFailure) -> UInt8 {
        guard let value = rest.popFirst() else { throw .malformed("a frame is too short") }
        return value
    }

    mutating func flag() throws(WorkerFailure) -> Bool {
        let value = try byte()
        guard value <= 1 else { throw .malformed("a flag is neither 0 nor 1") }
        return value == 1
    }

    /// A number that is no less than 0.
    mutating func number() throws(WorkerFailure) -> Int {
        var value: UInt64 = 0
        for byte in try fixed(8).reversed() { value = value << 8 | UInt64(byte) }
        guard let number = Int(exactly: value) else { throw .malformed("a number is too large") }
        return number
    }

    mutating func fixed(_ count: Int) throws(WorkerFailure) -> ArraySlice<UInt8> {
        guard count <= rest.count else { throw .malformed("a frame is too short") }
        let bytes = rest.prefix(count)
        rest = rest.dropFirst(count)
        return bytes
    }

    mutating func counted(limit: Int) throws(WorkerFailure) -> ArraySlice<UInt8> {
        let count = try number()
        guard count <= limit else { throw .malformed("a field has \(count) bytes, at most \(limit) are read") }
        return try fixed(count)
    }

    mutating func text(limit: Int) throws(WorkerFailure) -> String {
        guard let text = String(validating: try counted(limit: limit), as: UTF8.self) else {
            throw .malformed("a text is not UTF-8")
        }
        return text
    }

    func end() throws(WorkerFailure) {
        guard rest.isEmpty else { throw .malformed("a frame has \(rest.count) bytes too many") }
    }
}

/// The length at the front of a frame; nil where it is over the limit.
func frameLength(_ header: some Collection<UInt8>, limit: Int) -> Int? {
    let length = header.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    return length <= limit ? length : nil
}
