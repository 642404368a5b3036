import Foundation
import Packages
import Verdicts

/// The release that the file name of a local Python archive promises, when the archive's own metadata states another.
///
/// pip takes name and version of such a file from its name, and so does whoever reads a folder of wheels. Wheels are named
/// by PEP 427; of a source distribution's name only what stands before the last hyphen with a digit behind it counts. npm
/// never looks at the name of a tarball, so there is nothing to compare.
///
/// - Returns: nil where both agree, or one of them says nothing.
func contradictedIdentity(
    fileName: String, kind: ArtifactKind, declaredName: String?, declaredVersion: String?
) -> PackageIdentity? {
    guard let stated = releaseStated(by: fileName, kind), let declaredName else { return nil }
    if PackageName(declaredName, ecosystem: .pypi) != stated.name { return stated }
    guard let declaredVersion, !isSameVersion(declaredVersion, stated.version, ecosystem: .pypi) else { return nil }
    // Whoever packs a release anew names the file with a label of their own, as in `1.0+ds`.
    let publicPart = String(stated.version.prefix { $0 != "+" })
    return isSameVersion(declaredVersion, publicPart, ecosystem: .pypi) ? nil : stated
}

/// The release that a Python archive's file name states, as far as it does.
func releaseStated(by fileName: String, _ kind: ArtifactKind) -> PackageIdentity? {
    switch kind {
    case .npmTarball: return nil
    case .wheel:
        let parts = fileName.dropLast(".whl".count).split(separator: "-", omittingEmptySubsequences: false)
        guard fileName.lowercased().hasSuffix(".whl"), parts.count == 5 || parts.count == 6 else { return nil }
        return identity(parts[0], parts[1])
    case .sdist:
        guard let ending = sdistEndings.first(where: fileName.lowercased().hasSuffix) else { return nil }
        let stem = fileName.dropLast(ending.count)
        var cut = stem.lastIndex(of: "-")
        while let hyphen = cut {
            let version = stem[stem.index(after: hyphen)...]
            if version.first?.isNumber == true { return identity(stem[..<hyphen], version) }
            cut = stem[..<hyphen].lastIndex(of: "-")
        }
        return nil
    }
}

private let sdistEndings = [".tar.gz", ".tgz", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".tar", ".zip"]

private func identity(_ name: Substring, _ version: Substring) -> PackageIdentity? {
    guard !name.isEmpty, !version.isEmpty else { return nil }
    return PackageIdentity(name: PackageName(String(name), ecosystem: .pypi), version: String(version))
}
