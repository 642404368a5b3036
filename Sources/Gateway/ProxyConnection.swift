import NIOCore
import NIOPosix

/// One connection to the proxy door: a `CONNECT` that is refused or becomes a tunnel, nothing else.
///
/// The door is a tripwire. Everything that goes past the gateway arrives here; the handlers decide by host and port,
/// and what is refused gets one line of text that the client prints.
final class ProxyConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State {
        case readingHead
        case deciding
        case tunneling(any Channel)
        case closed
    }

    /// Far above the head of any CONNECT.
    private static let maximumHeadBytes = 16 << 10

    private let secret: SessionSecret
    private let record: GatewayRecord
    private let handlers: GatewayHandlers
    private var state = State.readingHead
    private var received: [UInt8] = []

    init(secret: SessionSecret, record: GatewayRecord, handlers: GatewayHandlers) {
        self.secret = secret
        self.record = record
        self.handlers = handlers
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch state {
        case .tunneling(let peer): peer.write(unwrapInboundIn(data), promise: nil)
        case .readingHead, .deciding:
            received += unwrapInboundIn(data).readableBytesView
            guard received.count <= Self.maximumHeadBytes else {
                refuse(431, "the request head is too large", context: context)
                return
            }
            if case .readingHead = state { readHead(context: context) }
        case .closed: break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if case .tunneling(let peer) = state { peer.flush() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if case .tunneling(let peer) = state {
            peer.setOption(.autoRead, value: context.channel.isWritable).whenFailure { _ in }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if case .tunneling(let peer) = state { peer.close(promise: nil) }
        state = .closed
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func readHead(context: ChannelHandlerContext) {
        guard let request = ProxyRequest(received) else { return }
        received.removeFirst(request.headByteCount)
        guard secret.matchesBasic(request.authorization) else {
            record.add(.strangerRefused(door: "proxy"))
            refuse(407, "this proxy needs the session's credentials", context: context)
            return
        }
        guard let target = request.target else {
            refuse(400, "the request is malformed", context: context)
            return
        }
        state = .deciding
        let (handlers, record, isConnect) = (handlers, record, request.isConnect)
        let port = context.remoteAddress?.port
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let eventLoop = context.eventLoop
        Task {
            // While it waits for the answer, the one that asked is still there to be looked at.
            if let port, let caller = await handlers.caller(port) { record.note(caller: caller, of: target.host) }
            let isAllowed = isConnect ? await handlers.connect(target.host, target.port, port) : false
            eventLoop.execute {
                let (connection, context) = bound.value
                connection.decided(isAllowed, target, isConnect: isConnect, context: context)
            }
        }
    }

    private func decided(
        _ isAllowed: Bool, _ target: ProxyRequest.Target, isConnect: Bool, context: ChannelHandlerContext
    ) {
        guard case .deciding = state else { return }
        guard isAllowed else {
            record.add(.tunnelRefused(host: target.host, port: target.port))
            let what =
                isConnect ? "a connection to '\(target.host)' past the gateway" : "plain http to '\(target.host)'"
            refuse(403, "airlock refuses \(what)", context: context)
            return
        }
        let client = context.channel
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        ClientBootstrap(group: context.eventLoop)
            .connectTimeout(.seconds(30))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.autoRead, value: false)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(TunnelEnd(client: client))
                }
            }
            .connect(host: target.host, port: target.port)
            .whenComplete { result in
                let (connection, context) = bound.value
                connection.connected(result, target, context: context)
            }
    }

    private func connected(
        _ result: Result<any Channel, any Error>, _ target: ProxyRequest.Target, context: ChannelHandlerContext
    ) {
        switch result {
        case .failure:
            refuse(502, "'\(target.host)' cannot be reached", context: context)
        case .success(let peer):
            guard case .deciding = state, context.channel.isActive else {
                peer.close(promise: nil)
                return
            }
            record.add(.tunnelOpened(host: target.host, port: target.port))
            state = .tunneling(peer)
            let greeting = ByteBuffer(string: "HTTP/1.1 200 Connection established\r\n\r\n")
            context.writeAndFlush(wrapOutboundOut(greeting), promise: nil)
            if !received.isEmpty { peer.writeAndFlush(ByteBuffer(bytes: received), promise: nil) }
            received = []
            peer.setOption(.autoRead, value: true).whenFailure { _ in }
        }
    }

    private func refuse(_ status: Int, _ message: String, context: ChannelHandlerContext) {
        state = .closed
        let reason = status == 407 ? "Proxy Authentication Required" : "Refused"
        let challenge = status == 407 ? "Proxy-Authenticate: Basic realm=\"airlock\"\r\n" : ""
        let body = message + "\n"
        let answer =
            "HTTP/1.1 \(status) \(reason)\r\n\(challenge)Content-Type: text/plain; charset=utf-8\r\n"
            + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer))).whenComplete { _ in
            channel.close(promise: nil)
        }
    }
}

/// The far end of a tunnel: hands everything to the client's channel.
private final class TunnelEnd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let client: any Channel

    init(client: any Channel) { self.client = client }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { client.write(unwrapInboundIn(data), promise: nil) }

    func channelReadComplete(context: ChannelHandlerContext) { client.flush() }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        client.setOption(.autoRead, value: context.channel.isWritable).whenFailure { _ in }
    }

    func channelInactive(context: ChannelHandlerContext) { client.close(promise: nil) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
