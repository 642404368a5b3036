import AirlockTestSupport
import Foundation
import Packages
import Testing
import Transfer

@testable import Gateway

@Suite("SimpleIndexDoor")
struct SimpleIndexDoorTests {
    private static let wheelDigest = String(repeating: "ab", count: 32)
    private static let html = """
        <!DOCTYPE html><html><body>
        <a href="../../files/Demo_Kit-1.0-py3-none-any.whl#sha256=\(wheelDigest)" data-requires-python="&gt;=3.8"
           data-core-metadata="true">Demo_Kit-1.0-py3-none-any.whl</a>
        <a href="https://host.invalid/demo-kit-0.9.tar.gz" data-yanked="broken &amp; old">demo-kit-0.9.tar.gz</a>
        <a href="/files/other-1.0-py3-none-any.whl">other</a> <a href="/files/demo_kit-1.0.egg">egg</a>
        <a href="file:///etc/demo-kit-6.6.tar.gz">local</a>
        </body></html>
        """
    private static let json = """
        {"meta": {"api-version": "1.1"}, "name": "demo-kit", "files": [
          {"filename": "demo_kit-2.0-py3-none-any.whl", "url": "/files/demo_kit-2.0-py3-none-any.whl",
           "hashes": {"sha256": "\(wheelDigest)"}, "core-metadata": {"sha256": "\(wheelDigest)"}, "size": 5,
           "requires-python": null, "yanked": false}, {"filename": 1}, "odd"]}
        """
    private static let jsonAccept =
        "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.1, text/html;q=0.01"

    private func fixture(_ configuration: GatewayConfiguration) async throws -> GatewayFixture {
        try await GatewayFixture(configuration)
    }

    private static func links(in page: String) -> [String] {
        page.components(separatedBy: "href=\"").dropFirst().map { String($0.prefix { $0 != "\"" && $0 != "#" }) }
    }

    @Test("an HTML page of an index becomes an HTML page of ours, without foreign files, eggs and local links")
    func fromHTML() async throws {
        let server = try await LoopbackServer.start(routes: ["/simple/demo-kit/": .text(Self.html, type: "text/html")])
        let fixture = try await fixture(.init(pypiIndexes: [.init(url: server.url + "/simple/")]))
        let (response, page) = try await fixture.askPython("/simple/Demo.Kit/")
        #expect(response.status == 200)
        #expect(response.header("content-type") == "text/html; charset=utf-8")
        #expect(Self.links(in: page).count == 2)
        #expect(page.contains("#sha256=\(Self.wheelDigest)"))
        #expect(page.contains("data-requires-python=\"&gt;=3.8\""))
        #expect(page.contains("data-core-metadata=\"true\""))
        #expect(page.contains("data-yanked=\"broken &amp; old\""))
        #expect(!page.contains(server.url))
        #expect(server.requests.first?.header("accept")?.hasPrefix("application/vnd.pypi.simple.v1+json") == true)
        await fixture.stop()
        await server.stop()
    }

    @Test("a JSON page becomes a JSON or an HTML page, as the client asks")
    func fromJSON() async throws {
        let type = "application/vnd.pypi.simple.v1+json"
        let server = try await LoopbackServer.start(routes: ["/s/demo-kit/": .text(Self.json, type: type)])
        let fixture = try await fixture(.init(pypiIndexes: [.init(url: server.url + "/s")]))
        let (response, page) = try await fixture.askPython("/simple/demo-kit/", accept: Self.jsonAccept)
        #expect(response.header("content-type") == type)
        let document = try JSONSerialization.jsonObject(with: Data(page.utf8)) as? [String: Any]
        let file = try #require((document?["files"] as? [[String: Any]])?.first)
        #expect(file["filename"] as? String == "demo_kit-2.0-py3-none-any.whl")
        #expect(file["hashes"] as? [String: String] == ["sha256": Self.wheelDigest])
        #expect(file["core-metadata"] as? [String: String] == ["sha256": Self.wheelDigest])
        #expect(file["size"] as? Int == 5)
        #expect(file["yanked"] == nil)
        let (_, html) = try await fixture.askPython("/simple/demo-kit/")
        #expect(html.contains("data-core-metadata=\"sha256=\(Self.wheelDigest)\""))
        #expect(server.requests.count == 1)
        await fixture.stop()
        await server.stop()
    }

