import SourceSyntax

extension SequenceWalker {
    /// The value of a variable in scope; nil when nothing binds the name.
    func lookUp(_ name: String) -> Value? { lookUp(name, hashed: nameHash(name)) }

    func lookUp(_ name: String, hashed hash: UInt64) -> Value? {
        // Safety: the scope at hand holds all its parents, and nothing here changes it; counting references for each of
        // them was a twentieth of the walk.
        var current = Unmanaged.passUnretained(scope)
        while true {
            let (found, hasLinks) = current._withUnsafeGuaranteedRef { ($0.names[name, hashed: hash], $0.hasLinks) }
            if let found { return found }
            if hasLinks, let found = imported(name, hashed: hash, throughStarsOf: current.takeUnretainedValue()) {
                return found
            }
            guard let parent = current._withUnsafeGuaranteedRef({ $0.parent.map(Unmanaged.passUnretained) }) else {
                return nil
            }
            current = parent
        }
    }

    private func imported(_ name: String, hashed hash: UInt64, throughStarsOf scope: Scope) -> Value? {
        for module in scope.starModules {
            if let value = loads[module]?.context.moduleScope.names[name, hashed: hash] { return value }
        }
        for node in scope.starNodes {
            if let known = file.catalogue.member(name, hashed: hash, of: node) { return Value(.name(known)) }
        }
        return nil
    }

    /// The value of a name where it stands: of a variable, or what the language knows of it.
    func value(ofName node: NodeID) -> Value {
        let name = text(node)
        if name == "this", let receiver { return receiver }
        let hash = hash(of: node)
        return lookUp(name, hashed: hash) ?? freeName(name, hashed: hash)
    }

    /// A name that no scope binds: a built-in or global of the language.
    func freeName(_ name: String) -> Value { freeName(name, hashed: nameHash(name)) }

    func freeName(_ name: String, hashed hash: UInt64) -> Value {
        if !file.isPython, name == "import", let known = file.catalogue.root("require") { return Value(.name(known)) }
        if name == "*" { return .unknown }
        guard let known = file.catalogue.root(name, hashed: hash) else { return .unknown }
        return Value(.name(known))
    }

    /// A member of a value, without events.
    func member(_ name: String, of base: Value) -> Value { member(name, hashed: nameHash(name), of: base) }

    func member(_ name: String, hashed hash: UInt64, of base: Value) -> Value {
        switch base.shape {
        case .name(let node):
            if let known = file.catalogue.member(name, hashed: hash, of: node) {
                return Value(.name(known), labels: base.labels)
            }
            if name == "default" || name == "promises" { return base }
            if let found = reflectedMember(name, of: node, base) { return found }
            if isBuiltinsNode(node), let known = file.catalogue.root(name) {
                return Value(.name(known), labels: base.labels)
            }
            return Value(labels: base.labels, origin: base.origin)
        case .module(let index): return memberOfModule(name, index)
        case .object(let index):
            if let value = objects[index][name], !value.isUnknown || getters[index]?[name] == nil {
                return value.withLabels(base.labels)
            }
            if let getter = getters[index]?[name] { return late(getter) }
            if let fallback = objectFallbacks[index],
                let known = file.catalogue.member(name, hashed: hash, of: fallback)
            {
                return Value(.name(known))
            }
            return Value(labels: base.labels)
        case .instance(let index), .classType(let index):
            if let value = classMember(name, hashed: hash, of: index) { return value }
            if name == "__dict__", file.isPython { return base }
            return Value(labels: base.labels)
        case .function(let index):
            if name == "prototype" { return base }
            if functions.indices.contains(index), let value = functions[index].members[name] { return value }
            return functions.indices.contains(index) && name == "default" ? base : Value(labels: base.labels)
        case .unknown, .text, .number, .truth, .list: return Value(labels: base.labels, origin: base.origin)
        }
    }

    private func isBuiltinsNode(_ node: CatalogueNode) -> Bool {
        file.isPython
            ? node == WellKnown.pythonBuiltIns || node == WellKnown.pythonGlobalThis
            : node == WellKnown.javaScriptBuiltIns || node == WellKnown.javaScriptGlobalThis
    }

    private func memberOfModule(_ name: String, _ index: Int) -> Value {
        guard let loaded = loads[index] else { return .unknown }
        if loaded.context.isPython {
            if name == "__dict__" { return loaded.module }
            if let value = loaded.context.moduleScope.names[name] { return value }
            if let submodule = package.pythonSubmodule(name, ofFile: index) { return load(submodule) }
            return .unknown
        }
        return member(name, of: exports(of: loaded.context))
    }

