/// A zip's end record, and its zip64 form where there is one (APPNOTE 4.3.14 to 4.3.16).
struct ZipEnd {
    let entryCount: Int
    let directoryStart: Int
    let directoryByteCount: Int
    let findings: [ArchiveFinding]

    private static let signature: [UInt8] = [0x50, 0x4B, 5, 6]
    private static let byteCount = 22
    private static let locatorByteCount = 20
    private static let zip64ByteCount = 56

    /// Where Python finds the end record: the last signature within the longest possible comment.
    static func lastSignature(in bytes: ZipBytes) -> Int? {
        let last = bytes.count - byteCount
        guard last >= 0 else { return nil }
        let first = max(0, last - 65_536)
        guard let tail = bytes.slice(at: first, count: bytes.count - first) else { return nil }
        var position = last - first
        while position >= 0 {
            if tail[position] == 0x50, tail[position..<position + 4].elementsEqual(signature) {
                return first + position
            }
            position -= 1
        }
        return nil
    }

    /// Finds and reads the record; nil when there is none.
    static func locate(in bytes: ZipBytes) -> ZipEnd? {
        guard let offset = lastSignature(in: bytes),
            let disk = bytes.number(at: offset + 4, 2), let startDisk = bytes.number(at: offset + 6, 2),
            let countHere = bytes.number(at: offset + 8, 2), let count = bytes.number(at: offset + 10, 2),
            let size = bytes.number(at: offset + 12, 4), let start = bytes.number(at: offset + 16, 4),
            let commentCount = bytes.number(at: offset + 20, 2)
        else { return nil }
        var findings: [ArchiveFinding] = []
        if offset + byteCount + commentCount != bytes.count {
            findings.append(ArchiveFinding(.trailingData, "", "bytes follow the zip's end record"))
        }
        if disk != 0 || startDisk != 0 || countHere != count {
            findings.append(ArchiveFinding(.entryCountMismatch, "", "the zip spans several disks"))
        }
        var end = offset
        var total = (count: count, size: size, start: start)
        if bytes.number(at: offset - locatorByteCount, 4) == 0x0706_4B50 {
            end = offset - locatorByteCount - zip64ByteCount
            guard let extended = zip64(bytes, at: end, locator: offset - locatorByteCount) else {
                findings.append(ArchiveFinding(.zip64Mismatch, "", "the zip64 end record is malformed"))
                return ZipEnd(entryCount: 0, directoryStart: 0, directoryByteCount: 0, findings: findings)
            }
            let agrees =
                (count == 0xFFFF || count == extended.count) && (size == 0xFFFF_FFFF || size == extended.size)
                && (start == 0xFFFF_FFFF || start == extended.start)
            if !agrees {
                findings.append(ArchiveFinding(.zip64Mismatch, "", "the two end records state different values"))
            }
            total = extended
        }
        // Python moves every offset by the difference, libarchive by its own guess: it must be none.
        let (stated, overflow) = total.start.addingReportingOverflow(total.size)
        if overflow || stated != end {
            let code: ArchiveFinding.Code = !overflow && stated < end ? .prefixBytes : .entryCountMismatch
            findings.append(
                ArchiveFinding(code, "", "the zip's directory does not end where its end record begins"))
        }
        return ZipEnd(
            entryCount: total.count, directoryStart: total.start, directoryByteCount: total.size, findings: findings)
    }

    private static func zip64(
        _ bytes: ZipBytes, at offset: Int, locator: Int
    ) -> (count: Int, size: Int, start: Int)? {
        // The locator must point to the 56 bytes before it, where Python looks without asking it.
        guard offset >= 0, bytes.number(at: locator + 4, 4) == 0, bytes.number(at: locator + 8, 8) == offset,
            let disks = bytes.number(at: locator + 16, 4), disks <= 1,
            bytes.number(at: offset, 4) == 0x0606_4B50, bytes.number(at: offset + 4, 8) == zip64ByteCount - 12,
            bytes.number(at: offset + 16, 4) == 0, bytes.number(at: offset + 20, 4) == 0,
            let countHere = bytes.number(at: offset + 24, 8), let count = bytes.number(at: offset + 32, 8),
            countHere == count, let size = bytes.number(at: offset + 40, 8),
            let start = bytes.number(at: offset + 48, 8)
        else { return nil }
        return (count, size, start)
    }
}
