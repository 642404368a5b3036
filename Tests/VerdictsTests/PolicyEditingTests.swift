import Foundation
import Packages
import Testing
import Verdicts

@Suite struct PolicyEditingTests {
    private static func request(
        _ contents: [String] = ["left-pad"], reason: String = "reviewed", expires: PolicyDate? = nil,
        name: String = "left-pad"
    ) -> AllowRequest {
        AllowRequest(
            name: PackageName(name, ecosystem: .npm), version: "1.3.1", digests: contents.map(digest), reason: reason,
            expires: expires, added: PolicyDate(today))
    }

    private func edit(_ text: String, _ request: AllowRequest) throws -> String {
        String(decoding: try policyText(Array(text.utf8), adding: request, path: "p.toml"), as: UTF8.self)
    }

    private func entries(_ text: String) throws -> [AllowEntry] {
        try PolicyFile(parsing: Array(text.utf8), path: "p.toml").allowEntries
    }

    @Test func newFileHoldsOneEntry() throws {
        let text = try edit("", Self.request(expires: PolicyDate(year: 2027, month: 1, day: 31)))
        let expected = """
            [[allow]]
            ecosystem = "npm"
            name = "left-pad"
            version = "1.3.1"
            sha256 = ["\(digest("left-pad").hexadecimal)"]
            reason = "reviewed"
            expires = 2027-01-31
            added = 2026-11-21

            """
        #expect(text == expected)
    }

    @Test(arguments: [
        "# ours\nstrict = true  # keep\n", "strict = true", "\u{FEFF}strict = true\n\n# end\n",
        allowText(content: "a") + "# after\n", "strict = true\r\n# windows\r\n",
    ])
    func appendingKeepsEveryByteBefore(text: String) throws {
        let edited = try edit(text, Self.request(reason: "another"))
        #expect(Array(edited.utf8).starts(with: Array(text.utf8)))
        #expect(try entries(edited).count == entries(text).count + 1)
        #expect(try entries(edited).last?.reason == "another")
        #expect(edited.utf8.contains(UInt8(ascii: "\r")) == text.utf8.contains(UInt8(ascii: "\r")))
    }

    /// Lists as people write them; the digest of the same release, reason and expiry joins them.
    @Test(arguments: [
        "[\"A\"]", "[ \"A\" ]", "[\n    \"A\", # wheel\n]", "[\n    \"A\" # wheel, really\n]", "[\n  'A',\n]",
        "[\"A\",]", "[ # note ]\n  \"A\"\n]  # after",
    ])
    func digestJoinsTheEntryOfTheSameRelease(list: String) throws {
        let hexadecimal = digest("a").hexadecimal
        let written = list.replacing("A", with: hexadecimal)
        let text = allowText(content: "x").replacing("[\"\(digest("x").hexadecimal)\"]", with: written)
        let edited = try edit(text, Self.request(["a", "b", "c"]))
        let found = try entries(edited)
        #expect(Set(found.flatMap(\.digests)) == [digest("a"), digest("b"), digest("c")])
        for comment in ["# wheel", "# note ]", "# after"] where text.contains(comment) {
            #expect(edited.contains(comment))
        }
        let hasCommentAtItsEnd = list.contains("really")
        #expect(found.count == (hasCommentAtItsEnd ? 2 : 1))
    }

    @Test func otherReasonOrExpiryGetsItsOwnEntry() throws {
        let text = allowText(content: "a")
        let later = PolicyDate(year: 2027, month: 1, day: 31)
        #expect(try entries(edit(text, Self.request(reason: "other"))).count == 2)
        #expect(try entries(edit(text, Self.request(expires: later))).count == 2)
    }

    @Test func whatIsAllowedAlreadyChangesNothing() throws {
        let text = allowText() + "# end"
        #expect(try edit(text, Self.request(reason: "again")) == text)
        // An entry that ends earlier does not cover one without end.
        let ending = allowText(expires: "2027-01-01")
        #expect(try edit(ending, Self.request()) != ending)
    }

