import AirlockTestSupport
import Foundation
import Testing

/// Every form of a pip command against the bare tool: same status, output, files, records and `pip freeze`.
///
/// Both run in an environment at the same path and in the same project, one after the other, so that what they leave
/// can be compared byte by byte. What Airlock refuses instead says so, and installs nothing.
@Suite("pip, every form as with the bare tool")
struct PipFormTests {
    /// One form: words behind `pip`, with `INDEX`, `FILES` and `PROJECT` for the registry's and the project's places.
    struct Form: Sendable, CustomTestStringConvertible {
        let name: String
        var words: [String]
        var program = ["python", "-m", "pip"]
        var variables: [String: String] = [:]
        /// What runs bare before both, to have something installed.
        var before: [String] = []
        /// Versions of pip that have the form, as a lower bound.
        var since = (0, 0)
        var testDescription: String { name }
    }

    static let forms: [Form] = [
        Form(name: "named", words: ["install", "tree-a"]),
        Form(name: "several, with versions", words: ["install", "tree-c==1.0.0", "tree-b<1.2"]),
        Form(name: "extras", words: ["install", "tree-e[more]"]),
        Form(name: "markers", words: ["install", "tree-c; python_version > '3'", "absent; python_version < '3'"]),
        Form(name: "-r, nested", words: ["install", "-r", "requirements.txt"]),
        Form(name: "-c", words: ["install", "-c", "constraints.txt", "tree-a"]),
        Form(name: "folder", words: ["install", "./own"]),
        Form(name: "-e folder", words: ["install", "-e", "./own"]),
        Form(name: "--no-build-isolation", words: ["install", "--no-build-isolation", "./own"]),
        Form(name: "sdist", words: ["install", "plain"]),
        Form(name: "--user", words: ["install", "--user", "tree-c"], variables: ["PYTHONUSERBASE": "PROJECT/out"]),
        Form(name: "--target", words: ["install", "--target", "out", "tree-a"]),
        Form(name: "--prefix", words: ["install", "--prefix", "out", "tree-a"]),
        Form(name: "--root", words: ["install", "--root", "out", "tree-c"]),
        Form(name: "-U", words: ["install", "-U", "tree-b"], before: ["tree-b==1.0.0"]),
        Form(name: "already there", words: ["install", "tree-b"], before: ["tree-b==1.0.0"]),
        Form(name: "--force-reinstall", words: ["install", "--force-reinstall", "tree-c"], before: ["tree-c"]),
        Form(name: "--no-deps", words: ["install", "--no-deps", "tree-a"]),
        Form(name: "--pre", words: ["install", "--pre", "early"]),
        Form(name: "without --pre", words: ["install", "early"]),
        Form(name: "--only-binary", words: ["install", "--only-binary", ":all:", "both"]),
        Form(name: "--no-binary", words: ["install", "--no-binary", "both", "both"]),
        Form(name: "--require-hashes", words: ["install", "--require-hashes", "-r", "hashes.txt"]),
        Form(name: "--find-links", words: ["install", "--no-index", "--find-links", "wheels", "tree-w"]),
        Form(
            name: "--index-url", words: ["install", "-i", "INDEX", "tree-c"],
            variables: ["PIP_INDEX_URL": "http://127.0.0.1:1/"]),
        Form(name: "--extra-index-url", words: ["install", "--extra-index-url", "INDEX", "-i", "INDEX", "tree-c"]),
        Form(name: "--isolated", words: ["install", "--isolated", "-i", "INDEX", "tree-c"]),
        Form(name: "--dry-run", words: ["install", "--dry-run", "tree-a"], since: (22, 2)),
        Form(name: "--report -", words: ["install", "--quiet", "--report", "-", "tree-c"], since: (22, 2)),
        Form(name: "--quiet", words: ["install", "-q", "tree-a"]),
        Form(name: "yanked alone", words: ["install", "yanked==1.0.0"]),
        Form(name: "unknown", words: ["install", "no-such-thing"]),
        Form(name: "conflict", words: ["install", "tree-b==1.0.0", "tree-b==1.2.0"]),
        Form(name: "download", words: ["download", "-d", "out", "tree-a"]),
        Form(name: "wheel", words: ["wheel", "-w", "out", "tree-a"]),
        Form(name: "lock", words: ["lock", "tree-a", "./own"], since: (25, 1)),
        Form(name: "lock --output", words: ["lock", "-o", "more/pylock.other.toml", "tree-a"], since: (25, 1)),
        Form(name: "-r pylock.toml", words: ["install", "-r", "locks/pylock.toml"], since: (26, 1)),
        Form(
            name: "-r pylock.NAME.toml, extras", words: ["install", "-r", "locks/pylock.sources.toml[more]"],
            since: (26, 1)),
        Form(
            name: "download -r pylock.toml", words: ["download", "-d", "out", "-r", "locks/pylock.toml"], since: (26, 1)
        ),
        Form(name: "dependency group", words: ["install", "--group", "own/pyproject.toml:extra"], since: (25, 1)),
        Form(name: "python -I -m pip", words: ["install", "tree-c"], program: ["python", "-I", "-m", "pip"]),
        Form(name: "by a relative path", words: ["install", "tree-c"], program: ["../venv/bin/python", "-m", "pip"]),
        Form(name: "an environment's own pip", words: ["install", "tree-c"], program: ["pip"]),
        Form(name: "wheel by address", words: ["install", "FILES/tree_b-1.0.0-py3-none-any.whl"]),
        Form(name: "name @ address", words: ["install", "tree-b @ FILES/tree_b-1.0.0-py3-none-any.whl"]),
        Form(name: "address with hash", words: ["install", "FILES/tree_c-1.0.0-py3-none-any.whl#sha256=HASH"]),
        Form(name: "sdist by address", words: ["install", "FILES/plain-1.0.0.tar.gz"]),
        Form(name: "address in a file", words: ["install", "-r", "direct.txt"]),
        Form(name: "download of an address", words: ["download", "-d", "out", "FILES/tree_c-1.0.0-py3-none-any.whl"]),
        Form(name: "local wheel", words: ["install", "./wheels/tree_w-1.0.0-py3-none-any.whl"]),
        Form(
            name: "local wheel by address",
            words: ["install", "tree-w @ file://PROJECT/wheels/tree_w-1.0.0-py3-none-any.whl"]),
        Form(name: "local sdist", words: ["install", "./plain-1.0.0.tar.gz"]),
        Form(name: "sdist by address, a folder", words: ["install", "FILES/many-1.0.0.tar.gz#subdirectory=a/inner"]),
        Form(
            name: "name @ address, a folder",
            words: ["install", "own-inner @ FILES/many-1.0.0.tar.gz#sha256=MANY&subdirectory=a/inner"]),
        Form(
            name: "local sdist, a folder",
            words: ["install", "file://PROJECT/many-1.0.0.tar.gz#egg=own-inner&subdirectory=a/inner"]),
        Form(name: "two folders of an archive", words: ["install", "-r", "folders.txt"]),
        Form(name: "git", words: ["install", "git+file://PROJECT/repository@v1"]),
        Form(name: "git branch, named", words: ["install", "own-git @ git+file://PROJECT/repository@main"]),
        Form(
            name: "git, a submodule", words: ["install", "git+file://PROJECT/whole"], variables: NpmForm.localSubmodules
        ),
        Form(
            name: "git, a folder", words: ["install", "own-inner @ git+file://PROJECT/many@main#subdirectory=a/inner"]),
        Form(
            name: "-e git, a folder",
            words: [
                "install", "--src", "out", "-e", "git+file://PROJECT/many#egg=own-inner&subdirectory=a/inner",
            ]),
        Form(name: "-e git", words: ["install", "--src", "out", "-e", "git+file://PROJECT/repository#egg=own-git"]),
    ]

