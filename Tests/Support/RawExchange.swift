import NIOCore
import NIOPosix

/// Sends raw bytes to a loopback port and gives what comes back until the peer closes or the text is complete.
package enum RawExchange {
    package static func send(_ text: String, port: Int, until complete: @escaping @Sendable (String) -> Bool)
        async throws
        -> String
    {
        let promise = MultiThreadedEventLoopGroup.singleton.next().makePromise(of: String.self)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Reader(promise: promise, complete: complete))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        try await channel.writeAndFlush(ByteBuffer(string: text))
        let answer = try await promise.futureResult.get()
        try? await channel.close()
        return answer
    }

    private final class Reader: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let promise: EventLoopPromise<String>
        private let complete: @Sendable (String) -> Bool
        private var text = ""

        init(promise: EventLoopPromise<String>, complete: @escaping @Sendable (String) -> Bool) {
            self.promise = promise
            self.complete = complete
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
            if complete(text) { promise.succeed(text) }
        }

        func channelInactive(context: ChannelHandlerContext) { promise.succeed(text) }
    }
}
