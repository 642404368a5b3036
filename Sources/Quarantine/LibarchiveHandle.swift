import CArchive

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The one owner of a libarchive reader; all calls into the C library stand in this file.
///
/// Only the formats and filters asked for are enabled, never `support_…_all`: libarchive's flaws are mostly in formats
/// that no package manager uses. Not `Sendable`, and blocking: use it within one synchronous call.
final class LibarchiveHandle {
    /// What a call into libarchive came to; every result that is none of these is `failed`.
    enum Outcome: Equatable {
        case ok
        case end
        case warned(String)
        case failed(String)
    }

    /// A header as libarchive sees it.
    struct Header {
        enum Kind {
            case file
            case folder
            case symbolicLink
            case hardLink
            case other
        }

        let name: [UInt8]
        let kind: Kind
        /// -1 when the header does not state it.
        let size: Int
        /// The target of a symbolic link.
        let linkTarget: [UInt8]
    }

    // Safety: made in `init`, freed in `deinit`, never handed out.
    private let archive: OpaquePointer
    private var entry: OpaquePointer?

    private init() throws(QuarantineError) {
        Self.useUTF8Names
        guard let archive = archive_read_new() else { throw .damagedArchive(detail: "out of memory") }
        self.archive = archive
    }

    deinit {
        archive_read_free(archive)
    }

    /// libarchive converts names by the process's locale; in the C locale a UTF-8 name alone is a warning.
    static let useUTF8Names: Void = {
        for name in ["C.UTF-8", "en_US.UTF-8", "UTF-8"] where setlocale(LC_CTYPE, name) != nil { return }
    }()

    // MARK: Opening

    /// Opens a compressed stream as one nameless entry, its unpacked bytes.
    ///
    /// The bytes must stay valid as long as the handle is used.
    static func decompressing(
        _ bytes: UnsafeRawBufferPointer, _ format: ArchiveFormat
    ) throws(QuarantineError) -> LibarchiveHandle {
        let handle = try LibarchiveHandle()
        switch format {
        case .gzippedTar: try handle.require(archive_read_support_filter_gzip(handle.archive))
        case .bzippedTar: try handle.require(archive_read_support_filter_bzip2(handle.archive))
        case .xzTar: try handle.require(archive_read_support_filter_xz(handle.archive))
        case .plainTar, .zip: break
        }
        try handle.require(archive_read_support_format_raw(handle.archive))
        // Safety: libarchive reads within `bytes` only; the caller keeps them alive.
        try handle.require(archive_read_open_memory(handle.archive, bytes.baseAddress, bytes.count))
        return handle
    }

    /// Opens a zip through its central directory.
    ///
    /// The bytes must stay valid as long as the handle is used.
    static func zip(_ bytes: UnsafeRawBufferPointer) throws(QuarantineError) -> LibarchiveHandle {
        let handle = try LibarchiveHandle()
        try handle.require(archive_read_support_format_zip_seekable(handle.archive))
        // Safety: as above.
        try handle.require(archive_read_open_memory(handle.archive, bytes.baseAddress, bytes.count))
        return handle
    }

    /// Opens a tar, compressed or not, straight from memory, for archives that no installer will read another way.
    ///
    /// The bytes must stay valid as long as the handle is used.
    static func tarball(_ bytes: UnsafeRawBufferPointer) throws(QuarantineError) -> LibarchiveHandle {
        let handle = try LibarchiveHandle()
        try handle.require(archive_read_support_filter_gzip(handle.archive))
        try handle.require(archive_read_support_filter_bzip2(handle.archive))
        try handle.require(archive_read_support_filter_xz(handle.archive))
        try handle.require(archive_read_support_format_tar(handle.archive))
        // Safety: as above.
        try handle.require(archive_read_open_memory(handle.archive, bytes.baseAddress, bytes.count))
        return handle
    }

