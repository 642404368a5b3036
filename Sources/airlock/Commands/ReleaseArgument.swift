import ArgumentParser
import Foundation
import Packages
import Verdicts

/// How `explain` and `allow` name a release: `NAME@VERSION`, or the first digits of an artifact's sha256.
enum ReleaseArgument: ExpressibleByArgument {
    case release(name: String, version: String)
    case digest(prefix: String)

    init?(argument: String) {
        // A scope begins with '@', so the version stands behind the last one.
        if let separator = argument.lastIndex(of: "@"), separator > argument.startIndex {
            let version = String(argument[argument.index(after: separator)...])
            guard !version.isEmpty else { return nil }
            self = .release(name: String(argument[..<separator]), version: version)
            return
        }
        let digits = argument.hasPrefix("sha256:") ? String(argument.dropFirst(7)) : argument
        guard (6...64).contains(digits.utf8.count), digits.allSatisfy(\.isHexDigit) else { return nil }
        self = .digest(prefix: digits)
    }

    var description: String {
        switch self {
        case .release(let name, let version): "\(name)@\(version)"
        case .digest(let prefix): prefix
        }
    }

    /// The newest evidence per artifact that fits, latest first.
    func evidence(in store: VerdictStore, ecosystem: Ecosystem?) throws(VerdictsError) -> [Evidence] {
        var found: [Evidence] = []
        switch self {
        case .digest(let prefix):
            found = try store.evidence(digestPrefix: prefix)
        case .release(let name, let version):
            for release in try store.releases(named: name, version: version, ecosystem: ecosystem) {
                found += try store.evidence(digestPrefix: release.sha256.hexadecimal)
            }
        }
        var seen: Set<Digest> = []
        return found.filter { seen.insert($0.sha256).inserted && (ecosystem == nil || $0.ecosystem == ecosystem) }
    }
}
