import Foundation
import Packages
import Quarantine

/// Who asked for whom, from the metadata of what pip had already been given, for when its plan never came to be.
///
/// A dry run that is refused an artifact ends without a report. What it was given until then is in the quarantine, and
/// its metadata names what it requires.
struct RequestChains: Sendable {
    private let store: QuarantineStore

    init(store: QuarantineStore) { self.store = store }

    /// The shortest chain from what was asked for down to whoever requires each release, empty for direct requests.
    func requiredBy(_ judged: [JudgedArtifact]) -> [PackageIdentity: [String]] {
        var requires: [PackageName: Set<PackageName>] = [:]
        for one in judged {
            guard case .judged(_, let held, _) = one.outcome, one.artifact.kind != .npmTarball else { continue }
            requires[one.artifact.identity.name, default: []].formUnion(requirements(of: held, one.artifact))
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

    /// The names behind `Requires-Dist` in the header of the artifact's core metadata.
    private func requirements(of held: HeldArtifact, _ artifact: Artifact) -> Set<PackageName> {
        guard let file = try? store.map(held),
            let unpacked = try? ArchiveReader().read(file, kind: artifact.kind, filename: artifact.filename),
            let metadata = unpacked.files.first(where: {
                $0.path.hasSuffix(".dist-info/METADATA") || $0.path == "PKG-INFO"
            })
        else { return [] }
        let lines = (metadata.bytes ?? []).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var names: Set<PackageName> = []
        for line in lines {
            let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            if text.isEmpty { break }
            guard text.lowercased().hasPrefix("requires-dist:") else { continue }
            let requirement = text.dropFirst("requires-dist:".count).drop { $0 == " " }
            let name = requirement.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
            names.insert(PackageName(String(name), ecosystem: .pypi))
        }
        return names
    }
}
