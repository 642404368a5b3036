import AirlockTestSupport
import Synchronization
import Testing

@testable import Transfer

@Suite("HTTPTransfer")
struct HTTPTransferTests {
    private let limits = TransferLimits(maximumBytes: 1 << 20, totalSeconds: 300, connectSeconds: 60)

    private func failure(
        of url: String, limits: TransferLimits? = nil, configuration: TransferConfiguration = .init()
    ) async throws -> TransferError? {
        let transfer = try HTTPTransfer(configuration)
        defer { transfer.close() }
        do {
            _ = try await transfer.collect(TransferRequest(url: url), limits: limits ?? self.limits)
            return nil
        } catch { return error }
    }

    @Test("a body, its status and its headers arrive as sent")
    func plainBody() async throws {
        let body = (0..<70_000).map { UInt8(truncatingIfNeeded: $0) }
        let server = try await LoopbackServer.start(routes: [
            "/a": .init(headers: [("ETag", "\"x\""), ("X-Empty", "")], body: body)
        ])
        let transfer = try HTTPTransfer(.init())
        defer { transfer.close() }
        let (response, received) = try await transfer.collect(
            TransferRequest(url: server.url + "/a", headers: [("Accept", "text/x")]), limits: limits)
        #expect(response.status == 200)
        #expect(response.header("etag") == "\"x\"")
        #expect(response.header("x-empty") == "")
        #expect(response.finalURL == server.url + "/a")
        #expect(received == body)
        #expect(server.requests.first?.header("accept") == "text/x")
        #expect(server.requests.first?.header("accept-encoding") == "identity")
        await server.stop()
    }

