import Packages
import Quarantine

/// Who asked for whom, from the metadata of what pip had already been given, for when its plan never came to be.
///
/// A dry run that is refused an artifact ends without a report. What it was given until then is in the quarantine, and
/// its metadata names what it requires.
struct RequestChains: Sendable {
    let store: QuarantineStore
    let pool: InspectionPool

    /// The shortest chain from what was asked for down to whoever requires each release, empty for direct requests.
    func requiredBy(_ judged: [JudgedArtifact]) async -> [PackageIdentity: [String]] {
        var requires: [PackageName: Set<PackageName>] = [:]
        for one in judged {
            guard case .judged(_, let held, _) = one.outcome, one.artifact.kind != .npmTarball else { continue }
            requires[one.artifact.identity.name, default: []].formUnion(
                await requirements(of: held, one.artifact))
        }
        let required = requires.values.reduce(into: Set<PackageName>()) { $0.formUnion($1) }
        var chains: [PackageName: [String]] = [:]
        var queue = requires.keys.filter { !required.contains($0) }.sorted { $0.normalized < $1.normalized }
        for name in queue { chains[name] = [] }
        var next = 0
        while next < queue.count {
            let name = queue[next]
            next += 1
            for wanted in requires[name, default: []] where chains[wanted] == nil && requires[wanted] != nil {
                chains[wanted] = chains[name, default: []] + [name.written]
                queue.append(wanted)
            }
        }
        return judged.reduce(into: [:]) { found, one in
            if let chain = chains[one.artifact.identity.name] { found[one.artifact.identity] = chain }
        }
    }

    /// Read by a worker, as everything that lies in an archive.
    private func requirements(of held: HeldArtifact, _ artifact: Artifact) async -> Set<PackageName> {
        let store = store
        let names = await pool.run { desk -> [PackageName] in
            guard let file = try? store.map(held) else { return [] }
            return desk.requirements(of: file, sha256: held.sha256, artifact: artifact)
        }
        return Set(names)
    }
}
