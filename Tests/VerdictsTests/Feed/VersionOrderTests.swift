import Packages
import Testing

@testable import Verdicts

@Suite struct VersionOrderTests {
    /// The example of Semantic Versioning 2.0.0, section 11, and around it.
    @Test func semanticVersionsAreOrdered() throws {
        let ordered = [
            "0.0.1-security", "0.0.1", "0.9.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta",
            "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "1.2.0", "1.10.0", "2.0.0",
            "99999999999999999999999.0.0",
        ]
        let versions = try ordered.map { try #require(SemanticVersion($0)) }
        for (index, version) in versions.enumerated() {
            for (other, right) in versions.enumerated() { #expect((version < right) == (index < other)) }
        }
    }

    @Test func spellingsOfOneSemanticVersionAreEqual() {
        for spelling in ["v1.2.0", "=1.2.0", " 1.2.0 ", "1.2.0+build.7", "1.2", "01.2.0"] {
            #expect(SemanticVersion(spelling) == SemanticVersion("1.2.0"))
        }
        for text in ["", "x", "1.x", "1.2.3.4", "1.2.3-", "1.2.3-a..b", "1..2", "latest"] {
            #expect(SemanticVersion(text) == nil)
        }
    }

    /// The order that PEP 440 states in its summary of permitted suffixes, and around it.
    @Test func pythonVersionsAreOrdered() throws {
        let ordered = [
            "0.9", "1.0.dev456", "1.0a1", "1.0a2.dev456", "1.0a12.dev456", "1.0a12", "1.0b1.dev456", "1.0b2",
            "1.0b2.post345.dev456", "1.0b2.post345", "1.0rc1.dev456", "1.0rc1", "1.0", "1.0+abc.5", "1.0+abc.7",
            "1.0+5", "1.0.post456.dev34", "1.0.post456", "1.0.15", "1.1.dev1", "1.2", "1.10", "2024.1", "1!0.5",
        ]
        let versions = try ordered.map { try #require(PythonVersion($0)) }
        for (index, version) in versions.enumerated() {
            for (other, right) in versions.enumerated() {
                #expect((version < right) == (index < other), "\(ordered[index]) and \(ordered[other])")
            }
        }
    }

    @Test(
        arguments: [
            ("1.0", "1.0.0"), ("1.0", "v1.0"), ("1.0rc1", "1.0-RC_1"), ("1.0rc1", "1.0.c1"), ("1.0rc1", "1.0pre1"),
            ("1.0a0", "1.0alpha"), ("1.0b2", "1.0.beta-2"), ("1.0.post1", "1.0-1"), ("1.0.post1", "1.0.r1"),
            ("1.0.post0", "1.0post"), ("1.0.dev0", "1.0dev"), ("1.0a1.post2", "1.0a1-2"), ("0!1.0", "1"),
            ("1.0+ubuntu.1", "1.0+UBUNTU-1"),
        ])
    func spellingsOfOnePythonVersionAreEqual(left: String, right: String) {
        #expect(PythonVersion(left) != nil)
        #expect(PythonVersion(left) == PythonVersion(right))
    }

    @Test(arguments: ["", "x", "1.0.x", "1.0-", "1.0+", "1.0+a..b", "1.0 beta", "latest", "1.0rc1rc2", "!1", "1!"])
    func whatIsNoPythonVersionIsNone(text: String) {
        #expect(PythonVersion(text) == nil)
    }
}

@Suite struct AffectedVersionsTests {
    private typealias Event = AffectedVersions.Event

    private func range(_ text: String) -> [Event] {
        text.split(separator: " ").map { part in
            let kind = Event.Kind(rawValue: String(part.prefix(1))) ?? .limit
            return Event(kind: kind, version: String(part.dropFirst()))
        }
    }

    /// Events as kind letter and version: `i`ntroduced, `f`ixed, `l`ast affected, `u`p to.
    @Test(
        arguments: [
            ("i0", ["0.0.1-security", "1.0.0", "999.0.0", "not a version"], []),
            ("i0 f1.0.2", ["0.0.0", "1.0.1", "1.0.2-rc.1"], ["1.0.2", "2.0.0", "not a version"]),
            (
                "i1.0.0 f1.0.2 i3.0.0 f3.2.5", ["1.0.0", "1.0.1", "3.0.0", "3.2.4"],
                ["0.9.9", "1.0.2", "2.9.9", "3.2.5"]
            ),
            ("i4.1.1 l4.1.2", ["4.1.1", "4.1.2", "v4.1.2"], ["4.1.0", "4.1.3", "4.1.3-rc"]),
            ("l1.0.0 i1.0.0", ["1.0.0"], ["0.9.0", "1.0.1"]),
            ("f2.0.0 i1.0.0", ["1.0.0", "1.9.9"], ["0.1.0", "2.0.0"]),
            ("i0 u2.0.0", ["1.0.0"], ["2.0.0"]),
            ("i0 u*", ["1.0.0", "2.0.0", "not a version"], []),
            ("i0 fabc", [], ["1.0.0", "0.0.1"]),
        ] as [(String, [String], [String])])
    func rangesOfNpmAreEvaluated(events: String, inside: [String], outside: [String]) {
        let affected = AffectedVersions(ranges: [range(events)])
        for version in inside { #expect(affected.contains(version, ecosystem: .npm), "\(version)") }
        for version in outside { #expect(!affected.contains(version, ecosystem: .npm), "\(version)") }
    }

    @Test func rangesOfPyPIGoByItsOwnOrder() {
        let affected = AffectedVersions(ranges: [range("i1.0 f1.10")])
        for version in ["1.0", "1.0.0", "1.9.post1", "1.10rc1", "1.2"] {
            #expect(affected.contains(version, ecosystem: .pypi))
        }
        for version in ["1.0rc1", "1.10", "1.10.0.post1", "1!1.5", "2.0"] {
            #expect(!affected.contains(version, ecosystem: .pypi))
        }
    }

    @Test func listedVersionsAreComparedBySpellingRules() {
        let affected = AffectedVersions(versions: ["1.0.0", "2.0-rc1"])
        #expect(affected.contains("1", ecosystem: .pypi) && affected.contains("2.0c1", ecosystem: .pypi))
        #expect(affected.contains("v1.0.0+build", ecosystem: .npm) && !affected.contains("1.0.1", ecosystem: .npm))
    }

    @Test func rangesThatCannotBeReadAreTold() {
        #expect(!AffectedVersions().isReadable(in: .npm))
        #expect(!AffectedVersions(ranges: [range("i0 fabc")]).isReadable(in: .npm))
        #expect(AffectedVersions(ranges: [range("i0 f1.0.0rc1")]).isReadable(in: .pypi))
    }
}
