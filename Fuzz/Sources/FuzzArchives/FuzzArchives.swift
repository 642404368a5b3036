import FuzzDriver
import Packages
import Quarantine

/// The kinds of artifact that the first byte chooses from, with a file name each.
private let forms: [(ArtifactKind, String)] = [
    (.npmTarball, "name-1.0.0.tgz"), (.wheel, "name-1.0-py3-none-any.whl"), (.sdist, "name-1.0.tar.gz"),
    (.sdist, "name-1.0.zip"), (.sdist, "name-1.0.tar.bz2"), (.sdist, "name-1.0.tar"),
]

/// Bounds that an input reaches before the machine's memory does.
private let reader: ArchiveReader = {
    var limits = ArchiveLimits()
    limits.entryCount = 2_000
    limits.textByteCount = 1 << 20
    limits.keptByteCount = 16 << 20
    limits.unpackedByteCount = 64 << 20
    limits.ratioFloor = 1 << 20
    limits.nestedByteCount = 16 << 20
    return ArchiveReader(limits: limits)
}()

/// Reads the input as an artifact with the archives in it; a trap, a hang, or a file that an installer could not or should
/// not write is a find.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzArchives(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    // Safety: libFuzzer hands over `count` readable bytes for the duration of the call.
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    let (kind, filename) = forms[Int(input[0]) % forms.count]
    guard let artifact = try? reader.read(Array(input.dropFirst()), kind: kind, filename: filename) else { return 0 }
    precondition(Set(artifact.files.map(\.path)).count == artifact.files.count, "a path stands twice")
    precondition(artifact.files.count <= reader.limits.entryCount)
    // What is odd about an archive is a finding, and then such an artifact is not installed.
    for file in artifact.files where artifact.findings.isEmpty {
        precondition(!file.path.isEmpty && !file.path.hasPrefix("/"), "an absolute path")
        precondition(!file.path.split(separator: "/").contains(".."), "a path that leaves its folder")
        precondition(file.bytes.map { $0.count == file.byteCount } ?? true, "a file of another size")
    }
    _ = reader.nestedFiles(in: artifact)
    return 0
}

/// The entry point under the name that SwiftPM gives it.
@_cdecl("FuzzArchives_main")
public func enter(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    runFuzzer(count, arguments) { bytes, count in fuzzArchives(bytes, count) }
}
