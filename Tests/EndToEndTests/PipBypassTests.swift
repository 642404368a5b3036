import AirlockTestSupport
import Foundation
import Testing

/// Ways round a guard of pip through where packages come from: files, options, variables, folders.
@Suite("pip, ways round the guard by sources")
struct PipBypassTests {
    /// An index with `look-alike`, which is flagged, and `harmless`, which is not.
    static func fill(_ registry: LoopbackRegistry) {
        registry.addWheel("look-alike", files: ["look_alike/__init__.py": Fixtures.actingModule])
        registry.addWheel("harmless")
    }

    /// Both packages through one way of naming them: the flagged one is refused, the clean one installed.
    static func expectJudged(
        _ user: ThrowawayUser, program: [String] = ["pip"], adding extra: [String: String] = [:],
        arguments: (String) throws -> [String]
    ) async throws {
        let environment = try await VirtualEnvironment(for: user)
        let variables = environment.path(user).merging(extra) { _, new in new }
        let before = PipInstallTests.installed(environment)
        let blocked = try await user.guarded(words: program + ["install"] + arguments("look-alike"), adding: variables)
        #expect(blocked.status == 77, "\(blocked.errors)\(blocked.output)")
        #expect(blocked.errors.contains("blocked 'look-alike' "))
        #expect(PipInstallTests.installed(environment) == before)
        let run = try await user.guarded(words: program + ["install"] + arguments("harmless"), adding: variables)
        #expect(run.status == 0, "\(run.errors)\(run.output)")
        #expect(PipInstallTests.installed(environment).keys.contains { $0.hasSuffix("site-packages/harmless.py") })
    }

    @Test(
        "an index that a requirements file names, which beats command line and environment",
        arguments: ["-i ", "--index-url=", "--extra-index-url "])
    func indexInRequirements(option: String) async throws {
        let (main, second) = (try await LoopbackRegistry.start(), try await LoopbackRegistry.start())
        Self.fill(second)
        let user = try ThrowawayUser(indexURL: main.simpleURL)
        try await Self.expectJudged(user) { name in
            try user.write("\(option)\(second.simpleURL)\n\(name)\n", to: "project/nested/more.txt")
            try user.write("-r nested/more.txt\n", to: "project/requirements.txt")
            return ["-r", "requirements.txt"]
        }
        await main.stop()
        await second.stop()
    }

    @Test("an index that a constraints file names")
    func indexInConstraints() async throws {
        let (main, second) = (try await LoopbackRegistry.start(), try await LoopbackRegistry.start())
        Self.fill(second)
        let user = try ThrowawayUser(indexURL: main.simpleURL)
        try await Self.expectJudged(user) { name in
            try user.write("--extra-index-url \(second.simpleURL)\n\(name)==1.0.0\n", to: "project/constraints.txt")
            return ["-c", "constraints.txt", name]
        }
        await main.stop()
        await second.stop()
    }

    @Test("a higher version on a second index", arguments: ["--extra-index-url", "PIP_EXTRA_INDEX_URL"])
    func secondIndex(way: String) async throws {
        let (main, second) = (try await LoopbackRegistry.start(), try await LoopbackRegistry.start())
        main.addWheel("look-alike", "0.9.0")
        Self.fill(second)
        let user = try ThrowawayUser(indexURL: main.simpleURL)
        let isOption = way.hasPrefix("--")
        try await Self.expectJudged(user, adding: isOption ? [:] : [way: second.simpleURL]) { name in
            isOption ? [way, second.simpleURL, name] : [name]
        }
        #expect(!main.server.requests(forPath: "/simple/look-alike/").isEmpty)
        await main.stop()
        await second.stop()
    }

    @Test("an index in pip's configuration file")
    func configurationFile() async throws {
        let (main, second) = (try await LoopbackRegistry.start(), try await LoopbackRegistry.start())
        Self.fill(second)
        main.addWheel("unrelated")
        let user = try ThrowawayUser()
        try user.write(
            "[global]\nindex-url = \(main.simpleURL)\n[install]\nextra-index-url =\n    \(second.simpleURL)\n",
            to: "home/pip.conf")
        try await Self.expectJudged(user, adding: ["PIP_CONFIG_FILE": user.scratch.file("home/pip.conf")]) { [$0] }
        await main.stop()
        await second.stop()
    }

    @Test("--isolated, which leaves variables out")
    func isolated() async throws {
        let registry = try await LoopbackRegistry.start()
        Self.fill(registry)
        let user = try ThrowawayUser(indexURL: "http://127.0.0.1:1/simple/")
        try await Self.expectJudged(user) { ["--isolated", "--index-url", registry.simpleURL, $0] }
        await registry.stop()
    }

