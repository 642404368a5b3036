import Foundation
import GRDB
import Packages
import Testing

@testable import Verdicts

/// One advisory as ossf/malicious-packages writes them, with whatever a test changes.
func advisory(
    _ id: String = "MAL-2026-1", name: String = "left-pad", ecosystem: String = "npm",
    affected: String = #""versions":["1.3.1"]"#, more: String = ""
) -> String {
    #"{"schema_version":"1.7.4","id":"\#(id)","modified":"2026-09-04T00:47:46.15Z","summary":"Malicious code in \#(name)","#
        + #""details":"{ \" }","affected":[{"package":{"name":"\#(name)","ecosystem":"\#(ecosystem)"},\#(affected)}],"#
        + #""references":[{"type":"PACKAGE","url":"https://registry.invalid/x"},{"type":"WEB","url":"https://report.invalid/1"}]\#(more)}"#
}

@Suite struct FeedLoadTests {
    private let scratch: ScratchFolder
    private let store: VerdictStore

    init() throws {
        scratch = try ScratchFolder()
        store = try VerdictStore(at: scratch.databasePath)
    }

    @discardableResult
    private func load(
        _ texts: String..., name: String = "update", every: Bool = false,
        ecosystems: Set<Ecosystem> = Set(Ecosystem.allCases), now: Date = today, tag: String? = nil
    ) throws -> FeedLoadSummary {
        let load = try FeedLoad(
            into: store, name: name, address: "https://feed.invalid/all.zip", ecosystems: ecosystems,
            takesEveryAdvisory: every, now: now)
        for text in texts {
            load.beginText()
            try load.add(Array(text.utf8))
        }
        return try load.finish(tag: tag)
    }

    private func listed(
        _ name: String = "left-pad", _ version: String = "1.3.1", _ ecosystem: Ecosystem = .npm, digests: [Digest] = []
    ) throws -> [String] {
        try store.feedListings(of: identity(name, version, ecosystem), digests: digests).map(\.advisory)
    }

