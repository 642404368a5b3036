import Packages
import Testing

@testable import Resolution

@Suite("pip reports")
struct PipReportTests {
    @Test("each entry is a node with the artifact that was offered at its address")
    func nodes() throws {
        let plan = try PipReport(parsing: Array(report.utf8), path: "report.json").plan(mapping: offered)
        #expect(
            plan.nodes.map(\.artifact.filename) == [
                "deep-3-py3-none-any.whl", "mid_dle-2.tar.gz", "top-1-py3-none-any.whl",
            ])
        #expect(plan.nodes.map(\.requiredBy) == [["top", "Mid.dle"], ["top"], []])
        #expect(plan.nodes.map(\.isDirect) == [false, false, true])
        #expect(plan.nodes.map(\.artifact.url).allSatisfy { $0.hasPrefix("https://index.invalid/") })
        #expect(plan.nodes.map(\.notes) == [[.yanked], [], []])
        #expect(plan.refused.isEmpty)
    }

    @Test("an address that no index gave out is an error")
    func unknownAddress() throws {
        let report = try PipReport(parsing: Array(report.utf8), path: "report.json")
        #expect(throws: ResolutionError.self) { try report.plan { _ in nil } }
    }

    @Test("a digest other than the index's is an error")
    func otherDigest() throws {
        let other = report.replacing(String(repeating: "ab", count: 32), with: String(repeating: "cd", count: 32))
        let report = try PipReport(parsing: Array(other.utf8), path: "report.json")
        #expect(throws: ResolutionError.self) { try report.plan(mapping: offered) }
    }

    @Test(
        "what is not from an index is refused or left out",
        arguments: [
            (#"{"url":"git+https://h.invalid/x","vcs_info":{"vcs":"git"}}"#, PlanRefusal.Kind?.some(.git)),
            (#"{"url":"https://h.invalid/x.git","vcs_info":{}}"#, .git),
            (#"{"url":"file:///x/y.whl","archive_info":{}}"#, .localArchive),
            (#"{"url":"file:///x/y","dir_info":{"editable":true}}"#, .localArchive),
        ])
    func otherSources(download: String, refused: PlanRefusal.Kind?) throws {
        let text = #"{"version":"1","install":[{"download_info":\#(download),"metadata":{"name":"x","version":"1"}}]}"#
        let plan = try PipReport(parsing: Array(text.utf8), path: "report.json").plan { _ in nil }
        #expect(plan.refused.map(\.kind) == (refused.map { [$0] } ?? []))
        #expect(plan.nodes.isEmpty)
    }

    @Test("a folder that the user asked for is the user's own")
    func ownFolder() throws {
        let text =
            #"{"version":"1","install":[{"requested":true,"download_info":{"url":"file:///x/y","dir_info":{}},"metadata":{"name":"x","version":"1"}}]}"#
        let plan = try PipReport(parsing: Array(text.utf8), path: "report.json").plan { _ in nil }
        #expect(plan.refused.isEmpty && plan.nodes.isEmpty)
    }

    @Test(
        "a malformed report is an error that names it",
        arguments: [
            "", "{}", "[]", #"{"version":"2","install":[]}"#, #"{"version":1,"install":[]}"#, #"{"version":"1"}"#,
            #"{"version":"1","install":{}}"#, #"{"version":"1","install":[1]}"#, #"{"version":"1","install":[{}]}"#,
            #"{"version":"1","install":[{"metadata":{"name":"","version":"1"}}]}"#,
            #"{"version":"1","install":[{"metadata":{"name":"x","version":"1"},"download_info":{"url":"u"}}]}"#,
        ])
    func malformed(_ text: String) {
        let error = #expect(throws: ResolutionError.self) {
            try PipReport(parsing: Array(text.utf8), path: "report.json").plan(mapping: offered)
        }
        #expect(error?.description.contains("'report.json'") == true)
    }

    @Test("every truncation is an error or a plan, never a trap")
    func truncations() {
        let bytes = Array(report.utf8)
        for length in 0..<bytes.count {
            _ = try? PipReport(parsing: Array(bytes[..<length]), path: "report.json").plan(mapping: offered)
        }
    }

    private func offered(_ address: String) -> Artifact? {
        guard address.hasPrefix("http://127.0.0.1:1/") else { return nil }
        let filename = filename(ofAddress: address)
        let name = String(filename.prefix { $0 != "-" })
        let digest = Digest(algorithm: .sha256, hexadecimal: String(repeating: "ab", count: 32))
        return Artifact(
            identity: PackageIdentity(name: PackageName(name, ecosystem: .pypi), version: "1"),
            kind: ArtifactKind.ofPythonFile(named: filename) ?? .sdist, url: "https://index.invalid/" + filename,
            filename: filename, expectedDigests: digest.map { [$0] } ?? [])
    }
}

private let report = """
    {"version":"1","pip_version":"26.3","environment":{},"install":[
    {"download_info":{"url":"http://127.0.0.1:1/files/top-1-py3-none-any.whl#sha256=00",
      "archive_info":{"hash":"sha256=\(hash)","hashes":{"sha256":"\(hash)"}}},"is_direct":false,"is_yanked":false,
      "requested":true,"metadata":{"name":"top","version":"1","requires_dist":["mid-dle>=2","absent; extra == 'x'"]}},
    {"download_info":{"url":"http://127.0.0.1:1/files/mid_dle-2.tar.gz","archive_info":{"hash":"sha256=\(hash)"}},
      "requested":false,"metadata":{"name":"Mid.dle","version":"2","requires_dist":["deep[extra] (>=3) ; python_version > '3'"]}},
    {"download_info":{"url":"http://127.0.0.1:1/files/deep-3-py3-none-any.whl","archive_info":{}},"is_yanked":true,
      "requested":false,"metadata":{"name":"deep","version":"3","requires_dist":["top"]}}
    ]}
    """

private let hash = String(repeating: "ab", count: 32)
