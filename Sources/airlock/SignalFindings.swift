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
        ArchivedFile(path: $0.path, content: $0.content, leadingBytes: $0.leadingBytes, byteCount: $0.byteCount)
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
    case .clientSettings: .clientSettings
    case .recordMismatch: .recordMismatch
    case .hiddenCharacters: .hiddenCharacters
    case .hiddenLine: .hiddenLine
    }
}

/// The findings of the flows that are reasons of their own.
func flowFindings(in sequence: BehaviorSequence) -> [Evidence.Finding] {
    func path(_ index: UInt32) -> String? {
        Int(index) < sequence.paths.count ? sequence.paths[Int(index)] : nil
    }
    return flowChains(in: sequence).map { chain in
        var message = "\(chain.event.behavior.summary) (at \(chain.phase.name))"
        if let origin = chain.event.origin, let file = path(origin.file) {
            message += ", from \(file):\(origin.line)"
        }
        return Evidence.Finding(
            code: reasonCode(chain.kind), message: message, file: path(chain.event.file), line: Int(chain.event.line))
    }
}

private func reasonCode(_ kind: FlowChain.Kind) -> ReasonCode {
    switch kind {
    case .leaksAtInstall: .leaksAtInstall
    case .leaksToDropHost: .leaksToDropHost
    case .secretsToDropHost: .secretsToDropHost
    case .fetchesFromDropHost: .fetchesFromDropHost
    case .runsFetchedCode: .runsFetchedCode
    case .runsDecodedCode: .runsDecodedCode
    case .swapsAddresses: .swapsAddresses
    case .addsLoginKeys: .addsLoginKeys
    case .runsSystemLoader: .runsSystemLoader
    }
}
