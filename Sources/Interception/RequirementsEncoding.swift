/// The text of a requirements file, decoded as pip decodes it, or refused where two readers could differ.
///
/// pip's rule: a byte order mark, else the encoding that a comment in the first two lines declares (PEP 263), else
/// UTF-8. Python knows encodings such as UTF-7, under which a harmless comment becomes a requirement; only those that
/// leave ASCII alone are taken.
func requirementsText(of bytes: [UInt8]) throws(RequirementLineProblem) -> String {
    // The mark of UTF-32 begins with that of UTF-16, and pip looks for it first.
    if bytes.starts(with: [0xff, 0xfe, 0, 0]) || bytes.starts(with: [0, 0, 0xfe, 0xff]) {
        throw RequirementLineProblem(text: "UTF-32 is not supported; save the file as UTF-8")
    }
    if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) { return wideText(of: bytes) }
    let hasMark = bytes.starts(with: [0xef, 0xbb, 0xbf])
    let declared = hasMark ? nil : declaredEncoding(in: bytes)
    switch declared?.lowercased().replacing("_", with: "-") {
    case nil, "utf-8", "utf8":
        guard let text = String(validating: hasMark ? bytes[3...] : bytes[...], as: UTF8.self) else {
            throw RequirementLineProblem(text: "not UTF-8 text")
        }
        return text
    case "ascii", "us-ascii":
        guard bytes.allSatisfy({ $0 < 0x80 }) else { throw RequirementLineProblem(text: "not ASCII text") }
        return String(decoding: bytes, as: UTF8.self)
    case "latin-1", "latin1", "iso-8859-1", "iso8859-1":
        var scalars = String.UnicodeScalarView()
        for byte in bytes { scalars.append(Unicode.Scalar(byte)) }
        return String(scalars)
    default:
        throw RequirementLineProblem(text: "the encoding '\(declared ?? "")' is not supported; save the file as UTF-8")
    }
}

private func wideText(of bytes: [UInt8]) -> String {
    let isLittle = bytes[0] == 0xff
    var units: [UInt16] = []
    for index in stride(from: 2, to: bytes.count - 1, by: 2) {
        let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
        units.append(isLittle ? second << 8 | first : first << 8 | second)
    }
    return String(decoding: units, as: UTF16.self)
}

/// What `coding[:=]\s*([-\w.]+)` finds in the first two lines that begin with `#`.
private func declaredEncoding(in bytes: [UInt8]) -> String? {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
    for line in lines.prefix(2) where line.first == UInt8(ascii: "#") {
        var rest = line
        while let found = rest.firstRange(of: Array("coding".utf8)) {
            rest = rest[found.upperBound...]
            guard rest.first == UInt8(ascii: ":") || rest.first == UInt8(ascii: "=") else { continue }
            let name = rest.dropFirst().drop { $0 == 32 || (9...13).contains($0) }.prefix(while: isNameByte)
            if !name.isEmpty { return String(decoding: name, as: UTF8.self) }
        }
    }
    return nil
}

/// Whether a byte may stand in a name, as of a project or an encoding.
func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        true
    default: false
    }
}
