import SourceSyntax

extension SequenceWalker {
    /// Walks a call: the callee's object, the arguments, then what the call does.
    func evaluateCall(_ node: NodeID) -> Value {
        guard let calleeNode = child(node, 0) else { return .unknown }
        if kind(calleeNode) == .member, let object = child(calleeNode, 0) {
            return callMember(text(calleeNode), hashed: hash(of: calleeNode), of: object, at: node)
        }
        if kind(calleeNode) == .subscription, let object = child(calleeNode, 0), let index = child(calleeNode, 1),
            kind(index) != .slice
        {
            let base = evaluateBase(object)
            literalSilence += 1
            let key = evaluate(index)
            literalSilence -= 1
            if let name = key.constantText {
                if key.labels.contains(.parameter) { noteLoader(member(name, of: base), key) }
                if kind(index) != .string, base.node != nil { emit(.codeLateAttribute, at: node) }
                return callMember(name, hashed: nameHash(name), ofValue: base, objectNode: object, at: node)
            }
            if let known = base.node, key.number == nil, file.catalogue.hasMembers(known) {
                emit(.codeLateAttribute, at: node)
            }
            let callee = evaluateIndexed(base, key)
            noteLoader(callee, key)
            return call(callee, arguments: evaluateArguments(of: node), at: node)
        }
        if kind(calleeNode) == .function, rotates(calleeNode, of: node) { return .unknown }
        let callee = kind(calleeNode) == .function ? define(calleeNode) : evaluateBase(calleeNode)
        if let known = callee.node, let effect = file.catalogue.call(known) {
            let arguments = evaluateArguments(of: node, for: effect)
            enterForBuiltIn(text(calleeNode), arguments, at: node)
            return perform(effect, arguments, base: callee, at: node)
        }
        let arguments = evaluateArguments(of: node)
        enterForBuiltIn(text(calleeNode), arguments, at: node)
        if file.isPython, arguments.count == 3, callee.isUnknown, kind(calleeNode) == .name, text(calleeNode) == "type",
            let made = makeClass(arguments, at: node)
        {
            return made
        }
        if kind(node) == .newExpression, case .function(let index) = callee.shape, !file.isPython {
            return construct(ofFunction: index, arguments, at: node)
        }
        return call(callee, arguments: arguments, at: node)
    }

    private func evaluateIndexed(_ base: Value, _ key: Value) -> Value {
        if case .object(let index) = base.shape, let found = entry(of: index, at: key) { return found }
        if let number = key.number, let elements = base.elements, elements.indices.contains(number) {
            return elements[number]
        }
        return Value(labels: base.labels)
    }

    func evaluateArguments(of node: NodeID, for effect: Effect? = nil) -> [Argument] {
        let saved = (literalSilence, isInCommand)
        literalSilence = effect?.form == .setupCall || effect?.form == .require || effect?.form == .importModule ? 1 : 0
        isInCommand = effect?.sink == .process
        defer { (literalSilence, isInCommand) = saved }
        let parts = childPlaces(node).dropFirst()
        guard !parts.isEmpty else { return [] }
        var arguments: [Argument] = []
        arguments.reserveCapacity(parts.count)
        for place in parts {
            let part = child(at: place)
            if kind(part) == .keywordArgument, let valueNode = child(part, 0) {
                let value = evaluate(valueNode)
                emitOption(text(part), value, at: part)
                arguments.append(Argument(name: text(part), value: value, node: part))
            } else {
                let value = evaluate(part)
                if kind(part) == .spread, let elements = value.elements, elements.count <= 64 {
                    for element in elements { arguments.append(Argument(name: nil, value: element, node: part)) }
                } else {
                    arguments.append(Argument(name: nil, value: value, node: part))
                }
            }
        }
        return arguments
    }

    private func callMember(_ name: String, hashed hash: UInt64, of object: NodeID, at node: NodeID) -> Value {
        let silence = literalSilence
        // A text whose method is called is judged as what the method makes of it.
        if kind(object) == .string || kind(object) == .binary || kind(object) == .list {
            literalSilence += Self.foldingMethods.contains(name) ? 1 : 0
        }
        let base = evaluateBase(object)
        literalSilence = silence
        return callMember(name, hashed: hash, ofValue: base, objectNode: object, at: node)
    }

    static let foldingMethods: Set<String> = [
        "join", "replace", "replaceAll", "format", "split", "reverse", "decode", "concat", "strip", "map",
    ]

