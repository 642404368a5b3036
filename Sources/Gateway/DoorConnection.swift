import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One keep-alive connection of a client to a door: HTTP/1.1 in, one answer out per request.
///
/// Requests that are not for this door (foreign `Host`), too large or of an unknown method never reach it.
final class DoorConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// Above the largest audit document that npm posts for a tree of ten thousand packages.
    static let maximumBodyBytes = 8 << 20

    private let door: any Door
    private let record: GatewayRecord
    private let port: Int
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []
    private var refusal: DoorAnswer?
    private var pending: Task<Void, Never>?

    init(door: any Door, record: GatewayRecord, port: Int) {
        self.door = door
        self.record = record
        self.port = port
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
            refusal = check(head)
        case .body(let part):
            guard body.count + part.readableBytes <= Self.maximumBodyBytes else {
                refusal = .text(413, "the body is too large")
                body = []
                return
            }
            if refusal == nil { body.append(contentsOf: part.readableBytesView) }
        case .end:
            guard let head else { return }
            answer(head, context: context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        pending?.cancel()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func check(_ head: HTTPRequestHead) -> DoorAnswer? {
        let hosts = head.headers["host"]
        guard hosts.count == 1, hosts[0] == "127.0.0.1:\(port)" || hosts[0] == "localhost:\(port)" else {
            record.add(.strangerRefused(door: door.doorName))
            return .text(421, "this door answers on its own loopback address only")
        }
        guard head.uri.hasPrefix("/"), head.uri.utf8.count <= 8192 else {
            return .text(400, "the request target is malformed")
        }
        guard [.GET, .HEAD, .POST].contains(head.method) else { return .text(405, "the method is not served") }
        return nil
    }

    private func answer(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        if let refusal {
            // Nothing more is read from whoever did not pass the check.
            send(refusal, to: head, closes: true, range: nil, context: context)
            return
        }
        let request = DoorRequest(
            method: head.method == .GET ? .get : head.method == .HEAD ? .head : .post,
            path: String(head.uri.prefix { $0 != "?" }),
            headers: head.headers.map { (name: $0.name, value: $0.value) }, body: body)
        body = []
        let door = door
        let eventLoop = context.eventLoop
        let bound = NIOLoopBound((self, context), eventLoop: eventLoop)
        let range = request.header("range")
        pending = Task {
            let answer = await door.respond(to: request)
            eventLoop.execute {
                let (connection, context) = bound.value
                connection.send(answer, to: head, closes: !head.isKeepAlive, range: range, context: context)
            }
        }
    }

    private func send(
        _ answer: DoorAnswer, to head: HTTPRequestHead, closes: Bool, range: String?, context: ChannelHandlerContext
    ) {
        guard context.channel.isActive else { return }
        switch answer.body {
        case .bytes(let bytes):
            let part = IOData.byteBuffer(context.channel.allocator.buffer(bytes: bytes))
            write(
                answer.status, answer.headers, part, count: bytes.count, handle: nil, head: head, closes: closes,
                context: context)
        case .file(let path, let byteCount):
            send(path, byteCount: byteCount, answer, to: head, closes: closes, range: range, context: context)
        }
    }

    private func send(
        _ path: String, byteCount: Int, _ answer: DoorAnswer, to head: HTTPRequestHead, closes: Bool, range: String?,
        context: ChannelHandlerContext
    ) {
        var headers = answer.headers + [(name: "Accept-Ranges", value: "bytes")]
        var status = answer.status
        var span = 0..<byteCount
        switch ByteRange.parse(range, byteCount: byteCount) {
        case .whole: break
        case .part(let part):
            status = 206
            span = part
            headers.append(
                (name: "Content-Range", value: "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(byteCount)"))
        case .unsatisfiable:
            headers.append((name: "Content-Range", value: "bytes */\(byteCount)"))
            write(
                416, headers, .byteBuffer(ByteBuffer()), count: 0, handle: nil, head: head, closes: closes,
                context: context)
            return
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        var information = stat()
        guard descriptor >= 0, fstat(descriptor, &information) == 0, information.st_size == off_t(byteCount) else {
            if descriptor >= 0 { close(descriptor) }
            send(
                .text(500, "the held file is gone or has another size"), to: head, closes: true, range: nil,
                context: context)
            return
        }
        let handle = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: descriptor)
        let region = FileRegion(fileHandle: handle, readerIndex: span.lowerBound, endIndex: span.upperBound)
        write(
            status, headers, .fileRegion(region), count: span.count, handle: handle, head: head, closes: closes,
            context: context)
    }

    private func write(
        _ status: Int, _ fields: [(name: String, value: String)], _ body: IOData, count: Int, handle: NIOFileHandle?,
        head: HTTPRequestHead, closes: Bool, context: ChannelHandlerContext
    ) {
        var headers = HTTPHeaders(fields.map { ($0.name, $0.value) })
        headers.replaceOrAdd(name: "Content-Length", value: String(count))
        if closes { headers.replaceOrAdd(name: "Connection", value: "close") }
        let version = HTTPVersion(major: 1, minor: 1)
        let response = HTTPResponseHead(version: version, status: .init(statusCode: status), headers: headers)
        context.write(wrapOutboundOut(.head(response)), promise: nil)
        if head.method != .HEAD, count > 0 { context.write(wrapOutboundOut(.body(body)), promise: nil) }
        let done = context.eventLoop.makePromise(of: Void.self)
        let channel = context.channel
        done.futureResult.whenComplete { _ in
            try? handle?.close()
            if closes { channel.close(promise: nil) }
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: done)
    }
}

/// A `Range` header with one byte range (RFC 9110, section 14); several ranges are answered with the whole file.
enum ByteRange: Equatable {
    case whole
    case part(Range<Int>)
    case unsatisfiable

    static func parse(_ header: String?, byteCount: Int) -> ByteRange {
        guard let header, header.hasPrefix("bytes="), !header.contains(",") else { return .whole }
        let bounds = header.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard bounds.count == 2 else { return .whole }
        let first = bounds[0].trimmingSpaces
        let last = bounds[1].trimmingSpaces
        if first.isEmpty {
            guard let suffix = Int(last), suffix >= 0 else { return .whole }
            return suffix == 0 || byteCount == 0 ? .unsatisfiable : .part(max(0, byteCount - suffix)..<byteCount)
        }
        guard let start = Int(first), start >= 0 else { return .whole }
        guard start < byteCount else { return .unsatisfiable }
        if last.isEmpty { return .part(start..<byteCount) }
        guard let end = Int(last), end >= start else { return .whole }
        return .part(start..<min(end, byteCount - 1) + 1)
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        let start = drop { $0 == " " }
        return start.lastIndex { $0 != " " }.map { start[...$0] } ?? start[start.startIndex..<start.startIndex]
    }
}
