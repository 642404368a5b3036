/// A zip's central directory, read independently of libarchive and compared with every local header.
///
///     [local header, name, extra, data, (descriptor)]…  [central header, name, extra, comment]…  (zip64 end, locator)  end
///
/// PKWARE APPNOTE 6.3, sections 4.3 and 4.4. Only the plainest form is accepted without a finding: local entries from
/// the first byte on without gaps, one directory entry each that says the same, the end record last. In every other
/// form Python's `zipfile`, libarchive and stream readers can see different files.
struct ZipDirectory {
    /// One central directory entry.
    struct Entry {
        /// The name's bytes as stored.
        let rawName: [UInt8]
        /// The name as Python decodes it: UTF-8 when flag 11 is set, code page 437 otherwise.
        let name: [UInt8]
        let packedByteCount: Int
        let byteCount: Int
        /// Unix mode, the upper half of the external attributes.
        let mode: Int
        let localOffset: Int
        let method: Int
        let flags: Int
        let checksum: Int
    }

    /// In the order of their local headers.
    private(set) var entries: [Entry] = []
    private(set) var findings: [ArchiveFinding] = []
    private let bytes: ZipBytes

    /// Reads the directory; throws when there is none, records findings for everything unusual.
    init(_ buffer: UnsafeRawBufferPointer, limits: ArchiveLimits) throws(QuarantineError) {
        bytes = ZipBytes(buffer)
        guard let end = ZipEnd.locate(in: bytes) else {
            throw .damagedArchive(detail: "the zip has no end record")
        }
        findings += end.findings
        // Before anything is read by count: 200,000 entries cost libarchive half a second.
        guard end.entryCount <= limits.entryCount else {
            note(.overLimit, "", "the zip states \(end.entryCount) entries; at most \(limits.entryCount) are read")
            return
        }
        guard !findings.contains(where: { $0.severity == .ambiguous }) else { return }
        try readEntries(end, limits: limits)
        entries.sort { $0.localOffset < $1.localOffset }
        checkLayout(directoryStart: end.directoryStart)
        checkTotals(limits: limits)
    }

    /// Whether Python's `zipfile.is_zipfile` says yes: an end record's signature in the last 64 KiB.
    static func looksLikeZip(_ buffer: UnsafeRawBufferPointer) -> Bool {
        ZipEnd.lastSignature(in: ZipBytes(buffer)) != nil
    }

    private mutating func note(
        _ code: ArchiveFinding.Code, _ path: String, _ detail: String,
        severity: ArchiveFinding.Severity = .ambiguous
    ) {
        findings.append(ArchiveFinding(code, path, detail, severity: severity))
    }

    // MARK: Central directory

    private mutating func readEntries(_ end: ZipEnd, limits: ArchiveLimits) throws(QuarantineError) {
        var position = end.directoryStart
        let limit = end.directoryStart + end.directoryByteCount
        while position < limit {
            guard let header = ZipHeader(central: bytes, at: position), header.end <= limit else {
                throw .damagedArchive(detail: "the zip's directory is truncated or malformed")
            }
            guard entries.count < limits.entryCount else {
                note(.overLimit, "", "the zip has more than \(limits.entryCount) entries")
                return
            }
            position = header.end
            take(header)
        }
        if entries.count != end.entryCount {
            note(
                .entryCountMismatch, "",
                "the zip states \(end.entryCount) entries, but its directory has \(entries.count)"
            )
        }
    }

    private mutating func take(_ header: ZipHeader) {
        let name = header.decodedName
        let text = String(decoding: name ?? header.name, as: UTF8.self)
        guard let name else {
            note(.nameNotUTF8, text, "the name is marked as UTF-8 and is not")
            return
        }
        if let problem = header.problem { note(problem.code, text, problem.detail) }
        entries.append(
            Entry(
                rawName: header.name, name: name, packedByteCount: header.packedByteCount,
                byteCount: header.byteCount, mode: header.attributes >> 16, localOffset: header.localOffset,
                method: header.method, flags: header.flags, checksum: header.checksum))
    }

