import SourceSyntax

// Methods of constants and functions with their arguments that are given a name before they are called:
// `j = "".join`, `t = str.maketrans`, `run = exec.bind(null, "…")`, `codecs.getdecoder("rot13")`.
extension SequenceWalker {
    private static let methodKey = "\u{0}method"
    private static let receiverKey = "\u{0}receiver"
    private static let calleeKey = "\u{0}callee"
    private static let givenKey = "\u{0}given"
    private static let codecKey = "\u{0}codec"
    private static let encoderKey = "\u{0}encoder"
    /// Encodings in which a text of Python stands for its bytes here.
    private static let textCodecs: Set<String> = ["utf-8", "utf8", "utf_8", "ascii", "latin-1", "latin1", "us-ascii"]

    /// Methods of texts whose results are computed, so that naming them first hides something.
    private static let textMethods: Set<String> = [
        "join", "replace", "replaceAll", "format", "split", "translate", "decode", "encode", "concat", "strip",
        "charAt",
        "charCodeAt", "__getitem__", "__mod__", "__add__",
    ]
    private static let listMethods: Set<String> = ["__getitem__", "join", "map", "concat"]
    /// Types of Python whose methods take the text as first argument.
    private static let textTypes = ["str", "bytes", "bytearray"].compactMap(Catalogue.python.root)

    /// The method of a constant, or of the type of texts, as a value; nil for everything else.
    func boundMethod(_ name: String, of base: Value) -> Value? {
        guard quietDepth == 0 else { return nil }
        switch base.shape {
        case .text: guard Self.textMethods.contains(name) else { return nil }
        case .list: guard Self.listMethods.contains(name) else { return nil }
        case .name(let node):
            guard isTextType(node), Self.textMethods.contains(name) else { return nil }
            return bound([Self.methodKey: .text(name)], like: .unknown)
        case .unknown, .number, .truth, .function, .classType, .instance, .object, .module: return nil
        }
        return bound([Self.methodKey: .text(name), Self.receiverKey: base], like: base)
    }

    private func isTextType(_ node: CatalogueNode) -> Bool { file.isPython && Self.textTypes.contains(node) }

    private func bound(_ members: [String: Value], like value: Value) -> Value {
        objects.append(members)
        return Value(.object(objects.count - 1), labels: value.labels, origin: value.origin)
    }

    /// `f.bind(this, a, b)` of a known name: the call with these arguments in front.
    func boundCall(_ callee: Value, _ arguments: [Argument]) -> Value {
        guard quietDepth == 0, callee.node != nil, arguments.count > 1 else { return callee }
        let given = Value(.list(arguments.dropFirst().map(\.value)))
        return bound([Self.calleeKey: callee, Self.givenKey: given], like: callee)
    }

    /// `codecs.getdecoder(name)`: calling it gives the decoded text and its length.
    func boundDecoder(_ codec: Value, labels: Labels) -> Value {
        guard quietDepth == 0, codec.constantText != nil else { return Value(labels: labels) }
        return bound([Self.codecKey: codec], like: Value(labels: labels))
    }

    /// `codecs.getencoder(name)` of an encoding of text: calling it gives the text and its length.
    func boundEncoder(_ codec: Value, labels: Labels) -> Value {
        guard quietDepth == 0, let name = codec.constantText, Self.textCodecs.contains(name.lowercased()) else {
            return Value(labels: labels)
        }
        return bound([Self.encoderKey: codec], like: Value(labels: labels))
    }

    /// Whether calling an object is calling something that was bound.
    func isBound(_ object: Int) -> Bool {
        guard objects.indices.contains(object), objects[object].count <= 2 else { return false }
        let members = objects[object]
        return [Self.methodKey, Self.calleeKey, Self.codecKey, Self.encoderKey].contains { members[$0] != nil }
    }

    /// Calls something bound; nil for other objects.
    func callBound(object: Int, _ arguments: [Argument], labels: Labels, at node: NodeID) -> Value? {
        guard objects.indices.contains(object), objects[object].count <= 2 else { return nil }
        let members = objects[object]
        if let method = members[Self.methodKey]?.constantText {
            return callMethod(method, of: members[Self.receiverKey], arguments, labels: labels, at: node)
        }
        if let callee = members[Self.calleeKey] {
            let given = (members[Self.givenKey]?.elements ?? []).map { Argument(name: nil, value: $0, node: node) }
            return call(callee, arguments: given + arguments, at: node)
        }
        if members[Self.encoderKey] != nil, let text = arguments.first?.value {
            return Value(.list([text, .unknown]), labels: text.labels, origin: text.origin)
        }
        guard let codec = members[Self.codecKey], let first = arguments.first,
            let decode = Catalogue.python.resolve("codecs.decode").flatMap(Catalogue.python.call)
        else { return nil }
        let whole = compute(
            .codec, decode, [first, Argument(name: nil, value: codec, node: node)], base: .unknown,
            labels: labels.union(.decoded), at: node)
        return Value(.list([whole, .unknown]), labels: whole.labels, origin: whole.origin)
    }

