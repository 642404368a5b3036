import SourceSyntax

extension SequenceWalker {
    /// Records which values reached the sink of a call, and what follows from it.
    func emitFlows(_ effect: Effect, _ arguments: [Argument], base: Value, at node: NodeID) {
        guard let sink = effect.sink, quietDepth == 0 else { return }
        switch sink {
        case .execute:
            guard let code = arguments.first?.value else { return }
            emitFlow(code.labels, .execute, at: node)
            if effect.form == nil {
                noteText(code, at: node)
                if code.knownText == nil { runContent(of: code, isPython: file.isPython, at: node) }
            }
        case .process:
            emitProcessFlows(arguments, at: node)
            if effect.behaviors.first == .procScript, let script = arguments.first?.value { followModule(script) }
        case .send:
            let hasAddress = effect.behaviors.contains { Self.addressed.contains($0) }
            emitSendFlows(arguments, base: base, hasAddress: hasAddress, at: node)
        case .download:
            noteAddress(arguments.first?.value, at: node)
            emitSendFlows(Array(arguments.prefix(1)), base: .unknown, hasAddress: true, at: node)
            let target =
                arguments.first { $0.name == "filename" || $0.name == "out" }?.value
                ?? (arguments.count > 1 ? arguments[1].value : .unknown)
            write(Value(labels: placed(.network, at: node)), to: target, at: node)
        case .write:
            let data = arguments.count > 1 ? arguments[1].value : base
            write(data, to: arguments.first?.value ?? .unknown, at: node)
        case .writeHandle:
            var data = arguments.first?.value ?? .unknown
            if base.node == nil { data.labels.remove(.parameter) }
            write(data, to: base, at: node)
        case .load:
            guard let target = arguments.first(where: { $0.value.functionIndex == nil })?.value else { return }
            var dropped = Dropped()
            for argument in arguments { dropped.formUnion(placeLabels(argument.value)) }
            emitFlow(target.labels, .load, dropped: dropped, at: node)
            if effect.behaviors.first == .procThread, arguments.count > 1,
                case .object(let options) = arguments[1].value.shape,
                case .truth(true)? = objects[options]["eval"]?.shape
            {
                emitFlow(target.labels, .execute, at: node)
                _ = runCode(target, isPython: false, at: node)
                return
            }
            if effect.behaviors.first != .natLoad {
                for argument in arguments.prefix(3) { followModule(argument.value) }
            }
        }
    }

    /// Records which sources reached a sink.
    ///
    /// - Parameter dropped: what was written to the paths among the arguments before.
    func emitFlow(_ labels: Labels, _ sink: ReachedSinks, dropped: Dropped = Dropped(), at node: NodeID) {
        guard quietDepth == 0 else { return }
        var labels = labels.union(dropped.labels)
        if labels.contains(.parameter) {
            reach(sink)
            if !isUncalled { labels.remove(.parameter) }
        }
        for flow in flows(of: labels, into: sink) {
            let isWritten = flow.source == .drop || flow.source == .script
            emitFlow(flow.behavior, from: isWritten ? dropped.place : labels.place(of: flow.source), at: node)
        }
    }

    private func noteText(_ value: Value, at node: NodeID) {
        if value.knownText == nil {
            emit(.argDynamic, at: node)
        } else if value.labels.contains(.hidden) {
            emit(.argHiddenString, at: node)
        }
    }

    // MARK: Processes

    private func emitProcessFlows(_ arguments: [Argument], at node: NodeID) {
        var labels: Labels = []
        var dropped = Dropped()
        var isConstant = true
        for argument in arguments where argument.name == nil || argument.name == "args" {
            if argument.value.functionIndex != nil { continue }
            if case .object = argument.value.shape { continue }
            labels.formUnion(argument.value.labels)
            dropped.formUnion(placeLabels(argument.value))
            if let elements = argument.value.elements {
                for element in elements.prefix(256) {
                    dropped.formUnion(placeLabels(element))
                    if element.constantText == nil, element.number == nil, !isInterpreter(element) {
                        isConstant = false
                    }
                }
            } else if argument.value.constantText == nil, !isInterpreter(argument.value) {
                isConstant = false
            }
        }
        if labels.contains(.hidden) {
            emit(.argHiddenString, at: node)
        } else {
            emit(isConstant ? .argConstantCommand : .argDynamic, at: node)
        }
        emitFlow(labels, .process, dropped: dropped, at: node)
    }

