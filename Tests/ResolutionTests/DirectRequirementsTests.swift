import Testing

@testable import Resolution

@Suite("requirements by address")
struct DirectRequirementsTests {
    @Test(
        "core metadata: Requires-Dist with an address, however it is written",
        arguments: [
            ("Name: a\nRequires-Dist: x @ file:///tmp/x.tar.gz\n", [2]),
            ("Name: a\r\nREQUIRES-DIST:x[y]@https://h.invalid/x.whl ; extra == 'z'\r\n", [2]),
            ("Requires-Dist: x\n @ git+https://h.invalid/x\nName: a", [1]),
            ("A: b\r\nRequires-Dist: x\r\n\t@ file:x\r\n\r\n", [2]),
            ("Name: a\rRequires-Dist: x@any:thing", [1]), ("Name: a\n\nRequires-Dist: x @ file:x", [3]),
            ("Requires-Dist: x>=1 ; extra == 'a@b'\nRequires-Dist: y\n", []),
            ("Author-Email: A <a@h.invalid>\nDescription: x @ file:///y\n\nx @ file:///y\n", []), ("", []),
        ])
    func metadata(text: String, lines: [Int]) {
        #expect(DirectRequirements.inMetadata(Array(text.utf8)).map(\.line) == lines)
    }

    @Test(
        "a project's files: requirements at the beginning of a string, element or line",
        arguments: [
            ("[build-system]\nrequires = [\"setuptools\", \"x @ file:///x.tar.gz\"]\n", [2]),
            ("[project]\ndependencies = ['x[a, b]@https://h.invalid/x.whl']\n", [2]),
            ("[project]\ndependencies = [\"x \\u0040 \\U00000066ile:///x.whl\"]\n", [2]),
            ("[project]\ndependencies = [\"\"\"x \\\n  @ file:///x.whl\"\"\"]\n", [2]),
            ("[options]\ninstall_requires =\n    x @ file:///x.zip\n", [3]),
            ("install_requires = x@hg+file:///x", [1]), ("x @ file:///x.zip", [1]),
            (
                "[tool.pdm]\ndev = [\"x @ git+https://h.invalid/x\"]\n[project]\nd = [\"y @ git+ssh://h.invalid/y\"]",
                [4]
            ),
            ("[project.optional-dependencies]\na = [\"x @ https://h.invalid/x.whl\", \"y @ file:///y\"]\n", [2]),
            ("[dependency-groups]\na = [\"x @ svn+https://h.invalid/x\"]\n", [2]),
            ("# x @ file:///x\ndescription = \"find me @ https://h.invalid/\"\nemail = \"a@h.invalid\"\n", []),
            ("dependencies = [\"x>=1\"]\nurl = \"https://user@h.invalid/file:\"\n@\n", []), ("", []),
        ])
    func projectFiles(text: String, lines: [Int]) {
        #expect(DirectRequirements.inProjectFile(Array(text.utf8)).map(\.line) == lines)
    }

    @Test("files that a project's file names are searched for what is local only")
    func referenced() {
        let project = "[tool.setuptools.dynamic]\ndependencies = {file = [\"./requirements.txt\", 'sub/b.in']}\n"
        let paths = DirectRequirements.referencedPaths(inProjectFile: Array(project.utf8))
        #expect(paths.contains("requirements.txt") && paths.contains("sub/b.in"))
        let text = "x @ https://h.invalid/x.whl\n[a]\ny @ file:///y.whl\n"
        #expect(DirectRequirements.inProjectFile(Array(text.utf8), isReferenced: true).map(\.line) == [3])
    }

    @Test(
        "blanks beyond ASCII and control characters begin an element too",
        arguments: [
            "[options]\ninstall_requires =\n    \u{a0}x @ file:///x.zip\n",
            "[p]\nd = [\"\u{2003}x @ file:///x.zip\"]\n",
            "[options]\ninstall_requires = a\u{1c}x @ file:///x.zip\n",
        ])
    func blanksBeyondASCII(text: String) {
        #expect(!DirectRequirements.inProjectFile(Array(text.utf8)).isEmpty)
    }

    @Test(
        "every text that could be a file's path is looked for",
        arguments: [
            ("dependencies = {file = [\"deps\"]}", "deps"), ("dependencies = {file=['de+ps.txt']}", "de+ps.txt"),
            ("file = [\"my deps.txt\"]", "my deps.txt"), ("install_requires = file: deps, more", "more"),
            ("install_requires =\n  file: my deps", "my deps"), ("file = \"./a/.//b/../deps\"", "a/deps"),
            ("file = \"d\\u0065ps\"", "deps"), ("install_requires = file:d\\ps", "d\\ps"),
            ("x = [" + String(repeating: "\"a.b\", \"", count: 2_000) + "\", \"last\"]", "last"),
            ((0..<2_000).map { "'a\($0).txt'" }.joined(separator: ",") + ",'last'", "last"),
        ])
    func referencedPaths(text: String, path: String) {
        #expect(DirectRequirements.referencedPaths(inProjectFile: Array(text.utf8)).contains(path))
    }

    @Test("a folded Requires-Dist beyond what is kept counts as an address, but not behind a marker")
    func foldedBeyondLimit() {
        let fold = String(repeating: String(repeating: " ", count: 1_000) + "\n", count: 70)
        let hidden = "Name: a\nRequires-Dist: x\n" + fold + " @ file:///x.tar.gz\n"
        #expect(DirectRequirements.inMetadata(Array(hidden.utf8)).map(\.line) == [2])
        let marked = "Requires-Dist: x ; extra == 'y'\n" + fold + "Name: a\n"
        #expect(DirectRequirements.inMetadata(Array(marked.utf8)).isEmpty)
        #expect(DirectRequirements.inMetadata(Array("Requires-Dist: x\n".utf8)).isEmpty)
    }

    @Test("what is found is shown without the text around it")
    func shown() {
        let project = DirectRequirements.inProjectFile(Array("requires = [\"x @ file:///x.whl\", \"y\"]".utf8))
        #expect(project == [DirectRequirement(text: "x @ file:///x.whl", line: 1)])
        let metadata = DirectRequirements.inMetadata(Array("Requires-Dist: x @ file:///x.whl\n".utf8))
        #expect(metadata == [DirectRequirement(text: "x @ file:///x.whl", line: 1)])
    }

    @Test("every truncation is read without a trap")
    func truncations() {
        let text = Array("[a]\nRequires-Dist: x[y] @ git+file:\\u0040\\U0000\n \\x4 ] @ file:@ \\\n\"x @ hg+".utf8)
        for length in 0...text.count {
            _ = DirectRequirements.inMetadata(Array(text[..<length]))
            _ = DirectRequirements.inProjectFile(Array(text[..<length]))
        }
    }
}
