import Packages
import Testing
import Verdicts

@testable import AirlockGuard

@Suite struct GuardOptionsTests {
    private static let digits = String(repeating: "ab", count: 32)

    /// A command line, its options and the words behind them.
    static let lines: [(line: String, strict: Bool, digest: Bool, malformed: String?, words: String)] = [
        ("npm ci", false, false, nil, "npm ci"), ("--strict npm ci --strict", true, false, nil, "npm ci --strict"),
        ("--policy-digest sha256:\(digits) npm ci", false, true, nil, "npm ci"),
        ("--policy-digest=sha256:\(digits) --strict npm ci", true, true, nil, "npm ci"),
        ("--policy-digest npm ci", false, false, "npm", "ci"), ("--policy-digest", false, false, "", ""),
        ("--policy-digest=\(digits) npm ci", false, false, digits, "npm ci"),
        ("--policy-digests x", false, false, nil, "--policy-digests x"),
        ("npm --policy-digest x", false, false, nil, "npm --policy-digest x"),
    ]

    @Test(arguments: lines)
    func optionsStandBeforeTheTool(
        row: (line: String, strict: Bool, digest: Bool, malformed: String?, words: String)
    ) {
        let (options, words) = GuardOptions.split(row.line.split(separator: " ").map(String.init))
        #expect(options.isStrict == row.strict)
        #expect((options.policyDigest?.hexadecimal == Self.digits) == row.digest)
        #expect(options.malformed == row.malformed)
        #expect(words.joined(separator: " ") == row.words)
    }

    @Test func tunnelsObeyThePolicyInTheInstallPhaseOnly() throws {
        let file = try PolicyFile(
            parsing: Array("script-hosts = [\"nodejs.org\", \"registry.example\"]".utf8), path: "p")
        let rule = TunnelRule(isStrict: false)
        rule.obey(Policy(machine: nil, user: file, project: nil) { _ in false })
        #expect(!rule.allows("nodejs.org"))
        rule.beginInstall(refusing: ["https://registry.example/"])
        #expect(rule.allows("nodejs.org") && !rule.allows("other.example"))
        // A registry stays the gateway's, whatever a policy lists.
        #expect(!rule.allows("registry.example"))
        let strict = TunnelRule(isStrict: true)
        strict.beginInstall(refusing: [])
        #expect(!strict.allows("nodejs.org"))
    }
}
