import Packages
import Transfer

/// The npm door: one upstream registry, served at `/` of its own port.
///
/// Packuments pass through byte for byte, tarball URLs untouched, so that lockfiles keep the upstream's addresses;
/// tarballs come from the later stages only.
struct NpmRegistryDoor: Door {
    let doorName = "npm"
    let upstream: NpmUpstream
    let secret: SessionSecret
    let record: GatewayRecord
    let handlers: GatewayHandlers
    let packuments: NpmPackuments
    let paths: TarballPaths
    let transfer: HTTPTransfer

    private static let auditPaths = [
        "/-/npm/v1/security/advisories/bulk", "/-/npm/v1/security/audits/quick", "/-/npm/v1/security/audits",
    ]
    private static let json = (name: "Content-Type", value: "application/json")

    func respond(to request: DoorRequest) async -> DoorAnswer {
        guard secret.matchesBearer(request.header("authorization")) else {
            record.add(.strangerRefused(door: doorName))
            return .npmError(401, "this door needs the session's token")
        }
        if case .post = request.method {
            guard Self.auditPaths.contains(request.path) else { return .npmError(405, "the method is not served") }
            return await audit(request)
        }
        if request.path == "/-/ping" {
            return DoorAnswer(status: 200, headers: [Self.json], body: .bytes(Array("{}".utf8)))
        }
        if request.header("pacote-req-type") != "tarball", let name = NpmPaths.packumentName(request.path) {
            return await packument(name, request)
        }
        return await tarball(request)
    }

    private func packument(_ name: String, _ request: DoorRequest) async -> DoorAnswer {
        record.add(.documentAsked(PackageName(name, ecosystem: .npm)))
        let query = NpmPackuments.Query(
            upstream: upstream, name: name, accept: request.header("accept") ?? "application/json",
            userAgent: request.header("user-agent"))
        switch await packuments.get(query) {
        case .success(let loaded):
            if record.allowed == nil {
                packuments.anticipate(loaded, asked: query) { artifact in
                    if record.isNewlyLikely(artifact) { handlers.likely(artifact) }
                }
            }
            guard let text = loaded.text.bytes else {
                return .npmError(500, "the document of '\(name)' cannot be read any more")
            }
            return DoorAnswer(
                status: loaded.status,
                headers: [
                    (name: "Content-Type", value: loaded.contentType ?? "application/json"),
                    // The port may stand for another registry tomorrow: npm must not keep what it was told here.
                    (name: "Cache-Control", value: "no-store"), (name: "Vary", value: "Accept"),
                ], body: .bytes(text))
        case .failure(let failure):
            record.add(.upstreamFailure(failure))
            return .npmError(failure.doorStatus, failure.message)
        }
    }

    private func tarball(_ request: DoorRequest) async -> DoorAnswer {
        let integrity = request.header("pacote-integrity")
        var answer = paths.find(request.path, integrity: integrity)
        if answer == .unknown, let name = NpmPaths.packageName(ofTarball: request.path) {
            // A lockfile inside a package, or a client that kept a packument: its registry knows the path.
            let query = NpmPackuments.Query(upstream: upstream, name: name, accept: "application/json", userAgent: nil)
            if case .failure(let failure) = await packuments.get(query) {
                record.add(.upstreamFailure(failure))
                return .npmError(failure.doorStatus, failure.message)
            }
            answer = paths.find(request.path, integrity: integrity)
        }
        switch answer {
        case .unknown:
            record.add(.unknownPath(.npm, path: request.path))
            return .npmError(404, "no package of this install has the path '\(request.path)'")
        case .ambiguous(let artifacts):
            record.add(.ambiguousPath(path: request.path, urls: artifacts.map(\.url)))
            return .npmError(409, "'\(request.path)' is the path of different files on different hosts")
        case .artifact(let artifact):
            switch await handlers.artifact(artifact) {
            case .refused(let status, let message):
                record.add(.artifactRefused(artifact, status: status, message: message))
                return .npmError(status, message)
            case .file(let path, let byteCount, _):
                record.add(.artifactServed(artifact))
                paths.note(request.path, at: "http://\(request.header("host") ?? "")/", leadsTo: artifact)
                return DoorAnswer(
                    status: 200, headers: [(name: "Content-Type", value: "application/octet-stream")],
                    body: .file(path: path, byteCount: byteCount))
            }
        }
    }

    /// npm's audit asks about names and versions; it is answered by the upstream and installs nothing.
    private func audit(_ request: DoorRequest) async -> DoorAnswer {
        var headers = [("Accept", "application/json")]
        for name in ["content-type", "content-encoding", "user-agent"] {
            if let value = request.header(name) { headers.append((name, value)) }
        }
        if let authorization = upstream.authorization { headers.append(("Authorization", authorization)) }
        do throws(TransferError) {
            let question = TransferRequest(
                url: upstream.base + request.path.dropFirst(), method: .post(request.body), headers: headers,
                acceptsCompression: true)
            let limits = TransferLimits(maximumBytes: 64 << 20, totalSeconds: 60)
            let (response, bytes) = try await transfer.collect(question, limits: limits)
            let type = response.header("content-type") ?? "application/json"
            return DoorAnswer(
                status: response.status, headers: [(name: "Content-Type", value: type)], body: .bytes(bytes))
        } catch {
            // npm reports a failed audit and goes on; no artifact depends on it.
            return .npmError(404, "audit: \(error)")
        }
    }
}

extension UpstreamFailure {
    /// 504 when the upstream did not answer at all, 502 when its answer is of no use.
    var doorStatus: Int { status == nil ? 504 : 502 }
}
