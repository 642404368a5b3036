import SourceSyntax

extension SequenceWalker {
    /// Calls that need more than a table row; nil when the row says it all.
    func performSpecial(
        _ effect: Effect, _ arguments: [Argument], base: Value, labels: Labels, at node: NodeID
    ) -> Value? {
        guard let form = effect.form else { return nil }
        let first = arguments.first?.value ?? .unknown
        switch form {
        case .require, .importModule:
            emit(effect.behaviors, at: node)
            return importDynamically(first, at: node)
        case .getAttribute: return getAttribute(arguments, at: node)
        case .setAttribute: return setAttribute(arguments, at: node)
        case .globals: return Value(file.catalogue.root("builtins").map { .name($0) } ?? .unknown)
        case .runCode:
            emit(effect.behaviors, at: node)
            emitFlow(first.labels, .execute, at: node)
            if arguments.count > 1, case .object(let index) = arguments[1].value.shape, file.isPython {
                runCode(first, definingIn: index, at: node)
                return Value(labels: labels)
            }
            let value = runCode(first, isPython: file.isPython, at: node)
            return (effect.result.map { Value(.name($0)) } ?? value).withLabels(labels)
        case .compileCode:
            emit(effect.behaviors, at: node)
            return first
        case .makeFunction: return makeFunction(effect, arguments, at: node)
        case .timer: return callLater(effect, arguments, labels: labels, at: node)
        case .open: return open(arguments, base: base, at: node)
        case .thread: return startThread(effect, arguments, at: node)
        case .requestHandler:
            emit(effect.behaviors, at: node)
            let request = Argument(name: nil, value: Value(labels: placed(labels, at: node)), node: node)
            for argument in arguments {
                guard let index = argument.value.functionIndex else { continue }
                _ = enter(index, arguments: [request], receiver: functions[index].boundReceiver, at: argument.node)
            }
            return (effect.result.map { Value(.name($0)) } ?? base).withLabels(labels.subtracting(effect.yields))
        case .eventHandler:
            for argument in arguments {
                if let index = argument.value.functionIndex {
                    enterCallback(index, labels: labels, at: argument.node)
                }
            }
            return base.withLabels(labels)
        case .exitHook:
            emit(effect.behaviors, at: node)
            if let index = first.functionIndex {
                _ = enter(index, arguments: Array(arguments.dropFirst()), receiver: nil, at: node)
            } else if first.node != nil {
                _ = call(first, arguments: Array(arguments.dropFirst()), at: node)
            }
            return first
        case .setupCall:
            noteSetupFiles(arguments)
            enterInstallCommands(at: node)
            return .unknown
        case .chmod:
            emit(effect.behaviors, at: node)
            if arguments.contains(where: { placeLabels($0.value).labels.contains(.drop) }) {
                emit(.fsWriteProgram, at: node)
            }
            return Value(labels: labels)
        case .pipe: return pipe(base.withLabels(labels), into: first, at: node)
        case .environmentGet: return readEnvironment(first.knownText ?? "", at: node)
        case .assignObject: return assignObject(arguments, labels: labels, at: node)
        case .defineProperty: return defineProperty(arguments)
        case .reflectApply:
            emit(effect.behaviors, at: node)
            guard let list = arguments.last?.value.elements else { return Value(labels: labels) }
            return call(first, arguments: list.prefix(64).map { Argument(name: nil, value: $0, node: node) }, at: node)
        case .json:
            emit(effect.behaviors, at: node)
            guard let text = first.constantText, canFold(text.utf8.count), quietDepth == 0 else {
                return Value(labels: labels, origin: first.origin)
            }
            return JSONValue(parsing: Array(text.utf8)).map { value(of: $0, labels: labels) } ?? Value(labels: labels)
        case .identity, .partial, .joinPath, .base64, .hexadecimal, .codec, .percent, .characters, .ordinal, .integer,
            .bytes,
            .buffer, .textOf, .reversed, .map, .base32, .base85, .ascii85, .inflate:
            return compute(form, effect, arguments, base: base, labels: labels, at: node)
        case .range, .enumerate, .zip, .list, .length:
            return sequenceResult(form, arguments, labels: labels, at: node)
        case .translation: return translationTable(arguments, labels: labels)
        case .reduce: return reduced(arguments, labels: labels, at: node)
        case .variables:
            return arguments.first?.value ?? Value(file.catalogue.root("builtins").map { .name($0) } ?? .unknown)
        case .attributeGetter: return makeGetter(effect, arguments, callsMethod: false, at: node)
        case .methodCaller: return makeGetter(effect, arguments, callsMethod: true, at: node)
        case .superclass: return superclass()
        case .codecGetter:
            emit(effect.behaviors, at: node)
            return boundDecoder(first, labels: labels)
        case .encoderGetter: return boundEncoder(first, labels: labels)
        case .pack: return packed(arguments, labels: labels, at: node)
        case .bytecode: return unmarshalled(effect, first, labels: labels, at: node)
        }
    }

