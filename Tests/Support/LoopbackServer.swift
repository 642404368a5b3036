import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A scripted HTTP/1.1 server on loopback that stands in for registries in tests.
///
/// It answers by path, records what was asked, and can misbehave in the ways that registries do: late, cut short,
/// garbage, redirects, wrong statuses. Requests are decoded by NIO; answers are raw bytes, so that anything can be sent.
package final class LoopbackServer: Sendable {
    /// One request as it arrived.
    package struct Request: Sendable {
        package let method: String
        /// Path and query as sent, not decoded.
        package let target: String
        package let headers: [(name: String, value: String)]
        package let body: [UInt8]
        /// Counts accepted connections from zero; equal numbers mean a connection that was kept alive.
        package let connection: Int

        package var path: String { String(target.prefix { $0 != "?" }) }

        package func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }
    }

    /// One scripted answer.
    package struct Answer: Sendable {
        /// How the bytes go out.
        package enum Delivery: Sendable {
            /// With a `Content-Length`.
            case whole
            /// With a full `Content-Length`, but the connection closes after this many bytes of the body.
            case truncated(afterBytes: Int)
            case chunked
            /// Chunked, and the connection closes before the last chunk.
            case chunkedWithoutEnd
            /// Without a length; the end of the connection is the end of the body.
            case untilClose
            /// These bytes in place of any HTTP, then the connection closes.
            case garbage([UInt8])
            /// The connection closes without a byte.
            case nothing
            /// No byte ever; the connection stays open.
            case silence
        }

        package var status: Int
        package var headers: [(String, String)]
        package var body: [UInt8]
        package var delaySeconds: Double
        package var delivery: Delivery

        package init(
            status: Int = 200, headers: [(String, String)] = [], body: [UInt8] = [], delaySeconds: Double = 0,
            delivery: Delivery = .whole
        ) {
            self.status = status
            self.headers = headers
            self.body = body
            self.delaySeconds = delaySeconds
            self.delivery = delivery
        }

        package static func text(_ text: String, type: String = "text/plain", status: Int = 200) -> Answer {
            Answer(status: status, headers: [("Content-Type", type)], body: Array(text.utf8))
        }

        package static func json(_ text: String, status: Int = 200) -> Answer {
            .text(text, type: "application/json", status: status)
        }

        package static func redirect(to location: String, status: Int = 302) -> Answer {
            Answer(status: status, headers: [("Location", location)])
        }
    }

    private struct Script {
        var routes: [String: Answer] = [:]
        var requests: [Request] = []
        var connections = 0
    }

    private let script = Mutex(Script())
    private let dynamic: (@Sendable (Request) -> Answer?)?
    private let channel = Mutex<(any Channel)?>(nil)

    private init(_ dynamic: (@Sendable (Request) -> Answer?)?) { self.dynamic = dynamic }

    /// Starts a server on a random port; the function is asked first, then the routes, then it is 404.
    package static func start(
        routes: [String: Answer] = [:], answering: (@Sendable (Request) -> Answer?)? = nil
    ) async throws -> LoopbackServer {
        let server = LoopbackServer(answering)
        server.script.withLock { $0.routes = routes }
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 512)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    let handlers = child.pipeline.syncOperations
                    try handlers.addHandler(ByteToMessageHandler(HTTPRequestDecoder()))
                    try handlers.addHandler(ScriptedConnection(server))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        server.channel.withLock { $0 = channel }
        return server
    }

    package var port: Int { channel.withLock { $0?.localAddress?.port } ?? 0 }

    /// `http://127.0.0.1:port`, without a slash at the end.
    package var url: String { "http://127.0.0.1:\(port)" }

    /// Connections that were accepted, also such as never became a request.
    package var connectionCount: Int { script.withLock { $0.connections } }

    package var requests: [Request] { script.withLock { $0.requests } }

    package func requests(forPath path: String) -> [Request] { requests.filter { $0.path == path } }

    package func setRoute(_ path: String, _ answer: Answer) { script.withLock { $0.routes[path] = answer } }

    package func stop() async {
        let channel = channel.withLock { $0 }
        try? await channel?.close()
    }

    fileprivate func connected() -> Int {
        script.withLock { script in
            script.connections += 1
            return script.connections - 1
        }
    }

    fileprivate func answer(_ request: Request) -> Answer {
        let answer = dynamic?(request)
        return script.withLock { script in
            script.requests.append(request)
            return answer ?? script.routes[request.target] ?? script.routes[request.path]
                ?? .text("not found", status: 404)
        }
    }
}

/// One connection of the scripted server.
private final class ScriptedConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    private let server: LoopbackServer
    private let number: Int
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ server: LoopbackServer) {
        self.server = server
        number = server.connected()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
        case .body(let part): body.append(contentsOf: part.readableBytesView)
        case .end:
            guard let head else { return }
            let request = LoopbackServer.Request(
                method: head.method.rawValue, target: head.uri,
                headers: head.headers.map { (name: $0.name, value: $0.value) }, body: body, connection: number)
            let answer = server.answer(request)
            let channel = context.channel
            let isHead = head.method == .HEAD
            if answer.delaySeconds > 0 {
                channel.eventLoop.scheduleTask(in: .milliseconds(Int64(answer.delaySeconds * 1000))) {
                    Self.send(answer, isHead: isHead, on: channel)
                }
            } else {
                Self.send(answer, isHead: isHead, on: channel)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private static func send(_ answer: LoopbackServer.Answer, isHead: Bool, on channel: any Channel) {
        var bytes: [UInt8] = Array("HTTP/1.1 \(answer.status) Scripted\r\n".utf8)
        for (name, value) in answer.headers { bytes += Array("\(name): \(value)\r\n".utf8) }
        var closes = false
        let body = isHead ? [] : answer.body
        switch answer.delivery {
        case .whole:
            bytes += Array("Content-Length: \(answer.body.count)\r\n\r\n".utf8) + body
        case .truncated(let count):
            bytes += Array("Content-Length: \(answer.body.count)\r\n\r\n".utf8) + body.prefix(count)
            closes = true
        case .chunked, .chunkedWithoutEnd:
            bytes += Array("Transfer-Encoding: chunked\r\n\r\n".utf8)
            if !body.isEmpty {
                bytes += Array((String(body.count, radix: 16) + "\r\n").utf8) + body + Array("\r\n".utf8)
            }
            if case .chunked = answer.delivery { bytes += Array("0\r\n\r\n".utf8) } else { closes = true }
        case .untilClose:
            bytes += Array("Connection: close\r\n\r\n".utf8) + body
            closes = true
        case .garbage(let garbage):
            bytes = garbage
            closes = true
        case .nothing:
            channel.close(promise: nil)
            return
        case .silence: return
        }
        let written = channel.writeAndFlush(ByteBuffer(bytes: bytes))
        if closes { written.whenComplete { _ in channel.close(promise: nil) } }
    }
}