    private func callMember(
        _ name: String, hashed hash: UInt64, ofValue base: Value, objectNode: NodeID, at node: NodeID
    ) -> Value {
        if !file.isPython, name == "call" || name == "apply" || name == "bind", isCallable(base),
            base.node.flatMap({ file.catalogue.member(name, of: $0) }) == nil
        {
            return callBound(base, method: name, at: node)
        }
        if let result = callBorrowed(name, of: objectNode, at: node) { return result }
        noteSubclassWalk(name, of: objectNode, at: node)
        if let found = memberByName(name, of: base, at: node) { return found }
        let target = member(name, hashed: hash, of: base)
        switch target.shape {
        case .name(let known):
            if let effect = file.catalogue.call(known) {
                return perform(effect, evaluateArguments(of: node, for: effect), base: base, at: node)
            }
        case .function(let index):
            if functions[index].isProperty {
                return call(readMember(name, of: base, at: node), arguments: evaluateArguments(of: node), at: node)
            }
            let arguments = evaluateArguments(of: node)
            return enter(index, arguments: arguments, receiver: receiver(for: base), at: node)
                .withLabels(base.labels.intersection(.sources))
        case .classType: return call(target, arguments: evaluateArguments(of: node), at: node)
        case .object(let index) where isBound(index):
            return call(target, arguments: evaluateArguments(of: node), at: node)
        case .unknown where file.isPython && isInstance(base):
            let asked = readMember(name, hashed: hash, of: base, at: node)
            if asked.functionIndex != nil || asked.node != nil {
                return call(asked, arguments: evaluateArguments(of: node), at: node)
            }
        case .unknown, .text, .number, .truth, .list, .instance, .object, .module: break
        }
        if file.isPython, base.knownText != nil, Self.pathMethods.contains(name),
            let known = file.catalogue.resolve("path#.\(name)"), let effect = file.catalogue.call(known)
        {
            return perform(effect, evaluateArguments(of: node, for: effect), base: base, at: node)
        }
        // Reading a known value first, as in `sys.platform.startswith(…)`.
        let object = settled(base, at: objectNode)
        if object.elements != nil, object.origin != 0, quietDepth == 0, Self.changing.contains(name) {
            changedLists.insert(object.origin)
        }
        if let effect = file.catalogue.memberOfUnknown(name, hashed: hash).flatMap(file.catalogue.call),
            object.elements == nil,
            object.knownText == nil
        {
            let arguments = evaluateArguments(of: node, for: effect)
            if name == "get" || name == "send" || name == "request", !looksLikeRequest(arguments),
                object.labels.isEmpty, name != "send"
            {
                return Value(labels: object.labels)
            }
            return perform(effect, arguments, base: object, at: node)
        }
        let isPython = file.isPython
        if !isPython, name == "constructor", let first = child(node, 1) {
            let argument = evaluate(first)
            if argument.knownText != nil { emit(.codeFunction, at: node) }
            if let text = argument.constantText, let known = knownReturn(text) { return known }
            runCode(argument, isPython: false, at: node)
            return .unknown
        }
        let savedSilence = literalSilence
        let arguments = evaluateArguments(of: node)
        literalSilence = savedSilence
        if let found = callOfTextType(name, base, arguments, at: node)
            ?? attribute(name, objectNode, arguments, at: node)
        {
            return found
        }
        if name == "reverse" { reverseInPlace(objectNode, object) }
        if let folded = fold(method: name, of: object, arguments, at: node) { return folded }
        return callUnknown(name, of: object, objectNode: objectNode, arguments, at: node)
    }

    /// Methods of paths that texts do not have: a folded path is a text.
    private static let pathMethods: Set<String> = [
        "read_text", "read_bytes", "write_text", "write_bytes", "open", "iterdir", "glob", "rglob", "unlink", "chmod",
        "mkdir", "exists", "is_file", "is_dir",
    ]

    private func looksLikeRequest(_ arguments: [Argument]) -> Bool {
        arguments.first?.value.knownText?.containsBytes(of: "://") == true
    }

    private func isCallable(_ value: Value) -> Bool {
        switch value.shape {
        case .function, .classType, .name: true
        default: false
        }
    }

    func isInstance(_ value: Value) -> Bool {
        if case .instance = value.shape { return true }
        return false
    }

    private func receiver(for base: Value) -> Value? {
        switch base.shape {
        case .instance, .object: base
        case .classType(let index): Value(.instance(index))
        default: nil
        }
    }

