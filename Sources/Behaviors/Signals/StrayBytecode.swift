internal import Packages

/// Bytecode that Python runs without looking at a source, so that nothing of it was inspected.
///
/// CPython imports `x.pyc` beside where `x.py` would be (PEP 3147: bytecode outside `__pycache__` needs no source).
/// Inside `__pycache__` it compares size and time of the source, which no forger knows before the installation, but the
/// hash-based files of PEP 552 name the source's hash or, unchecked, nothing at all, and any code can stand in them.
/// A file without the magic of a Python 3 is refused by every interpreter and no signal.
func strayBytecode(in source: SignalSource) -> [ArchiveSignal] {
    guard source.kind != .npmTarball else { return [] }
    let compiled = source.files.filter { $0.ending == "pyc" }
    guard !compiled.isEmpty else { return [] }
    let paths = Set(source.files.map(\.path))
    return compiled.compactMap { file in
        guard let header = BytecodeHeader(file.leadingBytes) else { return nil }
        var folders = file.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let name = file.name.dropLast(".pyc".count)
        if folders.last == "__pycache__" {
            guard header.isHashBased else { return nil }
            folders = folders.dropLast()
            let module = name.prefix { $0 != "." }
            guard paths.contains(path(of: module, in: folders)) else { return nil }
            return ArchiveSignal(
                .strayBytecode, file.path,
                "Python runs this bytecode in place of '\(module).py' and need not compare them")
        }
        guard !paths.contains(path(of: name, in: folders)), isModuleName(name) else { return nil }
        return ArchiveSignal(.strayBytecode, file.path, "the module exists as bytecode only, without '\(name).py'")
    }
}

private func path(of module: Substring, in folders: ArraySlice<Substring>) -> String {
    (folders + ["\(module).py"]).joined(separator: "/")
}

/// What an import statement could name.
private func isModuleName(_ name: Substring) -> Bool {
    guard let first = name.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    return name.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isXIDContinue }
}

/// The bytes before the code: magic, from 3.7 on flags (PEP 552), then time and size or a hash.
private struct BytecodeHeader {
    let isHashBased: Bool

    init?(_ bytes: [UInt8]) {
        guard bytes.count > 16, bytes[2] == 0x0d, bytes[3] == 0x0a else { return nil }
        let magic = Int(bytes[0]) | Int(bytes[1]) << 8
        // Python 3 counts from 3,000; Python 2 had 50,000 and more, and no Python 3 loads that.
        guard (3_000..<20_000).contains(magic) else { return nil }
        // 3.7 began at 3,390; before, the time of the source stood where the flags are.
        isHashBased = magic >= 3_390 && bytes[4] & 1 != 0
    }
}