    @Test("several indexes and find-links are merged in order, and one that lacks the project is no failure")
    func merged() async throws {
        let first = try await LoopbackServer.start(routes: ["/s/demo-kit/": .text(Self.html, type: "text/html")])
        let second = try await LoopbackServer.start()
        let third = try await LoopbackServer.start(routes: [
            "/s/demo-kit/": .text(Self.json, type: "application/vnd.pypi.simple.v1+json")
        ])
        let folder = FileManager.default.temporaryDirectory.appending(path: "airlock-links-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data([1]).write(to: folder.appending(path: "demo_kit-3.0-py3-none-any.whl"))
        try Data([1]).write(to: folder.appending(path: "unrelated-3.0.tar.gz"))
        let fixture = try await fixture(
            .init(
                pypiIndexes: [first, second, third].map { .init(url: $0.url + "/s/") }, findLinks: [folder.path]))
        let (_, page) = try await fixture.askPython("/simple/demo-kit/")
        let names = Self.links(in: page).map { String($0.split(separator: "/").last ?? "") }
        #expect(
            names == [
                "demo_kit-3.0-py3-none-any.whl", "Demo_Kit-1.0-py3-none-any.whl", "demo-kit-0.9.tar.gz",
                "demo_kit-2.0-py3-none-any.whl",
            ])
        let local = try #require(Self.links(in: page).first)
        let upstream = fixture.gateway.upstreamURL(forLoopback: fixture.gateway.pypiIndexURL.origin + local)
        #expect(upstream == "file://\(folder.path)/demo_kit-3.0-py3-none-any.whl")
        #expect(try await fixture.askPython("/simple/absent/").response.status == 404)
        #expect(fixture.gateway.log().upstreamFailures.isEmpty)
        try FileManager.default.removeItem(at: folder)
        await fixture.stop()
        for server in [first, second, third] { await server.stop() }
    }

