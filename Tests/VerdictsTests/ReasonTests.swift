import Foundation
import Testing
import Verdicts

@Suite struct ReasonTests {
    private static let page = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Documentation/Reasons.md")

    /// The page's sections by their code, in the page's order.
    private static func sections() throws -> [(code: String, text: String)] {
        let page = try String(contentsOf: page, encoding: .utf8)
        return page.components(separatedBy: "\n## `").dropFirst().map { section in
            let end = section.firstIndex(of: "`") ?? section.endIndex
            return (String(section[..<end]), String(section[end...]))
        }
    }

    @Test func thePageHasOneSectionPerCodeInTheOrderOfTheCode() throws {
        #expect(try Self.sections().map(\.code) == ReasonCode.allCases.map(\.rawValue))
    }

    @Test(arguments: ReasonCode.allCases)
    func sectionAnswersTheFourQuestions(code: ReasonCode) throws {
        let section = try #require(try Self.sections().first { $0.code == code.rawValue }?.text)
        #expect(section.contains("(\(code.defaultLevel.rawValue))"))
        #expect(section.contains(code.summary.prefix(1).uppercased() + code.summary.dropFirst() + "."))
        for question in ["**Why it matters.**", "**How to inspect it.**", "**How to allow it.**"] {
            #expect(section.contains(question))
        }
    }

    @Test(arguments: ReasonCode.allCases)
    func codeIsKebabCase(code: ReasonCode) {
        #expect(code.rawValue.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
        #expect(code.summary.first?.isLowercase == true && !code.summary.hasSuffix("."))
    }

    @Test func levelsAreOrdered() {
        #expect(VerdictLevel.allow < .warn && VerdictLevel.warn < .block)
    }
}
