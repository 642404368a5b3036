import Foundation
import Testing

@testable import Interception

@Suite("requirements files")
struct RequirementsFileTests {
    @Test(
        "a line is read as pip reads it",
        arguments: [
            ("flask>=2", "flask>=2"), ("flask>=2 # why", "flask>=2"), ("flask#egg", "flask#egg"),
            ("  flask  ", "flask"), ("a==1 ; python_version < '4'", "a==1 ; python_version < '4'"),
            ("a==1 --hash=sha256:00 --hash sha256:11", "a==1 hash:sha256:00 hash:sha256:11"),
            ("a==1 \\\n  --hash=sha256:00", "a==1 hash:sha256:00"), ("fla\\\nsk", "flask"),
            ("a \\\n# comment\nb", "a|b"), ("-e ./lib", "editable:./lib"), ("-e./lib", "editable:./lib"),
            ("--editable=./lib", "editable:./lib"), ("--pre", "options"),
            ("-i http://r.invalid", "options index:http://r.invalid"),
            ("--index-url=http://r.invalid", "options index:http://r.invalid"),
            ("--ind http://r.invalid", "options index:http://r.invalid"),
            ("--extra-index-url \"http://r.invalid\"", "options extra:http://r.invalid"),
            ("-f ./wheels", "options links:./wheels"), ("--no-index", "options no-index"),
            ("--require-hashes", "options requires-hashes"), ("a --index-url http://r.invalid", "a"),
            ("a @ https://h.invalid/a.whl", "a @ https://h.invalid/a.whl"), ("${PACKAGE}==1", "flask==1"),
            ("${MISSING}==1", "${MISSING}==1"), ("$PACKAGE", "$PACKAGE"), ("${package}", "${package}"),
            ("a\u{2028}b", "a|b"), ("a\r\nb\rc", "a|b|c"), ("# -r other.txt", ""), ("", ""),
        ])
    func line(text: String, expected: String) throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", text)
        let files = try read(folder, ["r.txt"])
        #expect(files.files.flatMap(\.lines).map(summary).joined(separator: "|") == expected)
    }

    @Test("nested files are read relative to the file that names them, each once")
    func nesting() throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", "-r sub/a.txt\n-c limits.txt\n-r sub/a.txt\ntop")
        try folder.write("sub/a.txt", "--requirement=b.txt\na")
        try folder.write("sub/b.txt", "b")
        try folder.write("limits.txt", "b<2")
        let files = try read(folder, ["r.txt"])
        #expect(files.files.map { lastPathComponent(of: $0.path) } == ["b.txt", "a.txt", "limits.txt", "r.txt"])
        #expect(files.files.map(\.isConstraint) == [false, false, true, false])
        #expect(files.copies(in: "/scratch").isEmpty)
    }

    @Test("index lines become sources and vanish from the copies; all else stays in place")
    func copies() throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", "first\n-r sub/a.txt\n-r sub/plain.txt\nlast==1 # why\n")
        try folder.write(
            "sub/a.txt", "# comment\n--index-url http://r.invalid/ --pre\n-e .\na \\\n  --hash=sha256:00\n")
        try folder.write("sub/plain.txt", "plain")
        let files = try read(folder, ["r.txt"])
        #expect(files.sources.index == "http://r.invalid/")
        let copies = files.copies(in: "/scratch")
        #expect(copies.map { lastPathComponent(of: $0.original) } == ["a.txt", "r.txt"])
        #expect(copies[0].text == "\n--pre\n-e .\na   --hash=sha256:00\n\n")
        let plain = folder.path + "/sub/plain.txt"
        #expect(copies[1].text == "first\n-r \(copies[0].path)\n-r \(plain)\nlast==1\n")
    }

    @Test("a later index replaces earlier ones with their extras, and no-index makes all void")
    func indexOrder() throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", "-i http://a.invalid\n--extra-index-url http://b.invalid\n-i http://c.invalid\n")
        try folder.write("n.txt", "-i http://a.invalid\n--no-index\n-i http://c.invalid\n-f x\n")
        let files = try read(folder, ["r.txt"])
        #expect(files.sources.index == "http://c.invalid")
        #expect(files.sources.extraIndexes.isEmpty)
        let none = try read(folder, ["n.txt"])
        #expect(none.sources.index == nil)
        #expect(none.sources.usesNoIndex)
        #expect(none.sources.findLinks == ["x"])
    }

    @Test("a folder of links is looked for beside the file first")
    func findLinks() throws {
        let folder = try ScratchFolder()
        try folder.write("sub/r.txt", "-f wheels\n")
        try folder.write("sub/wheels/x.whl", "")
        #expect(try read(folder, ["sub/r.txt"]).sources.findLinks == [folder.path + "/sub/wheels"])
    }

    @Test(
        "an archive or repository by path or address is found, with file and line",
        arguments: [
            "git+https://h.invalid/x", "a @ https://h.invalid/a.whl", "https://h.invalid/a.whl", "./a.whl",
            "-e git+https://h.invalid/x#egg=x", "x.tar.gz", "a@git+ssh://h.invalid/x", "file:///abs/a-1%2Etar%2Egz",
            "a @ file:///abs/a-1%2Ewhl", "file:///usr/lib/none",
        ])
    func directReferences(_ line: String) throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", "fine\n\(line)\n")
        let found = try read(folder, ["r.txt"]).directReferences
        #expect(found.count == 1)
        #expect(found.first?.place?.hasSuffix("r.txt' line 2") == true)
        #expect(found.first?.isEditable == line.hasPrefix("-e"))
    }

    @Test(
        "a constraint by address is found as a requirement is",
        arguments: ["a @ file:///abs/a.tar.gz", "a @ https://h.invalid/a.whl", "file:///abs/a%2Ezip", "./a.whl"])
    func directConstraints(_ line: String) throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", "-c c.txt\nfine\n")
        try folder.write("c.txt", "fine<2\n\(line)\n")
        let found = try read(folder, ["r.txt"]).directReferences
        #expect(found.map(\.place).first??.hasSuffix("c.txt' line 2") == true)
    }

    @Test(
        "a lock file is refused, since pip takes addresses and paths from it",
        arguments: ["pylock.toml", "pylock.a.toml"])
    func lockFiles(_ name: String) throws {
        let folder = try ScratchFolder()
        try folder.write(name, "lock-version = \"1.0\"\n")
        #expect(throws: InterceptionError.self) { try read(folder, [name]) }
    }

    @Test(
        "an encoding that the file declares is honored or refused",
        arguments: [
            ("# -*- coding: utf-8 -*-\nflask", "flask"), ("\n# vim: set fileencoding=utf8 :\nflask", "flask"),
            ("# coding: ascii\nflask", "flask"), ("#coding=Latin_1\nflask", "flask"),
            ("# -*- coding: utf-7 -*-\n#+AAo-flask", nil), ("x\n# coding:utf_7\ny", nil),
            ("# coding: rot13\nx", nil), ("# coding: coding=cp037\nx", nil), ("# coding: ascii\n# \u{e9}\nx", nil),
            ("x\ny\n# coding: utf-7", "x|y"), (" # coding: utf-7\nx", "x"), ("x # coding: utf-7", "x"),
            ("# coding:\nx", "x"), ("\u{feff}# coding: utf-7\nx", "x"),
        ])
    func declaredEncodings(text: String, expected: String?) throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", text)
        if let expected {
            let lines = try read(folder, ["r.txt"]).files.flatMap(\.lines)
            #expect(lines.map(summary).joined(separator: "|") == expected)
        } else {
            #expect(throws: InterceptionError.self) { try read(folder, ["r.txt"]) }
        }
    }

    @Test("Latin-1 is decoded byte by byte, so that its line separator separates")
    func latin() throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", Data(Array("# coding: latin-1\n# x".utf8) + [0xe9, 0x85] + Array("flask".utf8)))
        #expect(try read(folder, ["r.txt"]).files[0].lines.map(summary) == ["flask"])
    }

    @Test("a file that includes itself is an error", arguments: ["-r r.txt", "-r ./sub/../r.txt\n", "-r b.txt"])
    func cycles(_ line: String) throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", line)
        try folder.write("b.txt", "-r r.txt")
        try folder.write("sub/x", "")
        #expect(throws: InterceptionError.self) { try read(folder, ["r.txt"]) }
    }

    @Test("a missing file is an error that names it")
    func missing() throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", "-r absent.txt")
        let error = #expect(throws: InterceptionError.self) { try read(folder, ["r.txt"]) }
        #expect(error?.description.contains("/absent.txt'") == true)
        #expect(error?.description.hasSuffix("no such file or directory") == true)
    }

    @Test(
        "a malformed line is an error with file and line",
        arguments: [("a\n-i \"http://r.invalid", 2), ("--no \\\n", 1), ("a\n\n-r https://h.invalid/r.txt", 0)])
    func malformed(text: String, line: Int) throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", text)
        let error = #expect(throws: InterceptionError.self) { try read(folder, ["r.txt"]) }
        #expect(error?.description.contains("line \(line):") == true)
    }

    @Test("limits on bytes, files and nesting are errors")
    func limits() throws {
        let folder = try ScratchFolder()
        for index in 0..<20 { try folder.write("r\(index).txt", "-r r\(index + 1).txt\n") }
        try folder.write("r20.txt", "x")
        try folder.write("big.txt", String(repeating: "x\n", count: 1_000))
        var limits = RequirementsLimits()
        limits.depth = 10
        #expect(throws: InterceptionError.self) { try read(folder, ["r0.txt"], limits) }
        limits.depth = 50
        limits.files = 10
        #expect(throws: InterceptionError.self) { try read(folder, ["r0.txt"], limits) }
        limits.bytes = 100
        #expect(throws: InterceptionError.self) { try read(folder, ["big.txt"], limits) }
    }

    @Test("marks of UTF-8 and UTF-16 are understood, other bytes are an error")
    func encodings() throws {
        let folder = try ScratchFolder()
        try folder.write("eight.txt", Data([0xef, 0xbb, 0xbf] + Array("flask".utf8)))
        try folder.write(
            "sixteen.txt", Data([0xff, 0xfe] + "flask".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }))
        try folder.write("latin.txt", Data([0x66, 0xe9]))
        #expect(try read(folder, ["eight.txt"]).files[0].lines.map(summary) == ["flask"])
        #expect(try read(folder, ["sixteen.txt"]).files[0].lines.map(summary) == ["flask"])
        #expect(throws: InterceptionError.self) { try read(folder, ["latin.txt"]) }
    }

    @Test("every truncation is read or refused without a trap")
    func truncations() throws {
        let text = "-i \"http://r.invalid/\" --pre\na==1 \\\n --hash=sha256:00 # x\n-e '.[x]'\n${PACKAGE}\n-c r.txt\n\\"
        let bytes = Array(text.utf8)
        let folder = try ScratchFolder()
        for length in 0..<bytes.count {
            try folder.write("r.txt", Data(bytes[..<length]))
            _ = try? read(folder, ["r.txt"]).copies(in: "/scratch")
        }
    }

    @Test(
        "words are split as a POSIX shell splits them",
        arguments: [
            ("a b", ["a", "b"]), ("'a b' c", ["a b", "c"]), (#""a\"b""#, [#"a"b"#]), (#"a\ b"#, ["a b"]),
            (#""a\b""#, [#"a\b"#]), ("''", [""]), ("a''b", ["ab"]), ("  ", []), ("'a", nil), ("a\\", nil),
        ])
    func words(text: String, expected: [String]?) {
        #expect(shellWords(in: text) == expected)
    }

    private func read(
        _ folder: ScratchFolder, _ names: [String], _ limits: RequirementsLimits = RequirementsLimits()
    ) throws(InterceptionError) -> RequirementsFiles {
        try readRequirements(
            requirementFiles: names, constraintFiles: [], workingFolder: folder.path, limits: limits,
            environment: { $0 == "PACKAGE" ? "flask" : nil })
    }

    private func summary(_ line: RequirementLine) -> String {
        var parts: [String]
        switch line.content {
        case .requirement(let text): parts = [text]
        case .editable(let text): parts = ["editable:" + text]
        case .nested(let path, let isConstraint): parts = [(isConstraint ? "constraint:" : "file:") + path]
        case .options: parts = ["options"]
        }
        parts += line.hashes.map { "hash:" + $0 }
        if let index = line.sources.index { parts.append("index:" + index) }
        parts += line.sources.extraIndexes.map { "extra:" + $0 } + line.sources.findLinks.map { "links:" + $0 }
        if line.sources.usesNoIndex { parts.append("no-index") }
        if line.requiresHashes { parts.append("requires-hashes") }
        return parts.joined(separator: " ")
    }
}
