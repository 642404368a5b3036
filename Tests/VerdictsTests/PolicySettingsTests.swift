import Packages
import Testing
import Verdicts

@Suite struct PolicySettingsTests {
    private static func file(_ text: String?, _ path: String) throws -> PolicyFile? {
        try text.map { try PolicyFile(parsing: Array($0.utf8), path: path) }
    }

    private static func policy(
        machine: String? = nil, user: String? = nil, project: String? = nil, trusted: Bool = false
    ) throws -> Policy {
        Policy(
            machine: try file(machine, "/etc/m.toml"), user: try file(user, "/home/u.toml"),
            project: try file(project, "/p/.airlock.toml")
        ) { _ in trusted }
    }

    static let faults: [(text: String, message: String)] = [
        ("minimum-release-age = \"soon\"", "line 1: 'minimum-release-age' expected a number of hours or days"),
        ("minimum-release-age = \"9999d\"", "got '9999d'"),
        ("minimum-releases-age = \"1h\"", "nearest valid key is 'minimum-release-age'"),
        ("\nprivate-names = [\"@acme/*\"]", "line 2: 'private-names' expected a list of patterns"),
        ("git-hosts = [\"https://a.example\"]", "line 1: 'git-hosts' expected a list of hosts"),
        (
            "# c\n[levels]\n\nweak-digset = \"block\"",
            "line 4: unknown key 'weak-digset', nearest valid key is 'weak-digest'"
        ),
        (
            "strict = true\nlevels.weak-digest = 3",
            "line 2: 'levels.weak-digest' expected 'allow', 'warn' or 'block', got an"
        ),
        (
            "[levels]\nunsafe-path = \"warn\"",
            "line 2: 'levels.unsafe-path' expected 'block', since only 'airlock allow' can lower this reason, got 'warn'"
        ),
        ("private-registries = [\"a.example\"]", "'private-registries' expected 'private-names' beside it, got none"),
        ("locked = [\"git-hosts\"]", "'locked' expected a list of keys among 'strict', 'minimum-release-age'"),
    ]

    @Test(arguments: faults)
    func faultNamesLineAndExpectation(text: String, message: String) throws {
        let error = try #require(throws: VerdictsError.self) { try Self.file(text, "p.toml") }
        #expect(error.description.contains(message), "\(error.description)")
    }

    /// Machine, user and project texts, trust, and the age in hours that is in force.
    static let ages: [(machine: String?, user: String?, project: String?, trusted: Bool, hours: Int)] = [
        (nil, nil, nil, false, 48), (nil, "0h", nil, false, 0), (nil, "0h", "72h", false, 72),
        (nil, nil, "1h", false, 48),
        (nil, nil, "1h", true, 1), ("7d", "0h", "1h", true, 168), ("1h", "0h", nil, false, 1),
    ]

    @Test(arguments: ages)
    func stricterAgeWins(row: (machine: String?, user: String?, project: String?, trusted: Bool, hours: Int)) throws {
        func text(_ age: String?) -> String? { age.map { "minimum-release-age = \"\($0)\"" } }
        let policy = try Self.policy(
            machine: text(row.machine), user: text(row.user), project: text(row.project), trusted: row.trusted)
        #expect(policy.minimumReleaseAge.hours == row.hours)
        #expect(policy.looseningsInForce.isEmpty == (row.hours >= 48))
        #expect(policy.statesReleaseAge == (row.hours != 48))
    }

    @Test func levelsRaiseCapAndMerge() throws {
        let loose = "[levels]\nweak-digest = \"allow\"\nhidden-line = \"block\"\n"
        let untrusted = try Self.policy(project: loose)
        #expect(untrusted.level(of: .weakDigest, byItself: .warn) == .warn)
        #expect(untrusted.level(of: .hiddenLine, byItself: .warn) == .block)
        #expect(untrusted.untrustedFile?.loosenings.map(\.text) == ["levels.weak-digest = allow"])
        let trusted = try Self.policy(project: loose, trusted: true)
        #expect(trusted.level(of: .weakDigest, byItself: .warn) == .allow)
        #expect(trusted.looseningsInForce.map(\.line) == [2])
        let stricter = try Self.policy(user: "levels.weak-digest = \"warn\"", project: loose, trusted: true)
        #expect(stricter.level(of: .weakDigest, byItself: .warn) == .warn)
        #expect(stricter.looseningsInForce.isEmpty)
    }

    @Test func incompleteInspectionCanBeHandledBothWays() throws {
        let milder = try Self.policy(user: "levels.incomplete-inspection = \"warn\"")
        #expect(milder.level(of: .incompleteInspection, byItself: .block) == .warn)
        let stricter = try Self.policy(user: "levels.incomplete-inspection = \"block\"")
        #expect(stricter.level(of: .incompleteInspection, byItself: .warn) == .block)
    }

