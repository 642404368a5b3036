import AirlockTestSupport
import Foundation
import Packages
import Synchronization
import Transfer

@testable import Gateway

/// A gateway before scripted upstreams, with handlers that hand over files of a scratch folder.
final class GatewayFixture: Sendable {
    let gateway: Gateway
    let transfer: HTTPTransfer
    let judge: ScriptedJudge

    init(
        _ configuration: GatewayConfiguration, transferConfiguration: TransferConfiguration = .init()
    ) async throws {
        transfer = try HTTPTransfer(transferConfiguration)
        judge = try ScriptedJudge()
        gateway = try await Gateway.start(configuration, transfer: transfer, handlers: judge.handlers)
    }

    func stop() async {
        await gateway.stop()
        transfer.close()
        judge.removeScratch()
    }

    /// Asks a door and gives status, headers and body; redirects are not followed.
    func ask(
        _ url: String, method: TransferRequest.Method = .get, headers: [(String, String)] = []
    ) async throws -> (response: TransferResponse, body: [UInt8]) {
        let limits = TransferLimits(maximumBytes: 64 << 20, totalSeconds: 300, maximumRedirects: 0)
        // A transfer of its own, so that the gateway's can be closed apart; it asks a failing door three times.
        let direct = try HTTPTransfer(.init())
        defer { direct.close() }
        let (response, body) = try await direct.collect(
            TransferRequest(url: url, method: method, headers: headers), limits: limits)
        return (response, body)
    }

    /// Asks the first npm door with the session's token.
    func askNpm(
        _ path: String, method: TransferRequest.Method = .get, headers: [(String, String)] = []
    ) async throws -> (response: TransferResponse, body: [UInt8]) {
        let door = gateway.npmDoors.first?.url.dropLast() ?? ""
        let token = [("Authorization", "Bearer \(gateway.npmToken)")]
        return try await ask(door + path, method: method, headers: token + headers)
    }

    func askPython(
        _ path: String, accept: String = "text/html", headers: [(String, String)] = []
    ) async throws -> (response: TransferResponse, body: String) {
        let base = gateway.pypiIndexURL.dropLast("/simple".count)
        let (response, body) = try await ask(base + path, headers: [("Accept", accept)] + headers)
        return (response, String(decoding: body, as: UTF8.self))
    }
}

/// Handlers that record what they are asked and answer by file name.
final class ScriptedJudge: Sendable {
    private struct State {
        var answers: [String: GatewayAnswer] = [:]
        var asked: [Artifact] = []
        var likely: [Artifact] = []
        var hosts: [String] = []
        var allowedHosts: Set<String> = []
    }

    private let state = Mutex(State())
    private let scratch: URL

    init() throws {
        scratch = FileManager.default.temporaryDirectory.appending(path: "airlock-gateway-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    }

    func removeScratch() { try? FileManager.default.removeItem(at: scratch) }

    /// Makes a file the answer for every artifact of this name.
    func hold(_ filename: String, _ bytes: [UInt8]) throws {
        let path = scratch.appending(path: filename).path
        try Data(bytes).write(to: URL(filePath: path))
        let digest = DigestFunction.digest(of: bytes, .sha256).hexadecimal
        answer(filename, .file(path: path, byteCount: bytes.count, sha256: digest))
    }

    func answer(_ filename: String, _ answer: GatewayAnswer) { state.withLock { $0.answers[filename] = answer } }

    func allow(host: String) { state.withLock { _ = $0.allowedHosts.insert(host) } }

    var asked: [Artifact] { state.withLock { $0.asked } }
    var likely: [Artifact] { state.withLock { $0.likely } }
    var hosts: [String] { state.withLock { $0.hosts } }

    var handlers: GatewayHandlers {
        GatewayHandlers(
            artifact: { [self] artifact in
                state.withLock { state in
                    state.asked.append(artifact)
                    return state.answers[artifact.filename]
                        ?? .refused(status: 403, message: "'\(artifact.identity)' is flagged")
                }
            },
            likely: { [self] artifact in state.withLock { $0.likely.append(artifact) } },
            connect: { [self] host, port, _ in
                state.withLock { state in
                    state.hosts.append("\(host):\(port)")
                    return state.allowedHosts.contains(host)
                }
            })
    }
}
