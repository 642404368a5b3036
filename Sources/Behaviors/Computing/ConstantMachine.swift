import SourceSyntax

/// Runs source text of the package that only computes constants, under a bound of steps.
///
/// A class, because variables and functions refer to each other; it belongs to one walker and its one thread.
final class ConstantMachine {
    unowned let walker: SequenceWalker

    /// Steps that the current computation may still take.
    var steps = 0
    /// Steps of all computations, and of those that gave nothing.
    private(set) var spentSteps = 0
    private(set) var wastedSteps = 0
    var depth = 0
    /// What a text of the package threw.
    var thrownValue = ComputedValue.undefined
    /// Texts that were given to `Function` or `eval`.
    var foundCode: [String] = []
    /// How often a variable outside of the running functions was set.
    var outerWrites = 0
    /// Heights of the trees being run, one inside the other; it bounds the stack.
    var height = 0
    /// Texts given to `eval` within each other.
    var layers = 0

    var file: FileContext
    var environment: ComputedEnvironment
    var receiver = ComputedValue.undefined

    private var isComputing = false
    private var environments: [ObjectIdentifier: ComputedEnvironment] = [:]
    private var knownFunctions: [Int: ComputedFunction] = [:]
    private var knownObjects: [Int: ComputedObject] = [:]

    /// Steps of all computations of the package.
    private let allSteps: Int

    init(walker: SequenceWalker) {
        self.walker = walker
        allSteps = min(
            ExtractionLimits.computingSteps,
            ExtractionLimits.computingStepsAtLeast
                + min(walker.package.sourceBytes, 1 << 24) * ExtractionLimits.computingStepsForByte)
        file = walker.file
        environment = ComputedEnvironment(parent: nil)
    }

    // MARK: Computing

    /// Does something with at most so many steps; nil when it is not constant or takes longer.
    func compute<Result>(
        within limit: Int, in file: FileContext, scope: Scope,
        _ work: (ConstantMachine) throws(ComputingHalt) -> Result
    ) -> Result? {
        let allowed = min(limit, allSteps - spentSteps)
        guard allowed > 0, !isComputing else { return nil }
        isComputing = true
        height = 0
        let saved = (self.file, environment, receiver)
        self.file = file
        environment = environment(for: scope)
        receiver = .undefined
        steps = allowed
        var result: Result?
        do { result = try work(self) } catch { result = nil }
        let used = allowed - max(steps, 0)
        spentSteps += used
        if result == nil { wastedSteps += used }
        depth = 0
        layers = 0
        isComputing = false
        (self.file, environment, receiver) = saved
        return result
    }

    @inline(__always)
    func spend(_ count: Int = 1) throws(ComputingHalt) {
        steps -= count
        if steps < 0 { throw .outOfSteps }
    }

    /// Accounts for memory that a text or list takes.
    func spendMemory(_ count: Int) throws(ComputingHalt) {
        guard count <= ConstantDecoding.maximumLength else { throw .notConstant }
        try spend(1 + count / 4)
    }

    // MARK: What the walk knows

    func environment(for scope: Scope) -> ComputedEnvironment {
        if let known = environments[ObjectIdentifier(scope)] { return known }
        let parent = scope.parent.map { environment(for: $0) }
        let made = ComputedEnvironment(parent: parent, scope: scope)
        environments[ObjectIdentifier(scope)] = made
        return made
    }

    /// A value of the walk as a value of this machine.
    func computed(_ value: Value) -> ComputedValue {
        switch value.shape {
        case .text(let text, isPartial: false): return .text(text)
        case .number(let number): return .number(Double(number))
        case .truth(let truth): return .truth(truth)
        case .list(let elements):
            if value.origin != 0, walker.changedLists.contains(value.origin) { return .unknown }
            return .array(ComputedArray(elements.map(computed)))
        case .function(let index): return function(index).map { .function($0) } ?? .unknown
        case .object(let index): return .object(object(index))
        case .name(let node): return Self.natives[node].map { .native($0) } ?? .unknown
        case .unknown, .text, .classType, .instance, .module: return .unknown
        }
    }

