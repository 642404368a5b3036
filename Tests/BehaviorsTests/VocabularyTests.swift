import Testing

@testable import Behaviors

@Suite("Vocabulary and catalogues")
struct VocabularyTests {
    @Test func namesAreUniqueAndDotted() {
        let names = Behavior.allCases.map(\.name)
        #expect(Set(names).count == names.count)
        for name in names where name != "defer" {
            #expect(name.split(separator: ".").count >= 2, "\(name)")
            #expect(
                name.utf8.allSatisfy {
                    (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 || $0 == 62
                }, "\(name)")
        }
    }

    @Test func summariesAreShortAndWithoutFullStop() {
        for behavior in Behavior.allCases {
            #expect(!behavior.summary.isEmpty && behavior.summary.utf8.count < 80 && !behavior.summary.hasSuffix("."))
        }
    }

    @Test func rawValuesAreTheOrderOfTheVocabulary() {
        #expect(Behavior.allCases.enumerated().allSatisfy { $0.offset == Int($0.element.rawValue) })
    }

    @Test func digestIsThatOfTheReleasedVocabulary() {
        // A change here makes every trained model invalid: append only, and train again.
        #expect(vocabularyDigest == "c30d272c1435bf1e")
    }

    @Test func everyFeatureOfCerebroIsReached() {
        #expect(Set(Behavior.allCases.compactMap(\.cerebroFeature)) == Set(CerebroFeature.allCases))
    }

    @Test func allCatalogueRowsAreReadable() {
        #expect(Catalogue.python.unreadableRows == [])
        #expect(Catalogue.javaScript.unreadableRows == [])
    }

    @Test func cataloguesResolveAliases() throws {
        let direct = try #require(Catalogue.javaScript.resolve("fs.readFile"))
        #expect(Catalogue.javaScript.resolve("fs.promises.readFile") == direct)
        #expect(Catalogue.javaScript.resolve("fs-extra.readFile") == direct)
    }

    @Test func canonicalTextIsOneEventALineWhateverTheNames() {
        let unit = BehaviorUnit(
            phase: .install, name: "a\tb\nc", events: [BehaviorEvent(behavior: .flowNetToExec, file: 0, line: 3)])
        let text = canonicalText(of: BehaviorSequence(paths: ["x\ny.py"], units: [unit], incomplete: []))
        #expect(text == "install\ta b c\tflow.net>exec\tx y.py:3\n")
    }

    @Test func canonicalTextOfAFlowNamesBothEnds() {
        let event = BehaviorEvent(
            behavior: .flowNetToExec, file: 0, line: 3, origin: SourcePlace(file: 1, line: 9))
        let sequence = BehaviorSequence(
            paths: ["a.py", "b\t.py"], units: [BehaviorUnit(phase: .run, name: "a.py", events: [event])],
            incomplete: [])
        #expect(canonicalText(of: sequence) == "run\ta.py\tflow.net>exec\ta.py:3\tfrom b .py:9\n")
    }
}
