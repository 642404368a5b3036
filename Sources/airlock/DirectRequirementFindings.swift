import Behaviors
import Packages
import Resolution
import Verdicts

/// One finding for each file of a wheel or sdist that requires something by an address.
///
/// Read are a wheel's `METADATA`, an sdist's `PKG-INFO`, `requires.txt`, `pyproject.toml` and `setup.cfg`, and the files
/// that the latter two name.
func directRequirementFindings(in files: [PackageFile], kind: ArtifactKind) -> [Evidence.Finding] {
    switch kind {
    case .npmTarball: return []
    case .wheel:
        return files.filter { $0.path.hasSuffix(".dist-info/METADATA") && depth($0.path) == 1 }.compactMap {
            finding(DirectRequirements.inMetadata($0.bytes), in: $0.path)
        }
    case .sdist: break
    }
    let projects = files.filter { ["pyproject.toml", "setup.cfg"].contains($0.path) }
    let referenced = Set(projects.flatMap { DirectRequirements.referencedPaths(inProjectFile: $0.bytes) })
    return files.compactMap { file in
        let isOfEggInfo = file.path.contains(".egg-info/") && depth(file.path) <= 2
        if file.path == "PKG-INFO" || isOfEggInfo && file.path.hasSuffix("/PKG-INFO") {
            return finding(DirectRequirements.inMetadata(file.bytes), in: file.path)
        }
        if ["pyproject.toml", "setup.cfg"].contains(file.path)
            || isOfEggInfo && file.path.hasSuffix("/requires.txt")
        {
            return finding(DirectRequirements.inProjectFile(file.bytes), in: file.path)
        }
        guard referenced.contains(file.path) else { return nil }
        return finding(DirectRequirements.inProjectFile(file.bytes, isReferenced: true), in: file.path)
    }
}

private func finding(_ requirements: [DirectRequirement], in path: String) -> Evidence.Finding? {
    requirements.first.map {
        Evidence.Finding(
            code: .directURLRequirement, message: "requires '\($0.text)', which no index vouches for", file: path,
            line: $0.line)
    }
}

private func depth(_ path: String) -> Int { path.utf8.count { $0 == UInt8(ascii: "/") } }
