internal import Packages

/// The bytes of files that are held packed, kept unpacked for a while: a file is looked at several times in a row.
struct UnpackedContents {
    private var known: [Int: [UInt8]] = [:]
    private var byteCount = 0

    mutating func bytes(of file: PackageFile, at index: Int) -> [UInt8] {
        guard file.content.isPacked else { return file.bytes }
        if let bytes = known[index] { return bytes }
        let bytes = file.bytes
        if byteCount + bytes.count > ExtractionLimits.unpackedBytes {
            known = [:]
            byteCount = 0
        }
        known[index] = bytes
        byteCount += bytes.count
        return bytes
    }
}
