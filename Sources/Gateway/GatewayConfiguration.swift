import Packages

/// One npm registry that the user's configuration names.
package struct NpmUpstream: Sendable, Hashable {
    /// With or without a slash at the end; may have a base path.
    package let registryURL: String
    /// The whole `Authorization` value for this registry, `Bearer …` or `Basic …`.
    package let authorization: String?
    /// The scopes, each with its `@`, whose packages come from here; empty for the default registry.
    package let scopes: [String]

    package init(registryURL: String, authorization: String? = nil, scopes: [String] = []) {
        self.registryURL = registryURL
        self.authorization = authorization
        self.scopes = scopes
    }
}

/// One simple index (PEP 503) that the user's configuration names.
package struct PythonUpstream: Sendable, Hashable {
    /// As the user wrote it; `user:password@` in it is used and never shown.
    package let url: String
    package let authorization: String?
    /// Whether the user accepts plain http for its host (`--trusted-host`).
    package let isTrustedHTTP: Bool

    package init(url: String, authorization: String? = nil, isTrustedHTTP: Bool = false) {
        self.url = url
        self.authorization = authorization
        self.isTrustedHTTP = isTrustedHTTP
    }
}

/// What one session's gateway stands in front of.
package struct GatewayConfiguration: Sendable {
    /// The default registry first; one door is opened for each.
    package var npmUpstreams: [NpmUpstream]
    /// In the user's order, the `index-url` first.
    package var pypiIndexes: [PythonUpstream]
    /// Local folders or files, `file:` URLs, or http pages of links.
    package var findLinks: [String]
    package var noIndex: Bool
    /// The tarballs that the lockfile names, with the URLs that stand in it; their paths are answered without asking
    /// for a packument.
    package var lockedTarballs: [Artifact]
    /// Addresses of tarballs that the project or the command line names in place of a version, as written.
    package var directTarballs: [String]
    /// Filled as pages arrive.
    package var offers: IndexOffers
    /// A private folder of the session for what need not lie in memory; nil: it does.
    package var documentFolder: String?

    package init(
        npmUpstreams: [NpmUpstream] = [], pypiIndexes: [PythonUpstream] = [], findLinks: [String] = [],
        noIndex: Bool = false, lockedTarballs: [Artifact] = [], directTarballs: [String] = [],
        offers: IndexOffers = IndexOffers(), documentFolder: String? = nil
    ) {
        self.npmUpstreams = npmUpstreams
        self.pypiIndexes = pypiIndexes
        self.findLinks = findLinks
        self.noIndex = noIndex
        self.lockedTarballs = lockedTarballs
        self.directTarballs = directTarballs
        self.offers = offers
        self.documentFolder = documentFolder
    }
}

/// What the later stages say to one artifact.
package enum GatewayAnswer: Sendable, Equatable {
    /// Judged bytes in a file that nobody changes; `sha256` in hexadecimal.
    case file(path: String, byteCount: Int, sha256: String)
    /// The message is one sentence; the status is what the client gets, 403 for a verdict.
    case refused(status: Int, message: String)
}

/// How the gateway asks the later stages; all are called off the event loops and may take as long as they need.
package struct GatewayHandlers: Sendable {
    package let artifact: @Sendable (Artifact) async -> GatewayAnswer
    /// Told of an artifact whose choice is likely, once each, so that fetching and judging can begin.
    package let likely: @Sendable (Artifact) -> Void
    /// Whether the proxy door may open a tunnel to a host and port, and by which port of this machine the client asks.
    package let connect: @Sendable (_ host: String, _ port: Int, _ client: Int?) async -> Bool
    /// Whose script holds the other end of a connection to the proxy door, by the port of that end; nil where unknown.
    package let caller: @Sendable (_ port: Int) async -> String?
    /// What the stand-in for git asks: a request's words to the answer's status and text.
    package let git: @Sendable ([String]) async -> (status: Int, text: String)
    /// What the stand-in for npm's shell asks before it runs a script.
    package let script: @Sendable ([UInt8]) async -> (status: Int, text: String)
    /// Why a wheel's separate metadata must not be handed out; nil where it may.
    ///
    /// An index states it and no wheel need agree, while clients resolve by it: what it requires by an address they
    /// would fetch and build at once.
    package let objection: @Sendable (_ metadata: [UInt8]) -> String?
    /// The judged files of a Python project that may be offered while an index cannot be reached.
    ///
    /// Each has a digest. Not empty only where the client checks the digests that the user states.
    package let kept: @Sendable (PackageName) -> [Artifact]

    package init(
        artifact: @escaping @Sendable (Artifact) async -> GatewayAnswer,
        likely: @escaping @Sendable (Artifact) -> Void,
        connect: @escaping @Sendable (_ host: String, _ port: Int, _ client: Int?) async -> Bool,
        caller: @escaping @Sendable (_ port: Int) async -> String? = { _ in nil },
        git: @escaping @Sendable ([String]) async -> (status: Int, text: String) = { _ in (403, "no git here") },
        script: @escaping @Sendable ([UInt8]) async -> (status: Int, text: String) = { _ in (403, "no scripts here") },
        objection: @escaping @Sendable (_ metadata: [UInt8]) -> String? = { _ in nil },
        kept: @escaping @Sendable (PackageName) -> [Artifact] = { _ in [] }
    ) {
        self.artifact = artifact
        self.likely = likely
        self.connect = connect
        self.caller = caller
        self.git = git
        self.script = script
        self.objection = objection
        self.kept = kept
    }
}

/// What the guarded command is doing.
package enum GatewayPhase: Sendable {
    /// The client resolves; every candidate is listed.
    case plan
    /// The client installs; a project that has allowed artifacts lists those and what was served before, nothing else.
    case install(allowed: [Artifact])
}

/// Where one upstream registry is served.
package struct NpmDoor: Sendable, Hashable {
    package let upstream: NpmUpstream
    /// `http://127.0.0.1:port/`.
    package let url: String
    package let port: Int
}