    /// Opens a tar whose bytes `source` delivers; `source` must outlive the handle's use.
    static func tar(pulling source: TarSource) throws(QuarantineError) -> LibarchiveHandle {
        let handle = try LibarchiveHandle()
        try handle.require(archive_read_support_format_tar(handle.archive))
        // Members behind a zero block are shown too: npm extracts them.
        try handle.require(archive_read_set_format_option(handle.archive, "tar", "read_concatenated_archives", "1"))
        // Safety: the pointer is unretained; the caller keeps `source` alive while the handle is used.
        let context = Unmanaged.passUnretained(source).toOpaque()
        let pull:
            @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafeRawPointer?>?) ->
                la_ssize_t = { _, context, buffer in
                    guard let context, let buffer else { return la_ssize_t(ARCHIVE_FATAL) }
                    let source = Unmanaged<TarSource>.fromOpaque(context).takeUnretainedValue()
                    guard let chunk = source.next() else {
                        return source.failure == nil ? 0 : la_ssize_t(ARCHIVE_FATAL)
                    }
                    buffer.pointee = chunk.baseAddress
                    return chunk.count
                }
        try handle.require(archive_read_open2(handle.archive, context, nil, pull, nil, nil))
        return handle
    }

    // MARK: Reading

    /// Moves to the next entry.
    func nextHeader() -> Outcome { outcome(archive_read_next_header(archive, &entry)) }

    /// The current entry's header.
    var header: Header? {
        guard let entry, let name = archive_entry_pathname(entry) else { return nil }
        let kind: Header.Kind =
            if archive_entry_hardlink(entry) != nil {
                .hardLink
            } else {
                // The macros AE_IFREG, AE_IFDIR and AE_IFLNK hold casts, which Swift does not import.
                switch archive_entry_filetype(entry) {
                case 0o100000: .file
                case 0o040000: .folder
                case 0o120000: .symbolicLink
                default: .other
                }
            }
        let target = archive_entry_symlink(entry).map(Self.bytes) ?? []
        let size = archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : -1
        return Header(name: Self.bytes(name), kind: kind, size: size, linkTarget: target)
    }

    /// The next piece of the current entry's data, valid until the next call; nil at its end.
    ///
    /// A gap in a sparse file cannot occur: sparse members are refused before.
    func nextData() -> (outcome: Outcome, data: UnsafeRawBufferPointer) {
        var pointer: UnsafeRawPointer?
        var count = 0
        var offset: la_int64_t = 0
        let code = archive_read_data_block(archive, &pointer, &count, &offset)
        // Safety: libarchive owns the block until the next call on this handle; callers use it before.
        return (outcome(code), UnsafeRawBufferPointer(start: pointer, count: pointer == nil ? 0 : count))
    }

    /// Packed bytes that the filters have used so far.
    var consumedByteCount: Int { Int(archive_filter_bytes(archive, -1)) }

    private func outcome(_ code: Int32) -> Outcome {
        switch code {
        case ARCHIVE_OK: .ok
        case ARCHIVE_EOF: .end
        case ARCHIVE_WARN: .warned(message)
        default: .failed(message)
        }
    }

    private func require(_ code: Int32) throws(QuarantineError) {
        guard code == ARCHIVE_OK else { throw .damagedArchive(detail: message) }
    }

    /// libarchive's own sentence, without the bytes of file names that it may quote.
    private var message: String {
        guard let text = archive_error_string(archive) else { return "the reader gave no reason" }
        let printable = Self.bytes(text).prefix(200).map { $0 >= 0x20 && $0 < 0x7F ? $0 : UInt8(ascii: "?") }
        return String(decoding: printable, as: UTF8.self)
    }

    private static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
        // Safety: libarchive's strings end with a NUL and live until the next call.
        let count = strlen(text)
        return text.withMemoryRebound(to: UInt8.self, capacity: count) {
            Array(UnsafeBufferPointer(start: $0, count: count))
        }
    }
}