    func function(_ index: Int) -> ComputedFunction? {
        if let known = knownFunctions[index] { return known }
        let record = walker.functions[index]
        guard !record.file.isReleased, !record.file.isPython, !record.file.tree.nodes.isEmpty,
            record.file.tree.kind(record.node) == .function
        else { return nil }
        let made = ComputedFunction(
            file: record.file, node: record.node, environment: environment(for: record.scope))
        knownFunctions[index] = made
        return made
    }

    private func object(_ index: Int) -> ComputedObject {
        if let known = knownObjects[index] { return known }
        let made = ComputedObject()
        made.walkedObject = index
        knownObjects[index] = made
        return made
    }

    /// A value as the walk has it; unknown for what it has no form for.
    func walked(_ value: ComputedValue, depth: Int = 0) -> Value {
        switch value {
        case .text(let units): return .text(String(decoding: units, as: UTF16.self))
        case .number(let number):
            return Int(exactly: number).map { Value(.number($0)) } ?? .unknown
        case .truth(let truth): return Value(.truth(truth))
        case .array(let array):
            guard depth < 3, array.elements.count <= ExtractionLimits.listElements else { return .unknown }
            if array.isBytes { return .text(ConstantDecoding.text(of: bytes(array))) }
            return Value(.list(array.elements.map { walked($0, depth: depth + 1) }))
        case .undefined, .null, .object, .function, .native, .pattern, .unknown: return .unknown
        }
    }

    func bytes(_ array: ComputedArray) -> [UInt8] {
        array.elements.map { element in
            if case .number(let number) = element { return UInt8(truncatingIfNeeded: wrappedInteger(number)) }
            return 0
        }
    }

    // MARK: Variables

    func value(of name: String) throws(ComputingHalt) -> ComputedValue {
        var current: ComputedEnvironment? = environment
        while let here = current {
            if let value = here.names[name] { return value }
            if let known = here.scope?.names[name] {
                let value = computed(known)
                switch value {
                // What may be changed in place keeps its identity.
                case .array, .object, .function: here.names[name] = value
                case .text(let units): try spend(1 + units.count / 16)
                default: break
                }
                return value
            }
            if name == "arguments", let arguments = here.arguments {
                let value = ComputedValue.array(ComputedArray(arguments))
                here.names[name] = value
                return value
            }
            current = here.parent
        }
        guard let known = Self.global(name) else { throw .notConstant }
        return known
    }

    func isBound(_ name: String) -> Bool {
        var current: ComputedEnvironment? = environment
        while let here = current {
            if here.names[name] != nil || here.scope?.names[name] != nil { return true }
            current = here.parent
        }
        return false
    }

    func setVariable(_ name: String, _ value: ComputedValue) {
        var current: ComputedEnvironment? = environment
        var last = environment
        while let here = current {
            last = here
            if here.names[name] != nil || here.scope?.names[name] != nil {
                if here.scope != nil { outerWrites += 1 }
                here.names[name] = value
                return
            }
            current = here.parent
        }
        outerWrites += 1
        last.names[name] = value
    }

    // MARK: Names of the language

    static func global(_ name: String) -> ComputedValue? {
        switch name {
        case "undefined": .undefined
        case "NaN": .number(.nan)
        case "Infinity": .number(.infinity)
        case "String", "Number", "Boolean", "Array", "Object", "Function", "RegExp", "parseInt", "parseFloat", "isNaN",
            "eval", "atob", "btoa", "unescape", "escape", "decodeURIComponent", "decodeURI", "encodeURIComponent",
            "encodeURI", "Math", "JSON", "Buffer", "Date", "globalThis", "Uint8Array", "TextDecoder":
            .native(name)
        case "window", "self", "global": .native("globalThis")
        default: nil
        }
    }

    /// Known names of the walk that compute constants.
    private static let natives: [CatalogueNode: String] = {
        var result: [CatalogueNode: String] = [:]
        for name in [
            "String", "String.fromCharCode", "String.fromCodePoint", "atob", "btoa", "parseInt", "unescape",
            "decodeURIComponent", "decodeURI", "Buffer", "Buffer.from", "Function", "eval", "JSON.parse",
        ] {
            if let node = Catalogue.javaScript.resolve(name), result[node] == nil { result[node] = name }
        }
        return result
    }()
}
