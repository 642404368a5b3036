import SourceSyntax

/// What the walk knows of a value: what it is, and where it came from.
struct Value: Sendable {
    /// What it is.
    enum Shape: Sendable {
        case unknown
        /// A constant text; unknown parts stand as U+FFFC when `isPartial`.
        case text(String, isPartial: Bool)
        case number(Int)
        case truth(Bool)
        case list([Value])
        /// A name of the catalogue.
        case name(CatalogueNode)
        case function(Int)
        case classType(Int)
        case instance(Int)
        case object(Int)
        /// A file of the package as a module.
        case module(Int)
    }

    // In this order a value fits 48 bytes.
    var labels: Labels = []
    /// An identity that paths keep while they are passed on; 0 for none.
    var origin: UInt32 = 0
    var shape: Shape = .unknown

    static let unknown = Value()

    init(_ shape: Shape = .unknown, labels: Labels = [], origin: UInt32 = 0) {
        self.shape = shape
        self.labels = labels
        self.origin = origin
    }

    static func text(_ text: String, labels: Labels = []) -> Value {
        Value(.text(text, isPartial: false), labels: labels)
    }

    /// The text when all of it is known.
    var constantText: String? {
        if case .text(let text, isPartial: false) = shape { return text }
        return nil
    }

    /// The text, unknown parts as U+FFFC.
    var knownText: String? {
        if case .text(let text, _) = shape { return text }
        return nil
    }

    /// The text that it would have within a larger text: numbers in decimal, unknown values as U+FFFC.
    @inline(never)
    func piece() -> String {
        switch shape {
        case .text(let text, _): text
        case .number(let number): String(number)
        case .unknown, .truth, .list, .name, .function, .classType, .instance, .object, .module: "\u{FFFC}"
        }
    }

    var number: Int? {
        if case .number(let number) = shape { return number }
        return nil
    }

    var elements: [Value]? {
        if case .list(let elements) = shape { return elements }
        return nil
    }

    var isUnknown: Bool {
        if case .unknown = shape { return true }
        return false
    }

    var node: CatalogueNode? {
        if case .name(let node) = shape { return node }
        return nil
    }

    var functionIndex: Int? {
        if case .function(let index) = shape { return index }
        return nil
    }

    /// The same without what only holds for this very text.
    func withLabels(_ labels: Labels) -> Value {
        var copy = self
        copy.labels.formUnion(labels)
        return copy
    }
}

/// What was written to a path before it is used, and where it was written.
struct Dropped {
    var labels: Labels = []
    var place: UInt16 = 0

    mutating func formUnion(_ other: Dropped) {
        labels.formUnion(other.labels)
        if place == 0 { place = other.place }
    }
}

/// An argument of a call.
struct Argument {
    let name: String?
    let value: Value
    let node: NodeID
}

/// What a literal is known not to show, so that it is not looked at again where it stands again.
struct TextFacts: OptionSet, Sendable {
    let rawValue: UInt8

    static let hasNoClasses = TextFacts(rawValue: 1 << 0)
    static let hasNoClassesAsBytes = TextFacts(rawValue: 1 << 1)
    static let isNoCommand = TextFacts(rawValue: 1 << 2)
}

/// A file being walked, or text walked as if it stood in a file.
final class FileContext {
    let fileIndex: Int
    /// Index into the sequence's paths.
    let pathIndex: UInt32
    let tree: SyntaxTree
    let isPython: Bool
    let catalogue: Catalogue
    let moduleScope: Scope
    /// The line that all events of a layer have; nil for the file itself.
    let fixedLine: UInt32?
    /// The object that `exports` of a CommonJS module names.
    var exportsObject = -1
    var isSetupScript = false
    var isMainScript = false
    /// Functions in the order of their definition, for the deferred part.
    var definedFunctions: [Int] = []
    var isReleased = false
    /// The text of a layer; nil for files.
    var layerSource: [UInt8]?
    /// Texts and numbers of the tree that the constant machine used, by their text's index; empty until it used one.
    @exclusivity(unchecked)
    private var knownUnits: [[UInt16]?] = []
    @exclusivity(unchecked)
    private var knownNumbers: [Double?] = []
    /// Lists of literals that it used, by their node's index, and the steps that reading each takes.
    @exclusivity(unchecked)
    var knownLists: [UInt32: (elements: [ComputedValue], steps: Int)] = [:]
    /// Index of the line that was looked up last.
    var lastLine = 0
    /// Hashes of the tree's texts as names, by their index; 0 for long ones.
    private let textHashes: [UInt64]
    /// What the texts of the tree are known not to show, by their index; empty until one was classified.
    @exclusivity(unchecked)
    private var textFacts: [TextFacts] = []
    /// The text looks as if a machine wrote it, so that computing its constants is worth more steps.
    var isMachineMade = false

