import Foundation
import Testing

@testable import Resolution

@Suite("npm configuration")
struct NpmConfigurationTests {
    @Test(
        "a line is read as npm's ini reads it",
        arguments: [
            ("key = value", "value"), ("key=value ; comment", "value"), ("key=value # comment", "value"),
            ("key=a\\;b", "a;b"), ("key=\"a ; b\"", "a ; b"), ("key='a # b'", "a # b"), ("key", "true"),
            ("  key  =  spaced out  ", "spaced out"), ("key=a=b", "a=b"), ("key=first\nkey=second", "second"),
            ("key=${TOKEN}", "secret"), ("key=x${TOKEN}y", "xsecrety"), ("key=\\${TOKEN}", "${TOKEN}"),
            ("key=${MISSING}", "${MISSING}"), ("key=${MISSING-other}", "other"), ("key=${MISSING:-other}", "other"),
            ("key=${MISSING?}", ""), ("key=${TOKEN-other}", "secret"), ("key=${", "${"), ("key=${}", "${}"),
            ("${NAME}=value", "value"), ("key=back\\slash", "back\\slash"),
            ("key=value\n[section]\nkey=other", "value"),
        ])
    func line(text: String, expected: String) {
        let file = NpmConfigurationFile(parsing: text, environment: ["TOKEN": "secret", "NAME": "key"])
        #expect(file.values["key"]?.last == expected)
    }

    @Test("comments, blank lines and lists are told apart")
    func commentsAndLists() {
        let file = NpmConfigurationFile(parsing: ";a=1\n#b=2\n\nca[]=x\nca[]=y\r\nc=3", environment: [:])
        #expect(file.values == ["ca": ["x", "y"], "c": ["3"]])
    }

    @Test("the strongest layer with a value counts, and an empty variable does not")
    func layers() {
        var configuration = NpmConfiguration()
        configuration.set(.project, to: NpmConfigurationFile(values: ["proxy": ["p"], "cafile": ["project.pem"]]))
        configuration.set(.user, to: NpmConfigurationFile(values: ["proxy": ["u"], "noproxy": ["a, b"]]))
        configuration.setEnvironment([
            "npm_config_proxy": "", "NPM_CONFIG_CAFILE": "env.pem", "npm_config_strict_ssl": "false", "HOME": "/h",
        ])
        #expect(configuration.network.proxy == "p")
        #expect(configuration.network.certificateFile == "env.pem")
        #expect(configuration.network.proxyExceptions == ["a", "b"])
        #expect(!configuration.network.checksCertificates)
    }

