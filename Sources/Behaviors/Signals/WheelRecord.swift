internal import Packages

/// Files that a wheel's `RECORD` does not list, or lists with other bytes.
///
/// Every file but the record and its signatures must stand in it with a digest (PEP 376, PEP 427). pip installs what is
/// not listed all the same, so a file put into a finished wheel shows here. Compared are digests of the bytes at hand, and
/// the size of native code that was not kept. A line without a file says nothing of what is installed and does not count.
func recordMismatches(in source: SignalSource) -> [ArchiveSignal] {
    guard source.kind == .wheel,
        let record = source.files.first(where: { $0.path.hasSuffix(".dist-info/RECORD") && $0.depth == 1 })
    else { return [] }
    // Over a limit: the reader has said so.
    guard let bytes = record.bytes else { return [] }
    let lines = RecordLines(bytes)
    let unsigned: Set<String> = [record.path, "\(record.path).jws", "\(record.path).p7s"]
    var found: [ArchiveSignal] = []
    for file in source.files where !unsigned.contains(file.path) {
        guard found.count < ArchiveSignal.limitPerKind else { break }
        guard let stated = lines.entries[file.path] else {
            found.append(ArchiveSignal(.recordMismatch, file.path, "the wheel's record does not list this file"))
            continue
        }
        if differs(file, from: stated) {
            found.append(
                ArchiveSignal(.recordMismatch, file.path, "the file's bytes are not those of the wheel's record"))
        }
    }
    return found
}

private func differs(_ file: ArchivedFile, from stated: RecordLines.Entry) -> Bool {
    if let size = stated.byteCount, size != file.byteCount { return true }
    guard let bytes = file.bytes, let (algorithm, encoded) = stated.digest else { return false }
    return DigestFunction.digest(of: bytes, algorithm).bytes != encoded
}

/// The lines of a `RECORD`: CSV of path, `algorithm=digest` and size, read tolerantly as pip's `csv` module does.
struct RecordLines {
    struct Entry {
        /// Nil where none is stated, or one that nobody should compute any more.
        let digest: (algorithm: Digest.Algorithm, bytes: [UInt8])?
        let byteCount: Int?
    }

    /// By path; the last line of a path counts.
    private(set) var entries: [String: Entry] = [:]

    init(_ bytes: [UInt8]) {
        var fields: [[UInt8]] = []
        var field: [UInt8] = []
        var isQuoted = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isQuoted {
                guard byte == UInt8(ascii: "\"") else {
                    field.append(byte)
                    continue
                }
                // Two quotes are one of the text.
                if index < bytes.count, bytes[index] == byte {
                    field.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\"") where field.isEmpty: isQuoted = true
            case UInt8(ascii: ","):
                fields.append(field)
                field = []
            case 0x0a, 0x0d:
                add(fields + [field])
                fields = []
                field = []
            default: field.append(byte)
            }
        }
        add(fields + [field])
    }

    private mutating func add(_ fields: [[UInt8]]) {
        guard let path = fields.first, !path.isEmpty else { return }
        let size = fields.count > 2 ? Int(String(decoding: fields[2], as: UTF8.self)) : nil
        entries[String(decoding: path, as: UTF8.self)] = Entry(
            digest: fields.count > 1 ? Self.digest(fields[1]) : nil, byteCount: size)
    }

    private static func digest(_ field: [UInt8]) -> (algorithm: Digest.Algorithm, bytes: [UInt8])? {
        guard let equals = field.firstIndex(of: UInt8(ascii: "=")),
            let algorithm = Digest.Algorithm(rawValue: String(decoding: field[..<equals], as: UTF8.self).lowercased()),
            let bytes = base64URL(field[(equals + 1)...])
        else { return nil }
        return (algorithm, bytes)
    }

    /// The URL-safe alphabet without padding (PEP 427); nil for anything else.
    private static func base64URL(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var (bits, count): (UInt32, UInt32) = (0, 0)
        for byte in text where byte != UInt8(ascii: "=") {
            guard let value = base64URLAlphabet.firstIndex(of: byte) else { return nil }
            bits = (bits << 6 | UInt32(value)) & 0xffff
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return result
    }

    private static let base64URLAlphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
}