    @Test(
        "archives in a folder", arguments: ["--no-index --find-links", "--find-links in a file", "PIP_FIND_LINKS"])
    func findLinks(way: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let elsewhere = try await LoopbackRegistry.start()
        let wheels = [
            "look_alike": elsewhere.addWheel(
                "look-alike", files: ["look_alike/__init__.py": Fixtures.actingModule]),
            "harmless": elsewhere.addWheel("harmless"),
        ]
        try user.write("", to: "project/wheels/none.txt")
        for (stem, bytes) in wheels {
            try user.scratch.write(bytes, to: "project/wheels/\(stem)-1.0.0-py3-none-any.whl")
        }
        let folder = user.scratch.file("project/wheels")
        try await Self.expectJudged(user, adding: way == "PIP_FIND_LINKS" ? [way: folder] : [:]) { name in
            switch way {
            case "PIP_FIND_LINKS": return [name]
            case "--no-index --find-links": return ["--no-index", "--find-links", "wheels", name]
            default:
                try user.write("--no-index\n-f ../wheels\n\(name)\n", to: "project/below/requirements.txt")
                return ["-r", "below/requirements.txt"]
            }
        }
        #expect(way == "PIP_FIND_LINKS" || registry.server.requests.isEmpty)
        await registry.stop()
        await elsewhere.stop()
    }

    @Test("an index with user and password in its address, which reach that origin only")
    func credentials() async throws {
        let basic = "Basic " + Data("user:pass word".utf8).base64EncodedString()
        let (own, other) = (
            try await LoopbackRegistry.start(authorization: basic), try await LoopbackRegistry.start()
        )
        Self.fill(own)
        other.addWheel("far")
        own.server.setRoute(
            "/simple/far/",
            .text("<a href=\"\(other.url)/files/far-1.0.0-py3-none-any.whl\">far</a>", type: "text/html"))
        let address = own.simpleURL.replacingOccurrences(of: "http://", with: "http://user:pass%20word@")
        let user = try ThrowawayUser(indexURL: address, extra: ["PIP_EXTRA_INDEX_URL": other.simpleURL])
        try await Self.expectJudged(user) { [$0, "far"] }
        #expect(own.server.requests.allSatisfy { $0.header("authorization") == basic })
        #expect(!other.server.requests(forPath: "/files/far-1.0.0-py3-none-any.whl").isEmpty)
        #expect(other.server.requests.allSatisfy { $0.header("authorization") == nil })
        await own.stop()
        await other.stop()
    }

    @Test("an index whose password the user's keyring command keeps")
    func keyring() async throws {
        let basic = "Basic " + Data("user:kept".utf8).base64EncodedString()
        let registry = try await LoopbackRegistry.start(authorization: basic)
        Self.fill(registry)
        let address = registry.simpleURL.replacingOccurrences(of: "http://", with: "http://user@")
        let user = try ThrowawayUser(indexURL: address)
        let script = "#!/bin/sh\n[ \"$1 $2 $3\" = \"get \(registry.simpleURL) user\" ] && echo kept\n"
        try user.write(script, to: "tools/keyring")
        try makeExecutable(user.scratch.file("tools/keyring"))
        let path = user.scratch.file("tools") + ":" + (user.environment["PATH"] ?? "")
        let environment = try await VirtualEnvironment(for: user)
        let run = try await user.guarded(
            words: [environment.pip, "install", "harmless"], adding: ["PATH": path])
        #expect(run.status == 0, "\(run.errors)")
        await registry.stop()
    }

    @Test(
        "pip as a module of Python, with Python's own options in front",
        arguments: [
            ["python", "-I", "-m", "pip"], ["python3", "-W", "ignore", "-m", "pip"], ["python3", "-Im", "pip"],
            ["python", "-mpip"], ["pip3"],
        ])
    func program(words: [String]) async throws {
        let registry = try await LoopbackRegistry.start()
        Self.fill(registry)
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        try await Self.expectJudged(user, program: words) { [$0] }
        await registry.stop()
    }

    @Test("--target: a folder that no environment knows")
    func target() async throws {
        let registry = try await LoopbackRegistry.start()
        Self.fill(registry)
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let environment = try await VirtualEnvironment(for: user)
        for name in ["look-alike", "harmless"] {
            let run = try await user.guarded(
                words: ["pip", "install", "--target", "out", name], adding: environment.path(user))
            #expect(run.status == (name == "harmless" ? 0 : 77), "\(run.errors)")
            #expect(user.exists("project/out") == (name == "harmless"))
        }
        #expect(user.exists("project/out/harmless.py"))
        await registry.stop()
    }
}
