import AirlockTestSupport
import Foundation
import Packages
import Testing
import Transfer

@testable import Gateway

@Suite("NpmRegistryDoor")
struct NpmRegistryDoorTests {
    private static let sha512 =
        "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=="

    private static func packument(_ name: String, tarball: String, dependencies: String = "{}") -> String {
        """
        {"name": "\(name)",  "dist-tags": {"latest": "1.0.0"}, "extra": [1, {"ü": null}],
         "versions": {"1.0.0": {"name": "\(name)", "version": "1.0.0", "dependencies": \(dependencies),
           "dist": {"tarball": "\(tarball)", "integrity": "\(sha512)", "shasum": "zz"}},
         "0.1.0": {"dist": 7}}}
        """
    }

    private func fixture(
        _ routes: [String: LoopbackServer.Answer], basePath: String = "/", authorization: String? = nil,
        locked: [Artifact] = []
    ) async throws -> (GatewayFixture, LoopbackServer) {
        let server = try await LoopbackServer.start(routes: routes)
        let upstream = NpmUpstream(registryURL: server.url + basePath, authorization: authorization)
        let fixture = try await GatewayFixture(.init(npmUpstreams: [upstream], lockedTarballs: locked))
        return (fixture, server)
    }

    @Test("a packument passes byte for byte, with the client's accept and the user's token, once per session")
    func passThrough() async throws {
        let text = Self.packument("left", tarball: "https://host.invalid/left/-/left-1.0.0.tgz")
        let (fixture, server) = try await fixture(
            ["/repo/npm/left": .json(text)], basePath: "/repo/npm/", authorization: "Bearer upstream")
        for _ in 0..<2 {
            let (response, body) = try await fixture.askNpm("/left", headers: [("Accept", "application/json")])
            #expect(response.status == 200)
            #expect(response.header("content-type") == "application/json")
            #expect(body == Array(text.utf8))
        }
        #expect(server.requests.count == 1)
        #expect(server.requests.first?.header("authorization") == "Bearer upstream")
        #expect(server.requests.first?.header("accept") == "application/json")
        _ = try await fixture.askNpm("/left", headers: [("Accept", "application/vnd.npm.install-v1+json")])
        #expect(server.requests.count == 2)
        let name = PackageName("left", ecosystem: .npm)
        #expect(fixture.gateway.log().entries.filter { $0.event == .documentAsked(name) }.count == 3)
        await fixture.stop()
        await server.stop()
    }

    @Test("a tarball is asked of the handlers by its full upstream address and digests, and streamed")
    func tarball() async throws {
        let url = "https://host.invalid/base/left/-/left-1.0.0.tgz"
        let (fixture, server) = try await fixture(["/left": .json(Self.packument("left", tarball: url))])
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        try fixture.judge.hold("left-1.0.0.tgz", bytes)
        _ = try await fixture.askNpm("/left")
        let (response, body) = try await fixture.askNpm("/base/left/-/left-1.0.0.tgz")
        #expect(response.status == 200)
        #expect(body == bytes)
        let artifact = try #require(fixture.judge.asked.first)
        #expect(artifact.url == url)
        #expect(artifact.identity.description == "left@1.0.0")
        #expect(artifact.expectedDigests == Digest.parseIntegrity(Self.sha512))
        #expect(fixture.gateway.log().served == [artifact])
        #expect(fixture.judge.likely == [artifact])
        await fixture.stop()
        await server.stop()
    }

    @Test("a path below '/-/' that no packument was asked for is looked up by its package")
    func unaskedTarball() async throws {
        let server = try await LoopbackServer.start()
        let path = "/@a/b/-/b-1.0.0.tgz"
        server.setRoute("/@a%2fb", .json(Self.packument("@a/b", tarball: server.url + path)))
        let fixture = try await GatewayFixture(.init(npmUpstreams: [.init(registryURL: server.url)]))
        try fixture.judge.hold("b-1.0.0.tgz", [1, 2, 3])
        #expect(try await fixture.askNpm(path).body == [1, 2, 3])
        let (unknown, _) = try await fixture.askNpm("/@a/b/-/b-9.0.0.tgz")
        #expect(unknown.status == 404)
        let expected = GatewayLog.Event.unknownPath(.npm, path: "/@a/b/-/b-9.0.0.tgz")
        #expect(fixture.gateway.log().entries.contains { $0.event == expected })
        await fixture.stop()
        await server.stop()
    }

    @Test("a refused artifact is 403 with the reason and stands in the log")
    func refused() async throws {
        let url = "https://host.invalid/bad/-/bad-1.0.0.tgz"
        let (fixture, server) = try await fixture(["/bad": .json(Self.packument("bad", tarball: url))])
        _ = try await fixture.askNpm("/bad")
        let (response, body) = try await fixture.askNpm("/bad/-/bad-1.0.0.tgz")
        #expect(response.status == 403)
        #expect(String(decoding: body, as: UTF8.self) == #"{"error":"'bad@1.0.0' is flagged"}"#)
        #expect(fixture.gateway.log().refused.map(\.url) == [url])
        #expect(fixture.gateway.log().served.isEmpty)
        await fixture.stop()
        await server.stop()
    }

