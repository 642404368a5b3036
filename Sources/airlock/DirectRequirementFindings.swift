import Behaviors
import Interception
import Packages
import Resolution
import Verdicts

/// One finding for each file of a wheel or sdist that requires something by an address.
///
/// Read are a wheel's `METADATA`, an sdist's `PKG-INFO`, `requires.txt`, `pyproject.toml` and `setup.cfg`, and the files
/// that the latter two name; an npm package's own `package.json`, where it is only a warning, since npm asks Airlock for
/// what stands at the address and gets it judged.
func directRequirementFindings(in files: [PackageFile], kind: ArtifactKind) -> [Evidence.Finding] {
    switch kind {
    case .npmTarball:
        return files.first { $0.path == "package.json" }.map { directDependencyFindings(in: $0.bytes) } ?? []
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

private func directDependencyFindings(in manifest: [UInt8]) -> [Evidence.Finding] {
    guard let json = try? JSONValue.parse(manifest, path: "package.json") else { return [] }
    let wanted = ["dependencies", "optionalDependencies"].flatMap { kind in
        (json[kind]?.members ?? [:]).compactMap { name, value in value.text.map { (name, $0) } }
    }
    let direct = wanted.sorted { $0 < $1 }.filter { name, specifier in
        switch NpmPackageSpec(dependency: name, specifier: specifier) {
        case .git, .remote: true
        case .registry, .folder, .archive: false
        }
    }
    return direct.prefix(3).map { name, specifier in
        Evidence.Finding(
            code: .directURLDependency, message: "depends on '\(name)' from '\(specifier.prefix(200))'",
            file: "package.json")
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
