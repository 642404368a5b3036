import Behaviors
import Packages
import Quarantine
import Verdicts

/// The findings of an artifact's archive signals.
///
/// - Parameter declaredName: the project that the artifact's own metadata names.
func signalFindings(
    in unpacked: UnpackedArtifact, kind: ArtifactKind, sequence: BehaviorSequence, declaredName: String?
) -> [Evidence.Finding] {
    let files = unpacked.files.map {
        ArchivedFile(path: $0.path, bytes: $0.bytes, leadingBytes: $0.leadingBytes, byteCount: $0.byteCount)
    }
    let source = SignalSource(kind: kind, files: files, sequence: sequence, declaredName: declaredName)
    return archiveSignals(in: source).map {
        Evidence.Finding(code: reasonCode($0.kind), message: $0.detail, file: $0.path, line: $0.line)
    }
}

private func reasonCode(_ kind: ArchiveSignal.Kind) -> ReasonCode {
    switch kind {
    case .nativeBehindStub: .nativeStub
    case .strayBytecode: .strayBytecode
    case .dataRunAsCode: .dataRunAsCode
    case .disguisedProgram: .disguisedProgram
    case .foreignModule: .foreignModule
    case .recordMismatch: .recordMismatch
    case .hiddenCharacters: .hiddenCharacters
    case .hiddenLine: .hiddenLine
    }
}
