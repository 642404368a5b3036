import AirlockTestSupport
import Foundation
import Testing

/// One way to install with npm: a project, what is typed in it, and what the registry has.
///
/// The comparison runs every command line once bare and once guarded, in two projects that are equal, against the same
/// registry, and compares after each what a user could see: status, standard output and every file left behind.
struct NpmForm: Sendable, CustomTestStringConvertible {
    let name: String
    /// Files below the user's folder, `ROOT` in them standing for its path and `REGISTRY` for the registry's address.
    var files: [String: String] = [:]
    /// Command lines, `ROOT` and `REGISTRY` as above.
    let commands: [[String]]
    var folder = "project"
    var environment: [String: String] = [:]
    /// What is made before, bare in both; `ROOT` and `REGISTRY` as above.
    var setup: [String] = []
    /// Of the last command, where it is the same for every npm.
    var expectedStatus: Int32? = 0

    var testDescription: String { name }

    init(
        _ name: String, needs dependencies: String = "", more: String = "", files: [String: String] = [:],
        in folder: String = "project", environment: [String: String] = [:], status: Int32? = 0,
        setup: [String] = [], run commands: [String]...
    ) {
        self.name = name
        self.commands = commands
        self.folder = folder
        self.environment = environment
        expectedStatus = status
        self.setup = setup
        self.files = files
        if self.files["project/package.json"] == nil {
            let list = dependencies.isEmpty ? "" : ", \"dependencies\": {\(dependencies)}"
            self.files["project/package.json"] = "{\"name\": \"project\", \"version\": \"1.0.0\"\(list)\(more)}\n"
        }
    }

    /// Another origin than the registry's, on the same server.
    static func elsewhere(_ registry: LoopbackRegistry) -> String {
        registry.url.replacingOccurrences(of: "127.0.0.1", with: "localhost") + "/elsewhere"
    }

    /// Shell text that makes `ROOT/repository`, the same commits each time: v1.0.0 and v1.1.0 on the main branch, one more
    /// on `other`; its `prepare` builds a file with a package from the registry.
    static let repository = """
        mkdir -p ROOT/repository && cd ROOT/repository
        export GIT_AUTHOR_DATE='2026-01-01T00:00:00Z' GIT_COMMITTER_DATE='2026-01-01T00:00:00Z'
        export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@a.invalid
        export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@a.invalid
        git init -q -b main .
        cat > package.json <<'END'
        {"name": "from-git", "version": "1.0.0", "files": ["built.js"], "main": "built.js",
         "scripts": {"prepare": "node build.js"}, "dependencies": {"tree-b": "1.1.0"},
         "devDependencies": {"host": "1.0.0"}}
        END
        echo "require('fs').writeFileSync('built.js', 'module.exports = ' + JSON.stringify(require('host')));" > build.js
        git add . && git commit -qm one && git tag v1.0.0
        sed -i 's/"version": "1.0.0"/"version": "1.1.0"/' package.json && git commit -qam two && git tag -a -m two v1.1.0
        git checkout -q -b other
        sed -i 's/"version": "1.1.0"/"version": "2.0.0"/' package.json && git commit -qam three
        git checkout -q main
        """

    /// Lets git fetch submodules from this machine, which it otherwise does only when a person asks for it.
    static let localSubmodules = [
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "protocol.file.allow", "GIT_CONFIG_VALUE_0": "always",
    ]

    /// Shell text behind `repository` that gives it a submodule, `part`, from which `prepare` takes what it builds.
    static let submodule = """
        mkdir -p ROOT/module && cd ROOT/module && git init -q -b main .
        echo 'module.exports = 5' > part.js && git add . && git commit -qm one
        cd ROOT/repository && git -c protocol.file.allow=always submodule --quiet add ../module part
        echo "require('fs').writeFileSync('built.js', 'module.exports = ' + require('./part/part.js') + ';');" > build.js
        git commit -qam four
        """

    /// Packages of every kind that the forms name; none of them is flagged.
    static func fill(_ registry: LoopbackRegistry) throws {
        func package(_ name: String, _ version: String = "1.0.0") -> LoopbackRegistry.NpmPackage {
            LoopbackRegistry.NpmPackage(name, version)
        }
        try NpmInstallTests.cleanTree(registry)
        try registry.add(package("tree-b", "1.1.0"))
        try registry.add(package("tree-b", "1.3.0"))
        var program = package("with-program")
        program.bin = ["with-program": "run.js"]
        program.files["run.js"] =
            "#!/usr/bin/env node\nconsole.log('ran', process.argv.slice(2).join(' '));\nprocess.exitCode = 3;\n"
        try registry.add(program)
        program.name = "create-thing"
        program.bin = ["create-thing": "run.js"]
        try registry.add(program)
        var script = package("with-script")
        script.scripts = ["postinstall": "node make.js"]
        script.files["make.js"] = "require('fs').writeFileSync('made.txt', 'made\\n');\n"
        try registry.add(script)
        var foreign = package("for-another-system")
        foreign.systems = ["win32"]
        try registry.add(foreign)
        var chooser = package("chooses-by-system")
        chooser.optionalDependencies = ["for-another-system": "1.0.0", "tree-b": "^1.0.0"]
        try registry.add(chooser)
        try registry.add(package("host", "1.0.0"))
        try registry.add(package("host", "2.0.0"))
        var plugin = package("plugin")
        plugin.peerDependencies = ["host": "^2.0.0"]
        try registry.add(plugin)
        var bundler = package("bundler")
        bundler.dependencies = ["inner": "1.0.0"]
        bundler.bundled = ["inner"]
        bundler.files["node_modules/inner/package.json"] = "{\"name\": \"inner\", \"version\": \"1.0.0\"}\n"
        bundler.files["node_modules/inner/index.js"] = "module.exports = 1;\n"
        try registry.add(bundler)
        var wrapped = package("wrapped")
        wrapped.dependencies = ["tree-b": "^1.0.0"]
        wrapped.hasShrinkwrap = true
        wrapped.files["npm-shrinkwrap.json"] = """
            {"name": "wrapped", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {
              "": {"name": "wrapped", "version": "1.0.0", "dependencies": {"tree-b": "^1.0.0"}},
              "node_modules/tree-b": {"version": "1.1.0", "resolved": "\(registry.url)/tree-b/-/tree-b-1.1.0.tgz"}}}
            """
        try registry.add(wrapped)
        // Tarballs at addresses that no registry document names, one of them named by a package.
        let address = elsewhere(registry)
        var far = package("far")
        far.dependencies = ["tree-b": "1.1.0"]
        registry.server.setRoute("/elsewhere/far.tgz", LoopbackServer.Answer(body: try far.tarball()))
        far.name = "farther"
        registry.server.setRoute("/elsewhere/farther.tgz", LoopbackServer.Answer(body: try far.tarball()))
        var pointing = package("points-far")
        pointing.dependencies = ["farther": "\(address)/farther.tgz"]
        try registry.add(pointing)
    }
}
