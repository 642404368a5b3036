import AirlockTestSupport
import Synchronization
import Testing
import Transfer

/// A registry that breaks off in the middle of a body, with and without the means to go on from there.
@Suite("Interrupted transfers")
struct InterruptionTests {
    private static let body = Array("0123456789abcdefghij".utf8)
    private let limits = TransferLimits(maximumBytes: 1 << 20, totalSeconds: 60)

    /// Answers the first `breaks` requests with so many bytes of the body, then whole; honors ranges when told to.
    private func server(
        breaks: Int, after count: Int = 8, tag: String? = "\"one\"", honorsRanges: Bool = true,
        changes: Bool = false, last: LoopbackServer.Answer? = nil
    ) async throws -> LoopbackServer {
        let requests = Mutex(0)
        return try await LoopbackServer.start { request in
            let number = requests.withLock { number in
                number += 1
                return number
            }
            if number > breaks, let last { return last }
            let body = changes && number > 1 ? Self.body.reversed() : Self.body
            let tag = changes && number > 1 ? "\"two\"" : tag
            let headers = tag.map { [("ETag", $0)] } ?? []
            var answer = LoopbackServer.Answer(headers: headers, body: Array(body))
            if honorsRanges, let range = request.header("range"), request.header("if-range") == tag,
                let start = Int(range.dropFirst("bytes=".count).dropLast())
            {
                answer = LoopbackServer.Answer(
                    status: 206,
                    headers: headers + [("Content-Range", "bytes \(start)-\(body.count - 1)/\(body.count)")],
                    body: Array(body.dropFirst(start)))
            }
            if number <= breaks { answer.delivery = .truncated(afterBytes: min(count, answer.body.count - 1)) }
            return answer
        }
    }

    /// Streams into a text; a sink that can begin anew empties it.
    private func streamed(_ server: LoopbackServer, canRestart: Bool = false) async throws -> (Int, String) {
        let transfer = try HTTPTransfer(.init())
        defer { transfer.close() }
        let received = Received()
        let response = try await transfer.stream(
            TransferRequest(url: server.url + "/a"), limits: limits, restart: canRestart ? received.restart : nil,
            to: received.append)
        return (response.status, received.text)
    }

    private final class Received: Sendable {
        private let bytes = Mutex<[UInt8]>([])

        @Sendable func append(_ chunk: UnsafeRawBufferPointer) -> Bool {
            bytes.withLock { $0.append(contentsOf: chunk) }
            return true
        }

        @Sendable func restart() -> Bool {
            bytes.withLock { $0 = [] }
            return true
        }

        var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
    }

    private var whole: String { String(decoding: Self.body, as: UTF8.self) }

    @Test("a body that breaks off is resumed behind its last byte, as often as each attempt gets further")
    func resumed() async throws {
        let server = try await server(breaks: 2, after: 7)
        let (status, text) = try await streamed(server)
        #expect(status == 200 && text == whole)
        #expect(server.requests.map { $0.header("range") } == [nil, "bytes=7-", "bytes=14-"])
        await server.stop()
    }

    @Test("a body without a validator begins anew where the receiver can, and fails where it cannot")
    func withoutValidator() async throws {
        for tag in [nil, "W/\"weak\""] {
            let server = try await server(breaks: 1, tag: tag)
            #expect(try await streamed(server, canRestart: true).1 == whole)
            #expect(server.requests.allSatisfy { $0.header("range") == nil })
            await server.stop()
            let other = try await self.server(breaks: 1, tag: tag)
            await #expect(throws: TransferError.truncated(url: other.url + "/a")) { try await streamed(other) }
            #expect(other.requests.count == 1)
            await other.stop()
        }
    }

    @Test("a body that has changed meanwhile is never put together from two")
    func changed() async throws {
        let server = try await server(breaks: 1, changes: true)
        #expect(try await streamed(server, canRestart: true).1 == String(whole.reversed()))
        await server.stop()
        let other = try await self.server(breaks: 1, changes: true)
        await #expect(throws: TransferError.truncated(url: other.url + "/a")) { try await streamed(other) }
        await other.stop()
    }

    @Test("a server that takes no ranges, or answers with another range or nothing, gives the whole body or an error")
    func oddAnswers() async throws {
        let plain = try await server(breaks: 1, honorsRanges: false)
        #expect(try await streamed(plain, canRestart: true).1 == whole)
        await plain.stop()
        for range in ["bytes 0-11/20", "bytes 8-10/20", "bytes 8-19/30", "items 8-19/20", "bytes */20"] {
            let odd = LoopbackServer.Answer(
                status: 206, headers: [("Content-Range", range), ("ETag", "\"one\"")], body: Array("89abcdefghij".utf8))
            let server = try await server(breaks: 1, last: odd)
            await #expect(throws: TransferError.truncated(url: server.url + "/a")) {
                try await streamed(server, canRestart: true)
            }
            await server.stop()
        }
        let empty = try await server(breaks: 1, last: LoopbackServer.Answer(headers: [("ETag", "\"two\"")]))
        #expect(try await streamed(empty, canRestart: true).1.isEmpty)
        await #expect(throws: TransferError.self) {
            try await streamed(try await server(breaks: 1, last: LoopbackServer.Answer(headers: [("ETag", "\"two\"")])))
        }
        await empty.stop()
    }

    @Test("a server that always breaks off at the same place is given up after three attempts")
    func bounded() async throws {
        let server = try await server(breaks: 100, after: 8, honorsRanges: false)
        await #expect(throws: TransferError.truncated(url: server.url + "/a")) {
            try await streamed(server, canRestart: true)
        }
        #expect(server.requests.count == 3)
        await server.stop()
    }

    @Test("a document that breaks off is fetched anew, whole")
    func document() async throws {
        let server = try await server(breaks: 1, tag: nil)
        let transfer = try HTTPTransfer(.init())
        defer { transfer.close() }
        let request = TransferRequest(url: server.url + "/a", acceptsCompression: true)
        let (response, body) = try await transfer.collect(request, limits: limits)
        #expect(response.status == 200 && body == Self.body)
        await server.stop()
    }

    @Test("a pause asked for by a date is kept when it is short, and ends the transfer when it is long")
    func dates() async throws {
        for (date, count) in [("Thu, 01 Jan 2026 00:00:00 GMT", 3), ("Fri, 01 Jan 2100 00:00:00 GMT", 1)] {
            let server = try await LoopbackServer.start(routes: [
                "/a": .init(status: 429, headers: [("Retry-After", date)])
            ])
            #expect(try await streamed(server).0 == 429)
            #expect(server.requests.count == count)
            await server.stop()
        }
    }
}