    func isInterpreter(_ value: Value) -> Bool {
        guard let known = value.node else { return false }
        return known == (file.isPython ? WellKnown.pythonInterpreter : WellKnown.javaScriptInterpreter)
    }

    /// Reads the command that arguments of a process call make and records its words and inner code.
    func readCommand(_ arguments: [Argument], at node: NodeID) {
        guard quietDepth == 0 else { return }
        var words: [String] = []
        for argument in arguments where argument.name == nil || argument.name == "args" {
            if let elements = argument.value.elements {
                words += elements.prefix(256).map { word(for: $0, at: node) }
            } else if argument.value.knownText != nil || isInterpreter(argument.value) {
                words.append(word(for: argument.value, at: node))
            }
        }
        guard let first = words.first else { return }
        let command = words.count == 1 ? first : words.map(Self.quoted).joined(separator: " ")
        emitCommand(command, at: node)
    }

    private func word(for value: Value, at node: NodeID) -> String {
        if isInterpreter(value) {
            emit(.argInterpreter, at: node)
            return file.isPython ? "python" : "node"
        }
        return value.piece()
    }

    private static func quoted(_ word: String) -> String {
        "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\"'\"'") + "'"
    }

    /// Records what the words of a command say.
    func emitCommand(_ command: String, at node: NodeID) {
        // A unit that is cut takes no more; it is noted as incomplete.
        guard !unit.isCut else { return }
        for finding in findings(in: command) {
            switch finding {
            case .behavior(let behavior): emit(behavior, at: node)
            case .pythonCode(let code): walkLayer(code, isPython: true, at: node)
            case .javaScriptCode(let code): walkLayer(code, isPython: false, at: node)
            case .runsFile(let path, let interpreter): follow(path, interpreter)
            case .runsScript, .managesPackages: followScript(finding)
            case .runsVariable: break
            }
        }
    }

    private func findings(in command: String) -> [ShellFinding] {
        if let known = knownCommands[command] { return known }
        let found = shellFindings(in: command)
        if command.utf8.count <= 512, knownCommands.count < 512 { knownCommands[command] = found }
        return found
    }

    // MARK: Sending

    /// What takes an address as its first argument.
    private static let addressed: Set<Behavior> = [
        .netHttpGet, .netHttpPost, .netHttpAny, .netWebhook, .netWebsocket, .netConnect, .netDns, .netDownload,
        .memberPost,
        .memberRequest,
    ]

    private func emitSendFlows(_ arguments: [Argument], base: Value, hasAddress: Bool, at node: NodeID) {
        guard !arguments.isEmpty else { return }
        var labels = base.labels.intersection([.secret, .environment, .system, .file, .output, .interface])
        for (index, argument) in arguments.enumerated() {
            if let name = argument.name, Self.carriers.contains(name) { continue }
            var carried = argument.value.labels
            if hasAddress, index == 0, argument.name == nil || argument.name == "url" {
                noteAddress(argument.value, at: node)
                if isConfiguredAddress(argument.value) { carried.formIntersection([.system, .output]) }
            }
            labels.formUnion(carried)
        }
        labels.subtract(.network.intersection(base.labels))
        // What a caller gives to something unknown says nothing.
        if base.node == nil, !hasAddress { labels.remove(.parameter) }
        emitFlow(labels, .send, at: node)
    }

    /// An address whose host is not in the text comes from configuration or a caller; what stands behind a fixed host is a
    /// message.
    private func isConfiguredAddress(_ value: Value) -> Bool {
        if case .object = value.shape { return false }
        guard let text = value.knownText else { return value.elements == nil }
        return text.hasPrefix("\(unknownPart)/") || text.hasPrefix("\(unknownPart)?") || text == unknownPart
            || text.contains("://\(unknownPart)/")
    }

    private func noteAddress(_ value: Value?, at node: NodeID) {
        guard let value else { return }
        if value.labels.contains(.hidden) { emit(.argHiddenAddress, at: node) }
        if value.labels.contains(.decoded) {
            emitFlow(.flowDecToAddress, from: value.labels.place(of: .decoded), at: node)
        } else if value.labels.contains(.environment), isConfiguredAddress(value) {
            emitFlow(.flowEnvToAddress, from: value.labels.place(of: .environment), at: node)
        }
        if let elements = value.elements, let host = elements.first?.constantText,
            let kind = WebAddress.kind(ofHost: host),
            elements.first?.labels.contains(.hidden) == true
        {
            emit(kind, at: node)
        }
    }

    // MARK: Files

    /// Data was written to a path or handle: what reads or runs it later has its labels.
    func write(_ data: Value, to target: Value, at node: NodeID) {
        guard quietDepth == 0 else { return }
        emitFlow(data.labels, .write, at: node)
        var mark: Labels = []
        if !data.labels.isDisjoint(with: [.network, .decoded]) { mark.insert(.drop) }
        if let text = data.knownText, looksLikeSource(text) || text.hasPrefix("#!") || text.hasPrefix("@echo") {
            mark.insert(.script)
            // A script that is only written runs later, where nobody may look.
            if data.constantText != nil, text.containsBytes(of: file.isPython ? "import " : "require(") {
                walkLayer(text, isPython: file.isPython, at: node)
            }
        }
        guard !mark.isEmpty else { return }
        let origin = pathOrigin(of: target)
        let place = placeNumber(of: node)
        if origin != 0 {
            droppedOrigins[origin] = ((droppedOrigins[origin]?.labels ?? []).union(mark), place)
        }
        if let path = target.constantText { noteDropped(path, place) }
        if let name = droppedNameOfOrigin[origin], origin != 0 { noteDropped(name, place) }
    }

    private func noteDropped(_ path: String, _ place: UInt16) {
        let name = path.split { $0 == "/" || $0 == "\\" }.last.map { $0.lowercased() } ?? ""
        guard name.utf8.count >= 3, droppedNames.count < 64, !droppedNames.contains(where: { $0.name == name }) else {
            return
        }
        droppedNames.append((name, place))
    }

    /// The identity under which a path is known: constants by their text, others by the variable they came from.
    func pathOrigin(of value: Value) -> UInt32 {
        if let text = value.constantText, !text.isEmpty, text.utf8.count < 1_024 {
            if let known = constantOrigins[text] { return known }
            guard constantOrigins.count < 4_096 else { return value.origin }
            let origin = value.origin != 0 ? value.origin : makeOrigin()
            constantOrigins[text] = origin
            droppedNameOfOrigin[origin] = text
            return origin
        }
        return value.origin
    }

    /// What is known of a value as a path: whether fetched data or a script was written there, and where.
    func placeLabels(_ value: Value) -> Dropped {
        var dropped = Dropped()
        if value.origin != 0, let mark = droppedOrigins[value.origin] {
            dropped.formUnion(Dropped(labels: mark.labels, place: mark.place))
        }
        if let text = value.knownText, !droppedNames.isEmpty, text.utf8.count < 1_024,
            placeChecks < ExtractionLimits.placeChecks
        {
            placeChecks += 1
            let lower = text.lowercased()
            if let name = droppedNames.first(where: { lower.contains($0.name) }) {
                dropped.formUnion(Dropped(labels: .drop, place: name.place))
            }
            if let origin = constantOrigins[text], let mark = droppedOrigins[origin] {
                dropped.formUnion(Dropped(labels: mark.labels, place: mark.place))
            }
        }
        return dropped
    }

    // MARK: Code in texts

    /// Runs a text as code: its flow was recorded; a known text is walked in place.
    ///
    /// Gives the value of a text that is one short expression, as `eval` does.
    @discardableResult
    func runCode(_ value: Value, isPython: Bool, at node: NodeID) -> Value {
        guard quietDepth == 0 else {
            // What a decoder gives may be written as an expression: `return eval(text)`.
            guard isPython, computingDepth > 0, let text = value.constantText else { return .unknown }
            return computed(text, isPython: isPython, at: node)
        }
        var value = value
        if value.knownText == nil, !isPython, let computed = computedArgument(of: node) { value = computed }
        guard let text = value.constantText else {
            if value.functionIndex == nil { emit(.argDynamic, at: node) }
            runContent(of: value, isPython: isPython, at: node)
            return .unknown
        }
        emit(.argConstantCode, at: node)
        if value.labels.contains(.hidden) { emit(.argHiddenString, at: node) }
        walkLayer(text, isPython: isPython, at: node)
        return computed(text, isPython: isPython, at: node)
    }

    /// The value of a text that is one short expression of the file's own language, without its events.
    private func computed(_ text: String, isPython: Bool, at node: NodeID) -> Value {
        guard isPython == file.isPython, text.utf8.count <= ExtractionLimits.computedSource,
            layerDepth < ExtractionLimits.layers, foldingSteps < foldingLimit
        else { return .unknown }
        foldingSteps += 64
        var result = Value.unknown
        insideLayer(text, isPython: isPython, at: node) { tree in
            let statements = children(tree.root)
            guard statements.count == 1, let only = statements.first, kind(only) == .expressionStatement,
                let expression = child(only, 0)
            else { return }
            quietDepth += 1
            result = evaluate(expression)
            quietDepth -= 1
        }
        return result
    }

    /// `exec(code, names)`: what the code defines is found in the dictionary afterwards.
    func runCode(_ value: Value, definingIn object: Int, at node: NodeID) {
        guard quietDepth == 0 else { return }
        let saved = scope
        scope = Scope(parent: saved)
        runCode(value, isPython: file.isPython, at: node)
        for (name, defined) in scope.names.pairs { setMember(name, of: object, to: defined) }
        scope = saved
    }

    /// Walks source text found in a string as if it stood here; each text once.
    func walkLayer(_ text: String, isPython: Bool, at node: NodeID) {
        let size = text.utf8.count
        guard quietDepth == 0, !unit.isCut, size >= 8, layerDepth < ExtractionLimits.layers,
            layerBytes + size <= ExtractionLimits.layerBytes, walkedLayers.insert(text).inserted
        else { return }
        layerBytes += size + ExtractionLimits.bytesOfLayer
        insideLayer(text, isPython: isPython, at: node) { tree in
            let context = file
            emit(.layerBegin, at: node)
            hoistFunctions(in: tree.root)
            for statement in children(tree.root) { walk(statement) }
            var next = 0
            while next < context.definedFunctions.count {
                let index = context.definedFunctions[next]
                next += 1
                if !functions[index].isEntered { enterUncalled(index) }
            }
            emit(.layerEnd, at: node)
        }
    }

    /// Does something with the tree of a text as if the text stood at a node, with everything put back afterwards.
    private func insideLayer(_ text: String, isPython: Bool, at node: NodeID, _ work: (SyntaxTree) -> Void) {
        let bytes = Array(text.utf8)
        let tree = isPython ? parsePython(bytes) : parseJavaScript(bytes, isTypeScript: false, allowsMarkup: false)
        let height = tree.nodes.isEmpty ? 0 : Int(tree[tree.root].height)
        guard height > 0, nestedHeight + height <= ExtractionLimits.nestedHeight else { return }
        let sameLanguage = isPython == file.isPython
        let context = FileContext(
            fileIndex: file.fileIndex, pathIndex: file.pathIndex, tree: tree, isPython: isPython,
            scope: sameLanguage ? scope : Scope(parent: nil), fixedLine: line(of: node))
        context.isMainScript = true
        context.isMachineMade = !isPython
        if !isPython { context.layerSource = bytes }
        context.exportsObject = file.exportsObject
        let saved = (file, scope, literalSilence, isInCommand, nestedHeight)
        file = context
        scope = context.moduleScope
        literalSilence = 0
        isInCommand = false
        layerDepth += 1
        nestedHeight += height
        work(tree)
        layerDepth -= 1
        (file, scope, literalSilence, isInCommand, nestedHeight) = saved
    }

    private static let sourceMarks: [StaticString] = [
        "import ", "exec(", "eval(", "require(", "def ", "function", "subprocess", "os.system", "=>", "urlopen",
        "print(", "class ", "var ", "const ", "lambda",
    ]

    /// Whether a text is source code rather than prose or data.
    func looksLikeSource(_ text: String) -> Bool {
        guard text.utf8.count >= 16 else { return false }
        let sample = text.utf8.count <= 4_096 ? text : String(decoding: text.utf8.prefix(4_096), as: UTF8.self)
        guard sample.utf8.contains(UInt8(ascii: "(")),
            sample.containsBytes(of: ")") || sample.containsBytes(of: "\n")
                || sample.containsBytes(of: ";")
        else { return false }
        return Self.sourceMarks.contains { sample.containsBytes(of: $0) }
    }
}
