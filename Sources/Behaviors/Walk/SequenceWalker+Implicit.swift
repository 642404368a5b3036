import SourceSyntax

// Code of Python that runs without being called by name: decorators, context managers, properties, metaclasses, and the
// methods with two underscores that operators and built-ins call.
extension SequenceWalker {
    // MARK: Decorators

    /// Applies a decorator to a function or class; gives what the name is bound to afterwards.
    func decorate(_ value: Value, with expression: NodeID, at node: NodeID) -> Value {
        let decorator = kind(expression) == .call ? evaluate(expression) : evaluateBase(expression)
        guard quietDepth == 0 else { return value }
        let argument = Argument(name: nil, value: value, node: node)
        switch decorator.shape {
        case .name(let known):
            guard kind(expression) != .call, let effect = file.catalogue.call(known) else { return value }
            emit(effect.behaviors, at: node)
            if effect.form == .exitHook, let index = value.functionIndex {
                _ = enter(index, arguments: [], receiver: nil, at: node)
            }
        case .function(let index):
            // A decorator entered before gives the wrapper of what it decorated then.
            let isFirst = !functions[index].isEntered
            let result = enter(index, arguments: [argument], receiver: functions[index].boundReceiver, at: node)
            guard isFirst, file.isPython, let inner = result.functionIndex, functions[inner].file === file else {
                return value
            }
            return result
        case .classType(let index): _ = construct(index, arguments: [argument], at: node)
        case .instance: _ = enterMethod(["__call__"], of: decorator, [argument], at: node)
        case .unknown, .text, .number, .truth, .list, .object, .module: break
        }
        return value
    }

    /// What decorators make of a method: whether reading it calls it, and whether it is a setter beside its getter.
    func methodTraits(_ statement: NodeID) -> (isProperty: Bool, isSetter: Bool) {
        var traits = (isProperty: false, isSetter: false)
        for decorator in children(statement).dropFirst(2) where kind(decorator) == .decorator {
            guard let expression = child(decorator, 0) else { continue }
            let name = text(expression)
            if ["property", "cached_property", "lazy_property", "classproperty"].contains(name) {
                traits.isProperty = true
            }
            if kind(expression) == .member, name == "setter" || name == "deleter" { traits.isSetter = true }
        }
        return traits
    }

    // MARK: Methods that run by themselves

    /// Enters the first of these methods that an instance or class of the package has; nil when it has none.
    @discardableResult
    func enterMethod(_ names: [String], of value: Value, _ arguments: [Argument] = [], at node: NodeID) -> Value? {
        guard quietDepth == 0, file.isPython else { return nil }
        let owner: Int
        switch value.shape {
        case .instance(let index), .classType(let index): owner = index
        case .unknown, .text, .number, .truth, .list, .name, .function, .object, .module: return nil
        }
        for name in names {
            guard let method = classMember(name, of: owner)?.functionIndex else { continue }
            return enter(method, arguments: arguments, receiver: value, at: node)
        }
        return nil
    }

    /// A member of an instance or class as reading gives it: properties and descriptors are entered, a missing one is
    /// asked of `__getattr__`.
    func readMember(_ name: String, of base: Value, at node: NodeID) -> Value {
        readMember(name, hashed: nameHash(name), of: base, at: node)
    }

    func readMember(_ name: String, hashed hash: UInt64, of base: Value, at node: NodeID) -> Value {
        let value = member(name, hashed: hash, of: base)
        guard file.isPython, quietDepth == 0 else { return value }
        switch base.shape {
        case .instance(let owner):
            if let index = value.functionIndex, functions[index].isProperty {
                return enter(index, arguments: [], receiver: base, at: node)
            }
            if case .instance(let inner) = value.shape, classMember("__get__", of: inner) != nil {
                return enterMethod(["__get__"], of: value, at: node) ?? value
            }
            guard !name.hasPrefix("__"), classMember(name, hashed: hash, of: owner) == nil else { return value }
            let argument = Argument(name: nil, value: .text(name), node: node)
            return enterMethod(["__getattr__", "__getattribute__"], of: base, [argument], at: node) ?? value
        case .classType, .unknown, .text, .number, .truth, .list, .name, .function, .object, .module: return value
        }
    }