    @Test("one path on two hosts is refused unless npm's integrity header tells which file is meant")
    func collision() async throws {
        let name = PackageName("twin", ecosystem: .npm)
        let identity = PackageIdentity(name: name, version: "1.0.0")
        let first = DigestFunction.digest(of: [1], .sha512)
        let artifacts = [("one", first), ("two", DigestFunction.digest(of: [2], .sha512))].map { host, digest in
            Artifact(
                identity: identity, kind: .npmTarball, url: "https://\(host).invalid/twin/-/twin-1.0.0.tgz",
                filename: "twin-1.0.0.tgz", expectedDigests: [digest])
        }
        let (fixture, server) = try await fixture([:], locked: artifacts)
        try fixture.judge.hold("twin-1.0.0.tgz", [1])
        let path = "/twin/-/twin-1.0.0.tgz"
        #expect(try await fixture.askNpm(path).response.status == 409)
        #expect(fixture.judge.asked.isEmpty)
        let header = [("pacote-integrity", first.integrity)]
        #expect(try await fixture.askNpm(path, headers: header).response.status == 200)
        #expect(fixture.judge.asked == [artifacts[0]])
        await fixture.stop()
        await server.stop()
    }

    @Test("without the session's token everything is 401", arguments: [nil, "Bearer wrong", "Basic x"] as [String?])
    func unauthorized(header: String?) async throws {
        let (fixture, server) = try await fixture(["/left": .json("{}")])
        let door = try #require(fixture.gateway.npmDoors.first)
        let headers = header.map { [("Authorization", $0)] } ?? []
        #expect(try await fixture.ask(door.url + "left", headers: headers).response.status == 401)
        #expect(try await fixture.ask(door.url + "-/ping", headers: headers).response.status == 401)
        #expect(server.requests.isEmpty)
        await fixture.stop()
        await server.stop()
    }

    @Test("another Host, an unknown method and an unknown path are refused")
    func strangers() async throws {
        let (fixture, server) = try await fixture(["/left": .json("{}")])
        let foreign = try await fixture.askNpm("/left", headers: [("Host", "registry.invalid")])
        #expect(foreign.response.status == 421)
        #expect(try await fixture.askNpm("/left", method: .post([1])).response.status == 405)
        #expect(try await fixture.askNpm("/-/v1/search?text=x").response.status == 404)
        #expect(try await fixture.askNpm("/-/ping").response.status == 200)
        let port = try #require(fixture.gateway.npmDoors.first?.port)
        let put = "PUT /left HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Length: 0\r\n\r\n"
        #expect(try await RawExchange.send(put, port: port) { _ in false }.hasPrefix("HTTP/1.1 405"))
        let noHost = "GET /left HTTP/1.1\r\n\r\n"
        #expect(try await RawExchange.send(noHost, port: port) { _ in false }.hasPrefix("HTTP/1.1 421"))
        #expect(server.requests.isEmpty)
        await fixture.stop()
        await server.stop()
    }

