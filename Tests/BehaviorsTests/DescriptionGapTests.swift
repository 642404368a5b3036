import Behaviors
import Packages
import Testing

@Suite struct DescriptionGapTests {
    private func npm(_ text: String) -> Set<DescriptionGap>? { descriptionGaps(inManifest: Array(text.utf8)) }
    private func python(_ text: String) -> Set<DescriptionGap>? { descriptionGaps(inCoreMetadata: Array(text.utf8)) }

    @Test func manifestThatSaysEverythingHasNoGaps() {
        let full = """
            {"name":"a","version":"2.3.4","description":"Pads.","repository":{"type":"git","url":"https://a.invalid"},
             "author":{"name":"A"},"license":"MIT","scripts":{"test":"node test.js"}}
            """
        #expect(npm(full) == [])
        #expect(npm(full.replacing("\"description\":\"Pads.\",", with: "")) == [.noSummary])
        #expect(npm(full.replacing("Pads.", with: " \\n ")) == [.noSummary])
        #expect(npm(full.replacing("repository", with: "x")) == [.noAddress])
        #expect(npm(full.replacing("repository", with: "bugs")) == [])
        #expect(npm(full.replacing("author", with: "x")) == [.noAuthor])
        #expect(npm(full.replacing("\"author\":{\"name\":\"A\"}", with: "\"contributors\":[\"A\"]")) == [])
        #expect(npm(full.replacing("license", with: "x")) == [.noLicense])
        #expect(
            npm(full.replacing("node test.js", with: "echo \\\"Error: no test specified\\\" && exit 1"))
                == [.untouchedTemplate])
    }

    @Test func manifestThatIsNoneSaysNothing() {
        #expect(npm("") == nil && npm("[]") == nil && npm("{") == nil)
        #expect(npm("{}") == [.noSummary, .noAddress, .noAuthor, .noLicense])
        #expect(npm("{\"description\":7,\"author\":[],\"homepage\":{}}") == npm("{}"))
    }

    private static let metadata = """
        Metadata-Version: 2.1
        Name: a
        Version: 2.3.4
        Summary: Pads.
        Home-page: https://a.invalid
        Author: A
        License: MIT
        Classifier: Programming Language :: Python
        Description: \(String(repeating: "Pads words. ", count: 9))

        """

    @Test(
        arguments: [
            ("Summary: Pads.", "Summary: UNKNOWN", [DescriptionGap.noSummary]),
            ("Summary: Pads.", "Summary:", [.noSummary]),
            ("Home-page", "X", [.noAddress]), ("Home-page", "Project-URL", []),
            ("Home-page: https", "Home-page: UNKNOWN\nX: ", [.noAddress]),
            ("Author: A", "Author-email: a@a.invalid", []), ("Author: A", "Maintainer: A", []),
            ("Author", "X", [.noAuthor]),
            ("License: MIT", "License-Expression: MIT", []), ("License", "X", [.noLicense]),
            ("License: MIT", "Classifier: License :: OSI Approved", []), ("Classifier", "X", [.untouchedTemplate]),
            ("Description", "X", [.noDescription]),
        ] as [(String, String, [DescriptionGap])])
    func coreMetadata(original: String, replacement: String, gaps: [DescriptionGap]) {
        #expect(python(Self.metadata) == [])
        #expect(python(Self.metadata.replacing(original, with: replacement)) == Set(gaps))
    }

    @Test func longDescriptionIsAFieldItsContinuationOrTheRest() {
        let without = Self.metadata.split(separator: "\n").dropLast().joined(separator: "\n")
        let long = String(repeating: "Pads words. ", count: 9)
        #expect(python(without) == [.noDescription])
        #expect(python(without + "\n\n" + long) == [])
        #expect(python(without + "\nDescription: Short\n        " + long + "\n") == [])
        #expect(python(without + "\nDescription: Short\n        |\n") == [.noDescription])
        #expect(python(without + "\n\nUNKNOWN\n") == [.noDescription])
        // A field behind the empty line is description, and says nothing of the author.
        #expect(python(without.replacing("Author: A\n", with: "") + "\n\nAuthor: A\n" + long) == [.noAuthor])
    }

    @Test func textWithoutAFieldHasNoGaps() {
        #expect(python("") == nil && python("\n\nName: a") == nil && python("what is this") == nil)
        #expect(python(String(repeating: "\0\u{ff}", count: 99)) == nil)
    }

    @Test(
        arguments: [
            ("0.0.1", DescriptionGap.firstVersion), ("0.0.37", .firstVersion), ("0.1", .firstVersion),
            ("0.1.0", .firstVersion),
            ("1.0", .firstVersion), ("1.0.0", .firstVersion), ("0.1.1", nil), ("0.2.0", nil), ("1.0.1", nil),
            ("1.1.0", nil),
            ("99.0.0", .outsizedVersion), ("9999.1", .outsizedVersion), ("49.2", nil), ("2024.1.2", nil),
            ("20240102", nil),
            ("202401.3", nil), ("v1.0.0", .firstVersion), ("", nil), ("x", nil), ("99999999999999999999999", nil),
        ] as [(String, DescriptionGap?)])
    func versions(version: String, gap: DescriptionGap?) {
        let found = npm("{\"version\":\"\(version)\"}")?.intersection([.firstVersion, .outsizedVersion])
        #expect(found == Set([gap].compactMap { $0 }))
    }
}
