import SourceSyntax

// A small JavaScript machine for text that only computes constants: decoders of string tables, loops over character
// codes, scripts written with brackets alone. It has no input beside what the walk knows as constant, no effect
// beside its own memory, and stops at a bound of steps; whatever is not constant ends it.

/// A value of the machine that computes constants; texts are UTF-16 as JavaScript counts them.
enum ComputedValue {
    case undefined
    case null
    case truth(Bool)
    case number(Double)
    case text([UInt16])
    case array(ComputedArray)
    case object(ComputedObject)
    case function(ComputedFunction)
    /// A function of the language, by name as in `String.fromCharCode` or `charCodeAt`.
    case native(String)
    case pattern(TextPattern)
    /// Something that the walk does not know; using it ends the computation.
    case unknown

    static func text(_ text: String) -> ComputedValue { .text(Array(text.utf16)) }

    /// Whether it may be changed in place, and so come to hold itself.
    var isReference: Bool {
        switch self {
        case .array, .object, .function: true
        case .undefined, .null, .truth, .number, .text, .native, .pattern, .unknown: false
        }
    }
}

/// What a computation makes knows which one made it: changing what an earlier one made is seen by later ones.
final class ComputedArray: ComputedHolder {
    @exclusivity(unchecked)
    private var stored: [ComputedValue]
    /// How many of what is stored were taken off the front: decoders turn tables of thousands of texts round and round.
    @exclusivity(unchecked)
    private var taken = 0
    /// Members that are no elements, as decoders keep in `arguments`.
    var members: [String: ComputedValue] = [:]
    /// Whether it stands for a `Buffer` or `Uint8Array`.
    let isBytes: Bool

    init(_ memory: ComputedMemory, birth: Int? = nil, _ elements: [ComputedValue], isBytes: Bool = false) {
        stored = elements
        self.isBytes = isBytes
        super.init(memory, birth: birth)
    }

    deinit { memory.end(of: self) }

    var elements: [ComputedValue] {
        get {
            dropTaken()
            return stored
        }
        _modify {
            dropTaken()
            yield &stored
        }
    }

    var count: Int { stored.count - taken }

    /// The element at an index; nil where there is none.
    func element(at index: Int) -> ComputedValue? { index >= 0 && index < count ? stored[taken + index] : nil }

    func append(_ more: [ComputedValue]) { stored += more }

    /// Takes the first element off.
    func removeFirst() -> ComputedValue? {
        guard let first = element(at: 0) else { return nil }
        taken += 1
        if taken >= 32, taken > count { dropTaken() }
        return first
    }

    private func dropTaken() {
        guard taken > 0 else { return }
        stored.removeFirst(taken)
        taken = 0
    }

    override var contents: [ComputedValue] { stored + members.values }

    override func letGo() {
        stored = []
        taken = 0
        members = [:]
    }
}

final class ComputedObject: ComputedHolder {
    var members: [String: ComputedValue] = [:]
    /// Keys in the order in which they were set.
    var keys: [String] = []
    var prototype: ComputedObject?
    /// The walk's object that it stands for; its members are read when they are asked for.
    var walkedObject: Int?

    override init(_ memory: ComputedMemory, birth: Int? = nil) { super.init(memory, birth: birth) }

    deinit { memory.end(of: self) }

    func set(_ name: String, _ value: ComputedValue) {
        if members.updateValue(value, forKey: name) == nil { keys.append(name) }
    }

    override var contents: [ComputedValue] { Array(members.values) + (prototype.map { [.object($0)] } ?? []) }

    override func letGo() {
        members = [:]
        prototype = nil
    }
}

/// A function of the source text with the variables around it.
final class ComputedFunction: ComputedHolder {
    private(set) var file: FileContext
    private(set) var node: NodeID
    let environment: ComputedEnvironment
    /// What `this` is in an arrow function.
    let boundReceiver: ComputedValue?
    var members: [String: ComputedValue] = [:]
    lazy var prototype = ComputedObject(memory, birth: birth)

    init(
        _ memory: ComputedMemory, birth: Int? = nil, file: FileContext, node: NodeID,
        environment: ComputedEnvironment, boundReceiver: ComputedValue? = nil
    ) {
        self.file = file
        self.node = node
        self.environment = environment
        self.boundReceiver = boundReceiver
        super.init(memory, birth: birth)
        // The variables around a function are where it is kept.
        memory.note(environment)
    }

