import Behaviors
import Foundation
import Packages
import Testing

@Suite("Signals of what a distribution says of itself")
struct DistributionSignalTests {
    // MARK: Modules of other projects

    @Test(
        arguments: [
            (ArtifactKind.wheel, "requests/__init__.py", "reqests"),
            (.wheel, "x-1.data/purelib/yaml/__init__.py", "x"), (.wheel, "six.py", "x"),
            (.sdist, "src/PIL/__init__.py", "pil-low"), (.sdist, "numpy/__init__.py", "numpi"),
        ])
    func moduleOfAnotherProject(kind: ArtifactKind, path: String, name: String) {
        let found = signals(.foreignModule, [archived(path, "x = 1\n")], kind, name: name)
        #expect(found.map(\.path) == [path])
    }

    @Test(
        "configuration that a wheel puts into the environment",
        arguments: [
            ("x-1.data/data/pip.conf", true), ("x-1.data/data/pyvenv.cfg", true), ("x-1.data/data/etc/npmrc", true),
            ("x-1.data/data/share/pip.conf", false), ("x/pip.conf", false), ("x-1.data/purelib/pip.conf", false),
        ])
    func clientSettings(path: String, isRead: Bool) {
        let found = signals(.clientSettings, [archived(path, "[global]\n")], .wheel, name: "x")
        #expect(found.map(\.path) == (isRead ? [path] : []))
    }

    @Test(
        arguments: [
            (ArtifactKind.wheel, "requests/__init__.py", "Requests"), (.wheel, "yaml/__init__.py", "PyYAML"),
            (.wheel, "cv2/__init__.py", "opencv.python_headless"), (.wheel, "pip/_vendor/requests/__init__.py", "x"),
            (.wheel, "requests-stubs/__init__.pyi", "types-requests"), (.wheel, "requests/readme.txt", "x"),
            (.wheel, "google/__init__.py", "x"), (.sdist, "six.py", "x"), (.sdist, "tests/requests/__init__.py", "x"),
            (.npmTarball, "requests/__init__.py", "x"),
        ])
    func ordinaryModule(kind: ArtifactKind, path: String, name: String) {
        #expect(signals(.foreignModule, [archived(path, "x = 1\n")], kind, name: name).isEmpty)
    }

    @Test func sourceDistributionSaysWhatItInstalls() {
        let files = [archived("x.egg-info/top_level.txt", "mine\n"), archived("numpy/__init__.py", "x = 1\n")]
        #expect(signals(.foreignModule, files, .sdist, name: "x").isEmpty)
        let stated = [archived("x.egg-info/top_level.txt", "six\n"), archived("six.py", "x = 1\n")]
        #expect(signals(.foreignModule, stated, .sdist, name: "x").map(\.path) == ["six.py"])
    }

    // MARK: Record

    private static func line(_ path: String, _ text: String) -> String {
        let digest = Data(DigestFunction.digest(of: Array(text.utf8), .sha256).bytes).base64EncodedString()
        let encoded = digest.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        return "\(path),sha256=\(encoded),\(text.utf8.count)"
    }

    private static func mismatches(_ record: String, _ files: [(String, String)]) -> [String] {
        let all = files.map { archived($0.0, $0.1) } + [archived("x-1.dist-info/RECORD", record)]
        return signals(.recordMismatch, all).map(\.path)
    }

    @Test func unlistedAndChangedFiles() {
        let record = Self.line("x/a.py", "a = 1\n") + "\n" + Self.line("x/b.py", "b = 1\n") + "\n"
        #expect(Self.mismatches(record, [("x/a.py", "a = 1\n"), ("x/c.py", "")]) == ["x/c.py"])
        #expect(Self.mismatches(record, [("x/a.py", "a = 2\n"), ("x/b.py", "b = 1\n")]) == ["x/a.py"])
    }

    @Test func nativeCodeIsComparedBySize() {
        let native = ArchivedFile(path: "x/a.so", bytes: nil, leadingBytes: ProgramHead.linux, byteCount: 900_000)
        let record = archived("x-1.dist-info/RECORD", "x/a.so,sha256=AAAA,900001\nx-1.dist-info/RECORD,,\n")
        #expect(signals(.recordMismatch, [native, record]).map(\.path) == ["x/a.so"])
        let right = archived("x-1.dist-info/RECORD", "x/a.so,sha256=AAAA,900000\n")
        #expect(signals(.recordMismatch, [native, right]).isEmpty)
    }

    @Test func rightRecords() {
        let comma = "x/a, \"b\".py"
        let quoted = Self.line("\"x/a, \"\"b\"\".py\"", "a = 1\n")
        #expect(Self.mismatches(quoted + "\r\nx/gone.py,,\r\nx-1.dist-info/RECORD,,\r\n", [(comma, "a = 1\n")]).isEmpty)
        let signed = [("x/a.py", "a = 1\n"), ("x-1.dist-info/RECORD.jws", "{}")]
        #expect(Self.mismatches(Self.line("x/a.py", "a = 1\n"), signed).isEmpty)
    }

    @Test(arguments: [
        "", "\"", "\"x/a.py", ",,,\n,,", "x/a.py,sha256=!!,x\n\u{0}", String(repeating: "\"\",", count: 50_000),
    ])
    func brokenRecordsAreNoTrap(record: String) {
        #expect(Self.mismatches(record, [("x/b.py", "b = 1\n")]) == ["x/b.py"])
    }

    @Test func hugeRecordIsReadInOnePass() {
        let record = (0..<100_000).map { "x/f\($0).py,sha256=AAAA,1" }.joined(separator: "\n")
        #expect(Self.mismatches(record, [("x/f77777.py", "long")]) == ["x/f77777.py"])
    }

    @Test func findingsOfAKindAreLimited() {
        let files = (0..<9).map { ("x/f\($0).py", "a = 1\n") }
        #expect(Self.mismatches("", files).count == ArchiveSignal.limitPerKind)
    }
}