    private func getAttribute(_ arguments: [Argument], at node: NodeID) -> Value {
        guard arguments.count >= 2 else { return .unknown }
        let base = arguments[0].value
        let key = arguments[1].value
        guard let name = key.constantText else {
            if base.node != nil || isModule(base) { emit(.codeLateAttribute, at: node) }
            return Value(labels: base.labels)
        }
        if key.labels.contains(.hidden) { emit(.argHiddenString, at: node) }
        if base.node != nil { emit(.codeLateAttribute, at: node) }
        let value = member(name, of: base)
        return value.isUnknown ? boundMethod(name, of: base) ?? value : value
    }

    private func isModule(_ value: Value) -> Bool {
        if case .module = value.shape { return true }
        return false
    }

    private func setAttribute(_ arguments: [Argument], at node: NodeID) -> Value {
        guard arguments.count >= 3 else { return .unknown }
        switch arguments[0].value.shape {
        case .name: emit(.hookPatch, at: node)
        case .instance(let index), .classType(let index):
            if let name = arguments[1].value.constantText, quietDepth == 0 {
                classes[index].setMember(name, to: arguments[2].value)
            }
        default: emit(.codeSetAttribute, at: node)
        }
        return .unknown
    }

    private func makeFunction(_ effect: Effect, _ arguments: [Argument], at node: NodeID) -> Value {
        guard let code = arguments.last?.value else { return .unknown }
        emit(effect.behaviors, at: node)
        emitFlow(code.labels, .execute, at: node)
        // `Function('return this')` is an old way to the global object.
        if let text = code.constantText, let known = knownReturn(text) { return known }
        runCode(code, isPython: false, at: node)
        return .unknown
    }

    /// The name that `return name` gives, as in old ways to the global object; `this` is that object.
    func knownReturn(_ text: String) -> Value? {
        guard text.utf8.count < 32, text.hasPrefix("return") else { return nil }
        let name = text.dropFirst(6).filter { $0 != " " && $0 != ";" && $0 != "(" && $0 != ")" }
        return file.catalogue.root(name == "this" ? "globalThis" : name).map { Value(.name($0)) }
    }

    private func value(of json: JSONValue, labels: Labels) -> Value {
        switch json {
        case .string(let text): return .text(text, labels: labels)
        case .boolean(let truth): return Value(.truth(truth), labels: labels)
        case .array(let elements):
            guard elements.count <= ExtractionLimits.listElements else { return Value(labels: labels) }
            return Value(.list(elements.map { value(of: $0, labels: labels) }), labels: labels)
        case .object(let members):
            var known: [String: Value] = [:]
            for (key, member) in members.prefix(ExtractionLimits.listElements) {
                known[key] = value(of: member, labels: labels)
            }
            objects.append(known)
            return Value(.object(objects.count - 1), labels: labels)
        case .number, .null: return Value(labels: labels)
        }
    }

    private func callLater(_ effect: Effect, _ arguments: [Argument], labels: Labels, at node: NodeID) -> Value {
        emit(effect.behaviors, at: node)
        guard let first = arguments.first?.value else { return .unknown }
        if first.knownText != nil {
            emit(.codeTimerString, at: node)
            emitFlow(first.labels, .execute, at: node)
            runCode(first, isPython: false, at: node)
        } else if let index = first.functionIndex {
            _ = enter(
                index, arguments: Array(arguments.dropFirst(2)), receiver: functions[index].boundReceiver, at: node)
        } else if case .object(let index) = first.shape, isBound(index) {
            _ = call(first, arguments: Array(arguments.dropFirst(2)), at: node)
        }
        return .unknown
    }

    private func startThread(_ effect: Effect, _ arguments: [Argument], at node: NodeID) -> Value {
        emit(effect.behaviors, at: node)
        let position = arguments.firstIndex { argument in
            argument.value.functionIndex != nil || argument.value.node.flatMap(file.catalogue.call) != nil
        }
        let target =
            arguments.first { $0.name == "target" || $0.name == "function" } ?? position.map { arguments[$0] }
        var passed = arguments.first { $0.name == "args" }?.value
        if passed == nil, let position {
            // `submit(f, x)` passes values, `start_new_thread(f, (x,))` and `map(f, xs)` a list of them.
            let rest = arguments[(position + 1)...].filter { $0.name == nil }.map(\.value)
            passed = rest.count == 1 && rest[0].elements != nil ? rest[0] : Value(.list(rest))
        }
        if let index = target?.value.functionIndex {
            let values = passed?.elements ?? []
            let inner = values.map { Argument(name: nil, value: $0, node: node) }
            _ = enter(index, arguments: inner, receiver: functions[index].boundReceiver, at: node)
        } else if let known = target?.value, known.node != nil {
            let values = passed?.elements ?? []
            _ = call(known, arguments: values.map { Argument(name: nil, value: $0, node: node) }, at: node)
        }
        return Value(effect.result.map { .name($0) } ?? .unknown)
    }