    @Test func listedReleaseIsFoundWithItsText() throws {
        #expect(try load(advisory()).entries == [.npm: 1])
        let found = try store.feedListings(of: identity("left-pad", "v1.3.1"), digests: [])
        #expect(
            found == [
                FeedListing(
                    advisory: "MAL-2026-1", summary: "Malicious code in left-pad",
                    reference: "https://report.invalid/1", match: .version)
            ])
        #expect(
            found.first?.reason.message
                == "'MAL-2026-1' lists this version: Malicious code in left-pad, see https://report.invalid/1")
        #expect(try listed("left-pad", "1.3.2").isEmpty && listed("Left-pad").isEmpty)
        #expect(try listed("left-pad", "1.3.1", .pypi).isEmpty)
    }

    @Test func namesOfPyPIAreNormalizedOnBothSides() throws {
        try load(
            advisory(
                name: "Evil.Package", ecosystem: "PyPI",
                affected: #""ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"2.0"}]}]"#))
        #expect(try listed("evil_package", "1.0.post1", .pypi) == ["MAL-2026-1"])
        #expect(try listed("evil-package", "2.0", .pypi).isEmpty)
    }

    @Test func onlyAdvisoriesAboutMaliceCount() throws {
        let summary = try load(
            advisory(),
            advisory("CVE-2026-1", name: "good-a"), advisory("GHSA-aaaa", name: "good-b"),
            advisory("GHSA-bbbb", name: "bad-a", more: #","database_specific":{"malicious-packages-origins":[]}"#),
            advisory("GHSA-cccc", name: "bad-b", more: #","database_specific":{"cwe_ids":["CWE-79","CWE-506"]}"#),
            advisory(
                "GHSA-dddd", name: "bad-c",
                affected: #""versions":["1.3.1"],"database_specific":{"cwes":[{"cweId":"CWE-506","name":"x"}]}"#))
        #expect(summary.entries == [.npm: 4] && summary.ordinary == 2)
        #expect(try listed("good-a").isEmpty && listed("good-b").isEmpty)
        for name in ["bad-a", "bad-b", "bad-c"] { #expect(try listed(name).count == 1) }
    }

    @Test func everyAdvisoryCountsWhereTheUserSaysSo() throws {
        try load(advisory("OURS-1"), name: "/our.json", every: true)
        #expect(try listed() == ["OURS-1"])
    }

    @Test func withdrawnAdvisoryIsIgnored() throws {
        let summary = try load(
            advisory(more: #","withdrawn":"2026-09-05T00:00:00Z""#), advisory("MAL-2", name: "other"))
        #expect(summary.withdrawn == 1)
        #expect(try listed().isEmpty)
        #expect(try load(advisory(more: #","withdrawn":null"#)).withdrawn == 0)
        #expect(try listed() == ["MAL-2026-1"])
    }

    @Test func bytesAreFoundByAnyDigestWhateverTheirName() throws {
        let (wheel, tarball, own) = (digest("wheel"), DigestFunction.digest(of: [1], .sha512), digest("own"))
        let legacy = DigestFunction.digest(of: [1], .sha1)
        try load(
            advisory(
                affected: """
                    "versions":["9.9.9"],"ecosystem_specific":{"sha256":"\(own.hexadecimal)"},
                    "database_specific":{"indicators":{"evidence_files":[
                    {"path":"README","sha256":"\(digest("a file").hexadecimal)"}],"package_integrity":[
                    {"filename":"x.whl","hashes":{"md5":"00","sha256":"\(wheel.hexadecimal)"}},
                    {"filename":"x.tgz","hashes":{"sha1":"\(legacy.hexadecimal)","sha512_sri":"\(tarball.integrity)"}}]}}
                    """,
                more: """
                    ,"database_specific":{"malicious-packages-origins":[{"sha256":"\(digest("a report").hexadecimal)"}]}
                    """))
        for one in [wheel, tarball, legacy, own] {
            let found = try store.feedListings(of: identity("renamed", "1.0.0"), digests: [digest("x"), one])
            #expect(found.map(\.match) == [.digest(one)])
        }
        // Neither a file within an artifact nor the report about it is an artifact.
        #expect(try listed("renamed", digests: [digest("a file"), digest("a report")]).isEmpty)
    }

    @Test func textsArriveInPiecesOfAnySize() throws {
        let text = "\u{FEFF}[\(advisory()),\n\(advisory("MAL-2", name: "b"))]"
        for size in [1, 2, 7, 64] {
            let load = try FeedLoad(into: store, name: "update", address: "x", now: today)
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                try load.add(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            #expect(try load.finish().entries == [.npm: 2])
        }
        #expect(try load(advisory() + "\n" + advisory("MAL-2", name: "b") + "\n").entries == [.npm: 2])
    }

    @Test(
        arguments: [
            "", "[]", "<html>404</html>", "{", "}", "{\"id\":3}", "{} x", "[1,2]",
            String(repeating: "{\"a\":", count: 100_000),
        ])
    func whatHoldsNoAdvisoryChangesNothing(text: String) throws {
        try load(advisory())
        #expect(throws: VerdictsError.self) { try load(text) }
        #expect(try listed() == ["MAL-2026-1"])
    }

    @Test func badDocumentsAreCountedAndDoNotHideTheGoodOnes() throws {
        let summary = try load(
            "{\"id\":\"MAL-9\",\"affected\":3}", advisory("MAL-8", affected: #""versions":[]"#), "{\"id\":",
            advisory("MAL-7", affected: #""ranges":[{"type":"SEMVER","events":[{"introduced":"x"}]}]"#),
            advisory("MAL-6", ecosystem: "Go"), advisory())
        #expect(summary.unreadable == 4)
        #expect(try listed() == ["MAL-2026-1"])
    }

    @Test func newLoadReplacesTheOldOneAndOnlyItsOwn() throws {
        try load(advisory(), name: "update", tag: "\"a\"")
        try load(advisory("MAL-2", name: "b"), advisory("MAL-3", name: "c", ecosystem: "PyPI"), name: "/own.json")
        try load(advisory("MAL-4", name: "d"), name: "update", now: today + 60, tag: "\"b\"")
        #expect(try listed().isEmpty)
        #expect(try listed("b") == ["MAL-2"] && listed("d") == ["MAL-4"] && listed("c", "1.3.1", .pypi) == ["MAL-3"])
        let sources = try store.feedStatus().sources
        #expect(sources.map(\.name) == ["/own.json", "update", "/own.json"])
        #expect(sources[1].tag == "\"b\"" && sources[1].loaded == today + 60 && sources[1].entryCount == 1)
        #expect(sources[1].newest == "2026-09-04")
        // A file that holds npm only leaves the PyPI part of the same name alone.
        try load(advisory("MAL-5", name: "e"), name: "/own.json")
        #expect(try listed("b").isEmpty && listed("e") == ["MAL-5"] && listed("c", "1.3.1", .pypi) == ["MAL-3"])
        #expect(try store.removeFeed(named: "/own.json") == 2)
        #expect(try listed("e").isEmpty && listed("d") == ["MAL-4"])
    }

    @Test func otherEcosystemsAreLeftAside() throws {
        try load(advisory(), advisory("MAL-2", name: "b", ecosystem: "PyPI"), ecosystems: [.pypi])
        #expect(try listed().isEmpty && listed("b", "1.3.1", .pypi) == ["MAL-2"])
    }

    @Test func unfinishedLoadIsNeverSeenAndLeavesNothing() throws {
        try load(advisory())
        do {
            let load = try FeedLoad(into: store, name: "update", address: "x", now: today)
            for index in 0..<5_000 { try load.add(Array(advisory("MAL-\(index)", name: "n\(index)").utf8)) }
            // Some batches are in the database by now.
            #expect(try rows() > 1_000)
            #expect(throws: VerdictsError.feedBusy) {
                try FeedLoad(into: store, name: "update", address: "x", now: today)
            }
        }
        #expect(try listed() == ["MAL-2026-1"] && listed("n1").isEmpty)
        try load(advisory("MAL-2"))
        #expect(try listed() == ["MAL-2"] && rows() == 1)
    }

    private func rows() throws -> Int {
        try store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM feed_entry") ?? 0 }
    }

    @Test func storeInMemoryKeepsNoList() throws {
        let store = try VerdictStore(at: "/dev/null/airlock/airlock.sqlite")
        #expect(throws: VerdictsError.feedNotKept(path: "/dev/null/airlock/airlock.sqlite")) {
            try FeedLoad(into: store, name: "update", address: "x", now: today)
        }
        #expect(try store.feedListings(of: identity("a", "1"), digests: [digest("a")]).isEmpty)
    }

    @Test func listIsStaleAfterAWeekWithoutConfirmation() throws {
        #expect(try store.feedStatus().staleness(at: today) == nil)
        try load(advisory())
        let week = today + 7 * 86_400
        #expect(try store.feedStatus().staleness(at: week) == nil)
        #expect(
            try store.feedStatus().staleness(at: week + 86_400)
                == "the list of known malicious npm packages was last updated 8 days ago")
        try store.confirmFeed(try #require(store.feedStatus().sources.first), now: week)
        #expect(try store.feedStatus().isStale(at: week + 86_400) == false)
        #expect(try store.feedStatus().sources.first?.age(at: week + 7_200) == "2 hours ago")
    }
}

@Suite struct FeedVerdictTests {
    private static let listing = FeedListing(
        advisory: "MAL-2026-1", summary: "Malicious code", reference: nil, match: .version)
    private static let facts = ArtifactFacts(
        requested: identity("left-pad", "1.3.1"), digestStatus: .verified(.sha512), listings: [listing])

    private func verdict(_ policyText: String = "") throws -> Verdict {
        let file = try PolicyFile(parsing: Array(policyText.utf8), path: "/p/config.toml")
        return judge(
            evidence(), facts: Self.facts, thresholds: Thresholds(block: 0.9, warn: 0.5),
            policy: Policy(machine: nil, user: file, project: nil) { _ in false }, now: today)
    }

    @Test func listingBlocksWhateverTheEvidenceSays() throws {
        let result = try verdict()
        #expect(result.level == .block && result.reasons.map(\.code) == [.knownMalicious])
        #expect(result.advisories == ["MAL-2026-1"])
    }

    @Test func entryCountsOnlyWhenItNamesTheAdvisory() throws {
        #expect(try verdict(allowText()).level == .block)
        #expect(try verdict(allowText() + "despite = [\"MAL-2026-2\"]\n").level == .block)
        let allowed = try verdict(allowText() + "despite = [\"MAL-2026-2\", \"MAL-2026-1\"]\n")
        #expect(allowed.level == .allow && allowed.reasons.map(\.code) == [.allowedByPolicy, .knownMalicious])
    }

    @Test func moreAdvisoriesThanShownStillAllHaveToBeNamed() throws {
        let listings = (1...9).map {
            FeedListing(advisory: "MAL-\($0)", summary: "", reference: nil, match: .version)
        }
        let facts = ArtifactFacts(requested: identity("left-pad", "1.3.1"), digestStatus: .local, listings: listings)
        let named = listings.dropLast().map { "\"\($0.advisory)\"" }.joined(separator: ",")
        let file = try PolicyFile(parsing: Array((allowText() + "despite = [\(named)]\n").utf8), path: "/p")
        let result = judge(
            evidence(), facts: facts, thresholds: Thresholds(block: 0.9, warn: 0.5),
            policy: Policy(machine: nil, user: file, project: nil) { _ in false }, now: today)
        #expect(result.level == .block && result.reasons.count == FeedListing.shownLimit)
    }

    @Test func addressOfTheFeedIsReadAndChecked() throws {
        let file = try PolicyFile(parsing: Array("feed-url = \"https://mirror.invalid/osv\"\n".utf8), path: "/p")
        #expect(file.settings.feedURL?.value == "https://mirror.invalid/osv" && !file.loosens)
        #expect(throws: VerdictsError.self) {
            try PolicyFile(parsing: Array("feed-url = \"ftp://x\"\n".utf8), path: "/p")
        }
        #expect(throws: VerdictsError.self) { try PolicyFile(parsing: Array("feed-url = 3\n".utf8), path: "/p") }
        #expect(throws: VerdictsError.self) {
            try PolicyFile(parsing: Array((allowText() + "despite = \"MAL-1\"\n").utf8), path: "/p")
        }
    }

    @Test func requestDespiteAnAdvisoryGetsAnEntryOfItsOwn() throws {
        func request(_ despite: [String]) -> AllowRequest {
            AllowRequest(
                name: PackageName("left-pad", ecosystem: .npm), version: "1.3.1", digests: [digest("left-pad")],
                reason: "reviewed", expires: nil, added: PolicyDate(today), despite: despite)
        }
        let plain = try policyText([], adding: request([]), path: "/p")
        let both = try policyText(plain, adding: request(["MAL-2026-1"]), path: "/p")
        let entries = try PolicyFile(parsing: both, path: "/p").allowEntries
        #expect(entries.map(\.despite) == [[], ["MAL-2026-1"]])
        #expect(try policyText(both, adding: request([]), path: "/p") == both)
        #expect(try policyText(both, adding: request(["MAL-2026-1"]), path: "/p") == both)
        #expect(try verdict(String(decoding: both, as: UTF8.self)).level == .allow)
    }
}
