import Packages
import Synchronization
import Transfer

/// Brings an artifact's bytes from its URL into the store: stream, hash, compare, admit.
package struct ArtifactFetch: Sendable {
    private let transfer: HTTPTransfer
    private let store: QuarantineStore
    private let limits: TransferLimits
    private let onBytes: @Sendable (Int) -> Void

    /// - Parameter onBytes: is told of every piece that arrives from a network; runs on the transfer thread.
    package init(
        transfer: HTTPTransfer, store: QuarantineStore, limits: TransferLimits = .artifact,
        onBytes: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.transfer = transfer
        self.store = store
        self.limits = limits
        self.onBytes = onBytes
    }

    /// Holds the artifact: from the store when it has bytes with every stated digest, else from the artifact's URL.
    ///
    /// An artifact without any stated digest is always fetched, since nothing says that held bytes are the ones meant.
    ///
    /// - Parameter headers: the user's authorization for the URL's origin; `Transfer` drops it on the way elsewhere.
    package func hold(
        _ artifact: Artifact, headers: [(String, String)] = []
    ) async throws(QuarantineError) -> HeldArtifact {
        if let held = alreadyHeld(artifact) { return held }
        // Another guard may be fetching the same bytes: its work is ours once it is done.
        let turn = await store.turn(for: artifact.expectedDigests.max { $0.algorithm < $1.algorithm })
        defer { turn?.end() }
        if turn?.hasWaited == true, let held = alreadyHeld(artifact) { return held }
        // What nothing is known of yet is asked for again under the digest that npm's lockfile gives it.
        let admission = try store.beginAdmission(
            expecting: artifact.expectedDigests, computing: artifact.isKnownByAddressOnly ? [.sha512] : [],
            byteLimit: limits.maximumBytes)
        do throws(QuarantineError) {
            if artifact.url.hasPrefix("file:") {
                try copyLocalFile(artifact, into: admission)
            } else if artifact.url.hasPrefix("https://") || artifact.url.hasPrefix("http://") {
                try await download(artifact, headers, into: admission)
            } else {
                throw .unsupportedURL(artifact: artifact.filename, url: artifact.url)
            }
            return try admission.finish(expected: artifact.expectedDigests)
        } catch {
            admission.cancel()
            throw error
        }
    }

    private func alreadyHeld(_ artifact: Artifact) -> HeldArtifact? {
        let expected = artifact.expectedDigests.sorted { $0.algorithm > $1.algorithm }
        guard let held = expected.lazy.compactMap({ store.find($0) }).first else { return nil }
        // The digest it was found by is the one it was admitted with; further ones are computed.
        if expected.count == 1 { return held }
        guard let file = try? store.map(held) else { return nil }
        let actual = [held.sha256] + Set(expected.map(\.algorithm)).subtracting([.sha256]).map { file.digest($0) }
        return (try? verify(actual: actual, expected: expected)) == nil ? nil : held
    }

    private func download(
        _ artifact: Artifact, _ headers: [(String, String)], into admission: Admission
    ) async throws(QuarantineError) {
        let (refusal, onBytes) = (Refusal(), onBytes)
        let response: TransferResponse
        do throws(TransferError) {
            let request = TransferRequest(url: artifact.url, headers: headers)
            response = try await transfer.stream(request, limits: limits, restart: admission.restart) { bytes in
                do throws(QuarantineError) {
                    try admission.append(bytes)
                    onBytes(bytes.count)
                    return true
                } catch {
                    refusal.error.withLock { $0 = error }
                    return false
                }
            }
        } catch {
            throw refusal.error.withLock { $0 } ?? .transferFailed(artifact: artifact.filename, detail: "\(error)")
        }
        switch response.status {
        case 200: return
        case 401, 403: throw .accessDenied(artifact: artifact.filename, status: response.status)
        case 404, 410: throw .artifactMissing(artifact: artifact.filename)
        case 500...599: throw .registryFailed(artifact: artifact.filename, status: response.status)
        default: throw .unexpectedStatus(artifact: artifact.filename, status: response.status)
        }
    }

    private func copyLocalFile(_ artifact: Artifact, into admission: Admission) throws(QuarantineError) {
        guard let path = Self.localPath(of: artifact.url) else {
            throw .unsupportedURL(artifact: artifact.filename, url: artifact.url)
        }
        let file = try MappedFile(path: path)
        let failure = file.withBytes { bytes -> QuarantineError? in
            do throws(QuarantineError) {
                try admission.append(bytes)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// The path of a `file:` URL (RFC 8089) on this machine; nil for another host's or a malformed one.
    package static func localPath(of url: String) -> String? {
        guard url.hasPrefix("file:") else { return nil }
        var rest = url.dropFirst("file:".count)
        rest = rest.prefix { $0 != "#" && $0 != "?" }
        if rest.hasPrefix("//") {
            let host = rest.dropFirst(2).prefix { $0 != "/" }
            guard host.isEmpty || host == "localhost" else { return nil }
            rest = rest.dropFirst(2 + host.count)
        }
        guard rest.hasPrefix("/") else { return nil }
        var path: [UInt8] = []
        var bytes = Array(rest.utf8)[...]
        while let byte = bytes.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                path.append(byte)
                continue
            }
            guard bytes.count >= 2,
                let value = UInt8(String(decoding: bytes.prefix(2), as: UTF8.self), radix: 16), value != 0
            else { return nil }
            path.append(value)
            bytes = bytes.dropFirst(2)
        }
        return String(decoding: path, as: UTF8.self)
    }
}

/// What the store said against the bytes, kept while the transfer ends.
private final class Refusal: Sendable {
    let error = Mutex<QuarantineError?>(nil)
}
