import Behaviors
import Packages

/// A file of a test artifact, from bytes; all bytes are also the leading ones.
func archived(_ path: String, _ bytes: [UInt8]) -> ArchivedFile {
    ArchivedFile(path: path, bytes: bytes, leadingBytes: Array(bytes.prefix(512)), byteCount: bytes.count)
}

func archived(_ path: String, _ text: String) -> ArchivedFile { archived(path, Array(text.utf8)) }

/// The signals of one kind that an artifact of these files gives; the sequence is made from them.
func signals(
    _ wanted: ArchiveSignal.Kind, _ files: [ArchivedFile], _ kind: ArtifactKind = .wheel, name: String? = nil
) -> [ArchiveSignal] {
    let ecosystem: Ecosystem = kind == .npmTarball ? .npm : .pypi
    let sources = files.compactMap { file in
        file.bytes.map { PackageFile(path: file.path, bytes: $0, isExecutable: false) }
    }
    let sequence = extractBehaviors(from: PackageSource(ecosystem: ecosystem, kind: kind, files: sources))
    let source = SignalSource(kind: kind, files: files, sequence: sequence, declaredName: name)
    return archiveSignals(in: source).filter { $0.kind == wanted }
}

/// The head of a program, with nothing behind it that could run.
enum ProgramHead {
    static let linux: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 93)
    static let windows: [UInt8] =
        Array("MZ".utf8) + [UInt8](repeating: 0, count: 58) + [0x40, 0, 0, 0] + Array("PE\u{0}\u{0}".utf8)
    static let macOS: [UInt8] = [0xcf, 0xfa, 0xed, 0xfe] + [UInt8](repeating: 0, count: 60)
}
