/// The encoding that a Python file declares (PEP 263), as far as the parser has to know it.
enum PythonEncoding {
    case utf8
    /// One byte is one character; every byte over 0x7F becomes the Unicode scalar of that number.
    case singleByte
    /// East Asian double-byte encodings, whose second byte can look like `\` or `{`.
    case doubleByte
    /// Encodings that are no superset of ASCII or rewrite the text, such as `utf-7`, `unicode_escape` or `rot13`.
    case unreadable

    /// What the first two lines declare, and where the declaration stands.
    ///
    /// CPython ends those lines at a lone `\r` when it imports a file but not when it runs one as a script; where the
    /// two disagree, the encoding that cannot be read wins.
    static func declared(in source: [UInt8]) -> (encoding: PythonEncoding, offset: Int) {
        let asModule = declared(in: source, endsLinesAtReturn: true)
        let asScript = declared(in: source, endsLinesAtReturn: false)
        return asScript.encoding == .unreadable ? asScript : asModule
    }

    private static func declared(
        in source: [UInt8], endsLinesAtReturn: Bool
    ) -> (encoding: PythonEncoding, offset: Int) {
        guard let found = declaredName(in: source, endsLinesAtReturn: endsLinesAtReturn) else { return (.utf8, 0) }
        return (encoding(named: found.name), found.offset)
    }

    private static func declaredName(
        in source: [UInt8], endsLinesAtReturn: Bool
    ) -> (name: String, offset: Int)? {
        var index = 0
        for _ in 0..<2 {
            let start = index
            while index < source.count, source[index] != 10, !endsLinesAtReturn || source[index] != 13 { index += 1 }
            let line = source[start..<index]
            let first = line.first { $0 != 32 && $0 != 9 && $0 != 12 && $0 != 13 }
            guard first == nil || first == UInt8(ascii: "#") else { break }
            if let name = declaration(in: line) { return (name, start) }
            guard index < source.count else { break }
            if index + 1 < source.count, source[index] == 13, source[index + 1] == 10 { index += 1 }
            index += 1
        }
        return nil
    }

    /// The name behind `coding:` or `coding=` in a comment line.
    private static func declaration(in line: ArraySlice<UInt8>) -> String? {
        guard let comment = line.firstIndex(of: UInt8(ascii: "#")) else { return nil }
        let marker = Array("coding".utf8)
        var index = comment
        while index + marker.count < line.endIndex {
            let behind = index + marker.count
            if line[behind] == UInt8(ascii: ":") || line[behind] == UInt8(ascii: "="),
                line[index..<behind].elementsEqual(marker)
            {
                let rest = line[(behind + 1)...].drop { $0 == 32 || $0 == 9 }
                let name = rest.prefix { byte in
                    isWordByte(byte) && byte < 0x80 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
                }
                if !name.isEmpty { return normalized(name) }
            }
            index += 1
        }
        return nil
    }

