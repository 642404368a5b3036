import NIOCore
import NIOPosix
import Synchronization

/// A loopback server of fixed pages: the registry of packages that Airlock makes itself to try its own guard.
package final class FixedPages: Sendable {
    /// `http://127.0.0.1:port`, without a slash at the end.
    package let url: String
    private let door: PageDoor
    private let listener: Listener
    private let group: MultiThreadedEventLoopGroup

    private init(door: PageDoor, listener: Listener, group: MultiThreadedEventLoopGroup) {
        self.door = door
        self.listener = listener
        self.group = group
        url = "http://127.0.0.1:\(listener.port)"
    }

    /// Opens a server without pages on a random port of 127.0.0.1.
    package static func start() async throws(GatewayError) -> FixedPages {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let door = PageDoor()
        let record = GatewayRecord()
        do throws(GatewayError) {
            let listener = try await Listener.open(door.doorName, group: group) { child, port in
                try Listener.addHTTP(to: child, DoorConnection(door: door, record: record, port: port))
            }
            return FixedPages(door: door, listener: listener, group: group)
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    /// Puts a page at a path, such as `/simple/name/`.
    package func set(_ path: String, type: String, _ bytes: [UInt8]) {
        door.pages.withLock {
            $0[path] = DoorAnswer(status: 200, headers: [("Content-Type", type)], body: .bytes(bytes))
        }
    }

    package func stop() async {
        try? await listener.channel.close()
        try? await group.shutdownGracefully()
    }
}

private final class PageDoor: Door {
    let doorName = "pages"
    let pages = Mutex<[String: DoorAnswer]>([:])

    func respond(to request: DoorRequest) async -> DoorAnswer {
        pages.withLock { $0[request.path] } ?? .npmError(404, "not found")
    }
}
