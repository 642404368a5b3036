import SourceSyntax

extension SequenceWalker {
    /// Walks an import: what it shows by itself, the module's own load part, and the names that it binds.
    func walkImport(_ node: NodeID) {
        guard quietDepth == 0 else { return }
        let module = text(node)
        let bindings = children(node).filter { kind($0) == .importBinding }
        let value = importModule(module, at: node)
        for binding in bindings {
            guard let localNode = child(binding, 0) else { continue }
            let local = text(localNode)
            let member = text(binding)
            if member.isEmpty {
                if flags(binding).contains(.bindsRoot), let dot = module.firstIndex(of: ".") {
                    bindRoot(String(module[..<dot]), at: node)
                } else {
                    bind(value, to: local)
                }
            } else if member == "*" {
                if file.isPython { bindAll(of: value) } else { bind(value, to: local) }
            } else {
                bind(imported(member, from: value, module: module, at: node), to: local)
            }
        }
        if file.isPython, bindings.isEmpty, let first = module.split(separator: ".").first, !module.hasPrefix(".") {
            bindRoot(String(first), at: node)
        }
    }

    private func bind(_ value: Value, to name: String) {
        let target = scope.isGlobal(name) ? file.moduleScope : scope
        target.names[name] = value
    }

    private func bindRoot(_ name: String, at node: NodeID) {
        if let local = package.pythonModule(named: name, importedBy: file.fileIndex), !BuiltInModules.isOfPython(name) {
            bind(load(local), to: name)
        } else {
            bind(Value(file.catalogue.root(name).map { .name($0) } ?? .unknown), to: name)
        }
    }

    private func bindAll(of value: Value) {
        switch value.shape {
        case .name(let known): scope.addStar(ofNode: known)
        case .module(let index): scope.addStar(ofModule: index)
        default: break
        }
    }

    private func imported(_ member: String, from value: Value, module: String, at node: NodeID) -> Value {
        if file.isPython {
            if case .module(let index) = value.shape {
                let found = self.member(member, of: value)
                if !found.isUnknown { return found }
                if let submodule = package.pythonSubmodule(member, ofFile: index) { return load(submodule) }
                return found
            }
            if module.hasPrefix("."),
                let local = package.pythonModule(
                    named: module + (module.hasSuffix(".") ? "" : ".") + member, importedBy: file.fileIndex)
            {
                return load(local)
            }
            let found = self.member(member, of: value)
            if found.isUnknown, let known = file.catalogue.resolve("\(module).\(member)") { return Value(.name(known)) }
            for behavior in file.catalogue.imports("\(module).\(member)")
            where !file.catalogue.imports(module).contains(behavior) {
                emit(behavior, at: node)
            }
            return found
        }
        if member == "default" {
            if case .object(let index) = value.shape, let found = objects[index]["default"] { return found }
            return value
        }
        return self.member(member, of: value)
    }

    /// Gives the module of a name, after walking its load part if it is the package's own.
    func importModule(_ name: String, at node: NodeID) -> Value {
        if file.isPython {
            if let local = package.pythonModule(named: name, importedBy: file.fileIndex) {
                let module = load(local)
                // A script's own folder comes before the library, what is installed behind it: both are followed.
                guard BuiltInModules.isOfPython(name) else { return module }
            }
            guard !name.hasPrefix(".") else { return .unknown }
            emit(file.catalogue.imports(name), at: node)
            return Value(file.catalogue.resolve(name).map { .name($0) } ?? .unknown)
        }
        let specifier = name.hasPrefix("node:") ? String(name.dropFirst(5)) : name
        if let local = package.javaScriptModule(specifier, importedBy: file.fileIndex) {
            let module = load(local)
            guard let loaded = loads[local] else { return module }
            return exports(of: loaded.context)
        }
        if specifier.hasPrefix("#") {
            let targets = package.importTargets(of: specifier, importedBy: file.fileIndex)
            for target in targets { load(target) }
            if let first = targets.first, let loaded = loads[first] { return exports(of: loaded.context) }
        }
        if specifier.hasSuffix(".json"), specifier.hasPrefix(".") {
            return Value(origin: contentOrigin(of: .text(specifier), known: 0))
        }
        if specifier.hasSuffix(".node") { emit(.natLoad, at: node) }
        // A file of the package that is not there is no module of the same name.
        guard !specifier.hasPrefix(".") else { return .unknown }
        let dotted = String(specifier.map { $0 == "/" ? "." : $0 })
        emit(file.catalogue.imports(dotted), at: node)
        return Value(file.catalogue.resolve(dotted).map { .name($0) } ?? .unknown)
    }

    /// `require("x")`, `import("x")`, `__import__("x")`, `importlib.import_module("x")`.
    func importDynamically(_ name: Value, at node: NodeID) -> Value {
        guard quietDepth == 0 else {
            // Other decoders are known by their names alone; `loads` of something unknown may be anything.
            guard file.isPython, name.constantText == "marshal" else { return .unknown }
            return file.catalogue.root("marshal").map { Value(.name($0)) } ?? .unknown
        }
        var name = name
        if name.constantText == nil, !file.isPython, let computed = computedArgument(of: node) { name = computed }
        guard let text = name.constantText else {
            if name.isUnknown || name.knownText != nil {
                emit(.codeImportComputed, at: node)
                emitFlow(name.labels, .load, dropped: placeLabels(name), at: node)
                if !file.isPython, let text = name.knownText, let local = packageFile(named: text, asJavaScript: true) {
                    _ = load(local)
                    return loads[local].map { exports(of: $0.context) } ?? .unknown
                }
            }
            return .unknown
        }
        if file.isPython { emit(.codeImportDynamic, at: node) }
        if name.labels.contains(.hidden) { emit(.argHiddenString, at: node) }
        if !file.isPython, text.hasPrefix("data:"), let source = sourceOfDataAddress(text) {
            emit(.codeMakeModule, at: node)
            runCode(source, isPython: false, at: node)
            return .unknown
        }
        let value = importModule(text, at: node)
        // `__import__("a.b")` gives `a`; asking for `b` of it works all the same.
        guard file.isPython, let dot = text.firstIndex(of: "."), value.node != nil else { return value }
        let isRoot = child(node, 0).map { self.text($0) == "__import__" } ?? false
        return isRoot ? Value(file.catalogue.root(String(text[..<dot])).map { .name($0) } ?? .unknown) : value
    }

    /// The code in `data:text/javascript,…`, which `import()` runs.
    private func sourceOfDataAddress(_ address: String) -> Value? {
        guard let comma = address.firstIndex(of: ","), canFold(address.utf8.count) else { return nil }
        let head = address[..<comma].lowercased()
        guard head.containsBytes(of: "javascript") || head.containsBytes(of: "ecmascript") else { return nil }
        let content = Array(address[address.index(after: comma)...].utf8)
        let plain = ConstantDecoding.percent(content)
        guard head.hasSuffix(";base64") else { return .text(ConstantDecoding.text(of: plain)) }
        return ConstantDecoding.base64(plain).map { .text(ConstantDecoding.text(of: $0), labels: [.hidden, .decoded]) }
    }
}