    /// What `require` of a file gives: what was assigned to `module.exports`.
    func exports(of context: FileContext) -> Value {
        guard let module = context.moduleScope.names["module"], case .object(let index) = module.shape,
            let exports = objects[index]["exports"]
        else { return .unknown }
        return exports
    }

    /// A member of a class or of what it derives from, nearest first; each class once, since inheritance may be circular
    /// in hostile text.
    func classMember(_ name: String, of index: Int) -> Value? {
        classMember(name, hashed: nameHash(name), of: index)
    }

    func classMember(_ name: String, hashed hash: UInt64, of index: Int) -> Value? {
        let record = classes[index]
        if let value = record.members[name, hashed: hash] { return value }
        guard !record.parents.isEmpty else { return nil }
        // Most classes have one or two bases; a chain of them is gone through once for each name.
        let question = InheritedMembers.Question(name, hashed: hash, of: index, isPython: file.isPython)
        if let known = inheritedMembers.answer(question) { return known }
        let found = inheritedMember(name, hashed: hash, of: index)
        inheritedMembers.keep(found, of: question)
        return found
    }

    private func inheritedMember(_ name: String, hashed hash: UInt64, of index: Int) -> Value? {
        var waiting: [Int] = []
        waiting.reserveCapacity(16)
        waiting.append(index)
        var next = 0
        while next < waiting.count, next < 64 {
            if next >= 8 {
                distantClasses += 1
                guard distantClasses <= ExtractionLimits.distantClasses else { return nil }
            }
            let record = classes[waiting[next]]
            next += 1
            if let value = record.members[name, hashed: hash] { return value }
            for parent in record.parents {
                switch parent {
                case .local(let index): if !waiting.contains(index) { waiting.append(index) }
                case .known(let node):
                    if let known = file.catalogue.member(name, hashed: hash, of: node) { return Value(.name(known)) }
                }
            }
        }
        return nil
    }

    // MARK: Assigning

    func assign(_ value: Value, toName name: String) { assign(value, toName: name, hashed: nameHash(name)) }

    private func assign(_ value: Value, toName name: String, hashed hash: UInt64) {
        var value = withOrigin(value)
        let target = scopeForAssignment(of: name, hashed: hash)
        if isConditional, let old = target.names[name, hashed: hash] {
            value.labels.formUnion(old.labels.intersection(.sources))
            if value.isUnknown, !old.isUnknown, old.elements == nil, old.knownText == nil {
                value.shape = old.shape
            }
        }
        target.names[name, hashed: hash] = value
    }

    /// A value that becomes a variable's, where it may be a path.
    private func withOrigin(_ value: Value) -> Value {
        guard value.origin == 0, quietDepth == 0 else { return value }
        switch value.shape {
        case .unknown, .text, .list:
            var value = value
            value.origin = makeOrigin()
            return value
        case .name, .number, .truth, .function, .classType, .instance, .object, .module: return value
        }
    }

    private func scopeForAssignment(of name: String, hashed hash: UInt64) -> Scope {
        if scope.isGlobal(name) { return file.moduleScope }
        if file.isPython { return scope }
        return scope.holder(of: name, hashed: hash) ?? scope
    }

    /// Binds a target, name or pattern, to a value.
    func assign(_ value: Value, to target: NodeID, declares: Bool = false) {
        switch kind(target) {
        case .name:
            let name = text(target)
            let hash = hash(of: target)
            if declares, quietDepth == 0, !scope.names.contains(name, hashed: hash) {
                // Nothing is known of the name yet, and no scope around this one is asked for it.
                scope.names[name, hashed: hash] = scope.hasLinks ? .unknown : withOrigin(value)
                if !scope.hasLinks { return }
            }
            assign(value, toName: name, hashed: hash)
        case .member: assignMember(value, target)
        case .subscription: assignSubscription(value, target)
        case .tuple, .list:
            var index = 0
            for place in childPlaces(target) {
                let element = value.elements.flatMap { index < $0.count ? $0[index] : nil }
                assign(
                    element ?? Value(labels: value.labels, origin: value.origin), to: child(at: place),
                    declares: declares)
                index += 1
            }
        case .dictionary:
            for part in children(target) { assignProperty(of: value, part, declares: declares) }
        case .spread, .parameter:
            if let inner = child(target, 0) {
                assign(Value(labels: value.labels, origin: value.origin), to: inner, declares: declares)
            }
        case .assignment:
            // A pattern's target with a default value.
            if let inner = child(target, 0) { assign(value, to: inner, declares: declares) }
        default: break
        }
    }

