/// A zip's bytes with bounds-checked little-endian reads.
struct ZipBytes {
    // Safety: borrowed from the caller of `ArchiveReader.read` for the length of that call; every access is checked.
    private let buffer: UnsafeRawBufferPointer

    init(_ buffer: UnsafeRawBufferPointer) {
        self.buffer = buffer
    }

    var count: Int { buffer.count }

    /// A number of 2, 4 or 8 bytes; nil outside the bytes or beyond `Int.max`.
    func number(at offset: Int, _ width: Int) -> Int? {
        guard offset >= 0, offset <= buffer.count, width <= buffer.count - offset else { return nil }
        var value: UInt64 = 0
        for index in (0..<width).reversed() { value = value << 8 | UInt64(buffer[offset + index]) }
        return Int(exactly: value)
    }

    /// A copy of some bytes; nil outside the bytes.
    func slice(at offset: Int, count: Int) -> [UInt8]? {
        guard offset >= 0, count >= 0, offset <= buffer.count, count <= buffer.count - offset else { return nil }
        return Array(buffer[offset..<offset + count])
    }

    /// Whether a pattern begins in a range.
    func contains(_ pattern: [UInt8], from start: Int, to end: Int) -> Bool {
        let end = min(end, buffer.count)
        guard start >= 0, start < end else { return false }
        var position = start
        while position <= end - pattern.count {
            if buffer[position] == pattern[0], buffer[position..<position + pattern.count].elementsEqual(pattern) {
                return true
            }
            position += 1
        }
        return false
    }
}

/// A central or local header's fields, with zip64 sizes applied.
struct ZipHeader {
    let name: [UInt8]
    let flags: Int
    let method: Int
    let checksum: Int
    let packedByteCount: Int
    let byteCount: Int
    /// Central headers only, otherwise 0.
    let attributes: Int
    /// Central headers only, otherwise 0.
    let localOffset: Int
    /// The offset behind name, extra field and comment.
    let end: Int
    /// What makes readers differ on this entry; one sentence.
    let problem: (code: ArchiveFinding.Code, detail: String)?

    /// Reads the 46 bytes of a central header (APPNOTE 4.3.12) and what follows them.
    init?(central bytes: ZipBytes, at offset: Int) {
        guard bytes.number(at: offset, 4) == 0x0201_4B50,
            let fields = Fields(bytes, at: offset + 6),
            let commentCount = bytes.number(at: offset + 32, 2), let disk = bytes.number(at: offset + 34, 2),
            let attributes = bytes.number(at: offset + 38, 4), let localOffset = bytes.number(at: offset + 42, 4),
            let name = bytes.slice(at: offset + 46, count: fields.nameCount),
            let extra = bytes.slice(at: offset + 46 + fields.nameCount, count: fields.extraCount)
        else { return nil }
        self.init(fields, name: name, extra: extra, localOffset: localOffset, attributes: attributes, disk: disk) {
            offset + 46 + fields.nameCount + fields.extraCount + commentCount
        }
        guard end <= bytes.count else { return nil }
    }

    /// Reads the 30 bytes of a local header (APPNOTE 4.3.7) and what follows them.
    init?(local bytes: ZipBytes, at offset: Int) {
        guard bytes.number(at: offset, 4) == 0x0403_4B50,
            let fields = Fields(bytes, at: offset + 4),
            let name = bytes.slice(at: offset + 30, count: fields.nameCount),
            let extra = bytes.slice(at: offset + 30 + fields.nameCount, count: fields.extraCount)
        else { return nil }
        self.init(fields, name: name, extra: extra, localOffset: 0, attributes: 0, disk: 0) {
            offset + 30 + fields.nameCount + fields.extraCount
        }
    }

    /// The 26 bytes that both headers share.
    private struct Fields {
        let version: Int
        let flags: Int
        let method: Int
        let checksum: Int
        let packed: Int
        let size: Int
        let nameCount: Int
        let extraCount: Int

        init?(_ bytes: ZipBytes, at offset: Int) {
            guard let version = bytes.number(at: offset, 2), let flags = bytes.number(at: offset + 2, 2),
                let method = bytes.number(at: offset + 4, 2), let checksum = bytes.number(at: offset + 10, 4),
                let packed = bytes.number(at: offset + 14, 4), let size = bytes.number(at: offset + 18, 4),
                let nameCount = bytes.number(at: offset + 22, 2), let extraCount = bytes.number(at: offset + 24, 2)
            else { return nil }
            self.version = version
            self.flags = flags
            self.method = method
            self.checksum = checksum
            self.packed = packed
            self.size = size
            self.nameCount = nameCount
            self.extraCount = extraCount
        }
    }

