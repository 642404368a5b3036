import Foundation
import Testing

@testable import Behaviors

@Suite("Marshalled code")
struct MarshalledCodeTests {
    /// Events of a module that runs marshalled code as loaders do.
    private static func events(ofCode base64: String, runs: String = "exec(CODE)") -> [String] {
        let load = "marshal.loads(zlib.decompress(base64.b64decode('\(base64)')))"
        return pythonEvents(
            "import base64, marshal, types, zlib\n"
                + runs.split(separator: "CODE", omittingEmptySubsequences: false).joined(separator: load) + "\n")
    }

    /// What stands between the marks of the layer behind `marshal.loads`; the data itself may look like code too.
    private static func layer(_ names: [String]) -> [String] {
        guard let load = names.firstIndex(of: "dec.marshal"), let first = names[load...].firstIndex(of: "layer.begin"),
            let last = names.lastIndex(of: "layer.end")
        else {
            return []
        }
        return Array(names[(first + 1)..<last])
    }

    @Test("is read as its source is", arguments: MarshalFixtures.code)
    func equalsSource(_ minor: Int, _ base64: String) {
        let names = Self.layer(Self.events(ofCode: base64))
        let wanted = pythonEvents(MarshalFixtures.source)
        #expect(wanted.contains("proc.spawn") && wanted.contains("proc.shell") && wanted.contains("dec.xor"))
        #expect(names == wanted)
    }

    @Test("is read as what a function is made of")
    func functionType() throws {
        let code = try #require(MarshalFixtures.code.last).base64
        let names = Self.events(ofCode: code, runs: "types.FunctionType(CODE, globals())()")
        #expect(occursInOrder(["dec.marshal", "layer.begin", "proc.shell", "layer.end", "code.function"], in: names))
        #expect(names.contains("flow.dec>exec"))
    }

    @Test("within marshalled code is read as well")
    func nested() throws {
        let inner = try #require(MarshalFixtures.code.first { $0.minor == 10 }).base64
        let data = try #require(
            ConstantDecoding.base64(Array(inner.utf8)).flatMap { ConstantDecoding.inflated($0, isRaw: false) })
        // `import marshal` and `exec(marshal.loads(b'…'))`, for 3.10.
        let outer = Marshalled.code(
            [100, 0, 100, 1, 108, 0, 90, 0, 101, 1, 101, 0, 160, 2, 100, 2, 161, 1, 131, 1, 1, 0, 100, 1, 83, 0],
            constants: [Marshalled.number(0), [UInt8(ascii: "N")], Marshalled.bytes(data)],
            names: ["marshal", "exec", "loads"])
        let names = pythonEvents("import marshal\nexec(marshal.loads(\(PythonLiteral.quoted(outer, isBytes: true))))\n")
        let wanted = [
            "dec.marshal", "layer.begin", "dec.marshal", "layer.begin", "proc.spawn", "layer.end", "code.exec",
            "layer.end",
            "code.exec",
        ]
        #expect(occursInOrder(wanted, in: names))
        #expect(names.count { $0 == "dec.marshal" } == 2)
    }

    @Test("given to the same decoder within itself is read")
    func ownDecoder() throws {
        let fixture = try #require(MarshalFixtures.code.last).base64
        let data = try #require(
            ConstantDecoding.base64(Array(fixture.utf8)).flatMap { ConstantDecoding.inflated($0, isRaw: false) })
        // `exec(_('…'))`, for 3.10.
        let outer = Marshalled.code(
            [101, 0, 101, 1, 100, 0, 131, 1, 131, 1, 1, 0, 100, 1, 83, 0],
            constants: [Marshalled.text(Data(data).base64EncodedString()), [UInt8(ascii: "N")]], names: ["exec", "_"])
        let names = pythonEvents(
            """
            import base64
            _ = lambda __: __import__('marshal').loads(base64.b64decode(__))
            exec(_('\(Data(outer).base64EncodedString())'))
            """)
        #expect(occursInOrder(["layer.begin", "code.exec", "layer.begin", "proc.spawn", "layer.end"], in: names))
    }

    @Test("that is a text is that text")
    func plainText() {
        let data = Marshalled.bytes(Array("import os\nos.system('id')\n".utf8))
        let names = pythonEvents("import marshal\nexec(marshal.loads(\(PythonLiteral.quoted(data, isBytes: true))))\n")
        #expect(occursInOrder(["dec.marshal", "layer.begin", "proc.shell", "layer.end", "code.exec"], in: names))
    }

    @Test("that is no code or unknown stays what it was")
    func unreadable() {
        let wanted = ["imp.code", "dec.marshal", "code.exec", "flow.dec>exec", "arg.dynamic"]
        #expect(pythonEvents("import marshal\nexec(marshal.loads(b'i\\x01\\x00\\x00\\x00'))\n") == wanted)
        #expect(pythonEvents("import marshal\nexec(marshal.loads(data))\n") == wanted)
    }

    @Test("names that no source could have are written so that the text can be read")
    func strangeNames() throws {
        let code = Marshalled.code(
            [101, 0, 106, 1, 131, 0, 90, 2, 101, 2, 131, 0, 1, 0, 100, 0, 83, 0], constants: [[UInt8(ascii: "N")]],
            names: ["a b\n", "class", "x\ny"])
        let found = try #require(MarshalledCode.read(code))
        guard case .source(let source, isCut: false) = found else {
            Issue.record("not read: \(found)")
            return
        }
        #expect(source == "_x_y = _a_b_.class_()\n_x_y()\n")
    }
}

/// Makes marshalled data by hand, in the layout of CPython 3.8 to 3.10.
enum Marshalled {
    static func int32(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    static func number(_ number: Int) -> [UInt8] { [UInt8(ascii: "i")] + int32(number) }

    static func bytes(_ bytes: [UInt8]) -> [UInt8] { [UInt8(ascii: "s")] + int32(bytes.count) + bytes }

    static func text(_ text: String) -> [UInt8] { [UInt8(ascii: "u")] + int32(text.utf8.count) + Array(text.utf8) }

    static func tuple(_ elements: [[UInt8]]) -> [UInt8] {
        [UInt8(ascii: "(")] + int32(elements.count) + elements.flatMap { $0 }
    }

    static func code(
        _ instructions: [UInt8], constants: [[UInt8]] = [], names: [String] = [], kind: UInt8 = UInt8(ascii: "c")
    ) -> [UInt8] {
        let numbers = [0, 0, 0, 0, 4, 64].flatMap { int32($0) }
        return [kind] + numbers + bytes(instructions) + tuple(constants) + tuple(names.map { text($0) }) + tuple([])
            + tuple([]) + tuple([]) + text("p") + text("m") + int32(1) + bytes([])
    }
}