    private func assignProperty(of value: Value, _ part: NodeID, declares: Bool) {
        guard kind(part) == .pair, let key = child(part, 0), let target = child(part, 1) else {
            if let inner = child(part, 0) { assign(Value(labels: value.labels), to: inner, declares: declares) }
            return
        }
        let name = kind(key) == .string || kind(key) == .name ? text(key) : ""
        if isEnvironment(value) {
            assign(readEnvironment(name, at: part), to: target, declares: declares)
            return
        }
        assign(settled(member(name, of: value), at: part), to: target, declares: declares)
    }

    private func assignMember(_ value: Value, _ target: NodeID) {
        guard let object = child(target, 0) else { return }
        let base = evaluateBase(object)
        let name = text(target)
        switch base.shape {
        case .object(let index):
            setMember(name, of: index, to: value)
            addLabels(value.labels, toRootOf: object)
        case .instance(let index), .classType(let index):
            guard quietDepth == 0 else { return }
            var merged = value
            if merged.origin == 0 { merged.origin = makeOrigin() }
            if let old = classes[index].members[name] {
                merged.labels.formUnion(old.labels.intersection(.sources))
                if merged.isUnknown, old.functionIndex == nil { merged.shape = old.shape }
            }
            classes[index].setMember(name, to: merged)
        case .name(let node):
            if isEnvironment(base) {
                setEnvironment(name, at: target)
            } else if isCode(value), name.hasPrefix("on") == false {
                emit(.hookPatch, at: target)
            } else if file.catalogue.member(name, of: node).flatMap(file.catalogue.call)?.behaviors.isEmpty == false,
                value.node == nil
            {
                emit(.hookPatch, at: target)
            }
            enterHandler(value, named: name, labels: base.labels.union(resultLabels(of: node)), at: target)
        case .function(let index) where functions.indices.contains(index) && quietDepth == 0:
            guard name != "prototype" else { return }
            if functions[index].isShared { functions[index] = FunctionRecord(released: functions[index]) }
            functions[index].members[name] = value
        case .module(let index):
            if loads[index]?.context.isPython == true { loads[index]?.context.moduleScope.names[name] = value }
        default:
            enterHandler(value, named: name, labels: base.labels, at: target)
            addLabels(value.labels, toRootOf: object)
        }
    }

    private func setEnvironment(_ name: String, at node: NodeID) {
        emit(.envSet, at: node)
        if ["NODE_TLS_REJECT_UNAUTHORIZED", "PYTHONHTTPSVERIFY"].contains(name) { emit(.argNoVerify, at: node) }
    }

    /// The labels that callbacks of something made by a known name receive.
    private func resultLabels(of node: CatalogueNode) -> Labels {
        file.catalogue.member("onmessage", of: node).flatMap(file.catalogue.call)?.yields ?? []
    }

    private func isCode(_ value: Value) -> Bool {
        switch value.shape {
        case .function, .classType: true
        default: false
        }
    }

    /// `x.onload = function …` is entered in place.
    private func enterHandler(_ value: Value, named name: String, labels: Labels, at node: NodeID) {
        guard name.hasPrefix("on"), let index = value.functionIndex else { return }
        enterCallback(index, labels: labels, at: node)
    }

    private func assignSubscription(_ value: Value, _ target: NodeID) {
        guard let object = child(target, 0) else { return }
        let base = evaluateBase(object)
        var key: String?
        if let index = child(target, 1) {
            let place = evaluate(index)
            key = place.constantText
            if key == nil, let number = place.number { key = String(number) }
        }
        if isEnvironment(base) {
            setEnvironment(key ?? "", at: target)
            return
        }
        switch base.shape {
        case .object(let index):
            setMember(key ?? "*", of: index, to: value)
            addLabels(value.labels, toRootOf: object)
        case .instance(let index): if let key, quietDepth == 0 { classes[index].setMember(key, to: value) }
        case .name(let node) where file.isPython && node == WellKnown.pythonBuiltIns:
            // `globals()["name"] = value`.
            if let key, quietDepth == 0, !value.isUnknown { file.moduleScope.names[key] = value }
        default: addLabels(value.labels, toRootOf: object)
        }
    }

    /// A value was put into something: what holds it has its labels too.
    func addLabels(_ labels: Labels, toRootOf node: NodeID) {
        let added = labels.intersection(.sources)
        guard !added.isEmpty, quietDepth == 0 else { return }
        var root = node
        while kind(root) == .member || kind(root) == .subscription, let inner = child(root, 0) { root = inner }
        guard kind(root) == .name else { return }
        var current: Scope? = scope
        while let here = current, here.names[text(root)] == nil { current = here.parent }
        guard let holder = current, let old = holder.names[text(root)] else { return }
        switch old.shape {
        case .name, .function, .module, .classType, .instance: return
        case .unknown, .text, .number, .truth, .list, .object: holder.names[text(root)] = old.withLabels(added)
        }
    }
}