    private init(
        _ fields: Fields, name: [UInt8], extra: [UInt8], localOffset: Int, attributes: Int, disk: Int, end: () -> Int
    ) {
        let extended = ZipExtra(extra, size: fields.size, packed: fields.packed, offset: localOffset)
        self.name = name
        flags = fields.flags
        method = fields.method
        checksum = fields.checksum
        packedByteCount = extended.packed
        byteCount = extended.size
        self.localOffset = extended.offset
        self.attributes = attributes
        self.end = end()
        problem = Self.problem(fields, name: name, extended: extended, disk: disk)
    }

    private static func problem(
        _ fields: Fields, name: [UInt8], extended: ZipExtra, disk: Int
    ) -> (code: ArchiveFinding.Code, detail: String)? {
        // Bits 0, 5, 6 and 13: encryption, patch data, strong encryption, masked headers.
        if fields.flags & 0b10_0000_0110_0001 != 0 { return (.encryptedEntry, "the entry is encrypted") }
        if fields.method != 0, fields.method != 8 {
            return (.unsupportedCompression, "the entry has compression method \(fields.method)")
        }
        if fields.method == 0, extended.packed != extended.size, fields.flags & 8 == 0 {
            return (.localHeaderMismatch, "a stored entry states two different sizes")
        }
        if fields.version & 0xFF > 63 { return (.unsupportedCompression, "the entry needs a newer zip version") }
        if disk != 0 { return (.zip64Mismatch, "the entry lies on another disk") }
        if !extended.isWellFormed { return (.zip64Mismatch, "the extra field is malformed") }
        if let other = extended.unicodePath, other != name {
            return (.localHeaderMismatch, "the extra field states another name")
        }
        if name.isEmpty { return (.irregularPath, "the entry has no name") }
        // Python cuts the name at a NUL, others do not.
        return name.contains(0) ? (.nulInName, "the name has a NUL") : nil
    }

    /// The name as Python's `zipfile` decodes it; nil when flag 11 promises UTF-8 and it is not.
    var decodedName: [UInt8]? {
        if name.allSatisfy({ $0 < 0x80 }) { return name }
        if flags & 0x800 != 0 { return String(validating: name, as: UTF8.self) == nil ? nil : name }
        return name.flatMap { byte -> [UInt8] in
            byte < 0x80 ? [byte] : Array(String(Self.codePage437[Int(byte) - 0x80]).utf8)
        }
    }

    /// The upper half of code page 437.
    private static let codePage437 = Array(
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}"
    )
}

/// The parts of an extra field that change what an entry is (APPNOTE 4.5).
struct ZipExtra {
    private(set) var size: Int
    private(set) var packed: Int
    private(set) var offset: Int
    /// The name of an Info-ZIP Unicode Path field, which newer readers prefer.
    private(set) var unicodePath: [UInt8]?
    private(set) var isWellFormed = true

    init(_ extra: [UInt8], size: Int, packed: Int, offset: Int) {
        self.size = size
        self.packed = packed
        self.offset = offset
        extra.withUnsafeBytes { read(ZipBytes($0)) }
    }

    private mutating func read(_ bytes: ZipBytes) {
        var position = 0
        while position + 4 <= bytes.count {
            guard let tag = bytes.number(at: position, 2), let length = bytes.number(at: position + 2, 2),
                let body = bytes.slice(at: position + 4, count: length)
            else {
                isWellFormed = false
                return
            }
            if tag == 1 { body.withUnsafeBytes { readZip64(ZipBytes($0)) } }
            if tag == 0x7075, body.count >= 5 { unicodePath = Array(body.dropFirst(5)) }
            position += 4 + length
        }
        // Up to three stray bytes are padding to Python.
    }

    private mutating func readZip64(_ bytes: ZipBytes) {
        let unstated = 0xFFFF_FFFF
        var position = 0
        func next() -> Int? {
            defer { position += 8 }
            return bytes.number(at: position, 8)
        }
        if size == unstated { size = next() ?? refuse() }
        if packed == unstated { packed = next() ?? refuse() }
        if offset == unstated { offset = next() ?? refuse() }
    }

    private mutating func refuse() -> Int {
        isWellFormed = false
        return 0
    }
}
