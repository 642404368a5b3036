/// Cuts a text of JSON objects into single documents, however it arrives.
///
/// Taken are one object, a list of objects, and objects one after another (JSON lines). Only braces and strings are
/// followed; whether a piece is JSON is for its reader to say. At most one document is held at a time.
struct AdvisoryTextSplitter {
    /// The largest advisories list some 10,000 versions in about 1 MB.
    static let documentLimit = 32 << 20

    /// What is wrong with the text as a whole.
    enum Problem: Error, Hashable {
        case documentTooLarge
        case textBetweenDocuments
        case endsEarly
    }

    private var document: [UInt8] = []
    private var depth = 0
    private var isInString = false
    private var isEscaped = false

    /// Takes the next bytes and hands out each document that they complete.
    mutating func feed(_ bytes: [UInt8], _ take: ([UInt8]) throws -> Void) throws {
        var start = 0
        for (index, byte) in bytes.enumerated() {
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\"") where depth > 0:
                isInString = true
            case UInt8(ascii: "{"):
                if depth == 0 { start = index }
                depth += 1
            case UInt8(ascii: "}"):
                guard depth > 0 else { throw Problem.textBetweenDocuments }
                depth -= 1
                guard depth == 0 else { continue }
                try keep(bytes[start...index])
                let whole = document
                document = []
                start = index + 1
                try take(whole)
            default:
                guard depth == 0 else { continue }
                guard Self.separators.contains(byte) else { throw Problem.textBetweenDocuments }
            }
        }
        if depth > 0 { try keep(bytes[start...]) }
    }

    /// Says that the text is at its end, and makes ready for another.
    mutating func finish() throws(Problem) {
        guard depth == 0 else { throw .endsEarly }
    }

    private mutating func keep(_ bytes: ArraySlice<UInt8>) throws(Problem) {
        guard document.count + bytes.count <= Self.documentLimit else { throw .documentTooLarge }
        document += bytes
    }

    /// Blanks, a list's brackets and commas, and the bytes of a byte order mark.
    private static let separators: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0x5B, 0x5D, 0x2C, 0xEF, 0xBB, 0xBF]
}
