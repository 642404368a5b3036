import Behaviors
import Packages
import Testing

/// Code that Python takes from an archive, from a folder that a path file names, or by listing; every fixture is inert.
@Suite("Code in archives, behind path files and behind lists of modules")
struct ArchiveImportTests {
    private static let payload = "import os\nos.system('x')\n"

    private static func manifest(_ folders: String) -> String {
        "[build-system]\nbuild-backend = \"backend\"\nbackend-path = [\(folders)]\n"
    }

    @Test("a build backend in an archive is read, or noted where it cannot be")
    func backendInAnArchive() {
        let files = [
            "pyproject.toml": Self.manifest("\"vendor.zip\", \".\""), "vendor.zip": "PK", "backend.py": "x = 1\n",
        ]
        let read = sequence(files, nested: ["vendor.zip/backend.py": Self.payload])
        #expect(read.unit("vendor.zip/backend.py", .install)?.contains("proc.shell") == true)
        #expect(read.incomplete.isEmpty)
        for inside in [[:], ["vendor.zip/backend.pyc": ""], ["vendor.zip/backend.so": "", "vendor.zip/a.py": ""]] {
            let result = sequence(files, nested: inside)
            #expect(result.incomplete.contains { $0.path == "pyproject.toml" && $0.runsEarly }, "\(inside)")
        }
    }

    @Test(
        "a compiled backend before an honest one is noted",
        arguments: ["b/backend.pyc", "b/backend.cpython-311.so", "b/backend/__init__.pyc"])
    func compiledBackend(path: String) {
        let files = ["pyproject.toml": Self.manifest("\"b\", \".\""), path: "", "backend.py": "x = 1\n"]
        #expect(sequence(files).incomplete.contains { $0.path == "pyproject.toml" && $0.runsEarly })
    }

    @Test("what starts with Python, in an archive or folder that a path file names")
    func startModules() {
        for (line, path) in [("p/data.zip", "p/data.zip/sitecustomize.py"), ("docs", "docs/usercustomize/__init__.py")]
        {
            let isNested = path.contains(".zip")
            var files = ["x.pth": line + "\n", "p/__init__.py": ""]
            if isNested { files["p/data.zip"] = "PK" } else { files[path] = Self.payload }
            let result = sequence(files, nested: isNested ? [path: Self.payload] : [:], kind: .wheel)
            #expect(result.unit(path, .importing)?.contains("proc.shell") == true, "\(path)")
            #expect(result.incomplete.isEmpty)
        }
    }

    @Test(
        "an archive that a path file names and nobody can read is noted",
        arguments: ["p/logo.png", "./p/logo.png ", "p/logo.png/inner"])
    func unreadPath(line: String) {
        let result = sequence(["x.pth": line + "\n", "p/logo.png": "PK", "p/__init__.py": ""], kind: .wheel)
        #expect(result.incomplete.contains { $0.reason == .unreadArchive && $0.path == "p/logo.png" && $0.runsEarly })
        let harmless = sequence(["x.pth": "# p/logo.png\np\n../q\n/r\n", "p/logo.png": "PK"], kind: .wheel)
        #expect(harmless.incomplete.isEmpty)
    }

    @Test("code in an archive that nothing names runs later; bytes in it are nobody's source")
    func nestedCode() {
        let result = sequence(
            ["p/__init__.py": "", "p/data.zip": "PK"],
            nested: [
                "p/data.zip/a.py": Self.payload, "p/data.zip/b.pyc": "os.system('x')", "p/data.zip/x.pth": "import os",
            ],
            kind: .wheel)
        #expect(result.unit("p/data.zip/a.py", .run)?.contains("proc.shell") == true)
        #expect(result.units.count == 1)
    }

    @Test(
        "files left aside count where code lists modules and imports what it finds",
        arguments: [
            (
                "import pkgutil, importlib\nfor m in pkgutil.iter_modules(__path__): importlib.import_module(m.name)\n",
                true
            ),
            ("import os\nfor m in os.listdir('.'): __import__(m)\n", true), ("import os\nos.listdir('.')\n", false),
            ("import importlib\nimportlib.import_module('p.x')\n", false),
        ])
    func listed(code: String, counts: Bool) {
        let result = sequence(
            ["p/__init__.py": code, "p/test_x.py": Self.payload, "p/tests/y.py": Self.payload], kind: .wheel)
        for path in ["p/test_x.py", "p/tests/y.py"] { #expect((result.unit(path) != nil) == counts, "\(path)") }
    }

    @Test(
        "code that build tools' settings name under other keys than hooks",
        arguments: [
            ("[tool.hatch.version]\nsource = \"code\"\npath = \"docs/conf.py\"\n", true),
            ("[tool.hatch.version]\npath = \"docs/conf.py\"\n", false),
            ("[tool.pdm.version]\nsource = \"call\"\ngetter = \"docs.conf:version\"\n", true),
            ("[tool.scikit-build.metadata.version]\nprovider = \"conf\"\nprovider-path = \"docs\"\n", true),
        ])
    func settings(manifest: String, runs: Bool) {
        let result = sequence(["pyproject.toml": manifest, "docs/conf.py": Self.payload])
        #expect((result.unit("docs/conf.py", .install) != nil) == runs)
    }
}
