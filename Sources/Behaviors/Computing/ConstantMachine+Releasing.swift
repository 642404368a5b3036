import SourceSyntax

extension ConstantMachine {
    /// Lets the trees of finished files go; of each stay the functions that later computations may still call.
    func release(_ contexts: [FileContext]) {
        guard !isComputing else { return }
        if contexts.contains(where: { $0 === file }) {
            file = FileContext(
                fileIndex: -1, pathIndex: 0, tree: SyntaxTree(), isPython: file.isPython, scope: file.moduleScope,
                fixedLine: nil)
        }
        var functions: [ObjectIdentifier: [ComputedFunction]] = [:]
        for function in reachableFunctions() {
            functions[ObjectIdentifier(function.file), default: []].append(function)
        }
        for context in contexts {
            guard let functions = functions[ObjectIdentifier(context)] else { continue }
            let (tree, places) = context.tree.keeping(functions.lazy.map(\.node))
            let kept = FileContext(
                fileIndex: context.fileIndex, pathIndex: context.pathIndex, tree: tree, isPython: context.isPython,
                scope: context.moduleScope, fixedLine: context.fixedLine)
            kept.isReleased = true
            for function in functions { if let place = places[function.node] { function.move(to: kept, at: place) } }
        }
    }

    /// The functions that the machine's variables and functions lead to.
    ///
    /// One that is missed keeps the whole tree of its file, and nothing else is different.
    private func reachableFunctions() -> [ComputedFunction] {
        var found: [ComputedFunction] = []
        var seen: Set<ObjectIdentifier> = []
        var waiting: [ComputedValue] = knownFunctions.compactMap { $0.map { .function($0) } }
        // What holds itself lives on although nothing leads to it.
        for holder in memory.remaining { waiting += holder.contents }
        func look(into environment: ComputedEnvironment) {
            var current: ComputedEnvironment? = environment
            while let here = current, seen.insert(ObjectIdentifier(here)).inserted {
                waiting += here.contents
                current = here.parent
            }
        }
        for environment in environments.values { look(into: environment) }
        while let value = waiting.popLast() {
            switch value {
            case .array(let array): if seen.insert(ObjectIdentifier(array)).inserted { waiting += array.contents }
            case .object(let object): if seen.insert(ObjectIdentifier(object)).inserted { waiting += object.contents }
            case .function(let function):
                guard seen.insert(ObjectIdentifier(function)).inserted else { continue }
                found.append(function)
                waiting += function.contents
                look(into: function.environment)
            case .undefined, .null, .truth, .number, .text, .native, .pattern, .unknown: break
            }
        }
        return found
    }
}
