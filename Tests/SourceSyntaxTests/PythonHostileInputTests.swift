import Testing

@testable import SourceSyntax

/// Inputs made to exhaust or confuse the parser.
@Suite struct PythonHostileInputTests {
    @Test(
        "deep nesting is cut and noted",
        arguments: [
            String(repeating: "(", count: 100_000), String(repeating: "([{", count: 40_000),
            String(repeating: "f(", count: 100_000) + "x", String(repeating: "a[", count: 100_000),
            String(repeating: "(", count: 1_000) + "x" + String(repeating: ")", count: 1_000),
            String(repeating: "lambda: ", count: 50_000) + "x", String(repeating: "x:=", count: 50_000),
            String(repeating: "f'{", count: 50_000), String(repeating: "f'{x:{", count: 20_000) + "y",
            String(repeating: "yield ", count: 50_000),
            String(repeating: "if x: ", count: 50_000) + "y", String(repeating: "class A: ", count: 50_000),
            String(repeating: "else: ", count: 50_000), String(repeating: "*", count: 50_001),
            "match x:\n case " + String(repeating: "a as ", count: 50_000) + "b: c",
            "x = " + String(repeating: "{1: ", count: 50_000), String(repeating: "(a, (", count: 50_000),
            "f" + String(repeating: ".a().b[0]", count: 10_000),
            "x = " + String(repeating: "not ", count: 100_000) + "x",
            "x = " + String(repeating: "- ", count: 100_000) + "x", String(repeating: "await ", count: 100_000) + "x",
            "x = a" + String(repeating: " ** a", count: 50_000),
            "x = a" + String(repeating: " if b else a", count: 50_000),
            "x = a" + String(repeating: " * a / a", count: 50_000),
            String(repeating: "[x for x in ", count: 50_000), String(repeating: "(x for x in y if (", count: 50_000),
            String(repeating: "[x for [", count: 50_000), String(repeating: "f(x for x in {y for y in ", count: 50_000),
        ].map(HostileInput.init))
    func deepNesting(_ input: HostileInput) {
        let text = input.text
        let tree = parsePython(Array(text.utf8))
        #expect(shapeViolations(tree, byteCount: text.utf8.count).isEmpty)
        #expect(tree.diagnostics.contains { $0.kind == .tooDeep })
    }

    @Test(
        "long flat input stays whole",
        arguments: [
            "x = " + String(repeating: "a = ", count: 50_000) + "b",
            "x = a" + String(repeating: " + a", count: 50_000), "x = a" + String(repeating: " + a - b", count: 50_000),
            "x = a" + String(repeating: " and a", count: 50_000), "f(" + String(repeating: "a, ", count: 50_000) + ")",
            String(repeating: "'a' ", count: 50_000), String(repeating: "f'{a}' ", count: 50_000),
            String(repeating: "a; ", count: 50_000), "[x" + String(repeating: " for x in y if z", count: 20_000) + "]",
            "import " + String(repeating: "a.", count: 50_000) + "b",
            String(repeating: "@d\n", count: 50_000) + "def f(): pass",
            String(repeating: "\n", count: 100_000), String(repeating: "#\r", count: 100_000),
            "match x:\n" + String(repeating: " case a: b\n", count: 20_000),
        ].map(HostileInput.init))
    func longFlatInput(_ input: HostileInput) {
        let text = input.text
        let tree = parsePython(Array(text.utf8))
        #expect(shapeViolations(tree, byteCount: text.utf8.count).isEmpty)
        #expect(tree.diagnostics.isEmpty)
    }

    @Test("every call of an over-long postfix chain is still reached")
    func callsOfLongChain() {
        let text = "f" + String(repeating: ".a()", count: 10_000)
        let tree = parsePython(Array(text.utf8))
        #expect(reachable(.call, in: tree) == 10_000)
    }

    @Test("an over-long elif chain is split into siblings and keeps every branch", arguments: [99, 100, 101, 10_000])
    func longElifChain(_ count: Int) {
        let text = "if a: b()\n" + String(repeating: "elif a: b()\n", count: count) + "else: c()\n"
        let tree = parsePython(Array(text.utf8))
        #expect(shapeViolations(tree, byteCount: text.utf8.count).isEmpty)
        #expect(tree.diagnostics.isEmpty)
        #expect(reachable(.call, in: tree) == count + 2)
        #expect(reachable(.ifStatement, in: tree) == count + 1)
    }

