import Behaviors
import Packages
import Testing
import Verdicts

@testable import AirlockGuard

@Suite("Requirements by address in artifacts")
struct DirectRequirementFindingsTests {
    @Test(
        "are found in every file from which pip takes requirements",
        arguments: [
            (ArtifactKind.wheel, "x-1.dist-info/METADATA", "Name: x\nRequires-Dist: y[z] @ file:///y.whl ; a == 'b'\n"),
            (.sdist, "PKG-INFO", "Name: x\nRequires-Dist: y @ https://h.invalid/y.whl\n"),
            (.sdist, "x.egg-info/requires.txt", "a\ny @ git+https://h.invalid/y\n"),
            (.sdist, "src/x.egg-info/PKG-INFO", "\nRequires-Dist: y@file:/y.zip\n"),
            (.sdist, "pyproject.toml", "\n[build-system]\nrequires = [\"y @ file:///y.whl\"]\n"),
            (.sdist, "setup.cfg", "[options]\nsetup_requires =\n  y @ file:///y.whl\n"),
        ])
    func found(kind: ArtifactKind, path: String, text: String) {
        let findings = directRequirementFindings(in: [file(path, text)], kind: kind)
        #expect(findings.map(\.code) == [.directURLRequirement])
        #expect(findings.first?.file == path)
        #expect(findings.first?.level == .block)
    }

    @Test("are found in a file that setuptools would read")
    func referenced() {
        let project = "[tool.setuptools.dynamic]\ndependencies = {file = [\"deps/base.txt\"]}\n"
        let files = [file("pyproject.toml", project), file("deps/base.txt", "y @ file:///y.whl\n")]
        #expect(directRequirementFindings(in: files, kind: .sdist).map(\.file) == ["deps/base.txt"])
    }

    @Test(
        "are not seen where none is",
        arguments: [
            (ArtifactKind.wheel, "x-1.dist-info/METADATA", "Requires-Dist: y>=1 ; extra == 'z'\n\ny @ file:///y\n"),
            (.wheel, "x/pyproject.toml", "a = [\"y @ file:///y\"]"),
            (.npmTarball, "PKG-INFO", "Requires-Dist: y @ a:b"),
            (.sdist, "docs/requirements.txt", "y @ file:///y"),
        ])
    func none(kind: ArtifactKind, path: String, text: String) {
        #expect(directRequirementFindings(in: [file(path, text)], kind: kind).isEmpty)
    }

    private func file(_ path: String, _ text: String) -> PackageFile {
        PackageFile(path: path, bytes: Array(text.utf8), isExecutable: false)
    }
}
