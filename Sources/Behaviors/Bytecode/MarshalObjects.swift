/// An object that marshalled data describes; others are named by their index in `MarshalObjects`.
enum MarshalObject {
    case none
    case ellipsis
    case truth(Bool)
    case integer(Int)
    /// Digits of 15 bits, least first.
    case long([UInt16], isNegative: Bool)
    case float(Double)
    case complex
    /// A range of the data.
    case bytes(Range<Int>)
    case text(String)
    case sequence(Brackets, [Int32])
    /// Keys and values in turn.
    case dictionary([Int32])
    case code(MarshalCode)

    /// How a sequence is written.
    enum Brackets {
        case tuple, list, set, frozenSet
    }
}

/// What is used of a code object; lists are those of its tuples, shared and not copied.
struct MarshalCode {
    var argumentCount = 0
    var positionalOnlyCount = 0
    var keywordOnlyCount = 0
    var flags = 0
    var instructions = 0..<0
    var constants: [Int32] = []
    var names: [Int32] = []
    /// The arguments first; from 3.11 on the cells are among them.
    var locals: [Int32] = []
    var cells: [Int32] = []
    var freeVariables: [Int32] = []
    var name = ""

    static let takesMoreArguments = 0x4
    static let takesMoreKeywords = 0x8
    static let isCoroutine = 0x80
}

/// The fields of code objects, which the data does not say.
enum MarshalLayout: CaseIterable {
    /// CPython 3.11 and later.
    case withKinds
    /// CPython 3.8 to 3.10.
    case withPositionalOnly
    /// CPython 3.0 to 3.7.
    case early
}

/// The objects of marshalled data, the outermost at `root`.
struct MarshalObjects {
    let data: [UInt8]
    let layout: MarshalLayout
    let objects: [MarshalObject]
    let root: Int32

    subscript(index: Int32) -> MarshalObject {
        objects.indices.contains(Int(index)) ? objects[Int(index)] : .none
    }

    /// The text at an offset of a list of names.
    func text(_ list: [Int32], _ offset: Int) -> String? {
        guard list.indices.contains(offset), case .text(let text) = self[list[offset]] else { return nil }
        return text
    }
}