    // MARK: Local headers

    /// Walks the local entries in the order of their offsets: they must tile the file up to the directory.
    private mutating func checkLayout(directoryStart: Int) {
        var expected = 0
        for entry in entries {
            let text = String(decoding: entry.name, as: UTF8.self)
            guard entry.localOffset >= expected else {
                note(.overlappingEntries, text, "the entry lies inside another one")
                return
            }
            checkGap(from: expected, to: entry.localOffset, before: text)
            guard let local = ZipHeader(local: bytes, at: entry.localOffset) else {
                note(.localHeaderMismatch, text, "the directory points to no local header")
                return
            }
            if let difference = difference(between: entry, and: local) {
                note(.localHeaderMismatch, text, difference)
                return
            }
            var end = local.end + entry.packedByteCount
            if entry.flags & 8 != 0 {
                guard let descriptorEnd = descriptorEnd(of: entry, at: end) else {
                    note(.localHeaderMismatch, text, "the data descriptor differs from the directory")
                    return
                }
                end = descriptorEnd
            }
            guard end <= directoryStart else {
                note(.overlappingEntries, text, "the entry reaches into the directory")
                return
            }
            expected = end
        }
        checkGap(from: expected, to: directoryStart, before: "")
    }

    private mutating func checkGap(from start: Int, to end: Int, before name: String) {
        guard start < end else { return }
        if start == 0 {
            note(.prefixBytes, name, "\(end) bytes precede the first entry")
        } else if bytes.contains([0x50, 0x4B, 3, 4], from: start, to: end) {
            note(.hiddenEntry, name, "the directory leaves out an entry")
        } else {
            note(.gapBetweenEntries, name, "\(end - start) bytes belong to no entry", severity: .warning)
        }
    }

    private func difference(between entry: Entry, and local: ZipHeader) -> String? {
        if local.name != entry.rawName { return "the local header has another name" }
        // Bits 1 and 2 only tell how hard the compressor tried.
        if (local.flags ^ entry.flags) & ~0b110 != 0 { return "the local header has other flags" }
        if local.method != entry.method { return "the local header has another compression method" }
        let isStreamed = entry.flags & 8 != 0
        let agrees =
            local.byteCount == entry.byteCount && local.packedByteCount == entry.packedByteCount
            && local.checksum == entry.checksum
        let isUnstated = local.byteCount == 0 && local.packedByteCount == 0 && local.checksum == 0
        if !agrees && !(isStreamed && isUnstated) { return "the local header has other sizes or another checksum" }
        return local.problem?.detail
    }

    /// The end of the data descriptor (with or without signature, 32 or 64 bits) that repeats the directory's values.
    private func descriptorEnd(of entry: Entry, at start: Int) -> Int? {
        for hasSignature in [true, false] {
            let fields = hasSignature ? start + 4 : start
            if hasSignature, bytes.number(at: start, 4) != 0x0807_4B50 { continue }
            guard bytes.number(at: fields, 4) == entry.checksum else { continue }
            for width in [4, 8] {
                let packed = bytes.number(at: fields + 4, width)
                let size = bytes.number(at: fields + 4 + width, width)
                if packed == entry.packedByteCount, size == entry.byteCount { return fields + 4 + 2 * width }
            }
        }
        return nil
    }

    private mutating func checkTotals(limits: ArchiveLimits) {
        var total = 0
        for entry in entries {
            let (sum, overflow) = total.addingReportingOverflow(entry.byteCount)
            total = overflow ? Int.max : sum
        }
        if total > limits.unpackedByteCount {
            note(.overLimit, "", "the zip unpacks to \(total) bytes; at most \(limits.unpackedByteCount) are read")
        } else if total > limits.ratioFloor, total / max(1, bytes.count) > limits.ratio {
            note(.overLimit, "", "the zip unpacks to more than \(limits.ratio) times its size")
        }
    }
}
