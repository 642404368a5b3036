import Foundation
import Packages
import Testing
import Verdicts

@Suite struct PolicyTests {
    private static let day = PolicyDate(today)
    private static let release = identity("left-pad", "1.3.1")

    private static func file(_ text: String, _ path: String) throws -> PolicyFile {
        try PolicyFile(parsing: Array(text.utf8), path: path)
    }

    /// Machine, user and project texts, whether the project is trusted, and what is then in force.
    static let table: [(machine: String?, user: String?, project: String?, trusted: Bool, strict: Bool, allows: Bool)] =
        [
            (nil, nil, nil, false, false, false),
            (nil, nil, allowText(), false, false, false),
            (nil, nil, allowText(), true, false, true),
            (nil, nil, "strict = true\n" + allowText(), false, true, false),
            (nil, nil, "strict = true\n" + allowText(), true, true, true),
            (nil, nil, "strict = true", false, true, false),
            (nil, "strict = true", "strict = false", true, true, false),
            ("strict = true", "strict = false", nil, false, true, false),
            (nil, allowText(), nil, false, false, true),
            (allowText(), "strict = true", nil, false, true, true),
            (nil, nil, allowText(content: "other bytes"), true, false, false),
            (nil, nil, allowText(expires: "2026-11-20"), true, false, false),
            (nil, nil, allowText(expires: "2026-11-21"), true, false, true),
            (nil, allowText(expires: "2020-01-01"), allowText(), false, false, false),
        ]

    @Test(arguments: table)
    func filesAreMerged(
        row: (machine: String?, user: String?, project: String?, trusted: Bool, strict: Bool, allows: Bool)
    ) throws {
        let policy = Policy(
            machine: try row.machine.map { try Self.file($0, "/etc/airlock/config.toml") },
            user: try row.user.map { try Self.file($0, "/home/me/.config/airlock/config.toml") },
            project: try row.project.map { try Self.file($0, "/p/.airlock.toml") }
        ) { _ in row.trusted }
        #expect(policy.isStrict == row.strict)
        let entry = policy.allowance(for: Self.release, sha256: digest("left-pad"), on: Self.day)
        #expect((entry != nil) == row.allows)
    }

    @Test func untrustedLooseningIsNamed() throws {
        let project = try Self.file("strict = true\n" + allowText(), "/p/.airlock.toml")
        let policy = Policy(machine: nil, user: nil, project: project) { _ in false }
        #expect(
            policy.untrustedFile?.path == "/p/.airlock.toml" && policy.untrustedFile?.loosenings.map(\.key) == [.allow])
        #expect(policy.untrustedFile?.sha256 == project.sha256)
        #expect(Policy(machine: nil, user: nil, project: project) { _ in true }.untrustedFile == nil)
    }

    @Test func fileThatOnlyTightensIsNeverAskedAbout() throws {
        let project = try Self.file("strict = true", "/p/.airlock.toml")
        var asked = false
        let policy = Policy(machine: nil, user: nil, project: project) { _ in
            asked = true
            return false
        }
        #expect(!asked && policy.isStrict && policy.untrustedFile == nil)
    }

    @Test func trustIsByExactContent() throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        let path = try scratch.write(allowText(), to: "p/.airlock.toml")
        let locations = PolicyLocations(machine: nil, user: nil, project: path)
        func isAllowed() throws -> Bool {
            let policy = try Policy(at: locations) { file throws(VerdictsError) in
                try store.isTrusted(policyAt: file.path, sha256: file.sha256)
            }
            return policy.allowance(for: Self.release, sha256: digest("left-pad"), on: Self.day) != nil
        }
        #expect(try !isAllowed())
        let file = try #require(try PolicyFile(readingIfPresent: path))
        try store.trust(file, now: today)
        #expect(try isAllowed())
        try scratch.write(allowText() + "\n", to: "p/.airlock.toml")
        #expect(try !isAllowed())
        try scratch.write(allowText(), to: "p/.airlock.toml")
        #expect(try isAllowed())
        #expect(try store.untrust(policyAt: path) == 1)
        #expect(try !isAllowed())
        // The same content elsewhere was never accepted.
        try store.trust(file, now: today)
        let copy = try scratch.write(allowText(), to: "q/.airlock.toml")
        #expect(try !store.isTrusted(policyAt: copy, sha256: file.sha256))
    }

    @Test func malformedFileIsAnErrorEvenWhenUntrusted() throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write("strict = tru", to: ".airlock.toml")
        #expect(throws: VerdictsError.self) {
            try Policy(at: PolicyLocations(machine: nil, user: nil, project: path)) { _ throws(VerdictsError) in false }
        }
    }

    /// The entry's expiry and bytes, what is judged, whether the whole project is, and the cause of death.
    static let deadTable: [(text: String, judged: String?, whole: Bool, cause: Policy.DeadEntry.Cause?)] = [
        (allowText(), "left-pad", true, nil),
        (allowText(), "other", true, .otherBytes),
        (allowText(), "other", false, .otherBytes),
        (allowText(), nil, true, .unmatched),
        (allowText(), nil, false, nil), (allowText().replacing("\"npm\"", with: "\"pypi\""), nil, true, nil),
        (allowText() + allowText(content: "other"), "other", true, nil),
    ]

    @Test(arguments: deadTable)
    func deadEntryIsReported(
        row: (text: String, judged: String?, whole: Bool, cause: Policy.DeadEntry.Cause?)
    ) throws {
        let project = try Self.file(row.text, "/p/.airlock.toml")
        let policy = Policy(machine: nil, user: nil, project: project) { _ in true }
        let judged = row.judged.map { [(identity: Self.release, sha256: digest($0))] } ?? []
        let dead = policy.deadEntries(
            PolicyUse(judged: judged, wholeProject: row.whole ? .npm : nil), on: Self.day)
        #expect(dead.map(\.cause) == [row.cause].compactMap { $0 })
    }

    @Test func expiredEntryIsReportedWithItsDay() throws {
        let project = try Self.file(allowText(expires: "2026-11-20"), "/p/.airlock.toml")
        let policy = Policy(machine: nil, user: nil, project: project) { _ in true }
        let dead = policy.deadEntries(PolicyUse(judged: []), on: Self.day)
        #expect(
            dead.map(\.message) == ["entry for 'left-pad' '1.3.1' in '/p/.airlock.toml' line 1 expired on 2026-11-20"])
    }

    @Test func entriesOfTheUserMayServeOtherProjects() throws {
        let user = try Self.file(allowText(), "/home/me/.config/airlock/config.toml")
        let policy = Policy(machine: nil, user: user, project: nil) { _ in false }
        #expect(policy.deadEntries(PolicyUse(judged: [], wholeProject: .npm), on: Self.day).isEmpty)
    }
}
