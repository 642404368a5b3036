import Packages
import Testing

@testable import Gateway

@Suite("ByteRange")
struct ByteRangeTests {
    @Test(
        "ranges",
        arguments: [
            (nil, .whole), ("bytes=0-0", .part(0..<1)), ("bytes=2-", .part(2..<10)), ("bytes=-4", .part(6..<10)),
            ("bytes=5-100", .part(5..<10)), ("bytes=-100", .part(0..<10)), ("bytes=10-", .unsatisfiable),
            ("bytes=-0", .unsatisfiable), ("bytes=5-2", .whole), ("bytes=1-2,4-5", .whole), ("items=1-2", .whole),
            ("bytes=a-b", .whole), ("bytes=0-9223372036854775807", .part(0..<10)), ("bytes=--1", .whole),
        ] as [(String?, ByteRange)])
    func parsing(header: String?, expected: ByteRange) {
        #expect(ByteRange.parse(header, byteCount: 10) == expected)
    }
}

@Suite("NpmPaths")
struct NpmPathsTests {
    @Test(
        "the paths of packuments",
        arguments: [
            ("/left", "left"), ("/@s%2fname", "@s/name"), ("/@s%2Fname", "@s/name"), ("/@s/name", "@s/name"),
            ("/-/ping", nil), ("/-", nil), ("/", nil), ("/a/b", nil), ("/@s", nil), ("/@/x", nil), ("/..", nil),
            ("/@s/..", nil), ("/a%zz", nil), ("/a%00b", nil), ("/left/-/left-1.0.0.tgz", nil),
        ] as [(String, String?)])
    func packuments(path: String, expected: String?) {
        #expect(NpmPaths.packumentName(path) == expected)
    }

    @Test(
        "the package of a tarball's path",
        arguments: [
            ("/left/-/left-1.0.0.tgz", "left"), ("/@s/b/-/b-1.tgz", "@s/b"), ("/repo/npm/left/-/l.tgz", "left"),
            ("/@s%2fb/-/b-1.tgz", "@s/b"), ("/-/ping", nil), ("/x/-", nil), ("/x.tgz", nil),
        ] as [(String, String?)])
    func tarballs(path: String, expected: String?) {
        #expect(NpmPaths.packageName(ofTarball: path) == expected)
    }
}

@Suite("TarballPaths")
struct TarballPathsTests {
    private func artifact(_ host: String, _ digests: [Digest], name: String = "a") -> Artifact {
        Artifact(
            identity: PackageIdentity(name: PackageName(name, ecosystem: .npm), version: "1"), kind: .npmTarball,
            url: "https://\(host).invalid/a/-/a%2B1.tgz", filename: "a+1.tgz", expectedDigests: digests)
    }

    @Test("two hosts with the same strong digest are one file, with the same sha1 they are not")
    func sameFile() {
        let strong = DigestFunction.digest(of: [1], .sha512)
        let weak = DigestFunction.digest(of: [1], .sha1)
        let paths = TarballPaths()
        paths.add(
            [artifact("one", [strong]), artifact("two", [strong])])
        #expect(paths.find("/a/-/a+1.tgz", integrity: nil) == .artifact(artifact("one", [strong])))
        let others = TarballPaths()
        others.add([artifact("one", [weak]), artifact("two", [weak])])
        #expect(others.find("/a/-/a+1.tgz", integrity: nil) != .artifact(artifact("one", [weak])))
    }

    @Test("a query that npm glues to the path leads to the same file, and to no other")
    func query() {
        let paths = TarballPaths()
        let plain = Artifact(
            identity: artifact("one", []).identity, kind: .npmTarball, url: "https://one.invalid/a/-/a-1.tgz?k=v",
            filename: "a-1.tgz", expectedDigests: [])
        paths.add([plain])
        #expect(paths.find("/a/-/a-1.tgzk=v", integrity: nil) == .artifact(plain))
        #expect(paths.find("/a/-/a-1.tgz", integrity: nil) == .artifact(plain))
        #expect(paths.find("/a/-/a-1.tgzk=w", integrity: nil) == .unknown)
    }

