import Foundation
import Packages
import Synchronization
import Transfer

/// The merged pages of one session: every index and every find-links source, in the user's order.
final class SimplePages: Sendable {
    private static let accept =
        "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"

    private let indexes: [PythonUpstream]
    private let findLinks: [String]
    private let offers: IndexOffers
    private let transfer: HTTPTransfer
    private let ledger: ReleaseLedger
    private let kept: @Sendable (PackageName) -> [Artifact]
    private let pages = SharedWork<String, [SimpleFile]>()
    private let linkPages = SharedWork<String, UpstreamDocument>()
    private let metadata = SharedWork<String, [UInt8]>()
    /// Projects whose likely choice has been followed.
    private let anticipated = Mutex<Set<String>>([])

    init(
        _ configuration: GatewayConfiguration, transfer: HTTPTransfer, ledger: ReleaseLedger,
        kept: @escaping @Sendable (PackageName) -> [Artifact] = { _ in [] }
    ) {
        indexes = configuration.noIndex ? [] : configuration.pypiIndexes
        findLinks = configuration.findLinks
        offers = configuration.offers
        self.transfer = transfer
        self.ledger = ledger
        self.kept = kept
    }

    /// All files of a project by its normalized name; empty when nobody has it.
    func files(of project: String) async -> Result<[SimpleFile], UpstreamFailure> {
        await pages.get(project) { [self] in
            var files: [SimpleFile] = []
            for source in findLinks {
                switch await filesLinked(from: source, project: project) {
                case .success(let found): files += found
                case .failure(let failure): return .failure(failure)
                }
            }
            var isCutOff = false
            for result in await askIndexes(project) {
                switch result {
                case .success(let found): files += found
                case .failure(let failure):
                    // No answer at all: what was judged before will do, where every digest is checked.
                    let known = failure.status == nil ? keptFiles(of: project) : []
                    guard !known.isEmpty else { return .failure(failure) }
                    if !isCutOff { files += known }
                    isCutOff = true
                }
            }
            ledger.add(files, of: project)
            return .success(files)
        }
    }

    /// The bytes of a file's `.metadata`, checked against what the index says of them.
    func metadata(of file: SimpleFile, digest: Digest?) async -> Result<[UInt8], UpstreamFailure> {
        await metadata.get(file.artifact.url) { [self] in
            let url = file.artifact.url + ".metadata"
            let name = file.artifact.filename + ".metadata"
            let fetched = await UpstreamDocument.fetch(
                url, accept: "*/*", authorization: authorization(for: url), userAgent: nil, transfer: transfer)
            switch fetched {
            case .failure(let error):
                return .failure(.init(name: name, status: nil, message: "index did not give '\(name)': \(error)"))
            case .success(let document) where document.status != 200:
                let message = "index answered \(document.status) for '\(name)', which it had offered"
                return .failure(.init(name: name, status: document.status, message: message))
            case .success(let document):
                if let digest, DigestFunction.digest(of: document.bytes, digest.algorithm) != digest {
                    let message = "index gave '\(name)' with another digest than it had stated"
                    return .failure(.init(name: name, status: 200, message: message))
                }
                return .success(document.bytes)
            }
        }
    }

    /// Begins to fetch pages that will be asked for next.
    func prefetch(_ projects: [String]) {
        for project in projects where !pages.contains(project) {
            Task { _ = await files(of: project) }
        }
    }

    /// Looking ahead stops here; larger trees resolve at the client's own pace.
    private static let maximumAnticipated = 1_000

    /// Follows what the client will probably choose of a project, down the tree, and fetches what it asks for next.
    func anticipate(_ project: String, _ files: [SimpleFile], by guess: LikelyWheel) {
        let isNew = anticipated.withLock { done in
            done.count < Self.maximumAnticipated && done.insert(project).inserted
        }
        guard isNew, let file = guess.choose(files), case .offered(let digest) = file.metadata else { return }
        Task {
            guard case .success(let bytes) = await metadata(of: file, digest: digest) else { return }
            for required in CoreMetadata.plainRequirements(bytes) {
                Task {
                    guard case .success(let files) = await self.files(of: required) else { return }
                    anticipate(required, files, by: guess)
                }
            }
        }
    }

    func cancelAll() {
        pages.cancelAll()
        linkPages.cancelAll()
        metadata.cancelAll()
    }

    private func keptFiles(of project: String) -> [SimpleFile] {
        kept(PackageName(project, ecosystem: .pypi)).compactMap { artifact in
            WebAddress(artifact.url).flatMap {
                SimpleFile(
                    project: project, filename: artifact.filename, address: $0, digests: artifact.expectedDigests)
            }
        }
    }

    // MARK: Indexes