    private func open(_ arguments: [Argument], base: Value, at node: NodeID) -> Value {
        let isPathMethod = file.isPython && (base.knownText != nil || base.node == Catalogue.python.root("path#"))
        let isMethod = base.node == nil || arguments.first?.name != nil
        let path = isPathMethod ? base : arguments.first?.value ?? base
        let modePosition = isPathMethod ? 0 : 1
        let modeArgument =
            arguments.first { $0.name == "mode" }?.value
            ?? (arguments.count > modePosition ? arguments[modePosition].value : nil)
        var mode = modeArgument?.constantText ?? "r"
        if isMethod, arguments.count == 1, let only = arguments.first?.value.constantText, only.utf8.count <= 3 {
            mode = only
        }
        let writes = mode.contains("w") || mode.contains("x") || mode.contains("+")
        let behavior: Behavior =
            if mode.contains("a") {
                .fsAppend
            } else if writes {
                writeBehavior(of: path.knownText ?? "", isBinary: mode.contains("b"))
            } else {
                mode.contains("b") ? .fsReadBinary : .fsRead
            }
        emit(behavior, at: node)
        var labels: Labels = writes || mode.contains("a") ? [] : .file
        if isSecretPlace(path), !writes { labels.insert(.secret) }
        labels.formUnion(path.labels.intersection(.parameter))
        if path.labels.contains(.parameter), !writes { function?.opensParameter = true }
        let known = pathOrigin(of: path)
        let origin = writes ? known : contentOrigin(of: path, known: known)
        let handle = Catalogue.python.root("file#")
        return Value(handle.map { .name($0) } ?? .unknown, labels: labels, origin: origin)
    }

    /// Whether a path names credentials, or a place to which they were copied.
    func isSecretPlace(_ path: Value) -> Bool {
        if path.labels.contains(.secretPlace) { return true }
        guard !secretCopies.isEmpty else { return false }
        let origin = pathOrigin(of: path)
        return origin != 0 && secretCopies.contains(origin)
    }

    /// What writing a file of this name means.
    func writeBehavior(of path: String, isBinary: Bool) -> Behavior {
        let lower = path.lowercased()
        for ending in [".py", ".pyw", ".js", ".bat", ".cmd", ".ps1", ".vbs", ".sh", ".pth", ".hta", ".mjs", ".cjs"]
        where lower.hasSuffix(ending) {
            return .fsWriteCode
        }
        for ending in [".exe", ".dll", ".scr", ".so", ".msi", ".elf", ".pyd", ".node", ".dylib"]
        where lower.hasSuffix(ending) {
            return .fsWriteProgram
        }
        return isBinary ? .fsWriteBinary : .fsWrite
    }

    /// `source.pipe(target)`: what flows depends on both ends.
    private func pipe(_ source: Value, into target: Value, at node: NodeID) -> Value {
        guard let known = target.node else {
            if target.origin != 0, source.labels.contains(.network) { write(source, to: target, at: node) }
            return target.withLabels(source.labels.intersection(.sources))
        }
        let catalogue = file.catalogue
        if known == catalogue.resolve("process#.stdin") {
            if source.labels.contains(.network) {
                emitFlow(.flowNetToProc, from: source.labels.place(of: .network), at: node)
            }
        } else if ["socket#", "outgoing#", "channel#", "web#"].contains(where: { known == catalogue.root($0) }) {
            emit(.netSend, at: node)
            emitFlow(source.labels.subtracting(.network), .send, at: node)
        } else if known == catalogue.root("file#") {
            write(source, to: target, at: node)
        }
        return target.withLabels(source.labels.intersection(.sources))
    }

    private func assignObject(_ arguments: [Argument], labels: Labels, at node: NodeID) -> Value {
        guard let target = arguments.first?.value else { return .unknown }
        if case .object(let index) = target.shape, quietDepth == 0 {
            for argument in arguments.dropFirst() {
                guard case .object(let source) = argument.value.shape else { continue }
                for (name, value) in objects[source] { objects[index][name] = value }
            }
        }
        return target.withLabels(labels)
    }

    /// `Object.defineProperty(exports, "name", { get: () => value })`, as compilers write re-exports.
    private func defineProperty(_ arguments: [Argument]) -> Value {
        guard arguments.count >= 3, let name = arguments[1].value.constantText,
            case .object(let target) = arguments[0].value.shape, case .object(let descriptor) = arguments[2].value.shape
        else { return .unknown }
        if let value = objects[descriptor]["value"] { setMember(name, of: target, to: value) }
        if let getter = objects[descriptor]["get"]?.functionIndex, functions.indices.contains(getter) {
            let result = enter(getter, arguments: [], receiver: nil, at: arguments[0].node)
            setMember(name, of: target, to: result)
            if result.isUnknown { getters[target, default: [:]][name] = getter }
        }
        return arguments[0].value
    }
}