    @Test("the guarded result is the bare one", arguments: forms)
    func same(form: Form) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL, extra: ["SOURCE_DATE_EPOCH": "1700000000"])
        try await Self.fill(registry, user)
        guard try await Self.hasForm(form, user) else { return await registry.stop() }
        let bare = try await Self.run(form, user, registry, isGuarded: false)
        let guarded = try await Self.run(form, user, registry, isGuarded: true)
        #expect(guarded.status == bare.status, "\(guarded.errors)\n\(bare.errors)")
        if guarded.output != bare.output, guarded.output.sorted() == bare.output.sorted() {
            // Before 22 pip collects what one release requires in the order of a set, which is another one each time.
            let version = try await VirtualEnvironment(for: user, named: "other").pipVersion(user)
            #expect(version < (22, 0), "\(guarded.output) \(bare.output)")
        } else {
            #expect(guarded.output == bare.output)
        }
        #expect(guarded.freeze == bare.freeze)
        #expect(Set(guarded.files.keys) == Set(bare.files.keys))
        for (name, bytes) in bare.files where guarded.files[name] != bytes {
            let shown = [guarded.files[name], bytes].map { $0.map { String(decoding: $0.prefix(2000), as: UTF8.self) } }
            Issue.record("\(name) differs: \(shown)")
        }
        await registry.stop()
    }

    struct Outcome {
        let status: Int32
        let output: [String]
        let errors: String
        let freeze: String
        let files: [String: [UInt8]]
    }

    /// Runs the form in a fresh environment at the same path.
    private static func run(
        _ form: Form, _ user: ThrowawayUser, _ registry: LoopbackRegistry, isGuarded: Bool
    ) async throws -> Outcome {
        for old in ["venv", "project/out", "package-code-ran", "project/pylock.toml", "project/more/pylock.other.toml"]
        {
            try? FileManager.default.removeItem(atPath: user.scratch.file(old))
        }
        let environment = try await VirtualEnvironment(for: user)
        let hash = LoopbackRegistry.sha256(of: registry.addWheel("tree-c"))
        let many = LoopbackRegistry.sha256(of: user.scratch.read("project/many-1.0.0.tar.gz") ?? [])
        let fill = { (text: String) in
            text.replacingOccurrences(of: "INDEX", with: registry.simpleURL)
                .replacingOccurrences(of: "FILES", with: registry.url + "/files")
                .replacingOccurrences(of: "PROJECT", with: user.project).replacingOccurrences(of: "HASH", with: hash)
                .replacingOccurrences(of: "MANY", with: many)
        }
        let variables = environment.path(user).merging(
            form.variables.mapValues { $0.hasPrefix("PROJECT") ? fill($0) : $0 }
        ) { $1 }
        if !form.before.isEmpty {
            let run = try await user.bare(words: [environment.pip, "install"] + form.before, adding: variables)
            #expect(run.status == 0, "\(run.errors)")
        }
        let words = form.program + form.words.map(fill)
        let run =
            isGuarded
            ? try await user.guarded(words: words, adding: variables)
            : try await user.bare(words: words, adding: variables)
        var files: [String: [UInt8]] = [:]
        for root in ["venv/lib", "venv/bin", "project"] {
            for file in ScratchDirectory.files(below: user.scratch.file(root)) where !isVolatile(file) {
                files[root + "/" + file] = user.scratch.read(root + "/" + file)
            }
        }
        let freeze = try await user.bare(words: [environment.pip, "freeze"], adding: variables)
        return Outcome(
            status: run.status, output: comparable(run.output), errors: run.errors, freeze: freeze.output, files: files)
    }

    /// Byte code holds times, built archives do too, and git's own files name their order.
    private static func isVolatile(_ file: String) -> Bool {
        file.contains("__pycache__") || file.contains("/site-packages/pip") || file.contains("site-packages/setuptools")
            || file.contains("/.git/") || file.hasPrefix(".git/") || file.hasPrefix("repository/")
            || file.contains("site-packages/_distutils_hack") || file.contains("site-packages/pkg_resources")
    }

    /// Standard output without pip's lines about where it looks and what it loads.
    private static func comparable(_ output: String) -> [String] {
        // Under guard pip reads a copy of a lock, and names it.
        let lock = /\(from [^)]*pylock[^)]*\.toml\)/
        return output.replacing(lock, with: "(from a lock)").split(separator: "\n").map(String.init).filter { line in
            let text = line.trimmingCharacters(in: .whitespaces)
            let own = [
                "Looking in ", "Downloading ", "Using cached ", "Saved ", "Created wheel for ", "Stored in ",
                "Processing ./wheels", "Collecting tree-w", "Cloning ",
            ]
            return !own.contains(where: text.hasPrefix) && !text.contains("━")
        }
    }

    private static func hasForm(_ form: Form, _ user: ThrowawayUser) async throws -> Bool {
        guard form.since != (0, 0) else { return true }
        let environment = try await VirtualEnvironment(for: user)
        return try await environment.pipVersion(user) >= form.since
    }

    /// Packages on the index, files in the project.
    private static func fill(_ registry: LoopbackRegistry, _ user: ThrowawayUser) async throws {
        PipInstallTests.cleanTree(registry)
        registry.addWheel("tree-b", "1.0.0")
        registry.addWheel("tree-e", requires: ["tree-c; extra == 'more'"])
        registry.addWheel("early", "1.0.0")
        registry.addWheel("early", "2.0.0rc1")
        registry.addWheel("both")
        registry.addSdist("both", files: Fixtures.plainSdist(name: "both", marker: user.marker))
        let plain = registry.addSdist("plain", files: Fixtures.plainSdist(name: "plain", marker: user.marker))
        registry.add(pythonFile: "yanked-1.0.0-py3-none-any.whl", of: "yanked", bytes: Fixtures.wheel("yanked"))
        registry.yank("yanked", reason: "broken")
        try user.write("tree-b==1.0.0\n", to: "project/constraints.txt")
        try user.write("-r more/nested.txt\ntree-c\n", to: "project/requirements.txt")
        try user.write("-c ../constraints.txt\ntree-a  # why\n", to: "project/more/nested.txt")
        let hash = LoopbackRegistry.sha256(of: registry.addWheel("tree-c"))
        try user.write("tree-c==1.0.0 --hash=sha256:\(hash)\n", to: "project/hashes.txt")
        try user.write(
            "tree-c @ \(registry.url)/files/tree_c-1.0.0-py3-none-any.whl\n\(registry.url)/files/tree_b-1.0.0-py3-none-any.whl\n",
            to: "project/direct.txt")
        for (name, text) in Fixtures.plainSdist(name: "own", marker: user.marker) {
            try user.write(text, to: "project/own/\(name)")
        }
        var project = Fixtures.plainSdist(name: "own", marker: user.marker)["pyproject.toml"] ?? ""
        project += "[dependency-groups]\nextra = [\"tree-c\"]\n"
        try user.write(project, to: "project/own/pyproject.toml")
        try user.write("", to: "project/wheels/none.txt")
        try user.scratch.write(Fixtures.wheel("tree-w"), to: "project/wheels/tree_w-1.0.0-py3-none-any.whl")
        try user.scratch.write(plain, to: "project/plain-1.0.0.tar.gz")
        try writeManySources(registry, user)
        try writeLocks(registry, user)
        try await writeRepository(user)
    }

    /// A lock of releases, and one of sources and extras.
    private static func writeLocks(_ registry: LoopbackRegistry, _ user: ThrowawayUser) throws {
        func file(_ name: String, _ bytes: [UInt8]) -> String {
            "{url = \"\(registry.url)/files/\(name)\", hashes = {sha256 = \"\(LoopbackRegistry.sha256(of: bytes))\"}}"
        }
        let other = Fixtures.wheel("absent")
        let head = "lock-version = \"1.0\"\ncreated-by = \"somebody\"\n"
        try user.write(
            head + """
                [[packages]]
                name = "tree-b"
                version = "1.0.0"
                wheels = [\(file("tree_b-1.0.0-py3-none-any.whl", registry.addWheel("tree-b", "1.0.0"))),
                    \(file("tree_b-1.0.0-py2-none-any.whl", other))]
                [[packages]]
                name = "tree-c"
                version = "1.0.0"
                wheels = [\(file("tree_c-1.0.0-py3-none-any.whl", registry.addWheel("tree-c")))]
                [[packages]]
                name = "plain"
                version = "1.0.0"
                sdist = \(file("plain-1.0.0.tar.gz", user.scratch.read("project/plain-1.0.0.tar.gz") ?? []))
                [[packages]]
                name = "absent"
                version = "1.0.0"
                marker = "python_version < '3'"
                wheels = [\(file("absent-1.0.0-py3-none-any.whl", other))]

                """, to: "project/locks/pylock.toml")
        try user.write(
            head + """
                extras = ["more"]
                [[packages]]
                name = "own"
                directory = {path = "../own"}
                [[packages]]
                name = "own-inner"
                archive = \(file("many-1.0.0.tar.gz", user.scratch.read("project/many-1.0.0.tar.gz") ?? [])
                    .dropLast() + ", subdirectory = \"a/inner\"}")
                [[packages]]
                name = "tree-c"
                marker = "'more' in extras"
                wheels = [\(file("tree_c-1.0.0-py3-none-any.whl", registry.addWheel("tree-c")))]

                """, to: "project/locks/pylock.sources.toml")
    }

    /// An archive with two projects in inner folders.
    private static func writeManySources(_ registry: LoopbackRegistry, _ user: ThrowawayUser) throws {
        let projects = [("own_inner", "a/inner"), ("own_other", "other")]
        let members = projects.flatMap { name, folder in
            Fixtures.plainSdist(name: name, marker: user.marker).sorted { $0.key < $1.key }.map {
                ArchiveBuilder.TarMember("many-1.0.0/\(folder)/\($0.key)", $0.value)
            }
        }
        let bytes = ArchiveBuilder.gzip(ArchiveBuilder.tar(members))
        registry.server.setRoute("/files/many-1.0.0.tar.gz", LoopbackServer.Answer(body: bytes))
        try user.scratch.write(bytes, to: "project/many-1.0.0.tar.gz")
        let address = "\(registry.url)/files/many-1.0.0.tar.gz#subdirectory="
        try user.write("own-inner @ \(address)a/inner\n\(address)other\n", to: "project/folders.txt")
    }

    private static func writeRepository(_ user: ThrowawayUser) async throws {
        for (name, text) in Fixtures.plainSdist(name: "own_git", marker: user.marker) {
            try user.write(text, to: "project/repository/\(name)")
        }
        // One whose build backend is in a submodule, and one with the project in an inner folder.
        var whole = Fixtures.plainSdist(name: "own_whole", marker: user.marker)
        try user.write(whole.removeValue(forKey: "backend.py") ?? "", to: "project/part/backend.py")
        let description = (whole["pyproject.toml"] ?? "").replacingOccurrences(of: "[\".\"]", with: "[\"part\"]")
        try user.write(description, to: "project/whole/pyproject.toml")
        for (name, text) in Fixtures.plainSdist(name: "own_inner", marker: user.marker) {
            try user.write(text, to: "project/many/a/inner/\(name)")
        }
        let commands = """
            set -e
            export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@a.invalid GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@a.invalid
            for folder in many part whole; do git init -q -b main $folder; done
            (cd many; git add .; git commit -qm one)
            (cd part; git add .; git commit -qm one)
            (cd whole; git -c protocol.file.allow=always submodule --quiet add ../part part; git add .; git commit -qm one)
            cd repository
            git init -q -b main .
            git add . && git -c user.name=a -c user.email=a@a.invalid commit -q -m one && git tag v1
            echo '# more' >> backend.py
            git add . && git -c user.name=a -c user.email=a@a.invalid commit -q -m two
            """
        let made = try await user.bare("sh", "-c", commands)
        #expect(made.status == 0, "\(made.errors)")
    }
}
