/// Reads what CPython's `marshal` writes, of its versions 2 to 4 as Python 3 has them.
///
/// Specified by CPython's `Python/marshal.c` (the functions `r_object` and `w_object`) and the page of the module
/// `marshal`. An object is a byte for its kind and what belongs to it; all numbers are little endian. With the bit 0x80 in
/// the kind, the object gets the next number, by which `r` names it again.
///
///     N None, T True, F False, . Ellipsis, S StopIteration
///     i int32, I int64, l n of int32 (negative for a negative number) and |n| digits of 15 bits in two bytes
///     g float64, f length byte and digits, y and x two such numbers
///     s n of int32 and n bytes; t u a A the same as text (A and t interned); z Z a length byte and ASCII
///     ( n of int32 and n objects, ) the same with a length byte, [ list, < set, > frozen set; { pairs up to 0
///     c code: int32 numbers and objects in the order of `MarshalLayout`
///     r int32, the number of an object before
///
/// The data is untrusted. Nesting is bounded as CPython bounds it, in smaller measure; every object takes a byte or more,
/// so that lengths are checked against what is left, and objects are named by index, so that time and memory are linear.
/// As in CPython, what stands behind the first object is not looked at.
struct MarshalReader {
    private struct Malformed: Error {}

    /// CPython has 2,000; code objects take two levels for each function within the other.
    private static let maximumDepth = 200
    private static let hasNumber: UInt8 = 0x80

    private let data: [UInt8]
    private let layout: MarshalLayout
    private var position = 0
    private var objects: [MarshalObject] = []
    /// The objects that have numbers.
    private var numbered: [Int32] = []

    /// The objects of data whose outermost object is of a known kind; nil for malformed data.
    static func objects(of data: [UInt8], layout: MarshalLayout) -> MarshalObjects? {
        var reader = MarshalReader(data: data, layout: layout)
        guard let root = try? reader.object(depth: 0) else { return nil }
        return MarshalObjects(data: data, layout: layout, objects: reader.objects, root: root)
    }

    private init(data: [UInt8], layout: MarshalLayout) {
        self.data = data
        self.layout = layout
    }

    // MARK: Numbers

    private mutating func byte() throws(Malformed) -> UInt8 {
        guard position < data.count else { throw Malformed() }
        position += 1
        return data[position - 1]
    }

    private mutating func unsigned(_ width: Int) throws(Malformed) -> UInt64 {
        guard data.count - position >= width else { throw Malformed() }
        var value: UInt64 = 0
        for offset in 0..<width { value |= UInt64(data[position + offset]) << UInt64(8 * offset) }
        position += width
        return value
    }

    private mutating func int32() throws(Malformed) -> Int {
        Int(Int32(truncatingIfNeeded: try unsigned(4)))
    }

    /// A length of elements that take at least so many bytes each.
    private mutating func length(isShort: Bool = false, width: Int = 1) throws(Malformed) -> Int {
        let count = isShort ? Int(try byte()) : try int32()
        guard count >= 0, count <= (data.count - position) / width else { throw Malformed() }
        return count
    }

    private mutating func range(isShort: Bool = false) throws(Malformed) -> Range<Int> {
        let count = try length(isShort: isShort)
        position += count
        return position - count..<position
    }

    private mutating func text(isShort: Bool) throws(Malformed) -> MarshalObject {
        .text(String(decoding: data[try range(isShort: isShort)], as: UTF8.self))
    }

    private mutating func writtenFloat() throws(Malformed) -> Double {
        Double(String(decoding: data[try range(isShort: true)], as: UTF8.self)) ?? 0
    }

    private mutating func long() throws(Malformed) -> MarshalObject {
        let count = try int32()
        guard count.magnitude <= UInt((data.count - position) / 2) else { throw Malformed() }
        var digits: [UInt16] = []
        for _ in 0..<Int(count.magnitude) { digits.append(UInt16(try unsigned(2)) & 0x7fff) }
        return .long(digits, isNegative: count < 0)
    }

    // MARK: Objects

    private mutating func object(depth: Int) throws(Malformed) -> Int32 {
        guard let index = try objectOrEnd(depth: depth) else { throw Malformed() }
        return index
    }

    /// The next object; nil for the end of a dictionary.
    private mutating func objectOrEnd(depth: Int) throws(Malformed) -> Int32? {
        guard depth < Self.maximumDepth else { throw Malformed() }
        let mark = try byte()
        let kind = mark & ~Self.hasNumber
        if kind == UInt8(ascii: "0") { return nil }
        if kind == UInt8(ascii: "r") {
            let number = try int32()
            guard numbered.indices.contains(number) else { throw Malformed() }
            return numbered[number]
        }
        let index = Int32(objects.count)
        objects.append(.none)
        // The number is taken before the elements take theirs; what names an unfinished object finds `None`.
        if mark & Self.hasNumber != 0 { numbered.append(index) }
        objects[Int(index)] = try content(of: kind, depth: depth)
        return index
    }