    /// What defining a class runs: its metaclass, `__init_subclass__` of its bases, `__set_name__` of its members.
    func enterClassHooks(of index: Int, metaclass: Value?, at node: NodeID) {
        guard quietDepth == 0, file.isPython else { return }
        let value = Value(.classType(index))
        let record = classes[index]
        let named = metaclass ?? record.members["__metaclass__"]
        let inherited = record.bases.lazy.compactMap { base -> Value? in
            if case .classType(let parent) = base.shape { return self.classes[parent].metaclass }
            return nil
        }.first
        record.metaclass = named ?? inherited
        let arguments = [
            Argument(name: nil, value: .text(record.name), node: node),
            Argument(name: nil, value: .unknown, node: node),
            Argument(name: nil, value: value, node: node),
        ]
        if let meta = record.metaclass {
            if let function = meta.functionIndex {
                _ = enter(function, arguments: arguments, receiver: nil, at: node)
            } else {
                for name in ["__prepare__", "__new__", "__init__"] {
                    enterMethod([name], of: meta, arguments, at: node)
                }
            }
        }
        for base in record.bases.prefix(16) {
            enterMethod(["__init_subclass__"], of: base, at: node)
        }
        let instances = record.members.pairs { member in
            if case .instance = member.shape { true } else { false }
        }
        for (name, member) in instances.sorted(by: { $0.key < $1.key }) {
            let argument = Argument(name: nil, value: .text(name), node: node)
            enterMethod(
                ["__set_name__"], of: member, [Argument(name: nil, value: value, node: node), argument], at: node)
        }
    }

    /// The methods that an operator calls on an instance.
    func enterOperator(_ operation: String, _ values: [Value], at node: NodeID) -> Value? {
        guard file.isPython, quietDepth == 0, values.count == 2, isInstance(values[0]) || isInstance(values[1]),
            let name = Self.operators[operation]
        else { return nil }
        if case .instance = values[0].shape {
            let argument = Argument(name: nil, value: values[1], node: node)
            if let result = enterMethod(["__\(name)__"], of: values[0], [argument], at: node) { return result }
        }
        guard case .instance = values[1].shape else { return nil }
        let argument = Argument(name: nil, value: values[0], node: node)
        return enterMethod(["__r\(name)__", "__contains__"], of: values[1], [argument], at: node)
    }

    private static let operators = [
        "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "@": "matmul",
        "<<": "lshift", ">>": "rshift", "&": "and", "|": "or", "^": "xor", "==": "eq", "!=": "ne", "<": "lt",
        "<=": "le", ">": "gt", ">=": "ge", "in": "contains", "not in": "contains",
    ]

    /// What built-ins and texts call on an instance that is given to them.
    func enterForBuiltIn(_ name: String, _ arguments: [Argument], at node: NodeID) {
        guard file.isPython, quietDepth == 0,
            arguments.indices.prefix(8).contains(where: { isInstance(arguments[$0].value) }),
            let methods = Self.builtIns[name]
        else { return }
        for argument in arguments.prefix(8) {
            guard case .instance = argument.value.shape else { continue }
            enterMethod(methods, of: argument.value, at: node)
            if methods.first == "__iter__" { enterMethod(["__next__"], of: argument.value, at: node) }
        }
    }

    private static let builtIns: [String: [String]] = {
        let texts = ["__str__", "__repr__", "__format__"]
        let series = ["__iter__", "__getitem__"]
        return [
            "str": texts, "print": texts, "format": ["__format__", "__str__"], "repr": ["__repr__"],
            "len": ["__len__"], "bool": ["__bool__", "__len__"], "hash": ["__hash__"], "bytes": ["__bytes__"],
            "int": ["__int__", "__index__"], "float": ["__float__"], "abs": ["__abs__"], "dir": ["__dir__"],
            "iter": series, "list": series, "tuple": series, "set": series, "sorted": series, "sum": series,
            "any": series, "all": series, "enumerate": series, "map": series, "next": ["__next__"], "for": series,
        ]
    }()

    // MARK: Context managers

    /// Walks a `with`: what entering each manager runs, the body, what leaving them runs.
    func walkWith(_ node: NodeID) {
        var managers: [Value] = []
        for part in children(node) {
            guard kind(part) == .withItem, let expression = child(part, 0) else {
                walk(part)
                continue
            }
            let manager = evaluate(expression)
            var value = manager
            if let entered = enterMethod(["__enter__", "__aenter__"], of: manager, at: part) {
                managers.append(manager)
                if !entered.isUnknown { value = entered.withLabels(manager.labels) }
            }
            if let target = child(part, 1) { assign(value, to: target) }
        }
        for manager in managers.reversed() { enterMethod(["__exit__", "__aexit__"], of: manager, at: node) }
    }
}
