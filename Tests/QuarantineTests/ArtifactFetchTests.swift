import AirlockTestSupport
import Packages
import Quarantine
import Testing
import Transfer

@Suite struct ArtifactFetchTests {
    private let scratch: ScratchDirectory
    private let store: QuarantineStore
    private let bytes = [UInt8]("the bytes of an artifact".utf8)

    init() throws {
        scratch = try ScratchDirectory()
        store = try QuarantineStore(root: scratch.file("quarantine"))
    }

    private func artifact(_ url: String, _ digests: [Digest] = []) -> Artifact {
        let name = PackageName("package", ecosystem: .pypi)
        return Artifact(
            identity: PackageIdentity(name: name, version: "1.0"), kind: .wheel, url: url,
            filename: "package-1.0-py3-none-any.whl", expectedDigests: digests)
    }

    private func digest(_ algorithm: Digest.Algorithm) -> Digest { DigestFunction.digest(of: bytes, algorithm) }

    private func fetch(maximumBytes: Int = 1 << 20) throws -> ArtifactFetch {
        let transfer = try HTTPTransfer(TransferConfiguration())
        return ArtifactFetch(
            transfer: transfer, store: store, limits: TransferLimits(maximumBytes: maximumBytes, totalSeconds: 300))
    }

    private func serving(_ answer: LoopbackServer.Answer) async throws -> LoopbackServer {
        try await LoopbackServer.start(routes: ["/package.whl": answer])
    }

    /// What the failed fetch says; also checks that it left nothing in the store.
    private func failure(_ answer: LoopbackServer.Answer, _ digests: [Digest] = []) async throws -> QuarantineError? {
        let server = try await serving(answer)
        let fetch = try fetch()
        do throws(QuarantineError) {
            _ = try await fetch.hold(artifact(server.url + "/package.whl", digests))
            return nil
        } catch {
            #expect(ScratchDirectory.files(below: store.root) == [])
            return error
        }
    }

    @Test func `an artifact is fetched, compared and held`() async throws {
        let server = try await serving(.init(body: bytes))
        let digests = [digest(.sha512), digest(.sha1)]
        let held = try await fetch().hold(artifact(server.url + "/package.whl", digests))
        #expect(try store.read(held) == bytes)
        #expect(store.find(digest(.sha512)) == held)
    }

    @Test func `held bytes are not fetched again, not even when the registry is gone`() async throws {
        let server = try await serving(.init(body: bytes))
        let wanted = artifact(server.url + "/package.whl", [digest(.sha512), digest(.sha256)])
        let first = try await fetch().hold(wanted)
        let gone = artifact("http://127.0.0.1:1/package.whl", wanted.expectedDigests)
        #expect(try await fetch().hold(gone) == first)
        #expect(server.requests.count == 1)
    }

    @Test func `an artifact without a stated digest is always fetched`() async throws {
        let server = try await serving(.init(body: bytes))
        let wanted = artifact(server.url + "/package.whl")
        _ = try await fetch().hold(wanted)
        _ = try await fetch().hold(wanted)
        #expect(server.requests.count == 2)
    }

    @Test func `held bytes that miss one of the stated digests are fetched again and refused`() async throws {
        let server = try await serving(.init(body: bytes))
        _ = try await fetch().hold(artifact(server.url + "/package.whl", [digest(.sha256)]))
        let wrong = DigestFunction.digest(of: [1], .sha1)
        let both = artifact(server.url + "/package.whl", [digest(.sha256), wrong])
        await #expect(throws: QuarantineError.digestMismatch(got: digest(.sha1), expected: wrong)) {
            try await fetch().hold(both)
        }
    }

    @Test func `a digest that differs is refused`() async throws {
        let wrong = DigestFunction.digest(of: [1], .sha512)
        let error = try await failure(.init(body: bytes), [wrong])
        #expect(error == .digestMismatch(got: digest(.sha512), expected: wrong))
    }

    @Test(arguments: [
        (401, QuarantineError.accessDenied(artifact: "package-1.0-py3-none-any.whl", status: 401)),
        (403, .accessDenied(artifact: "package-1.0-py3-none-any.whl", status: 403)),
        (404, .artifactMissing(artifact: "package-1.0-py3-none-any.whl")),
        (500, .registryFailed(artifact: "package-1.0-py3-none-any.whl", status: 500)),
        (204, .unexpectedStatus(artifact: "package-1.0-py3-none-any.whl", status: 204)),
    ])
    func `a status other than 200 is an error of its own`(status: Int, expected: QuarantineError) async throws {
        #expect(try await failure(.init(status: status)) == expected)
    }

    @Test func `a truncated body is refused and leaves nothing`() async throws {
        let error = try await failure(.init(body: bytes, delivery: .truncated(afterBytes: 5)))
        guard case .transferFailed(let artifact, _) = error else {
            Issue.record("got \(String(describing: error)), but a failed transfer was expected")
            return
        }
        #expect(artifact == "package-1.0-py3-none-any.whl")
    }

    @Test func `a registry that is down is a failed transfer with the artifact's name`() async throws {
        await #expect(throws: QuarantineError.self) {
            try await fetch().hold(artifact("http://127.0.0.1:1/package.whl"))
        }
        #expect(ScratchDirectory.files(below: store.root) == [])
    }

    @Test func `a local file is taken in through its URL`() async throws {
        let path = try scratch.write(bytes, to: "a file.whl")
        let url = "file://" + path.replacing(" ", with: "%20")
        let held = try await fetch().hold(artifact(url, [digest(.sha256)]))
        #expect(try store.read(held) == bytes)
    }

    @Test(arguments: ["ftp://host.invalid/a.whl", "a.whl", "file://host.invalid/a.whl", "file:a.whl", "file:///a%zz"])
    func `an address of another kind is refused`(url: String) async throws {
        await #expect(throws: QuarantineError.unsupportedURL(artifact: "package-1.0-py3-none-any.whl", url: url)) {
            try await fetch().hold(artifact(url))
        }
    }
}
