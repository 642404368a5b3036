import SourceSyntax

// Ways of Python to a name that do not write it as one: dictionaries of modules and scopes, `operator`, frames.
extension SequenceWalker {
    /// Attributes that hold all names in reach of some code.
    private static let namespaces: Set<String> = ["__globals__", "f_globals", "f_locals", "f_builtins"]

    /// The namespace that an attribute of anything stands for; nil for other attributes.
    func namespace(named name: String) -> Value? {
        guard file.isPython, name.utf8.first == UInt8(ascii: "_") || name.utf8.first == UInt8(ascii: "f"),
            Self.namespaces.contains(name), let known = file.catalogue.root("builtins")
        else {
            return nil
        }
        return Value(.name(known))
    }

    /// Members of a known name that reach others: `__dict__`, the modules of `sys.modules`, names of `globals()`.
    func reflectedMember(_ name: String, of node: CatalogueNode, _ base: Value) -> Value? {
        guard file.isPython else { return nil }
        if name == "__dict__" { return base }
        if node == WellKnown.pythonModules {
            if let known = file.catalogue.root(name) { return Value(.name(known), labels: base.labels) }
            return package.pythonModule(named: name, importedBy: -1).flatMap { loads[$0]?.module }
        }
        return node == WellKnown.pythonBuiltIns ? lookUp(name) : nil
    }

    /// `os.__dict__.get("system")`, `os.__getattribute__("system")`, `table.get(key, other)`.
    func memberByName(_ method: String, of base: Value, at node: NodeID) -> Value? {
        guard file.isPython, Self.readsByName(method), let keyNode = child(node, 1) else { return nil }
        switch base.shape {
        case .name(let known):
            guard file.catalogue.member(method, of: known) == nil, kind(keyNode) == .string || kind(keyNode) == .name
            else { return nil }
            guard let key = keyText(keyNode), key.utf8.count < 256 else { return nil }
            let value = member(key, of: base)
            guard value.node != nil || value.functionIndex != nil || isLoadedModule(value) else { return nil }
            emit(.codeGlobals, at: node)
            return value
        case .object(let index):
            guard method == "get" || method == "pop", let key = keyText(keyNode) else { return nil }
            if let value = objects[index][key] { return value.withLabels(base.labels.intersection(.sources)) }
            guard quietDepth > 0 else { return nil }
            return child(node, 2).map(evaluate)
        case .unknown, .text, .number, .truth, .list, .function, .classType, .instance, .module: return nil
        }
    }

    private static func readsByName(_ method: String) -> Bool {
        switch method.utf8.count {
        case 3: method == "get" || method == "pop"
        case 11: method == "__getitem__"
        case 16: method == "__getattribute__"
        default: false
        }
    }

    private func keyText(_ node: NodeID) -> String? {
        literalSilence += 1
        defer { literalSilence -= 1 }
        if kind(node) == .string { return text(node) }
        if kind(node) == .name, let value = lookUp(text(node)) { return value.constantText }
        return quietDepth > 0 ? evaluate(node).constantText : nil
    }

    private func isLoadedModule(_ value: Value) -> Bool {
        if case .module = value.shape { return true }
        return false
    }

    /// `sys.modules[__name__]` is the module itself.
    func ownModule(_ base: Value, _ index: NodeID) -> Value? {
        guard file.isPython, base.node != nil, base.node == WellKnown.pythonModules, kind(index) == .name,
            text(index) == "__name__"
        else { return nil }
        return Value(.module(file.fileIndex))
    }

    /// `().__class__.__bases__[0].__subclasses__()`: the way round a removed built-in.
    func noteSubclassWalk(_ method: String, of object: NodeID, at node: NodeID) {
        guard file.isPython, method.utf8.count == 14, method == "__subclasses__" else { return }
        var place = object
        for _ in 0..<8 {
            if ["__bases__", "__base__", "__mro__", "mro", "__class__"].contains(text(place)) {
                emit(.codeBuiltins, at: node)
                return
            }
            guard let inner = child(place, 0) else { return }
            place = inner
        }
    }

    /// `object.__getattribute__(x, "name")`; nil for other calls.
    func attribute(_ method: String, _ owner: NodeID, _ arguments: [Argument], at node: NodeID) -> Value? {
        guard file.isPython, method.utf8.count == 16, method == "__getattribute__", kind(owner) == .name,
            text(owner) == "object",
            arguments.count == 2, arguments[0].value.node != nil, let name = arguments[1].value.constantText
        else { return nil }
        emit(.codeLateAttribute, at: node)
        return member(name, of: arguments[0].value)
    }

    /// Texts of the module `string`, whose letters are picked one by one.
    func constant(_ name: String, of node: CatalogueNode) -> Value? {
        guard file.isPython, node == WellKnown.pythonString, let text = Self.stringConstants[name] else { return nil }
        return .text(text, labels: .alphabet)
    }

    private static let stringConstants: [String: String] = {
        let lower = "abcdefghijklmnopqrstuvwxyz"
        let upper = lower.uppercased()
        return [
            "ascii_lowercase": lower, "ascii_uppercase": upper, "ascii_letters": lower + upper, "digits": "0123456789",
        ]
    }()

