import NIOCore
import NIOHTTP1
import NIOPosix

/// Listening sockets of one session, all on 127.0.0.1 and random ports.
struct Listener: Sendable {
    let channel: any Channel
    let port: Int

    /// Binds first and attaches the meaning afterwards, since a door has to know its own port.
    static func open(
        _ name: String, group: any EventLoopGroup,
        connection: @escaping @Sendable (_ child: any Channel, _ port: Int) throws -> Void
    ) async throws(GatewayError) -> Listener {
        do {
            let channel = try await ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 1024)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelInitializer { child in
                    child.eventLoop.makeCompletedFuture {
                        try connection(child, child.localAddress?.port ?? 0)
                    }
                }
                .bind(host: "127.0.0.1", port: 0).get()
            guard let port = channel.localAddress?.port else {
                try await channel.close()
                throw GatewayError.bind(door: name, reason: "it has no port")
            }
            return Listener(channel: channel, port: port)
        } catch let error as GatewayError {
            throw error
        } catch {
            throw .bind(door: name, reason: "\(error)")
        }
    }

    /// The HTTP part of a door's pipeline.
    static func addHTTP(to child: any Channel, _ connection: DoorConnection) throws {
        let handlers = child.pipeline.syncOperations
        try handlers.configureHTTPServerPipeline(withPipeliningAssistance: true, withErrorHandling: true)
        try handlers.addHandler(connection)
    }
}
