import Foundation
import Testing

@testable import Interception

#if canImport(Glibc)
    import Glibc
#endif

/// Requirements files that Swift, Python and uv would read in different ways.
@Suite("requirements files, where two readers could differ")
struct RequirementsSeamTests {
    @Test(
        "blanks and comments are Python's, by code points",
        arguments: [
            ("good\n\u{a0}-r evil.txt\n", ["evil", "good"]), ("good\n\u{1f}-r evil.txt\n", ["evil", "good"]),
            ("good\n#\u{301} x \\\nevil\n", ["good", "evil"]), ("good\u{a0}# caf\u{e9}\n", ["good"]),
            ("good # \\\n\u{2003}# x \\\nevil\n", ["good", "evil"]),
            ("# caf\u{e9} \u{1F40D}\n#\u{600}\ngood\n", ["good"]),
            ("\u{3000}\ngood\n", ["good"]),
        ])
    func blanksAndComments(text: String, expected: [String]) throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", text)
        try folder.write("evil.txt", "evil\n")
        #expect(try read(folder, ["r.txt"]).requirements == expected)
    }

    @Test(
        "characters beyond ASCII outside a comment are refused",
        arguments: [
            "./evil\u{600}.tar.gz", "-r\u{301}evil.txt", "-r caf\u{e9}.txt", "-r f\u{131}le:x.txt", "a\u{7f}b",
            "-r pylock.\u{301}.toml", "a \u{a0}b", "${ACCENT}", "\u{feff}good", "a\u{1f}b", "a\u{0}b",
        ])
    func beyondASCII(line: String) throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", "good\n\(line)\n")
        let error = #expect(throws: InterceptionError.self) { try read(folder, ["r.txt"]) }
        #expect(error?.description.contains("r.txt' line 2: the character U+") == true, "\(String(describing: error))")
    }

    @Test(
        "a backslash behind which blanks or a comment were cut is refused", arguments: ["a \\ ", "a\\ # x", "./a \\\t"])
    func backslashes(line: String) throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", "\(line)\n./x.tar.gz\n")
        #expect(throws: InterceptionError.self) { try read(folder, ["r.txt"]) }
    }

    @Test("a file whose path the user writes with accents is read, and one of the same text is refused")
    func accents() throws {
        let folder = try ScratchFolder()
        try folder.write("caf\u{e9}/r.txt", "-r sub.txt\n")
        try folder.write("caf\u{e9}/sub.txt", "good\n")
        try folder.write("cafe\u{301}/r.txt", "evil\n")
        #expect(try read(folder, ["caf\u{e9}/r.txt"]).requirements == ["good"])
        #expect(throws: InterceptionError.self) { try read(folder, ["caf\u{e9}/r.txt", "cafe\u{301}/r.txt"]) }
    }

    @Test(
        "UTF-32, whose mark begins with that of UTF-16, is refused",
        arguments: [
            [0xff, 0xfe, 0, 0, 0x67, 0, 0, 0], [0, 0, 0xfe, 0xff, 0, 0, 0, 0x67], [0xff, 0xfe, 0xfe, 0xff, 0, 0x67],
        ])
    func wideMarks(bytes: [UInt8]) throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", Data(bytes))
        #expect(throws: InterceptionError.self) { try read(folder, ["r.txt"]) }
    }

    @Test(
        "a path that pip takes for an address or a lock is none to read",
        arguments: ["file:r.txt", "f\u{131}le:r.txt", "\thttp\u{17f}://h.invalid/r.txt", "HTTPS:r.txt"])
    func addresses(path: String) throws {
        let folder = try ScratchFolder()
        try folder.write(path, "good\n")
        #expect(throws: InterceptionError.self) { try read(folder, [path]) }
        #expect(isLockFile("x/pylock.\u{301}.toml"))
        #expect(isLockFile("pylock.a.toml[\u{301}x]"))
    }

    @Test(
        "letters with accents on the command line are read as pip reads them",
        arguments: [
            (["./evil\u{600}.tar.gz"], "localArchive ./evil\u{600}.tar.gz"),
            (["-r\u{301}evil.txt"], "file \u{301}evil.txt"),
            (["--requirement=\u{301}evil.txt"], "file \u{301}evil.txt"),
            (["evil@\u{301}file:x"], "remoteArchive \u{301}file:x"),
            (["\u{a0}file:///\u{301}/x.tar.gz"], "localArchive /\u{301}/x.tar.gz"),
        ])
    func commandLine(words: [String], expected: String) throws {
        let tool = try #require(GuardedTool(named: "pip"))
        guard case .install(let command) = readCommand(of: tool, arguments: ["install"] + words) else {
            Issue.record("no installation")
            return
        }
        let found =
            command.pip.directReferences.map { "\($0.kind) \($0.location)" }
            + command.pip.requirementFiles.map { "file \($0)" }
        #expect(found.map { Array($0.utf8) } == [Array(expected.utf8)])
    }

    @Test("an editable project by its folder's bare name is a folder of the user's own")
    func editableNames() throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", "-e own\n-e ./other[x]\ngood\n")
        #expect(try read(folder, ["r.txt"]).localFolders == ["own", "./other"])
    }

    @Test("what can be read only once gets a copy")
    func pipes() throws {
        let folder = try ScratchFolder()
        let pipe = folder.path + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        Thread.detachNewThread {
            guard let handle = FileHandle(forWritingAtPath: pipe) else { return }
            try? handle.write(contentsOf: Data("good # x\n".utf8))
            try? handle.close()
        }
        let files = try read(folder, ["pipe"])
        #expect(files.copies(in: "/scratch").map(\.text) == ["good\n"])
    }

    @Test("uv gets copies of all files, of what was read and in the same lines")
    func uvCopies() throws {
        let folder = try ScratchFolder()
        try folder.write(
            "r.txt",
            "good # a comment \\\nswallowed\n-r sub/a.txt\n-c ./limits.txt # x\n${PACKAGE}==1 \\\n  --hash=sha256:00\n--pre\n"
        )
        try folder.write("sub/a.txt", "a>=1 ; python_version > '3'\n--no-binary=:all:\n")
        try folder.write("limits.txt", "b<2\n")
        let files = try read(folder, ["r.txt"])
        #expect(files.firstBeyondReleases == nil)
        let copies = files.plainCopies(in: "/scratch")
        #expect(copies.map(\.path) == (1...3).map { "/scratch/requirements-\($0).txt" })
        #expect(copies.map(\.text).first == "a>=1 ; python_version > '3'\n--no-binary :all:\n")
        #expect(
            copies.map(\.text).last
                == "good\n\n-r requirements-1.txt\n-c requirements-2.txt\nflask==1 --hash=sha256:00\n\n--pre\n")
    }

    @Test(
        "for uv only releases and plain options are sure to be the same",
        arguments: [
            "-e own", "a\\b", "x.tar.zst", "c:x", "--pre --config-settings x",
            "--no-binary ./x",
            "a b", "${MISSING}==1", "./x.whl", "a==1 --hash=$X", "file:///x", "a@x", "--use-feature x", "a; '\\'=='x'",
        ])
    func beyondReleases(line: String) throws {
        let folder = try ScratchFolder()
        try folder.write("r.txt", "good\n\(line)\n")
        #expect(try read(folder, ["r.txt"]).firstBeyondReleases != nil)
    }

    @Test(
        "a plain release is let through to uv",
        arguments: ["a", "a[b,c]==1.0", "a (>=1)", "a ~= 1.0, != 1.2.*", "a.b-c_d>=1!2+x ; extra == 'y'", "a ; x"])
    func plainReleases(text: String) {
        #expect(isPlainRelease(text))
    }

    private func read(_ folder: ScratchFolder, _ names: [String]) throws(InterceptionError) -> RequirementsFiles {
        try readRequirements(
            requirementFiles: names, constraintFiles: [], workingFolder: folder.path,
            environment: { ["PACKAGE": "flask", "ACCENT": "caf\u{e9}"][$0] })
    }
}
