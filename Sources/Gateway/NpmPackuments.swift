import Packages
import Synchronization
import Transfer

/// The packuments of one session: fetched once, checked, parsed, and fetched ahead along the likely tree.
final class NpmPackuments: Sendable {
    /// What is asked of which registry.
    struct Query: Sendable {
        let upstream: NpmUpstream
        let name: String
        /// Tells the abbreviated document from the full one.
        let accept: String
        let userAgent: String?
    }

    /// A document and what it says; no packument for a 404.
    struct Loaded: Sendable {
        let status: Int
        let contentType: String?
        let text: KeptDocument
        let packument: Packument?
    }

    private struct Key: Hashable, Sendable {
        let url: String
        let accept: String
    }

    /// Looking ahead stops here; larger trees resolve at the client's own pace.
    private static let maximumAnticipated = 10_000

    private let upstreams: [NpmUpstream]
    private let transfer: HTTPTransfer
    private let paths: TarballPaths
    private let ledger: ReleaseLedger
    private let documents: KeptDocuments
    private let work = SharedWork<Key, Loaded>()
    /// The ranges by which the releases followed so far depend on a package.
    private let ranges = Mutex<[String: Set<String>]>([:])

    init(
        _ configuration: GatewayConfiguration, transfer: HTTPTransfer, paths: TarballPaths, ledger: ReleaseLedger
    ) {
        upstreams = configuration.npmUpstreams
        self.transfer = transfer
        self.paths = paths
        self.ledger = ledger
        documents = KeptDocuments(folder: configuration.documentFolder)
    }

    func get(_ query: Query) async -> Result<Loaded, UpstreamFailure> {
        await work.get(Key(url: query.upstream.packumentURL(query.name), accept: query.accept)) { [self] in
            await load(query)
        }
    }

    /// Follows what the client will probably choose, down the tree.
    ///
    /// Fetches the packuments that it asks for next and reports each probable artifact. Called for a document that the client has asked for, with no range known.
    func anticipate(_ loaded: Loaded, asked query: Query, report: @escaping @Sendable (Artifact) -> Void) {
        let known = ranges.withLock { ranges in
            ranges[query.name]
        }
        // A package that others depend on has been followed by their ranges already.
        guard known == nil, let release = loaded.packument?.likelyRelease(for: nil) else { return }
        follow(release, query, report)
    }

    private func follow(_ release: Packument.Release, _ query: Query, _ report: @escaping @Sendable (Artifact) -> Void)
    {
        guard release.isForThisMachine else { return }
        report(release.artifact)
        for (name, range) in release.dependencies where work.count < Self.maximumAnticipated {
            guard let upstream = upstream(for: name), NpmPaths.isName(name) else { continue }
            let isNew = ranges.withLock { $0[name, default: []].insert(range).inserted }
            guard isNew else { continue }
            let next = Query(upstream: upstream, name: name, accept: query.accept, userAgent: query.userAgent)
            Task {
                guard case .success(let loaded) = await get(next) else { return }
                if let release = loaded.packument?.likelyRelease(for: range) { follow(release, next, report) }
            }
        }
    }

    /// Reads the full documents of packages that no client has asked for; what cannot be had stays unknown.
    func read(_ names: [String]) async {
        await withTaskGroup(of: Void.self) { group in
            var waiting = names.makeIterator()
            func addOne() {
                guard let name = waiting.next(), NpmPaths.isName(name), let upstream = upstream(for: name) else {
                    return
                }
                let query = Query(upstream: upstream, name: name, accept: "application/json", userAgent: nil)
                group.addTask { [self] in _ = await get(query) }
            }
            for _ in 0..<Self.parallelReads { addOne() }
            while await group.next() != nil { addOne() }
        }
    }

    /// Documents read at the same time beyond what clients ask for.
    private static let parallelReads = 16

    func cancelAll() { work.cancelAll() }

    private func upstream(for name: String) -> NpmUpstream? {
        guard name.hasPrefix("@") else { return upstreams.first }
        let scope = String(name.prefix { $0 != "/" })
        return upstreams.first { $0.scopes.contains(scope) } ?? upstreams.first
    }

    private func load(_ query: Query) async -> Result<Loaded, UpstreamFailure> {
        let name = query.name
        let registry = "npm registry '\(query.upstream.shown)'"
        let fetched = await UpstreamDocument.fetch(
            query.upstream.packumentURL(name), accept: query.accept, authorization: query.upstream.authorization,
            userAgent: query.userAgent, transfer: transfer)
        func failure(_ status: Int?, _ message: String) -> Result<Loaded, UpstreamFailure> {
            .failure(UpstreamFailure(name: name, status: status, message: message))
        }
        switch fetched {
        case .failure(let error): return failure(nil, "\(registry) did not give '\(name)': \(error)")
        case .success(let document) where document.status == 404:
            return .success(
                Loaded(
                    status: document.status, contentType: document.contentType, text: documents.keep(document.bytes),
                    packument: nil))
        case .success(let document) where document.status != 200:
            return failure(document.status, "\(registry) answered \(document.status) for '\(name)'")
        case .success(let document):
            guard let outline = PackumentOutline(document.bytes) else {
                return failure(200, "\(registry) answered for '\(name)' with something that is no packument")
            }
            guard outline.name == nil || outline.name == name else {
                return failure(200, "\(registry) answered for '\(name)' with another package's document")
            }
            let text = documents.keep(document.bytes)
            let packument = Packument(outline, of: text, askedFor: name)
            paths.add(packument, tarballs: outline.tarballs)
            ledger.add(packument, of: name, source: query.upstream.shown)
            paths.add(directAddresses: packument.directDependencies)
            return .success(
                Loaded(
                    status: document.status, contentType: document.contentType, text: text, packument: packument))
        }
    }
}
