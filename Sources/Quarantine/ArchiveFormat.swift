import Packages

/// The archive formats that npm and pip open.
package enum ArchiveFormat: String, Sendable, Hashable, CaseIterable {
    case plainTar = "tar"
    case gzippedTar = "gzip-compressed tar"
    case bzippedTar = "bzip2-compressed tar"
    case xzTar = "xz-compressed tar"
    case zip = "zip"

    /// Tells the format by the first bytes; nil when they are none of ours.
    ///
    /// A plain tar has no magic of its own in its oldest form; it is recognized by its first header's checksum.
    package static func detect(_ bytes: UnsafeRawBufferPointer) -> ArchiveFormat? {
        if let format = magic(of: bytes) { return format }
        guard bytes.count >= 512 else { return nil }
        switch TarHeader.read([UInt8](bytes[0..<512])) {
        case .header, .zeroBlock: return .plainTar
        case .malformed: return nil
        }
    }

    /// Whether the bytes begin as one of the formats that have a magic.
    static func hasMagic(_ bytes: UnsafeRawBufferPointer) -> Bool { magic(of: bytes) != nil }

    private static func magic(of bytes: UnsafeRawBufferPointer) -> ArchiveFormat? {
        // Safety: `starts(with:)` reads within the buffer.
        if bytes.starts(with: [0x1F, 0x8B]) { return .gzippedTar }
        if bytes.starts(with: [0x42, 0x5A, 0x68]) { return .bzippedTar }
        if bytes.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) { return .xzTar }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            return .zip
        }
        return nil
    }

    /// The formats that the installer opens for this kind and file name.
    ///
    /// npm sniffs gzip and takes everything else as tar; pip goes by the name's ending (`unpack_file`), a wheel is a zip
    /// (PEP 427).
    package static func expected(for kind: ArtifactKind, named filename: String) -> [ArchiveFormat] {
        switch kind {
        case .npmTarball: return [.gzippedTar, .plainTar]
        case .wheel: return [.zip]
        case .sdist:
            let lower = filename.lowercased()
            if lower.hasSuffix(".zip") { return [.zip] }
            if lower.hasSuffix(".gz") || lower.hasSuffix(".tgz") { return [.gzippedTar] }
            if lower.hasSuffix(".bz2") || lower.hasSuffix(".tbz") { return [.bzippedTar] }
            if lower.hasSuffix(".xz") || lower.hasSuffix(".txz") { return [.xzTar] }
            return [.plainTar]
        }
    }
}
