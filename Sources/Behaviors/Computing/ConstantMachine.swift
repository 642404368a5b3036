import SourceSyntax

/// Runs source text of the package that only computes constants, under a bound of steps.
///
/// A class, because variables and functions refer to each other; it belongs to one walker and its one thread.
final class ConstantMachine {
    unowned let walker: SequenceWalker

    /// Steps that the current computation may still take.
    @exclusivity(unchecked)
    var steps = 0
    /// Steps of all computations, and of those that gave nothing.
    private(set) var spentSteps = 0
    private(set) var wastedSteps = 0
    /// Units of texts that replaced others.
    private var copiedUnits = 0
    @exclusivity(unchecked)
    var depth = 0
    /// What a text of the package threw.
    var thrownValue = ComputedValue.undefined
    /// Texts that were given to `Function` or `eval`.
    @exclusivity(unchecked)
    var foundCode: [String] = []
    /// How often a variable outside of the running functions was set.
    var outerWrites = 0
    let memory = ComputedMemory()
    /// Something that the walk may change was read by the current computation.
    var readsVariables = false
    /// Results of calls for equal arguments; they hold until something is changed that a computation before made.
    private var knownResults: [ComputedCall: Value] = [:]
    private var isChanged = false
    /// Heights of the trees being run, one inside the other; it bounds the stack.
    @exclusivity(unchecked)
    var height = 0
    /// Texts given to `eval` within each other.
    var layers = 0

    @exclusivity(unchecked)
    var file: FileContext
    @exclusivity(unchecked)
    var environment: ComputedEnvironment
    @exclusivity(unchecked)
    var receiver = ComputedValue.undefined

    private(set) var isComputing = false
    private(set) var environments: [ObjectIdentifier: ComputedEnvironment] = [:]
    /// The one that was asked for last: the functions of a file have one scope.
    private var lastEnvironment: ComputedEnvironment?
    /// Functions of the walk by their index.
    @exclusivity(unchecked)
    private(set) var knownFunctions: [ComputedFunction?] = []
    private(set) var knownObjects: [Int: ComputedObject] = [:]

    /// Steps of all computations of the package, and those that its files which no machine wrote have spent of them.
    private let allSteps: Int
    private var plainSteps = 0

    init(walker: SequenceWalker) {
        self.walker = walker
        allSteps = min(
            ExtractionLimits.computingSteps,
            ExtractionLimits.computingStepsAtLeast
                + min(walker.package.sourceBytes, 1 << 24) * ExtractionLimits.computingStepsForByte)
        file = walker.file
        environment = ComputedEnvironment(memory, birth: 0, parent: nil)
    }

    deinit {
        for environment in environments.values { environment.letGo() }
        memory.end()
    }

    // MARK: Computing

    /// Does something with at most so many steps; nil when it is not constant or takes longer.
    ///
    /// - Parameter isHidden: whether a machine wrote the text, so that what it computes is worth more steps.
    func compute<Result>(
        within limit: Int, in file: FileContext, scope: Scope, isHidden: Bool,
        _ work: (ConstantMachine) throws(ComputingHalt) -> Result
    ) -> Result? {
        var allowed = min(limit, allSteps - spentSteps)
        if !isHidden { allowed = min(allowed, ExtractionLimits.computingStepsOfPlainText - plainSteps) }
        guard allowed > 0, !isComputing else { return nil }
        isComputing = true
        memory.computation += 1
        readsVariables = false
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
        if !isHidden { plainSteps += used }
        if result == nil { wastedSteps += used }
        depth = 0
        layers = 0
        isComputing = false
        (self.file, environment, receiver) = saved
        return result
    }

    /// Something that an earlier computation made was changed: what calls gave before may not be what they give now.
    func noteChange() { isChanged = true }

    /// What a call gave before, if nothing was changed since.
    func knownResult(_ call: ComputedCall) -> Value? {
        if isChanged {
            knownResults = [:]
            isChanged = false
        }
        return knownResults[call]
    }

