import AirlockTestSupport
import Packages
import Testing
import Transfer

@testable import Gateway

@Suite("ProxyConnection")
struct ProxyConnectionTests {
    private func ask(_ fixture: GatewayFixture, _ request: String, authorized: Bool = true) async throws -> String {
        let proxy = try #require(WebAddress(fixture.gateway.proxyURL))
        let port = try #require(proxy.authority.split(separator: ":").last.flatMap { Int($0) })
        let credentials = BasicCredentials.encoded(user: "airlock", password: fixture.gateway.npmToken)
        let header = authorized ? "Proxy-Authorization: Basic \(credentials)\r\n" : ""
        return try await RawExchange.send(request + "\r\n" + header + "\r\n", port: port) { text in
            text.hasPrefix("HTTP/1.1 200") && text.hasSuffix("done")
        }
    }

    @Test("a refused CONNECT gets 403 with one line, and the log has the host")
    func refused() async throws {
        let fixture = try await GatewayFixture(.init())
        let answer = try await ask(fixture, "CONNECT Files.Invalid.:443 HTTP/1.1")
        #expect(answer.hasPrefix("HTTP/1.1 403 "))
        #expect(answer.hasSuffix("\r\n\r\nairlock refuses a connection to 'files.invalid' past the gateway\n"))
        #expect(fixture.judge.hosts == ["files.invalid:443"])
        let refused = fixture.gateway.log().refusedTunnels
        #expect(refused.map(\.host) == ["files.invalid"])
        #expect(refused.map(\.port) == [443])
        await fixture.stop()
    }

    @Test("an allowed CONNECT is a tunnel in both directions")
    func tunnel() async throws {
        let server = try await LoopbackServer.start(routes: ["/x": .text("all done")])
        let fixture = try await GatewayFixture(.init())
        fixture.judge.allow(host: "127.0.0.1")
        let proxy = try #require(WebAddress(fixture.gateway.proxyURL))
        let port = try #require(proxy.authority.split(separator: ":").last.flatMap { Int($0) })
        let credentials = BasicCredentials.encoded(user: "airlock", password: fixture.gateway.npmToken)
        let head = "CONNECT 127.0.0.1:\(server.port) HTTP/1.1\r\nProxy-Authorization: basic \(credentials)\r\n\r\n"
        let inner = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n"
        let answer = try await RawExchange.send(head + inner, port: port) { $0.hasSuffix("done") }
        #expect(answer.hasPrefix("HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200"))
        #expect(server.requests.map(\.path) == ["/x"])
        let opened = GatewayLog.Event.tunnelOpened(host: "127.0.0.1", port: server.port)
        #expect(fixture.gateway.log().entries.map(\.event) == [opened])
        await fixture.stop()
        await server.stop()
    }

    @Test("a host that cannot be reached is 502")
    func unreachable() async throws {
        let server = try await LoopbackServer.start()
        let port = server.port
        await server.stop()
        let fixture = try await GatewayFixture(.init())
        fixture.judge.allow(host: "127.0.0.1")
        #expect(try await ask(fixture, "CONNECT 127.0.0.1:\(port) HTTP/1.1").hasPrefix("HTTP/1.1 502"))
        await fixture.stop()
    }

    @Test("plain http through the proxy is refused without asking")
    func plain() async throws {
        let fixture = try await GatewayFixture(.init())
        fixture.judge.allow(host: "files.invalid")
        let answer = try await ask(fixture, "GET http://files.invalid/x.tgz HTTP/1.1")
        #expect(answer.hasPrefix("HTTP/1.1 403"))
        #expect(fixture.judge.hosts.isEmpty)
        #expect(fixture.gateway.log().refusedTunnels.map(\.port) == [80])
        await fixture.stop()
    }

    @Test("without credentials the proxy asks for them and opens nothing")
    func unauthorized() async throws {
        let fixture = try await GatewayFixture(.init())
        let answer = try await ask(fixture, "CONNECT files.invalid:443 HTTP/1.1", authorized: false)
        #expect(answer.hasPrefix("HTTP/1.1 407"))
        #expect(answer.contains("Proxy-Authenticate: Basic"))
        #expect(fixture.judge.hosts.isEmpty)
        await fixture.stop()
    }

    @Test(
        "a head without end, without host or with a wrong port is refused",
        arguments: [
            "CONNECT files.invalid HTTP/1.1", "CONNECT files.invalid:0 HTTP/1.1", "CONNECT a b:443 HTTP/1.1",
            "CONNECT files.invalid:443", "CONNECT fi/les.invalid:443 HTTP/1.1", "GET / HTTP/1.1",
            String(repeating: "x", count: 20_000),
        ])
    func malformed(head: String) async throws {
        let fixture = try await GatewayFixture(.init())
        let answer = try await ask(fixture, head)
        #expect(answer.hasPrefix("HTTP/1.1 400") || answer.hasPrefix("HTTP/1.1 431"))
        #expect(fixture.judge.hosts.isEmpty)
        await fixture.stop()
    }
}