    @Test("every scope's registry is an upstream, with the token of its own origin")
    func upstreams() throws {
        let text = """
            registry=https://r.invalid/
            @a:registry=https://s.invalid/npm
            @b:registry=https://s.invalid/npm/
            @c:registry=nonsense
            //r.invalid/:_authToken=t1
            //s.invalid/npm/:_auth=dXNlcjpwYXNz
            """
        var configuration = NpmConfiguration()
        configuration.set(.user, to: NpmConfigurationFile(parsing: text, environment: [:]))
        #expect(
            try configuration.npmUpstreams(defaultRegistry: "https://r.invalid") == [
                NpmRegistry(address: "https://r.invalid/", authorization: "Bearer t1", scopes: []),
                NpmRegistry(
                    address: "https://s.invalid/npm/", authorization: "Basic dXNlcjpwYXNz", scopes: ["@a", "@b"]),
            ])
    }

    @Test(
        "a token goes only to the origin and path that it was configured for",
        arguments: [
            ("https://r.invalid/team/x/-/x-1.tgz", "Bearer team"), ("https://r.invalid/team/", "Bearer team"),
            ("https://r.invalid/other/", nil), ("https://r.invalid:8443/team/", nil),
            ("https://evil.r.invalid/team/", nil), ("https://r.invalid.evil/team/", nil),
            ("https://u@r.invalid/team/", "Bearer team"), ("https://evil.invalid/r.invalid/team/", nil),
            ("https://p.invalid:4873/", "Basic dTpw"), ("https://p.invalid/", nil), ("nonsense", nil),
        ])
    func tokenScope(address: String, expected: String?) {
        let text = """
            //r.invalid/team/:_authToken=team
            //p.invalid:4873/:username=u
            //p.invalid:4873/:_password=cA==
            """
        var configuration = NpmConfiguration()
        configuration.set(.user, to: NpmConfigurationFile(parsing: text, environment: [:]))
        #expect(configuration.authorization(for: address) == expected)
    }

    @Test("a tarball on its registry's host gets the registry's token, on another host none")
    func tarballToken() {
        var configuration = NpmConfiguration()
        configuration.set(.user, to: NpmConfigurationFile(values: ["//r.invalid/npm/:_authToken": ["t"]]))
        let registry = "https://r.invalid/npm/"
        #expect(configuration.authorization(for: "https://r.invalid/files/x.tgz", ofRegistry: registry) == "Bearer t")
        #expect(configuration.authorization(for: "https://cdn.invalid/files/x.tgz", ofRegistry: registry) == nil)
    }

    @Test("a token with a line break is void")
    func tokenWithLineBreak() {
        var configuration = NpmConfiguration()
        configuration.set(.user, to: NpmConfigurationFile(values: ["//r.invalid/:_authToken": ["a\r\nX-Other: b"]]))
        #expect(configuration.authorization(for: "https://r.invalid/") == nil)
    }

    @Test("keys of a project's own file that redirect or run something are named")
    func dangerousKeys() {
        var configuration = NpmConfiguration()
        let project = [
            "git": ["./x"], "fund": ["false"], "noproxy": ["r.invalid"], "@s:registry": ["https://s.invalid"],
        ]
        configuration.set(.project, to: NpmConfigurationFile(values: project))
        configuration.set(.user, to: NpmConfigurationFile(values: ["script-shell": ["zsh"]]))
        #expect(configuration.dangerousProjectKeys == ["@s:registry", "git", "noproxy"])
    }

    @Test("what 'npm config get' prints is read for one key and for several")
    func configGet() {
        #expect(parseNpmConfigGet("https://r.invalid/\n", keys: ["registry"]) == ["registry": "https://r.invalid/"])
        let several = "registry=https://r.invalid/\nuserconfig=/h/.npmrc\n"
        #expect(
            parseNpmConfigGet(several, keys: ["registry", "userconfig"])
                == ["registry": "https://r.invalid/", "userconfig": "/h/.npmrc"])
    }

    @Test(
        "the host of a locked address is swapped as npm swaps it",
        arguments: [
            ("npmjs", "https://built.invalid/x/-/x-1.tgz", "https://mine.invalid/x/-/x-1.tgz"),
            ("npmjs", "https://other.invalid/x/-/x-1.tgz", "https://other.invalid/x/-/x-1.tgz"),
            ("never", "https://built.invalid/x/-/x-1.tgz", "https://built.invalid/x/-/x-1.tgz"),
            ("always", "https://other.invalid/x/-/x-1.tgz", "https://mine.invalid/x/-/x-1.tgz"),
            ("other.invalid", "https://other.invalid/x/-/x-1.tgz", "https://mine.invalid/x/-/x-1.tgz"),
        ])
    func effectiveAddress(mode: String, resolved: String, expected: String) {
        let address = npmEffectiveAddress(
            ofResolved: resolved, registry: "https://mine.invalid/npm/", mode: mode,
            builtInRegistry: "https://built.invalid/")
        #expect(address == expected)
    }

    @Test("a missing file is an empty layer, one that is no text an error")
    func files() throws {
        let folder = try TestFolder()
        try folder.write("binary", Data([0xff, 0xfe, 0x00]))
        var configuration = NpmConfiguration()
        try configuration.read(.user, fromFile: folder.path + "/missing", environment: [:])
        #expect(configuration.keys.isEmpty)
        #expect(throws: ResolutionError.self) {
            try configuration.read(.user, fromFile: folder.path + "/binary", environment: [:])
        }
    }
}
