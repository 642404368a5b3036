import Behaviors
import Foundation
import Testing

@Suite("The page of the vocabulary")
struct VocabularyPageTests {
    private static let page = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Documentation/Behaviors.md")

    @Test("is what the code says; RECORD_GOLDENS=1 writes it anew and still fails")
    func pageIsThatOfTheCode() throws {
        if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
            try Data(VocabularyPage.text.utf8).write(to: Self.page)
            Issue.record("recorded \(Self.page.lastPathComponent); run the tests again without RECORD_GOLDENS")
            return
        }
        // Compared by lines, so that a failure shows the line and not the page.
        let written = try String(contentsOf: Self.page, encoding: .utf8).split(separator: "\n")
        let made = VocabularyPage.text.split(separator: "\n")
        #expect(made.count == written.count)
        for (line, other) in zip(made, written) where line != other {
            #expect(line == other)
            return
        }
    }

    @Test("shows every event once")
    func everyEventBelongsToOneFamily() {
        let prefixes = VocabularyPage.families.flatMap(\.prefixes)
        #expect(Set(prefixes).count == prefixes.count)
        for behavior in Behavior.allCases {
            #expect(prefixes.contains(VocabularyPage.prefix(of: behavior)), "\(behavior.name)")
        }
        for family in VocabularyPage.families {
            #expect(Behavior.allCases.contains { family.prefixes.contains(VocabularyPage.prefix(of: $0)) })
        }
    }
}