    /// Lowercase with one `_` for every run of `-`, `_` and `.`, as `encodings` looks names up; ASCII only.
    private static func normalized(_ name: ArraySlice<UInt8>) -> String {
        let bytes = name.map { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
            case UInt8(ascii: "-"), UInt8(ascii: "."): UInt8(ascii: "_")
            default: byte
            }
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "_").joined(separator: "_")
    }

    /// Codecs of CPython whose text shows nothing before it is decoded.
    private static let undecodable: Set<String> = [
        "utf7", "utf_7", "u7", "unicode_1_1_utf_7", "unicode_escape", "unicodeescape", "raw_unicode_escape",
        "rawunicodeescape", "rot13", "rot_13", "hz", "hzgb", "hz_gb", "hz_gb_2312", "idna", "punycode", "palmos",
        "u16", "u32", "utf16", "utf32", "037", "cp037", "ibm037", "ibm039", "cp273", "273", "ibm273", "cp424", "424",
        "ibm424", "cp500", "500", "ibm500", "cp875", "875", "ibm875", "cp1026", "1026", "ibm1026", "cp1140", "1140",
        "ibm1140", "mbcs", "oem", "ansi", "dbcs", "hex", "hex_codec", "base64", "base64_codec", "base_64", "zip",
        "zlib", "zlib_codec", "bz2", "bz2_codec", "uu", "uu_codec", "quopri", "quopri_codec", "quoted_printable",
        "string_escape", "unicode_internal",
    ]
    private static let undecodablePrefixes = ["utf_16", "utf_32", "iso2022", "iso_2022", "csiso2022", "ebcdic"]

    /// Whether the first lines declare one of them.
    static func declaresUndecodable(_ source: [UInt8]) -> Bool {
        let head = Array(source.prefix(4_096))
        return [true, false].contains { endsLinesAtReturn in
            guard let name = declaredName(in: head, endsLinesAtReturn: endsLinesAtReturn)?.name else { return false }
            return undecodable.contains(name) || undecodablePrefixes.contains { name.hasPrefix($0) }
        }
    }

    private static func encoding(named name: String) -> PythonEncoding {
        let singleBytePrefixes = [
            "latin", "iso_8859", "iso8859", "cp125", "windows_125", "windows125", "koi8", "mac", "cp437", "cp85",
            "cp86", "cp87", "tis_620", "tis620", "cp1006", "cp720", "cp737", "cp775", "l1", "l2",
        ]
        let doubleBytePrefixes = [
            "gb", "big5", "shift_jis", "shiftjis", "sjis", "cp93", "cp94", "cp95", "ms932", "ms936", "ms949", "ms950",
            "euc", "uhc", "johab", "ks_", "ksc", "s_jis", "936", "949", "950", "932", "chinese", "korean", "ujis",
        ]
        if undecodable.contains(name) || undecodablePrefixes.contains(where: { name.hasPrefix($0) }) {
            return .unreadable
        }
        if name == "utf_8" || name.hasPrefix("utf_8_") || name == "utf8" || name.hasPrefix("utf8_") || name == "u8" {
            return .utf8
        }
        if name == "ascii" || name == "us_ascii" || name == "646" { return .utf8 }
        if name == "binary" || singleBytePrefixes.contains(where: { name.hasPrefix($0) }) { return .singleByte }
        if doubleBytePrefixes.contains(where: { name.hasPrefix($0) }) { return .doubleByte }
        return .unreadable
    }

    /// Where the bytes stop being UTF-8 (Unicode 15, table 3-7); nil if they do not.
    static func firstInvalidOffset(in source: [UInt8]) -> Int? {
        var index = 0
        while index < source.count {
            let byte = source[index]
            if byte < 0x80 {
                index += 1
                // Nearly all source is ASCII: a block at a time, which the compiler makes wide.
                while index & 63 == 0, index + 64 <= source.count, source[index..<index + 64].reduce(0, |) < 0x80 {
                    index += 64
                }
                continue
            }
            let length: Int
            var second: ClosedRange<UInt8> = 0x80...0xBF
            switch byte {
            case 0xC2...0xDF: length = 2
            case 0xE0: (length, second) = (3, 0xA0...0xBF)
            case 0xED: (length, second) = (3, 0x80...0x9F)
            case 0xE1...0xEF: length = 3
            case 0xF0: (length, second) = (4, 0x90...0xBF)
            case 0xF1...0xF3: length = 4
            case 0xF4: (length, second) = (4, 0x80...0x8F)
            default: return index
            }
            guard index + length <= source.count, second.contains(source[index + 1]),
                source[(index + 2)..<(index + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
            else { return index }
            index += length
        }
        return nil
    }

    /// The source with the second byte of every double-byte character lifted over 0x7F, so that no part of a
    /// character looks like syntax; offsets stay as they are.
    static func shielded(_ source: [UInt8]) -> [UInt8] {
        var bytes = source
        var index = 0
        while index + 1 < bytes.count {
            guard bytes[index] > 0x80 else {
                index += 1
                continue
            }
            if bytes[index + 1] >= 0x30, bytes[index + 1] != 0x7F {
                bytes[index + 1] |= 0x80
                index += 2
            } else {
                index += 1
            }
        }
        return bytes
    }
}

/// Whether a Python file declares an encoding in which its text shows nothing before it is decoded, such as `utf_7`.
package func declaresUndecodableEncoding(_ source: [UInt8]) -> Bool {
    PythonEncoding.declaresUndecodable(
        source.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(source[3...].prefix(4_096)) : source)
}
