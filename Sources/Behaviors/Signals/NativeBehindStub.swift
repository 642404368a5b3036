internal import Packages

/// Native code that a few lines load or start, in an artifact that should need none.
///
/// Honest native packages say so: a wheel by its platform tag, an npm package by `os`, `cpu` or `binding.gyp`, and a
/// source distribution brings sources. Where an artifact for every platform holds a compiled file that its code names, and
/// all its code is smaller than a stub, the compiled file is the package, and nothing of it can be read.
func nativeBehindStub(in source: SignalSource) -> [ArchiveSignal] {
    let native = source.files.filter { !isAside($0.path) && ProgramFormat($0.leadingBytes)?.isNative == true }
    guard !native.isEmpty, claimsEveryPlatform(source) else { return [] }
    let code = source.files.filter {
        codeEndings.contains($0.ending) && !isAside($0.path) && !$0.path.hasSuffix(".d.ts")
    }
    guard code.reduce(0, { $0 + $1.byteCount }) <= stubLength else { return [] }
    return native.compactMap { file in
        guard let naming = naming(file, in: code, of: source) else { return nil }
        return ArchiveSignal(
            .nativeBehindStub, file.path, "compiled code that '\(naming)' names is all that the package is")
    }
}

/// All code of the package together: an import, a path and a call, with a `setup.py` of the usual length.
private let stubLength = 8_192

private let codeEndings: Set<String> = ["py", "pyw", "js", "cjs", "mjs", "ts", "sh", "ps1", "bat", "cmd"]

private func isAside(_ path: String) -> Bool {
    path.split(separator: "/").dropLast().contains {
        ["test", "tests", "testdata", "fixtures", "examples"].contains($0)
    }
}

private func claimsEveryPlatform(_ source: SignalSource) -> Bool {
    switch source.kind {
    case .sdist: return true
    case .wheel:
        let text = source.files.first { $0.path.hasSuffix(".dist-info/WHEEL") && $0.depth == 1 }?.bytes ?? []
        let tags = text.split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
            .filter { $0.hasPrefix("Tag:") }
        return !tags.isEmpty
            && tags.allSatisfy { $0.split(whereSeparator: \.isWhitespace).last?.hasSuffix("-any") == true }
    case .npmTarball:
        if source.files.contains(where: { $0.path == "binding.gyp" }) { return false }
        let manifest = source.files.first { $0.path == "package.json" }?.bytes.flatMap { JSONValue(parsing: $0) }
        guard ["os", "cpu", "libc", "gypfile"].allSatisfy({ manifest?[$0] == nil }) else { return false }
        if manifest?["dependencies"]?.members.contains(where: { buildHelpers.contains($0.key) }) == true {
            return false
        }
        return manifest?["scripts"]?.allStrings.contains { $0.contains("node-gyp") || $0.contains("prebuild") } != true
    }
}

/// Packages that build or find a compiled part, which their dependents thereby declare.
private let buildHelpers: Set<String> = [
    "bindings", "nan", "node-addon-api", "node-gyp", "node-gyp-build", "node-pre-gyp", "@mapbox/node-pre-gyp",
    "prebuild-install",
]

/// The file that names a compiled one, by its whole name or as the module that it is.
private func naming(_ native: ArchivedFile, in code: [ArchivedFile], of source: SignalSource) -> String? {
    let module = native.name.prefix { $0 != "." }
    let manifests = source.kind == .npmTarball ? source.files.filter { $0.path == "package.json" } : []
    // Two letters are in every file.
    let words = [String(native.name), String(module)].filter { $0.utf8.count >= 3 }
    return (code + manifests).first { file in
        words.contains { containsBytes($0, in: file.bytes ?? []) }
    }?.path
}
