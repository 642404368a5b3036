import Foundation
import TOMLKit
import Testing
import Verdicts

/// `Documentation/airlock.schema.json`, `Documentation/Policy.md` and the reader say the same.
@Suite struct PolicySchemaTests {
    private static let documentation = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Documentation")

    private static func schema() throws -> JSONSchema {
        try JSONSchema(contentsOf: documentation.appending(path: "airlock.schema.json"))
    }

    @Test func schemaHasEveryKeyAndNoOther() throws {
        let schema = try Self.schema()
        #expect(schema.topLevelKeys == Set(PolicyKey.allCases.map(\.rawValue)))
        let codes = ReasonCode.allCases.filter { $0 != .allowedByPolicy }.map(\.rawValue)
        #expect(Set(schema.properties("levels").keys) == Set(codes))
    }

    @Test func pageDescribesEveryKeyWithAnExample() throws {
        let page = try String(contentsOf: Self.documentation.appending(path: "Policy.md"), encoding: .utf8)
        let examples = page.components(separatedBy: "```toml\n").dropFirst().map {
            $0.components(separatedBy: "\n```")[0]
        }
        for example in examples {
            #expect(throws: Never.self, "\(example)") {
                try PolicyFile(parsing: Array(example.utf8), path: "Policy.md")
            }
        }
        for key in PolicyKey.allCases {
            #expect(page.contains("### `\(key.rawValue)`"), "\(key.rawValue)")
            let isShown = examples.contains { example in
                example.split(separator: "\n").contains {
                    $0.hasPrefix("\(key.rawValue) =") || $0.hasPrefix("[\(key.rawValue)]")
                        || $0.hasPrefix("[[\(key.rawValue)]]")
                }
            }
            #expect(isShown, "\(key.rawValue)")
        }
    }

    /// Texts that both must take, and texts that both must refuse.
    static let texts: [(text: String, isValid: Bool)] = [
        ("", true), ("strict = true", true), ("strict = \"true\"", false), ("strict = 1", false),
        ("strikt = true", false),
        ("minimum-release-age = \"72h\"", true), ("minimum-release-age = \"0d\"", true),
        ("minimum-release-age = \"72\"", false), ("minimum-release-age = 72", false),
        ("minimum-release-age = \"1w\"", false),
        ("release-age-excludes = [\"npm:@acme/*\", \"pypi:acme\"]", true), ("release-age-excludes = []", true),
        ("release-age-excludes = [\"acme\"]", false), ("release-age-excludes = [\"npm:*\"]", false),
        ("release-age-excludes = [\"npm:a*b\"]", false), ("release-age-excludes = \"npm:a\"", false),
        ("levels.weak-digest = \"block\"", true), ("[levels]\nweak-digest = \"allow\"", true),
        ("[levels]\nweak-digests = \"allow\"", false), ("[levels]\nweak-digest = \"deny\"", false),
        ("[levels]\nbehavior-sequence = \"block\"", true), ("[levels]\nbehavior-sequence = \"warn\"", false),
        ("[levels]\nincomplete-inspection = \"warn\"", true), ("[levels]\nallowed-by-policy = \"allow\"", false),
        ("levels = true", false),
        ("direct-hosts = [\"files.example.com\", \"*.example.org\", \"github.com/acme/tool\"]", true),
        ("direct-hosts = [\"https://files.example.com\"]", false), ("direct-hosts = [\"a.example?b\"]", false),
        ("direct-hosts = [1]", false), ("git-hosts = [\"github.com/acme\"]", true), ("git-hosts = [\"*\"]", false),
        ("script-hosts = [\"nodejs.org\"]", true), ("script-hosts = [\"nodejs.org/dist\"]", false),
        ("script-hosts = [\"nodejs.org:443\"]", false),
        ("private-names = [\"npm:@acme/*\"]", true),
        ("private-names = [\"npm:@acme/*\"]\nprivate-registries = [\"npm.acme.example\"]", true),
        ("private-registries = [\"npm.acme.example\"]", false),
        ("locked = [\"levels\", \"allow\"]", true), ("locked = [\"direct-hosts\"]", false), ("locked = true", false),
        (allowText(expires: "2027-01-31"), true), (allowText() + "nam = \"x\"", false), ("[[allow]]", false),
    ]

    @Test(arguments: texts)
    func schemaAndReaderAgree(text: String, isValid: Bool) throws {
        let json = try TOMLTable(string: text).convert(to: .json)
        let value = try JSONSerialization.jsonObject(with: Data(json.utf8))
        let faults = try Self.schema().faults(of: value)
        #expect(faults.isEmpty == isValid, "\(faults) for \(json)")
        let isRead = (try? PolicyFile(parsing: Array(text.utf8), path: "p")) != nil
        #expect(isRead == isValid)
    }
}