    /// `list.reverse()` of a variable.
    func reverseInPlace(_ owner: NodeID, _ list: Value) {
        guard kind(owner) == .name, quietDepth == 0, let elements = list.elements, elements.count >= 2,
            canFold(elements.count)
        else { return }
        assign(Value(.list(elements.reversed()), labels: list.labels.union(.hidden), origin: list.origin), to: owner)
    }

    // MARK: Calls that make or use getters

    private static let attributeKey = "\u{0}attribute"
    private static let argumentsKey = "\u{0}arguments"

    /// `operator.attrgetter("a.b")`, `operator.methodcaller("m", x)`.
    func makeGetter(_ effect: Effect, _ arguments: [Argument], callsMethod: Bool, at node: NodeID) -> Value {
        emit(effect.behaviors, at: node)
        guard quietDepth == 0, let first = arguments.first?.value, first.constantText != nil else { return .unknown }
        if first.labels.contains(.hidden) { emit(.argHiddenString, at: node) }
        var getter = [Self.attributeKey: first]
        if callsMethod { getter[Self.argumentsKey] = Value(.list(arguments.dropFirst().map(\.value))) }
        objects.append(getter)
        return Value(.object(objects.count - 1))
    }

    /// Calls such a getter; nil for other objects.
    func callGetter(_ index: Int, _ arguments: [Argument], at node: NodeID) -> Value? {
        guard file.isPython, objects.indices.contains(index), let first = arguments.first?.value,
            let path = objects[index][Self.attributeKey]?.constantText
        else { return nil }
        var value = first
        for part in path.split(separator: ".").prefix(16) { value = member(String(part), of: value) }
        guard let bound = objects[index][Self.argumentsKey]?.elements else { return value }
        return call(value, arguments: bound.map { Argument(name: nil, value: $0, node: node) }, at: node)
    }

    /// `super()`: the nearest base, its methods bound to the object at hand.
    func superclass() -> Value {
        guard let owner = function?.ownerClass, let base = classes[owner].bases.first else { return .unknown }
        if case .classType(let parent) = base.shape { return Value(.instance(parent)) }
        return base
    }

    // MARK: Files that `setup()` names

    /// `scripts=` and `entry_points=`: what they name runs on demand wherever it lies.
    func noteSetupFiles(_ arguments: [Argument]) {
        guard quietDepth == 0 else { return }
        for argument in arguments where argument.name == "scripts" {
            for path in (argument.value.elements ?? []).prefix(64).compactMap(\.constantText) {
                guard let index = PackageMap.join("", path).flatMap(package.index(of:)),
                    let bytes = package.bytes(at: index), !PackageMap.startsShell(bytes), !bytes.contains(0)
                else { continue }
                package.markPython(index)
                if namedLater.count < 256 { namedLater.append(index) }
            }
        }
        for argument in arguments where argument.name == "entry_points" {
            for text in texts(in: argument.value).prefix(256) {
                for line in text.split(separator: "\n").prefix(256) {
                    let target = line.drop { $0 != "=" }.dropFirst().prefix { $0 != ":" && $0 != "[" }
                    let name = target.filter { $0 != " " }
                    if !name.isEmpty, let index = package.pythonModule(named: name, importedBy: -1),
                        namedLater.count < 256
                    {
                        namedLater.append(index)
                    }
                }
            }
        }
    }

    private func texts(in value: Value) -> [String] {
        if let text = value.constantText { return [text] }
        if let elements = value.elements { return elements.compactMap(\.constantText) }
        guard case .object(let index) = value.shape, objects.indices.contains(index) else { return [] }
        return objects[index].sorted { $0.key < $1.key }.flatMap { $0.value.elements ?? [$0.value] }
            .compactMap(\.constantText)
    }

    /// `functools.reduce(f, values, start)`.
    func reduced(_ arguments: [Argument], labels: Labels, at node: NodeID) -> Value {
        guard arguments.count >= 2 else { return Value(labels: labels) }
        let function = arguments[0].value
        let start = arguments.count > 2 ? arguments[2].value : nil
        let elements = arguments[1].value.elements
        if let known = function.node, file.catalogue.call(known)?.form == .getAttribute, let start, let elements {
            var value = start
            for name in elements.prefix(16).compactMap(\.constantText) { value = member(name, of: value) }
            if value.node != nil { emit(.codeLateAttribute, at: node) }
            return value
        }
        let element = element(of: arguments[1].value)
        let given = [start ?? element, element].map { Argument(name: nil, value: $0, node: node) }
        let once = call(function, arguments: given, at: node).withLabels(labels)
        guard let index = function.functionIndex, quietDepth == 0, let elements = constantItems(arguments[1].value),
            elements.count > 1, let whole = reduction(index, elements, start: start)
        else { return once }
        guard let text = whole.constantText else { return Value(whole.shape, labels: once.labels) }
        return revealed(text, labels: once.labels.union(whole.labels), at: node)
    }
}