    private mutating func content(of kind: UInt8, depth: Int) throws(Malformed) -> MarshalObject {
        switch kind {
        case UInt8(ascii: "N"): return .none
        case UInt8(ascii: "T"): return .truth(true)
        case UInt8(ascii: "F"): return .truth(false)
        case UInt8(ascii: "."), UInt8(ascii: "S"): return .ellipsis
        case UInt8(ascii: "i"): return .integer(try int32())
        case UInt8(ascii: "I"): return .integer(Int(truncatingIfNeeded: try unsigned(8)))
        case UInt8(ascii: "l"): return try long()
        case UInt8(ascii: "g"): return .float(Double(bitPattern: try unsigned(8)))
        case UInt8(ascii: "f"): return .float(try writtenFloat())
        case UInt8(ascii: "y"):
            _ = try unsigned(8)
            _ = try unsigned(8)
            return .complex
        case UInt8(ascii: "x"):
            _ = try range(isShort: true)
            _ = try range(isShort: true)
            return .complex
        case UInt8(ascii: "s"): return .bytes(try range())
        case UInt8(ascii: "t"), UInt8(ascii: "u"), UInt8(ascii: "a"), UInt8(ascii: "A"): return try text(isShort: false)
        case UInt8(ascii: "z"), UInt8(ascii: "Z"): return try text(isShort: true)
        case UInt8(ascii: "("): return .sequence(.tuple, try elements(isShort: false, depth))
        case UInt8(ascii: ")"): return .sequence(.tuple, try elements(isShort: true, depth))
        case UInt8(ascii: "["): return .sequence(.list, try elements(isShort: false, depth))
        case UInt8(ascii: "<"): return .sequence(.set, try elements(isShort: false, depth))
        case UInt8(ascii: ">"): return .sequence(.frozenSet, try elements(isShort: false, depth))
        case UInt8(ascii: "{"):
            var pairs: [Int32] = []
            while let key = try objectOrEnd(depth: depth + 1) { pairs += [key, try object(depth: depth + 1)] }
            return .dictionary(pairs)
        case UInt8(ascii: "c"): return .code(try code(depth))
        default: throw Malformed()
        }
    }

    private mutating func elements(isShort: Bool, _ depth: Int) throws(Malformed) -> [Int32] {
        let count = try length(isShort: isShort)
        var elements: [Int32] = []
        for _ in 0..<count { elements.append(try object(depth: depth + 1)) }
        return elements
    }

    // MARK: Code objects

    private mutating func code(_ depth: Int) throws(Malformed) -> MarshalCode {
        var code = MarshalCode()
        code.argumentCount = try int32()
        if layout != .early { code.positionalOnlyCount = try int32() }
        code.keywordOnlyCount = try int32()
        // The number of variables, which the list says too.
        if layout != .withKinds { _ = try int32() }
        let stackSize = try int32()
        code.flags = try int32()
        guard code.argumentCount >= 0, code.keywordOnlyCount >= 0, stackSize >= 0 else { throw Malformed() }
        code.instructions = try bytesObject(depth)
        code.constants = try tuple(depth)
        code.names = try tuple(depth)
        code.locals = try tuple(depth)
        if layout == .withKinds {
            _ = try bytesObject(depth)
        } else {
            code.freeVariables = try tuple(depth)
            code.cells = try tuple(depth)
        }
        _ = try textObject(depth)
        code.name = try textObject(depth)
        if layout == .withKinds { _ = try textObject(depth) }
        _ = try int32()
        _ = try bytesObject(depth)
        if layout == .withKinds { _ = try bytesObject(depth) }
        return code
    }

    private mutating func bytesObject(_ depth: Int) throws(Malformed) -> Range<Int> {
        guard case .bytes(let range) = objects[Int(try object(depth: depth + 1))] else { throw Malformed() }
        return range
    }

    private mutating func tuple(_ depth: Int) throws(Malformed) -> [Int32] {
        guard case .sequence(.tuple, let elements) = objects[Int(try object(depth: depth + 1))] else {
            throw Malformed()
        }
        return elements
    }

    private mutating func textObject(_ depth: Int) throws(Malformed) -> String {
        guard case .text(let text) = objects[Int(try object(depth: depth + 1))] else { throw Malformed() }
        return text
    }
}
