import AirlockTestSupport
import Foundation
import Packages
import Testing
import Transfer

@testable import Gateway

@Suite("LikelyWheel")
struct LikelyWheelTests {
    private static let agent = #"pip/23.2.1 {"cpu":"x86_64","python":"3.11.7","system":{"name":"Linux"}}"#

    private func file(
        _ filename: String, requires: String? = nil, yanked: String? = nil, offersMetadata: Bool = true
    ) throws -> SimpleFile {
        let address = try #require(WebAddress("https://h.invalid/" + filename))
        return try #require(
            SimpleFile(
                project: "a", filename: filename, address: address, digests: [], requiresPython: requires,
                yankReason: yanked, metadata: offersMetadata ? .offered(nil) : .none))
    }

    @Test("only a pip that asks for metadata and tells its interpreter is guessed for")
    func clients() {
        #expect(LikelyWheel(userAgent: Self.agent) != nil)
        for other in [nil, "pip/22.3.1 {\"python\":\"3.11.7\"}", "pip/23.2.1", "uv/0.5 {\"python\":\"3.11.7\"}"] {
            #expect(LikelyWheel(userAgent: other) == nil)
        }
    }

    @Test("the newest final release that fits is chosen")
    func newest() throws {
        let guess = try #require(LikelyWheel(userAgent: Self.agent))
        let files = [
            try file("a-1.9-py3-none-any.whl"), try file("a-1.10-py2.py3-none-any.whl"),
            try file("a-2.0rc1-py3-none-any.whl"), try file("a-2.1-py3-none-any.whl", requires: ">=3.12"),
            try file("a-2.2-py3-none-any.whl", requires: ">=3.8,<3.11"), try file("a-2.3-py3-none-any.whl", yanked: ""),
            try file("a-2.4-cp312-cp312-manylinux_2_17_x86_64.whl"), try file("a-2.5-cp311-cp311-win_amd64.whl"),
            try file("a-2.6-py3-none-any.whl", offersMetadata: false), try file("a-2.7.tar.gz"),
        ]
        #expect(guess.choose(files)?.artifact.identity.version == "1.10")
        #expect(guess.choose([]) == nil)
        #if arch(x86_64) && os(Linux)
            let native =
                files + [
                    try file("a-1.10.post1-cp39-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl")
                ]
            #expect(guess.choose(native)?.artifact.identity.version == "1.10.post1")
        #endif
    }

    @Test("pages and metadata of the likely tree are fetched before pip asks, and no artifact is")
    func tree() async throws {
        func page(_ name: String) -> String {
            #"{"name": "\#(name)", "files": [{"filename": "\#(name)-1.0-py3-none-any.whl", "url": "/f/\#(name)-1.0-py3-none-any.whl","#
                + #" "hashes": {}, "core-metadata": true}]}"#
        }
        let type = "application/vnd.pypi.simple.v1+json"
        let server = try await LoopbackServer.start(routes: [
            "/s/a/": .text(page("a"), type: type), "/s/b/": .text(page("b"), type: type),
            "/f/a-1.0-py3-none-any.whl.metadata": .text("Name: a\nRequires-Dist: B (>=1)\n\n", type: "text/plain"),
            "/f/b-1.0-py3-none-any.whl.metadata": .text("Name: b\n\n", type: "text/plain"),
        ])
        let fixture = try await GatewayFixture(.init(pypiIndexes: [.init(url: server.url + "/s")]))
        _ = try await fixture.askPython("/simple/a/", headers: [("User-Agent", Self.agent)])
        while server.requests.count < 4 { try await Task.sleep(for: .milliseconds(5)) }
        _ = try await fixture.askPython("/simple/b/")
        #expect(
            server.requests.map(\.path) == [
                "/s/a/", "/f/a-1.0-py3-none-any.whl.metadata", "/s/b/", "/f/b-1.0-py3-none-any.whl.metadata",
            ])
        #expect(fixture.judge.likely.isEmpty)
        await fixture.stop()
        await server.stop()
    }

    @Test("expected projects are asked for once")
    func expected() async throws {
        let server = try await LoopbackServer.start(routes: [:])
        let fixture = try await GatewayFixture(.init(pypiIndexes: [.init(url: server.url + "/s")]))
        fixture.gateway.expect([PackageName("A_b", ecosystem: .pypi), PackageName("c", ecosystem: .npm)])
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        _ = try await fixture.askPython("/simple/a-b/")
        #expect(server.requests.map(\.path) == ["/s/a-b/"])
        await fixture.stop()
        await server.stop()
    }
}