    private func callMethod(
        _ method: String, of known: Value?, _ arguments: [Argument], labels: Labels, at node: NodeID
    ) -> Value {
        var rest = arguments[...]
        guard let receiver = known ?? rest.popFirst()?.value else { return Value(labels: labels) }
        let given = Array(rest)
        let result: Value? =
            switch method {
            case "__getitem__": given.first.flatMap { item(of: receiver, at: $0.value) }
            case "__add__": given.first.map { concatenation([receiver, $0.value]) }
            // All bytes in a row are a table, no text.
            case "join" where given.first?.value.elements?.first?.constantText == "\0": nil
            default: fold(method: method, of: receiver, given, at: node)
            }
        if let result { return result }
        let passed = arguments.reduce(into: labels.union(receiver.labels)) { $0.formUnion($1.value.labels) }
        return Value(labels: passed.intersection(.sources), origin: receiver.origin)
    }

    private func item(of value: Value, at index: Value) -> Value? {
        guard let number = index.number else { return nil }
        return slice(value, number, number == -1 ? nil : number &+ 1, 1).flatMap { piece in
            piece.elements == nil ? piece : piece.elements?.first
        }
    }

    /// `str.join("", parts)`: the text is the first argument; nil when nothing is known of it.
    func callOfTextType(_ method: String, _ base: Value, _ arguments: [Argument], at node: NodeID) -> Value? {
        guard let known = base.node, isTextType(known), Self.textMethods.contains(method),
            let first = arguments.first?.value, first.knownText != nil
        else { return nil }
        return callMethod(method, of: nil, arguments, labels: [], at: node)
    }

    // MARK: JavaScript

    /// Where `m.call(x, …)` and `m.apply(x, […])` call `m` of a constant: `"".split.call(text, "")`,
    /// `Array.prototype.map.call(codes, f)`, `Function.prototype.call.call(f, null, x)`; nil for all other calls.
    func callBorrowed(_ name: String, of objectNode: NodeID, at node: NodeID) -> Value? {
        guard !file.isPython, name == "call" || name == "apply", kind(objectNode) == .member,
            let owner = child(objectNode, 0)
        else { return nil }
        let method = text(objectNode)
        let isForwarding = method == "call" || method == "apply"
        guard isForwarding ? isFunctionPrototype(owner) : isPrototypeOfConstants(owner) && isFolded(method) else {
            return nil
        }
        let arguments = evaluateArguments(of: node)
        guard let receiver = arguments.first?.value else { return nil }
        var rest = Array(arguments.dropFirst())
        if name == "apply" { rest = spread(rest.first) }
        if isForwarding {
            guard receiver.node != nil || receiver.functionIndex != nil else {
                let labels = arguments.reduce(into: Labels()) { $0.formUnion($1.value.labels) }
                return Value(labels: labels.intersection(.sources.union(.secretPlace)), origin: receiver.origin)
            }
            rest.removeFirst(min(1, rest.count))
            if method == "apply" { rest = spread(rest.first) }
            return call(receiver, arguments: rest, at: node)
        }
        if receiver.knownText != nil || receiver.elements != nil,
            let result = fold(method: method, of: receiver, rest, at: node)
        {
            return result
        }
        var labels = receiver.labels
        for argument in arguments.dropFirst() {
            labels.formUnion(argument.value.labels)
            guard let index = argument.value.functionIndex else {
                labels.formUnion(callKnownArgument(argument, labels: receiver.labels, at: node))
                continue
            }
            labels.formUnion(
                enterCallback(index, labels: receiver.labels.intersection(.sources), at: argument.node).labels)
        }
        return Value(labels: labels.intersection(.sources.union(.secretPlace)), origin: receiver.origin)
    }

    private func spread(_ list: Argument?) -> [Argument] {
        guard let list else { return [] }
        return (list.value.elements ?? []).prefix(64).map { Argument(name: nil, value: $0, node: list.node) }
    }

    private func isFolded(_ method: String) -> Bool { Self.foldingMethods.contains(method) }

    private func isFunctionPrototype(_ node: NodeID) -> Bool {
        guard kind(node) == .member, text(node) == "prototype", let owner = child(node, 0) else { return false }
        return kind(owner) == .name && text(owner) == "Function"
    }

    private func isPrototypeOfConstants(_ node: NodeID) -> Bool {
        switch kind(node) {
        case .string: return true
        case .list: return children(node).isEmpty
        case .member:
            guard text(node) == "prototype", let owner = child(node, 0), kind(owner) == .name else { return false }
            return text(owner) == "String" || text(owner) == "Array"
        default: return false
        }
    }

    /// `(function*(){}).constructor`, `Object.getPrototypeOf(async function(){}).constructor`: makers of functions.
    func functionMaker(_ name: String, of object: NodeID) -> Value? {
        guard !file.isPython, name == "constructor", file.layerSource == nil else { return nil }
        var place = object
        if kind(place) == .call, let callee = child(place, 0), kind(callee) == .member,
            text(callee) == "getPrototypeOf", let argument = child(place, 1)
        {
            place = argument
        }
        guard kind(place) == .function else { return nil }
        return file.catalogue.root("Function").map { Value(.name($0)) }
    }
}