    /// `f.call(this, a, b)`, `f.apply(this, [a, b])`, `f.bind(this)`.
    private func callBound(_ callee: Value, method: String, at node: NodeID) -> Value {
        let effect = callee.node.flatMap(file.catalogue.call)
        var arguments = evaluateArguments(of: node, for: effect)
        if method == "bind" { return boundCall(callee, arguments) }
        if !arguments.isEmpty { arguments.removeFirst() }
        if method == "apply", let list = arguments.first, let elements = list.value.elements {
            arguments = elements.prefix(64).map { Argument(name: nil, value: $0, node: list.node) }
        }
        if let effect { return perform(effect, arguments, base: callee, at: node) }
        return call(callee, arguments: arguments, at: node)
    }

    /// Calls a value with arguments that were walked already.
    func call(_ callee: Value, arguments: [Argument], at node: NodeID) -> Value {
        switch callee.shape {
        case .name(let known):
            if let effect = file.catalogue.call(known) { return perform(effect, arguments, base: callee, at: node) }
            // What `Function('return this')` gave, called.
            if arguments.isEmpty, !file.isPython { return callee }
        case .function(let index):
            return enter(index, arguments: arguments, receiver: functions[index].boundReceiver, at: node)
        case .classType(let index): return construct(index, arguments: arguments, at: node)
        case .instance(let index):
            if let method = classMember("__call__", of: index)?.functionIndex {
                return enter(method, arguments: arguments, receiver: callee, at: node)
            }
        case .object(let index):
            if let result = callGetter(index, arguments, at: node)
                ?? callBound(object: index, arguments, labels: callee.labels, at: node)
            {
                return result
            }
        case .module, .unknown, .text, .number, .truth, .list: break
        }
        return callUnknown("", of: callee, objectNode: nil, arguments, at: node)
    }

    /// A call of which nothing is known: callbacks are entered in place, labels pass through.
    private func callUnknown(
        _ name: String, of object: Value, objectNode: NodeID?, _ arguments: [Argument], at node: NodeID
    ) -> Value {
        var added: Labels = []
        for index in arguments.indices { added.formUnion(arguments[index].value.labels) }
        var labels = object.labels.union(added)
        if let objectNode, !added.isEmpty, Self.mutators.contains(name) { addLabels(added, toRootOf: objectNode) }
        if name.utf8.count == 6 || name.utf8.count == 8 {
            emitConversion(name, arguments.first?.value.constantText ?? "", &labels, at: node)
        }
        var origin = object.origin
        for argument in arguments {
            if origin == 0 { origin = argument.value.origin }
            if let index = argument.value.functionIndex {
                if name == "then", !object.isUnknown, object.knownText == nil {
                    // What is known of a promise's value stays known in its continuation.
                    let given = [Argument(name: nil, value: object, node: node)]
                    let result = enter(
                        index, arguments: given, receiver: functions[index].boundReceiver, at: argument.node)
                    if arguments.count == 1, !result.isUnknown { return result }
                    labels.formUnion(result.labels)
                    continue
                }
                let result = enterCallback(index, labels: object.labels.intersection(.sources), at: argument.node)
                if name == "then", arguments.count == 1, result.node != nil || isCallable(result) { return result }
                labels.formUnion(result.labels)
            } else {
                labels.formUnion(callKnownArgument(argument, labels: object.labels, at: node))
            }
        }
        return Value(labels: labels.intersection(.sources.union(.secretPlace)), origin: origin)
    }

    /// A known function given to something that will call it: `.then(eval)`, `attempt(os.hostname)`.
    func callKnownArgument(_ argument: Argument, labels: Labels, at node: NodeID) -> Labels {
        if case .object(let index) = argument.value.shape, quietDepth == 0, isBound(index) {
            return call(argument.value, arguments: [], at: node).labels.intersection(.sources)
        }
        guard quietDepth == 0, let known = argument.value.node, let effect = file.catalogue.call(known),
            !effect.behaviors.isEmpty
        else { return [] }
        let given = Argument(name: nil, value: Value(labels: labels.intersection(.sources)), node: argument.node)
        return perform(effect, [given], base: .unknown, at: node).labels.intersection(.sources)
    }

    /// `x.toString("base64")`, `x.decode("hex")` of something unknown.
    private func emitConversion(_ method: String, _ codec: String, _ labels: inout Labels, at node: NodeID) {
        let isEncoding = method == "toString" || method == "encode"
        guard isEncoding || method == "decode" else { return }
        switch codec {
        case "base64", "base64url": emit(isEncoding ? .encBase64 : .decBase64, at: node)
        case "hex": emit(isEncoding ? .encHex : .decHex, at: node)
        case "rot13", "rot_13", "zlib", "bz2": emit(.decCodec, at: node)
        default: return
        }
        if !isEncoding { labels.insert(.decoded) }
    }

    /// Methods after which a list is not what its text says.
    private static let changing: Set<String> = [
        "push", "unshift", "shift", "pop", "splice", "sort", "reverse", "fill", "append", "extend", "insert",
    ]