    @Test func levelsReachTheVerdict() throws {
        func level(_ text: String, strict: Bool = false) throws -> VerdictLevel {
            var policy = try Self.policy(user: text)
            if strict { policy.isStrict = true }
            let facts = ArtifactFacts(requested: identity("left-pad", "1.3.1"), digestStatus: .unstated)
            return judge(
                evidence(), facts: facts, thresholds: Thresholds(block: 0.9, warn: 0.5), policy: policy, now: today
            ).level
        }
        #expect(try level("") == .warn && level("levels.unstated-digest = \"block\"") == .block)
        #expect(try level("levels.unstated-digest = \"allow\"", strict: true) == .allow)
        #expect(try level("levels.unstated-digest = \"warn\"", strict: true) == .block)
    }

    @Test func hostListsOfEveryFileCount() throws {
        let policy = try Self.policy(
            user: "direct-hosts = [\"*.example.com\", \"github.com/acme\"]",
            project: "direct-hosts = [\"files.example.com\", \"github.com\"]")
        #expect(policy.untrustedFile == nil)
        #expect(policy.directHosts.allows(host: "Files.Example.Com.", path: "/x"))
        #expect(!policy.directHosts.allows(host: "other.example.com"))
        #expect(!policy.directHosts.allows(host: "example.com"))
        #expect(policy.directHosts.allows(host: "github.com", path: "/acme/tool.tgz"))
        #expect(!policy.directHosts.allows(host: "github.com", path: "/acme2/tool.tgz"))
        #expect(!policy.directHosts.allows(host: "github.com", path: "/acme/../evil/tool.tgz"))
        #expect(policy.gitHosts.allows(host: "anything.example"))
    }

    @Test func scriptHostsRestrictAtOnceAndAllowUnderStrictOnceTrusted() throws {
        let text = "script-hosts = [\"nodejs.org\"]"
        var policy = try Self.policy(project: text)
        #expect(policy.allowsScriptDownload(from: "nodejs.org") && !policy.allowsScriptDownload(from: "a.example"))
        policy.isStrict = true
        #expect(!policy.allowsScriptDownload(from: "nodejs.org"))
        var trusted = try Self.policy(project: text, trusted: true)
        #expect(trusted.looseningsInForce.isEmpty)
        trusted.isStrict = true
        #expect(trusted.allowsScriptDownload(from: "nodejs.org") && !trusted.allowsScriptDownload(from: "a.example"))
        #expect(trusted.looseningsInForce.count == 1)
        #expect(Policy.none.allowsScriptDownload(from: "a.example"))
    }

    @Test func machineLocksKeys() throws {
        let loose = "minimum-release-age = \"0h\"\n[levels]\nweak-digest = \"allow\"\nhidden-line = \"block\"\n"
        let policy = try Self.policy(
            machine: "locked = [\"minimum-release-age\", \"levels\", \"allow\"]", user: loose + allowText())
        #expect(policy.minimumReleaseAge == .standard)
        #expect(policy.level(of: .weakDigest, byItself: .warn) == .warn)
        #expect(policy.level(of: .hiddenLine, byItself: .warn) == .block)
        #expect(policy.allowEntries.isEmpty)
        #expect(policy.lockedOut.map(\.key) == [.minimumReleaseAge, .levels, .allow])
        #expect(policy.looseningsInForce.isEmpty)
    }

    @Test func onlyTheMachineLocks() throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write("# c\nlocked = [\"allow\"]", to: ".airlock.toml")
        let expected = VerdictsError.policyMisplacedKey(path: path, line: 2, key: "locked")
        #expect(throws: expected) {
            try Policy(at: PolicyLocations(machine: nil, user: nil, project: path)) { _ throws(VerdictsError) in true }
        }
        #expect(throws: Never.self) {
            try Policy(at: PolicyLocations(machine: path, user: nil, project: nil)) { _ throws(VerdictsError) in true }
        }
    }

    @Test func patternsMatchNormalizedNames() throws {
        let python = try #require(NamePattern(parsing: "pypi:Acme_*"))
        #expect(python.matches(PackageName("acme.Tools", ecosystem: .pypi)))
        #expect(!python.matches(PackageName("acmes", ecosystem: .pypi)))
        #expect(!python.matches(PackageName("acme-tools", ecosystem: .npm)))
        let scope = try #require(NamePattern(parsing: "npm:@acme/*"))
        #expect(scope.matches(PackageName("@acme/tool", ecosystem: .npm)))
        #expect(!scope.matches(PackageName("@acme-evil/tool", ecosystem: .npm)))
        #expect(NamePattern(parsing: "npm:left-pad")?.matches(PackageName("left-pads", ecosystem: .npm)) == false)
    }

    @Test func trustRemembersWhatWasLoosened() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        let path = try scratch.write("minimum-release-age = \"0h\"", to: "p/.airlock.toml")
        #expect(try store.looseningsTrustedLast(policyAt: path).isEmpty)
        try store.trust(try #require(try PolicyFile(readingIfPresent: path)), now: today)
        #expect(try store.looseningsTrustedLast(policyAt: path) == ["minimum-release-age = 0h"])
    }
}
