import CArchive

/// Packs files into a tar under gzip in memory: npm packages that Airlock makes itself to try its own guard.
///
/// The time of every member is the same, so that the same files give the same bytes. Nil when libarchive fails.
package func gzippedTar(of files: [(path: String, text: String)]) -> [UInt8]? {
    guard let writer = archive_write_new() else { return nil }
    defer { archive_write_free(writer) }
    guard archive_write_set_format_ustar(writer) == ARCHIVE_OK, archive_write_add_filter_gzip(writer) == ARCHIVE_OK
    else { return nil }
    // Headers and the blocks at the end take less than 2 KiB a member; deflate never adds so much.
    let capacity = files.reduce(32_768) { $0 + 2_048 + $1.text.utf8.count * 2 }
    var used = 0
    var isWhole = true
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        // Safety: libarchive writes within the buffer of `capacity` bytes and says in `used` how many; it is closed,
        // and so done with both, before this closure ends.
        isWhole = withUnsafeMutablePointer(to: &used) { used in
            guard archive_write_open_memory(writer, buffer.baseAddress, capacity, used) == ARCHIVE_OK else {
                return false
            }
            let areWritten = files.allSatisfy { write($0.path, $0.text, to: writer) }
            return archive_write_close(writer) == ARCHIVE_OK && areWritten
        }
        count = isWhole ? used : 0
    }
    return isWhole ? bytes : nil
}

private func write(_ path: String, _ text: String, to writer: OpaquePointer) -> Bool {
    guard let entry = archive_entry_new() else { return false }
    defer { archive_entry_free(entry) }
    let bytes = Array(text.utf8)
    archive_entry_set_pathname(entry, path)
    archive_entry_set_size(entry, la_int64_t(bytes.count))
    archive_entry_set_filetype(entry, 0o100_000)
    archive_entry_set_perm(entry, 0o644)
    // 26 October 1985, the day that npm and others put on their members.
    archive_entry_set_mtime(entry, 499_162_500, 0)
    guard archive_write_header(writer, entry) == ARCHIVE_OK else { return false }
    // Safety: libarchive reads the array's bytes during the call only.
    return bytes.withUnsafeBytes { archive_write_data(writer, $0.baseAddress, $0.count) } == bytes.count
}

/// Packs files into a zip of stored members: wheels that Airlock makes itself to try its own guard.
///
/// libarchive's own zips carry sizes in local headers that announce them for later, which the guard takes for an attempt to
/// show two readers different things.
package func storedZip(of files: [(path: String, text: String)]) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    func put(_ value: UInt32, _ width: Int, into target: inout [UInt8]) {
        for index in 0..<width { target.append(UInt8(truncatingIfNeeded: value >> (8 * UInt32(index)))) }
    }
    for (path, text) in files {
        let (name, content) = (Array(path.utf8), Array(text.utf8))
        var check = CyclicRedundancyCheck()
        content.withUnsafeBytes { check.update($0) }
        // APPNOTE.TXT 4.3.7: version 2.0, no flags, stored, 1 January 1980.
        var shared: [UInt8] = []
        put(20, 2, into: &shared)
        put(0, 2, into: &shared)
        put(0, 2, into: &shared)
        put(0x0021_0000, 4, into: &shared)
        put(check.value, 4, into: &shared)
        for _ in 0..<2 { put(UInt32(content.count), 4, into: &shared) }
        put(UInt32(name.count), 2, into: &shared)
        put(0, 2, into: &shared)

        let offset = bytes.count
        put(0x0403_4B50, 4, into: &bytes)
        bytes += shared + name + content
        // 4.3.12: made by Unix, regular file, mode 0644.
        put(0x0201_4B50, 4, into: &directory)
        put(0x0314, 2, into: &directory)
        directory += shared
        put(0, 2, into: &directory)
        put(0, 2, into: &directory)
        put(0, 2, into: &directory)
        put(0o100_644 << 16, 4, into: &directory)
        put(UInt32(offset), 4, into: &directory)
        directory += name
    }
    let start = bytes.count
    bytes += directory
    put(0x0605_4B50, 4, into: &bytes)
    put(0, 4, into: &bytes)
    for _ in 0..<2 { put(UInt32(files.count), 2, into: &bytes) }
    put(UInt32(directory.count), 4, into: &bytes)
    put(UInt32(start), 4, into: &bytes)
    put(0, 2, into: &bytes)
    return bytes
}