    @Test("many transfers at once all arrive and reuse connections")
    func parallel() async throws {
        let server = try await LoopbackServer.start(answering: { .text($0.path) })
        let transfer = try HTTPTransfer(.init())
        defer { transfer.close() }
        let url = server.url
        let bodies = await withTaskGroup(of: String?.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let answer = try? await transfer.collect(
                        TransferRequest(url: "\(url)/\(number)"), limits: TransferLimits(maximumBytes: 100))
                    return answer.map { String(decoding: $0.1, as: UTF8.self) }
                }
            }
            return await group.reduce(into: Set<String>()) { if let body = $1 { $0.insert(body) } }
        }
        #expect(bodies.count == 200)
        #expect(Set(server.requests.map(\.connection)).count <= 24)
        await server.stop()
    }

    @Test(
        "an answer that ends too early is truncated",
        arguments: [
            LoopbackServer.Answer(body: Array("0123456789".utf8), delivery: .truncated(afterBytes: 4)),
            .init(body: Array("0123456789".utf8), delivery: .chunkedWithoutEnd),
        ])
    func truncated(answer: LoopbackServer.Answer) async throws {
        let server = try await LoopbackServer.start(routes: ["/a": answer])
        #expect(try await failure(of: server.url + "/a") == .truncated(url: server.url + "/a"))
        await server.stop()
    }

    @Test("an answer that is not HTTP is a protocol error")
    func garbage() async throws {
        let server = try await LoopbackServer.start(routes: ["/a": .init(delivery: .garbage(Array("hello\n\n".utf8)))])
        let failure = try await failure(of: server.url + "/a")
        guard case .protocolError = failure else {
            Issue.record("expected a protocol error, got \(String(describing: failure))")
            return
        }
        await server.stop()
    }

    @Test(
        "a body over the limit is refused, with and without a stated length",
        arguments: [LoopbackServer.Answer.Delivery.whole, .chunked])
    func tooLarge(delivery: LoopbackServer.Answer.Delivery) async throws {
        let server = try await LoopbackServer.start(routes: [
            "/a": .init(body: [UInt8](repeating: 65, count: 2000), delivery: delivery)
        ])
        let failure = try await failure(of: server.url + "/a", limits: TransferLimits(maximumBytes: 1999))
        #expect(failure == .tooLarge(url: server.url + "/a", maximumBytes: 1999))
        #expect(try await self.failure(of: server.url + "/a", limits: TransferLimits(maximumBytes: 2000)) == nil)
        await server.stop()
    }

    @Test("a silent server runs into the time limit")
    func timeout() async throws {
        let server = try await LoopbackServer.start(routes: ["/a": .init(delivery: .silence)])
        let limits = TransferLimits(maximumBytes: 10, totalSeconds: 0.3)
        #expect(try await failure(of: server.url + "/a", limits: limits) == .timeout(url: server.url + "/a"))
        await server.stop()
    }

    @Test("a host without a server cannot be connected to, and a host without an address cannot be resolved")
    func unreachable() async throws {
        let server = try await LoopbackServer.start()
        let url = server.url
        await server.stop()
        guard case .connect = try await failure(of: url) else {
            Issue.record("expected a connection failure")
            return
        }
        let unresolved = try await failure(of: "https://registry.invalid/a")
        #expect(unresolved == .resolve(host: "registry.invalid"))
    }

    @Test("a redirect within loopback is followed and the last URL is reported")
    func redirect() async throws {
        let server = try await LoopbackServer.start(routes: ["/a": .redirect(to: "/b?x=1"), "/b": .text("there")])
        let transfer = try HTTPTransfer(.init())
        defer { transfer.close() }
        let (response, body) = try await transfer.collect(TransferRequest(url: server.url + "/a"), limits: limits)
        #expect(response.finalURL == server.url + "/b?x=1")
        #expect(String(decoding: body, as: UTF8.self) == "there")
        await server.stop()
    }

    @Test("redirects that never end are stopped")
    func redirectLoop() async throws {
        let server = try await LoopbackServer.start(routes: ["/a": .redirect(to: "/a")])
        #expect(try await failure(of: server.url + "/a") == .tooManyRedirects(url: server.url + "/a", maximum: 5))
        #expect(server.requests.count == 6)
        await server.stop()
    }

    @Test("a redirect from loopback to plain http elsewhere is refused", arguments: ["http://packages.invalid/x"])
    func insecureRedirect(target: String) async throws {
        let server = try await LoopbackServer.start(routes: ["/a": .redirect(to: target)])
        let failure = try await failure(of: server.url + "/a")
        #expect(failure == .redirectToInsecure(from: server.url + "/a", to: target))
        await server.stop()
    }

    @Test("a redirect to another scheme is refused", arguments: ["file:///etc/passwd", "ftp://x.invalid/"])
    func foreignRedirect(target: String) async throws {
        let server = try await LoopbackServer.start(routes: ["/a": .redirect(to: target)])
        guard case .protocolError = try await failure(of: server.url + "/a") else {
            Issue.record("expected a protocol error")
            return
        }
        await server.stop()
    }

    @Test("credentials stay with the origin that they were given for")
    func credentials() async throws {
        let other = try await LoopbackServer.start(routes: ["/b": .text("there")])
        let server = try await LoopbackServer.start(routes: ["/a": .redirect(to: other.url + "/b")])
        let transfer = try HTTPTransfer(.init())
        defer { transfer.close() }
        let withUser = server.url.replacing("http://", with: "http://me:p%40ss@")
        let (response, _) = try await transfer.collect(TransferRequest(url: withUser + "/a"), limits: limits)
        #expect(server.requests.first?.header("authorization") == "Basic bWU6cEBzcw==")
        #expect(other.requests.first?.header("authorization") == nil)
        #expect(response.finalURL == other.url + "/b")
        let headers = [("Authorization", "Bearer t"), ("Accept", "x/y")]
        _ = try await transfer.collect(TransferRequest(url: server.url + "/a", headers: headers), limits: limits)
        #expect(server.requests.last?.header("authorization") == "Bearer t")
        #expect(other.requests.last?.header("authorization") == nil)
        #expect(other.requests.last?.header("accept") == "x/y")
        await server.stop()
        await other.stop()
    }

    @Test("an overloaded server is asked again, at most twice more", arguments: [429, 502, 503, 504])
    func retry(status: Int) async throws {
        let count = Mutex(0)
        let server = try await LoopbackServer.start { request in
            let number = count.withLock { count in
                count += 1
                return count
            }
            if request.path == "/never" || number < 2 {
                return .init(status: status, headers: [("Retry-After", "0")], body: [1, 2, 3])
            }
            return .text("fine")
        }
        let transfer = try HTTPTransfer(.init())
        defer { transfer.close() }
        let (response, body) = try await transfer.collect(TransferRequest(url: server.url + "/a"), limits: limits)
        #expect(response.status == 200)
        #expect(String(decoding: body, as: UTF8.self) == "fine")
        let (refused, bytes) = try await transfer.collect(TransferRequest(url: server.url + "/never"), limits: limits)
        #expect(refused.status == status)
        #expect(bytes == [1, 2, 3])
        #expect(server.requests(forPath: "/never").count == 3)
        await server.stop()
    }

    @Test("a server that asks for a long pause is not asked again")
    func longPause() async throws {
        let server = try await LoopbackServer.start(routes: [
            "/a": .init(status: 429, headers: [("Retry-After", "3600")])
        ])
        let transfer = try HTTPTransfer(.init())
        defer { transfer.close() }
        let (response, _) = try await transfer.collect(TransferRequest(url: server.url + "/a"), limits: limits)
        #expect(response.status == 429)
        #expect(server.requests.count == 1)
        await server.stop()
    }

    @Test("a stream delivers the body of a success and withholds that of a refusal")
    func streaming() async throws {
        let server = try await LoopbackServer.start(routes: ["/a": .text("bytes"), "/b": .text("no", status: 403)])
        let transfer = try HTTPTransfer(.init())
        defer { transfer.close() }
        let received = Mutex<[UInt8]>([])
        let fine = try await transfer.stream(TransferRequest(url: server.url + "/a"), limits: limits) { chunk in
            received.withLock { $0.append(contentsOf: chunk) }
            return true
        }
        let refused = try await transfer.stream(TransferRequest(url: server.url + "/b"), limits: limits) { _ in
            Issue.record("the body of a refusal reached the sink")
            return true
        }
        #expect(fine.status == 200)
        #expect(refused.status == 403)
        #expect(received.withLock { String(decoding: $0, as: UTF8.self) } == "bytes")
        await server.stop()
    }

    @Test("a receiver can stop the transfer")
    func stopped() async throws {
        let server = try await LoopbackServer.start(routes: ["/a": .text("bytes")])
        let transfer = try HTTPTransfer(.init())
        defer { transfer.close() }
        await #expect(throws: TransferError.stopped(url: server.url + "/a")) {
            try await transfer.stream(TransferRequest(url: server.url + "/a"), limits: limits) { _ in false }
        }
        await server.stop()
    }

    @Test("a cancelled task ends its transfer")
    func cancellation() async throws {
        let server = try await LoopbackServer.start(routes: ["/a": .init(delivery: .silence)])
        let transfer = try HTTPTransfer(.init())
        defer { transfer.close() }
        let url = server.url + "/a"
        let task = Task { () -> TransferError? in
            do throws(TransferError) {
                _ = try await transfer.collect(TransferRequest(url: url), limits: TransferLimits(maximumBytes: 10))
                return nil
            } catch { return error }
        }
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        #expect(await task.value == .cancelled)
        let early = Task { () -> TransferError? in
            withUnsafeCurrentTask { $0?.cancel() }
            do throws(TransferError) {
                _ = try await transfer.collect(TransferRequest(url: url), limits: TransferLimits(maximumBytes: 10))
                return nil
            } catch { return error }
        }
        #expect(await early.value == .cancelled)
        await server.stop()
    }

    @Test("closing ends what runs and refuses what comes")
    func closing() async throws {
        let server = try await LoopbackServer.start(routes: ["/a": .init(delivery: .silence)])
        let transfer = try HTTPTransfer(.init())
        let url = server.url + "/a"
        let task = Task { () -> TransferError? in
            do throws(TransferError) {
                _ = try await transfer.collect(TransferRequest(url: url), limits: TransferLimits(maximumBytes: 10))
                return nil
            } catch { return error }
        }
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        transfer.close()
        #expect(await task.value == .closed)
        await #expect(throws: TransferError.closed) {
            _ = try await transfer.collect(TransferRequest(url: url), limits: limits)
        }
        await server.stop()
    }

    @Test("a posted body arrives, and HEAD has none")
    func methods() async throws {
        let server = try await LoopbackServer.start(routes: ["/a": .text("answer")])
        let transfer = try HTTPTransfer(.init())
        defer { transfer.close() }
        let post = TransferRequest(
            url: server.url + "/a", method: .post([0, 1, 2]), headers: [("Content-Type", "x/y")])
        let (_, answer) = try await transfer.collect(post, limits: limits)
        #expect(String(decoding: answer, as: UTF8.self) == "answer")
        #expect(server.requests.last?.method == "POST")
        #expect(server.requests.last?.body == [0, 1, 2])
        _ = try await transfer.collect(TransferRequest(url: server.url + "/a", method: .post([])), limits: limits)
        #expect(server.requests.last?.method == "POST")
        #expect(server.requests.last?.body == [])
        let head = TransferRequest(url: server.url + "/a", method: .head)
        let (response, nothing) = try await transfer.collect(head, limits: limits)
        #expect(response.header("content-length") == "6")
        #expect(nothing.isEmpty)
        await server.stop()
    }

    @Test("a compressed document is decoded when that was asked for, and counted decoded")
    func compression() async throws {
        // gzip of 3000 times "a", made by `printf 'a%.0s' {1..3000} | gzip -9n`.
        let packed: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 0xED, 0xC1, 0x31, 1, 0, 0, 0, 0xC2, 0xA0, 0xAC, 0xEB, 0x5F, 0xC2, 0x1A,
            0x1E, 0x40, 1, 0, 0, 0xEF, 6, 0xC8, 0x3C, 0xDC, 0x5E, 0xB8, 0x0B, 0, 0,
        ]
        let server = try await LoopbackServer.start(routes: [
            "/a": .init(headers: [("Content-Encoding", "gzip")], body: packed)
        ])
        let transfer = try HTTPTransfer(.init())
        defer { transfer.close() }
        let asked = TransferRequest(url: server.url + "/a", acceptsCompression: true)
        let (_, raw) = try await transfer.collect(TransferRequest(url: server.url + "/a"), limits: limits)
        #expect(raw == packed)
        let (_, decoded) = try await transfer.collect(asked, limits: limits)
        #expect(decoded == [UInt8](repeating: UInt8(ascii: "a"), count: 3000))
        await #expect(throws: TransferError.tooLarge(url: server.url + "/a", maximumBytes: 2999)) {
            _ = try await transfer.collect(asked, limits: TransferLimits(maximumBytes: 2999))
        }
        await server.stop()
    }

    @Test("plain http is refused unless the host is loopback or named")
    func plainHTTP() async throws {
        #expect(
            try await failure(of: "http://packages.invalid/a?token=x") == .insecureURL("http://packages.invalid/a"))
        let named = try await failure(
            of: "http://packages.invalid/a", configuration: .init(plainHTTPHosts: ["Packages.invalid"]))
        // A named host gets as far as the resolver, which says that there is none, or says nothing at all.
        #expect([.resolve(host: "packages.invalid"), .timeout(url: "http://packages.invalid/a")].contains(named))
    }

    @Test("a header with a line break is refused before anything is sent")
    func headerInjection() async throws {
        let server = try await LoopbackServer.start()
        let transfer = try HTTPTransfer(.init())
        defer { transfer.close() }
        let request = TransferRequest(url: server.url + "/a", headers: [("Accept", "x\r\nX-Evil: 1")])
        await #expect(throws: TransferError.self) { _ = try await transfer.collect(request, limits: limits) }
        #expect(server.requests.isEmpty)
        await server.stop()
    }

    @Test("a proxy that refuses the tunnel is a connection failure that says so")
    func proxyRefusal() async throws {
        let proxy = try await LoopbackServer.start(answering: { _ in .text("no", status: 403) })
        let failure = try await failure(
            of: "https://packages.invalid/", configuration: .init(proxy: proxy.url))
        #expect(failure == .connect(host: "packages.invalid", reason: "the proxy answered 403"))
        #expect(proxy.requests.first?.method == "CONNECT")
        await proxy.stop()
    }
}
