import SourceSyntax

extension SequenceWalker {
    /// `marshal.loads(data)` of constant data: the code in it is written as source and walked as a layer, and that source
    /// is the value; nil when the data is not known or holds no code.
    func unmarshalled(_ effect: Effect, _ data: Value, labels: Labels, at node: NodeID) -> Value? {
        // Reading the shortest data takes as long as folding a kilobyte.
        guard let text = data.constantText, canFold(text.utf8.count + 1_024),
            let found = MarshalledCode.read(ConstantDecoding.bytes(of: text))
        else { return nil }
        switch found {
        case .text(let text):
            guard canFold(text.utf8.count) else { return nil }
            emit(effect.behaviors, at: node)
            return revealed(text, labels: labels, at: node)
        case .source(let source, let isCut):
            // Code that does nothing shows nothing.
            guard source.utf8.count >= 8, canFold(source.utf8.count) else { return nil }
            emit(effect.behaviors, at: node)
            if isCut, quietDepth == 0 {
                incomplete.append(
                    IncompleteInspection(
                        reason: .syntaxTooLarge, path: package.path(file.fileIndex), runsEarly: phase != .run))
            }
            walkLayer(source, isPython: true, at: node)
            return .text(source, labels: labels.union(.hidden))
        }
    }
}
