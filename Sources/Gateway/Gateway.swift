// Gateway: the loopback server of one guarded command.
//
// What it does: stands in for the user's npm registries (one port each), their Python indexes (one port) and every
// other host (the proxy door), passes metadata through and takes each artifact from the later stages by a closure.
// What it never does: judge, keep anything beyond the session, rewrite a tarball URL, relay a redirect, listen beyond
// 127.0.0.1. What it guarantees: a client without the session's secret gets nothing, a user's token goes to the origin
// that it was configured for, and no byte of an artifact leaves a door that the handlers did not hand over.

import NIOCore
import NIOPosix
import Packages
import Transfer

/// One session's doors; open from `start` to `stop`.
package final class Gateway: Sendable {
    /// One per configured registry, in their order.
    package let npmDoors: [NpmDoor]
    /// What pip takes for its index; ends without a slash.
    package let pypiIndexURL: String
    /// With its credentials, as `HTTPS_PROXY` takes it.
    package let proxyURL: String
    /// Where Airlock's stand-in for git asks, with the npm token.
    package let gitURL: String
    /// Where Airlock's stand-in for npm's shell asks, with the npm token.
    package let scriptURL: String
    /// The token that npm sends as `Authorization: Bearer`.
    package let npmToken: String

    private let configuration: GatewayConfiguration
    private let group: MultiThreadedEventLoopGroup
    private let listeners: [Listener]
    private let record: GatewayRecord
    private let packuments: NpmPackuments
    private let paths: TarballPaths
    private let python: SimpleIndexDoor
    private let ledger: ReleaseLedger
    private let translation: LoopbackTranslation

    private init(
        configuration: GatewayConfiguration, group: MultiThreadedEventLoopGroup, doors: OpenDoors,
        record: GatewayRecord, packuments: NpmPackuments, paths: TarballPaths, python: SimpleIndexDoor,
        ledger: ReleaseLedger, secret: SessionSecret
    ) {
        self.configuration = configuration
        self.group = group
        self.record = record
        self.packuments = packuments
        self.paths = paths
        self.python = python
        self.ledger = ledger
        listeners = doors.npm.map(\.listener) + [doors.python, doors.proxy, doors.standIn]
        npmDoors = doors.npm.map { door in
            NpmDoor(upstream: door.upstream, url: "http://127.0.0.1:\(door.listener.port)/", port: door.listener.port)
        }
        translation = LoopbackTranslation(
            port: doors.python.port, secret: secret, files: python.files,
            indexURL: configuration.pypiIndexes.first?.url)
        pypiIndexURL = "http://127.0.0.1:\(doors.python.port)/\(secret.text)/simple"
        proxyURL = "http://airlock:\(secret.text)@127.0.0.1:\(doors.proxy.port)"
        gitURL = "http://127.0.0.1:\(doors.standIn.port)/git"
        scriptURL = "http://127.0.0.1:\(doors.standIn.port)/script"
        npmToken = secret.text
    }

    private struct OpenDoors {
        var npm: [(upstream: NpmUpstream, listener: Listener)] = []
        let python: Listener
        let proxy: Listener
        let standIn: Listener
    }

    /// Opens every door on a random port; what upstreams say of releases goes into `ledger`.
    package static func start(
        _ configuration: GatewayConfiguration, transfer: HTTPTransfer, handlers: GatewayHandlers,
        ledger: ReleaseLedger = ReleaseLedger()
    ) async throws(GatewayError) -> Gateway {
        for url in configuration.npmUpstreams.map(\.registryURL) + configuration.pypiIndexes.map(\.url) {
            guard let address = WebAddress(url), address.scheme != "file" else {
                throw .upstreamURL(LoopbackTranslation.redacted(url))
            }
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let record = GatewayRecord()
        let secret = SessionSecret()
        let paths = TarballPaths()
        paths.add(configuration.lockedTarballs)
        paths.add(directAddresses: configuration.directTarballs)
        let packuments = NpmPackuments(configuration, transfer: transfer, paths: paths, ledger: ledger)
        let python = SimpleIndexDoor(
            secret: secret, record: record, handlers: handlers, files: LoopbackFiles(),
            pages: SimplePages(configuration, transfer: transfer, ledger: ledger, kept: handlers.kept))
        do throws(GatewayError) {
            var doors = OpenDoors(
                python: try await open(python, group: group, record: record),
                proxy: try await Listener.open("proxy", group: group) { child, _ in
                    let connection = ProxyConnection(secret: secret, record: record, handlers: handlers)
                    try child.pipeline.syncOperations.addHandler(connection)
                },
                standIn: try await open(
                    StandInDoor(secret: secret, record: record, handlers: handlers), group: group, record: record))
            for upstream in configuration.npmUpstreams {
                let door = NpmRegistryDoor(
                    upstream: upstream, secret: secret, record: record, handlers: handlers, packuments: packuments,
                    paths: paths, transfer: transfer)
                doors.npm.append((upstream, try await open(door, group: group, record: record)))
            }
            return Gateway(
                configuration: configuration, group: group, doors: doors, record: record, packuments: packuments,
                paths: paths, python: python, ledger: ledger, secret: secret)
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    private static func open(
        _ door: some Door, group: MultiThreadedEventLoopGroup, record: GatewayRecord
    ) async throws(GatewayError) -> Listener {
        try await Listener.open(door.doorName, group: group) { child, port in
            try Listener.addHTTP(to: child, DoorConnection(door: door, record: record, port: port))
        }
    }

    /// From the address at an npm door to the upstream's, of every tarball that was asked for there.
    ///
    /// npm writes a door's address where it was given an address in place of a version, and nowhere else.
    package var npmOriginals: [String: String] { paths.originals }

    /// Tells the doors that planning has ended, and what of it may be listed from now on.
    package func enter(_ phase: GatewayPhase) {
        record.enter(phase)
    }

    package func log() -> GatewayLog { record.log }

    /// Asks the npm registries for the full documents of these packages, where the session has none, for its ledger.
    package func readDocuments(of names: [PackageName]) async {
        let missing = Set(names.filter { $0.ecosystem == .npm && !ledger.hasTimes(of: $0) }.map(\.normalized))
        await packuments.read(missing.sorted())
    }

    /// Begins to fetch the pages of Python projects that a client will ask for first.
    package func expect(_ projects: [PackageName]) {
        python.pages.prefetch(projects.filter { $0.ecosystem == .pypi }.map(\.normalized))
    }

    /// Closes every door and connection; requests under way are dropped.
    package func stop() async {
        packuments.cancelAll()
        python.cancelAll()
        for listener in listeners { try? await listener.channel.close() }
        try? await group.shutdownGracefully()
    }

    /// The `Authorization` value that the user's configuration has for a URL's origin, for whoever fetches artifacts.
    package func authorization(forURL url: String) -> String? {
        guard let origin = WebAddress(url)?.origin else { return nil }
        let npm = configuration.npmUpstreams.first {
            WebAddress($0.registryURL)?.origin == origin && $0.authorization != nil
        }
        if let authorization = npm?.authorization { return authorization }
        let index = configuration.pypiIndexes.first {
            WebAddress($0.url)?.origin == origin && $0.effectiveAuthorization != nil
        }
        return index?.effectiveAuthorization
    }

    /// The upstream address behind one of the Python door's URLs; nil for any other text.
    package func upstreamURL(forLoopback url: String) -> String? {
        translation.upstreamURL(forLoopback: url)
    }

    /// The artifact behind one of the Python door's file URLs, whatever user name or fragment it has.
    package func artifact(forLoopback url: String) -> Artifact? {
        translation.artifact(forLoopback: url)
    }

    /// The Python door's address for a file that a lock names; nil when no pip would take it for one of the project.
    ///
    /// - Parameter project: the normalized name.
    package func address(ofFile filename: String, project: String, url: String, digests: [Digest]) -> String? {
        guard let address = WebAddress(url), address.scheme != "file",
            let file = SimpleFile(project: project, filename: filename, address: address, digests: digests)
        else { return nil }
        return pypiIndexURL.dropLast("simple".count) + python.files.path(of: file)
    }

    /// Replaces every address of the Python door by its upstream's, for what clients print and write.
    package func translate(_ text: [UInt8]) -> [UInt8] {
        translation.translate(text)
    }
}