    @Test("one address with contradicting digests is ambiguous")
    func contradiction() {
        let paths = TarballPaths()
        let first = artifact("one", [DigestFunction.digest(of: [1], .sha512)])
        let second = artifact("one", [DigestFunction.digest(of: [2], .sha512)], name: "b")
        paths.add([first, second])
        #expect(paths.find("/a/-/a%2B1.tgz", integrity: nil) == .ambiguous([first, second]))
        let integrity = second.expectedDigests.first?.integrity
        #expect(paths.find("/a/-/a%2B1.tgz", integrity: integrity) == .artifact(second))
        #expect(paths.find("/b", integrity: nil) == .unknown)
    }
}

@Suite("Packument")
struct PackumentTests {
    @Test("what is no JSON object is no packument", arguments: ["", "[]", "1", "{", "null", "{\"a\":}"])
    func unreadable(text: String) {
        #expect(Packument(Array(text.utf8), askedFor: "a") == nil)
    }

    @Test("versions of the wrong type, without a tarball or with one that is no URL are left out")
    func tolerant() throws {
        let text = """
            {"name": 7, "dist-tags": {"latest": "1"}, "versions": {"1": null, "2": {"dist": {"tarball": 5}},
              "3": {"dist": {"tarball": "git+ssh://x"}}, "4": {"dist": {"tarball": "https://h.invalid/a/-/a-4.tgz",
              "shasum": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}, "dependencies": []}}}
            """
        let packument = try #require(Packument(Array(text.utf8), askedFor: "a"))
        #expect(packument.name == nil)
        #expect(packument.versions.filter { packument.release($0) != nil } == ["4"])
        #expect(packument.release("4")?.artifact.expectedDigests.map(\.algorithm) == [.sha1])
        #expect(packument.likelyRelease(for: nil) == nil)
        #expect(packument.release("4")?.dependencies == [:])
    }

    @Test("releases for other machines are known as such")
    func platforms() throws {
        let dist = #""dist": {"tarball": "https://h.invalid/a.tgz"}"#
        let text = """
            {"versions": {"1.0.0": {\(dist), "os": ["sunos"]}, "2.0.0": {\(dist), "os": ["!sunos"], "cpu": ["!mips"]},
              "3.0.0": {\(dist), "libc": ["musl"]}, "4.0.0": {\(dist), "os": "odd"}}}
            """
        let packument = try #require(Packument(Array(text.utf8), askedFor: "a"))
        #expect(
            packument.versions.map { packument.release($0)?.isForThisMachine } == [false, true, false, true])
    }

    @Test("a document nested without end is refused, not followed")
    func deep() {
        let text = String(repeating: "{\"a\":[", count: 50_000)
        #expect(Packument(Array(text.utf8), askedFor: "a") == nil)
    }
}

@Suite("LikelyRange")
struct LikelyRangeTests {
    @Test(
        "ranges and what they admit",
        arguments: [
            ("^1.2.3", "1.9.0", true), ("^1.2.3", "1.2.2", false), ("^1.2.3", "2.0.0", false),
            ("^0.2.3", "0.2.9", true), ("^0.2.3", "0.3.0", false), ("^0.0.3", "0.0.4", false), ("^0", "0.9.0", true),
            ("~1.2.3", "1.2.9", true), ("~1.2", "1.3.0", false), ("~1", "1.9.0", true), ("1.2.3", "1.2.3", true),
            ("1.2.3", "1.2.4", false), ("1.x", "1.9.0", true), ("1", "2.0.0", false), ("v1.0.0", "1.0.0", true),
        ])
    func admitted(range: String, version: String, expected: Bool) throws {
        let range = try #require(LikelyRange(range))
        let version = try #require(LikelyRange.Version(version))
        #expect(range.admits(version) == expected)
    }

    @Test("other ranges are not guessed", arguments: ["", "*", ">=1", "1 || 2", "latest", "^1.2.3-beta", "1.2.3.4"])
    func unknown(range: String) {
        #expect(LikelyRange(range) == nil)
    }
}

@Suite("ClientEnvironment")
struct ClientEnvironmentTests {
    private func environment(pipSettings: [(option: String, value: String)] = []) -> ClientEnvironment {
        let doors = [
            NpmDoor(upstream: .init(registryURL: "https://r.invalid/"), url: "http://127.0.0.1:1/", port: 1),
            NpmDoor(
                upstream: .init(registryURL: "https://s.invalid/", scopes: ["@s"]), url: "http://127.0.0.1:2/", port: 2),
        ]
        return ClientEnvironment(
            npmDoors: doors, npmToken: "token", pypiIndexURL: "http://127.0.0.1:3/x/simple",
            proxyURL: "http://airlock:token@127.0.0.1:4", npmCacheDirectory: "/cache/npm",
            pythonCacheDirectory: "/cache/pip", gitProgram: "/usr/bin/git", pipSettings: pipSettings)
    }