    private static let mutators: Set<String> = [
        "append", "extend", "add", "update", "insert", "push", "unshift", "set", "setdefault", "write", "writestr",
        "appendleft", "add_field", "add_embed_field", "addField", "put",
    ]

    // MARK: Known names

    /// Does what the catalogue says of a known name.
    func perform(_ effect: Effect, _ arguments: [Argument], base: Value, at node: NodeID) -> Value {
        var labels = placed(effect.yields, at: node)
        if effect.passesLabels {
            labels.formUnion(base.labels.intersection(.sources))
            for argument in arguments { labels.formUnion(argument.value.labels.intersection(.sources)) }
        }
        if let special = performSpecial(effect, arguments, base: base, labels: labels, at: node) { return special }
        let name = effect.behaviors.first
        if effect.sink == .process, name != .procScript { readCommand(arguments, at: node) }
        emit(effect.behaviors, at: node)
        emitFlows(effect, arguments, base: base, at: node)
        if name?.readsPlaces == true, isSecretPlace(base) || arguments.contains(where: { isSecretPlace($0.value) }) {
            labels.insert(.secret)
            if name == .fsCopy, arguments.count > 1, quietDepth == 0 {
                let copy = pathOrigin(of: arguments[1].value)
                if copy != 0 { secretCopies.insert(copy) }
            }
        }
        if let result = effect.result, let pending = pendingAssignment, pending.call == node,
            pending.file == file.pathIndex, arguments.contains(where: { $0.value.functionIndex != nil })
        {
            pendingAssignment = nil
            for target in pending.targets where kind(target) == .name || kind(target) == .member {
                assign(
                    Value(.name(result), labels: labels, origin: base.origin), to: target, declares: pending.declares)
            }
        }
        for argument in arguments {
            if let index = argument.value.functionIndex {
                let secret = name?.readsPlaces == true ? labels.intersection(.secret) : []
                let given = effect.yields.union(base.labels.intersection(.sources)).union(secret)
                enterCallback(index, labels: given, at: argument.node)
            }
        }
        var origin = base.origin
        if origin == 0 { origin = arguments.first { $0.value.origin != 0 }?.value.origin ?? 0 }
        if name?.readsPlaces == true, base.origin == 0, let path = arguments.first?.value {
            origin = contentOrigin(of: path, known: origin)
        } else if name?.readsPlaces == true, file.isPython, base.knownText != nil {
            origin = contentOrigin(of: base, known: origin)
        } else if name == .fsOwnFile, file.isPython, arguments.count > 1 {
            origin = contentOrigin(of: arguments[1].value, known: origin)
        }
        if let result = effect.result {
            if origin == 0, let path = arguments.first?.value { origin = pathOrigin(of: path) }
            if origin == 0, quietDepth == 0 { origin = makeOrigin() }
            return Value(.name(result), labels: labels, origin: origin)
        }
        return Value(labels: labels, origin: origin)
    }

    /// The effects of options that change what a call means, whatever it is.
    func emitOption(_ name: String, _ value: Value, at node: NodeID) {
        switch name.utf8.first ?? 0 {
        // First letters of the names below.
        case UInt8(ascii: "s"), UInt8(ascii: "v"), UInt8(ascii: "r"), UInt8(ascii: "w"), UInt8(ascii: "c"),
            UInt8(ascii: "d"), UInt8(ascii: "p"):
            break
        default: return
        }
        switch (name, value.shape) {
        case ("shell", .truth(true)), ("shell", .text): emit(.argShell, at: node)
        case ("verify", .truth(false)), ("rejectUnauthorized", .truth(false)), ("strictSSL", .truth(false)):
            emit(.argNoVerify, at: node)
        case ("windowsHide", .truth(true)), ("creationflags", _), ("startupinfo", _): emit(.argHiddenWindow, at: node)
        case ("detached", .truth(true)), ("start_new_session", .truth(true)), ("preexec_fn", _):
            emit(.argDetached, at: node)
        case ("stdio", .text("ignore", _)): emit(.argSilent, at: node)
        case ("ssl", .truth(false)), ("verify_ssl", .truth(false)): emit(.argNoVerify, at: node)
        default: break
        }
    }
}

extension Behavior {
    /// Whether what it reads is the content of the place that its argument names.
    var readsPlaces: Bool {
        switch self {
        case .fsRead, .fsReadBinary, .fsOpen, .fsCopy, .fsDatabase, .fsList, .fsWalk, .fsPack, .memberRead,
            .codeLoadFile,
            .winRegistryRead:
            true
        default: false
        }
    }
}
