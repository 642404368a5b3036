import AirlockTestSupport
import Foundation
import Testing

/// Spellings and indirect sources of pip that a guard could read otherwise than pip does.
@Suite("pip, spellings and indirect sources")
struct PipSpellingBypassTests {
    @Test(
        "abbreviated options and variables in other spellings than ours",
        arguments: [
            "--index=URL", "--extra-index=URL", "--pypi-url=URL", "-iURL", "PIP_extra_index_url=URL",
            "PIP_EXTRA-INDEX-URL=URL", "PIP_PYPI_URL=URL", "PIP___EXTRA_INDEX_URL=URL",
        ])
    func spellings(setting: String) async throws {
        let (main, second) = (try await LoopbackRegistry.start(), try await LoopbackRegistry.start())
        PipBypassTests.fill(second)
        let isOnlyIndex = setting.hasPrefix("PIP_PYPI")
        let user = try ThrowawayUser(indexURL: isOnlyIndex ? nil : main.simpleURL)
        let text = setting.replacingOccurrences(of: "=URL", with: "=\(second.simpleURL)")
            .replacingOccurrences(of: "-iURL", with: "-i\(second.simpleURL)")
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        let isOption = setting.hasPrefix("-")
        try await PipBypassTests.expectJudged(user, adding: isOption ? [:] : [parts[0]: parts[1]]) { name in
            isOption ? [text, name] : [name]
        }
        await main.stop()
        await second.stop()
    }

    @Test("a requirements or constraints file that a variable names", arguments: ["PIP_REQUIREMENT", "PIP_CONSTRAINT"])
    func filesFromVariables(variable: String) async throws {
        let (main, second) = (try await LoopbackRegistry.start(), try await LoopbackRegistry.start())
        PipBypassTests.fill(second)
        let user = try ThrowawayUser(indexURL: main.simpleURL)
        let file = user.scratch.file("project/named.txt")
        try await PipBypassTests.expectJudged(user, adding: [variable: file]) { name in
            try user.write("-i \(second.simpleURL)\n\(name)==1.0.0\n", to: "project/named.txt")
            return variable == "PIP_CONSTRAINT" ? [name] : []
        }
        await main.stop()
        await second.stop()
    }

    @Test("an index in the virtual environment's own pip.conf, which --isolated does not leave out")
    func environmentFile() async throws {
        let registry = try await LoopbackRegistry.start()
        PipBypassTests.fill(registry)
        let user = try ThrowawayUser(indexURL: "http://127.0.0.1:1/simple/", leavingOut: ["PIP_CONFIG_FILE"])
        let environment = try await VirtualEnvironment(for: user)
        try user.write("[global]\nindex-url = \(registry.simpleURL)\n", to: "venv/pip.conf")
        for name in ["look-alike", "harmless"] {
            let run = try await user.guarded(
                words: ["pip", "install", "--isolated", name], adding: environment.path(user))
            #expect(run.status == (name == "harmless" ? 0 : 77), "\(run.errors)\(run.output)")
        }
        await registry.stop()
    }

    @Test(
        "an address as a requirement: a package's, a build's, and in a requirements file",
        arguments: ["package", "build", "file", "git in a file", "archive in a file"])
    func directAddress(place: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        registry.addSdist(
            "look-alike", files: ["setup.py": Fixtures.actingSetup(name: "look-alike", marker: user.marker)])
        let address =
            registry.url.replacingOccurrences(of: "127.0.0.1", with: "localhost") + "/files/look-alike-1.0.0.tar.gz"
        let environment = try await VirtualEnvironment(for: user)
        var words = ["pip", "install", "--no-build-isolation", "outer"]
        switch place {
        case "package": registry.addWheel("outer", requires: ["look-alike @ \(address)"])
        case "build":
            var files = Fixtures.plainSdist(name: "outer", marker: user.marker)
            files["pyproject.toml"] = files["pyproject.toml"]?.replacingOccurrences(
                of: "requires = []", with: "requires = [\"look-alike @ \(address)\"]")
            registry.addSdist("outer", files: files)
            words = ["pip", "install", "outer"]
        default:
            let line =
                switch place {
                case "file": "look-alike @ \(address)"
                case "git in a file": "git+file://\(user.scratch.file("repository"))"
                default: "./look-alike-1.0.0.tar.gz"
                }
            try user.write("\(line)\n", to: "project/requirements.txt")
            words = ["pip", "install", "-r", "requirements.txt"]
        }
        let run = try await user.guarded(words: words, adding: environment.path(user))
        #expect(run.status != 0, "\(run.output)")
        #expect(!user.exists("package-code-ran"))
        #expect(!PipInstallTests.installed(environment).keys.contains { $0.contains("outer") || $0.contains("alike") })
        // What the user names is fetched and judged; what packages name is not even fetched.
        #expect(registry.server.requests(forPath: "/files/look-alike-1.0.0.tar.gz").isEmpty == (place != "file"))
        if place == "file" { #expect(run.status == 77) }
        await registry.stop()
    }
}
