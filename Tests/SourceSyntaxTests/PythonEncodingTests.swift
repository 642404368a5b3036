import Testing

@testable import SourceSyntax

/// Declared encodings, byte order marks and positions.
@Suite struct PythonEncodingTests {
    @Test("a byte order mark is passed over and offsets still count it")
    func byteOrderMark() throws {
        let tree = parsePython([0xEF, 0xBB, 0xBF] + Array("f()".utf8))
        #expect(dumpStatements(tree) == "(expressionStatement (call (name'f')))")
        let statement = try #require(tree.children(of: tree.root).first)
        #expect(tree[statement].start == 3)
        #expect(tree[statement].end == 6)
    }

    @Test(
        "single-byte encodings become the scalars of their bytes",
        arguments: [
            "# -*- coding: latin-1 -*-\n", "#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n",
            "\n# coding: ISO-8859-15\n", "#coding=KOI8-R\n",
        ])
    func singleByte(_ header: String) {
        let tree = parsePython(Array(header.utf8) + Array("x = 'caf".utf8) + [0xE9] + Array("'".utf8))
        #expect(dumpStatements(tree) == "(assignment'=' (name'x') (string'café'))")
        #expect(tree.diagnostics.isEmpty)
    }

    @Test("the second byte of a double-byte character is never syntax")
    func doubleByte() {
        // In GBK 0x81 0x5C is one character whose second byte is a backslash.
        let tree = parsePython(Array("# coding: gbk\nf('".utf8) + [0x81, 0x5C] + Array("', g())".utf8))
        #expect(dumpStatements(tree).hasSuffix(" (call (name'g'))))"))
        #expect(tree.diagnostics.isEmpty)
    }

    @Test(
        "encodings that rewrite the text are reported",
        arguments: ["utf-7", "unicode_escape", "raw-unicode-escape", "rot13", "utf-16", "punycode", "no-such"])
    func unreadable(_ name: String) throws {
        let tree = parsePython(Array("#!/bin/sh\n# coding: \(name)\nx()\n".utf8))
        #expect(tree.diagnostics.map(\.kind) == [.undecodable])
        let diagnostic = try #require(tree.diagnostics.first)
        #expect(tree.line(at: diagnostic.offset) == 2)
    }

    @Test(
        "a declaration counts only in a comment of the first two lines",
        arguments: ["x = 1\n# coding: rot13\n", "\n\n# coding: rot13\n", "x = 'coding: rot13'\n", "# coding rot13\n"])
    func noDeclaration(_ text: String) {
        #expect(parsePython(Array(text.utf8)).diagnostics.isEmpty)
    }

    @Test(
        "bytes that are not UTF-8 are reported where they stand",
        arguments: [[0xFF], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80]]
            as [[UInt8]])
    func invalidBytes(_ bytes: [UInt8]) {
        let tree = parsePython(Array("x = '".utf8) + bytes + Array("'".utf8))
        #expect(tree.diagnostics == [SyntaxDiagnostic(kind: .undecodable, offset: 5)])
        #expect(dumpStatements(tree).hasPrefix("(assignment'=' (name'x') (string'\u{FFFD}"))
    }

    @Test(
        "lines are counted over every kind of line end and literal",
        arguments: [
            ("a\nb\nf()", 3), ("a\r\nb\rf()", 3), ("'''\n\n'''\nf()", 4), ("'''\r\n\r'''\rf()", 4),
            ("x = 'a\\\nb'\nf()", 3), ("x = 1 + \\\n 2\nf()", 3), ("f'''{\na\n}\n'''\nf()", 5), ("(\n\n)\nf()", 4),
            ("# a\n\n  # b\nf()", 4), ("'a\nf()", 2), ("f'{a:\n", 1), ("if a:\n  b\n\n\nf()", 5),
        ])
    func lines(_ text: String, _ line: Int) throws {
        let tree = parsePython(Array(text.utf8))
        let statement = try #require(tree.children(of: tree.root).last)
        #expect(tree.line(of: statement) == line)
        let ends = text.replacing("\r\n", with: "\n").unicodeScalars.filter { $0 == "\n" || $0 == "\r" }.count
        #expect(tree.lineStarts.count == ends + 1)
    }

    @Test("a declaration far along a line, or behind a lone carriage return, counts")
    func hiddenDeclaration() {
        let far = "#" + String(repeating: " ", count: 5_000) + "coding: utf-7\nx()\n"
        #expect(parsePython(Array(far.utf8)).diagnostics.map(\.kind) == [.undecodable])
        let behind = "# a\r\r\r# coding: utf-7\nx()\n"
        #expect(parsePython(Array(behind.utf8)).diagnostics.map(\.kind) == [.undecodable])
    }

    @Test("canonically equivalent texts stay apart")
    func equivalentTexts() {
        let tree = parsePython(Array("f('\u{212A}', 'K', '\u{E9}', 'e\u{301}')".utf8))
        let scalars = tree.texts.map { Array($0.unicodeScalars) }
        #expect(scalars.contains(["\u{212A}"]))
        #expect(scalars.contains(["K"]))
        #expect(scalars.contains(["\u{E9}"]))
        #expect(scalars.contains(["e", "\u{301}"]))
    }

    @Test("identifiers fold like NFKC and others stay")
    func folding() {
        #expect(PythonIdentifierFolding.fold("ｅｘｅｃ") == "exec")
        #expect(PythonIdentifierFolding.fold("𝘀𝘆𝘀𝘁𝗲𝗺") == "system")
        #expect(PythonIdentifierFolding.fold("ﬁleⅻ") == "filexii")
        #expect(PythonIdentifierFolding.fold("ſelf_ᵢ") == "self_i")
        #expect(PythonIdentifierFolding.fold("straße_Ω") == "straße_Ω")
    }
}