    private func askIndexes(_ project: String) async -> [Result<[SimpleFile], UpstreamFailure>] {
        await withTaskGroup(of: (Int, Result<[SimpleFile], UpstreamFailure>).self) { group in
            for (position, index) in indexes.enumerated() {
                group.addTask { [self] in (position, await ask(index, project)) }
            }
            var results: [(Int, Result<[SimpleFile], UpstreamFailure>)] = []
            for await result in group { results.append(result) }
            return results.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func ask(_ index: PythonUpstream, _ project: String) async -> Result<[SimpleFile], UpstreamFailure> {
        let fetched = await UpstreamDocument.fetch(
            index.pageURL(project), accept: Self.accept, authorization: index.effectiveAuthorization, userAgent: nil,
            transfer: transfer)
        let name = "index '\(index.shown)'"
        switch fetched {
        case .failure(let error):
            return .failure(.init(name: project, status: nil, message: "\(name) did not give '\(project)': \(error)"))
        case .success(let document):
            let found = files(in: document, source: name, project: project, missingIsEmpty: true)
            if case .success(let listed) = found { offers.note(listed, of: project, on: index.shown) }
            return found.map { Self.files($0, from: index.shown) }
        }
    }

    private func files(
        in document: UpstreamDocument, source: String, project: String, missingIsEmpty: Bool
    ) -> Result<[SimpleFile], UpstreamFailure> {
        if missingIsEmpty, document.status == 404 || document.status == 410 { return .success([]) }
        guard document.status == 200 else {
            let message = "\(source) answered \(document.status) for '\(project)'"
            return .failure(.init(name: project, status: document.status, message: message))
        }
        let page = WebAddress(document.finalURL)
        let files = page.flatMap {
            SimplePageReader.files(
                of: document.bytes, contentType: document.contentType, page: $0, project: project)
        }
        guard let files else {
            let message = "\(source) answered for '\(project)' with something that is no index page"
            return .failure(.init(name: project, status: 200, message: message))
        }
        return .success(files)
    }

    private static func files(_ files: [SimpleFile], from source: String) -> [SimpleFile] {
        files.map { file in
            var sourced = file
            sourced.source = source
            return sourced
        }
    }

    private func authorization(for url: String) -> String? {
        guard let origin = WebAddress(url)?.origin else { return nil }
        return indexes.lazy.filter { WebAddress($0.url)?.origin == origin }.compactMap(\.effectiveAuthorization).first
    }

    // MARK: Find-links

    private func filesLinked(from source: String, project: String) async -> Result<[SimpleFile], UpstreamFailure> {
        if let address = WebAddress(source), address.scheme != "file" {
            let shown = address.url
            let fetched = await linkPages.get(source) { [self] in
                let upstream = PythonUpstream(url: source)
                return await UpstreamDocument.fetch(
                    shown, accept: "text/html", authorization: upstream.effectiveAuthorization, userAgent: nil,
                    transfer: transfer
                ).mapError { UpstreamFailure(name: shown, status: nil, message: "find-links page: \($0)") }
            }
            return fetched.flatMap {
                files(in: $0, source: "find-links page '\(shown)'", project: project, missingIsEmpty: false)
            }.map { Self.files($0, from: shown) }
        }
        let path = WebAddress(source).map { PercentEncoding.decoded($0.path) ?? $0.path } ?? source
        return .success(Self.localFiles(at: path, project: project))
    }

    /// A folder's archives, a page's links, or a single archive; what cannot be read holds nothing, as in pip.
    private static func localFiles(at path: String, project: String) -> [SimpleFile] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return [] }
        if isFolder.boolValue {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            let folder = path.hasSuffix("/") ? path : path + "/"
            return names.sorted().compactMap { name in
                guard let address = fileAddress(folder + name) else { return nil }
                return SimpleFile(project: project, filename: name, address: address, digests: [])
            }
        }
        guard let address = fileAddress(path), let filename = address.filename else { return [] }
        if filename.lowercased().hasSuffix(".html") || filename.lowercased().hasSuffix(".htm") {
            guard let bytes = FileManager.default.contents(atPath: path) else { return [] }
            let files = SimplePageReader.files(
                of: Array(bytes), contentType: "text/html", page: address, project: project)
            return files ?? []
        }
        return SimpleFile(project: project, filename: filename, address: address, digests: []).map { [$0] } ?? []
    }

    private static func fileAddress(_ path: String) -> WebAddress? {
        let encoded = path.split(separator: "/", omittingEmptySubsequences: false)
            .map { PercentEncoding.encodedSegment(String($0)) }.joined(separator: "/")
        return encoded.hasPrefix("/") ? WebAddress("file://" + encoded) : nil
    }
}

extension PythonUpstream {
    /// The header for this index: the configured one, else the URL's own user and password.
    var effectiveAuthorization: String? {
        if let authorization { return authorization }
        guard let userinfo = WebAddress(url)?.userinfo, !userinfo.isEmpty else { return nil }
        let parts = userinfo.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let decoded = parts.map { PercentEncoding.decoded($0) ?? String($0) }
        return "Basic " + BasicCredentials.encoded(user: decoded[0], password: decoded.count > 1 ? decoded[1] : "")
    }

    /// Where a project's page is.
    func pageURL(_ project: String) -> String {
        let base = WebAddress(url)?.url ?? url
        return (base.hasSuffix("/") ? base : base + "/") + project + "/"
    }

    /// Its address as a message may show it.
    var shown: String { WebAddress(url)?.url ?? "index" }
}
