import CSandbox
import Foundation
import Quarantine

/// The files of an unpacked folder as one stretch of bytes, for a worker that can open none.
///
/// Number of files, then for each: path (counted), executable (a byte), content (counted); numbers have 8 bytes.
enum FolderListing {
    /// Writes the files into a nameless file in memory that nobody can change any more.
    static func write(_ files: [UnpackedFile]) throws -> (handle: FileHandle, byteCount: Int) {
        let descriptor = airlock_anonymous_file()
        guard descriptor >= 0 else {
            throw QuarantineError.storeFailed(operation: "create", path: "a folder's listing", code: errno)
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var count = FrameWriter()
        count.number(files.count)
        try handle.write(contentsOf: count.bytes)
        var byteCount = count.bytes.count
        for file in files {
            var frame = FrameWriter()
            frame.counted(file.path.utf8)
            frame.byte(file.isExecutable ? 1 : 0)
            frame.counted(file.bytes ?? [])
            try handle.write(contentsOf: frame.bytes)
            byteCount += frame.bytes.count
        }
        let code = airlock_seal_file(descriptor)
        guard code == 0 else {
            throw QuarantineError.storeFailed(operation: "seal", path: "a folder's listing", code: code)
        }
        return (handle, byteCount)
    }

    /// Reads what `write` wrote.
    static func read(_ file: MappedFile) throws(WorkerFailure) -> [UnpackedFile] {
        var frame = FrameReader(file.copy())
        let count = try frame.number()
        var files: [UnpackedFile] = []
        for _ in 0..<count {
            let path = try frame.text(limit: Int.max)
            let isExecutable = try frame.flag()
            let bytes = Array(try frame.counted(limit: Int.max))
            files.append(
                UnpackedFile(
                    path: path, bytes: bytes, leadingBytes: Array(bytes.prefix(512)), byteCount: bytes.count,
                    isExecutable: isExecutable))
        }
        try frame.end()
        return files
    }
}
