import SourceSyntax

// What large packages let go while they are walked: the trees of finished files, what is not known of their functions,
// and the objects that nothing refers to any more.
extension SequenceWalker {
    /// Lets a finished file's tree go; of its functions stays what their calls mean.
    func releaseTree(of fileIndex: Int) {
        guard let loaded = loads[fileIndex] else { return }
        let context = loaded.context
        let empty = FileContext(
            fileIndex: fileIndex, pathIndex: context.pathIndex, tree: SyntaxTree(), isPython: context.isPython,
            scope: context.moduleScope, fixedLine: nil)
        empty.isReleased = true
        empty.exportsObject = context.exportsObject
        context.moduleScope.names.trimCompletely()
        loads[fileIndex] = LoadedFile(context: empty, module: loaded.module)
        for index in context.definedFunctions where !functions[index].isEntered { functions[index].isEntered = true }
        let scope = Scope(parent: nil)
        var shared: FunctionRecord?
        for index in context.definedFunctions {
            let old = functions[index]
            guard old.saysNothing else {
                functions[index] = FunctionRecord(released: old, in: empty, scope: scope)
                continue
            }
            let common = shared ?? FunctionRecord(released: old, in: empty, scope: scope)
            common.isShared = true
            shared = common
            functions[index] = common
        }
    }

    /// Empties the objects that nothing can reach any more, after files were let go; where nothing is being walked.
    ///
    /// Reachable is what a module, class, function or computed constant refers to. Tables within functions are most of
    /// what the files of a large package leave behind.
    func releaseObjects() {
        guard hasReleased, activeLoads.isEmpty else { return }
        hasReleased = false
        var isReachable = [Bool](repeating: false, count: objects.count)
        var waiting: [Int] = []
        func mark(_ value: Value) {
            switch value.shape {
            case .object(let index) where objects.indices.contains(index) && !isReachable[index]:
                isReachable[index] = true
                waiting.append(index)
            case .list(let elements): for element in elements { mark(element) }
            case .unknown, .text, .number, .truth, .name, .function, .classType, .instance, .object, .module: break
            }
        }
        func mark(_ scope: Scope, _ seen: inout Set<ObjectIdentifier>) {
            var current: Scope? = scope
            while let here = current, seen.insert(ObjectIdentifier(here)).inserted {
                here.names.forEachElement { mark($0) }
                current = here.parent
            }
        }
        var seen: Set<ObjectIdentifier> = []
        for loaded in loads.values {
            mark(loaded.context.moduleScope, &seen)
            mark(Value(.object(loaded.context.exportsObject)))
        }
        for function in functions {
            mark(function.result)
            if let receiver = function.boundReceiver { mark(receiver) }
            for value in function.members.values { mark(value) }
            for value in (function.loadedModules ?? [:]).values { mark(value) }
            if !function.file.isReleased { mark(function.scope, &seen) }
        }
        for record in classes {
            record.trimCompletely()
            record.members.forEachElement { mark($0) }
            for base in record.bases { mark(base) }
            if let metaclass = record.metaclass { mark(metaclass) }
        }
        for scope in machine.knownScopes { mark(scope, &seen) }
        for index in machine.knownObjectIndices { mark(Value(.object(index))) }
        mark(scope, &seen)
        while let index = waiting.popLast() {
            for value in objects[index].values { mark(value) }
        }
        for index in objects.indices where !isReachable[index] { objects[index] = [:] }
    }
}
