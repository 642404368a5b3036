import Testing

@testable import Behaviors

/// Marshalled data made to keep its reader busy, to make it allocate or to make it trap.
@Suite("Hostile bytecode")
struct HostileBytecodeTests {
    private static let none: [UInt8] = [UInt8(ascii: "N")]
    private static let numbered: UInt8 = 0x80
    /// `f(x)` of what is on top, dropped; the first name is `f`.
    private static let calls: [UInt8] = [101, 0, 2, 0, 131, 1, 1, 0]

    private static func repeated(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
        Array(repeatElement(bytes, count: count).joined())
    }

    private static func reference(_ number: Int) -> [UInt8] { [UInt8(ascii: "r")] + Marshalled.int32(number) }

    static let cases: [(String, [UInt8])] = [
        ("nothing", []),
        ("a tuple that contains itself", [UInt8(ascii: "(") | numbered] + Marshalled.int32(1) + reference(0)),
        ("a reference to nothing", reference(7)),
        ("a length beyond the data", [UInt8(ascii: "(")] + Marshalled.int32(0x7fff_ffff)),
        ("a negative length", [UInt8(ascii: "s")] + Marshalled.int32(-1)),
        ("a number of two billion digits", [UInt8(ascii: "l")] + Marshalled.int32(Int(Int32.min))),
        ("deep nesting", repeated([UInt8(ascii: ")"), 1], 100_000)),
        ("a dictionary without an end", [UInt8(ascii: "{")] + repeated(none, 99_999)),
        (
            "an expression that doubles",
            Marshalled.code(
                [100, 0] + repeated([4, 0, 23, 0], 20_000) + calls, constants: [Marshalled.text("ab")], names: ["f"])
        ),
        (
            "a tuple that doubles",
            Marshalled.code(
                [100, 0] + repeated([4, 0, 102, 2], 20_000) + calls, constants: [none], names: ["f"])
        ),
        (
            "constants that double",
            Marshalled.code(
                [100, 59] + calls,
                constants: (0..<60).map { level in
                    level == 0
                        ? [UInt8(ascii: ")") | numbered, 0]
                        : [UInt8(ascii: ")") | numbered, 2] + reference(level - 1) + reference(level - 1)
                }, names: ["f"])
        ),
        (
            "a long tuple used often",
            Marshalled.code(
                repeated([100, 0, 92, 2, 1, 0, 1, 0], 20_000) + repeated([101, 0, 100, 0, 142, 0, 1, 0], 20_000),
                constants: [Marshalled.tuple([[UInt8]](repeating: none, count: 50_000))], names: ["f"])
        ),
        (
            "a long name used often",
            Marshalled.code(
                repeated([101, 0, 97, 0], 50_000), names: [String(repeating: "n", count: 200_000)])
        ),
        (
            "a stack without an end",
            Marshalled.code(
                repeated([101, 0], 100_000) + repeated([144, 0x7f, 144, 0xff, 144, 0xff, 103, 0xff], 1_000),
                names: ["f"])
        ),
        (
            "code that contains itself",
            Marshalled.code(
                repeated([100, 0, 100, 1, 132, 0, 90, 0], 50), constants: [reference(0), Marshalled.text("g")],
                names: ["g"], kind: UInt8(ascii: "c") | numbered)
        ),
        (
            "one function made often",
            Marshalled.code(
                repeated([100, 0, 100, 1, 132, 0, 90, 0], 5_000),
                constants: [
                    Marshalled.code(repeated([9, 0], 20_000), constants: [none], names: ["g"]), Marshalled.text("g"),
                ], names: ["g"])
        ),
        (
            "functions within functions",
            (0..<60).reduce(Marshalled.code([100, 0, 83, 0], constants: [none])) { inner, _ in
                Marshalled.code(
                    [100, 0, 100, 1, 132, 0, 90, 0], constants: [inner, Marshalled.text("g")], names: ["g"])
            }
        ),
        (
            "jumps to one place",
            Marshalled.code(
                repeated([101, 0, 144, 0x40, 114, 0], 5_000) + repeated([110, 0, 110, 1], 5_000)
                    + repeated([93, 0xff], 5_000), names: ["f"])
        ),
        (
            "unpacking without names",
            Marshalled.code(repeated([101, 0, 92, 0xff], 20_000) + repeated([90, 0], 20_000), names: ["f"])
        ),
    ]

    @Test("ends soon", arguments: cases)
    func ends(_ title: String, _ data: [UInt8]) {
        let clock = ContinuousClock()
        var found: MarshalledCode?
        let time = clock.measure { found = MarshalledCode.read(data) }
        if case .source(let source, _)? = found { #expect(source.utf8.count <= 8 * data.count + 1_024) }
        // A tenth of a second is long on a busy machine; without the bounds it would be minutes or a trap.
        #expect(time < .seconds(10))
    }

    @Test("ends in the walk too, and what stands behind is seen", arguments: cases)
    func endsInWalk(_ title: String, _ data: [UInt8]) {
        let load = "exec(marshal.loads(\(PythonLiteral.quoted(data, isBytes: true))))\n"
        let clock = ContinuousClock()
        var names: [String] = []
        let time = clock.measure {
            names = pythonEvents("import marshal\n" + load + "import os\nos.system('echo x')\n")
        }
        #expect(names.contains("dec.marshal") && names.last == "arg.constant-command")
        #expect(time < .seconds(20))
    }

    @Test("does not trap when it is damaged", arguments: MarshalFixtures.code)
    func damaged(_ minor: Int, _ base64: String) throws {
        let whole = try #require(
            ConstantDecoding.base64(Array(base64.utf8)).flatMap { ConstantDecoding.inflated($0, isRaw: false) })
        var state: UInt64 = 0x9e37_79b9_7f4a_7c15 &+ UInt64(minor)
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var readable = 0
        for length in 0..<whole.count where MarshalledCode.read(Array(whole.prefix(length))) != nil { readable += 1 }
        // Only the last fields can be missing, and they are needed.
        #expect(readable == 0)
        for _ in 0..<1_500 {
            var data = whole
            for _ in 0...next(4) { data[next(data.count)] = UInt8(next(256)) }
            if MarshalledCode.read(data) != nil { readable += 1 }
        }
        #expect(readable > 100)
    }
}