    @Test("as many brackets and blocks as CPython takes are kept")
    func nestingOfCPython() {
        let brackets = String(repeating: "f(", count: 199) + "x" + String(repeating: ")", count: 199)
        #expect(parsePython(Array(brackets.utf8)).diagnostics.isEmpty)
        var blocks = ""
        for level in 0..<99 { blocks += String(repeating: " ", count: level) + "if x:\n" }
        blocks += String(repeating: " ", count: 99) + "f()\n"
        let tree = parsePython(Array(blocks.utf8))
        #expect(tree.diagnostics.isEmpty)
        #expect(reachable(.call, in: tree) == 1)
    }

    @Test("deep indentation is cut and what follows is kept")
    func deepIndentation() {
        var text = ""
        for level in 0..<2_000 { text += String(repeating: " ", count: level) + "if x:\n" }
        text += "f()\n"
        let tree = parsePython(Array(text.utf8))
        #expect(shapeViolations(tree, byteCount: text.utf8.count).isEmpty)
        #expect(tree.diagnostics.contains { $0.kind == .tooDeep })
        #expect(reachable(.call, in: tree) == 1)
    }

    @Test("random bytes give a well-formed tree", arguments: 0..<40)
    func randomBytes(_ seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        let bytes = (0..<4_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        #expect(shapeViolations(parsePython(bytes), byteCount: bytes.count).isEmpty)
    }

    @Test("random tokens give a well-formed tree", arguments: 0..<150)
    func randomTokens(_ seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        var text = ""
        for _ in 0..<1_500 {
            text += Self.pieces.randomElement(using: &generator) ?? ""
            if Bool.random(using: &generator) { text += " " }
        }
        #expect(shapeViolations(parsePython(Array(text.utf8)), byteCount: text.utf8.count).isEmpty)
    }

    @Test("every prefix and every suffix of a file gives a well-formed tree")
    func truncation() {
        let bytes = Array(Self.sample.utf8)
        for end in 0...bytes.count {
            #expect(shapeViolations(parsePython(Array(bytes[..<end])), byteCount: end).isEmpty)
            #expect(shapeViolations(parsePython(Array(bytes[end...])), byteCount: bytes.count - end).isEmpty)
        }
    }

    @Test("a file with one byte changed gives a well-formed tree")
    func singleByteChanges() {
        let bytes = Array(Self.sample.utf8)
        for index in bytes.indices {
            for replacement in "([{)'\"\n\\:\0`".utf8 {
                var changed = bytes
                changed[index] = replacement
                #expect(shapeViolations(parsePython(changed), byteCount: changed.count).isEmpty)
            }
        }
    }

    private func reachable(_ kind: SyntaxKind, in tree: SyntaxTree) -> Int {
        var count = 0
        var pending = [tree.root]
        while let id = pending.popLast() {
            if tree.kind(id) == kind { count += 1 }
            pending.append(contentsOf: tree.children(of: id))
        }
        return count
    }

    private static let pieces = [
        "(", ")", "[", "]", "{", "}", ",", ":", ";", ".", "=", "==", ":=", "->", "@", "*", "**", "+", "-", "~", "`",
        "'", "\"", "'''", "\"\"\"", "f'", "f\"", "rb'", "f'''", "\\", "\n", "\r\n", "\n    ", "\n  ", "\n\t", "#",
        "!", "!r", "$", "\0", "é", "0", "1.5", "0x", "a", "b", "print", "exec", "match", "case", "type", "_", "if",
        "elif", "else", "for", "in", "while", "def", "class", "lambda", "try", "except", "finally", "with", "as",
        "import", "from", "return", "yield", "await", "async", "not", "is", "and", "or", "raise", "del", "global",
        "nonlocal", "assert", "pass", "None", "True", "...", ">>", "<>", "\u{0C}",
    ]

    private static let sample = #"""
        # -*- coding: utf-8 -*-
        import os, a.b as c
        from .x import (y, z as w)
        @d.e(1)
        async def f[T](a, /, b: int = 2, *c, **k) -> g():
            """doc"""
            async with (a as b, c(d)): print(f'{a["k"]!r:>{w}}' 'x' rb'\xff', file=f)
            return [x async for x in y if x], {**a, 'b': c}, lambda *q: (yield)
        match p:
            case A(b=1) | [c, *_] as d if e: pass
        if a < b is not c: x: int = y = z
        elif `a`: print >>f, 'x' % -1 ** 2,
        else: raise E, "m"
        """#
}

/// A long input that a test report shows by its beginning.
struct HostileInput: Sendable, CustomTestStringConvertible {
    let text: String

    var testDescription: String { "\(text.prefix(30))… of \(text.utf8.count) bytes" }
}

/// SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