    @Test(
        "every spelling of a key of ours, and every other way to name an index, goes",
        arguments: [
            "npm_config_registry", "NPM_CONFIG_REGISTRY", "npm_config_replace-registry-host", "npm_config_@x:registry",
            "NPM_CONFIG_CACHE", "npm_config_https-proxy", "npm_config_prefer_online", "PIP_EXTRA_INDEX_URL",
            "PIP_find-links", "PIP_NO_INDEX", "PIP_DEFAULT_TIMEOUT", "UV_INDEX", "uv_extra_index_url", "https_proxy",
            "ALL_PROXY", "No_Proxy", "YARN_REGISTRY", "npm_config_//127.0.0.1:9/:_authToken", "GIT_ALLOW_PROTOCOL",
            "PIP___PROXY", "PIP_--EXTRA-INDEX-URL", "PIP___Index_Url", "PIP_NO_PROXY_ENV", "PIP_CERT",
            "PIP_CLIENT_CERT",
            "PIP_KEYRING_PROVIDER", "PIP___ISOLATED",
        ])
    func removed(key: String) {
        #expect(ClientEnvironment.isRemoved(key))
    }

    @Test(
        "what is the user's own stays",
        arguments: [
            "PATH", "npm_config_audit", "npm_config_userconfig", "npm_config_//r.invalid/:_authToken", "PIP_PRE",
            "PIP_REQUIRE_HASHES", "PIP_____PROXY", "NODE_EXTRA_CA_CERTS", "UV_PYTHON", "pip_index_url",
        ])
    func kept(key: String) {
        #expect(!ClientEnvironment.isRemoved(key))
    }

    @Test("a child sees our doors, its own settings, and nothing of the network that it came with")
    func applied() {
        let settings: [(option: String, value: String)] = [
            (option: "no-binary", value: "demo"), (option: "extra-index-url", value: "https://x.invalid"),
        ]
        let child = environment(pipSettings: settings).applied(to: [
            "PATH": "/bin", "NPM_CONFIG_REGISTRY": "https://evil.invalid", "PIP_EXTRA_INDEX_URL": "https://x.invalid",
            "all_proxy": "socks5://x", "PIP_PRE": "1",
        ])
        #expect(child["PATH"] == "/bin")
        #expect(child["PIP_PRE"] == "1")
        #expect(child["PIP_NO_BINARY"] == "demo")
        #expect(!child.values.contains { $0.contains("invalid") })
        #expect(child["all_proxy"] == nil)
        #expect(child["npm_config_registry"] == "http://127.0.0.1:1/")
        #expect(child["npm_config_@s:registry"] == "http://127.0.0.1:2/")
        #expect(child["npm_config_//127.0.0.1:2/:_authToken"] == "token")
        #expect(child["npm_config_replace_registry_host"] == "always")
        #expect(child["npm_config_git"] == "/usr/bin/git")
        #expect(child["npm_config_noproxy"] == "127.0.0.1")
        #expect(child["PIP_CONFIG_FILE"] == "/dev/null")
        #expect(child["PIP_INDEX_URL"] == "http://127.0.0.1:3/x/simple")
        #expect(child["https_proxy"] == "http://airlock:token@127.0.0.1:4")
        #expect(child["NO_PROXY"] == "127.0.0.1")
        #expect(child["GIT_ALLOW_PROTOCOL"] == "none")
        #expect(child["npm_config_audit"] == nil)
    }
}

@Suite("SessionSecret")
struct SessionSecretTests {
    @Test("only the same text matches, and two sessions differ")
    func matching() {
        let secret = SessionSecret()
        #expect(secret.text.count == 64)
        #expect(secret.matches(secret.text))
        #expect(!secret.matches(secret.text.dropLast()))
        #expect(!secret.matches(""))
        #expect(secret.matchesBearer("bearer " + secret.text))
        #expect(!secret.matchesBearer(secret.text))
        #expect(!secret.matchesBearer(nil))
        #expect(SessionSecret().text != secret.text)
    }
}