    /// Keeps what the last computation gave for a call.
    func keep(_ result: Value, of call: ComputedCall) {
        guard !isChanged, !readsVariables, knownResults.count < ExtractionLimits.knownResults else { return }
        knownResults[call] = result
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

    /// Accounts for a text that mostly takes the place of another one, as unpackers put in one word after the other.
    ///
    /// Cheap in steps; what all copies of a package take is bounded, since nothing says that the other one is let go.
    func spendCopy(_ count: Int) throws(ComputingHalt) {
        guard copiedUnits + count <= ExtractionLimits.copiedUnits else { return try spendMemory(count) }
        guard count <= ConstantDecoding.maximumLength else { throw .notConstant }
        copiedUnits += count
        try spend(1 + count / 64)
    }

    // MARK: What the walk knows

    func environment(for scope: Scope) -> ComputedEnvironment {
        if let last = lastEnvironment, last.scope === scope { return last }
        if let known = environments[ObjectIdentifier(scope)] {
            lastEnvironment = known
            return known
        }
        let parent = scope.parent.map { environment(for: $0) }
        let made = ComputedEnvironment(memory, birth: 0, parent: parent, scope: scope)
        environments[ObjectIdentifier(scope)] = made
        lastEnvironment = made
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
            return .array(ComputedArray(memory, birth: 0, elements.map(computed)))
        case .function(let index): return function(index).map { .function($0) } ?? .unknown
        case .object(let index): return .object(object(index))
        case .name(let node): return Self.natives[node].map { .native($0) } ?? .unknown
        case .unknown, .text, .classType, .instance, .module: return .unknown
        }
    }

    /// The walk's variables and objects that computations may still read.
    var knownScopes: [Scope] { environments.values.compactMap(\.scope) }
    var knownObjectIndices: [Int] { Array(knownObjects.keys) }

    func function(_ index: Int) -> ComputedFunction? {
        if index < knownFunctions.count, let known = knownFunctions[index] { return known }
        let record = walker.functions[index]
        let file = record.file
        // Straight from the nodes: asking the tree would retain and release all of its parts.
        guard !file.isReleased, !file.isPython, !file.tree.nodes.isEmpty,
            file.tree.nodes[Int(record.node.index)].kind == .function
        else { return nil }
        let made = ComputedFunction(
            memory, birth: 0, file: file, node: record.node, environment: environment(for: record.scope))
        while knownFunctions.count <= index { knownFunctions.append(nil) }
        knownFunctions[index] = made
        return made
    }

    private func object(_ index: Int) -> ComputedObject {
        if let known = knownObjects[index] { return known }
        let made = ComputedObject(memory, birth: 0)
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

    func value(of name: String, hashed hash: UInt64) throws(ComputingHalt) -> ComputedValue {
        var current: ComputedEnvironment? = environment
        while let here = current {
            if let value = here.names[name, hashed: hash] { return value }
            if let known = here.scope?.names[name, hashed: hash] {
                let value = computed(known)
                switch value {
                // What may be changed in place keeps its identity; the walk may change the others.
                case .array, .object, .function: here.names[name, hashed: hash] = value
                case .text(let units):
                    readsVariables = true
                    try spend(1 + units.count / 16)
                default: readsVariables = true
                }
                return value
            }
            if name == "arguments", let arguments = here.arguments {
                let value = ComputedValue.array(ComputedArray(memory, arguments))
                here.names[name, hashed: hash] = value
                return value
            }
            current = here.parent
        }
        guard let known = Self.global(name) else { throw .notConstant }
        return known
    }

    func isBound(_ name: String, hashed hash: UInt64) -> Bool {
        var current: ComputedEnvironment? = environment
        while let here = current {
            if here.binds(name, hashed: hash) { return true }
            current = here.parent
        }
        return false
    }

    func setVariable(_ name: String, hashed hash: UInt64, _ value: ComputedValue) {
        var current: ComputedEnvironment? = environment
        var last = environment
        while let here = current {
            last = here
            if here.binds(name, hashed: hash) {
                if here.scope != nil { outerWrites += 1 }
                if here.birth != memory.computation { noteChange() }
                here.names[name, hashed: hash] = value
                return
            }
            current = here.parent
        }
        outerWrites += 1
        noteChange()
        last.names[name, hashed: hash] = value
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

/// A call of a local function with constants: a number, a short text, or both.
struct ComputedCall: Hashable {
    private static let longestText = 64

    private let function: Int
    private let number: Int?
    private let text: String?
    private let isTextFirst: Bool

    /// Nil for arguments that are not kept.
    init?(_ function: Int, _ arguments: [Argument]) {
        var number: Int?
        var text: String?
        var isTextFirst = false
        for argument in arguments {
            switch argument.value.shape {
            case .number(let given) where number == nil: number = given
            case .text(let given, isPartial: false) where text == nil && given.utf8.count <= Self.longestText:
                text = given
                isTextFirst = number == nil
            default: return nil
            }
        }
        self.function = function
        self.number = number
        self.text = text
        self.isTextFirst = isTextFirst
    }
}