    @Test("a file is asked of the handlers by its upstream address, streamed or refused")
    func files() async throws {
        let server = try await LoopbackServer.start(routes: ["/s/demo-kit/": .text(Self.html, type: "text/html")])
        let fixture = try await fixture(.init(pypiIndexes: [.init(url: server.url + "/s/")]))
        try fixture.judge.hold("Demo_Kit-1.0-py3-none-any.whl", [9, 9, 9])
        let (_, page) = try await fixture.askPython("/simple/demo-kit/")
        let links = Self.links(in: page)
        let origin = fixture.gateway.pypiIndexURL.origin
        let (served, body) = try await fixture.ask(origin + links[0])
        #expect(served.status == 200)
        #expect(body == [9, 9, 9])
        let (refused, reason) = try await fixture.ask(origin + links[1])
        #expect(refused.status == 403)
        #expect(String(decoding: reason, as: UTF8.self) == "'demo-kit@0.9' is flagged\n")
        #expect(
            fixture.judge.asked.map(\.url) == [
                server.url + "/files/Demo_Kit-1.0-py3-none-any.whl", "https://host.invalid/demo-kit-0.9.tar.gz",
            ])
        #expect(fixture.judge.asked.map(\.kind) == [.wheel, .sdist])
        #expect(fixture.judge.asked[0].expectedDigests.map(\.hexadecimal) == [Self.wheelDigest])
        let log = fixture.gateway.log()
        #expect(log.served.map(\.filename) == ["Demo_Kit-1.0-py3-none-any.whl"])
        #expect(log.refused.map(\.filename) == ["demo-kit-0.9.tar.gz"])
        #expect(try await fixture.ask(origin + links[0] + "x").response.status == 404)
        await fixture.stop()
        await server.stop()
    }

    @Test("metadata is served when its digest is right, marks its wheel as likely, and fetches its requirements' pages")
    func metadata() async throws {
        let text =
            "Metadata-Version: 2.1\nName: demo-kit\nRequires-Dist: Next_One (>=1)\n"
            + "Requires-Dist: later ; extra == 'x'\n\nRequires-Dist: prose\n"
        let digest = DigestFunction.digest(of: Array(text.utf8), .sha256).hexadecimal
        let wheel = "demo_kit-2.0-py3-none-any.whl"
        let page = Self.json.replacing(
            "\"core-metadata\": {\"sha256\": \"\(Self.wheelDigest)\"}",
            with: "\"core-metadata\": {\"sha256\": \"\(digest)\"}")
        let server = try await LoopbackServer.start(routes: [
            "/s/demo-kit/": .text(page, type: "application/vnd.pypi.simple.v1+json"),
            "/files/\(wheel).metadata": .text(text),
        ])
        let fixture = try await fixture(.init(pypiIndexes: [.init(url: server.url + "/s/")]))
        let link = try #require(Self.links(in: try await fixture.askPython("/simple/demo-kit/").body).first)
        let url = fixture.gateway.pypiIndexURL.origin + link + ".metadata"
        let (response, body) = try await fixture.ask(url)
        #expect(response.status == 200)
        #expect(String(decoding: body, as: UTF8.self) == text)
        #expect(fixture.judge.likely.map(\.filename) == [wheel])
        while server.requests(forPath: "/s/next-one/").isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        #expect(server.requests(forPath: "/s/later/").isEmpty)
        #expect(server.requests(forPath: "/s/prose/").isEmpty)
        await fixture.stop()
        await server.stop()
    }

    @Test("metadata with another digest than stated is an upstream failure")
    func wrongMetadata() async throws {
        let server = try await LoopbackServer.start(routes: [
            "/s/demo-kit/": .text(Self.json, type: "application/vnd.pypi.simple.v1+json"),
            "/files/demo_kit-2.0-py3-none-any.whl.metadata": .text("Name: demo-kit\n"),
        ])
        let fixture = try await fixture(.init(pypiIndexes: [.init(url: server.url + "/s/")]))
        let link = try #require(Self.links(in: try await fixture.askPython("/simple/demo-kit/").body).first)
        let (response, _) = try await fixture.ask(fixture.gateway.pypiIndexURL.origin + link + ".metadata")
        #expect(response.status == 502)
        #expect(Set(fixture.gateway.log().upstreamFailures.map(\.name)) == ["demo_kit-2.0-py3-none-any.whl.metadata"])
        await fixture.stop()
        await server.stop()
    }

    @Test("in the install phase a planned project lists its plan and what was served, with the judged digest")
    func pruned() async throws {
        let server = try await LoopbackServer.start(routes: ["/s/demo-kit/": .text(Self.html, type: "text/html")])
        let fixture = try await fixture(.init(pypiIndexes: [.init(url: server.url + "/s/")]))
        try fixture.judge.hold("Demo_Kit-1.0-py3-none-any.whl", [9])
        let (_, all) = try await fixture.askPython("/simple/demo-kit/")
        _ = try await fixture.ask(fixture.gateway.pypiIndexURL.origin + Self.links(in: all)[1])
        let digest = try #require(Digest(algorithm: .sha256, hexadecimal: Self.wheelDigest))
        let name = PackageName("demo-kit", ecosystem: .pypi)
        let planned = Artifact(
            identity: PackageIdentity(name: name, version: "0.9"), kind: .sdist,
            url: "https://host.invalid/demo-kit-0.9.tar.gz", filename: "demo-kit-0.9.tar.gz", expectedDigests: [digest])
        fixture.gateway.enter(.install(allowed: [planned]))
        let (_, page) = try await fixture.askPython("/simple/demo-kit/")
        #expect(Self.links(in: page).map { $0.hasSuffix("demo-kit-0.9.tar.gz") } == [true])
        #expect(page.contains("demo-kit-0.9.tar.gz#sha256=\(Self.wheelDigest)"))
        _ = try await fixture.ask(fixture.gateway.pypiIndexURL.origin + Self.links(in: all)[0])
        #expect(Self.links(in: try await fixture.askPython("/simple/demo-kit/").body).count == 2)
        let last = fixture.gateway.log().entries.last
        #expect(last?.isInstallPhase == true)
        await fixture.stop()
        await server.stop()
    }

    @Test("without the secret, with another Host or by POST nothing is told")
    func strangers() async throws {
        let server = try await LoopbackServer.start(routes: ["/s/demo-kit/": .text(Self.html, type: "text/html")])
        let fixture = try await fixture(.init(pypiIndexes: [.init(url: server.url + "/s/")]))
        let origin = fixture.gateway.pypiIndexURL.origin
        let wrong = origin + "/" + String(repeating: "0", count: 64) + "/simple/demo-kit/"
        #expect(try await fixture.ask(wrong).response.status == 404)
        #expect(try await fixture.ask(origin + "/simple/demo-kit/").response.status == 404)
        let page = fixture.gateway.pypiIndexURL + "/demo-kit/"
        #expect(try await fixture.ask(page, headers: [("Host", "evil.invalid")]).response.status == 421)
        #expect(try await fixture.ask(page, method: .post([])).response.status == 405)
        #expect(server.requests.isEmpty)
        let strangers = fixture.gateway.log().entries.filter { $0.event == .strangerRefused(door: "PyPI") }
        #expect(strangers.count == 3)
        await fixture.stop()
        await server.stop()
    }

    @Test(
        "an index that fails is 502 or 504 and an upstream failure in the log",
        arguments: [
            (LoopbackServer.Answer.text("no", status: 401), 502), (.text("no", status: 500), 502),
            (.text("plain", type: "application/zip"), 502), (.json("[1]"), 502),
            (.init(body: [60, 97], delivery: .truncated(afterBytes: 1)), 504),
            (.redirect(to: "http://elsewhere.invalid/"), 504), (.init(delivery: .nothing), 504),
        ] as [(LoopbackServer.Answer, Int)])
    func failures(answer: LoopbackServer.Answer, status: Int) async throws {
        let server = try await LoopbackServer.start(routes: ["/s/demo-kit/": answer])
        let fixture = try await fixture(.init(pypiIndexes: [.init(url: server.url + "/s/")]))
        #expect(try await fixture.askPython("/simple/demo-kit/").response.status == status)
        #expect(Set(fixture.gateway.log().upstreamFailures.map(\.name)) == ["demo-kit"])
        await fixture.stop()
        await server.stop()
    }

    @Test("an index's user and password go to that index and into no page, log or translation")
    func credentials() async throws {
        let server = try await LoopbackServer.start(routes: ["/s/demo-kit/": .text(Self.html, type: "text/html")])
        let url = server.url.replacing("http://", with: "http://me:p%40ss@") + "/s/"
        let fixture = try await fixture(.init(pypiIndexes: [.init(url: url)]))
        let (_, page) = try await fixture.askPython("/simple/demo-kit/")
        #expect(server.requests.first?.header("authorization") == "Basic bWU6cEBzcw==")
        #expect(!page.contains("p%40ss"))
        #expect(fixture.gateway.authorization(forURL: server.url + "/files/x.whl") == "Basic bWU6cEBzcw==")
        #expect(fixture.gateway.authorization(forURL: "https://host.invalid/x.whl") == nil)
        let shown = fixture.gateway.translate(Array("Looking in indexes: \(fixture.gateway.pypiIndexURL)".utf8))
        #expect(String(decoding: shown, as: UTF8.self).hasSuffix("http://me:****@127.0.0.1:\(server.port)/s/"))
        await fixture.stop()
        await server.stop()
    }

    @Test("every address of the door in a report is translated, all else stays as it is")
    func translation() async throws {
        let server = try await LoopbackServer.start(routes: ["/s/demo-kit/": .text(Self.html, type: "text/html")])
        let fixture = try await fixture(.init(pypiIndexes: [.init(url: server.url + "/s/")]))
        let link = try #require(Self.links(in: try await fixture.askPython("/simple/demo-kit/").body).first)
        let origin = fixture.gateway.pypiIndexURL.origin
        let file = origin + link
        let withUser = file.replacing("http://", with: "http://a:b@")
        let text = """
            {"url": "\(file)", "u2": "\(withUser)#sha256=00", "m": "\(file).metadata", "p": "\(origin)/else",
             "i": "\(fixture.gateway.pypiIndexURL)/demo-kit/", "ü": "\(fixture.gateway.pypiIndexURL)"} \(file)
            """
        let upstream = server.url + "/files/Demo_Kit-1.0-py3-none-any.whl"
        let expected = """
            {"url": "\(upstream)", "u2": "\(upstream)#sha256=00", "m": "\(upstream).metadata", "p": "\(origin)/else",
             "i": "\(server.url)/s/demo-kit/", "ü": "\(server.url)/s/"} \(upstream)
            """
        #expect(String(decoding: fixture.gateway.translate(Array(text.utf8)), as: UTF8.self) == expected)
        #expect(fixture.gateway.upstreamURL(forLoopback: withUser + "#sha256=00") == upstream + "#sha256=00")
        #expect(fixture.gateway.upstreamURL(forLoopback: "https://host.invalid/") == nil)
        #expect(fixture.gateway.artifact(forLoopback: withUser + "#sha256=00")?.url == upstream)
        #expect(fixture.gateway.artifact(forLoopback: file + ".metadata") == nil)
        #expect(fixture.gateway.artifact(forLoopback: fixture.gateway.pypiIndexURL + "/demo-kit/") == nil)
        #expect(fixture.gateway.translate([]) == [])
        await fixture.stop()
        await server.stop()
    }

    @Test("with no-index only find-links are read")
    func noIndex() async throws {
        let server = try await LoopbackServer.start(routes: [
            "/s/demo-kit/": .text(Self.json, type: "application/vnd.pypi.simple.v1+json"),
            "/links": .text(Self.html, type: "text/html"),
        ])
        let fixture = try await fixture(
            .init(pypiIndexes: [.init(url: server.url + "/s/")], findLinks: [server.url + "/links"], noIndex: true))
        #expect(Self.links(in: try await fixture.askPython("/simple/demo-kit/").body).count == 2)
        #expect(try await fixture.askPython("/simple/absent/").response.status == 404)
        #expect(server.requests.map(\.path) == ["/links"])
        await fixture.stop()
        await server.stop()
    }
}

extension String {
    /// Scheme, host and port of a URL.
    fileprivate var origin: String { split(separator: "/", maxSplits: 2).prefix(2).joined(separator: "//") }
}