    deinit { memory.end(of: self) }

    /// The same function in a smaller tree, when its file is finished.
    func move(to file: FileContext, at node: NodeID) {
        self.file = file
        self.node = node
    }

    override var contents: [ComputedValue] { Array(members.values) }

    override func letGo() { members = [:] }
}

/// The variables of a call; at the bottom those that the walk knows.
final class ComputedEnvironment: ComputedHolder {
    // Unchecked: a table calls nothing while it is read or changed, so that no two accesses overlap.
    @exclusivity(unchecked)
    var names = NameTable<ComputedValue>()
    let parent: ComputedEnvironment?
    /// The walk's variables behind this one's.
    let scope: Scope?
    /// What the call was given, for `arguments`.
    var arguments: [ComputedValue]?

    init(_ memory: ComputedMemory, birth: Int? = nil, parent: ComputedEnvironment?, scope: Scope? = nil) {
        self.parent = parent
        self.scope = scope
        super.init(memory, birth: birth)
    }

    deinit { memory.end(of: self) }

    /// Whether a name is one of these variables.
    func binds(_ name: String, hashed hash: UInt64) -> Bool {
        names.contains(name, hashed: hash) || scope?.names.contains(name, hashed: hash) == true
    }

    override var contents: [ComputedValue] { names.pairs.map(\.value) + (arguments ?? []) }

    override func letGo() {
        names = NameTable()
        arguments = nil
    }
}

/// Why a computation ended without a result.
enum ComputingHalt: Error {
    /// Something is not constant, or not known to this machine.
    case notConstant
    case outOfSteps
    /// The text itself threw; the value stands in the machine.
    case thrown
}

/// How a statement ended.
enum ComputedCompletion {
    case normal
    case broke
    case continued
    case returned(ComputedValue)
}

/// The integer of a number as JavaScript's bit operations take it.
func wrappedInteger(_ number: Double) -> Int32 {
    guard number.isFinite else { return 0 }
    if let exact = Int64(exactly: number.rounded(.towardZero)) { return Int32(truncatingIfNeeded: exact) }
    let reduced = number.rounded(.towardZero).truncatingRemainder(dividingBy: 4_294_967_296)
    return Int32(truncatingIfNeeded: Int64(exactly: reduced) ?? 0)
}

/// The integer of a number for positions and counts, within bounds that nothing here exceeds.
func clampedInteger(_ number: Double) -> Int {
    if number.isNaN { return 0 }
    return Int(max(-1e9, min(1e9, number.rounded(.towardZero))))
}

/// The text of a number as JavaScript writes it.
func writtenNumber(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
    if let exact = Int64(exactly: number) { return String(exact) }
    let text = number.description
    guard let mark = text.firstIndex(of: "e") else { return text }
    var head = text[..<mark]
    if head.hasSuffix(".0") { head = head.dropLast(2) }
    let exponent = text[text.index(after: mark)...]
    let sign = exponent.hasPrefix("-") ? "-" : "+"
    let digits = exponent.drop { $0 == "-" || $0 == "+" || $0 == "0" }
    return "\(head)e\(sign)\(digits)"
}

/// The number that JavaScript reads in a whole text.
func readNumber(_ text: String) -> Double {
    if text.utf8.count <= 15, !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) {
        return Double(text.utf8.reduce(0) { $0 * 10 + Int($1) - 48 })
    }
    let trimmed = text.filter { $0 != "_" }.drop { $0.isWhitespace }
    let end = trimmed.lastIndex { !$0.isWhitespace }
    guard let end else { return 0 }
    let digits = trimmed[...end]
    for (prefix, radix) in [("0x", 16), ("0X", 16), ("0b", 2), ("0B", 2), ("0o", 8), ("0O", 8)]
    where digits.hasPrefix(prefix) {
        return Int(digits.dropFirst(2), radix: radix).map(Double.init) ?? .nan
    }
    if digits == "Infinity" || digits == "+Infinity" { return .infinity }
    if digits == "-Infinity" { return -.infinity }
    guard digits.utf8.allSatisfy({ (48...57).contains($0) || ".eE+-".utf8.contains($0) }) else { return .nan }
    return Double(digits.hasSuffix(".") ? digits.dropLast() : digits) ?? .nan
}
