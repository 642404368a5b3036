import AirlockTestSupport
import Foundation
import Packages
import Testing
import Verdicts

@testable import AirlockGuard

/// Formats that other programs read are held against the formats' own schemas, with the strictest content there is.
@Suite("Reports for other programs")
struct SchemaTests {
    private static let folder = (#filePath as NSString).deletingLastPathComponent + "/../Schemas/"

    /// Whether the system's Python has `jsonschema` (Debian: python3-jsonschema).
    private static let hasValidator: Bool = run(["-c", "import jsonschema"]).status == 0

    private static func run(_ arguments: [String]) -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-W", "ignore"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        guard (try? process.run()) != nil else { return (127, "") }
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    private func expectValid(_ document: JSONDocument, _ schema: String) throws {
        let scratch = try ScratchDirectory()
        try Data(document.text(indentation: 2).utf8).write(to: URL(fileURLWithPath: scratch.file("document.json")))
        let result = Self.run([Self.folder + "validate.py", schema, scratch.file("document.json")])
        #expect(result.status == 0, "\(result.output)")
    }

    /// A copy of OASIS's schema, whose terms keep it out of this repository.
    private static let sarifSchema = ProcessInfo.processInfo.environment["AIRLOCK_SARIF_SCHEMA"]

    @Test(
        "SARIF fits its schema",
        .enabled(if: hasValidator && sarifSchema != nil, "needs python3-jsonschema and AIRLOCK_SARIF_SCHEMA"))
    func sarif() throws {
        let schema = try #require(Self.sarifSchema)
        try expectValid(SARIFReport(ReportFixture.report()).document, schema)
        try expectValid(SARIFReport(ReportFixture.report(), isScan: true).document, schema)
    }

    @Test("a CycloneDX bill fits its schema", .enabled(if: hasValidator, "python3-jsonschema is not installed"))
    func bill() throws {
        try expectValid(SoftwareBill(ReportFixture.report()).document, "bom-1.6.SNAPSHOT.schema.json")
    }

    @Test("the validator refuses what does not fit", .enabled(if: hasValidator, "python3-jsonschema is not installed"))
    func control() throws {
        let scratch = try ScratchDirectory()
        for schema in ["bom-1.6.SNAPSHOT.schema.json"] + (Self.sarifSchema.map { [$0] } ?? []) {
            try Data("{\"version\": \"9\", \"specVersion\": 1}".utf8).write(
                to: URL(fileURLWithPath: scratch.file("document.json")))
            #expect(Self.run([Self.folder + "validate.py", schema, scratch.file("document.json")]).status == 1)
        }
    }

    @Test("every format is JSON that says the same as the report")
    func agreement() throws {
        let report = ReportFixture.report()
        func parsed(_ document: JSONDocument) throws -> [String: Any] {
            let data = Data(document.text(indentation: 2).utf8)
            return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        }
        let plan = try parsed(report.json)
        let releases = try #require(plan["releases"] as? [[String: Any]])
        #expect(releases.count == 6)
        #expect(releases[1]["name"] as? String == ReportFixture.hostileName)
        #expect(releases[1]["verdict"] as? String == "block")
        #expect((releases[1]["behaviors"] as? [[String: Any]])?.first?["source"] != nil)
        #expect(!(releases[1]["url"] as? String ?? "secret").contains("secret"))

        let components = try #require(try parsed(SoftwareBill(report).document)["components"] as? [[String: Any]])
        #expect(components.map { $0["purl"] as? String } == releases.map { $0["purl"] as? String })
        #expect(Set(components.compactMap { $0["bom-ref"] as? String }).count == 6)

        let run = try #require((try parsed(SARIFReport(report).document)["runs"] as? [[String: Any]])?.first)
        let results = try #require(run["results"] as? [[String: Any]])
        let suppressed = results.filter { $0["suppressions"] != nil }
        #expect(suppressed.count == 1)
        #expect(results.contains { $0["ruleId"] as? String == "behavior-sequence" && $0["codeFlows"] != nil })
    }

    @Test(
        "package URLs are the specification's",
        arguments: [
            ("@scope/name", "1.0.0", ArtifactKind.npmTarball, "pkg:npm/%40scope/name@1.0.0"),
            ("left-pad", "1.0.0+build~1", .npmTarball, "pkg:npm/left-pad@1.0.0%2Bbuild~1"),
            ("Django_Thing.x", "2!1.0", .wheel, "pkg:pypi/django-thing-x@2%211.0"),
            ("a b/ü", "1", .npmTarball, "pkg:npm/a%20b/%C3%BC@1"),
        ])
    func packageURLs(name: String, version: String, kind: ArtifactKind, url: String) {
        let evidence = ReportFixture.evidence("x", score: 0)
        #expect(packageURL(ReportFixture.release(name, version, evidence, requiredBy: [], kind: kind)) == url)
    }

    @Test("annotations are one line each, escaped, at the manifest's line")
    func annotated() throws {
        let scratch = try ScratchDirectory()
        try Data("{\n\"packages\": {\n\"node_modules/odd\": {}\n}}\n".utf8).write(
            to: URL(fileURLWithPath: scratch.file("package-lock.json")))
        let folder = (scratch.file("x") as NSString).deletingLastPathComponent
        let place = ManifestPlace(folder: folder)
        let lines = annotations(of: ReportFixture.report(folder: folder), in: place, workspace: folder)
        #expect(lines.count == 3)
        for line in lines {
            #expect(!line.contains("\n") && !line.contains("\r") && !line.contains("##["))
            #expect(line.hasPrefix("::error ") || line.hasPrefix("::warning "))
            // Properties end at the first "::" behind the command, and package text cannot make one before.
            let properties = line.dropFirst(2).prefix(
                upTo: line.dropFirst(2).range(of: "::")?.lowerBound ?? line.endIndex)
            #expect(properties.contains("title=airlock%3A "), "\(line)")
        }
        #expect(
            lines.contains {
                $0.hasPrefix("::warning file=package-lock.json,line=3,title=airlock%3A warning odd@1.0.0::")
            })
    }

    @Test("JSON text keeps order, escapes what is invisible, and is what it was")
    func json() throws {
        let document = JSONDocument.object([
            ("b", .string(ReportFixture.hostile + "\u{1F600}\u{E0001}")), ("a", nil), ("c", .array([])),
            ("d", .number(.infinity)), ("e", .object([("f", .integer(-1)), ("g", .boolean(true)), ("h", .null)])),
        ])
        let text = document.text()
        #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E && $0.value != 0xE0001 })
        #expect(!text.contains("##["))
        let parsed = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(parsed["b"] as? String == ReportFixture.hostile + "\u{1F600}\u{E0001}")
        #expect(text.hasSuffix("\"c\":[],\"d\":null,\"e\":{\"f\":-1,\"g\":true,\"h\":null}}"))
    }
}