    init(fileIndex: Int, pathIndex: UInt32, tree: SyntaxTree, isPython: Bool, scope: Scope, fixedLine: UInt32?) {
        self.fileIndex = fileIndex
        self.pathIndex = pathIndex
        self.tree = tree
        self.isPython = isPython
        self.catalogue = isPython ? .python : .javaScript
        self.moduleScope = scope
        self.fixedLine = fixedLine
        textHashes = tree.texts.map { $0.utf8.count <= Self.longestHashedText ? nameHash($0) : 0 }
    }

    /// Hardly a name is longer.
    private static let longestHashedText = 48

    /// The hash of a text as a name.
    func hash(ofText index: Int) -> UInt64 {
        let known = textHashes[index]
        return known != 0 ? known : nameHash(tree.texts[index])
    }

    /// What a text is known not to show.
    func facts(ofText index: Int) -> TextFacts { index < textFacts.count ? textFacts[index] : [] }

    func note(_ facts: TextFacts, ofText index: Int) {
        if textFacts.isEmpty { textFacts = [TextFacts](repeating: [], count: tree.texts.count) }
        if index < textFacts.count { textFacts[index].formUnion(facts) }
    }

    /// The text of a node as JavaScript counts it; decoders read the same tables over and over.
    func units(of node: NodeID) -> [UInt16] {
        let index = Int(tree.nodes[Int(node.index)].textIndex)
        if knownUnits.isEmpty { knownUnits = Array(repeating: nil, count: tree.texts.count) }
        if let known = knownUnits[index] { return known }
        let units = Array(tree.texts[index].utf16)
        knownUnits[index] = units
        return units
    }

    /// The value of a number's node.
    func number(of node: NodeID) -> Double {
        let index = Int(tree.nodes[Int(node.index)].textIndex)
        if knownNumbers.isEmpty { knownNumbers = Array(repeating: nil, count: tree.texts.count) }
        if let known = knownNumbers[index] { return known }
        let number = readNumber(tree.texts[index])
        knownNumbers[index] = number
        return number
    }
}

/// A function, method or guarded block of statements that can be entered.
final class FunctionRecord {
    let file: FileContext
    /// A `function` node, or a block that only runs when the file is the main program.
    let node: NodeID
    let scope: Scope
    /// The class that it is a method of; functions of `type()` classes become methods later.
    var ownerClass: Int?
    let name: String
    /// Defined by the module or a class of it, so that it can be a unit of its own.
    let isOutermost: Bool
    var isEntered = false
    var sinks: ReachedSinks = []
    var result = Value.unknown
    /// Few functions have one, and large packages have very many functions.
    private var receiverBox: ReceiverBox?
    var boundReceiver: Value? {
        get { receiverBox?.receiver }
        set { receiverBox = newValue.map(ReceiverBox.init) }
    }
    /// Reading it calls it.
    var isProperty = false
    /// It opens a file that an argument names.
    var opensParameter = false
    /// It stands for all functions of a released file of which nothing is known.
    var isShared = false
    /// It was called again after it was walked.
    var isReentered = false
    /// The function that was first given this one, by its number.
    var taker: Int32 = -1
    /// It calls functions that it is given, and what it gave them.
    var callsArguments = false
    var handed: Labels = []
    /// Walking it showed that it decodes something.
    var decodes = false
    /// How often its result could not be computed from constants.
    var computingFailures: UInt8 = 0
    /// Calls that gave no constant, and whether one gave one.
    var failedComputations: UInt16 = 0
    var hasComputed = false
    /// What a loader of bundled modules gave by the constants that it was called with; nil for other functions.
    var loadedModules: [String: Value]?
    /// Members of the function itself and of its prototype.
    var members: [String: Value] = [:]

    init(file: FileContext, node: NodeID, scope: Scope, ownerClass: Int?, name: String, isOutermost: Bool) {
        self.file = file
        self.node = node
        self.scope = scope
        self.ownerClass = ownerClass
        self.name = name
        self.isOutermost = isOutermost
    }

    /// What is left of a function whose file was released: what its calls mean.
    init(released old: FunctionRecord, in file: FileContext? = nil, scope: Scope? = nil) {
        self.file = file ?? old.file
        node = NodeID(0)
        self.scope = scope ?? old.scope
        ownerClass = old.ownerClass
        name = old.name
        isOutermost = false
        isEntered = true
        sinks = old.sinks
        result = old.result
    }

    /// Whether nothing is known of what its calls mean.
    var saysNothing: Bool {
        guard case .unknown = result.shape else { return false }
        return sinks.isEmpty && result.labels.isEmpty && result.origin == 0
    }
}

/// What `this` is within a function that was defined where it means something.
private final class ReceiverBox {
    let receiver: Value

    init(_ receiver: Value) { self.receiver = receiver }
}
