internal import Packages

/// Top-level modules that belong to another well-known project.
///
/// A distribution that installs `requests` and is not Requests replaces it, or waits for somebody who misspelled its name.
/// Looked at are the places from which Python imports: a wheel's top level with its `purelib` and `platlib`, and what a
/// source distribution names in `top_level.txt`, else its packages at the top and in `src`. Vendored copies lie deeper.
/// npm has no counterpart: what a package holds in its own `node_modules` is found by nobody else.
func foreignModules(in source: SignalSource) -> [ArchiveSignal] {
    guard source.kind != .npmTarball, let declared = source.declaredName else { return [] }
    let name = PackageName.normalizedForPyPI(declared)
    return topLevelModules(of: source).compactMap { module in
        guard let owners = WellKnownModules.owners[module.name], !owners.contains(name) else { return nil }
        return ArchiveSignal(
            .foreignModule, module.path, "the module '\(module.name)' belongs to '\(owners.first ?? module.name)'")
    }
}

private struct TopLevelModule {
    let name: String
    let path: String
}

private func topLevelModules(of source: SignalSource) -> [TopLevelModule] {
    let stated = source.kind == .sdist ? statedTopLevel(of: source) : nil
    var seen: Set<String> = []
    var modules: [TopLevelModule] = []
    for file in source.files {
        var parts = file.path.split(separator: "/")
        if source.kind == .wheel, parts.count > 2, let first = parts.first, first.hasSuffix(".data"),
            parts[1] == "purelib" || parts[1] == "platlib"
        {
            parts.removeFirst(2)
        } else if source.kind == .sdist, parts.count > 1, parts[0] == "src" || parts[0] == "lib" {
            parts.removeFirst()
        }
        guard let name = moduleName(parts, isWheel: source.kind == .wheel, isStated: stated != nil),
            stated?.contains(name) != false, seen.insert(name).inserted
        else { continue }
        modules.append(TopLevelModule(name: name, path: file.path))
    }
    return modules
}

/// The module that a file makes importable at the top level: `name/__init__.py`, or `name.py` where that is installed.
private func moduleName(_ parts: [Substring], isWheel: Bool, isStated: Bool) -> String? {
    guard let first = parts.first, let last = parts.last else { return nil }
    if parts.count == 2 {
        return last.hasPrefix("__init__.") && PackageMap.ending(of: String(last)) != "pyi" ? String(first) : nil
    }
    // A source distribution's own scripts lie at its top as well.
    guard parts.count == 1, isWheel || isStated,
        ["py", "pyc", "so", "pyd"].contains(PackageMap.ending(of: String(first)))
    else { return nil }
    return String(first.prefix { $0 != "." })
}

/// The names in `top_level.txt` of a source distribution; nil without one.
private func statedTopLevel(of source: SignalSource) -> Set<String>? {
    let file = source.files.first { $0.path.hasSuffix(".egg-info/top_level.txt") && $0.depth <= 2 }
    guard let file, file.byteCount < 1 << 16, let bytes = file.bytes else { return nil }
    return Set(String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init))
}