    @Test(arguments: [
        "quotes \" and \\ and 'x'", "new\nline\ttab", "bidi \u{202E} and \u{1} and é 漢", "\"\"\"", "]] # [",
    ])
    func reasonIsReadBackAsItWasGiven(reason: String) throws {
        let text = try edit("", Self.request(reason: reason))
        #expect(try entries(text).first?.reason == reason)
        #expect(!text.unicodeScalars.contains("\u{202E}"))
    }

    @Test func fileThatCannotTakeAnEntryIsLeftAlone() throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write("allow = []\n", to: ".airlock.toml")
        let error = try #require(throws: VerdictsError.self) {
            try allow(Self.request(), inFileAt: path, trust: nil, now: today)
        }
        #expect(error.description.contains("cannot be changed"))
        #expect(try scratch.text(of: ".airlock.toml") == "allow = []\n")
    }

    @Test func versionThatIsNotExactIsRefused() throws {
        let request = AllowRequest(
            name: PackageName("x", ecosystem: .npm), version: "^1", digests: [digest("x")], reason: "r", expires: nil,
            added: PolicyDate(today))
        #expect(throws: VerdictsError.self) { try edit("", request) }
    }

    @Test(
        arguments: [
            (nil, false, AllowOutcome.added), ("strict = true\n", false, .added),
            (allowText(content: "a"), false, .addedButUntrusted), (allowText(content: "a"), true, .added),
            (allowText(), false, .alreadyAllowed),
        ] as [(String?, Bool, AllowOutcome)])
    func trustIsRenewedOnlyWhenItWasThere(text: String?, trusted: Bool, outcome: AllowOutcome) throws {
        let scratch = try ScratchFolder()
        let store = try VerdictStore(at: scratch.databasePath)
        let path = scratch.path + "/p/.airlock.toml"
        if let text {
            try scratch.write(text, to: "p/.airlock.toml")
            if trusted { try store.trust(PolicyFile(parsing: Array(text.utf8), path: path), now: today) }
        }
        #expect(try allow(Self.request(), inFileAt: path, trust: store, now: today) == outcome)
        let file = try #require(try PolicyFile(readingIfPresent: path))
        #expect(try store.isTrusted(policyAt: path, sha256: file.sha256) == (outcome == .added))
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/p") == [".airlock.toml"])
    }

    @Test func linkedFileAndItsPermissionsStay() throws {
        let scratch = try ScratchFolder()
        let target = try scratch.write("# mine\n", to: "dotfiles/config.toml")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target)
        let link = try scratch.folder("config") + "/config.toml"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        #expect(try allow(Self.request(), inFileAt: link, trust: nil, now: today) == .added)
        let attributes = try FileManager.default.attributesOfItem(atPath: target)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
        #expect(try scratch.text(of: "dotfiles/config.toml").hasPrefix("# mine\n\n[[allow]]\n"))
    }

    @Test func malformedFileIsNotTouched() throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write("strict = maybe # mine\n", to: ".airlock.toml")
        #expect(throws: VerdictsError.self) { try allow(Self.request(), inFileAt: path, trust: nil, now: today) }
        #expect(try scratch.text(of: ".airlock.toml") == "strict = maybe # mine\n")
    }

    @Test func simultaneousEditsAllArrive() async throws {
        let scratch = try ScratchFolder()
        let path = scratch.path + "/.airlock.toml"
        try await withThrowingTaskGroup(of: AllowOutcome.self) { group in
            for index in 0..<16 {
                group.addTask {
                    try allow(Self.request(["\(index)"], name: "p\(index % 4)"), inFileAt: path, trust: nil, now: today)
                }
            }
            for try await outcome in group { #expect(outcome == .added) }
        }
        let file = try #require(try PolicyFile(readingIfPresent: path))
        #expect(file.allowEntries.count == 4)
        #expect(Set(file.allowEntries.flatMap(\.digests)) == Set((0..<16).map { digest("\($0)") }))
    }
}