    @Test("a 404 passes with its body and is no failure")
    func missing() async throws {
        let (fixture, server) = try await fixture(["/gone": .json(#"{"error":"Not found"}"#, status: 404)])
        let (response, body) = try await fixture.askNpm("/gone")
        #expect(response.status == 404)
        #expect(String(decoding: body, as: UTF8.self) == #"{"error":"Not found"}"#)
        #expect(fixture.gateway.log().upstreamFailures.isEmpty)
        await fixture.stop()
        await server.stop()
    }

    @Test(
        "an upstream that fails is 502 or 504 and an upstream failure in the log",
        arguments: [
            (LoopbackServer.Answer.text("no", status: 401), 502, 401), (.text("no", status: 500), 502, 500),
            (.text("<html>"), 502, 200), (.json(packument("other", tarball: "https://h.invalid/x.tgz")), 502, 200),
            (
                .init(
                    body: Array("{\"name\":".utf8) + [UInt8](repeating: 32, count: 90),
                    delivery: .truncated(afterBytes: 9)),
                504, nil
            ),
            (.redirect(to: "http://elsewhere.invalid/left"), 504, nil), (.init(delivery: .nothing), 504, nil),
            (.init(delivery: .garbage(Array("nonsense\n\n".utf8))), 504, nil),
        ] as [(LoopbackServer.Answer, Int, Int?)])
    func failures(answer: LoopbackServer.Answer, status: Int, upstreamStatus: Int?) async throws {
        let (fixture, server) = try await fixture(["/left": answer])
        #expect(try await fixture.askNpm("/left").response.status == status)
        let failure = try #require(fixture.gateway.log().upstreamFailures.first)
        #expect(failure.name == "left")
        #expect(failure.status == upstreamStatus)
        #expect(failure.message.contains("'left'"))
        #expect(fixture.judge.likely.isEmpty)
        await fixture.stop()
        await server.stop()
    }

    @Test("a redirect of the upstream is followed by the gateway and never relayed")
    func redirect() async throws {
        let text = Self.packument("left", tarball: "https://h.invalid/left-1.0.0.tgz")
        let (fixture, server) = try await fixture(["/left": .redirect(to: "/moved"), "/moved": .json(text)])
        let (response, body) = try await fixture.askNpm("/left")
        #expect(response.status == 200)
        #expect(body == Array(text.utf8))
        await fixture.stop()
        await server.stop()
    }

    @Test("the likely tree is fetched and reported before npm asks for it")
    func anticipation() async throws {
        let server = try await LoopbackServer.start { request in
            switch request.path {
            case "/a": .json(Self.packument("a", tarball: "https://h.invalid/a.tgz", dependencies: #"{"b": "^1"}"#))
            case "/b": .json(Self.packument("b", tarball: "https://h.invalid/b.tgz", dependencies: #"{"@s/c": "1"}"#))
            case "/s/@s%2fc": .json(Self.packument("@s/c", tarball: "https://h.invalid/c.tgz"))
            default: nil
            }
        }
        let scoped = NpmUpstream(registryURL: server.url + "/s/", scopes: ["@s"])
        let fixture = try await GatewayFixture(.init(npmUpstreams: [.init(registryURL: server.url), scoped]))
        _ = try await fixture.askNpm("/a")
        while fixture.judge.likely.count < 3 { try await Task.sleep(for: .milliseconds(5)) }
        _ = try await fixture.askNpm("/b")
        #expect(server.requests.count == 3)
        #expect(fixture.judge.likely.map(\.identity.name.written) == ["a", "b", "@s/c"])
        await fixture.stop()
        await server.stop()
    }

    @Test("npm's audit is posted to the upstream with the user's token")
    func audit() async throws {
        let path = "/-/npm/v1/security/advisories/bulk"
        let (fixture, server) = try await fixture(["/r" + path: .json("{}")], basePath: "/r", authorization: "Basic u")
        let (response, body) = try await fixture.askNpm(
            path, method: .post([31, 139, 8]), headers: [("Content-Encoding", "gzip")])
        #expect(response.status == 200)
        #expect(body == Array("{}".utf8))
        #expect(server.requests.first?.body == [31, 139, 8])
        #expect(server.requests.first?.header("content-encoding") == "gzip")
        #expect(server.requests.first?.header("authorization") == "Basic u")
        await fixture.stop()
        await server.stop()
    }

    @Test("HEAD has the length and no body, and a range is a part")
    func headAndRange() async throws {
        let url = "https://host.invalid/left/-/left-1.0.0.tgz"
        let (fixture, server) = try await fixture(["/left": .json(Self.packument("left", tarball: url))])
        try fixture.judge.hold("left-1.0.0.tgz", Array("0123456789".utf8))
        _ = try await fixture.askNpm("/left")
        let path = "/left/-/left-1.0.0.tgz"
        let head = try await fixture.askNpm(path, method: .head)
        #expect(head.response.header("content-length") == "10")
        #expect(head.body.isEmpty)
        let part = try await fixture.askNpm(path, headers: [("Range", "bytes=-3")])
        #expect(part.response.status == 206)
        #expect(part.response.header("content-range") == "bytes 7-9/10")
        #expect(part.body == Array("789".utf8))
        #expect(try await fixture.askNpm(path, headers: [("Range", "bytes=10-")]).response.status == 416)
        await fixture.stop()
        await server.stop()
    }

    @Test("a held file that changed its size is not sent")
    func changedFile() async throws {
        let url = "https://host.invalid/left/-/left-1.0.0.tgz"
        let (fixture, server) = try await fixture(["/left": .json(Self.packument("left", tarball: url))])
        fixture.judge.answer("left-1.0.0.tgz", .file(path: "/dev/null", byteCount: 3, sha256: ""))
        _ = try await fixture.askNpm("/left")
        #expect(try await fixture.askNpm("/left/-/left-1.0.0.tgz").response.status == 500)
        await fixture.stop()
        await server.stop()
    }

    @Test("one connection carries many requests")
    func keepAlive() async throws {
        let (fixture, server) = try await fixture([:])
        let door = try #require(fixture.gateway.npmDoors.first)
        let request =
            "GET /-/ping HTTP/1.1\r\nHost: 127.0.0.1:\(door.port)\r\n"
            + "Authorization: Bearer \(fixture.gateway.npmToken)\r\n\r\n"
        let answer = try await RawExchange.send(request + request + request, port: door.port) { text in
            text.components(separatedBy: "HTTP/1.1 200").count == 4 && text.hasSuffix("{}")
        }
        #expect(answer.components(separatedBy: "HTTP/1.1 200").count == 4)
        await fixture.stop()
        await server.stop()
    }
}
